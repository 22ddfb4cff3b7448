from typing import Any

import pytest
from hypothesis import given

from indexer import Cue, Transcript
from indexer.formats.asr.whisper_cpp import FORMAT
from tests.indexer.formats.asr.json_reading import MORE_EXAMPLES, check, like, parsed, timed, wrong

SAMPLE: dict[str, Any] = {
    "systeminfo": "AVX = 1",
    "model": {"type": "base", "audio": {"ctx": 1500}},
    "result": {"language": "en"},
    "transcription": [
        {
            "timestamps": {"from": "00:00:00,000", "to": "00:00:01,250"},
            "offsets": {"from": 0, "to": 1250},
            "text": " Hello there.",
            "speaker": "0",
            "speaker_turn_next": True,
        },
        {"offsets": {"from": 1250, "to": 2000}, "text": " Yes, hello."},
    ],
}


def tokens(*texts: str) -> dict[str, object]:
    return {
        "transcription": [
            {"offsets": {"from": at * 1000, "to": at * 1000 + 500}, "text": text}
            for at, text in enumerate(texts)
        ]
    }


def test_a_segment_has_a_text_and_times_in_milliseconds() -> None:
    assert parsed(FORMAT, SAMPLE) == Transcript(
        "whisper.cpp JSON",
        (
            Cue(" Hello there.", 0.0, 1.25, "Speaker 0", line=1),
            Cue(" Yes, hello.", 1.25, 2.0, new_turn=True, line=2),
        ),
        language="en",
    )


def test_without_offsets_the_clock_counts() -> None:
    document = {
        "transcription": [
            {"timestamps": {"from": "00:01:02,500", "to": "1:03"}, "text": "So it is"}
        ]
    }

    assert timed(parsed(FORMAT, document)) == [("So it is", 62.5, 63.0)]


def test_segments_of_a_token_are_joined_to_words() -> None:
    transcript = parsed(FORMAT, tokens(" It", "'s", " a", " long", "ish", " talk", "."))

    assert transcript.words
    assert timed(transcript) == [
        ("It's", 0.0, 1.5),
        ("a", 2.0, 2.5),
        ("longish", 3.0, 4.5),
        ("talk.", 5.0, 6.5),
    ]


def test_lines_of_a_script_without_spaces_are_not_joined() -> None:
    transcript = parsed(FORMAT, tokens("你好", "再见"))

    assert [cue.text for cue in transcript.cues] == ["你好", "再见"]
    assert not transcript.words


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (None, "segment 2 is not an object"),
        ({"text": None}, "segment 2 has no text"),
        ({"text": "a", "offsets": []}, 'segment 2: "offsets" is not an object'),
        ({"text": "a", "offsets": {"from": "soon"}}, "segment 2: from is no time"),
        ({"text": "a", "timestamps": {"to": "soon"}}, "segment 2: to is no time"),
        ({"text": "a", "timestamps": {"to": 7}}, "segment 2: to is no time"),
    ],
)
def test_what_is_of_a_wrong_shape_is_named(bad: object, reason: str) -> None:
    assert reason in wrong(FORMAT, {"transcription": [SAMPLE["transcription"][0], bad]})


@MORE_EXAMPLES
@given(like(SAMPLE))
def test_anything_in_its_shape_is_read_or_refused(document: object) -> None:
    check(FORMAT, document)
