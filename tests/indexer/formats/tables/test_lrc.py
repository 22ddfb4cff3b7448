import pytest

from indexer.cues import Cue
from tests.indexer.reading import read
from tests.indexer.work import assert_work_grows_with_the_length


def said(*lines: str) -> list[tuple[str, float | None, float | None]]:
    transcript = read("talk.lrc", *lines)
    assert transcript.format == "LRC"
    return [(cue.text, cue.start, cue.end) for cue in transcript.cues]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["[00:02.50]Hello.", "[00:06.00]Yes."], [("Hello.", 2.5, None), ("Yes.", 6.0, None)]),
        (["[ti:Talk]", "[00:02.5] Hello."], [("Hello.", 2.5, None)]),
        (["[61:02.50]Hello."], [("Hello.", 3662.5, None)]),
        (["[01:01:02.50]Hello.", "[ar:x]"], [("Hello.", 3662.5, None)]),
        (
            ["[00:02.50]Hello.", "[00:04.00]", "[00:06.00]Yes."],
            [("Hello.", 2.5, 4.0), ("Yes.", 6.0, None)],
        ),
        (["[00:02.50]<00:02.60>It <00:02.90>is."], [("It is.", 2.5, None)]),
        (["[offset:+500]", "[00:02.50]Hello."], [("Hello.", 2.0, None)]),
        (["[offset:-500]", "[00:02.50]Hello."], [("Hello.", 3.0, None)]),
        (
            ["[00:01.00][00:05.00]La la.", "[00:03.00]Hm."],
            [("La la.", 1.0, None), ("Hm.", 3.0, None), ("La la.", 5.0, None)],
        ),
    ],
)
def test_a_line_is_said_at_its_stamps(
    lines: list[str], expected: list[tuple[str, float | None, float | None]]
) -> None:
    assert said(*lines) == expected


def test_a_name_may_stand_after_the_stamp_and_tags_are_no_talk() -> None:
    transcript = read(
        "talk.lrc",
        "[ar:Desk]",
        "[la:en]",
        "[00:01.00]Ann: Hello.",
        "[00:02.00]Bob: Hi.",
        "[00:03.00]Ann: Bye.",
        "[00:04.00]Bob: So.",
    )

    assert transcript.language == "en"
    assert transcript.cues[:2] == (
        Cue("Hello.", 1.0, None, "Ann", line=3),
        Cue("Hi.", 2.0, None, "Bob", line=4),
    )


@pytest.mark.parametrize("line", ["[00:02] Hello.", "[00:02.50] Ann: Hello."])
def test_other_stamps_in_brackets_are_left_to_the_text(line: str) -> None:
    assert read("talk.txt", *[line.replace("02", f"0{n}") for n in range(2, 9)]).format != "LRC"


@pytest.mark.parametrize("unit", ["[", "[00:01.00]", "[00:01.00]a\n", "[ti:", "<00:01.00>", "#"])
def test_the_work_grows_with_the_length(unit: str) -> None:
    assert_work_grows_with_the_length(
        lambda text: read("talk.lrc", text),
        lambda size: "[ti:x]\n[00:01.00]Hello.\n" + unit * (size // len(unit)),
    )
