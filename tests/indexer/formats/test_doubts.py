"""Doubts about turns that are nobody's: one for each label that is not sure, or a count."""

import json

import pytest

from indexer.cues import TranscriptDoubt
from indexer.formats.doubts import Nobodys, of_nobody
from tests.indexer.reading import read, vtt

TALK = ["Ann Lee: The rope is new.", "Bob Ray: The knot is old."] * 4
ADVICE = "; speakers.yaml can name turns by their times"


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ([], []),
        ([(7, "Fact", None)], [(7, "`Fact` may be a label or a sentence; its turn is nobody's")]),
        (
            [(7, "Fact", 65.5), (9, "Fact", 90.0)],
            [
                (
                    7,
                    "`Fact` may be a label or a sentence; "
                    f"its 2 turns, the first at 1:05, are nobody's{ADVICE}",
                )
            ],
        ),
        (
            [*((at, name, None) for at, name in enumerate("abcdee", 1))],
            [
                (5, "`e` may be a label or a sentence; its 2 turns are nobody's"),
                (1, "`a` may be a label or a sentence; its turn is nobody's"),
                (2, "`b` may be a label or a sentence; its turn is nobody's"),
                (3, "and 2 more like it, as `c`; their 2 turns are nobody's"),
            ],
        ),
    ],
    ids=["none", "one", "one that comes again", "many"],
)
def test_each_label_is_told_once_and_of_many_the_most_frequent(
    turns: list[tuple[int, str, float | None]], told: list[tuple[int, str]]
) -> None:
    assert of_nobody(Nobodys(*turn) for turn in turns) == tuple(
        TranscriptDoubt(*doubt) for doubt in told
    )


@pytest.mark.parametrize(
    ("name", "text", "line", "turn"),
    [
        ("talk.txt", "\n".join([*TALK, "Fun fact: tar floats."]), 9, "turn is nobody's"),
        ("talk.vtt", vtt(*TALK, "Fun fact: tar floats."), 27, f"turn at 0:08 is nobody's{ADVICE}"),
        (
            "talk.vtt",
            vtt(*[f"<b>{one.replace(':', '</b>', 1)}".replace("> ", ">\n", 1) for one in TALK])
            + "\n00:08.500 --> 00:09.000\n<b>Fun fact</b>\nTar floats.\n",
            35,
            f"turn at 0:08 is nobody's{ADVICE}",
        ),
        (
            "talk.json",
            json.dumps(
                [
                    {"start": at, "end": at + 1, "text": text}
                    for at, text in enumerate([*TALK, "Fun fact: tar floats."])
                ]
            ),
            0,
            f"turn at 0:08 is nobody's{ADVICE}",
        ),
    ],
    ids=["text", "captions", "bold type", "JSON, which has no lines"],
)
def test_a_turn_under_a_doubtful_label_is_reported(
    name: str, text: str, line: int, turn: str
) -> None:
    found = read(name, text)

    assert found.cues[-1].speaker is None
    assert [(doubt.line, doubt.reason) for doubt in found.doubts] == [
        (line, f"`Fun fact` may be a label or a sentence; its {turn}")
    ]


def test_a_heading_without_words_below_it_is_no_turn() -> None:
    names = ["# Steam and tar", "", *["## Ann Lee\nYes.\n", "## Bob Ray\nNo.\n"] * 3]

    assert read("talk.md", *names).doubts == ()
