"""The order of hits, compared with a sort of all scores that a plain scan of random talk gives."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Hit, SearchRequest, Segment
from index.query.request import Sponsor
from index.ranking import parameters
from tests.builders import episode, segment
from tests.contract.test_same_answers import both
from tests.effort import examples
from tests.plain_engine.order import spread

WORDS = ["run", "runs", "web", "flask", "the", "node", "js", "um"]
EPISODES = [episode("a", "Web"), episode("b", "Flask and runs"), episode("c"), episode("d")]
TALKS = st.dictionaries(
    st.sampled_from(EPISODES),
    st.lists(
        st.tuples(st.lists(st.sampled_from(WORDS), max_size=7), st.booleans()), max_size=12
    ).map(
        lambda said: [
            segment(" ".join(words), number, sponsor=sponsor)
            for number, (words, sponsor) in enumerate(said)
        ]
    ),
    min_size=1,
)
PARTS = [*WORDS, "node.js", "web-zzz", "absent", '"web flask"', "fla*", "-um", "episode:b", "web^2"]
QUERIES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map(" ".join)

CLOSE = 1e-4
"""Scores that differ by less may be equal: one engine counts in 32 bits, the other in 64."""


def sorted_plainly(hits: Sequence[Hit], request: SearchRequest) -> list[str]:
    """Return the ids of hits, sorted by score and then as they are in the index, and spread."""
    ranked = sorted(hits, key=lambda hit: -hit.score)
    if "episode:" in request.q:
        return [hit.id for hit in ranked]
    demote = request.sponsor == "demote"
    every = spread(ranked, lambda hit: hit.episode.id, lambda hit: demote and hit.segment.sponsor)
    return [hit.id for hit in every]


@settings(max_examples=examples(60))
@given(
    TALKS,
    QUERIES,
    st.sampled_from(["include", "demote"]),
    st.integers(1, 30),
    st.integers(1, 4),
)
def test_a_page_is_the_sort_of_the_scores_of_a_plain_scan(
    talk: Mapping[Any, Sequence[Segment]], q: str, sponsor: Sponsor, depth: int, limit: int
) -> None:
    request = SearchRequest(q, limit=1000, sponsor=sponsor)
    with pytest.MonkeyPatch.context() as patch, both(talk) as (embedded, plain):
        patch.setattr(parameters, "SHORT_WORDS", 4)
        patch.setattr(parameters, "NEAR_SEGMENTS", depth)
        patch.setattr(parameters, "NEAR_EPISODES", 1 + depth % 3)
        expected = {hit.id: hit for hit in plain.search(request).hits}
        hits = embedded.search(request).hits
        pages = [
            embedded.search(dataclasses.replace(request, limit=limit, offset=offset)).hits
            for offset in range(0, len(hits), limit)
        ]
        grouped = dataclasses.replace(request, group_by="episode", group_limit=100)
        groups = embedded.search(grouped).groups
        told = {group.episode: group for group in plain.search(grouped).groups}
        order = list(talk)

    assert {hit.id: (hit.exact, hit.missing) for hit in hits} == {
        id_: (hit.exact, hit.missing) for id_, hit in expected.items()
    }
    for hit in hits:
        assert hit.score == pytest.approx(expected[hit.id].score, rel=CLOSE, abs=CLOSE)
    by_document = sorted(hits, key=lambda hit: (order.index(hit.episode), hit.segment.ordinal))
    assert [hit.id for hit in hits] == sorted_plainly(by_document, request)
    assert [hit for page in pages for hit in page] == list(hits)
    ranked = sorted(groups, key=lambda group: (-group.score, order.index(group.episode)))
    assert list(groups) == ranked
    for group in groups:
        assert group.score == pytest.approx(told[group.episode].score, rel=CLOSE, abs=CLOSE)
        assert group.hits == tuple(
            sorted(group.hits, key=lambda hit: (-hit.score, hit.segment.ordinal))
        )


@pytest.mark.parametrize("q", ["web sockets", "sockets", '"web sockets"'])
def test_an_exact_hit_in_a_short_segment_is_below_talk_that_says_more(q: str) -> None:
    talk = {
        episode("a"): [
            segment("You need web sockets.", 0),
            segment(
                "With web sockets a page stays open to the server, which tells what is new.", 1
            ),
        ]
    }
    with both(talk) as engines:
        for engine in engines:
            assert [hit.id for hit in engine.search(q).hits] == ["a:1", "a:0"]


def test_a_close_hit_is_not_lowered_for_being_short() -> None:
    talk = {
        episode("a"): [
            segment("You need sockets.", 0),
            segment("With sockets a page stays open to the server, which tells what is new.", 1),
        ]
    }
    with both(talk) as engines:
        for engine in engines:
            results = engine.search("web sockets")

            assert (results.total, [hit.id for hit in results.hits]) == (0, ["a:0", "a:1"])
