"""Proximity reranking: segments in which the words of a query are near each other come first."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import SearchRequest, open_index
from index.embedded.scoring.order import sums_of_best
from index.ranking import parameters
from tests.builders import empty_folder, found, indexed

FILLER = "so well then you know what we said about it all those years ago in fact"


def test_words_near_each_other_come_before_the_same_words_apart(tmp_path: Path) -> None:
    indexed(tmp_path, {"e": [f"flask {FILLER} wsgi", FILLER, f"flask wsgi {FILLER}", FILLER]})

    assert found(tmp_path, "wsgi flask") == ["e:2", "e:0"]


def test_words_near_each_other_across_a_border_count_too(tmp_path: Path) -> None:
    apart, end = f"flask {FILLER} wsgi {FILLER}", f"flask {FILLER} wsgi"
    indexed(
        tmp_path,
        {"e": [apart, FILLER, f"{end} {FILLER}", FILLER], "f": [f"wsgi {FILLER} flask", "wsgi"]},
    )

    assert found(tmp_path, SearchRequest("wsgi flask", relax=False))[0] == "f:0"


@pytest.mark.parametrize("q", ["flask", "flask OR wsgi", '"flask wsgi"', "fla* wsg*", "-flask"])
def test_what_is_not_a_row_of_words_is_left_as_it_is_ranked(tmp_path: Path, q: str) -> None:
    indexed(tmp_path, {"e": [f"flask {FILLER} wsgi", f"flask wsgi {FILLER}", FILLER]})
    with open_index(tmp_path) as engine:
        hits = engine.search(SearchRequest(q)).hits

    assert len({hit.score for hit in hits}) <= 1


WORD = st.sampled_from(["flask", "wsgi", "um", "so", "well"])
TEXT = st.lists(WORD, min_size=1, max_size=12).map(" ".join)


@given(
    st.lists(TEXT, min_size=1, max_size=12),
    st.integers(1, 5),
    st.integers(1, 4),
    st.booleans(),
)
def test_pages_follow_each_other_as_the_whole_does(
    texts: list[str], depth: int, limit: int, collapse: bool
) -> None:
    request = SearchRequest("flask wsgi", limit=1000, collapse=collapse)
    with empty_folder() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(parameters, "NEAR_SEGMENTS", depth)
        indexed(folder, {"e": texts, "f": [FILLER] * 9})
        whole = found(folder, request)
        paged = [
            id_
            for offset in range(0, len(whole), limit)
            for id_ in found(folder, dataclasses.replace(request, limit=limit, offset=offset))
        ]

    assert paged == whole


@given(
    st.lists(st.lists(st.sampled_from([0.0, 1.0, 2.0, 4.0]), max_size=6), max_size=6),
    st.integers(1, 3),
)
def test_the_best_places_of_an_episode_are_summed(places: list[list[float]], count: int) -> None:
    scores = np.array([score for some in places for score in some], np.float32)
    edges = np.cumsum([0, *map(len, places)])

    assert sums_of_best(scores, edges, count).tolist() == [
        sum(sorted(some, reverse=True)[:count]) for some in places
    ]
