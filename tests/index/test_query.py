import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index import SearchRequest
from index.query import (
    And,
    Dates,
    Field,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Word,
    leaves,
    parse,
    query_of,
)

A, B, C = Word("a"), Word("b"), Word("c")
POUR = Phrase(("pour", "some", "web"))
DAY = datetime.date(2015, 5, 29)


def words(*terms: str) -> And:
    return And(tuple(Word(term) for term in terms))


@pytest.mark.parametrize(
    ("q", "tree"),
    [
        ("Flask", Word("flask")),
        ("wsgi flask", words("wsgi", "flask")),
        ("  wsgi\tflask\n", words("wsgi", "flask")),
        ("a b a", And((A, B))),
        ('"Pour some web"', POUR),
        ("“pour some web”", POUR),
        ("„pour some web“", POUR),
        ("«pour some web»", POUR),
        ('"flask"', Phrase(("flask",))),
        ('"a b"c', And((Phrase(("a", "b")), C))),
        ('a "" b', And((A, B))),
        ("WSG*", Prefix("wsg")),
        ("c++*", Prefix("c++")),
        ("a OR b", Or((A, B))),
        ("a OR b OR c", Or((A, B, C))),
        ("a b OR c", And((A, Or((B, C))))),
        ("a OR b c", And((Or((A, B)), C))),
        ("a AND b", And((A, B))),
        ("a AND b OR c", And((A, Or((B, C))))),
        ("a OR a", A),
        ("-a", Not(A)),
        ("NOT a", Not(A)),
        ("NOT NOT a", Not(Not(A))),
        ("a -b", And((A, Not(B)))),
        ("a NOT b", And((A, Not(B)))),
        ("a AND NOT b", And((A, Not(B)))),
        ("a OR -b", Or((A, Not(B)))),
        ("-(a OR b)", Not(Or((A, B)))),
        ('-"pour some web"', Not(POUR)),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("(a b) OR c", Or((And((A, B)), C))),
        ("((a))", A),
        ("(-a)", Not(A)),
        ("speaker:armin", Field("speaker", "armin")),
        ("episode:13.1", Field("episode", "13.1")),
        ('title:"Web apps"', Field("title", "Web apps")),
        ("speaker:“Armin Ronacher”", Field("speaker", "Armin Ronacher")),
        ("a -speaker:armin", And((A, Not(Field("speaker", "armin"))))),
        ("speaker:a OR speaker:b", Or((Field("speaker", "a"), Field("speaker", "b")))),
        ("a(b)", And((A, B))),
    ],
)
def test_a_query_string_means_this_tree(q: str, tree: Query) -> None:
    assert parse(q) == tree


@pytest.mark.parametrize(
    ("q", "tree"),
    [
        ("C++", Word("c++")),
        ("C#", Word("c#")),
        ("don’t", Word("don't")),
        ("__init__", Word("__init__")),
        ("--help", Word("help")),
        ("flask-", Word("flask")),
        ("wsgi?", Word("wsgi")),
        ("3.12", Phrase(("3", "12"))),
        ("node.js", Phrase(("node", "js"))),
        ("f-strings", Phrase(("f", "strings"))),
        ("https://x.y", Phrase(("https", "x", "y"))),
        ("a:b:c", Phrase(("a", "b", "c"))),
        ("colour:red", Phrase(("colour", "red"))),
        ("a - b", And((A, B))),
        ("a -- b", And((A, B))),
        ("a and b or not c", words("a", "and", "b", "or", "not", "c")),
    ],
)
def test_words_as_programmers_write_them_are_no_operators(q: str, tree: Query) -> None:
    assert parse(q) == tree


@pytest.mark.parametrize(
    ("q", "tree"),
    [
        ("OR", Word("or")),
        ("AND", Word("and")),
        ("NOT", Word("not")),
        ("a OR", words("a", "or")),
        ("OR a", words("or", "a")),
        ("a OR OR b", words("a", "or", "b")),
        ("a AND", words("a", "and")),
        ("AND a", words("and", "a")),
        ("a AND AND b", words("a", "and", "b")),
        ("a NOT", words("a", "not")),
        ('"pour some', words("pour", "some")),
        ('"a b" c"', words("a", "b", "c")),
        ("(a OR b", words("a", "or", "b")),
        ("a) b", words("a", "b")),
        ("a () b", words("a", "b")),
        ("speaker:", Word("speaker")),
        ("speaker: armin", words("speaker", "armin")),
        ('speaker:"" a', words("speaker", "a")),
        ("speaker:?", Word("speaker")),
        ("(" * 9000 + "a", A),
        ("(" * 51 + "a" + ")" * 51, A),
        ("NOT " * 51 + "a", words("not", "a")),
    ],
)
def test_what_does_not_parse_is_searched_literally(q: str, tree: Query) -> None:
    assert parse(q) == tree


@pytest.mark.parametrize("q", ["", " ", "?!", '""', "()", "*", "-", "--", "-!", "(" * 9000])
def test_a_query_without_words_means_nothing(q: str) -> None:
    assert parse(q) == Nothing()


PIECES = [*'ab"“()*-: \n', " OR ", " AND ", " NOT ", " speaker:", "title:"]
MARKS = st.lists(st.sampled_from(PIECES)).map("".join)


@given(st.text(st.characters()) | MARKS)
@example("\ud800")
@example("\0")
def test_every_text_has_a_meaning(q: str) -> None:
    assert isinstance(parse(q), Query)


@given(st.text(st.characters(), min_size=1, max_size=9) | MARKS.filter(bool))
def test_every_text_of_ten_thousand_characters_has_a_meaning(q: str) -> None:
    assert isinstance(parse((q * 10_000)[:10_000]), Query)


@given(st.lists(st.from_regex(r"[a-z]{1,5}", fullmatch=True), min_size=2, unique=True))
def test_plain_words_are_all_wanted(terms: list[str]) -> None:
    assert parse(" ".join(terms)) == words(*terms)


def test_the_leaves_are_the_words_a_hit_can_show() -> None:
    tree = parse('a (b* OR "c c") -d speaker:e')

    assert list(leaves(tree)) == [A, Prefix("b"), Phrase(("c", "c"))]


@pytest.mark.parametrize(
    ("request_", "tree"),
    [
        (SearchRequest(), Nothing()),
        (SearchRequest("a"), A),
        (SearchRequest("a", speaker="b"), And((A, Field("speaker", "b")))),
        (SearchRequest("a", episode="13"), And((A, Field("episode", "13")))),
        (SearchRequest(" ", episode="13"), Field("episode", "13")),
        (SearchRequest("?!", episode="13"), Nothing()),
        (SearchRequest("a", date_from=DAY), And((A, Dates(DAY, None)))),
        (SearchRequest("a", date_to=DAY), And((A, Dates(None, DAY)))),
        (
            SearchRequest("-a", speaker="b", date_from=DAY, date_to=DAY),
            And((Not(A), Field("speaker", "b"), Dates(DAY, DAY))),
        ),
    ],
)
def test_a_request_means_its_query_and_its_filters(request_: SearchRequest, tree: Query) -> None:
    assert query_of(request_) == tree
