import pytest

from tests.indexer.reading import read, refused, texts


@pytest.mark.parametrize(
    ("head", "said", "kind"),
    [
        ("Kind: chapters", ["Intro", "Tar"], "a WebVTT track of chapters, which holds no talk"),
        ("kind: metadata", ["some words"], "a WebVTT track of metadata, which holds no talk"),
        (
            "",
            ["thumbs.jpg#xywh=0,0,160,90", "thumbs.jpg#xywh=160,0,160,90"],
            "thumbnails of a video, no talk",
        ),
        ("", ["/img/a-1.webp", "/img/a-2.webp?x=1"], "thumbnails of a video, no talk"),
        ("", ["https://pic.example/sprite#xywh=0,0,1,1"], "thumbnails of a video, no talk"),
        ("", ['{"id": 1, "lat": 2.5}', '{"id": 2}'], "a track of metadata, no talk"),
        ("", ['[{"id": 1}]'], "a track of metadata, no talk"),
    ],
)
def test_a_track_without_talk_is_refused_by_its_kind(head: str, said: list[str], kind: str) -> None:
    cues = [f"00:{at:02}.000 --> 00:{at + 1:02}.000\n{text}\n" for at, text in enumerate(said)]

    error = refused("talk.vtt", "WEBVTT", *([head] if head else []), "", *cues)

    assert kind in error.reason


def test_short_titles_over_minutes_are_chapters() -> None:
    lines = ["WEBVTT", "", "00:00.000 --> 01:00.000", "Intro", "", "01:00.000 --> 10:00.000", "Tar"]

    assert "chapters" in refused("talk.vtt", *lines).reason


@pytest.mark.parametrize(
    "lines",
    [
        # Talk in long captions, few words in short ones, one long silence, one caption.
        ["00:00.000 --> 00:30.000", "word " * 40, "", "00:30.000 --> 01:00.000", "word " * 30],
        ["00:00.000 --> 00:02.000", "Yes.", "", "05:00.000 --> 05:03.000", "No."],
        ["00:00.000 --> 00:40.000", "La.", "", "00:40.000 --> 00:42.000", "Yes.", "",
         "00:42.000 --> 00:44.000", "No."],
        ["00:00.000 --> 09:00.000", "Hello there."],
        ["00:00.000 --> 00:03.000", "Open image.jpg now", "", "00:03.000 --> 00:05.000", "Done."],
    ],
)  # fmt: skip
def test_sparse_talk_is_talk(lines: list[str]) -> None:
    assert texts(read("talk.vtt", "WEBVTT", "", *lines).cues)
