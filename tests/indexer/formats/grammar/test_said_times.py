"""Times that somebody says, at the place of a stamp."""

import pytest

from tests.indexer.reading import read, said_by, starts

TALK = [
    *(("Ann", "What does it say on the dial?"), ("Bob", "It is hard to read.")),
    *(("Ann", "Try again, please."), ("Bob", "I have tried.")),
    *(("Ann", "And you?"), ("Bob", "I did as well.")),
]


@pytest.mark.parametrize("time", ["10:15", "10:15 - 11:30", "5 minutes 30 seconds"])
@pytest.mark.parametrize("turn", ["{}: {}\n\n", "**{}:** {}\n\n"])
def test_a_time_behind_one_label_is_said_where_labels_have_none(turn: str, time: str) -> None:
    talk = [*TALK, ("Ann", time)]

    found = read("talk.md", "".join(turn.format(*one) for one in talk))

    assert said_by(found.cues) == talk
    assert all(cue.start is None for cue in found.cues)


@pytest.mark.parametrize("time", ["10:15", "5 minutes 30 seconds"])
def test_a_time_that_is_a_whole_turn_is_said(time: str) -> None:
    talk = [*TALK, ("Bob", time), ("Ann", "Thanks.")]
    text = "".join(f"{name} Lee  0:{at:02}\n{said}\n\n" for at, (name, said) in enumerate(talk, 10))

    found = read("talk.txt", text)

    assert said_by(found.cues) == [(f"{name} Lee", said) for name, said in talk]


def test_a_time_below_a_label_is_a_stamp_where_talk_follows() -> None:
    text = "Ann Lee:\n0:05\nGood.\n\nBob Ray:\n0:09\nYes.\n\nAnn Lee:\n0:12\nWell."

    assert starts(read("talk.txt", text).cues) == [5, 9, 12]


def test_a_time_behind_the_label_of_a_caption_is_said() -> None:
    talk = [*TALK, ("Ann", "10:15")]
    text = "".join(
        f"{at}\n00:00:{at:02},000 --> 00:00:{at:02},900\n{name}: {said}\n\n"
        for at, (name, said) in enumerate(talk, 1)
    )

    assert said_by(read("talk.srt", text).cues)[-1] == ("Ann", "10:15")


@pytest.mark.parametrize("head", ["[0:09] Ann:", "[0:09] **Ann:**", "[0:09] Ann: So:"])
def test_a_time_before_that_of_the_line_is_read_out(head: str) -> None:
    lines = ["[0:03] Ann: One.", "[0:07] Bob: Two.", "[0:16] Bob: Three.", "[0:20] Ann: Four."]
    lines.insert(2, f"{head} [0:01] boot, [0:02] ready.")

    cues = read("talk.txt", *lines).cues

    assert [cue.start for cue in cues] == [3, 7, 9, 16, 20]
    assert cues[2].text.endswith("[0:01] boot, [0:02] ready.")
