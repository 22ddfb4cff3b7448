import pytest

from tests.indexer.reading import read, said_by, starts

SAID = ("The rope is new.", "Is it so long?", "We tie it.", "Good.")
NAMES = ("Ann Lee", "Bob Ray", "Ann Lee", "Bob Ray")


@pytest.mark.parametrize("number", ["00.0{at}", "0'0{at}\"", "{at}2", "#{at}"])
def test_numbers_that_nothing_explains_are_no_part_of_names(number: str) -> None:
    lines = [
        f"{number.format(at=at)} {name}: {said}"
        for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True))
    ]

    found = read("talk.txt", *lines)

    assert said_by(found.cues) == list(zip(NAMES, SAID, strict=True))
    assert found.format == "labelled text"
    assert [(doubt.line, "left the numbers out" in doubt.reason) for doubt in found.doubts] == [
        (1, True)
    ]


@pytest.mark.parametrize("name", ["50 Cent", "3 Sisters"])
def test_a_number_that_comes_again_is_part_of_the_name(name: str) -> None:
    lines = [f"{(name, 'Bob')[at % 2]}: {said}" for at, said in enumerate(SAID)]

    assert [who for who, _ in said_by(read("talk.txt", *lines).cues)] == [name, "Bob"] * 2


def test_numbers_of_lines_two_spaces_before_the_names_are_left_out() -> None:
    lines = [
        f"{at:4}  {name.upper()}: {said}"
        for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True))
    ]

    assert said_by(read("talk.txt", *lines).cues) == [
        (name.upper(), said) for name, said in zip(NAMES, SAID, strict=True)
    ]


def test_a_range_of_seconds_before_a_name_is_its_time() -> None:
    lines = [f"{at}.5 - {at}.9 {name}: {SAID[at]}" for at, name in enumerate(NAMES)]

    found = read("talk.txt", *lines)

    assert said_by(found.cues) == list(zip(NAMES, SAID, strict=True))
    assert starts(found.cues) == [0.5, 1.5, 2.5, 3.5]


def test_stamps_of_f4_stand_behind_what_is_said() -> None:
    lines = [f"{name}: {SAID[at]} #00:00:0{at * 2}-5#" for at, name in enumerate(NAMES)]

    found = read("talk.txt", *lines)

    assert said_by(found.cues) == list(zip(NAMES, SAID, strict=True))
    assert starts(found.cues) == [0.5, 2.5, 4.5, 6.5]


def test_a_space_of_no_width_at_the_ends_of_lines_is_left_out() -> None:
    lines = [f"\u200b{name}: {said}" for name, said in zip(NAMES, SAID, strict=True)]

    assert said_by(read("talk.txt", *lines).cues) == list(zip(NAMES, SAID, strict=True))
