"""Rankings without a page, and episodes of engines that cannot group."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.compare import engines
from bench.compare.engines import Ranked, best_episodes
from bench.quality.material import Told, given
from bench.quality.remembering import Remembering
from index import Anchor, Segment
from tests.bench.test_quality_tasks import Canned

INSTALLED = [name for name in engines.ENGINES if name not in engines.missing()]


def segments(*texts: str) -> list[Segment]:
    return [
        Segment(
            ordinal=n, start=60.0 * n, end=60.0 * n + 60, text=text, anchors=(Anchor(0, 60.0 * n),)
        )
        for n, text in enumerate(texts)
    ]


TOLD = [
    Told("e1", "1", "en", segments("nothing here", "a flask and one more flask and a web")),
    Told("e2", "2", "en", segments("flask, flask, flask", "web")),
    Told("e3", "3", "en", segments("bread", "a flask of tea for everybody who came to the web")),
]


def counted(hits: list[Ranked]) -> tuple[Callable[[str, int], list[Ranked]], list[int]]:
    """Return a ranking and the list of limits with which it was called."""
    limits: list[int] = []

    def ranked(q: str, limit: int) -> list[Ranked]:
        limits.append(limit)
        return hits[:limit]

    return ranked, limits


@pytest.mark.parametrize("name", INSTALLED)
def test_every_engine_ranks_documents_as_it_shows_them(name: str, tmp_path: Path) -> None:
    engine = engines.load(name)
    engine.build(given(TOLD, engine.stream), tmp_path)
    snapshot = engine.open(tmp_path)
    q = "text : (flask)" if engine.language == "fts5" else "flask"
    ranked = snapshot.ranked(q, 10)

    assert [hit.document for hit in ranked] == [hit.document for hit in snapshot.search(q).hits]
    assert snapshot.ranked(q, 1) == ranked[:1]
    assert ranked[0].document == ("e2", 0)
    assert {hit.document: hit.start for hit in ranked}["e2", 0] == 0
    assert snapshot.ranked(q, 10, "e3") == [hit for hit in ranked if hit.document[0] == "e3"]
    assert snapshot.episodes(q, 2) == [hit.document[0] for hit in ranked][:2]
    snapshot.close()


@pytest.mark.parametrize("name", [name for name in INSTALLED if name != engines.OVERHEARD])
def test_what_is_remembered_is_what_the_engine_ranks(name: str, tmp_path: Path) -> None:
    engine = engines.load(name)
    engine.build(given(TOLD, engine.stream), tmp_path)
    snapshot = engine.open(tmp_path)
    remembering = Remembering(snapshot)
    q = "text : (flask)" if engine.language == "fts5" else "flask"

    for limit in (1, 2, 10, 1):
        for episode in (None, "e3"):
            assert remembering.ranked(q, limit, episode) == snapshot.ranked(q, limit, episode)
        assert remembering.episodes(q, limit) == snapshot.episodes(q, limit)
    assert remembering.documents(q, 9) == snapshot.documents(q, 9)
    assert remembering.search(q) == snapshot.search(q)
    remembering.close()


def test_an_engine_is_asked_again_only_for_more_than_it_gave() -> None:
    asked: list[int] = []

    class Counting(Canned):
        def ranked(self, q: str, limit: int, episode: str | None = None) -> list[Ranked]:
            asked.append(limit)
            return super().ranked(q, limit, episode)

    remembering = Remembering(Counting(*(Ranked(("a", n), 0.0) for n in range(300))))

    assert [len(remembering.ranked("q", limit)) for limit in (10, 160, 5, 200, 10)] == [
        *(10, 160, 5, 200, 10)
    ]
    assert asked == [160, 200]
    assert len(remembering.ranked("q", 1000)) == len(remembering.ranked("q", 5000)) == 300
    assert asked == [160, 200, 1000]


def test_an_episode_ranks_as_its_best_document() -> None:
    ranked, _ = counted([Ranked((id_, n), 0.0) for n, id_ in enumerate("aabac")])

    assert best_episodes(ranked, "q", 2) == ["a", "b"]
    assert best_episodes(ranked, "q", 9) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("talkative", "limits"),
    [(1, [8]), (8, [8, 32]), (200, [8, 32, 128, 512]), (2000, [8, 32, 128, 512, 1000])],
)
def test_more_documents_are_asked_for_until_there_are_episodes_enough(
    talkative: int, limits: list[int]
) -> None:
    hits = [Ranked(("a", n), 0.0) for n in range(talkative)]
    ranked, asked = counted([*hits, *(Ranked((id_, 0), 0.0) for id_ in "bcdefghi" * 5)])
    found = best_episodes(ranked, "q", 2)

    assert found == (["a"] if talkative > 1000 else ["a", "b"])
    assert asked == limits
