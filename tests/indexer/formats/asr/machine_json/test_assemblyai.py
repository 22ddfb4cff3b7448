from typing import Any

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

WORDS = [
    {"text": "So,", "start": 240, "end": 500, "confidence": 0.9, "speaker": "A"},
    {"text": "hello.", "start": 640, "end": 900, "confidence": 0.9, "speaker": "A"},
]
SAMPLE: dict[str, Any] = {
    "id": "1",
    "language_code": "en_us",
    "audio_url": "https://example.org/talk.mp3",
    "status": "completed",
    "text": "So, hello.",
    "words": WORDS,
    "utterances": [
        {"speaker": "A", "start": 240, "end": 900, "text": "So, hello.", "words": WORDS}
    ],
}


def test_a_word_of_an_utterance_is_a_cue_with_its_speaker() -> None:
    assert parsed(FORMAT, SAMPLE) == Transcript(
        "JSON",
        (Cue("So,", 0.24, 0.5, "Speaker A", line=1), Cue("hello.", 0.64, 0.9, "Speaker A", line=1)),
        language="en-US",
        words=True,
    )


def test_without_utterances_the_words_are_read() -> None:
    transcript = parsed(FORMAT, SAMPLE | {"utterances": None})

    assert said(transcript) == [("Speaker A", "So,"), ("Speaker A", "hello.")]
    assert [cue.line for cue in transcript.cues] == [1, 2]


def test_an_utterance_without_words_is_a_cue() -> None:
    utterance = {"speaker": "Ann", "start": 1000, "end": 2000, "text": "So, hello."}
    transcript = parsed(FORMAT, {"utterances": [utterance]})

    assert transcript.cues == (Cue("So, hello.", 1.0, 2.0, "Ann", line=1),)
    assert not transcript.words


def test_an_utterance_of_a_speaker_without_a_label_is_a_turn() -> None:
    document = {
        "utterances": [{"text": "So it is", "words": [w | {"speaker": None}]} for w in WORDS]
    }

    assert [cue.new_turn for cue in parsed(FORMAT, document).cues] == [True, True]


def test_text_alone_is_read_without_times() -> None:
    assert timed(parsed(FORMAT, SAMPLE | {"utterances": None, "words": None})) == [
        ("So, hello.", None, None)
    ]


def test_a_failed_transcription_is_refused() -> None:
    failed = {"status": "error", "text": None, "words": None, "error": "no audio"}

    assert "a transcription that failed" in wrong(FORMAT, failed)


@MORE_EXAMPLES
@given(like(SAMPLE))
def test_anything_in_its_shape_is_read_or_refused(document: object) -> None:
    check(FORMAT, document)
