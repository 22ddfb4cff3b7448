"""Files that hold chapters and no talk."""

import json
from pathlib import Path

import pytest

from index import Chapter
from indexer.chapters import ChapterFile, read_chapter_file
from tests.indexer.reading import vtt

CHAPTERS = (Chapter(0.0, "Intro"), Chapter(60.0, "Oak"), Chapter(600.0, "Tar or epoxy"))
CUES = (
    "00:00.000 --> 01:00.000\nIntro\n\n"
    "01:00.000 --> 10:00.000\nOak\n\n"
    "10:00.000 --> 20:00.000\nTar or epoxy\n"
)
LISTED = [
    {"startTime": 0, "title": "Intro"},
    {"startTime": 60, "title": "Oak"},
    {"startTime": 600, "title": "Tar or epoxy"},
]


def found(name: str, text: str) -> ChapterFile | None:
    return read_chapter_file(Path(name), text.encode())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("12.vtt", f"WEBVTT\n\n{CUES}"),
        ("12.vtt", f"WEBVTT\nKind: chapters\nLanguage: en\n\n{CUES}"),
        ("12.srt", CUES.replace(".000", ",000")),
        ("12.chapters.txt", "00:00 Intro\n01:00 Oak\n10:00 Tar or epoxy\n"),
        ("12.json", json.dumps({"version": "1.2.0", "chapters": LISTED})),
    ],
    ids=["WebVTT", "WebVTT that says its kind", "SRT", "text", "JSON"],
)
def test_a_file_of_chapters_has_them_with_their_times(name: str, text: str) -> None:
    read = found(name, text)

    assert read is not None
    assert (read.chapters, read.unclear) == (CHAPTERS, None)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("12.vtt", vtt("It is oak.", "It is not.")),
        ("chapters.vtt", vtt("This week on Chapters we read a novel.", "It is long.")),
        ("12.json", json.dumps({"chapters": LISTED, "segments": [
            {"start": at, "end": at + 2, "text": "It is a callable."} for at in range(0, 20, 2)
        ]})),
        ("12.json", '{"chapters": 12}'),
        ("12.json", "{"),
        ("12.json", "[" * 100_000),
        ("12.vtt", "WEBVTT\n\n00:00.000 --> 00:09.000\nt.jpg#xywh=0,0,9,9\n"),
    ],
    ids=["talk", "talk of that name", "talk and chapters", "a number", "broken", "deep",
         "thumbnails"],
)  # fmt: skip
def test_another_file_is_none(name: str, text: str) -> None:
    assert found(name, text) is None


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("12.json", json.dumps({"chapters": LISTED[::-1]}), "Oak begins at 1:00, and Tar or epoxy "
         "before it at 10:00"),
        ("12.json", '{"chapters": [{"title": "Oak"}]}', "the start of Oak is no time"),
        ("12.chapters.vtt", "WEBVTT\n\n10:00.000 --> 20:00.000\nTar\n\n00:00.000 --> 10:00.000\n"
         "Oak\n\n30:00.000 --> 40:00.000\nEpoxy\n", ""),
    ],
)  # fmt: skip
def test_times_that_do_not_rise_are_no_chapters(name: str, text: str, reason: str) -> None:
    read = found(name, text)

    assert read is not None
    assert read.chapters == ()
    assert read.unclear
    assert reason in read.unclear


@pytest.mark.parametrize("name", ["talk.chapters.json", "talk.chapters.vtt"])
@pytest.mark.parametrize("data", [b"\0" * 99, b"\x80" * 99, b"\xff\xfe\0\0", b""])
def test_bytes_that_are_no_text_are_another_file(name: str, data: bytes) -> None:
    assert read_chapter_file(Path(name), data) is None
