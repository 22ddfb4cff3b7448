from pathlib import Path

import pytest

import index
from index import errors


@pytest.mark.parametrize("name", errors.__all__)
def test_every_error_is_an_overheard_error(name: str) -> None:
    assert issubclass(getattr(errors, name), index.OverheardError)


def test_every_public_name_is_there_once_and_in_order() -> None:
    constants = [name for name in index.__all__ if name.isupper()]
    others = [name for name in index.__all__ if not name.isupper()]

    assert index.__all__ == sorted(constants) + sorted(others, key=lambda name: name.islower())
    assert all(hasattr(index, name) for name in index.__all__)
    assert set(errors.__all__) <= set(index.__all__)


def test_a_transcript_error_says_where() -> None:
    error = index.TranscriptError(Path("talks/13.vtt"), "no time after the arrow", line=7)

    assert str(error) == "talks/13.vtt:7: no time after the arrow"
    assert (error.path, error.line) == (Path("talks/13.vtt"), 7)
    assert error.reason == "no time after the arrow"


def test_a_transcript_error_may_mean_the_whole_file() -> None:
    assert str(index.TranscriptError(Path("13.vtt"), "is empty")) == "13.vtt: is empty"


def test_an_invalid_request_names_its_field() -> None:
    error = index.InvalidRequest("limit", "limit must be 0 or more")

    assert (error.field, str(error)) == ("limit", "limit must be 0 or more")
