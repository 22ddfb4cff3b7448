from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedded.reading.cache import LRUCache


def making(made: list[str], value: str) -> Callable[[], str]:
    def make() -> str:
        made.append(value)
        return value

    return make


def asked(cache: LRUCache, keys: str) -> list[str]:
    """Ask for each key in turn; return those that were not cached."""
    made: list[str] = []
    for key in keys:
        assert cache.get(key, making(made, key), lambda _: 10) == key
    return made


def test_what_was_made_once_is_remembered() -> None:
    assert asked(LRUCache(100), "abab") == ["a", "b"]


def test_the_least_recently_used_goes_first() -> None:
    cache = LRUCache(50)

    assert asked(cache, "abcdeaf") == list("abcdef")
    assert asked(cache, "acdef") == []
    assert asked(cache, "b") == ["b"]


def test_what_would_take_over_half_of_the_memory_is_not_remembered() -> None:
    assert asked(LRUCache(19), "aa") == ["a", "a"]
    assert asked(LRUCache(20), "aa") == ["a"]
    assert asked(LRUCache(0), "aa") == ["a", "a"]


def test_what_fails_is_not_remembered() -> None:
    cache = LRUCache(100)
    made: list[str] = []

    def fail() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cache.get("a", fail, len)

    assert cache.get("a", making(made, "made"), len) == "made"


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 40))), st.integers(0, 200))
def test_no_more_is_remembered_than_the_limit(asking: list[tuple[int, int]], limit: int) -> None:
    cache = LRUCache(limit)
    sizes: dict[int, int] = {}
    for key, size in asking:
        sizes.setdefault(key, size)
        cache.get(key, partial(int, key), sizes.__getitem__)
    remembered = [key for key in sizes if cache.get(key, lambda: None, lambda _: 1 << 40) == key]

    assert sum(sizes[key] for key in remembered) <= limit


def test_threads_share_a_memory() -> None:
    cache = LRUCache(1_000)
    keys = [str(number % 150) for number in range(3_000)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda key: cache.get(key, lambda: key, lambda _: 10), keys))

    assert answers == keys
