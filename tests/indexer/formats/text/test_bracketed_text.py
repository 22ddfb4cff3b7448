import pytest
from hypothesis import given, settings

from indexer import Cue
from indexer.formats.text.bracketed_text import FORMAT
from tests.indexer.formats.text.text_reading import PIECES, check, cues, kind
from tests.indexer.reading import starts, texts
from tests.indexer.test_properties import MORE_EXAMPLES


@pytest.mark.parametrize(
    ("stamp", "start", "end"),
    [
        ("[0:38]", 38.0, None),
        ("[00:38]", 38.0, None),
        ("\\[00:38\\]", 38.0, None),
        ("**[00:38]**", 38.0, None),
        ("(00:38):", 38.0, None),
        ("[01:21,140]", 81.14, None),
        ("[00:01:21.14]", 81.14, None),
        ("[100:02]", 6002.0, None),
        ("[1:02:03]", 3723.0, None),
        ("[12.50 --> 14.76] ", 12.5, 14.76),
        ("[12.50s -> 14.76s]", 12.5, 14.76),
        ("[00:00:12.500 - 00:00:14.760]", 12.5, 14.76),
        ("[00:00:12.500 --> 00:00:14.760]  ", 12.5, 14.76),
        ("[Time 0:00:50]", 50.0, None),
        ("[00:38](https://a.org?t=38)", 38.0, None),
    ],
)
def test_a_line_has_a_stamp_in_brackets(stamp: str, start: float, end: float | None) -> None:
    assert cues(FORMAT, "[0:00] Hello.", f"{stamp} Hi.") == (
        Cue("Hello.", 0.0, line=1),
        Cue("Hi.", start, end, line=2),
    )


def test_hours_may_appear_half_way() -> None:
    assert starts(cues(FORMAT, "[59:58] One.", "[1:00:02] Two.")) == [3598.0, 3602.0]


def test_a_dash_after_the_stamp_is_a_change_of_voice() -> None:
    found = cues(
        FORMAT, "[00:01] - And we're live.", "", "[00:02] - All right.", "[00:06] Welcome."
    )

    assert [(cue.text, cue.new_turn) for cue in found] == [
        ("And we're live.", True),
        ("All right.", True),
        ("Welcome.", False),
    ]


def test_a_stamp_alone_is_where_the_next_words_are_and_slides_are_not_spoken() -> None:
    found = cues(
        FORMAT,
        "# A talk\n\n[Time 0:00:50]\n\nHi.  Thanks for\nme here.\n\n[Time 0:01:07]\n",
        "```\nA slide\n```\n\nBut I am here.\n\nYes.",
    )

    assert texts(found) == ["Hi.  Thanks for me here.", "But I am here.", "Yes."]
    assert starts(found) == [50.0, 67.0, None]
    assert [cue.line for cue in found] == [5, 14, 16]


def test_a_line_without_a_stamp_goes_on() -> None:
    assert texts(cues(FORMAT, "[0:01] One and", "two.", "[0:05] Three.")) == [
        "One and two.",
        "Three.",
    ]


@pytest.mark.parametrize(
    "text",
    ["0:01 Hello.\n0:02 Hi.", "[1] A note.\n[2] Another.", "WEBVTT\n\n[0:01] Hello.\n[0:02] Hi."],
    ids=["bare stamps", "footnotes", "captions"],
)
def test_other_numbers_before_a_line_are_another_format(text: str) -> None:
    assert kind(text) is None


@settings(MORE_EXAMPLES)
@given(PIECES)
def test_anything_is_parsed_in_order(text: str) -> None:
    check(FORMAT, text)
