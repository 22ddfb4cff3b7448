"""Every test of this folder runs on each engine: it asks for a location, and that chooses one.

A test that needs one index takes `location`, a fixture of a module or an example of a hypothesis
test takes `fresh`, which gives as many locations as it is called.
"""

import itertools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from index import locations
from tests.builders import empty_folder
from tests.plain_engine.writer import forget

Fresh = Callable[[], AbstractContextManager[str]]
"""Gives the location of an index that is not there yet; what is put there ends with the block."""

_NUMBERS = itertools.count()


@contextmanager
def _folder() -> Iterator[str]:
    with empty_folder() as folder:
        yield str(folder)


@contextmanager
def _lists() -> Iterator[str]:
    location = f"plain://{next(_NUMBERS)}"
    yield location
    forget(location)


@pytest.fixture(scope="session", autouse=True)
def _plain_engine() -> Iterator[None]:
    """Let the plain engine move in: a row in the tables of `index.locations`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(locations._ENGINES, "plain", "tests.plain_engine.engine:PlainEngine")
        patch.setitem(locations._WRITERS, "plain", "tests.plain_engine.writer:PlainWriter")
        yield


@pytest.fixture(scope="session", params=[_folder, _lists], ids=["embedded", "plain"])
def fresh(request: pytest.FixtureRequest) -> Fresh:
    """Give locations of one of the engines."""
    made: Fresh = request.param
    return made


@pytest.fixture
def location(fresh: Fresh) -> Iterator[str]:
    """The location of an index that is not there yet."""
    with fresh() as place:
        yield place
