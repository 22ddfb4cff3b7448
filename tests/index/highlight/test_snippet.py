import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import tokenize
from index.highlight.marker import Range
from index.highlight.snippet import SNIPPET_WIDTH, Snippet, cut

LONG = " ".join(f"word{number:03}" for number in range(100))


def at(text: str, *words: str) -> list[Range]:
    return [Range(text.index(word), len(word)) for word in words]


def marked(snippet: Snippet) -> list[str]:
    return [snippet.text[offset : offset + length] for offset, length in snippet.ranges]


def test_a_short_text_is_shown_whole() -> None:
    ranges = at("pour some web", "some")

    assert cut("pour some web", ranges) == Snippet("pour some web", tuple(ranges))


def test_a_long_text_is_cut_at_words_and_says_so() -> None:
    shown = cut(LONG, at(LONG, "word050"))

    assert marked(shown) == ["word050"]
    assert shown.text.startswith("… word")
    assert shown.text.endswith(" …")
    assert set(shown.text.split()) - {"…"} <= set(LONG.split())


def test_the_beginning_is_shown_where_nothing_matches() -> None:
    shown = cut(LONG, [])

    assert shown.text.startswith("word000 word001")
    assert shown.text.endswith(" …")


def test_the_end_is_shown_without_an_ellipsis() -> None:
    shown = cut(LONG, at(LONG, "word099"))

    assert shown.text.startswith("… ")
    assert shown.text.endswith("word099")
    assert len(shown.text) > SNIPPET_WIDTH - 10


def test_the_part_with_most_matches_is_shown() -> None:
    assert marked(cut(LONG, at(LONG, "word003", "word070", "word072", "word074"))) == [
        "word070",
        "word072",
        "word074",
    ]


def test_the_first_of_equal_parts_is_shown() -> None:
    assert marked(cut(LONG, at(LONG, "word020", "word080"))) == ["word020"]


def test_html_is_escaped_and_matches_are_marked() -> None:
    text = 'if a<b & "c" > d'

    assert Snippet(text, tuple(at(text, "a<b", "d"))).to_html() == (
        'if <mark>a&lt;b</mark> &amp; "c" &gt; <mark>d</mark>'
    )


def test_any_marks_may_stand_around_a_match() -> None:
    assert Snippet("pour web", (Range(5, 3),)).render("[", "]") == "pour [web]"


def test_a_match_longer_than_the_snippet_is_shown_from_its_beginning() -> None:
    quote = LONG[80:480]
    shown = cut(LONG, [Range(80, 400)])

    assert len(marked(shown)) == 1
    assert quote.startswith(marked(shown)[0])


@pytest.mark.parametrize("width", [20, 40, 80, 160])
def test_a_narrow_snippet_still_shows_the_match(width: int) -> None:
    shown = cut(LONG, at(LONG, "word050"), width)

    assert marked(shown) == ["word050"]
    assert len(shown.text) <= width + len("… ") + len(" …")


UNSPACED = "東京、" * 100
WORDS = st.sampled_from(["a", "web", "x" * 30, "f-strings", "https://x.y/a?b=c", UNSPACED])


@st.composite
def matched_texts(draw: st.DrawFn) -> tuple[str, list[Range], int]:
    text = " ".join(draw(st.lists(WORDS, min_size=1, max_size=25)))
    chosen = draw(st.sets(st.sampled_from(tokenize(text)), min_size=1, max_size=5))
    width = draw(st.just(SNIPPET_WIDTH) | st.integers(40, 200))
    return text, sorted(Range(token.start, token.end - token.start) for token in chosen), width


@given(matched_texts())
def test_a_snippet_marks_words_that_the_text_marks(case: tuple[str, list[Range], int]) -> None:
    text, ranges, _ = case
    shown = marked(cut(*case))
    all_marked = [text[offset : offset + length] for offset, length in ranges]

    assert any(all_marked[i : i + len(shown)] == shown for i in range(len(all_marked) + 1))


@given(matched_texts())
@example(("a " + UNSPACED, [Range(2, 2)], 40))
@example((UNSPACED + "web and " + UNSPACED, [Range(300, 3)], 40))
def test_a_snippet_shows_at_least_one_match(case: tuple[str, list[Range], int]) -> None:
    assert cut(*case).ranges


@given(matched_texts())
def test_a_snippet_is_a_piece_of_the_text(case: tuple[str, list[Range], int]) -> None:
    text, _, width = case
    shown = cut(*case).text.removeprefix("… ").removesuffix(" …")

    assert shown in text
    assert len(shown) <= width


@given(matched_texts())
def test_the_marks_of_a_snippet_stand_in_order_and_apart(
    case: tuple[str, list[Range], int],
) -> None:
    ranges = cut(*case).ranges

    assert all(a.offset + a.length <= b.offset for a, b in pairwise(ranges))
    assert cut(*case).render("", "") == cut(*case).text


def test_the_part_that_shows_most_words_of_the_query_is_shown() -> None:
    text = f"web web web {LONG} web flask {LONG}"
    ranges = [Range(m.start(), len(m[0])) for m in re.finditer("web|flask", text)]
    words = [1 if text[r.offset] == "w" else 2 for r in ranges]

    assert marked(cut(text, ranges)) == ["web", "web", "web"]
    assert marked(cut(text, ranges, words=words)) == ["web", "flask"]


def test_of_parts_with_the_same_words_the_one_where_they_are_closest_is_shown() -> None:
    text = f"web {LONG[:100]} flask {LONG} web flask {LONG} web {LONG[:50]} flask"
    ranges = [Range(m.start(), len(m[0])) for m in re.finditer("web|flask", text)]

    assert "web flask" in cut(text, ranges, words=[1, 2] * 3).text


def test_what_is_shown_stands_in_the_middle() -> None:
    shown = cut(LONG, at(LONG, "word050"))
    before, after = shown.text.split("word050")

    assert abs(len(before) - len(after)) < 20


def test_a_snippet_begins_and_ends_with_a_sentence_where_one_is_near() -> None:
    text = " ".join(f"And so on it goes for a while, number {number}." for number in range(20))
    shown = cut(text, at(text, "number 10"))

    assert shown.text.startswith("… And so")
    assert shown.text.endswith(". …")
    assert marked(shown) == ["number 10"]


def test_a_point_inside_a_word_ends_no_sentence() -> None:
    text = " ".join(["3.12", "node.js"] * 60)

    assert cut(text, [Range(300, 4)]).text.split()[1] in {"3.12", "node.js"}


def test_a_sentence_without_spaces_ends_with_its_own_sign() -> None:
    text = "これは試験です。" * 60
    shown = cut(text, [Range(241, 2)])

    assert shown.text.removeprefix("… ").startswith("これは")
    assert shown.text.removesuffix(" …").endswith("。")


ANY = st.text(
    st.characters(codec="utf-8") | st.sampled_from("ßİ\u0301😀🏳️‍🌈שלום日本。. "), min_size=1
)


@given(ANY)
@example("ßİ e\u0301 😀 שלום. " * 20)
def test_a_snippet_marks_what_the_text_marks_in_any_script(text: str) -> None:
    text *= 10
    ranges = [Range(token.start, token.end - token.start) for token in tokenize(text)[::3]]
    snippet = cut(text, ranges, 80)
    wanted = [text[offset : offset + length] for offset, length in ranges]

    assert snippet.text.removeprefix("… ").removesuffix(" …") in text
    assert all(any(word.startswith(mark) for word in wanted) for mark in marked(snippet))


SITE = "talkpython.fm/seer-code-review"


@pytest.mark.parametrize(
    ("text", "edge"),
    [
        (f"{'stop them early ' * 14}at {SITE}", f"at {SITE}"),
        (f"{'stop them early ' * 14}at {SITE} {'and so on ' * 40}", f"at {SITE} and"),
        (f"{SITE} {'and so on ' * 40}", f"{SITE} and"),
    ],
)
def test_a_word_that_a_match_is_a_part_of_stays_whole(text: str, edge: str) -> None:
    shown = cut(text, [Range(text.index("fm"), 2)])

    assert edge in shown.text
    assert len(shown.text) <= SNIPPET_WIDTH + 4


def test_the_words_of_the_first_and_the_last_match_stay_whole_where_the_text_is_wide() -> None:
    text = f"{'um ' * 90}{SITE} {'and so on ' * 16}{SITE} {'um ' * 90}"
    ranges = [Range(text.index("fm"), 2), Range(text.rindex("fm"), 2)]

    assert cut(text, ranges).text.count(SITE) == 2


def with_sentences(match: Range, *begins: int) -> str:
    """Return words of a letter each, one of which the match begins with, and some sentences."""
    text = list("x " * 120 if match.offset % 2 == 0 else " x" * 120)
    for begin in begins:
        text[begin - 2 : begin + 1] = ". x"
    return "".join(text)


@pytest.mark.parametrize(
    ("match", "begins", "begin"),
    [
        # In the middle of 40 code points is 80, and 10 code points around it are near.
        (Range(100, 1), [], 80),
        (Range(100, 1), [69], 80),
        (Range(100, 1), [70], 70),
        (Range(100, 1), [70, 75], 75),
        (Range(100, 1), [90], 90),
        (Range(100, 1), [91], 80),
        # The match leaves 5 code points to both sides together.
        (Range(100, 35), [], 98),
        (Range(100, 35), [94], 98),
        (Range(100, 35), [95], 95),
        (Range(100, 35), [100], 100),
        (Range(100, 35), [103], 98),
        # Near the beginning of the text.
        (Range(21, 1), [], 0),
        (Range(21, 1), [2], 2),
        (Range(21, 1), [11], 11),
        (Range(21, 1), [12], 0),
        (Range(31, 1), [2], 2),
        (Range(32, 1), [2], 2),
        (Range(33, 1), [2], 13),
        (Range(33, 1), [3], 3),
    ],
)
def test_a_snippet_begins_with_a_sentence_that_is_near_and_leaves_room_for_the_match(
    match: Range, begins: list[int], begin: int
) -> None:
    shown = cut(with_sentences(match, *begins), [match], 40)

    assert shown.begin + (len("… ") if shown.text.startswith("… ") else 0) == begin


@pytest.mark.parametrize(
    ("match", "ends", "end"),
    [
        # 40 code points end at 120, where a word does not; 10 before it are near.
        (Range(100, 1), [], 119),
        (Range(100, 1), [110], 119),
        (Range(100, 1), [111], 111),
        (Range(100, 1), [120], 120),
        (Range(100, 1), [115, 120], 120),
        (Range(100, 1), [121], 119),
        # The match ends at 135.
        (Range(100, 35), [], 137),
        (Range(100, 35), [134], 137),
        (Range(100, 35), [135], 135),
        (Range(100, 35), [138], 138),
    ],
)
def test_a_snippet_ends_with_a_sentence_that_is_near_and_not_inside_the_match(
    match: Range, ends: list[int], end: int
) -> None:
    shown = cut(with_sentences(match, *(one + 1 for one in ends)), [match], 40)

    assert shown.begin + len(shown.text.removesuffix(" …")) == end
