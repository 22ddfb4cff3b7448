import codecs
from pathlib import Path

import pytest

import indexer
from index import TranscriptError
from tests.indexer.reading import read, refused, starts, texts

TIMED = "00:00:01.000 --> 00:00:02.000\nHello.\n\n00:00:03.000 --> 00:00:04.000\nHi.\n"

CONTENTS = {
    "WebVTT": f"WEBVTT\n\n{TIMED}",
    "SRT": f"1\n{TIMED}".replace(".000", ",000"),
    "SRT without numbers": TIMED.replace(".000", ",000"),
    "JSON": ('{"segments": [{"body": "Hello.", "startTime": 1}, {"body": "Hi.", "startTime": 3}]}'),
    "caption text": "00:00:01 Hello.\n00:00:03 Hi.\n",
    "paragraph text": "0:01 Hello.\n\n0:03 Hi.\n",
}


@pytest.mark.parametrize(
    "name", ["talk.vtt", "talk.srt", "talk.json", "talk.txt", "talk.md", "talk"]
)
@pytest.mark.parametrize("kind", CONTENTS)
def test_the_content_decides_whatever_the_name(kind: str, name: str) -> None:
    transcript = read(name, CONTENTS[kind])

    assert transcript.format == kind.removesuffix(" without numbers")
    assert texts(transcript.cues) == ["Hello.", "Hi."]
    assert starts(transcript.cues) == [1.0, 3.0]


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("talk.vtt", TIMED, "WebVTT"),
        ("talk.VTT", "0:01 --> 0:02\nHello.\n\n0:03 --> 0:04\nHi.\n", "WebVTT"),
        ("talk.srt", TIMED, "SRT"),
        ("talk.srt", f"1\n{TIMED}", "SRT"),
    ],
)
def test_timings_without_a_head_are_what_the_name_says(name: str, text: str, kind: str) -> None:
    transcript = read(name, text)

    assert transcript.format == kind
    assert texts(transcript.cues) == ["Hello.", "Hi."]


def test_captions_a_paragraph_each_are_still_captions() -> None:
    assert read("talk.txt", "00:00:01 Hello.", "", "00:00:03 Hi.").format == "caption text"


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("Once upon a time.", ""),
        ("# Notes\n\nOnly prose here.", ""),
        ("<html></html>", "HTML, "),
        ("<svg><path/></svg>", "XML of <svg>, "),
    ],
)
def test_an_unknown_format_is_refused_with_its_container_and_where_the_known_ones_are_told(
    text: str, within: str
) -> None:
    reason = refused("talk.txt", text).reason

    assert reason == f"{within}in no transcript format that Overheard reads; see the README"


@pytest.mark.parametrize(
    "data",
    [b"", b" \r\n\t\n", codecs.BOM_UTF8, codecs.BOM_UTF8 + b"\n", "\ufeff \n".encode("utf-16-le")],
)
def test_a_file_of_nothing_is_an_empty_file(data: bytes) -> None:
    with pytest.raises(TranscriptError, match="empty file"):
        indexer.read(Path("talk.txt"), data)


@pytest.mark.parametrize(
    "data", [b"ID3\x04\x00\x00\xff\xfb", b"WEBVTT\0", b"\x89PNG\r\n\x1a\n\x00", b"\0" * 5000]
)
def test_a_binary_file_is_called_one(data: bytes) -> None:
    with pytest.raises(TranscriptError, match="binary file"):
        indexer.read(Path("talk.vtt"), data)


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["unmarked", "marked"])
def test_what_is_not_utf_8_is_refused_with_its_line_its_byte_and_the_way_out(mark: bytes) -> None:
    data = mark + b"0:01 Hello.\n\n0:03 Caf\xe9 ol\xe9.\n"

    with pytest.raises(TranscriptError) as caught:
        indexer.read(Path("talk.txt"), data)

    assert str(caught.value) == (
        "talk.txt:3: not UTF-8 (byte 0xe9), and another encoding cannot be told for sure; "
        "open it in an editor that shows its words right and save it as UTF-8"
    )


@pytest.mark.parametrize(
    "data",
    [
        "0:01 Café.\n\n0:03 Hi.\n".encode(),
        "0:01 Café.\n\n0:03 Hi.\n".encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + "0:01 Café.\n\n0:03 Hi.\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "0:01 Café.\n\n0:03 Hi.\n".encode("utf-16-be"),
        "0:01 Café.\r\n\r\n0:03 Hi.\r\n".encode(),
        "0:01 Café.\r\r0:03 Hi.\r".encode(),
        "0:01 Café.\r\n\n0:03 Hi.".encode(),
    ],
    ids=["utf-8", "marked utf-8", "utf-16 le", "utf-16 be", "crlf", "cr", "mixed"],
)
def test_encodings_and_line_ends_make_no_difference(data: bytes) -> None:
    transcript = indexer.read(Path("talk.txt"), data)

    assert texts(transcript.cues) == ["Café.", "Hi."]
    assert [cue.line for cue in transcript.cues] == [1, 3]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("talk.vtt", "WEBVTT\n\n0:09 --> 0:10\nHello.\n\n0:04 --> 0:06\nHi.", 6),
        ("talk.srt", "1\n0:00:09,0 --> 0:00:10,0\nHello.\n\n2\n00:04 --> 00:06\nHi.", 6),
        (
            "talk.json",
            '{"segments": [{"body": "Hello.", "startTime": 9},\n{"body": "Hi.", "startTime": 4}]}',
            0,
        ),
        ("talk.txt", "00:00:09 Hello.\n00:00:04 Hi.", 2),
        ("talk.txt", "0:09 Hello.\n\n0:04 Hi.", 3),
    ],
)
def test_a_stamp_that_runs_backwards_keeps_its_text_and_is_reported_with_its_line(
    name: str, text: str, line: int
) -> None:
    transcript = read(name, text)

    assert texts(transcript.cues) == ["Hello.", "Hi."]
    assert starts(transcript.cues) == [9.0, 9.0]
    (doubt,) = transcript.doubts
    assert doubt.line == line
    assert "backwards, from 9 s to 4 s" in doubt.reason


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("start\tend\ttext\n", "0\t1\ta\n"),
        ("", "00:00:01 a\n"),
        ("", "0:01 a\n\n \n"),
        ("", "Ann: a\nBob: b\n"),
        ("", "[00:01] a\n"),
    ],
)
def test_a_text_of_more_lines_than_any_recording_has_is_refused(head: str, line: str) -> None:
    with pytest.raises(TranscriptError, match="more than 400,000 lines"):
        indexer.read(Path("talk"), (head + line * 400_001).encode())


@pytest.mark.parametrize(
    ("head", "cue"),
    [
        ("WEBVTT\n\n", "0-->0\na\n"),
        ("0:00:01.0,0:00:02.0\na\n", "0:0.0,0:0.0\na\n"),
        ("<cite>Ann:</cite><time>0:01</time>", "<p>a"),
    ],
)
def test_a_file_of_more_cues_than_any_recording_has_is_refused(head: str, cue: str) -> None:
    with pytest.raises(TranscriptError, match="more than 1,000,000 cues"):
        indexer.read(Path("talk"), (head + cue * 1_000_001).encode())


def test_a_text_of_more_labels_than_any_recording_has_is_refused() -> None:
    said = "".join(f"Ann L{number}: a\n" for number in range(200_001))

    with pytest.raises(TranscriptError, match="more than 100,000 different labels"):
        indexer.read(Path("talk.txt"), said.encode())
