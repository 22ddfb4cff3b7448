import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.embedded.matching.executor import evaluate
from index.embedded.reading.opening import open_snapshot
from index.embedded.writing.merge_policies import NO_MERGE, OPTIMIZE
from index.embedded.writing.writer import EmbeddedWriter
from index.query.tree import Near, Phrase, Query
from tests.builders import empty_folder, episode, segment
from tests.effort import examples

# An episode is its segments, each a list of words.
Spoken = Sequence[Sequence[str]]


def commit(folder: Path, talk: Mapping[str, Spoken], optimize: bool = False) -> None:
    with EmbeddedWriter(folder) as writer:
        for name, said in talk.items():
            writer.add(episode(name), [segment(" ".join(one), n) for n, one in enumerate(said)])
        writer.commit(mergetype=OPTIMIZE if optimize else NO_MERGE)


def found(folder: Path, tree: Query) -> set[tuple[str, int]]:
    """Return the (episode, ordinal) of each segment found."""
    snapshot, _ = open_snapshot(folder)
    places = [snapshot.locate(number) for number in evaluate(snapshot, tree).documents.tolist()]
    hits = {
        (leaf.episode(leaf.episode_of(number)).id, leaf.segment(number).ordinal)
        for leaf, number in places
    }
    assert len(hits) == len(places)
    snapshot.close()
    return hits


def begun(said: Spoken, begins: Callable[[list[str], int], bool]) -> set[int]:
    """Return the segments in which a match begins, by trying every position of the episode."""
    words = [(word, ordinal) for ordinal, one in enumerate(said) for word in one]
    spoken = [word for word, _ in words]
    return {ordinal for at, (_, ordinal) in enumerate(words) if begins(spoken, at)}


def in_order(terms: Sequence[str], slop: int) -> Callable[[list[str], int], bool]:
    def begins(spoken: list[str], at: int) -> bool:
        ends = {at} if spoken[at] == terms[0] else set()
        for term in terms[1:]:
            nexts = {end + step for end in ends for step in range(1, slop + 2)}
            ends = {place for place in nexts if spoken[place : place + 1] == [term]}
        return bool(ends)

    return begins


def together(terms: Sequence[str], window: int) -> Callable[[list[str], int], bool]:
    def begins(spoken: list[str], at: int) -> bool:
        return spoken[at] in terms and set(terms) <= set(spoken[at : at + window])

    return begins


def scan(
    talk: Mapping[str, Spoken], begins: Callable[[list[str], int], bool]
) -> set[tuple[str, int]]:
    return {(name, ordinal) for name, said in talk.items() for ordinal in begun(said, begins)}


WORDS = st.sampled_from("abcd")
TALK = st.dictionaries(
    st.sampled_from(["e0", "e1", "e2"]), st.lists(st.lists(WORDS, max_size=5), max_size=5)
)
TERMS = st.lists(WORDS, min_size=1, max_size=4).map(tuple)


@settings(max_examples=examples(50))
@given(TALK, TALK, st.lists(st.tuples(TERMS, st.integers(0, 4)), min_size=4, max_size=4))
def test_words_in_order_are_found_from_every_place_where_they_begin(
    first: dict[str, Spoken], second: dict[str, Spoken], asked: list[tuple[tuple[str, ...], int]]
) -> None:
    with empty_folder() as folder:
        commit(folder, first)
        commit(folder, second)
        for terms, slop in asked:
            assert found(folder, Phrase(terms, slop)) == scan(first | second, in_order(terms, slop))


@settings(max_examples=examples(50))
@given(TALK, TALK, st.lists(st.tuples(TERMS, st.integers(1, 7)), min_size=4, max_size=4))
def test_words_near_each_other_are_found_where_the_first_of_them_stands(
    first: dict[str, Spoken], second: dict[str, Spoken], asked: list[tuple[tuple[str, ...], int]]
) -> None:
    with empty_folder() as folder:
        commit(folder, first)
        commit(folder, second)
        for terms, window in asked:
            assert found(folder, Near(terms, window)) == scan(
                first | second, together(terms, window)
            )


@pytest.mark.parametrize("seed", range(4))
def test_common_and_rare_words_are_found_together_in_long_talk(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    talk = {
        f"e{number}": [
            dice.choices("aaaaaaaaaaaabbbbcdefghij" + "a" * 400 + "b" * 50, k=dice.randint(0, 60))
            for _ in range(dice.randint(1, 60))
        ]
        for number in range(6)
    }
    commit(tmp_path, dict(list(talk.items())[:3]))
    commit(tmp_path, dict(list(talk.items())[3:]))
    for terms in ("ab", "ac", "ca", "aab", "aca", "cd", "abcd", "aaaa", "bb"):
        for slop in (0, 1, 9):
            expected = scan(talk, in_order(terms, slop))
            assert found(tmp_path, Phrase(tuple(terms), slop)) == expected, (terms, slop)
        for window in (2, 10, 100):
            expected = scan(talk, together(terms, window))
            assert found(tmp_path, Near(tuple(terms), window)) == expected, (terms, window)


@pytest.mark.parametrize("reach", [10, 2000, 1 << 40])
def test_nothing_reaches_from_one_episode_into_the_next(tmp_path: Path, reach: int) -> None:
    commit(tmp_path, {"e0": [["a"]], "e1": [["b"]]}, optimize=True)

    assert found(tmp_path, Phrase(("a", "b"), reach)) == set()
    assert found(tmp_path, Near(("a", "b"), reach)) == set()


@pytest.mark.parametrize("length", [1024, 1025, 2500])
def test_a_very_long_phrase_is_found_where_every_word_of_it_follows(
    tmp_path: Path, length: int
) -> None:
    said = [f"w{number * number % 1031}" for number in range(3000)]
    commit(tmp_path, {"e0": [said[:2000], said[2000:]], "e1": [said[:1500]], "e2": [said[1500:]]})
    terms = tuple(said[400 : 400 + length])

    whole = {("e0", 0), ("e1", 0)} if length < 1100 else {("e0", 0)}
    assert found(tmp_path, Phrase(terms)) == whole
    assert found(tmp_path, Phrase((*terms[:-1], "w0"))) == set()


def test_a_phrase_is_scored_as_its_words_each_as_often_as_it_is_in_it(tmp_path: Path) -> None:
    commit(tmp_path, {"e": [["a", "b", "a"], ["c"]]})
    snapshot, _ = open_snapshot(tmp_path)
    a, b = (snapshot.term(term).dense[0] for term in "ab")
    scores = [evaluate(snapshot, Phrase(terms)).scores for terms in (("a", "b"), ("a", "b", "a"))]

    assert [pytest.approx(one) for one in (a + b, a + b + a)] == [
        score.item() for score in scores if score is not None
    ]


@pytest.mark.parametrize("term", ["a", "b", "c", "absent"])
def test_some_documents_have_the_scores_for_a_term_that_all_have(tmp_path: Path, term: str) -> None:
    commit(tmp_path, {"gone": [["a", "b"]], "e": [["a", "b", "a"], ["c"], [], ["a"]]})
    commit(tmp_path, {"f": [["b", "b", "b"], ["a"]]})
    with EmbeddedWriter(tmp_path) as writer:
        writer.remove("gone")
        writer.commit(mergetype=NO_MERGE)
    snapshot, _ = open_snapshot(tmp_path)
    documents = np.array([1, 2, 3, 5])

    assert len(snapshot.leaves) == 2
    scores = snapshot.scores_of_term(term, documents)
    assert scores.tolist() == snapshot.term(term).at(documents).tolist()
    snapshot.close()
