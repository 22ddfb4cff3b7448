import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.formats.captions.caption_blocks import CaptionBlock
from indexer.formats.captions.rolling import unroll
from tests.indexer.test_properties import MORE_EXAMPLES


def plain(line: str) -> str:
    return re.sub(r"<[^<>]*>", "", line)


def captions(*texts: str) -> list[CaptionBlock]:
    """Return captions of a second each, one after the other; `~` marks one of 10 ms."""
    found: list[CaptionBlock] = []
    start = 0.0
    for at, text in enumerate(texts):
        end = start + (0.01 if text.startswith("~") else 1.0)
        found.append(CaptionBlock(start, end, text.removeprefix("~"), at))
        start = end
    return found


def unrolled(*texts: str) -> list[str]:
    return [block.text for block in unroll(captions(*texts), plain)[0]]


@pytest.mark.parametrize(
    ("shown", "kept"),
    [
        (("a", "a\nb", "b\nc", "c\nd"), ["a", "b", "c", "d"]),
        (("a", "~a", "a\nb", "~b", "b\nc"), ["a", "b", "c"]),
        ((" \na", "~a\n ", "a\nb", "~b\n ", "b\nc"), ["a", "b", "c"]),
        (("a\nb\nc", "b\nc\nd", "c\nd\ne"), ["a\nb\nc", "d", "e"]),
        (("no", "~no", "no\nno", "~no", "no\nyes"), ["no", "no", "yes"]),
        (("a <b>x</b>", "a x\nb", "b\nc"), ["a <b>x</b>", "b", "c"]),
        (("a", "~a", "a\nb", "~b"), ["a", "b"]),
    ],
)
def test_a_line_that_rolls_up_is_kept_once(shown: tuple[str, ...], kept: list[str]) -> None:
    assert unrolled(*shown) == kept


@pytest.mark.parametrize(
    ("shown", "kept"),
    [
        (("I", "I think", "I think so"), ["I", " think", " so"]),
        (("a\nb", "a\nb c", "b c\nd", "b c\nd e"), ["a\nb", " c", "d", " e"]),
    ],
)
def test_captions_that_grow_by_words_keep_what_is_new(
    shown: tuple[str, ...], kept: list[str]
) -> None:
    assert unrolled(*shown) == kept


@pytest.mark.parametrize(
    "shown",
    [
        ("no", "no", "no", "no"),
        ("~no", "~no", "~no", "~no"),
        ("Well", "Well I think", "it is", "so"),
        ("a\nb", "c\nd", "d\ne", "f\ng", "h\ni", "j\nk", "l\nm"),
        ("the", "they", "them"),
        ("a",),
        (),
    ],
    ids=["loop", "blinking loop", "chance", "rare", "letters", "one", "none"],
)
def test_what_people_and_machines_say_twice_stays(shown: tuple[str, ...]) -> None:
    assert unrolled(*shown) == [text.removeprefix("~") for text in shown]


def test_a_line_shown_again_after_a_break_was_said_again() -> None:
    blocks = captions("a", "a\nb", "b\nc", "c\nd")
    again = CaptionBlock(60.0, 61.0, "c\nd", 9)

    kept, _ = unroll([*blocks, again], plain)

    assert kept[-1] == again


def test_a_caption_that_is_the_one_before_is_left_out() -> None:
    blocks = [
        CaptionBlock(1.0, 2.0, "a b", 1),
        CaptionBlock(1.0, 2.0, "a b", 3),
        CaptionBlock(2.0, 3.0, "a b", 5),
    ]

    kept, removed = unroll(blocks, plain)

    assert [block.line for block in kept] == [1, 5]
    assert removed == {"repeated words": 2}


def test_captions_of_no_length_are_not_the_one_before() -> None:
    blocks = [CaptionBlock(1.0, 1.0, "no", 1), CaptionBlock(1.0, 1.0, "no", 3)]

    assert unroll(blocks, plain) == (blocks, {})


def test_a_highlighted_text_is_kept_once_with_the_times_of_its_words() -> None:
    kept = unrolled("<u>a</u> b c", "a <u>b</u> c", "a b <u>c</u>", "<u>d</u> e", "d <u>e</u>")

    assert kept == ["a <00:00:01.000>b <00:00:02.000>c", "d <00:00:04.000>e"]


def test_what_was_left_out_is_counted() -> None:
    _, removed = unroll(captions("one two", "one two\nthree", "three\nfour"), plain)

    assert removed == {"repeated words": 3}


LINES = st.lists(st.text("abc ", min_size=1, max_size=6), max_size=12)


@MORE_EXAMPLES
@given(LINES)
def test_every_line_that_rolled_through_is_kept_in_order(lines: list[str]) -> None:
    said = [f"{at} {line}" for at, line in enumerate(lines)]
    shown = ["\n".join(said[max(0, at - 1) : at + 1]) for at in range(len(said))]

    kept = unrolled(*shown)

    assert " ".join(" ".join(kept).split()) == " ".join(" ".join(said).split()) or len(said) < 3


@MORE_EXAMPLES
@given(st.lists(st.lists(st.sampled_from(["a", "b", "a b", " "])).map("\n".join), max_size=8))
def test_no_word_is_lost_that_was_not_shown_before(texts: list[str]) -> None:
    kept = unrolled(*texts)

    assert set(" ".join(kept).split()) == set(" ".join(texts).split())
