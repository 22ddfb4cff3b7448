import pytest

from tests.indexer.reading import read, said_by

NAMES = ("Ann Lee", "Bob Ray") * 3
SAID = ("It is so new.", "Is it?", "We tie it, as I said.", "Good!", "And so we pull it.", "Yes.")
TURNS = [f"{name}: {said}" for name, said in zip(NAMES, SAID, strict=True)]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "end",
    [
        "Summary\n\nAnn Lee ties a rope.",
        "About the host\nAnn Lee has a boat.",
        "## Key takeaways\n\n- Ropes hold.\n- Knots do too.",
        "*** END ***",
    ],
)
def test_what_a_title_sets_apart_below_the_last_turn_is_nobodys(end: str, between: str) -> None:
    found = read("talk.md", f"{between.join(TURNS)}\n\n{end}")

    cues = said_by(found.cues)
    assert cues[: len(TURNS)] == list(zip(NAMES, SAID, strict=True))
    assert {who for who, _ in cues[len(TURNS) :]} == {None}
    assert len(found.doubts) == 1


def test_a_sentence_below_the_last_turn_goes_on_with_a_doubt() -> None:
    found = read("talk.md", "\n\n".join([*TURNS, "Subscribe to the show."]))

    assert said_by(found.cues)[-1] == ("Bob Ray", "Subscribe to the show.")
    assert [(doubt.line, doubt.reason.partition(", ")[0]) for doubt in found.doubts] == [
        (13, "`Subscribe to the show.` has no label")
    ]


def test_where_turns_have_several_paragraphs_the_last_one_may_too() -> None:
    found = read("talk.md", "\n\n".join([*TURNS[:3], "And so on.", *TURNS[3:], "So it is"]))

    assert said_by(found.cues)[-1] == ("Bob Ray", "So it is")


def test_numbers_between_dashes_that_count_pages_are_no_talk() -> None:
    pages = [turn + (f"\n\n- {at // 2 + 1} -" if at % 2 else "") for at, turn in enumerate(TURNS)]

    found = read("talk.txt", "\n\n".join(pages))

    assert said_by(found.cues) == list(zip(NAMES, SAID, strict=True))
    assert found.removed == {"lines about the file": 3}


def test_numbers_between_dashes_that_count_nothing_are_talk() -> None:
    found = read("talk.txt", "\n\n".join([*TURNS[:3], "- 7 -", *TURNS[3:], "- 3 -"]))

    assert [said for _, said in said_by(found.cues) if "7" in said or "3" in said]


@pytest.mark.parametrize(
    "text",
    [
        "The Rope\n========\n\n" + "\n\n".join(TURNS),
        "\n".join(f"<b>{name}:</b> {said}<br>" for name, said in zip(NAMES, SAID, strict=True)),
        "\n\n".join([TURNS[0], TURNS[1], f"[boom] {TURNS[2]}", *TURNS[3:]]),
    ],
)
def test_titles_and_marks_around_labels_are_no_part_of_them(text: str) -> None:
    cues = said_by(read("talk.md", text).cues)

    assert [who for who, _ in cues] == list(NAMES)
    assert [said.removeprefix("[boom] ").strip() for _, said in cues] == list(SAID)
