import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.formats.captions.caption_blocks import (
    CaptionBlock,
    VoicePart,
    blocks,
    cues,
    is_word_by_word,
)
from indexer.formats.timecodes import seconds
from tests.indexer.test_properties import MORE_EXAMPLES

LINES = st.lists(
    st.sampled_from(
        [
            *("00:01.000 --> 00:02.000", "0:01-->0:02 align:start", "00:00:01,000 --> 00:00:02,5"),
            *("NOTE", "NOTE aside", "STYLE", "1", "text", "a --> b", "-->", "", "", " ", "\u2028"),
        ]
    ),
    max_size=14,
)
CLOCK = r"(?:\d{1,3}:){0,2}\d{1,6}(?:[.,]\d{1,9})?"
TIMING = re.compile(rf"\s*({CLOCK})\s*-->\s*({CLOCK})(?:\s+align:.*)?\s*$")


def line_by_line(lines: list[str]) -> list[CaptionBlock]:
    """Read captions the patient way, a line at a time."""
    captions: list[tuple[float, float, list[str], int]] = []
    aside = after_blank = False
    for number, (line, following) in enumerate(itertools.pairwise([*lines, ""]), 1):
        is_blank = not line.strip()
        if timing := TIMING.match(line):
            captions.append((seconds(timing[1]), seconds(timing[2]), [], number))
            aside = False
        elif is_blank:
            aside = False
        elif after_blank and (line.split()[0] == "NOTE" or line.strip() in ("STYLE", "REGION")):
            aside = True
        elif captions and not aside and not (after_blank and TIMING.match(following)):
            captions[-1][2].append(line)
        after_blank = is_blank
    return [
        CaptionBlock(start, end, "\n".join(text), line)
        for start, end, text, line in captions
        if text
    ]


@MORE_EXAMPLES
@given(LINES)
def test_captions_are_those_that_reading_line_by_line_finds(lines: list[str]) -> None:
    assert blocks("\n".join(lines)).captions == line_by_line(lines)


def test_the_time_of_a_caption_is_the_float_that_is_written() -> None:
    stamps = [f"00:{at // 60:02}:{at % 60:02}.{at % 1000:03}" for at in range(0, 3600, 7)]

    captions = blocks("\n".join(f"{stamp} --> {stamp}\na\n" for stamp in stamps)).captions

    assert [block.start for block in captions] == [seconds(stamp) for stamp in stamps]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([VoicePart("Hello.")], [("Hello.", 0.0, 8.0)]),
        ([VoicePart("ab"), VoicePart("abcdef")], [("ab", 0.0, 2.0), ("abcdef", 2.0, 8.0)]),
        (
            [VoicePart("a <00:00:04.000>b"), VoicePart("c")],
            [("a", 0.0, 4.0), ("b", 4.0, 6.0), ("c", 6.0, 8.0)],
        ),
        ([VoicePart("<00:00:04.000>")], []),
        ([], []),
    ],
)
def test_parts_share_the_time_between_what_is_known(
    parts: list[VoicePart], expected: list[tuple[str, float, float]]
) -> None:
    assert [(cue.text, cue.start, cue.end) for cue in cues(parts, 0.0, 8.0, 1)] == expected


def test_a_turn_opens_only_the_first_cue_of_its_part() -> None:
    parts = [VoicePart("a <00:00:04.000>b", "Ann", True)]

    found = [(cue.speaker, cue.new_turn) for cue in cues(parts, 0.0, 8.0, 1)]

    assert found == [("Ann", True), ("Ann", False)]


@pytest.mark.parametrize(("longer", "expected"), [(0, True), (2, True), (3, False), (20, False)])
def test_a_tenth_of_single_words_may_be_more(longer: int, expected: bool) -> None:
    said = [VoicePart("two words")] * longer + [VoicePart("word")] * (20 - longer)

    assert is_word_by_word(list(cues(said, 0.0, 9.0, 1))) is expected


WRITTEN = st.lists(
    st.sampled_from(
        ["one", " two", "<00:00:01.000>", "<00:00:05.000>", "<00:00:03.000> ", "<b", "&"]
    )
).map("".join)


@MORE_EXAMPLES
@given(st.lists(WRITTEN.map(VoicePart), max_size=4))
def test_times_never_cost_a_word_and_every_cue_has_some(parts: list[VoicePart]) -> None:
    found = list(cues(parts, 0.0, 4.0, 1))

    times = re.compile(r"<00:00:0\d\.000>")
    written = "".join(times.sub("", part.text) for part in parts)
    assert "".join("".join(cue.text for cue in found).split()) == "".join(written.split())
    assert all(0.0 <= (cue.start or 0.0) <= 4.0 for cue in found)
