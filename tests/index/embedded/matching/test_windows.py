import math
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.compare.windows import held_together as held_by_reading
from index.embedded.matching.executor import evaluate
from index.embedded.reading.opening import open_snapshot
from index.embedded.writing.merge_policies import NO_MERGE
from index.embedded.writing.writer import EmbeddedWriter
from index.query.tree import (
    And,
    Boost,
    Fuzzy,
    Near,
    Or,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Window,
    Word,
)
from index.ranking import parameters
from tests.builders import empty_folder, episode, segment
from tests.contract.windows import held_together, holding_all, windows_across
from tests.effort import examples

Spoken = Sequence[str]
"""An episode: its segments, in which every letter is a word."""

A, B, C = Word("a"), Word("b"), Word("c")


def commit(folder: Path, talk: Mapping[str, Spoken | None]) -> None:
    with EmbeddedWriter(folder) as writer:
        for name, said in talk.items():
            if said is None:
                writer.remove(name)
            else:
                writer.add(episode(name), [segment(" ".join(one), n) for n, one in enumerate(said)])
        writer.commit(mergetype=NO_MERGE)


def scored(folder: Path, tree: Query) -> dict[tuple[str, int], float]:
    """Return the (episode, ordinal) of each segment found, and its score."""
    snapshot, _ = open_snapshot(folder)
    found = evaluate(snapshot, tree)
    scores = {}
    for document in found.documents.tolist():
        leaf, number = snapshot.locate(document)
        key = leaf.episode(leaf.episode_of(number)).id, leaf.segment(number).ordinal
        scores[key] = float(found.dense[document])
    assert len(scores) == len(found)
    snapshot.close()
    return scores


def scanned(
    talk: Mapping[str, Spoken | None], children: Sequence[Sequence[str]], window: int
) -> set[tuple[str, int]]:
    """Return the expected matches by a scan; a child is some texts, each words in a row."""
    hits = set()
    for name, said in talk.items():
        spoken = "".join(said or ())
        places = [
            {at for text in child for at in range(len(spoken)) if spoken.startswith(text, at)}
            for child in children
        ]
        hits |= {(name, ordinal) for ordinal in held_together(said or (), places, window)}
    return hits


@pytest.mark.parametrize(
    ("said", "ordinals"),
    [
        (["a", "b"], {0}),
        (["b", "a"], {0}),
        (["a", "", "x", "b"], {0}),
        (["ab"], {0}),
        (["axxxxxxxb"], {0}),
        # A passage is one hit: a segment that holds all children hides the windows that touch it.
        (["a", "ab", "b"], {1}),
        (["ab", "ba"], {0, 1}),
        # Of windows that share words the shortest counts, and of equally short ones the first.
        (["axx", "b", "a"], {1}),
        (["a", "b", "a"], {0}),
        # A window has at most four words in a row, of one episode.
        (["axx", "b"], {0}),
        (["axxx", "b"], set()),
        (["a"], set()),
    ],
)
def test_two_words_are_found_where_four_words_in_a_row_hold_them(
    tmp_path: Path, said: list[str], ordinals: set[int]
) -> None:
    commit(tmp_path, {"e": said, "f": ["b"]})

    found = scored(tmp_path, Window((A, B), 4)).keys()

    assert {ordinal for name, ordinal in found if name == "e"} == ordinals
    assert scanned({"e": said}, ["a", "b"], 4) == found


SAID = st.lists(st.text("abcd", max_size=4), max_size=8)
TALK = st.dictionaries(st.sampled_from(["e0", "e1", "e2"]), SAID, max_size=3)
CHANGE = st.dictionaries(st.sampled_from(["e0", "e1", "e2"]), st.none() | SAID, max_size=3)

WAYS = {
    A: ["a"],
    B: ["b"],
    C: ["c"],
    Word("d"): ["d"],
    Word("e"): ["e"],
    Boost(B, 2.0): ["b"],
    Prefix("c"): ["c"],
    Wildcard("?"): ["a", "b", "c", "d"],
    Fuzzy("a", 1): ["a"],
    Phrase(("a", "b")): ["ab"],
    Near(("b", "c"), 2): ["bc", "cb"],
    Or((A, B)): ["a", "b"],
    Or((Phrase(("c", "d")), A)): ["cd", "a"],
}
"""Children of a window, and the words that match them."""


@settings(max_examples=examples(60))
@given(
    TALK,
    CHANGE,
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(list(WAYS)), min_size=2, max_size=4, unique=True),
            st.integers(1, 12),
        ),
        min_size=6,
        max_size=6,
    ),
)
def test_children_are_held_together_where_a_scan_finds_them(
    first: dict[str, Spoken],
    second: dict[str, Spoken | None],
    asked: list[tuple[list[Query], int]],
) -> None:
    with empty_folder() as folder:
        commit(folder, first)
        commit(folder, second)
        for children, window in asked:
            ways = [WAYS[child] for child in children]
            found = scored(folder, Window(tuple(children), window)).keys()
            assert found == scanned({**first, **second}, ways, window), (children, window)


def read_through(talk: Mapping[str, Spoken], terms: str, window: int) -> set[tuple[str, int]]:
    """Return the expected segments for single words in one pass: every stretch takes minutes."""
    return {
        (name, ordinal)
        for name, said in talk.items()
        for ordinal in held_by_reading(
            [n for n, one in enumerate(said) for _ in one],
            [[at for at, word in enumerate("".join(said)) if word == term] for term in terms],
            window,
        )
    }


@pytest.mark.parametrize("seed", range(4))
def test_common_and_rare_words_are_held_together_in_long_talk(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    talk = {
        f"e{number}": [
            "".join(dice.choices("aaabbcdefghij" + "xyz" * dice.choice([1, 40]), k=size))
            for size in dice.choices([0, 1, 3, 20, 70], k=dice.randint(1, 60))
        ]
        for number in range(4)
    }
    commit(tmp_path, dict(list(talk.items())[:2]))
    commit(tmp_path, dict(list(talk.items())[2:]))
    for terms in ("ab", "ac", "cd", "abc", "acde", "abcdef", "xa", "xyz"):
        for window in (3, 10, 60):
            found = scored(tmp_path, Window(tuple(map(Word, terms)), window)).keys()
            assert found == read_through(talk, terms, window), (terms, window)


@pytest.mark.parametrize("window", [10, 2000, 1 << 40])
def test_no_window_reaches_from_one_episode_into_the_next(tmp_path: Path, window: int) -> None:
    commit(tmp_path, {"e0": ["a"], "e1": ["b"]})

    assert scored(tmp_path, Window((A, B), window)) == {}


def test_what_one_segment_holds_scores_as_all_of_its_words(tmp_path: Path) -> None:
    commit(tmp_path, {"e": ["ab", "c", "a", "b", "cab"]})

    together = scored(tmp_path, Window((A, B), 2))

    assert together.keys() == {("e", 0), ("e", 2), ("e", 4)}
    for hit, score in scored(tmp_path, And((A, B))).items():
        assert together[hit] == score


def test_a_window_across_segments_scores_as_one_segment_of_all_their_words(
    tmp_path: Path,
) -> None:
    talk = {"apart": ["axx", "y", "bxxx"], "whole": ["axxybxxx"]}
    commit(tmp_path, talk)

    together = scored(tmp_path, Window((A, B), 9))

    assert together["apart", 0] == pytest.approx(together["whole", 0])


def scored_by_hand(
    talk: Mapping[str, Spoken], terms: Sequence[str], window: int
) -> dict[tuple[str, int], float]:
    """Return the expected result of `scored` for single words, by BM25 as in textbooks.

    A word scores as itself and as its stem. In a window each word scores as in its own segment, but
    with the length of all segments that the window touches.
    """
    texts = [text for said in talk.values() for text in said]
    mean = sum(map(len, texts)) / (len(texts) or 1)

    def norm(length: int) -> float:
        return parameters.K1 * (1 - parameters.B + parameters.B * length / mean)

    def score(term: str, text: str) -> float:
        often = text.count(term)
        idf = math.log(len(texts) / (sum(term in one for one in texts) + 1)) + 1
        return 2 * idf * often * (parameters.K1 + 1) / (often + norm(len(text)))

    scores = {}
    for name, said in talk.items():
        spoken = "".join(said)
        ordinals = [ordinal for ordinal, text in enumerate(said) for _ in text]
        places = [{at for at, word in enumerate(spoken) if word == term} for term in terms]
        for ordinal in holding_all(said, places):
            scores[name, ordinal] = sum(score(term, said[ordinal]) for term in terms)
        for first, last in windows_across(said, places, window):
            length = sum(map(len, said[ordinals[first] : ordinals[last] + 1]))
            holders = [said[ordinals[spoken.rindex(term, 0, last + 1)]] for term in terms]
            scores[name, ordinals[first]] = sum(
                score(term, text) * (1 + norm(len(text))) / (1 + norm(length))
                for term, text in zip(terms, holders, strict=True)
            )
    return scores


def test_a_word_scores_in_a_window_as_often_as_the_segment_of_the_window_says_it(
    tmp_path: Path,
) -> None:
    talk = {"before": ["b", "", "bbxx"], "e": ["aaax", "bbxxx", "x", "b"]}
    commit(tmp_path, {"before": talk["before"]})
    commit(tmp_path, {"e": talk["e"]})

    together = scored(tmp_path, Window((A, B), 9))

    assert together.keys() == {("e", 0)}
    assert together == pytest.approx(scored_by_hand(talk, "ab", 9))


TEXTS = st.lists(st.text("aabbcx", max_size=6), max_size=8)


@settings(max_examples=examples(25))
@given(
    st.dictionaries(st.sampled_from(["e0", "e1"]), TEXTS),
    st.dictionaries(st.sampled_from(["f0", "f1"]), TEXTS),
    st.integers(2, 12),
)
def test_windows_score_as_they_do_by_hand_in_any_index_segment(
    first: dict[str, Spoken], second: dict[str, Spoken], window: int
) -> None:
    talk = {**first, **second}
    with empty_folder() as folder:
        commit(folder, first)
        commit(folder, second)
        for terms in ("ab", "ac", "cb", "abc"):
            together = scored(folder, Window(tuple(map(Word, terms)), window))
            by_hand = scored_by_hand(talk, terms, window)
            assert together == pytest.approx(by_hand, rel=1e-5, abs=1e-5), terms
