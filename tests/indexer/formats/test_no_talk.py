import pytest

from tests.indexer.reading import read, refused

CHAPTERS = "a list of chapters, no talk"


def vtt(*cues: tuple[int, int, str]) -> str:
    return "WEBVTT\n\n" + "\n".join(
        f"{start // 60:02}:{start % 60:02}.000 --> {end // 60:02}:{end % 60:02}.000\n{text}\n"
        for start, end, text in cues
    )


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("talk.vtt", vtt((0, 60, "Intro"), (60, 600, "Kettle and steam")), CHAPTERS),
        ("talk.vtt", vtt((0, 60, "Intro"), (60, 90, "Why tar?"), (90, 600, "Oak")), CHAPTERS),
        ("talk.chapters.vtt", vtt((0, 60, "Intro")), CHAPTERS),
        ("talk.txt", "00:00 Intro\n00:10 Kettle\n05:00 Tar\n12:30 Epoxy or tar\n", CHAPTERS),
        (
            "talk.html",
            "<h1>Ep</h1><p>We talk about:</p><li>00:00 Intro<li>05:10 Oak<li>12:30 Tar or epoxy",
            CHAPTERS,
        ),
        ("talk.srt", vtt((0, 60, "Intro"), (60, 600, "Kettle and steam"))[8:], CHAPTERS),
        (
            "talk.vtt",
            vtt((0, 9, "t.jpg#xywh=0,0,9,9"), (9, 18, "t.jpg#xywh=9,0,9,9")),
            "thumbnails",
        ),
        ("talk.vtt", vtt((0, 9, "img/0001.webp"), (9, 18, "img/0002.webp")), "thumbnails"),
        ("talk.vtt", vtt((0, 9, '{"ad": 1}'), (9, 18, '{"ad": 2}')), "a track of metadata"),
    ],
)
def test_marks_for_players_are_no_talk(name: str, text: str, reason: str) -> None:
    assert refused(name, text).reason.startswith(reason)


@pytest.mark.parametrize(
    "text",
    [
        vtt((0, 5, "It takes two things"), (5, 9, "and gives one back"), (9, 14, "every time")),
        vtt((0, 60, "Hello."), (60, 600, "Then we were quiet for ten minutes.")),
        vtt((0, 60, "<v Ann>Hello"), (60, 600, "<v Bob>Hi")),
        vtt((0, 9, "We have {a} and [b]"), (9, 18, "so it is")),
        vtt(*[(at, at + 1, "so") for at in range(9)], (4000, 4001, "yes")),
    ],
)
def test_talk_that_is_slow_or_odd_is_still_talk(text: str) -> None:
    assert read("talk.vtt" if text[0] == "W" else "talk.txt", text).cues
