"""Phrases, nearness and spelling, compared with a plain scan of random talk.

The scan looks at every word of every segment, for the hits and for the words to mark.
"""

import fnmatch
from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import SearchRequest, analysis, open_index
from tests.builders import indexed
from tests.contract.conftest import Fresh
from tests.effort import examples

Spoken = Sequence[Sequence[str]]
"""An episode: its segments, each a list of words."""

Marked = dict[tuple[str, int], set[int]]
"""The marked words, as positions in the segments of the hits."""

WORDS = ["run", "ran", "rain", "runs", "web", "we", "é", "don't", "c++"]
TALK = st.dictionaries(
    st.sampled_from(["e0", "e1"]),
    st.lists(st.lists(st.sampled_from(WORDS), max_size=6), max_size=4),
    max_size=2,
)


def marked(fresh: Fresh, talk: Mapping[str, Spoken], q: str) -> Marked:
    """Return what Overheard finds and marks."""
    with fresh() as location:
        indexed(location, {name: [" ".join(one) for one in said] for name, said in talk.items()})
        with open_index(location) as engine:
            hits = engine.search(SearchRequest(q, limit=1000, strict=True)).hits
    return {
        (hit.episode.id, hit.segment.ordinal): {
            place
            for place, token in enumerate(analysis.tokenize(hit.text))
            if any(m.offset <= token.start < m.offset + m.length for m in hit.matches)
        }
        for hit in hits
    }


def scanned(talk: Mapping[str, Spoken], begun: Callable[[Sequence[str], int], set[int]]) -> Marked:
    """Return the expected hits and marks by a scan.

    `begun` returns the positions of a match that begins at a position of a text. A segment is
    joined with those that follow until a match that begins in it is whole.
    """
    found: Marked = {}
    for name, said in talk.items():
        for ordinal, one in enumerate(said):
            for end in range(ordinal + 1, len(said) + 1):
                words = [word for part in said[ordinal:end] for word in part]
                matches = [begun(words, at) for at in range(len(words))]
                if any(matches[: len(one)]):
                    found[name, ordinal] = set[int]().union(*matches)
                    break
    return found


def one_word(fits: Callable[[str], bool]) -> Callable[[Sequence[str], int], set[int]]:
    return lambda spoken, at: {at} if fits(spoken[at]) else set()


def in_order(terms: Sequence[str], slop: int) -> Callable[[Sequence[str], int], set[int]]:
    def begun(spoken: Sequence[str], at: int) -> set[int]:
        ends = {at} if spoken[at] == terms[0] else set()
        for term in terms[1:]:
            ahead = {end + step for end in ends for step in range(1, slop + 2)}
            ends = {end for end in ahead if end < len(spoken) and spoken[end] == term}
        return set(range(at, min(ends) + 1)) if ends else set()

    return begun


def together(terms: Sequence[str], others: int) -> Callable[[Sequence[str], int], set[int]]:
    stems = {analysis.stem(term) for term in terms}

    def begun(spoken: Sequence[str], at: int) -> set[int]:
        inside = range(at, min(at + others + len(terms), len(spoken)))
        held = {place for place in inside if analysis.stem(spoken[place]) in stems}
        whole = {analysis.stem(spoken[place]) for place in held} == stems
        return held if at in held and whole else set()

    return begun


def edits(one: str, other: str) -> int:
    """Levenshtein's distance, as he defines it."""
    if not one or not other:
        return len(one) + len(other)
    return min(
        edits(one[1:], other) + 1,
        edits(one, other[1:]) + 1,
        edits(one[1:], other[1:]) + (one[0] != other[0]),
    )


@settings(max_examples=examples(30))
@given(
    TALK, st.sampled_from(["r?n", "r*n", "*n", "*n*", "?e*", "w*b", "?*n", "*'t", "r?n*", "x*y"])
)
def test_a_wildcard_finds_and_marks_the_words_it_fits(
    fresh: Fresh, talk: dict[str, Spoken], q: str
) -> None:
    assert marked(fresh, talk, q) == scanned(
        talk, one_word(lambda word: fnmatch.fnmatchcase(word, q))
    )


@settings(max_examples=examples(30))
@given(TALK, st.sampled_from(["run", "rn", "rains", "wb", "é", "don't", "xun"]), st.integers(1, 2))
def test_a_fuzzy_word_finds_and_marks_the_words_spelled_almost_so(
    fresh: Fresh, talk: dict[str, Spoken], term: str, most: int
) -> None:
    assert marked(fresh, talk, f"{term}~{most}") == scanned(
        talk, one_word(lambda word: word[0] == term[0] and edits(word, term) <= most)
    )


SOME = st.lists(st.sampled_from(WORDS), min_size=2, max_size=3)


@settings(max_examples=examples(30))
@given(TALK, SOME, st.integers(0, 4))
def test_words_in_order_are_found_and_marked_from_the_first_to_the_last(
    fresh: Fresh, talk: dict[str, Spoken], terms: list[str], slop: int
) -> None:
    assert marked(fresh, talk, f'"{" ".join(terms)}"~{slop}') == scanned(
        talk, in_order(terms, slop)
    )


@settings(max_examples=examples(30))
@given(TALK, SOME, st.integers(0, 4))
def test_words_near_each_other_are_found_and_marked_and_no_others(
    fresh: Fresh, talk: dict[str, Spoken], terms: list[str], others: int
) -> None:
    assert marked(fresh, talk, f" NEAR/{others} ".join(terms)) == scanned(
        talk, together(terms, others)
    )


@pytest.mark.parametrize(
    ("q", "marks"),
    [
        ("running NEAR/0 webs", {("e", 1): {0, 1}}),
        ('"web run"~1', {("e", 0): {1, 2, 3, 4, 5, 6}, ("e", 1): {1, 2, 3}}),
        ("run NEAR/1 web", {("e", 0): {1, 3, 4, 6}, ("e", 1): {0, 1, 3}}),
    ],
)
def test_a_scan_reads_as_one_would_by_hand(fresh: Fresh, q: str, marks: Marked) -> None:
    talk = {"e": [["we", "web", "é"], ["run", "web", "we", "run", "ran"]]}

    assert marked(fresh, talk, q) == marks
