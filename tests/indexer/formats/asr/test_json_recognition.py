import contextlib
import json
from pathlib import Path
from typing import Any

import pytest

from index import TranscriptError
from indexer.formats.asr import (
    assemblyai,
    aws_transcribe,
    deepgram,
    podcast_json,
    rev_json,
    speaker_map_json,
    whisper_cpp,
    whisper_json,
    whisper_tsv,
)
from indexer.formats.format import Format
from tests.indexer.formats.asr import (
    test_assemblyai,
    test_aws_transcribe,
    test_deepgram,
    test_rev_json,
    test_speaker_map_json,
    test_whisper_cpp,
    test_whisper_json,
)
from tests.indexer.work import assert_work_grows_with_the_length

FORMATS = (
    podcast_json.FORMAT,
    rev_json.FORMAT,
    speaker_map_json.FORMAT,
    whisper_json.FORMAT,
    whisper_cpp.FORMAT,
    deepgram.FORMAT,
    assemblyai.FORMAT,
    aws_transcribe.FORMAT,
    whisper_tsv.FORMAT,
)
SAMPLES = [
    (podcast_json.FORMAT, {"segments": [{"startTime": 1, "body": "So"}]}),
    (rev_json.FORMAT, test_rev_json.SAMPLE),
    (speaker_map_json.FORMAT, test_speaker_map_json.SAMPLE),
    (whisper_json.FORMAT, test_whisper_json.SAMPLE),
    (whisper_cpp.FORMAT, test_whisper_cpp.SAMPLE),
    (deepgram.FORMAT, test_deepgram.SAMPLE),
    (deepgram.FORMAT, test_deepgram.WORDS),
    (assemblyai.FORMAT, test_assemblyai.SAMPLE),
    (aws_transcribe.FORMAT, test_aws_transcribe.SAMPLE),
    (aws_transcribe.FORMAT, test_aws_transcribe.SAMPLE["results"]["items"]),
]


@pytest.mark.parametrize("layout", [{}, {"indent": 2}, {"sort_keys": True}, {"separators": ",:"}])
@pytest.mark.parametrize(("format_", "sample"), SAMPLES)
def test_each_is_recognised_by_its_own_format_alone(
    format_: Format, sample: object, layout: dict[str, Any]
) -> None:
    text = json.dumps(sample, **layout)

    assert [found.name for found in FORMATS if found.recognise(text)] == [format_.name]


@pytest.mark.parametrize(
    "text",
    ["{}", "[]", '"segments"', '{"name": "overheard", "version": "1"}', "", "WEBVTT", "[0:01] So"],
)
def test_what_is_no_transcript_is_recognised_by_none(text: str) -> None:
    assert not any(format_.recognise(text) for format_ in FORMATS)


def read_or_refuse(text: str) -> None:
    for format_ in FORMATS:
        format_.recognise(text)
        with contextlib.suppress(TranscriptError):
            format_.parse(Path("talk.json"), text)


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("", "["),
        ("", '{"a":'),
        ("", '"'),
        ('{"text": "', "\\"),
        ('{"segments": [', '{"start": 1, "text": "a", "wdlist": []},'),
        ("start\tend\ttext\n", "1\t2\t\n"),
        ("", " "),
        ("", "1"),
    ],
    ids=["lists", "objects", "quotes", "escapes", "never closed", "rows", "spaces", "digits"],
)
def test_a_million_odd_characters_are_read_or_refused(head: str, unit: str) -> None:
    def text(size: int) -> str:
        return head + unit * (size // len(unit))

    assert_work_grows_with_the_length(read_or_refuse, text)
    read_or_refuse(text(1_000_000))
