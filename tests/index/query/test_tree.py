import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.parser import parse
from index.query.printing import as_values, one_line
from index.query.tree import (
    FieldFilter,
    Fuzzy,
    Near,
    Not,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Word,
    atoms,
    required,
)

EVERYTHING = """wsgi "some web"~2 a NEAR/3 b wsg* fl*sk guido~1 (flask OR "c d")^2.5
    -speaker:"armin r" date:[2015-05 TO *]"""


@pytest.mark.parametrize(
    ("q", "line"),
    [
        ("wsgi", "Word(wsgi)"),
        ("?", "MatchNone()"),
        ('"some web"', "Phrase(some web)"),
        ("node.js", "AutoPhrase(node js)"),
        ("don't", 'Word("don\'t")'),
        ("date:[* TO 2015-05]", "DateRange(* to 2015-05-31)"),
        (
            EVERYTHING,
            "And(Window(Word(wsgi), Phrase(some web, slop=2), Near(a b, window=5), Prefix(wsg),"
            " Wildcard(fl*sk), Fuzzy(guido, edits=1), Boost(Or(Word(flask), Phrase(c d)), 2.5),"
            " window=64), Not(FieldFilter(speaker, armin r)), DateRange(2015-05-01 to *))",
        ),
    ],
)
def test_a_tree_is_shown_on_one_line(q: str, line: str) -> None:
    assert one_line(parse(q)) == line


def test_a_value_cannot_pass_for_a_part_of_the_tree_nor_move_the_cursor() -> None:
    assert one_line(FieldFilter("title", "a), Word(b")) == "FieldFilter(title, 'a), Word(b')"
    assert (
        one_line(FieldFilter("title", "\x1b[2J\u202e")) == "FieldFilter(title, '\\x1b[2J\\u202e')"
    )


def test_a_tree_is_nested_values_for_programs() -> None:
    assert as_values(parse(EVERYTHING)) == {
        "type": "and",
        "children": [
            {
                "type": "window",
                "children": [
                    {"type": "word", "term": "wsgi"},
                    {"type": "phrase", "terms": ["some", "web"], "slop": 2},
                    {"type": "near", "terms": ["a", "b"], "window": 5},
                    {"type": "prefix", "start": "wsg"},
                    {"type": "wildcard", "pattern": "fl*sk"},
                    {"type": "fuzzy", "term": "guido", "edits": 1},
                    {
                        "type": "boost",
                        "child": {
                            "type": "or",
                            "children": [
                                {"type": "word", "term": "flask"},
                                {"type": "phrase", "terms": ["c", "d"], "slop": 0},
                            ],
                        },
                        "factor": 2.5,
                    },
                ],
                "window": 64,
            },
            {
                "type": "not",
                "child": {"type": "field_filter", "name": "speaker", "value": "armin r"},
            },
            {"type": "date_range", "first": "2015-05-01", "last": None},
        ],
    }


@given(st.text(st.characters()) | st.text('ab"()*?~^1- OR'))
def test_the_tree_of_any_text_can_be_shown(q: str) -> None:
    tree = parse(q)

    assert one_line(tree).isprintable()
    shown = json.loads(json.dumps(as_values(tree)))["type"]
    assert shown.replace("_", "") == type(tree).__name__.lower()


def test_the_leaves_are_the_words_a_hit_can_show() -> None:
    tree = parse('a (b* OR "c c")^2 -d speaker:e f?g h~1 i NEAR j date:2015')

    assert list(atoms(tree)) == [
        Word("a"),
        Prefix("b"),
        Phrase(("c", "c")),
        Wildcard("f?g"),
        Fuzzy("h", 1),
        Near(("i", "j"), 12),
    ]


@pytest.mark.parametrize(
    ("q", "parts", "filters"),
    [
        ("wsgi", [Word("wsgi")], []),
        (
            'wsgi "some web" -um speaker:ann',
            [Word("wsgi"), Phrase(("some", "web"))],
            [Not(Word("um")), FieldFilter("speaker", "ann")],
        ),
        ("(wsgi OR web)", [parse("wsgi OR web")], []),
        ("title:flask", [], [FieldFilter("title", "flask")]),
    ],
)
def test_the_parts_that_must_hold_are_apart_from_the_filters(
    q: str, parts: list[Query], filters: list[Query]
) -> None:
    assert required(parse(q)) == (parts, filters)
