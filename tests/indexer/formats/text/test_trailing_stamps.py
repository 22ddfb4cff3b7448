import pytest

from tests.indexer.reading import read, said_by, starts

NAMES = ("Ann Lee", "Bob Ray") * 3
SAID = ("It is so new.", "Is it?", "We tie it, as I said.", "Good!", "And so we pull it.", "Yes.")
TIMES = (0, 2, 3, 6, 8, 11)


@pytest.mark.parametrize("stamp", ["[0:{:02}]", "0:{:02}", "(00:00:{:02})"])
@pytest.mark.parametrize("turn", ["{}: {}\n{}\n\n", "{}\n{}\n{}\n\n", "{}: {}\n{}\n"])
def test_a_stamp_on_a_line_right_below_the_talk_is_of_that_talk(turn: str, stamp: str) -> None:
    turns = zip(NAMES, SAID, map(stamp.format, TIMES), strict=True)

    found = read("talk.txt", "".join(turn.format(*one) for one in turns))

    assert said_by(found.cues) == list(zip(NAMES, SAID, strict=True))
    assert starts(found.cues) == list(TIMES)


def test_a_stamp_below_a_name_is_of_what_follows() -> None:
    turns = zip(NAMES, TIMES, SAID, strict=True)

    found = read(
        "talk.txt", "".join(f"{who}\n0:{time:02}\n\n{said}\n\n" for who, time, said in turns)
    )

    assert said_by(found.cues) == list(zip(NAMES, SAID, strict=True))
    assert starts(found.cues) == list(TIMES)


@pytest.mark.parametrize("end", ["", "\n0:15"])
def test_stamps_above_the_talk_stay_there_though_the_file_is_cut(end: str) -> None:
    text = "\n".join(f"0:{time:02}\n{said}" for time, said in zip(TIMES, SAID, strict=True)) + end

    assert starts(read("talk.txt", text).cues) == list(TIMES)


@pytest.mark.parametrize(
    ("written", "start"),
    [("1:05 PM", 13 * 3600 + 300), ("12:05 am", 300), ("9:05:02 a.m.", 9 * 3600 + 302)],
)
def test_times_of_day_are_counted_from_the_first(written: str, start: int) -> None:
    turns = [
        f"Ann Lee  {written}\nIt is new.",
        f"Bob Ray  {written}\nIs it?",
        f"Ann Lee  {written}\nYes.",
    ]

    found = read("talk.txt", "\n\n".join(turns))

    assert [who for who, _ in said_by(found.cues)] == ["Ann Lee", "Bob Ray", "Ann Lee"]
    assert set(starts(found.cues)) == {0.0 if start > 6 * 3600 else float(start)}
