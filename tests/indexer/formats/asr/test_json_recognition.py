import contextlib
import json
from pathlib import Path
from typing import Any

import pytest

from index import TranscriptError
from indexer.formats.asr import (
    aws_transcribe,
    deepgram,
    machine_json,
    whisper_cpp,
)
from indexer.formats.format import Format
from tests.indexer.formats.asr import test_aws_transcribe, test_deepgram, test_whisper_cpp
from tests.indexer.formats.asr.machine_json import (
    test_assemblyai,
    test_rev_json,
    test_speaker_map_json,
    test_whisper_json,
)
from tests.indexer.work import assert_work_grows_with_the_length

FORMATS = (
    whisper_cpp.FORMAT,
    deepgram.FORMAT,
    aws_transcribe.FORMAT,
    machine_json.FORMAT,
)
SAMPLES = [
    (machine_json.FORMAT, {"segments": [{"startTime": 1, "body": "So"}]}),
    (machine_json.FORMAT, test_rev_json.SAMPLE),
    (machine_json.FORMAT, test_speaker_map_json.SAMPLE),
    (machine_json.FORMAT, test_whisper_json.SAMPLE),
    (whisper_cpp.FORMAT, test_whisper_cpp.SAMPLE),
    (deepgram.FORMAT, test_deepgram.SAMPLE),
    (deepgram.FORMAT, test_deepgram.WORDS),
    (machine_json.FORMAT, test_assemblyai.SAMPLE),
    (aws_transcribe.FORMAT, test_aws_transcribe.SAMPLE),
    (aws_transcribe.FORMAT, test_aws_transcribe.SAMPLE["results"]["items"]),
]


@pytest.mark.parametrize("layout", [{}, {"indent": 2}, {"sort_keys": True}, {"separators": ",:"}])
@pytest.mark.parametrize(("format_", "sample"), SAMPLES)
def test_each_is_recognised_by_its_own_format_first(
    format_: Format, sample: object, layout: dict[str, Any]
) -> None:
    text = json.dumps(sample, **layout)

    first, *others = [found.name for found in FORMATS if found.recognise(text)]

    assert first == format_.name
    assert set(others) <= {"JSON"}


@pytest.mark.parametrize(
    "text",
    [
        '"segments"',
        "",
        "WEBVTT",
        "[0:01] So",
        "[Music]",
        "{1}{20}So",
        "[[Ann]] said",
        '["So" she said',
    ],
)
def test_what_is_no_json_is_recognised_by_none(text: str) -> None:
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
        ("", " "),
        ("", "1"),
    ],
    ids=["lists", "objects", "quotes", "escapes", "never closed", "spaces", "digits"],
)
def test_a_million_odd_characters_are_read_or_refused(head: str, unit: str) -> None:
    def text(size: int) -> str:
        return head + unit * (size // len(unit))

    assert_work_grows_with_the_length(read_or_refuse, text)
    read_or_refuse(text(1_000_000))
