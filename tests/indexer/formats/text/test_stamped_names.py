import pytest
from hypothesis import given, settings

from indexer.formats.text import stamped_names
from indexer.formats.text.stamped_names import FORMAT
from tests.indexer.formats.text.text_reading import PIECES, check
from tests.indexer.reading import read, said_by, starts
from tests.indexer.test_properties import MORE_EXAMPLES


def turn(head: str, *said: str) -> str:
    return "\n".join([head, *said])


@pytest.mark.parametrize(
    "head",
    [
        "0:00:04 Ann Lee",
        "[00:00:04] Ann Lee",
        "[00:00:04.000] - Ann Lee",
        "00:04 | Ann Lee",
        "00:00:04\nAnn Lee",
        "Ann Lee\n00:04",
        "00:00:04:12 - 00:00:09:20\nAnn Lee",
        "0:0:4.0 --> 0:0:9.50\nAnn Lee",
    ],
)
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_a_stamp_and_a_name_on_lines_of_their_own_open_a_turn(head: str, between: str) -> None:
    heads = [head, head.replace("Ann Lee", "Bob"), head]
    transcript = read("talk.txt", between.join(turn(one, "Yes, today.", "So.") for one in heads))

    assert transcript.format == "stamped names"
    assert said_by(transcript.cues) == [
        *[("Ann Lee", "Yes, today."), ("Ann Lee", "So.")],
        *[("Bob", "Yes, today."), ("Bob", "So.")],
        *[("Ann Lee", "Yes, today."), ("Ann Lee", "So.")],
    ]
    assert starts(transcript.cues)[0] == 4.0


HEADS = ["{time} - {name}", "[{time}] {name}", "{time}\n{name}", "{name}\n{time}", "{name}  {time}"]


@pytest.mark.parametrize(
    "said", ["5:30 is when I rise.", "10:45", "10:45 - 11:30", "5 minutes 30 seconds", "Really?"]
)
@pytest.mark.parametrize("head", HEADS)
def test_a_turn_may_be_a_time_or_open_with_one(head: str, said: str) -> None:
    turns = [("Ann", "Yes, today."), ("Bob", "So it is."), ("Ann", said), ("Bob", said)]
    turns += [("Ann", "Yes."), ("Bob", "No.")]
    written = [
        f"{head.format(time=f'0:0{at}', name=name)}\n{words}"
        for at, (name, words) in enumerate(turns)
    ]

    transcript = read("talk.txt", "\n\n".join(written))

    assert said_by(transcript.cues) == turns
    assert starts(transcript.cues) == [0, 1, 2, 3, 4, 5]


def test_a_cue_is_on_the_line_it_has_in_the_file() -> None:
    turns = (turn("0:04", name, "Yes.") for name in ("Ann", "Bob", "Ann"))

    assert [cue.line for cue in read("talk.txt", *turns).cues] == [3, 6, 9]


@pytest.mark.parametrize(
    "text",
    [
        "0:01\nHello\n0:02\nHello\n0:03\nHello",
        "0:01 Intro\nWe begin.\n0:02 Setup\nWe go on.\n0:03 Thanks\nWe end.",
        "0:01 Yes.\nNo.\n0:02 Yes.\nNo.\n0:03 Yes.\nNo.",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nAnn\nYes.\n\n00:02.000 --> 00:03.000\nAnn\nYes.",
    ],
    ids=["captions", "chapters", "sentences", "WebVTT"],
)
def test_without_names_that_come_again_it_is_another_format(text: str) -> None:
    assert not FORMAT.recognise(text)


@settings(MORE_EXAMPLES)
@given(PIECES)
def test_anything_is_parsed_in_order(text: str) -> None:
    check(stamped_names.FORMAT, text)
