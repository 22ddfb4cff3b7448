"""Both implementations of the kernels, for tests that hold them to the same answers."""

from collections.abc import Callable
from typing import TypeAlias

import pytest

from index.embedded.format.postings import Lists
from index.embedded.format.sections import SectionFile
from index.embedded.kernels import choice
from index.embedded.kernels.interface import PostingLists
from index.embedded.reading.cache import LRUCache
from tests.conftest import absent

MakeLists: TypeAlias = Callable[[SectionFile, int], PostingLists]


@pytest.fixture(params=["compiled", "numpy"], scope="session")
def implementation(request: pytest.FixtureRequest) -> str:
    """The name of an implementation; the compiled one is skipped where it was not built."""
    if request.param == "compiled" and not choice.IS_BUILT:
        absent("compiled", "the extension was not built")
    return str(request.param)


@pytest.fixture
def make_lists(implementation: str, monkeypatch: pytest.MonkeyPatch) -> MakeLists:
    """A function that opens posting lists in that implementation."""
    monkeypatch.setattr(choice, "IMPLEMENTATION", implementation)

    def make(file: SectionFile, documents: int) -> PostingLists:
        cache = LRUCache(1 << 20)
        return choice.posting_lists(file, documents, lambda: Lists(file, documents), cache)

    return make
