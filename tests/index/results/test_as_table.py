"""Tables of hits and episodes; the cells that a spreadsheet would run as formulas."""

import csv
import datetime

import pytest

from index import Group, Hit, Snippet, TableForm, episode_table, hit_table
from index.highlight.marker import Range
from tests.builders import episode, segment

OAK = episode(
    "e1",
    'Oak, | or "Elm"',
    number="13.1",
    show="Trees",
    date=datetime.date(2015, 5, 29),
    url="https://x.y/?e=1",
)


def hit(text: str = "an oak") -> Hit:
    said = segment(
        text,
        3,
        "Ann",
        start=80.0,
        anchors=[(0, 80.0), (3, 83.25)],
        speaker_source="inferred",
        speaker_probability=0.9,
    )
    return Hit("e1:3", OAK, (said,), (Range(3, 3),), Snippet(text), 1.0)


AROUND = hit()._replace(
    before=(segment("first", 2),), after=(segment("last", 4, "Bo", start=3700.0),)
)


def test_a_hit_and_its_context_are_rows_of_csv_that_say_which_they_are() -> None:
    header, *rows = csv.reader(hit_table([AROUND], "csv"))

    assert [dict(zip(header, row, strict=True)) for row in rows] == [
        {
            "kind": kind,
            "exact": "true" if kind == "hit" else "",
            "missing": "",
            "episode": "e1",
            "number": "13.1",
            "title": 'Oak, | or "Elm"',
            "date": "2015-05-29",
            "show": "Trees",
            "speaker": speaker,
            "speaker_source": source,
            "speaker_probability": probability,
            "time": time,
            "seconds": seconds,
            "text": text,
            "url": url,
        }
        for kind, speaker, source, probability, time, seconds, text, url in [
            ("before", "", "", "", "", "", "first", "https://x.y/?e=1"),
            ("hit", "Ann", "inferred", "0.9", "1:23", "83.25", "an oak", "https://x.y/?e=1&t=83"),
            ("after", "Bo", "", "", "1:01:40", "3700.0", "last", "https://x.y/?e=1&t=3700"),
        ]
    ]


def test_a_close_hit_says_that_it_is_and_which_words_it_lacks() -> None:
    close = hit()._replace(exact=False, missing=("elm", "ash"))

    header, row = csv.reader(hit_table([close], "csv"))

    assert row[header.index("exact")] == "false"
    assert row[header.index("missing")] == "elm, ash"


def test_tsv_has_tabs_between_cells_and_no_quotes() -> None:
    header, row = hit_table([hit()], "tsv")

    assert header.split("\t")[:3] == ["kind", "exact", "missing"]
    assert row.split("\t")[:6] == ["hit", "true", "", "e1", "13.1", 'Oak, | or "Elm"']


def test_a_cell_of_tsv_that_begins_with_a_quote_keeps_its_row() -> None:
    texts = ['"unclosed', '"=1+1" said he', "the end"]

    rows = list(csv.reader(hit_table(map(hit, texts), "tsv"), "excel-tab"))

    assert [row[rows[0].index("text")] for row in rows[1:]] == texts


def test_markdown_escapes_what_would_be_markup() -> None:
    _, line, row = hit_table([hit("an [oak](x) *is* a_b <i>")], "markdown")

    assert set(line) == set("|- ")
    assert line.count("|") == row.replace(r"\|", "").count("|")
    assert r"| Oak, \| or" in row
    assert r"| an \[oak\](x) \*is\* a\_b \<i\> | <https://x.y/?e=1&t=83> |" in row


def test_an_episode_is_a_row_with_its_numbers_of_hits() -> None:
    header, row = episode_table([Group(OAK, 2.5, 7, (), ("elm", "fir"), 2)], "csv")

    assert header == "episode,number,title,date,show,hits,close_hits,missing,url"
    assert row == ('e1,13.1,"Oak, | or ""Elm""",2015-05-29,Trees,7,2,"elm, fir",https://x.y/?e=1')


@pytest.mark.parametrize("form", ["csv", "tsv", "markdown"])
def test_a_table_of_nothing_is_its_header(form: TableForm) -> None:
    assert next(hit_table([], form)).count("speaker") >= 1
    assert len(list(hit_table([], form))) == (2 if form == "markdown" else 1)


def shown_as(text: str, form: TableForm) -> str:
    """Return the cell of a text."""
    *_, line = hit_table([hit(text)], form)
    return line.split("|")[-3].strip() if form == "markdown" else _cells(line, form)[-2]


def _cells(line: str, form: TableForm) -> list[str]:
    return next(csv.reader([line])) if form == "csv" else line.split("\t")


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ('=HYPERLINK("x";"y")', '\'=HYPERLINK("x";"y")'),
        ("+1+cmd", "'+1+cmd"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "' =1+1"),
        ("\r=1+1", "' =1+1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("a = b", "a = b"),
        ("two\r\nlines\tand a tab", "two  lines and a tab"),
        ("\x1b[2J", "�[2J"),
    ],
)
@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_cell_is_no_formula_no_control_and_no_second_line(
    text: str, harmless: str, form: TableForm
) -> None:
    assert shown_as(text, form) == harmless


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("=1+1", r"\=1+1"),
        ("+1", r"\+1"),
        ("-1", r"\-1"),
        ("@x", r"\@x"),
        ("\t=1", r"\=1"),
        ("two\nlines", "two lines"),
    ],
)
def test_a_cell_of_markdown_is_no_formula_and_no_second_line(text: str, harmless: str) -> None:
    assert shown_as(text, "markdown") == harmless


def test_no_name_of_a_speaker_or_show_is_a_formula() -> None:
    shown = hit()._replace(episode=episode("=e", "=t", number="=n", show="=s"))
    _, row = hit_table([shown], "csv")

    assert row.split(",")[3:8] == ["'=e", "'=n", "'=t", "", "'=s"]
