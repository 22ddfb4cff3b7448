from typing import Any

import pytest
from hypothesis import given

from indexer import Cue, Transcript
from indexer.formats.asr.aws_transcribe import FORMAT
from tests.indexer.formats.asr.json_reading import (
    MORE_EXAMPLES,
    check,
    like,
    parsed,
    said,
    timed,
    wrong,
)


def spoken(content: str, start: float, **fields: object) -> dict[str, Any]:
    times = {"start_time": f"{start:.2f}", "end_time": f"{start + 0.5:.2f}"}
    return {"type": "pronunciation", "alternatives": [{"content": content}], **times, **fields}


def mark(content: str, **fields: object) -> dict[str, Any]:
    return {"type": "punctuation", "alternatives": [{"content": content}], **fields}


SAMPLE: dict[str, Any] = {
    "jobName": "talk",
    "status": "COMPLETED",
    "results": {
        "language_code": "en-US",
        "transcripts": [{"transcript": "So, hello."}],
        "speaker_labels": {
            "speakers": 1,
            "segments": [
                {
                    "start_time": "1.00",
                    "end_time": "2.50",
                    "speaker_label": "spk_1",
                    "items": [
                        {"start_time": "1.00", "end_time": "1.50", "speaker_label": "spk_0"},
                        {"start_time": "2.00", "end_time": "2.50"},
                    ],
                }
            ],
        },
        "items": [spoken("So", 1), mark(","), spoken("hello", 2), mark(".")],
        "audio_segments": [
            {"transcript": "So, hello.", "start_time": "1.0", "end_time": "2.5", "items": [0, 1]}
        ],
    },
}


def items(*found: object) -> dict[str, object]:
    return {"results": {"items": found}}


def test_punctuation_is_part_of_the_word_before() -> None:
    document = items(spoken("So", 1, speaker_label="spk_0"), mark(",", speaker_label="spk_0"))

    assert parsed(FORMAT, document) == Transcript(
        "Amazon Transcribe JSON", (Cue("So,", 1.0, 1.5, "spk_0", line=1),), words=True
    )


def test_the_speaker_may_stand_in_the_speaker_labels() -> None:
    assert said(parsed(FORMAT, SAMPLE)) == [("spk_0", "So,"), ("spk_1", "hello.")]


def test_the_language_is_taken() -> None:
    assert parsed(FORMAT, SAMPLE).language == "en-US"


def test_the_transcript_says_what_has_no_space_before_it() -> None:
    document = {
        "results": {
            "transcripts": [{"transcript": "So (he) is"}],
            "items": [spoken("So", 1), mark("("), spoken("he", 2), mark(")"), spoken("is", 3)],
        }
    }

    assert [cue.text for cue in parsed(FORMAT, document).cues] == ["So", "(he)", "is"]


def test_without_items_the_audio_segments_are_read() -> None:
    segment = {"transcript": "So.", "start_time": "1", "end_time": "2", "speaker_label": "spk_0"}
    transcript = parsed(FORMAT, {"results": {"audio_segments": [segment]}})

    assert transcript.cues == (Cue("So.", 1.0, 2.0, "spk_0", line=1),)


def test_a_bare_list_of_items_is_read() -> None:
    assert timed(parsed(FORMAT, [spoken("So", 1), mark("!")])) == [("So!", 1.0, 1.5)]


def test_channels_are_speakers_in_the_order_of_their_times() -> None:
    document = items(
        spoken("Hello", 1, channel_label="ch_0"),
        mark("?"),
        spoken("Good", 8, channel_label="ch_0"),
        spoken("Hi", 4, channel_label="ch_1"),
    )

    assert said(parsed(FORMAT, document)) == [("ch_0", "Hello?"), ("ch_1", "Hi"), ("ch_0", "Good")]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (5, "item 2 is not an object"),
        ({}, "item 2 has no alternatives"),
        ({"alternatives": {}}, 'item 2 has no list of "alternatives"'),
        ({"alternatives": [{"content": 5}]}, "item 2, alternative 1 has no content text"),
        (spoken("a", 1) | {"start_time": "soon"}, "item 2: start_time is no time"),
        (spoken("a", 1) | {"end_time": []}, "item 2: end_time is no time"),
        (spoken("a", 1, speaker_label={}), "item 2: speaker_label is no name"),
    ],
)
def test_what_is_of_a_wrong_shape_is_named(bad: object, reason: str) -> None:
    assert reason in wrong(FORMAT, items(spoken("So", 1), bad))


@MORE_EXAMPLES
@given(like(SAMPLE) | like(SAMPLE["results"]["items"]))
def test_anything_in_its_shape_is_read_or_refused(document: object) -> None:
    check(FORMAT, document)
