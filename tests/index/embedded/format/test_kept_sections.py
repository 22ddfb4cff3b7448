"""An index with the sections added to format 1 after `index-1` was kept: it must open for ever.

`pytest FILE --update` with this file makes the index if it is missing, and never again.
"""

from pathlib import Path

import pytest

from index import Engine, Episode, SearchRequest, Segment, open_index
from index.embedded.format.sections import SectionFile
from index.embedded.reading.folder import LOCK
from index.embedded.writing.merge_policies import NO_MERGE
from index.embedded.writing.writer import EmbeddedWriter
from tests.builders import episode, index_segments, segment
from tests.samples import DATA

KEPT = DATA / "sections-1"

ADDED = ("sponsor", "signature", "alike", "humps.bytes", "hump.documents", "pairs", "pair.seconds")

WELCOME = "Welcome back to the show, where we talk about what people build."


def recording(name: str) -> tuple[Episode, list[Segment]]:
    words = " ".join(f"{name}{number}" for number in range(300))
    said = [
        segment(WELCOME, 0, "Ada Holm"),
        segment(f"We do machine learning. {words} It is machine learning, I say.", 1, "Ken"),
        segment("In __init__ there is a camelCase name, and machine learning.", 2, "Ken"),
        segment("Start your free trial of the lamp.", 3, "Ada Holm", sponsor=True),
    ]
    return episode(name, f"On {name}", show="Harbour Talk"), said


def write(folder: Path) -> None:
    """Make an index of two index segments, each with every section, and with synonyms."""
    for names in (("lathe", "kiln"), ("loom", "forge")):
        with EmbeddedWriter(folder) as writer:
            for name in names:
                writer.add(*recording(name))
            writer.set_synonyms("bot, machine")
            writer.commit(mergetype=NO_MERGE)
    (folder / LOCK).unlink()


@pytest.fixture(scope="module", autouse=True)
def made(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("update") and not KEPT.exists():
        write(KEPT)


def found(engine: Engine, request: SearchRequest) -> set[str]:
    return {hit.id for hit in engine.search(request).hits}


def assert_answers(engine: Engine) -> None:
    every = ("lathe", "kiln", "loom", "forge")
    once = engine.search(SearchRequest("welcome", collapse=True))

    assert (len(once.hits), once.hits[0].near_duplicates, once.collapsed, once.total) == (
        1,
        3,
        3,
        4,
    )
    assert found(engine, SearchRequest("camel")) == {f"{name}:2" for name in every}
    assert found(engine, SearchRequest("init")) == {f"{name}:2" for name in every}
    assert found(engine, SearchRequest(sponsor="only")) == {f"{name}:3" for name in every}
    assert found(engine, SearchRequest("bot lathe0", relax=False)) == {"lathe:1"}
    assert "machine learning" in [one.text for one in engine.suggest("machine le")]


def test_every_index_segment_has_the_sections_that_were_added() -> None:
    files = [SectionFile(path) for path in sorted(KEPT.glob("*.talk"))]

    assert [[name for name in ADDED if not file.length(name)] for file in files] == [[], []]


def test_the_index_that_was_kept_opens_and_answers() -> None:
    before = {path.name: path.read_bytes() for path in KEPT.iterdir()}

    with open_index(KEPT) as engine:
        assert_answers(engine)
    assert {path.name: path.read_bytes() for path in KEPT.iterdir()} == before


def test_merged_it_answers_the_same(tmp_path: Path) -> None:
    for path in KEPT.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with EmbeddedWriter(tmp_path) as writer:
        writer.commit(optimize=True)

    assert len(index_segments(tmp_path)) == 1
    with open_index(tmp_path) as engine:
        assert_answers(engine)


def test_an_index_written_now_answers_the_same(tmp_path: Path) -> None:
    write(tmp_path)

    with open_index(tmp_path) as engine:
        assert_answers(engine)
