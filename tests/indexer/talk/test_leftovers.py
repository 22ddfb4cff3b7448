"""Shapes that no reader takes off are doubted, and prose is not."""

import pytest

from indexer import Cue
from indexer.talk import leftovers
from tests.indexer.reading import read

SAID = ["The rope is new.", "Is it? Good.", "So we tie it, today.", "And it holds: 5 of 5."] * 3
NAMES = ["Ann Lee", "Bob Ray"] * 6


def doubts(shape: str) -> list[str]:
    """Return the doubts about turns in a shape, which has places for name, time, number, talk."""
    cues = [
        Cue(shape.format(name=name, time=f"0:{at:02}", at=at, said=said), None, line=at)
        for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True), 1)
    ]
    found = leftovers(cues)
    assert all(doubt.line == 1 for doubt in found)
    return [doubt.reason for doubt in found]


@pytest.mark.parametrize(
    ("shape", "shown"),
    [
        ("{name} {time}: {said}", "begin like `Ann Lee 0:01:`"),
        ("At {time} {name} {said}", "begin like `At 0:01`"),
        ("{at},{name},{said}", "begin like `1`"),
        (":{name}: {said}", "begin like `:Ann Lee:`"),
        ("{name}:: {said}", "begin like `Ann Lee::`"),
        ("** {name} {said}", "begin like `**`"),
        (r"\speak{{{name}}} {said}", r"begin like `\speak{Ann Lee}`"),
        ("<{time}> {said}", "begin like `<0:01>`"),
        ("{name}> {said}", "begin like `Ann Lee>`"),
        ("{said} [SPEAKER_TURN]", "end like `[SPEAKER_TURN]`"),
        ("{said} ^b{at}", "end like `^b1`"),
        ("{said} #{time}#", "end like `#0:01#`"),
        ("{name} {said}", "begin with a name, as `Ann`, `Bob`"),
        ("{name}. {said}", "begin with a name, as `Ann`, `Bob`"),
        ("«{name}» {said}", "begin with a name, as `Ann`, `Bob`"),
        ("- {name} -- {said}", "begin with a name, as `Ann`, `Bob`"),
    ],
)
def test_a_shape_in_most_lines_is_doubted_by_its_first_line(shape: str, shown: str) -> None:
    (reason,) = doubts(shape)

    assert reason.startswith(f"12 of 12 lines {shown}")


@pytest.mark.parametrize(
    "shape",
    [
        *("{said}", "- {said}", "“{said}”", "¿{said}?", "So {said}", "{said} {name}", "({said})"),
        "At last, {said}",
    ],
)
def test_prose_is_not_doubted(shape: str) -> None:
    assert doubts(shape) == []


def test_a_shape_of_few_lines_is_not_doubted() -> None:
    cues = [Cue(said, None) for said in SAID]
    for at in range(3):
        cues[at] = Cue(f"[x] {SAID[at]}", None)

    assert leftovers(cues) == []


def test_a_doubt_is_told_with_the_transcript() -> None:
    talk = zip(NAMES, SAID, strict=True)
    rows = [f"{name} := {said} We spoke of it for all of a day." for name, said in talk]

    (doubt,) = read("talk.txt", "\n\n".join(rows)).doubts

    assert (doubt.line, doubt.reason) == (
        1,
        "12 of 12 lines begin like `Ann Lee :=`, which is not understood; it is read as words",
    )


@pytest.mark.parametrize("line", ["THE THREE THINGS", "Contents\n1. Rope\n2. Knot"])
def test_what_has_no_label_among_turns_that_have_one_is_doubted(line: str) -> None:
    talk = zip(NAMES, SAID, strict=True)
    turns = [f"[00:{at:02}] {name}: {said}" for at, (name, said) in enumerate(talk)]
    turns.insert(6, line)

    (doubt,) = read("talk.txt", "\n\n".join(turns)).doubts

    first = line.partition("\n")[0]
    assert (doubt.line, doubt.reason) == (
        13,
        f"`{first}` has no label, as all other turns have; it is read as talk",
    )


def test_a_word_in_brackets_among_labelled_turns_may_be_another_label() -> None:
    talk = zip(NAMES, SAID, strict=True)
    turns = [f"[00:{at:02}] {name}: {said}" for at, (name, said) in enumerate(talk)]
    turns.insert(6, "[Break]")

    (doubt,) = read("talk.txt", "\n\n".join(turns)).doubts

    assert doubt.line == 13
    assert doubt.reason.startswith("`Break` may be a label or a sentence; its turn is nobody's")


def test_paragraphs_without_labels_are_not_doubted_where_turns_have_several() -> None:
    turns = [f"{name}: {said}\n\n{said}" for name, said in zip(NAMES, SAID, strict=True)]

    assert read("talk.txt", "\n\n".join(turns)).doubts == ()
