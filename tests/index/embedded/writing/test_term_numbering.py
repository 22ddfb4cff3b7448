import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import analysis
from index.analysis import subwords
from index.embedded.format.camel_case import CamelCaseWord
from index.embedded.writing.term_numbering import Numbering

# Text that an index may hold: lone surrogates are rejected before numbering.
ANY = st.text(st.characters(exclude_categories=["Cs"]))
TALK = st.text(
    "abC'’+#.-@%_1é東の \t\n\x00\x1f\x7f\xa0\u2028\u0301\u200c\u00adａıſｶﾞـِك", max_size=40
)
WORDS = st.lists(st.integers(1, 40).map(lambda size: ("abcdefgh" * 5)[:size]), max_size=6).map(
    " ".join
)


def camel_case_of(texts: Sequence[str]) -> list[CamelCaseWord]:
    """Return the camel-case words of texts."""
    told = [subwords.camel_case_words([text.replace("\n", " ")]).get(0, []) for text in texts]
    return [CamelCaseWord(word, at) for at, words in enumerate(told) for word in words]


def assert_numbers(numbering: Numbering, texts: Sequence[str]) -> None:
    """Check that the numbers of texts are those of the analyzer's terms."""
    sizes = np.array([len(text.encode()) for text in texts], np.int64)
    found = numbering.number("".join(texts).encode(), sizes)
    names = list(numbering.terms)
    expected = [analysis.terms(text) for text in texts]

    assert found.camel_case == camel_case_of(texts)
    assert found.counts.tolist() == [len(terms) for terms in expected]
    assert [names[number] for number in found.terms.tolist()] == [
        term for terms in expected for term in terms
    ]


@given(st.lists(st.lists(ANY | TALK | WORDS, max_size=5), max_size=3))
def test_texts_are_numbered_as_the_analyzer_tokenises_them(batches: list[list[str]]) -> None:
    numbering = Numbering()
    for texts in batches:
        assert_numbers(numbering, texts)


@pytest.mark.parametrize("size", [*range(1, 41), 255, 5_000])
def test_words_of_any_length_are_told_apart_by_each_of_their_letters(size: int) -> None:
    word = "a" * size
    others = [word[:at] + "b" + word[at + 1 :] for at in range(min(size, 60))]
    neighbours = [word + "a", word[1:], word[:8], word[:16], word[:24]]
    texts = [" ".join([word, *others, *neighbours])] * 3

    assert_numbers(Numbering(), texts)


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["", " ", "\x00", "…"],
        ["a", "", "b", "", ""],
        ["a b", "b a"],
        ["é", "\u00e9 e\u0301"],
        ["c++ c# c", "C++"],
        [".net @x --y 5%", "net x y 5", ".NET @X --Y"],
        ["camelCase camelcase CamelCase", "(camelCase) camelCase's camelCase"],
        ["a\nb\tc\rd\x1fe", "a b c d e"],
        ["don’t don't DON'T"],
        ["一二三 thai: ไทย"],
        [" a ", " a"],
    ],
)
def test_texts_are_told_apart(texts: list[str]) -> None:
    numbering = Numbering()
    assert_numbers(numbering, texts)
    assert_numbers(numbering, texts[::-1])


def test_the_table_grows_with_the_words_and_forgets_none() -> None:
    dice = random.Random(3)
    numbering = Numbering()
    words = [f"{dice.getrandbits(dice.choice([16, 40, 120])):x}" for _ in range(60_000)]
    for first in range(0, len(words), 20_000):
        texts = [" ".join(words[at : at + 50]) for at in range(first, first + 20_000, 50)]
        assert_numbers(numbering, texts)
        assert_numbers(numbering, [" ".join(words[: first + 20_000])])


def test_many_words_that_are_too_long_to_recognise_do_not_crowd_out_the_others() -> None:
    long = [f"{'a' * 30}{number}" for number in range(3_000)]
    short = [f"b{number}" for number in range(3_000)]
    numbering = Numbering()
    for _ in range(2):
        assert_numbers(numbering, [" ".join(long), " ".join(short), " ".join(long[::-1] + short)])


def test_words_that_meet_in_the_table_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    # All words have the same first slot, and most of them find no free slot within the probes.
    monkeypatch.setattr("index.embedded.writing.term_numbering._MIX", np.zeros(3, np.uint64))
    numbering = Numbering()
    texts = [" ".join(f"w{number}" for number in range(500))]
    for _ in range(3):
        assert_numbers(numbering, texts)
