"""Indexes as each format version wrote them, kept in tests/data: they must open for ever.

`pytest FILE --update` with this file makes the index of a new version. An existing one is never
written again, because people have indexes like it on their disks.
"""

import datetime
from pathlib import Path

import pytest
from whoosh import index as whoosh_index
from whoosh import query as whoosh_query

from index import Engine, Episode, SearchRequest, Segment, open_index
from index.analysis import VERSION
from index.embedded.format.sections import FORMAT_VERSION
from index.embedded.reading.folder import LOCK
from index.embedded.writing.merge_policies import NO_MERGE
from index.embedded.writing.writer import EmbeddedWriter
from tests.builders import episode, segment
from tests.samples import DATA

CURRENT = DATA / f"index-{FORMAT_VERSION}"

LIGHTHOUSE = episode(
    "lighthouse",
    "Keeping the Lighthouse",
    number="007",
    show="Harbour Talk",
    date=datetime.date(2024, 2, 29),
    people=("Ada Holm", "Zoë Núñez"),
    url="https://harbour.example/7",
    media_url="https://harbour.example/7.mp3",
    fingerprint="f1",
)
GEESE = episode("geese", "Wild geese, and “others”", number="8.1", show="Harbour Talk")
PANADERIA = episode("panadería", "El pan de cada día", language="es")
DOM = episode("дом", "Старый дом", language="ru")
TOKYO = episode("tokyo", "東京の朝", language="ja", date=datetime.date(1999, 12, 31))

TALK: dict[Episode, list[Segment]] = {
    LIGHTHOUSE: [
        segment(
            "The lamp turns, and the lamp turned before I came.",
            0,
            "Ada Holm",
            start=0.0,
            end=12.5,
            anchors=[(0, 0.0), (17, 4.25), (32, 8.001)],
            speaker_source="labelled",
            speaker_probability=1.0,
        ),
        segment(
            "Don't you ever turn it off? I’d never.",
            1,
            "Zoë Núñez",
            start=12.5,
            end=19.0,
            anchors=[(0, 12.5), (28, 16.0)],
            speaker_source="inferred",
            speaker_probability=0.8125,
        ),
        segment("…", 2, start=19.0, end=20.0),
        segment("Never in forty years of turning lamps and " + "lamp " * 300, 3, start=20.0),
    ],
    GEESE: [
        segment("The geese fly over the lamp in C++ formation.", 0),
        segment("", 1),
        segment("Off they go", 2, anchors=[(4, 1 / 3)]),
    ],
    PANADERIA: [
        segment("Las canciones del panadero, una canción por la mañana.", 0, "José", start=3.0),
    ],
    DOM: [segment("В этом доме горит лампа.", 0, "Анна", start=1e6 / 3)],
    TOKYO: [segment("今日は東京タワーの灯りが消えた。", 0, "Ken")],
}
GONE = episode("gone", "Removed before long")

HITS: dict[str, set[str]] = {
    "lamp": {"lighthouse:3", "lighthouse:0", "geese:0"},
    "turn lamp": {"lighthouse:0", "lighthouse:3"},
    '"before i came don\'t you"': {"lighthouse:0"},
    '"turn it off"': {"lighthouse:1"},
    "c++": {"geese:0"},
    "for*": {"geese:0", "lighthouse:3"},
    "cancion": {"panadería:0"},
    '"canción"': {"panadería:0"},
    "дом": {"дом:0"},
    "東京": {"tokyo:0"},
    "speaker:zoë": {"lighthouse:1"},
    "episode:7 -lamp": {"lighthouse:1", "lighthouse:2"},
    "title:geese off": {"geese:2"},
    "everywhere": set(),
}


def write(folder: Path) -> None:
    """Make an index of two index segments, with dead episodes in the first."""
    recordings = list(TALK.items())
    old = [segment("An old text that is everywhere no more", 0, "Nobody Else")]
    with EmbeddedWriter(folder) as writer:
        for known, said in [(GONE, old), *recordings[:2], (episode(TOKYO.id, language="en"), old)]:
            writer.add(known, said)
        writer.commit(mergetype=NO_MERGE)
    with EmbeddedWriter(folder) as writer:
        writer.remove(GONE.id)
        for known, said in recordings[2:]:
            writer.add(known, said)
        writer.commit(mergetype=NO_MERGE)
    (folder / LOCK).unlink()


@pytest.fixture(scope="module", autouse=True)
def made(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("update") and not CURRENT.exists():
        write(CURRENT)


def assert_answers(engine: Engine) -> None:
    for q, hits in HITS.items():
        found = engine.search(SearchRequest(q, relax=False))
        assert (q, {hit.id for hit in found.hits}) == (q, hits)
    assert set(engine.episodes()) == set(TALK)
    assert {one.id: engine.segments(one.id) for one in engine.episodes()} == {
        known.id: said for known, said in TALK.items()
    }
    assert dict(engine.terms("lamp")) == {"lamp": 303, "lamps": 1}


def test_this_version_has_an_index_that_is_kept() -> None:
    assert CURRENT.is_dir(), f"make it with: pytest {__file__} --update"


@pytest.mark.parametrize("folder", sorted(DATA.glob("index-*")), ids=lambda folder: folder.name)
def test_an_index_that_was_kept_opens_and_answers(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert len(list(folder.glob("*.talk"))) == 2

    with open_index(folder) as engine:
        assert_answers(engine)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("folder", sorted(DATA.glob("index-*")), ids=lambda folder: folder.name)
def test_an_index_that_was_kept_answers_what_may_be_asked_today(folder: Path) -> None:
    with open_index(folder) as engine:
        grouped = engine.search(SearchRequest("lamp", group_by="episode"))
        assert {group.episode.id: group.total for group in grouped.groups} == {
            "lighthouse": 2,
            "geese": 1,
        }
        assert engine.search(SearchRequest("lmap")).suggestion == "lamp"
        assert engine.search(SearchRequest("lamp", heard_as=True)).heard_as == ()
        assert engine.search(SearchRequest(sponsor="only")).total == 0
        assert engine.search(SearchRequest("lamp", collapse=True)).collapsed == 0
        assert [one.text for one in engine.suggest("lam")] == ["lamp", "lamps"]
        assert [one.text for one in engine.suggest("zoë")] == ["Zoë Núñez"]


@pytest.mark.parametrize("folder", sorted(DATA.glob("index-*")), ids=lambda folder: folder.name)
def test_an_index_that_was_kept_can_be_written_to(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with open_index(tmp_path) as engine:
        assert engine.versions == (0, 0)
    with EmbeddedWriter(tmp_path) as writer:
        writer.commit(optimize=True)

    with open_index(tmp_path) as engine:
        assert_answers(engine)
        assert engine.versions == (VERSION, 0)


def test_an_index_written_now_answers_like_the_ones_that_were_kept(tmp_path: Path) -> None:
    write(tmp_path)

    with open_index(tmp_path) as engine:
        assert_answers(engine)
    with whoosh_index.open_dir(tmp_path).searcher() as searcher:
        hits = searcher.search(whoosh_query.Term("text", "lamp"), limit=None)
        found = [f"{hit['episode']}:{hit['ordinal']}" for hit in hits]
    assert set(found) == HITS["lamp"]
