"""An LRU cache, bounded in bytes, of values that take work to make. Decision 0020."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

__all__ = ["LRUCache"]

T = TypeVar("T")


class LRUCache:
    """Caches values up to `limit` bytes in all; safe to share between threads.

    The least recently used values are dropped first. A value over half of the limit is not cached.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._values: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T], size_of: Callable[[T], int]) -> T:
        """Return the cached value of `key`, or else that of `make`, which is then cached.

        `size_of` returns the bytes of a value.
        """
        with self._lock:
            cached = self._values.get(key)
            if cached is not None:
                self._values.move_to_end(key)
                return cached[0]  # type: ignore[no-any-return]  # a key always has one type
        value = make()
        size = size_of(value)
        with self._lock:
            if key not in self._values and size <= self._limit // 2:
                self._values[key] = value, size
                self._size += size
                while self._size > self._limit:
                    _, (_, freed) = self._values.popitem(last=False)
                    self._size -= freed
        return value
