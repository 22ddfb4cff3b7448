import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import index as whoosh_index
from whoosh import query as whoosh_query
from whoosh.index import FileIndex
from whoosh.qparser import QueryParser

from index import (
    Anchor,
    CorruptIndex,
    Engine,
    SearchRequest,
    Segment,
    open_index,
    open_writer,
)
from index.embedded.matching.executor import evaluate
from index.embedded.reading.opening import open_snapshot
from index.embedded.writing.merge_policies import NO_MERGE
from index.embedded.writing.writer import EmbeddedWriter
from index.query.tree import Word
from tests.builders import empty_folder, episode, found, indexed, segment
from tests.effort import examples

# Stored talk is returned unchanged.

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
SECONDS = st.integers(0, 10**8).map(lambda beats: beats / 1000) | st.floats(-1e300, 1e300)
ANCHORS = st.lists(st.builds(Anchor, st.integers(0, 1 << 20), SECONDS), max_size=5).map(
    lambda anchors: tuple(sorted(anchors))
)
SEGMENTS = st.builds(
    Segment,
    ordinal=st.just(0),
    start=st.none() | SECONDS,
    end=st.none() | SECONDS,
    text=TEXTS,
    anchors=ANCHORS,
    speaker=st.none() | TEXTS.filter(bool),
    speaker_source=st.sampled_from([None, "labelled", "inferred"]),
    speaker_probability=st.none() | st.floats(0, 1),
)
TALKS = st.lists(SEGMENTS, max_size=6).map(
    lambda said: [dataclasses.replace(one, ordinal=n) for n, one in enumerate(said)]
)


@settings(max_examples=examples(50))
@given(st.lists(TALKS, min_size=1, max_size=3))
def test_any_segment_comes_back_as_it_was_added(talks: list[list[Segment]]) -> None:
    with empty_folder() as folder:
        corpus = {f"e{number}": said for number, said in enumerate(talks)}
        indexed(folder, corpus)
        with open_index(folder) as engine:
            assert {name: engine.segments(name) for name in corpus} == corpus

        with EmbeddedWriter(folder) as writer:
            writer.add(episode("last"), [segment("one more")])
            writer.commit(optimize=True)
        with open_index(folder) as engine:
            assert {name: engine.segments(name) for name in corpus} == corpus


def test_index_segments_that_were_merged_keep_their_phrases(tmp_path: Path) -> None:
    for number in range(12):
        indexed(tmp_path, {f"e{number}": ["pour some", "web into", f"flask {number}"]})

    assert len(list(tmp_path.glob("*.talk"))) < 12
    for number in range(12):
        assert found(tmp_path, f'"some web into flask {number}"') == [f"e{number}:0"]


# Bare Whoosh programs can read the index.

VOCABULARY = ["run", "running", "ran", "web", "a", "don't"]


def ids(engine: Engine, q: str) -> list[str]:
    return [hit.id for hit in engine.search(SearchRequest(q, limit=1000, relax=False)).hits]


@settings(max_examples=examples(60))
@given(
    st.lists(st.lists(st.sampled_from(VOCABULARY), max_size=8), min_size=1, max_size=8),
    st.lists(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=3), min_size=8, max_size=8),
)
def test_the_phrase_query_of_whoosh_finds_the_same_inside_a_segment(
    spoken: list[list[str]], phrases: list[list[str]]
) -> None:
    corpus = {f"e{number}": [" ".join(words)] for number, words in enumerate(spoken)}
    with empty_folder() as folder:
        indexed(folder, corpus)

        with whoosh_index.open_dir(folder).searcher() as searcher, open_index(folder) as engine:
            for words in phrases:
                results = searcher.search(whoosh_query.Phrase("text", words), limit=None)
                stock = {f"{hit['episode']}:{hit['ordinal']}" for hit in results}
                assert set(ids(engine, f'"{" ".join(words)}"')) == stock


@pytest.mark.parametrize(
    ("field", "q", "texts"),
    [
        ("text", "Flask", ["your flask"]),
        ("text", "don’t", ["don't pour"]),
        ("text", '"your flask"', ["your flask"]),
        ("text", "pouring", []),
        ("stem", "pouring", ["don't pour", "pour web into"]),
        ("speaker", "armin", ["pour web into"]),
        ("title", "apps", ["don't pour"]),
    ],
)
def test_a_program_that_knows_only_whoosh_can_search_the_index(
    tmp_path: Path, field: str, q: str, texts: list[str]
) -> None:
    said = [segment("pour web into", 0, "Armin Ronacher"), segment("your flask", 1)]
    indexed(tmp_path, {"a": said, episode("b", "Web apps"): ["don't pour"]})

    index = whoosh_index.open_dir(tmp_path)
    with index.searcher() as searcher:
        hits = searcher.search(QueryParser(field, index.schema).parse(q))

        assert sorted(hit["text"] for hit in hits) == texts


def add_by_whoosh(theirs: FileIndex) -> None:
    with theirs.writer() as writer:
        writer.add_document(text="pour some web", stem="pour some web")


@pytest.mark.parametrize("change", [add_by_whoosh, FileIndex.optimize])
def test_what_a_program_that_knows_only_whoosh_commits_is_no_index_of_ours(
    tmp_path: Path, change: Callable[[FileIndex], None]
) -> None:
    for name in "ab":
        with EmbeddedWriter(tmp_path) as writer:
            writer.add(episode(name), [segment("pour some web")])
            writer.commit(mergetype=NO_MERGE)

    change(whoosh_index.open_dir(tmp_path))

    for opening in (open_index, open_writer):
        with pytest.raises(CorruptIndex, match=r"another program .* index the transcripts again"):
            opening(tmp_path)


def test_whoosh_scores_a_word_as_we_do(tmp_path: Path) -> None:
    indexed(tmp_path, {"a": ["run run it", "run it"], "b": ["running on and on"], "c": ["it"]})
    run = whoosh_query.Or([whoosh_query.Term("stem", "run"), whoosh_query.Term("text", "run")])

    with whoosh_index.open_dir(tmp_path).searcher() as searcher:
        stock = {document: score for score, document in searcher.search(run).top_n}
    snapshot, _ = open_snapshot(tmp_path)
    matches = evaluate(snapshot, Word("run"))
    snapshot.close()

    assert matches.scores is not None
    ours = dict(zip(matches.documents.tolist(), matches.scores.tolist(), strict=True))
    assert ours == pytest.approx(stock, abs=1e-5)  # ours are float32
