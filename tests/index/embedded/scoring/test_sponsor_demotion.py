"""Sponsors' messages in an index: kept, told apart, ranked down."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import index as whoosh_index

from index import InvalidRequest, SearchRequest, Sponsor, as_json, open_index
from index.embedded.reading.matches import Matches
from index.embedded.scoring import sponsor_demotion
from index.embedded.writing.merge_policies import NO_MERGE, OPTIMIZE
from index.embedded.writing.prepared import prepare
from index.embedded.writing.writer import EmbeddedWriter
from tests.builders import episode, found, indexed, segment


def test_what_is_a_sponsor_s_is_kept_when_index_segments_are_merged(tmp_path: Path) -> None:
    talk = {
        "a": [segment("A rope.", 0, sponsor=True), segment("A sail.", 1)],
        "b": [segment("A rope.", 0), segment("A sail.", 1)],
        "c": [segment("A rope.", 0), segment("A sail.", 1, sponsor=True)],
    }
    for name, said in talk.items():
        with EmbeddedWriter(tmp_path) as writer:
            writer.add_prepared(prepare(episode(name), said))
            writer.commit(mergetype=NO_MERGE)
    with EmbeddedWriter(tmp_path) as writer:
        writer.remove("b")
        writer.commit(mergetype=OPTIMIZE)

    with open_index(tmp_path) as engine:
        assert {name: engine.segments(name) for name in ("a", "c")} == {
            "a": talk["a"],
            "c": talk["c"],
        }


def test_whoosh_alone_reads_what_is_a_sponsor_s(tmp_path: Path) -> None:
    with EmbeddedWriter(tmp_path) as writer:
        writer.add(episode(), [segment("A rope.", 0, sponsor=True), segment("A sail.", 1)])

    with whoosh_index.open_dir(tmp_path).reader() as reader:
        assert [reader.stored_fields(n).get("sponsor") for n in (0, 1)] == [True, None]


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An episode in which a sponsor says most about rope."""
    talk = [
        segment("Rope, rope and rope, from Fairlead.", 0, sponsor=True),
        segment("We had no rope left by then, only a bit of sail.", 1),
        segment("Whatever you sail, sail it with rope.", 2, sponsor=True),
        segment("And I went home, as one does in the end, and slept.", 3),
    ]
    return indexed(tmp_path_factory.mktemp("index"), {"a": talk})


@pytest.mark.parametrize(
    ("sponsor", "hits"),
    [
        ("include", ["a:0", "a:2", "a:1"]),
        ("demote", ["a:1", "a:0", "a:2"]),
        ("only", ["a:0", "a:2"]),
    ],
)
def test_sponsors_rank_low_unless_asked_for(
    location: Path, sponsor: Sponsor, hits: list[str]
) -> None:
    assert found(location, SearchRequest("rope", sponsor=sponsor)) == hits


def test_low_is_what_nobody_asks_otherwise(location: Path) -> None:
    assert found(location, "rope") == ["a:1", "a:0", "a:2"]


def test_only_sponsors_are_listed_where_nothing_else_is_asked(location: Path) -> None:
    assert found(location, SearchRequest("", sponsor="only")) == ["a:0", "a:2"]


def test_newest_first_is_not_by_score_but_shows_it_as_it_counts(location: Path) -> None:
    with open_index(location) as engine:
        ranked = engine.search(SearchRequest("rope")).hits
        newest = engine.search(SearchRequest("rope", sort="date")).hits

    assert [hit.id for hit in newest] == ["a:0", "a:1", "a:2"]
    assert {hit.id: hit.score for hit in newest} == {hit.id: hit.score for hit in ranked}


def test_a_hit_says_whether_it_is_a_sponsor_s(location: Path) -> None:
    with open_index(location) as engine:
        hits = as_json(engine.search(SearchRequest("rope")))["hits"]

    assert [hit["sponsor"] for hit in hits] == [False, True, True]


def test_where_no_sponsor_is_known_nothing_is_only_theirs(tmp_path: Path) -> None:
    indexed(tmp_path, {"a": ["A rope."]})

    assert found(tmp_path, SearchRequest("rope")) == ["a:0"]
    assert found(tmp_path, SearchRequest("rope", sponsor="only")) == []


def test_another_word_for_it_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="include, demote, only"):
        SearchRequest("rope", sponsor="never")  # type: ignore[arg-type]  # as an address may


SCORES = st.sampled_from([0.25, 0.5, 1.0, 2.0, 4.0])


@given(
    st.lists(st.tuples(SCORES, st.booleans()), max_size=2000), st.integers(0, 30), st.integers(0, 9)
)
def test_the_best_are_those_of_all_scores_as_they_count(
    scored: list[tuple[float, bool]], count: int, repeated: int
) -> None:
    scored = scored * (repeated * 20 + 1)
    scores = np.array([score for score, _ in scored], np.float32)
    sponsors = bytes(sponsor for _, sponsor in scored)
    factors = np.array([0.5 if sponsor else 1 for _, sponsor in scored], np.float32)
    documents = np.arange(len(scored))
    counted = scores * factors

    rows = sponsor_demotion.best(Matches(documents, scores, len(scored)), sponsors, count)

    expected = np.lexsort((documents, -counted))[:count]
    assert rows == list(zip(expected.tolist(), counted[expected].tolist(), strict=True))


def test_what_has_no_scores_stays_in_order() -> None:
    rows = sponsor_demotion.best(Matches(np.array([0, 2]), None, 3), bytes([1, 0, 0]), 5)

    assert rows == [(0, 0.0), (2, 0.0)]
