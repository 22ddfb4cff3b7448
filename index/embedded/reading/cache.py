"""A bounded memory of arrays that took work to make: the least recently used go first."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

__all__ = ["LRUCache"]

T = TypeVar("T")


class LRUCache:
    """Remembers values up to `limit` bytes in all; safe to share between threads."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._values: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T], size_of: Callable[[T], int]) -> T:
        """Return what is remembered for `key`, or what `make` returns, which is remembered."""
        with self._lock:
            known = self._values.get(key)
            if known is not None:
                self._values.move_to_end(key)
                return known[0]  # type: ignore[no-any-return]  # a key always has one type
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
