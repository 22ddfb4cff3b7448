"""Indexes as another version of Overheard, mostly an older one, would make them."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from unittest import mock

from index import READING_VERSION, Versions
from index.analysis import VERSION

__all__ = ["of_versions"]


def _unstemmed(terms: Sequence[str], language: str = "") -> list[str]:
    return list(terms)


@contextmanager
def of_versions(*, analysis: int = VERSION, reading: int = READING_VERSION) -> Iterator[None]:
    """Let what is indexed inside be of these versions; another analysis knows no endings."""
    with ExitStack() as patched:
        made_by = partial(Versions, analysis)
        patched.enter_context(mock.patch("index.embedded.writing.commit.Versions", made_by))
        patched.enter_context(mock.patch("indexer.recording.READING_VERSION", reading))
        if analysis != VERSION:
            patched.enter_context(mock.patch("index.analysis.stemmer.stems", _unstemmed))
        yield
