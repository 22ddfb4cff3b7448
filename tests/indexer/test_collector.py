import gc

import pytest

from indexer import collector


def test_the_collector_is_off_inside_and_on_again_after() -> None:
    with collector.put_off():
        assert not gc.isenabled()

    assert gc.isenabled()


def test_the_collector_is_on_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="spoilt"), collector.put_off():
        raise ValueError("spoilt")

    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with collector.put_off():
            pass

        assert not gc.isenabled()
    finally:
        gc.enable()
