"""A closed engine is freed with its last reference, without the cycle collector."""

import gc
import os
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index import SearchRequest, as_json, open_index, open_writer
from index.embedded.answering.engine import EmbeddedIndex

ENGINES = 8

PROC = os.path.isdir("/proc/self/fd")

REQUESTS = [
    SearchRequest("wsgi server"),
    SearchRequest("server", facets=("speaker", "show", "episode"), collapse=True),
    SearchRequest("server", sponsor="include", offset=1, limit=2),
    SearchRequest("server cookie template friday"),
    SearchRequest('"read his margin the margin"'),
    SearchRequest('"the margin"~3'),
    SearchRequest("ser* t?mplate", limit=5),
    SearchRequest("cookei~ OR sesion~2"),
    SearchRequest("wsgi NEAR/20 server"),
    SearchRequest("title:cookies -date:1999 cookies^2 -speaker:nobody"),
    SearchRequest("wsgi server", group_by="episode"),
    SearchRequest("wsgi", heard_as=True),
    SearchRequest("websocket OR web-socket"),
]


@pytest.fixture(scope="module")
def location(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample show in several index segments, some of whose episodes were removed."""
    folder = tmp_path_factory.mktemp("closing")
    with open_index(sample_index) as engine:
        episodes = [(one, engine.segments(one.id)) for one in engine.episodes()]
    for part in (episodes[:-2], episodes[-2:]):
        with open_writer(folder) as writer:
            for episode, segments in part:
                writer.add(episode, segments)
    with open_writer(folder) as writer:
        writer.remove(episodes[0][0].id)
    return folder


@pytest.fixture
def uncollected() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def use(engine: EmbeddedIndex) -> None:
    """Call every method of an engine."""
    for request in REQUESTS:
        results = engine.search(request)
        assert results.hits
        assert as_json(results)
    assert engine.search(SearchRequest("tempalte")).suggestion
    assert engine.suggest("serv")
    assert engine.suggest("speaker:pr")
    assert list(engine.terms("se"))
    assert all(engine.segments(episode.id) for episode in engine.episodes())
    assert engine.stats().words
    assert engine.is_current()


def parts_of(engine: EmbeddedIndex) -> list[weakref.ref[Any]]:
    snapshot = engine._snapshot
    files = [leaf.file for leaf in snapshot.leaves]
    return [weakref.ref(one) for one in (engine, snapshot, *snapshot.leaves, *files)]


def held(folder: Path) -> list[str]:
    """Return the memory maps and file descriptors of this process for files of a folder."""
    if not PROC:
        return []
    names = []
    for descriptor in os.scandir("/proc/self/fd"):
        try:
            names.append(os.readlink(descriptor.path))
        except FileNotFoundError:  # the one that the folder itself was listed by
            continue
    maps = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    return [name for name in (*names, *maps) if str(folder) in name]


def cyclic() -> set[str]:
    """Return the classes of our objects that only the cycle collector can free."""
    gc.set_debug(gc.DEBUG_SAVEALL)
    gc.collect()
    gc.set_debug(0)
    kinds = {type(one) for one in gc.garbage}
    gc.garbage.clear()
    return {kind.__qualname__ for kind in kinds if kind.__module__.startswith("index.")}


@pytest.mark.usefixtures("uncollected")
def test_a_closed_engine_that_is_dropped_leaves_nothing_for_the_cycle_collector(
    location: Path,
) -> None:
    engines: list[EmbeddedIndex] = []
    for _ in range(ENGINES):
        engine = open_index(location)
        assert isinstance(engine, EmbeddedIndex)
        use(engine)
        engines.append(engine)
    parts = [part for engine in engines for part in parts_of(engine)]
    assert len(parts) >= 6 * ENGINES
    assert bool(held(location)) == PROC
    for engine in engines:
        engine.close()
    del engine
    engines.clear()

    assert [part() for part in parts if part() is not None] == []
    assert held(location) == []
    assert cyclic() == set()
