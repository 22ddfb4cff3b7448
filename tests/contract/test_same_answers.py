"""Both engines give one answer to one request: the same hits, marks, facets and hints."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from index import Engine, SearchRequest, SearchResults, Segment, Sort, Sponsor, open_index
from tests.builders import empty_folder, episode, indexed, segment
from tests.effort import examples
from tests.plain_engine.writer import forget

WORDS = ["run", "runs", "ran", "web", "socket", "websocket", "don't", "camelCase", "100%", "um"]
SEGMENTS = st.builds(
    segment,
    st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join),
    speaker=st.sampled_from([None, "Ann Bo", "Bo"]),
    sponsor=st.booleans(),
)
EPISODES = [episode("a", "Web"), episode("b", number="07", show="Bo"), episode("c", language="es")]
TALKS = st.dictionaries(
    st.sampled_from(EPISODES),
    st.lists(SEGMENTS, max_size=6).map(
        lambda said: [
            Segment(n, None, None, one.text, speaker=one.speaker, sponsor=one.sponsor)
            for n, one in enumerate(said)
        ]
    ),
    min_size=1,
    max_size=3,
)
ASKED = [
    *WORDS,
    *("running", "rum", "websoket", "web-sockets", "100", "camel", "absent"),
    *("ru*", "r?n", "run~1", '"run web"', '"web um"~2', "run NEAR/2 web", "-um", "-(ran web)"),
    *("speaker:bo", "-speaker:ann", "title:web", "episode:7", "show:bo", "OR", "(", ")", "web^2"),
]
QUERIES = st.lists(st.sampled_from(ASKED), min_size=1, max_size=5).map(" ".join)
REQUESTS = st.builds(
    SearchRequest,
    QUERIES,
    limit=st.just(1000),
    relax=st.booleans(),
    sort=st.sampled_from(get_args(Sort)),
    sponsor=st.sampled_from(get_args(Sponsor)),
    facets=st.just(("speaker", "episode")),
)


@contextmanager
def both(talk: Mapping[Any, Sequence[Segment]]) -> Iterator[list[Engine]]:
    """Give one talk in each of the engines."""
    with empty_folder() as folder:
        plain = indexed("plain://same", talk)
        with open_index(indexed(folder, talk)) as embedded, open_index(plain) as other:
            yield [embedded, other]
        forget(plain)


def told(results: SearchResults) -> dict[str, Any]:
    """Return what does not depend on how well a hit scores."""
    order = [hit.id for hit in results.hits]
    return {
        "hits": {hit.id: hit._replace(score=0.0) for hit in results.hits},
        "order": order if results.request.sort != "relevance" else None,
        "total": results.total,
        "facets": results.facets,
        "total_close": results.total_close,
        "suggestion": results.suggestion,
        "expanded": results.expanded,
    }


@settings(max_examples=examples(60))
@given(TALKS, st.lists(REQUESTS, min_size=5, max_size=5))
def test_both_engines_give_a_request_the_same_answer(
    talk: Mapping[Any, Sequence[Segment]], requests: Sequence[SearchRequest]
) -> None:
    with both(talk) as (embedded, plain):
        for request in requests:
            assert told(plain.search(request)) == told(embedded.search(request)), request
