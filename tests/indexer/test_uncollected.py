import gc

import pytest

from indexer import memory


def test_the_collector_is_off_inside_and_on_again_after() -> None:
    with memory.uncollected():
        assert not gc.isenabled()

    assert gc.isenabled()


def test_the_collector_is_on_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="spoilt"), memory.uncollected():
        raise ValueError("spoilt")

    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with memory.uncollected():
            pass

        assert not gc.isenabled()
    finally:
        gc.enable()
