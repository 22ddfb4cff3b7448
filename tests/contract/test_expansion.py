from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pytest

from index import open_index
from index.query.tree import (
    And,
    AutoPhrase,
    Boost,
    FieldFilter,
    Fuzzy,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Window,
    Word,
)
from index.rewriting import expansion
from index.rewriting.statistics import Statistics
from tests.builders import indexed
from tests.contract.conftest import Fresh


@contextmanager
def knowing(
    fresh: Fresh, known: Mapping[tuple[str, ...], Query], patch: pytest.MonkeyPatch
) -> Iterator[Statistics]:
    """Yield statistics, and a source with another form of some words in a row."""

    def source(_: Statistics, terms: tuple[str, ...]) -> Sequence[Query]:
        return [known[terms]] if terms in known else []

    patch.setattr(expansion, "_SOURCES", (source,))
    with fresh() as location, open_index(indexed(location, {"e": ["any talk at all"]})) as engine:
        yield engine.statistics


def together(*children: Query) -> Window:
    return Window(children, 60)


A, B, C, D = (Word(letter) for letter in "abcd")
AB = Word("ab")
BCD = Phrase(("bcd",))
ALPHA = Or((A, Boost(Word("alpha"), 0.5)))
KNOWN: Mapping[tuple[str, ...], Query] = {
    ("a",): Boost(Word("alpha"), 0.5),
    ("a", "b"): AB,
    ("b", "c", "d"): BCD,
}


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (A, ALPHA),
        (B, B),
        (together(A, B), Or((together(ALPHA, B), AB))),
        (together(C, A, B), Or((together(C, ALPHA, B), together(C, AB)))),
        (together(B, A), together(B, ALPHA)),
        (together(B, C, D), Or((together(B, C, D), BCD))),
        (together(B, C), together(B, C)),
        (
            together(A, B, B, C, D),
            Or(
                (
                    together(ALPHA, B, B, C, D),
                    together(AB, B, C, D),
                    together(ALPHA, B, BCD),
                    together(AB, BCD),
                )
            ),
        ),
        (And((together(A, B), Not(C))), And((Or((together(ALPHA, B), AB)), Not(C)))),
        (And((A, Not(A))), And((ALPHA, Not(A)))),
        (AutoPhrase(("a", "b")), Or((AutoPhrase(("a", "b")), Boost(AB, 0.5)))),
        (AutoPhrase(("a", "b", "c", "d")), AutoPhrase(("a", "b", "c", "d"))),
        (Or((A, B)), Or((ALPHA, B))),
        (Boost(A, 2), Boost(ALPHA, 2)),
        (And((Or((A, B)), B)), And((Or((ALPHA, B)), B))),
    ],
)
def test_plain_words_are_asked_for_in_every_reading(
    fresh: Fresh, typed: Query, asked: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    with knowing(fresh, KNOWN, monkeypatch) as statistics:
        assert expansion.expand(statistics, typed) == asked
        assert expansion.expand(statistics, typed) == asked


@pytest.mark.parametrize(
    "typed",
    [
        Phrase(("a", "b")),
        Phrase(("a",)),
        Not(A),
        Not(together(A, B)),
        Near(("a", "b"), 3),
        Prefix("a"),
        Wildcard("a*a"),
        Fuzzy("a", 1),
        FieldFilter("speaker", "a"),
    ],
)
def test_what_is_quoted_excluded_or_no_plain_word_stands_as_typed(
    fresh: Fresh, typed: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    with knowing(fresh, KNOWN, monkeypatch) as statistics:
        assert expansion.expand(statistics, typed) == typed


def test_of_two_rows_that_overlap_the_first_is_read(
    fresh: Fresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    with knowing(
        fresh, {("b", "c"): Word("bc"), ("c", "d"): Word("cd")}, monkeypatch
    ) as statistics:
        tree = expansion.expand(statistics, together(B, C, D))

    assert tree == Or((together(B, C, D), together(Word("bc"), D)))
