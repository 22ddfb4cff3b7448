"""Random talk: what an engine finds is what a plain reading of every word finds."""

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Engine, SearchRequest, analysis, open_index, open_writer
from index.query.parser import parse
from index.query.tree import And, FieldFilter, Not, Or, Phrase, Prefix, Query, Window, Word
from tests.builders import episode, segment
from tests.contract.conftest import Fresh
from tests.contract.windows import held_together
from tests.effort import examples

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


def commit(location: str, commits: list[dict[str, Any]]) -> Talk:
    """Write the commits; return the talk that is there at last."""
    talk: Talk = {}
    for change in commits:
        with open_writer(location) as writer:
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
    return [hit.id for hit in engine.search(SearchRequest(q, limit=1000, relax=False)).hits]


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


@settings(max_examples=examples(60))
@given(COMMITS, st.lists(PHRASES, min_size=10, max_size=10))
def test_a_phrase_is_found_where_its_words_follow_each_other_in_the_episode(
    fresh: Fresh, commits: list[dict[str, Any]], phrases: list[str]
) -> None:
    with fresh() as location:
        talk = commit(location, commits)

        with open_index(location) as engine:
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
def test_any_query_finds_what_a_scan_over_all_words_finds(location: str, seed: int) -> None:
    dice = random.Random(seed)
    talk = commit(location, any_commits(dice))

    with open_index(location) as engine:
        for q in (any_query(dice) for _ in range(60)):
            hits = ids(engine, q)
            assert len(hits) == len(set(hits)), q
            assert set(hits) == scan(q, talk), q


@pytest.mark.parametrize("seed", range(25))
def test_what_is_committed_comes_back_and_nothing_else(location: str, seed: int) -> None:
    talk = commit(location, any_commits(random.Random(seed)))
    spoken = Counter(word for said in talk.values() for _, words in said for word in words)

    with open_index(location) as engine:
        assert talk == {
            one.id: [(said.speaker, said.text.split()) for said in engine.segments(one.id)]
            for one in engine.episodes()
        }
        assert dict(engine.terms()) == spoken
        assert engine.stats().words == spoken.total()
