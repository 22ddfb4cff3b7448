"""Stamps that stand without brackets beside labels, and times that were only said."""

import pytest

from tests.indexer.reading import read, refused, said_by, starts, texts
from tests.indexer.work import assert_work_grows_with_the_length

TALK = [
    (0, "Ann Lee", "The rope is new and long."),
    (5, "Bob Ray", "And the knot on it is old."),
    (9, "Ann Lee", "So we tie it once again."),
    (75, "Bob Ray", "That was a long and quiet hour."),
]


def clock(second: int) -> str:
    return f"{second // 60}:{second % 60:02}"


def turns(shape: str) -> list[str]:
    return [
        shape.format(
            name=name,
            said=said,
            at=clock(at),
            full=f"00:0{clock(at)}",
            letters=f"{at // 60}m {at % 60}s",
            padded=f"{at // 60:02}m{at % 60:02}s",
        )
        for at, name, said in TALK
    ]


@pytest.mark.parametrize(
    "shape",
    [
        "{name}: {at} {said}",
        "**{name}:** {at} {said}",
        "**{name}** {at} {said}",
        "{name}: {letters} {said}",
        "{name} @{at}: {said}",
        "{name} @ {at}: {said}",
        "{name}, {at}: {said}",
        "{name} {at}: {said}",
        "{name} - {at} - {said}",
        "{name} {at} {said}",
        "{name}: {said} {at}",
        "{name} {letters}\n{said}",
        "{name} {padded}\n{said}",
        "{name} @{at}\n{said}",
        "{name}, {at}\n{said}",
        "{at} - {name}: {said}",
        "{at} | {name}: {said}",
        "{full} | {name}: {said}",
        "{full} • {name}: {said}",
        "{at}: {name}: {said}",
        "**{at}** {name}: {said}",
        "**{at} {name}:** {said}",
        "[{at}]: {name}: {said}",
        "[{full}]: {name}: {said}",
    ],
)
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_a_label_and_a_bare_stamp_open_a_turn(shape: str, between: str) -> None:
    cues = read("talk.txt", between.join(turns(shape))).cues

    assert said_by(cues) == [(name, said) for _, name, said in TALK]
    assert starts(cues) == [at for at, *_ in TALK]


@pytest.mark.parametrize("label", ["'''{}:'''", "'''{}''':", "''{}:''"])
def test_the_bold_type_of_mediawiki_is_bold(label: str) -> None:
    lines = [f"{label.format(name)} {said}" for _, name, said in TALK]

    assert said_by(read("talk.txt", *lines).cues) == [(name, said) for _, name, said in TALK]


SAID = [
    "Note: 5:30 is the time when it rings.",
    "At 0:05 - nobody came to us.",
    "Ann: 3:30 in the morning we left.",
    "We met at 5:30",
    "He ran it in 4m 5s",
]


@pytest.mark.parametrize("said", SAID)
def test_a_time_that_was_said_stays_in_a_talk_without_stamps(said: str) -> None:
    lines = ["Ann: The rope is new.", "Bob: And the knot is old."] * 3

    found = " ".join(texts(read("talk.txt", *lines, f"Ann: {said}", *lines).cues))

    assert said.removeprefix("Ann: ") in found


@pytest.mark.parametrize(
    "lines",
    [
        ["Ann: Psalm 23:1 the Lord is my shepherd.", "Bob: Psalm 23:2 he makes me lie down."] * 2,
        ["Ann: We met at 5:30", "Bob: And I at 6:30", "Ann: We left at 7:30", "Bob: At 8:15"],
        ["Ann: 5:30 is late.", "Bob: 4:30 is early.", "Ann: 3:30 is night.", "Bob: 2:10 too."],
    ],
    ids=["faster than talk", "slower than talk", "falling"],
)
def test_times_that_do_not_run_as_talk_does_stay_in_the_talk(lines: list[str]) -> None:
    cues = read("talk.txt", *lines).cues

    assert said_by(cues) == [tuple(line.split(": ", 1)) for line in lines]
    assert starts(cues) == [None] * len(lines)


def test_a_list_of_times_without_names_that_come_again_is_no_talk() -> None:
    refused("talk.txt", "Doors: 5:30 in the hall.", "Show: 6:30 on stage.", "Bar: 7:30 till late.")


def test_rising_numbers_in_brackets_are_seconds_or_the_numbers_of_turns() -> None:
    said = ["Is it new, or is it old, Bob?", "It is new, I should say.", "Good, I like that."] * 2
    names = ["Ann", "Bob"] * 3
    turns = [
        f"{name}: {at} {text}" for at, (name, text) in enumerate(zip(names, said, strict=True))
    ]

    seconds = read("a.txt", *(f"[{at * 3}] {turn}" for at, turn in enumerate(turns))).cues
    numbered = read("a.txt", *(f"[{at}] {turn}" for at, turn in enumerate(turns, 1))).cues

    assert said_by(seconds) == said_by(numbered) == [tuple(turn.split(": ", 1)) for turn in turns]
    assert starts(seconds) == [0.0, 3.0, 6.0, 9.0, 12.0, 15.0]
    assert starts(numbered) == [None] * 6


@pytest.mark.parametrize("mark", ["a 0:0", "a @0:00 ", "Ann: 0:05 a\n", "**0:05", "b: a 0:05\n"])
def test_the_work_grows_with_the_length(mark: str) -> None:
    lines = "\n".join(turns("{name}: {at} {said}"))
    assert_work_grows_with_the_length(
        lambda text: read("talk.txt", f"{lines}\n{text}"),
        lambda size: mark * (size // len(mark)),
    )


def test_the_words_of_a_turn_may_be_wrapped_before_the_stamp_that_ends_it() -> None:
    lines = [
        *("Ann: The rope is new and", "it is long. 0:00", ""),
        *("Bob: And the knot is old and it is", "tied again. 0:04", ""),
        *("Ann: So we wait for the tar to", "boil, and it boils.", "0:08"),
    ]

    cues = read("talk.txt", *lines).cues

    assert said_by(cues) == [
        ("Ann", "The rope is new and it is long."),
        ("Bob", "And the knot is old and it is tied again."),
        ("Ann", "So we wait for the tar to boil, and it boils."),
    ]
    assert starts(cues) == [0, 4, 8]


@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_turns_without_labels_may_end_with_their_stamps(between: str) -> None:
    cues = read("talk.txt", between.join(turns("{said} {at}"))).cues

    assert texts(cues) == [said for *_, said in TALK]
    assert starts(cues) == [at for at, *_ in TALK]


def test_half_of_the_labels_may_have_a_stamp() -> None:
    stamped, bare = turns("{name}: {at} {said}"), turns("{name}: {said}")

    cues = read("talk.txt", *stamped, *bare).cues

    assert starts(cues) == [0, 5, 9, 75, *[None] * 4]
    assert said_by(cues) == [(name, said) for _, name, said in TALK] * 2


def test_a_voice_without_stamps_beside_one_with_stamps_every_few_turns_is_its_own() -> None:
    talk = [(["Ann Lee", "Bob Ray"][at % 2], f"The rope {at} is new and long.") for at in range(60)]
    lines = [
        f"{name}: {clock(at * 4) + ' ' if at % 10 == 0 else ''}{said}"
        for at, (name, said) in enumerate(talk)
    ]

    cues = read("talk.txt", *lines).cues

    assert said_by(cues) == talk
    assert [start for start in starts(cues) if start is not None] == [0, 40, 80, 120, 160, 200]
