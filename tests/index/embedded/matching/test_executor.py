import dataclasses
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
    analysis,
    open_index,
    open_writer,
)
from index.embedded.writing.merge_policies import NO_MERGE
from index.embedded.writing.writer import EmbeddedWriter
from index.query.parser import parse
from index.query.tree import And, FieldFilter, Not, Or, Phrase, Prefix, Query, Window, Word
from tests.builders import empty_folder, episode, found, indexed, segment
from tests.index.embedded.matching.windows import held_together

# Whatever a transcript holds comes back as it was.

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


@settings(max_examples=50)
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


# Random talk: what the engine finds is what a plain scan over the words finds.

VOCABULARY = ["run", "running", "ran", "web", "a", "don't"]
SPEAKERS = ["ann", "bob"]

# episode id -> its segments, each a speaker and his words
Talk = dict[str, list[tuple[str, list[str]]]]

UTTERANCES = st.tuples(st.sampled_from(SPEAKERS), st.lists(st.sampled_from(VOCABULARY), max_size=4))
# An episode that is None is removed.
COMMITS = st.lists(
    st.dictionaries(
        st.sampled_from(["e0", "e1", "e2"]), st.none() | st.lists(UTTERANCES, max_size=12)
    ),
    min_size=1,
    max_size=6,
)


def commit(folder: Path, commits: list[dict[str, Any]]) -> Talk:
    """Write the commits; return the talk that is there at last."""
    talk: Talk = {}
    for change in commits:
        with open_writer(folder) as writer:
            for name, segments in change.items():
                if segments is None:
                    writer.remove(name)
                    talk.pop(name, None)
                else:
                    texts = [
                        segment(" ".join(said), n, who) for n, (who, said) in enumerate(segments)
                    ]
                    writer.add(episode(name), texts)
                    talk[name] = segments
    return talk


def matches(tree: Query, talk: Talk, name: str, at: int) -> bool:
    """Return whether a segment matches, by looking at every word."""
    who, said = talk[name][at]
    match tree:
        case Word(term):
            return any(analysis.stem(word) == analysis.stem(term) for word in said)
        case Prefix(start):
            return any(word.startswith(start) for word in said)
        case Phrase(terms):
            rest = [word for _, words in talk[name][at:] for word in words]
            return any(tuple(rest[i : i + len(terms)]) == terms for i in range(len(said)))
        case FieldFilter("speaker", value):
            return who == value
        case FieldFilter("episode", value):
            return name == value
        case Not(child):
            return not matches(child, talk, name, at)
        case And(children):
            return all(matches(child, talk, name, at) for child in children)
        case Or(children):
            return any(matches(child, talk, name, at) for child in children)
        case Window(children, window):
            segments = [words for _, words in talk[name]]
            spoken = [word for words in segments for word in words]
            places = [begun(child, spoken) for child in children]
            return at in held_together(segments, places, window)
    return False


def begun(tree: Query, spoken: list[str]) -> set[int]:
    """Return the places of an episode where a match begins."""
    match tree:
        case Word(term):
            return {
                n for n, word in enumerate(spoken) if analysis.stem(word) == analysis.stem(term)
            }
        case Prefix(start):
            return {n for n, word in enumerate(spoken) if word.startswith(start)}
        case Phrase(terms):
            size = len(terms)
            return {n for n in range(len(spoken)) if tuple(spoken[n : n + size]) == terms}
        case Or(children):
            return set[int]().union(*(begun(child, spoken) for child in children))
    raise AssertionError(f"{tree} has no places")


def ids(engine: Engine, q: str) -> list[str]:
    found = engine.search(SearchRequest(q, limit=1000))
    return [hit.id for hit in found.hits[: found.as_asked]]


def scan(q: str, talk: Talk) -> set[str]:
    tree = parse(q)
    return {
        f"{name}:{at}"
        for name, segments in talk.items()
        for at in range(len(segments))
        if matches(tree, talk, name, at)
    }


PHRASES = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=4).map(
    lambda words: f'"{" ".join(words)}"'
)


@settings(max_examples=60)
@given(COMMITS, st.lists(PHRASES, min_size=10, max_size=10))
def test_a_phrase_is_found_where_its_words_follow_each_other_in_the_episode(
    commits: list[dict[str, Any]], phrases: list[str]
) -> None:
    with empty_folder() as folder:
        talk = commit(folder, commits)

        with open_index(folder) as engine:
            for phrase in phrases:
                assert set(ids(engine, phrase)) == scan(phrase, talk)


def any_commits(dice: random.Random) -> list[dict[str, Any]]:
    def any_talk() -> list[tuple[str, list[str]]] | None:
        size = dice.choice([None, dice.randint(0, 3), dice.randint(0, 30)])
        if size is None:
            return None
        return [
            (dice.choice(SPEAKERS), dice.choices(VOCABULARY, k=dice.randint(0, 4)))
            for _ in range(size)
        ]

    names = ["e0", "e1", "e2", "e3"]
    return [
        {name: any_talk() for name in dice.sample(names, dice.randint(1, 3))}
        for _ in range(dice.randint(1, 7))
    ]


def any_query(dice: random.Random, depth: int = 0) -> str:
    parts = [any_query(dice, depth + 1) for _ in range(dice.randint(1, 3))] if depth < 3 else []
    leaves = [*VOCABULARY, "ru*", f"speaker:{dice.choice(SPEAKERS)}", "episode:e1"]
    phrase = f'"{" ".join(dice.choices(VOCABULARY, k=dice.randint(1, 4)))}"'
    if not parts or dice.random() < 0.5:
        return dice.choice([phrase, *leaves])
    return dice.choice([f"-({parts[0]})", f"({' '.join(parts)})", f"({' OR '.join(parts)})"])


@pytest.mark.parametrize("seed", range(25))
def test_any_query_finds_what_a_scan_over_all_words_finds(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    talk = commit(tmp_path, any_commits(dice))

    with open_index(tmp_path) as engine:
        for q in (any_query(dice) for _ in range(60)):
            hits = ids(engine, q)
            assert len(hits) == len(set(hits)), q
            assert set(hits) == scan(q, talk), q


@pytest.mark.parametrize("seed", range(25))
def test_what_is_committed_comes_back_and_nothing_else(tmp_path: Path, seed: int) -> None:
    talk = commit(tmp_path, any_commits(random.Random(seed)))
    spoken = Counter(word for said in talk.values() for _, words in said for word in words)

    with open_index(tmp_path) as engine:
        assert talk == {
            one.id: [(said.speaker, said.text.split()) for said in engine.segments(one.id)]
            for one in engine.episodes()
        }
        assert dict(engine.terms()) == spoken
        assert engine.stats().words == spoken.total()


def test_index_segments_that_were_merged_keep_their_phrases(tmp_path: Path) -> None:
    for number in range(12):
        indexed(tmp_path, {f"e{number}": ["pour some", "web into", f"flask {number}"]})

    assert len(list(tmp_path.glob("*.talk"))) < 12
    for number in range(12):
        assert found(tmp_path, f'"some web into flask {number}"') == [f"e{number}:0"]


# The index is a Whoosh index for any program that knows Whoosh.


@settings(max_examples=60)
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

    with whoosh_index.open_dir(tmp_path).searcher() as searcher, open_index(tmp_path) as engine:
        stock = [score for score, _ in searcher.search(run).top_n]
        ours = [hit.score for hit in engine.search(SearchRequest("run")).hits]

    assert ours == pytest.approx(stock, abs=1e-5)  # ours are float32
