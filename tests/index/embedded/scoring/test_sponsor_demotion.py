"""Sponsors' messages in an index: stored, filtered, demoted."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import index as whoosh_index

from index import Engine, SearchRequest, open_index
from index.embedded.scoring import listing
from index.embedded.writing.merge_policies import NO_MERGE, OPTIMIZE
from index.embedded.writing.prepared import prepare
from index.embedded.writing.writer import EmbeddedWriter
from index.ranking import parameters
from tests.builders import empty_folder, episode, indexed, segment
from tests.effort import examples


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


WORDS = st.lists(st.sampled_from("abc"), min_size=2, max_size=2).map(" ".join)


@settings(max_examples=examples(40))
@given(
    st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=12),
    st.integers(1, 3),
    st.sampled_from(["a OR b", "a", "a b", "a OR b OR c", "-a", "a*"]),
    st.integers(1, 4),
    st.booleans(),
)
def test_pages_together_are_the_whole_list_where_scores_fall_and_tie(
    said: list[tuple[str, bool]], repeated: int, q: str, limit: int, collapse: bool
) -> None:
    request = SearchRequest(q, limit=1000, collapse=collapse)
    # Who holds both words scores twice as much as who holds one, and falls to the same.
    twice = [("a c", False), ("b c", False)] * 3 + [("a b", True)] * 5
    with empty_folder() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(parameters, "NEAR_SEGMENTS", 3)
        patch.setattr(listing, "_SPARE", 1)
        indexed(
            folder,
            {
                name: [
                    segment(text, number, sponsor=sponsor)
                    for number, (text, sponsor) in enumerate(talk)
                ]
                for name, talk in (("a", twice), ("b", said * repeated), ("c", twice[::-1]))
            },
        )
        with open_index(folder) as engine:
            whole = rows_of(engine, request)
            paged = [
                row
                for offset in range(0, len(whole), limit)
                for row in rows_of(engine, replace(request, limit=limit, offset=offset))
            ]

    assert paged == whole


def rows_of(engine: Engine, request: SearchRequest) -> list[tuple[str, float | None]]:
    return [(hit.id, hit.score) for hit in engine.search(request).hits]


def test_pages_of_episodes_together_are_all_of_them_where_scores_fall_and_tie(
    tmp_path: Path,
) -> None:
    rope, paid = segment("A rope and a sail.", 0), segment("A rope and a sail.", 0, sponsor=True)
    indexed(tmp_path, {f"e{number}": [(rope, paid)[number % 3 == 0]] for number in range(12)})
    request = SearchRequest("rope", group_by="episode")
    with open_index(tmp_path) as engine:
        whole = [group.episode.id for group in engine.search(request).groups]
        pages = [
            [group.episode.id for group in engine.search(asked).groups]
            for asked in (replace(request, limit=5, offset=offset) for offset in (0, 5, 10))
        ]

    assert [id_ for page in pages for id_ in page] == whole
    assert whole[8:] == ["e0", "e3", "e6", "e9"]
