"""A label in another shape than those of the file ends the voice before it, and names nobody."""

import pytest

from tests.indexer.reading import read, said_by

TURNS = [("Ann", "Ropes."), ("Bob", "Knots."), ("Ann", "Sails."), ("Bob", "Oars.")]
PLAIN = "{}: {}"
BOLD = "**{}:** {}"
STAMPED = "[0:0{at}] {}: {}"
ALONE = "{}:\n{}"
CAPITALS = "{}\n{}"


def read_with(
    shape: str, odd: str, turns: list[tuple[str, str]] = TURNS
) -> list[tuple[str | None, str]]:
    written = [shape.format(*turn, at=at + (at > 1)) for at, turn in enumerate(turns)]
    written.insert(2, odd)
    return said_by(read("talk.md", "\n\n".join(written)).cues)


@pytest.mark.parametrize(
    ("shape", "odd", "said"),
    [
        (PLAIN, "[Eve] Masts.", "[Eve] Masts."),
        (PLAIN, "(Eve) Masts.", "(Eve) Masts."),
        (PLAIN, "Eve - Masts.", "Eve - Masts."),
        (PLAIN, "Eve — Masts.", "Eve — Masts."),
        (PLAIN, "**Eve:** Masts.", "Eve: Masts."),
        (PLAIN, "### Eve\n\nMasts.", "Masts."),
        (BOLD, "Eve: Masts.", "Eve: Masts."),
        (BOLD, "[Eve] Masts.", "[Eve] Masts."),
        (BOLD, "### Eve\n\nMasts.", "Masts."),
        (STAMPED, "[0:02] (Eve) Masts.", "(Eve) Masts."),
        (STAMPED, "[0:02] Eve - Masts.", "Eve - Masts."),
        (STAMPED, "[0:02] Masts.", "Masts."),
        (STAMPED, "[0:02]All Masts we know.", "All Masts we know."),
        (ALONE, "both of them:\nMasts.", "both of them: Masts."),
    ],
)
def test_its_turn_is_nobodys(shape: str, odd: str, said: str) -> None:
    assert read_with(shape, odd) == [*TURNS[:2], (None, said), *TURNS[2:]]


def test_among_names_in_capitals_a_line_of_words_may_be_one() -> None:
    turns = [(f"{name} LEE".upper(), said) for name, said in TURNS]

    found = read_with(CAPITALS, "Voice from the boat\nMasts.", turns)

    assert found == [*turns[:2], (None, "Voice from the boat Masts."), *turns[2:]]


def test_the_report_names_it() -> None:
    written = [PLAIN.format(*turn) for turn in TURNS]
    written.insert(2, "[Eve] Masts.")

    (doubt,) = read("talk.txt", "\n".join(written)).doubts

    assert (doubt.line, doubt.reason) == (
        3,
        "`Eve` may be a label or a sentence; its turn is nobody's",
    )


def test_several_shapes_in_one_file_are_no_turns_without_a_label() -> None:
    others = ["[Eve] Masts.", "(Dee) Decks.", "Cy - Keels."]
    written = [line for at in range(3) for line in (PLAIN.format(*TURNS[at]), others[at])]

    found = said_by(read("talk.txt", "\n\n".join([*written, PLAIN.format(*TURNS[3])])).cues)

    assert found == [
        *(pair for at in range(3) for pair in (TURNS[at], (None, others[at]))),
        TURNS[3],
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Singletons - same story, as I said.",
        "And so - Masts.",
        "Masts are what I know.",
    ],
)
def test_a_paragraph_of_talk_goes_on(paragraph: str) -> None:
    assert read_with(PLAIN, paragraph)[2] == ("Bob", paragraph)


def test_headings_are_sections_where_there_are_several() -> None:
    found = read_with(BOLD, "## Masts\n\nThey break.\n\n## Decks\n\nThey rot.")

    assert found[1:4] == [("Bob", "Knots."), ("Bob", "They break."), ("Bob", "They rot.")]
