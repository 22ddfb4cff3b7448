"""Near-duplicate hits: the best one is listed, with the number of the others."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index import SearchRequest, as_json, open_index
from index.embedded.reading.matches import Matches
from index.embedded.reading.near_duplicates import clusters_of
from index.embedded.scoring.listing import listed, near_duplicates
from index.embedded.scoring.order import ScoredHits
from index.embedded.writing.merge_policies import NO_MERGE
from index.embedded.writing.writer import EmbeddedWriter
from index.ranking.bm25 import Scores
from index.ranking.top_k import top_k
from overheard.terminal import Style, render
from tests.builders import episode, found, segment

WELCOME = "Welcome to Harbour Talk, the show about boats and those who mend them."


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three episodes in two index segments; their openings are near-duplicates."""
    folder = tmp_path_factory.mktemp("index")
    own = {"a": "My boat leaks.", "b": "A boat is a hole in the sea.", "c": "No boats for me."}
    for names in (("a", "b"), ("c",)):
        with EmbeddedWriter(folder) as writer:
            for name in names:
                writer.add(episode(name), [segment(WELCOME, 0), segment(own[name], 1)])
            writer.commit(mergetype=NO_MERGE)
    return folder


def test_the_first_of_near_duplicate_hits_is_listed_and_says_how_many_more(location: Path) -> None:
    with open_index(location) as engine:
        results = engine.search(SearchRequest("welcome", collapse=True))

    assert [(hit.id, hit.near_duplicates) for hit in results.hits] == [("a:0", 2)]
    assert (results.total, results.collapsed, results.next) == (3, 2, None)
    assert as_json(results)["collapsed"] == 2
    assert [hit["near_duplicates"] for hit in as_json(results)["hits"]] == [2]


def test_others_are_listed_beside_them(location: Path) -> None:
    with open_index(location) as engine:
        results = engine.search(SearchRequest("boat", collapse=True))

    assert sorted((hit.id, hit.near_duplicates) for hit in results.hits) == [
        *(("a:0", 2), ("a:1", 0), ("b:1", 0), ("c:1", 0))
    ]


def test_all_are_listed_unless_that_is_asked(location: Path) -> None:
    assert set(found(location, SearchRequest("welcome"))) == {"a:0", "b:0", "c:0"}


def test_what_is_not_ranked_is_listed_whole(location: Path) -> None:
    assert found(location, SearchRequest("-leaks", collapse=True)) == [
        "a:0",
        "b:0",
        "b:1",
        "c:0",
        "c:1",
    ]
    assert len(found(location, SearchRequest("welcome", sort="date", collapse=True))) == 3


def test_only_what_is_found_counts_as_a_near_duplicate(location: Path) -> None:
    with open_index(location) as engine:
        (hit,) = engine.search(SearchRequest("welcome -episode:b", collapse=True)).hits

    assert (hit.id, hit.near_duplicates) == ("a:0", 1)


def test_the_terminal_says_how_many_more_and_how_to_see_them(location: Path) -> None:
    with open_index(location) as engine:
        results = engine.search(SearchRequest("welcome", collapse=True))
    lines = list(render([results], Style(color=False)))

    assert lines[-3] == "   and 2 near-duplicates"
    assert lines[-1].endswith("; 2 near-duplicates hidden, shown by --no-collapse")


def test_pages_follow_each_other(location: Path) -> None:
    boats = SearchRequest("boat", collapse=True)
    pages = [found(location, replace(boats, limit=1, offset=offset)) for offset in range(5)]

    assert [one for page in pages for one in page] == found(location, boats)
    assert pages[4] == []
    with open_index(location) as engine:
        nexts = [engine.search(replace(boats, limit=3, offset=at)).next for at in (0, 3)]
    assert nexts == [3, None]


def expected(
    scores: Sequence[float], kinds: Sequence[tuple[int, bool]], count: int
) -> list[tuple[int, int]]:
    """Return the expected hits and their near-duplicates, by a loop."""
    listed: list[int] = []
    for place in np.argsort(-np.array(scores), kind="stable").tolist():
        if not kinds[place][0] or all(kinds[place] != kinds[other] for other in listed):
            listed.append(place)
    return [(p, kinds.count(kinds[p]) - 1 if kinds[p][0] else 0) for p in listed[:count]]


@given(
    st.lists(
        st.tuples(st.sampled_from([1.0, 2.0, 4.0]), st.booleans(), st.integers(0, 5)),
        max_size=120,
    ),
    st.integers(0, 20),
    st.integers(0, 2000),
)
def test_the_best_of_each_cluster_are_those_of_a_plain_reading(
    found_: list[tuple[float, bool, int]], count: int, others: int
) -> None:
    """Documents without near-duplicates that do not match have no effect, however many."""
    scores, exact, signatures = (
        [list(column) for column in zip(*found_, strict=True)] if found_ else ([], [], [])
    )
    size = len(found_) + others
    clusters = clusters_of([np.array([*signatures, *range(1000, 1000 + others)], np.uint32)])
    is_exact = np.array(exact, np.bool_)
    documents = np.arange(len(found_))
    hits = ScoredHits(documents, np.array(scores, np.float32), is_exact, own=np.array(scores))
    kinds = [
        (signature if signatures.count(signature) > 1 else 0, is_one)
        for signature, is_one in zip(signatures, exact, strict=True)
    ]

    best, hidden = listed(
        hits,
        np.zeros(size, np.int64),
        near_duplicates(
            clusters,
            Matches(documents[is_exact], None, size),
            Matches(documents[~is_exact], None, size),
        ),
        count,
        spread=False,
    )

    assert [(ranked.document, ranked.near_duplicates) for ranked in best] == expected(
        scores, kinds, count
    )
    assert [(scores[one.document], exact[one.document]) for one in best] == [
        (one.score, one.exact) for one in best
    ]
    assert hidden == len(scores) - len(expected(scores, kinds, len(scores)))


def test_no_more_is_sorted_than_what_may_stand_among_the_best(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at = []

    def counting(scores: Scores, count: int) -> NDArray[np.int64]:
        looked_at.append(count)
        return top_k(scores, count)

    monkeypatch.setattr("index.ranking.top_k.top_k", counting)
    documents = np.arange(1001)
    ones = np.ones(1001, np.float32)
    hits = ScoredHits(documents, ones, np.ones(1001, np.bool_), own=ones)
    best, _ = listed(hits, documents // 5, None, 10, spread=True)

    assert [ranked.document for ranked in best] == [0, 1, 2, 5, 6, 7, 10, 11, 12, 15]
    assert sum(looked_at) < 30


def test_what_has_no_signature_is_like_nothing() -> None:
    kinds = clusters_of([np.array([0, 7, 0], np.uint32), np.array([7, 9], np.uint32)])

    assert kinds.tolist() == [-1, 0, -1, 0, -1]
    assert clusters_of([]).tolist() == []
