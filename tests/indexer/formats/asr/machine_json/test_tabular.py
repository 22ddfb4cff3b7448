import json

import pytest

from tests.indexer.reading import read, refused, said_by, starts

TURNS = [
    (0.0, 2.5, "Ann Lee", "The rope is so new."),
    (2.5, 4.0, "Bob Ray", "Is it so long?"),
    (4.5, 6.0, "Ann Lee", "We tie it up."),
    (6.0, 8.5, "Bob Ray", "And then we pull it."),
]
SAID = [(who, text) for _, _, who, text in TURNS]


@pytest.mark.parametrize(
    "rows",
    [
        [[start, end, who, text] for start, end, who, text in TURNS],
        [[who, start, text] for start, _, who, text in TURNS],
        [[text, who, f"00:00:0{start}"] for start, _, who, text in TURNS],
        [[at, start, who, text] for at, (start, _, who, text) in enumerate(TURNS, 1)],
    ],
)
def test_rows_without_a_header_are_told_by_what_is_in_them(rows: list[list[object]]) -> None:
    for value in (rows, {"rows": rows}):
        found = read("talk.json", json.dumps(value))

        assert said_by(found.cues) == SAID
        assert starts(found.cues) == [start for start, *_ in TURNS]


@pytest.mark.parametrize(
    "rows",
    [
        [[start, who, text] for start, _, who, text in TURNS[:3]],  # too few
        [[9 - start, who, text] for start, _, who, text in TURNS],  # the times fall
        [[start, f"{who} {start}", text] for start, _, who, text in TURNS],  # no name comes again
        [[start, who, text, "so"] for start, _, who, text in TURNS],  # a third text
        [[start, who, "yes"] for start, _, who, _ in TURNS],  # no talk
        [[start, end, start, who, text] for start, end, who, text in TURNS],  # a third time
    ],
)
def test_rows_that_may_be_something_else_are_refused(rows: list[list[object]]) -> None:
    assert "JSON without a transcript" in refused("talk.json", json.dumps(rows)).reason


def test_texts_that_each_begin_with_a_label_are_dialogue() -> None:
    lines = [f"{who}: {text}" for who, text in SAID]

    assert said_by(read("talk.json", json.dumps({"title": "Ropes", "lines": lines})).cues) == SAID
    refused("talk.json", json.dumps([*lines, "A list of talk."]))
    refused("talk.json", json.dumps(["Name: Ann Lee is here.", "Age: It is forty years."]))


def test_a_field_or_a_column_that_may_name_the_speakers_is_doubted() -> None:
    objects = [{"start": start, "by": who, "text": text} for start, _, who, text in TURNS]
    rows = ["start,by,text", *(f"{start},{who},{text}" for start, _, who, text in TURNS)]

    (of_json,) = read("talk.json", json.dumps(objects)).doubts
    (of_csv,) = read("talk.csv", *rows).doubts

    assert of_json.reason == "`by` may name the speakers; it is not read"
    assert of_csv.reason.startswith("column 2 may name the speakers")


@pytest.mark.parametrize("kind", ["final", "Final", "Sentence End {}"])
def test_a_field_of_another_kind_is_no_doubt(kind: str) -> None:
    objects = [
        {"start": start, "kind_of": kind.format(start), "text": text} for start, _, _, text in TURNS
    ]

    assert read("talk.json", json.dumps(objects)).doubts == ()
