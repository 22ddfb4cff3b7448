from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import tokenize
from index.highlight.finder import Chunks, Texts

ODD = st.sampled_from(
    [
        "a",
        "b",
        "ab",
        "a'b",
        "c++",
        "ß",
        "İ",
        "é",
        "日本",
        "😀",
        "ͅ",
        "a.b.",
        "ａ",
        "ı",
        "ｶﾞ",
        "ﬁ",
        "كِ",
        "ـ",
        "２",
    ]
)
ODD |= st.sampled_from(["e\u0301", "i\u0307", "\u00ad", "\u200d", "\u200c"])
SIGNS = st.sampled_from([" ", ", ", "-", "'", "’", "\u00a0", "\n", "#", "…", ""])
TEXTS = st.lists(st.lists(ODD | SIGNS, max_size=12).map("".join), min_size=1, max_size=4)


def said(texts: Sequence[str]) -> list[tuple[int, str]]:
    """Return the term and the offset of each token in the joined texts."""
    begins = Texts(texts).begins
    return [
        (begin + token.start, token.term)
        for begin, text in zip(begins, texts, strict=False)
        for token in tokenize(text)
    ]


@given(
    TEXTS,
    st.sampled_from(
        ["a", "b", "ab", "ss", "é", "c++", "日", "a'b", "i", "ガ", "ك", "a.b", "2", "fi", ""]
    ),
)
@example(["ß ss", "ss"], "ss")
@example(["a;a", "ab a"], "a")
@example(["a.b. a.", "a\u00adb"], "a")
def test_tokens_that_begin_so_are_found_in_all_texts(texts: list[str], part: str) -> None:
    chunks = Chunks(lambda term: int(term.startswith(part)))
    found = {start for start, _, _ in Texts(texts).words([part], chunks)}

    assert found == {start for start, term in said(texts) if term.startswith(part)}


@given(
    TEXTS,
    st.lists(
        st.sampled_from(["a", "b", "ab", "a'b", "c++", "ss", "日", "i", "a.b", "2"]), min_size=2
    ),
)
@example(["a, b"], ["a", "b"])
@example(["a-b a b"], ["a", "b"])
@example(["a b.a. a b."], ["a", "b"])
@example(["'a b'b"], ["a", "b"])
@example(["a’b a"], ["b", "a"])
@example(["a b#c"], ["a", "b"])
@example(["a a a"], ["a", "a"])
def test_a_phrase_is_found_wherever_its_terms_follow_each_other(
    texts: list[str], terms: list[str]
) -> None:
    whole = Texts(texts)
    found = {
        start
        for start, end, _ in whole.phrase(terms, 1)
        if not any(start < begin <= end for begin in whole.begins)
    }

    expected = set()
    for begin, text in zip(whole.begins, texts, strict=False):
        tokens = tokenize(text)
        for first, token in enumerate(tokens):
            if [one.term for one in tokens[first : first + len(terms)]] == terms:
                expected.add(begin + token.start)
    assert found == expected


@pytest.mark.parametrize(
    ("text", "end"), [("a b", 3), ("a, b.", 4), ("a b's a b", 9), ("(a b)", 4), ("a “b”", 4)]
)
def test_a_phrase_ends_with_its_last_letter(text: str, end: int) -> None:
    assert [last - 1 for _, last, _ in Texts([text]).phrase(["a", "b"], 1)] == [end]
