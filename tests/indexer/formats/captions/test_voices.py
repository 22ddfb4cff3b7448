import pytest

from indexer.formats.captions import voices


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Hello.", [(None, "Hello.")]),
        ("<v Ann>Hello.", [("Ann", "Hello.")]),
        ("<v Ann>Ann: Hello.", [("Ann", "Hello.")]),
        ("<v Ann:>Hello.", [("Ann", "Hello.")]),
        ("<v Ann>One</v> two", [("Ann", "One"), (None, "two")]),
        ("<v Ann>One <v Ann>two", [("Ann", "One two")]),
        ("<video>", [(None, "<video>")]),
        ("", []),
    ],
)
def test_voice_spans_part_a_text(written: str, parts: list[tuple[str | None, str]]) -> None:
    assert voices.split(written) == parts


@pytest.mark.parametrize(
    ("captions", "names"),
    [
        ([["Ann: One"], ["Ann: two"]], {"Ann"}),
        ([["Well.", "ANN LEE: One"], [">> ANN LEE: two"]], {"ANN LEE"}),
        ([["Speaker 1: One"], ["Speaker 1:"]], {"Speaker 1"}),
        ([["Ann: One"], ["Bob: two"]], set()),
        ([["and so: One"], ["and so: two"]], set()),
        ([["At 10:30 we"], ["At 10:30 they"]], set()),
        ([["It is a very long thing: One"]] * 2, set()),
    ],
)
def test_names_stand_before_a_colon_twice(captions: list[list[str]], names: set[str]) -> None:
    assert voices.names(captions) == names


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (["One", "two"], [(False, "One two")]),
        (["- One.", "- Two."], [(True, "One."), (True, "Two.")]),
        (["One?", "- Two."], [(False, "One?"), (True, "Two.")]),
        (["One", "- two"], [(False, "One - two")]),
        (["One.", "Ann: Two.", "three"], [(False, "One."), (False, "Ann: Two. three")]),
        (["One.", "Eve: Two."], [(False, "One. Eve: Two.")]),
        (["One.", "&gt;&gt; Two."], [(False, "One."), (False, "&gt;&gt; Two.")]),
        (["-", "—"], [(False, "- —")]),
        ([" ", ""], []),
    ],
)
def test_lines_part_by_voice(lines: list[str], parts: list[tuple[bool, str]]) -> None:
    found = voices.by_line(lines, {"Ann"})

    assert [(part.new_turn, part.text) for part in found] == parts


def test_lines_without_number_are_one_part() -> None:
    (part,) = voices.by_line(["- One."] * 101)

    assert part.text.count("One.") == 101
