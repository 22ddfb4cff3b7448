from typing import Any

import pytest
from hypothesis import given

from indexer import Cue, Transcript
from indexer.formats.asr.deepgram import FORMAT
from tests.indexer.formats.asr.json_reading import (
    MORE_EXAMPLES,
    check,
    like,
    parsed,
    said,
    timed,
    wrong,
)

WORDS: list[dict[str, Any]] = [
    {"word": "so", "start": 0.5, "end": 0.7, "punctuated_word": "So,", "speaker": 0},
    {"word": "hello", "start": 0.8, "end": 1.2, "punctuated_word": "hello.", "speaker": 0},
]
SENTENCES = [{"text": "So, hello.", "start": 0.5, "end": 1.2}]
PARAGRAPHS = {"paragraphs": [{"sentences": SENTENCES, "speaker": 1}]}
UTTERANCE: dict[str, Any] = {"start": 0.5, "end": 1.2, "transcript": "So, hello.", "speaker": 2}
ALTERNATIVE: dict[str, Any] = {
    "transcript": "So, hello.",
    "words": WORDS,
    "paragraphs": PARAGRAPHS,
}
SAMPLE: dict[str, Any] = {
    "metadata": {"models": ["1"], "model_info": {"1": {"name": "general"}}},
    "results": {
        "channels": [{"alternatives": [ALTERNATIVE], "detected_language": "en"}],
        "utterances": [UTTERANCE | {"words": WORDS}],
    },
}


def channels(*alternatives: object) -> dict[str, Any]:
    return {"results": {"channels": [{"alternatives": [a]} for a in alternatives]}}


def test_a_word_is_a_cue_as_it_is_punctuated() -> None:
    assert parsed(FORMAT, SAMPLE) == Transcript(
        "Deepgram JSON",
        (Cue("So,", 0.5, 0.7, "Speaker 0", line=1), Cue("hello.", 0.8, 1.2, "Speaker 0", line=2)),
        language="en",
        words=True,
    )


def test_a_bare_list_of_words_is_read() -> None:
    words = [{"word": "so", "punctuated_word": "so", "start": 0.5, "end": 0.7}]

    assert timed(parsed(FORMAT, words)) == [("so", 0.5, 0.7)]


@pytest.mark.parametrize(
    ("results", "speaker"),
    [
        ({"channels": [{"alternatives": [ALTERNATIVE | {"words": []}]}]}, "Speaker 1"),
        ({"channels": [], "utterances": [UTTERANCE]}, "Speaker 2"),
        ({"channels": [{"alternatives": [{"transcript": "So, hello."}]}]}, None),
    ],
    ids=["paragraphs", "utterances", "transcript"],
)
def test_without_words_the_text_is_read(results: object, speaker: str | None) -> None:
    transcript = parsed(FORMAT, {"results": results})

    assert said(transcript) == [(speaker, "So, hello.")]
    assert not transcript.words


def test_words_of_utterances_have_their_speaker() -> None:
    words = [{"word": "so", "start": 1, "end": 2}]

    assert said(parsed(FORMAT, {"results": {"utterances": [{"speaker": 3, "words": words}]}})) == [
        ("Speaker 3", "so")
    ]


def test_several_channels_are_several_speakers() -> None:
    document = channels(
        {"words": [{"word": "hi", "start": 1, "end": 2}, {"word": "good", "start": 8, "end": 9}]},
        {"words": [{"word": "hello", "start": 4, "end": 5}]},
    )

    assert said(parsed(FORMAT, document)) == [
        ("Channel 0", "hi"),
        ("Channel 1", "hello"),
        ("Channel 0", "good"),
    ]


def test_words_without_times_are_not_lost() -> None:
    document = channels({"words": [{"word": "so"}, {"word": "it"}]})

    assert timed(parsed(FORMAT, document)) == [("so", None, None), ("it", None, None)]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"results": []}, '"results" is not an object'),
        ({"results": {"channels": [5]}}, "channel 1 is not an object"),
        (channels(5), "channel 1, alternative 1 is not an object"),
        (channels({"words": [5]}), "alternative 1, word 1 is not an object"),
        (channels({"words": [{"word": 5}]}), "word 1 has no word text"),
        (channels({"words": [{"word": "a", "start": "x"}]}), "word 1: start is no time"),
        (channels({"transcript": 5, "words": WORDS}), "alternative 1 has no transcript text"),
        (channels({"paragraphs": []}), '"paragraphs" is not an object'),
        ([WORDS[0], 5], "word 2 is not an object"),
    ],
)
def test_what_is_of_a_wrong_shape_is_named(document: object, reason: str) -> None:
    assert reason in wrong(FORMAT, document)


@MORE_EXAMPLES
@given(like(SAMPLE) | like(WORDS))
def test_anything_in_its_shape_is_read_or_refused(document: object) -> None:
    check(FORMAT, document)
