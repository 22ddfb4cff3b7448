"""Small inputs that were read wrongly once, of captions: order, damage, encodings, kinds."""

import json
from pathlib import Path

import pytest

import indexer
from indexer import Transcript

pytestmark = pytest.mark.corpora

TALK_CASES = [
    "100-F-srt_noblank",
    "101-F-srt_crcrlf",
    "103-F-srt_smart",
    "104-F-srt_gt",
    "194-I-srt_spaces",
]


def read(folder: Path, name: str, file: str = "*") -> Transcript:
    (path,) = (folder / name / "in").glob(file)
    return indexer.read(path, path.read_bytes())


def told(transcript: Transcript) -> list[tuple[float | None, str]]:
    return [(cue.start, cue.text) for cue in transcript.cues]


@pytest.mark.parametrize("name", TALK_CASES)
def test_the_talk_is_read_with_its_speakers_and_times(cases: Path, name: str) -> None:
    talk = json.loads((cases / "reading" / "TALK.json").read_text())

    found = read(cases / "reading", name)

    assert [(cue.start, cue.speaker, cue.text) for cue in found.cues] == [
        (turn["start"], turn["speaker"], turn["text"]) for turn in talk
    ]


def test_029_only_the_cue_that_jumps_is_wrong(cases: Path) -> None:
    found = read(cases / "reading", "029-B-order-overlap")

    starts = {cue.line: cue.start for cue in found.cues}
    assert [starts[line] for line in (1, 6, 8, 9, 20)] == [600.0, 615.0, 597.32, 600.32, 633.32]
    assert found.doubts


def test_030_the_words_after_a_wrong_stamp_keep_their_times(cases: Path) -> None:
    found = read(cases / "reading", "030-B-order-back-68s")

    assert [cue.start for cue in found.cues if cue.text == "The"] == [8.11]
    assert found.cues[-1].start == 16.81


def test_032_of_two_timing_lines_the_one_above_the_text_counts(cases: Path) -> None:
    assert told(read(cases / "reading", "032-B-two-timing-lines")) == [
        (1270.32, "The rope is new."),
        (1273.72, "The knot is old."),
        (1276.0, "The hull is tarred."),
    ]


def test_033_talk_that_was_pasted_twice_is_read_once(cases: Path) -> None:
    found = read(cases / "reading", "033-B-pasted-twice")

    assert max(cue.start or 0.0 for cue in found.cues) == 3030.0
    assert sum("kettle" in cue.text for cue in found.cues) == 1
    assert found.doubts


def test_035_a_caption_with_a_damaged_end_keeps_its_start(cases: Path) -> None:
    found = read(cases / "reading", "035-B-invalid-stamp")

    assert told(found)[0] == (13.98, "The rope is new.")
    assert [doubt.line for doubt in found.doubts] == [2]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "105-F-blank-line-after-each",
            [(47.653, "Start with a rope. Tie it."), (50.0, "Then a knot.")],
        ),
        ("106-F-empty-cues", [(34.47, "the"), (48.11, "tower")]),
        (
            "108-F-no-fraction",
            [
                (10.0, "The rope is new... I need a hand."),
                (15.0, "And that means you."),
                (16.0, "Agreed."),
            ],
        ),
    ],
)
def test_numbers_and_stamps_are_no_words(
    cases: Path, name: str, expected: list[tuple[float, str]]
) -> None:
    assert told(read(cases / "reading", name)) == expected


ROPE = "Bring the blue rope."
DAWN = "The harbour opens at dawn."


@pytest.mark.parametrize(
    ("name", "file", "expected", "doubted"),
    [
        (
            "004-words-before-the-first-good-timing-line-lost",
            "first-bad.srt",
            [(1.0, DAWN), (5.0, ROPE), (9.0, "Never the green one.")],
            [10],
        ),
        (
            "004-words-before-the-first-good-timing-line-lost",
            "first-bad.vtt",
            [(1.0, DAWN), (5.0, ROPE)],
            [3],
        ),
        ("005-broken-timing-line-becomes-talk", "arrow.vtt", [(1.0, DAWN), (30.0, ROPE)], [6]),
        ("005-broken-timing-line-becomes-talk", "bad.sbv", [(1.0, DAWN), (30.0, ROPE)], [4]),
        ("005-broken-timing-line-becomes-talk", "settings.vtt", [(1.0, DAWN), (5.0, ROPE)], []),
        ("017-trailing-caption-number-is-said", "*", [(1.0, DAWN)], []),
    ],
)
def test_the_captions_of_other_suites_are_read(
    cases: Path,
    name: str,
    file: str,
    expected: list[tuple[float, str]],
    doubted: list[int],
) -> None:
    found = read(cases / "suites", name, file)

    assert told(found) == expected
    assert [doubt.line for doubt in found.doubts] == doubted


def test_divisions_count_from_the_start_of_the_document(cases: Path) -> None:
    name = "002-ttml-second-division-counted-on"
    order = told(read(cases / "suites", name, "order.ttml"))
    voices = read(cases / "suites", name, "divs.ttml")
    languages = told(read(cases / "suites", name, "langs.ttml"))

    assert [start for start, _ in order] == [0.0, 10.0, 20.0, 30.0]
    assert [(cue.start, cue.speaker) for cue in voices.cues[-2:]] == [
        (50.0, "Dana Field"),
        (55.0, "Olek Brun"),
    ]
    assert (0.0, "El puerto abre al alba.") in languages
    assert languages[-1][0] == 50.0


@pytest.mark.parametrize(
    ("name", "expected", "doubted"),
    [
        (
            "008-ttml-with-a-bare-ampersand-refused",
            [(1.0, "Research & development moved the pier.")],
            [2],
        ),
        ("010-srt-hard-space-glues-words", [(1.0, f"{DAWN} Bring the rope.")], []),
        ("014-ttml-metadata-moves-a-sequence", [(0.0, DAWN), (5.0, ROPE)], []),
        ("016-ttml-paragraph-without-begin", [(0.0, DAWN), (5.0, ROPE)], []),
    ],
)
def test_what_other_tools_write_is_read(
    cases: Path, name: str, expected: list[tuple[float, str]], doubted: list[int]
) -> None:
    found = read(cases / "suites", name)

    assert told(found) == expected
    assert [doubt.line for doubt in found.doubts] == doubted


def test_013_a_name_wins_over_a_style_and_a_song_has_no_speaker(cases: Path) -> None:
    found = read(cases / "suites", "013-ass-style-wins-over-the-name")

    assert [cue.speaker for cue in found.cues] == [None, "Dana Field", None]


def test_011_what_a_single_note_of_music_opens_was_said(cases: Path) -> None:
    found = read(cases / "suites", "011-one-note-of-music-drops-a-paragraph")

    assert "the ferry, which sails on Tuesday" in found.cues[0].text


def test_021_a_soft_hyphen_cuts_no_word(cases: Path) -> None:
    found = read(cases / "suites", "021-soft-hyphen-cuts-a-word")

    assert told(found) == [(1.0, "The lighthouse keeper left.")]


def test_110_a_character_that_is_cut_costs_itself_only(cases: Path) -> None:
    found = read(cases / "reading", "110-G-utf8-cut-last-char")

    assert len(found.cues) == 13
    assert "Mädchen naïve" in found.cues[1].text
    assert [doubt.line for doubt in found.doubts] == [52]


def test_112_an_encoding_that_its_bytes_tell_is_read_with_a_doubt(cases: Path) -> None:
    found = read(cases / "reading", "112-G-shiftjis")

    assert "港の机へようこそ" in found.cues[0].text
    (doubt,) = found.doubts
    assert (doubt.line, "not UTF-8; read as" in doubt.reason) == (3, True)


def test_114_utf_16_needs_no_mark(cases: Path) -> None:
    found = read(cases / "reading", "114-G-utf16le-nobom")

    assert (found.cues[1].speaker, found.cues[1].start) == ("Nora Quist", 5.2)
    assert "Mädchen naïve" in found.cues[1].text
    assert [doubt.line for doubt in found.doubts] == [0]
