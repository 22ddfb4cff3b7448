from typing import Any

import pytest
from hypothesis import given

from indexer import Cue, Transcript
from indexer.formats.asr.machine_json import FORMAT
from tests.indexer.formats.asr.json_reading import (
    MORE_EXAMPLES,
    check,
    like,
    parsed,
    said,
    timed,
    wrong,
)

SAMPLE: dict[str, Any] = {
    "text": " So, hello.",
    "segments": [
        {
            "id": 0,
            "start": 0.0,
            "end": 1.5,
            "text": " So, hello.",
            "speaker": "SPEAKER_00",
            "words": [
                {"word": " So,", "start": 0.1, "end": 0.4, "speaker": "SPEAKER_00"},
                {"word": " hello.", "start": 0.6, "end": 1.2},
            ],
        }
    ],
    "language": "en",
    "words": [{"word": "So", "start": 0.1, "end": 0.4}],
    "chunks": [{"timestamp": [0.0, 1.5], "text": " So, hello."}],
}


def segment(text: str, *words: dict[str, object], **fields: object) -> dict[str, object]:
    return {"start": 1.0, "end": 3.0, "text": text, **fields} | ({"words": words} if words else {})


def test_a_segment_without_words_is_a_cue() -> None:
    document = {"segments": [{"start": 0.5, "end": 2.5, "text": " Hello."}], "language": "en"}

    assert parsed(FORMAT, document) == Transcript(
        "JSON", (Cue(" Hello.", 0.5, 2.5, line=1),), language="en"
    )


def test_a_word_with_times_is_a_cue_of_the_segments_speaker() -> None:
    transcript = parsed(FORMAT, SAMPLE)

    assert transcript.words
    assert transcript.cues == (
        Cue("So,", 0.1, 0.4, "SPEAKER_00", line=1),
        Cue("hello.", 0.6, 1.2, "SPEAKER_00", line=1),
    )


def test_words_without_spaces_of_their_own_are_parted_as_in_the_text() -> None:
    words: list[dict[str, object]] = [
        {"word": w, "start": at, "end": at} for at, w in enumerate(["It", "'s", "so"], 1)
    ]

    assert [c.text for c in parsed(FORMAT, {"segments": [segment("It's so", *words)]}).cues] == [
        "It's",
        "so",
    ]


def test_a_word_without_times_continues_or_has_the_segments_start() -> None:
    words: list[dict[str, object]] = [
        {"word": "42"},
        {"word": "or", "start": 2.0, "end": 2.1},
        {"word": "43"},
    ]

    assert timed(parsed(FORMAT, {"segments": [segment("42 or 43", *words)]})) == [
        ("42", 1.0, None),
        ("or", 2.0, 2.1),
        ("43", None, None),
    ]


@pytest.mark.parametrize(
    "words",
    [
        [{"word": "So"}, {"word": "it"}],
        [{"word": "So", "start": 1.0, "end": 1.1}],
        [{"word": "No", "start": 1.0, "end": 1.1}, {"word": "it", "start": 1.0, "end": 1.1}],
    ],
    ids=["without times", "one missing", "another"],
)
def test_words_that_are_not_the_timed_text_give_way_to_it(words: list[dict[str, object]]) -> None:
    transcript = parsed(FORMAT, {"segments": [segment(" So it", *words)]})

    assert timed(transcript) == [(" So it", 1.0, 3.0)]
    assert not transcript.words


def test_a_segment_without_a_speaker_has_those_of_its_words() -> None:
    words = [
        {"word": "Yes?", "start": 1, "end": 2, "speaker": "SPEAKER_01"},
        {"word": "No.", "start": 2, "end": 3, "speaker": "SPEAKER_02"},
    ]

    assert said(parsed(FORMAT, {"segments": [segment("Yes? No.", *words)]})) == [
        ("SPEAKER_01", "Yes?"),
        ("SPEAKER_02", "No."),
    ]


@pytest.mark.parametrize(
    ("document", "cues"),
    [
        ([{"start": 1, "end": 2, "text": "So"}], [("So", 1.0, 2.0)]),
        ({"chunks": [{"text": "So", "timestamp": [1, None]}]}, [("So", 1.0, None)]),
        ({"text": "So", "words": [{"word": "So", "start": 1, "end": 2}]}, [("So", 1.0, 2.0)]),
        ({"language": "english", "text": "", "segments": []}, []),
    ],
    ids=["list of segments", "chunks", "words alone", "no speech"],
)
def test_its_kin_is_read(document: object, cues: list[object]) -> None:
    assert timed(parsed(FORMAT, document)) == cues


def test_words_alone_are_parted_by_their_own_spaces_if_they_have_any() -> None:
    words = [{"word": w, "start": 1, "end": 1} for w in (" It", "'s", " so")]
    plain = [{"word": w.strip(), "start": 1, "end": 1} for w in (" It", "was", " so")]

    assert [c.text for c in parsed(FORMAT, {"words": words}).cues] == ["It's", "so"]
    assert [c.text for c in parsed(FORMAT, {"words": plain}).cues] == ["It", "was", "so"]


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("pt", "pt"),
        ("English", "en"),
        ("eng", "en"),
        ("welsh", "cy"),
        ("x y", None),
        (None, None),
        (5, None),
    ],
)
def test_the_language_is_a_code_or_its_english_name(language: object, code: str | None) -> None:
    document = {"language": language, "segments": [segment("So")]}

    assert parsed(FORMAT, document).language == code


@pytest.mark.parametrize("document", [5, {}, {"segments": {}}, {"chunks": [{"text": "So"}]}])
def test_json_without_segments_is_refused(document: object) -> None:
    assert "JSON without a transcript" in wrong(FORMAT, document)


@MORE_EXAMPLES
@given(like(SAMPLE))
def test_anything_in_its_shape_is_read_or_refused(document: object) -> None:
    check(FORMAT, document)
