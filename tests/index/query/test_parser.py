import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index import QueryError, SearchRequest, analysis
from index.query.parser import parse, parse_request, parsed
from index.query.tree import (
    And,
    AutoPhrase,
    Boost,
    DateRange,
    FieldFilter,
    Fuzzy,
    MatchNone,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Window,
    Word,
    atoms,
)
from index.ranking.parameters import WINDOW

A, B, C = Word("a"), Word("b"), Word("c")
POUR = Phrase(("pour", "some", "web"))
DAY = datetime.date(2015, 5, 29)


def together(*children: Query) -> Window:
    return Window(children, WINDOW)


def words(*terms: str) -> Window:
    return together(*map(Word, terms))


def dates(first: str | None, last: str | None) -> DateRange:
    return DateRange(*(datetime.date.fromisoformat(day) if day else None for day in (first, last)))


def spelled(atom: Word | Phrase) -> tuple[str, ...]:
    return (atom.term,) if isinstance(atom, Word) else atom.terms


@pytest.mark.parametrize(
    ("q", "tree"),
    [
        ("Flask", Word("flask")),
        ("wsgi flask", words("wsgi", "flask")),
        ("  wsgi\tflask\n", words("wsgi", "flask")),
        ("a b a", together(A, B)),
        ('"Pour some web"', POUR),
        ("“pour some web”", POUR),
        ("„pour some web“", POUR),
        ("«pour some web»", POUR),
        ('"flask"', Phrase(("flask",))),
        ('"a b"c', together(Phrase(("a", "b")), C)),
        ('a "" b', together(A, B)),
        ("WSG*", Prefix("wsg")),
        ("c++*", Prefix("c++")),
        ("a OR b", Or((A, B))),
        ("a OR b OR c", Or((A, B, C))),
        ("a b OR c", together(A, Or((B, C)))),
        ("a OR b c", together(Or((A, B)), C)),
        ("a AND b", together(A, B)),
        ("a AND b OR c", together(A, Or((B, C)))),
        ("a OR a", A),
        ("-a", Not(A)),
        ("NOT a", Not(A)),
        ("NOT NOT a", Not(Not(A))),
        ("a -b", And((A, Not(B)))),
        ("a NOT b", And((A, Not(B)))),
        ("a AND NOT b", And((A, Not(B)))),
        ("a OR -b", Or((A, Not(B)))),
        ("-(a OR b)", Not(Or((A, B)))),
        ("-(a b)", Not(And((A, B)))),
        ("-((a b) OR c)", Not(Or((And((A, B)), C)))),
        ('-"pour some web"', Not(POUR)),
        ("(a OR b) c", together(Or((A, B)), C)),
        ("(a b) OR c", Or((together(A, B), C))),
        ("((a))", A),
        ("(-a)", Not(A)),
        ("speaker:armin", FieldFilter("speaker", "armin")),
        ("Speaker:Armin", FieldFilter("speaker", "Armin")),
        ("Date:2015 a", And((dates("2015-01-01", "2015-12-31"), A))),
        ("episode:13.1", FieldFilter("episode", "13.1")),
        ('title:"Web apps"', FieldFilter("title", "Web apps")),
        ("speaker:“Armin Ronacher”", FieldFilter("speaker", "Armin Ronacher")),
        ("a -speaker:armin", And((A, Not(FieldFilter("speaker", "armin"))))),
        ("speaker:a OR speaker:b", Or((FieldFilter("speaker", "a"), FieldFilter("speaker", "b")))),
        ("show:python", FieldFilter("show", "python")),
        ("a(b)", together(A, B)),
        ("a -c b", And((together(A, B), Not(C)))),
        ("(a b) c", together(A, B, C)),
        ("🍞", Word("🍞")),
        ("a 🍞", A),
        ("🍞 a (b 🍞)", together(A, B)),
        ("🍞 🎉", together(Word("🍞"), Word("🎉"))),
        ("🍞 OR a", Or((Word("🍞"), A))),
        ('a "🍞"', together(A, Phrase(("🍞",)))),
        ("🍞 -a", And((Word("🍞"), Not(A)))),
        ("🍞 speaker:armin", And((Word("🍞"), FieldFilter("speaker", "armin")))),
        ("(a -c) b", And((together(A, B), Not(C)))),
        ("a (b OR -c)", And((A, Or((B, Not(C)))))),
        ("a (b OR (b c))", And((A, Or((B, together(B, C)))))),
        ("a b speaker:armin", And((together(A, B), FieldFilter("speaker", "armin")))),
    ],
)
def test_a_query_string_means_this_tree(q: str, tree: Query) -> None:
    assert parse(q) == tree


@pytest.mark.parametrize(
    ("q", "tree"),
    [
        ('"a b"~5', Phrase(("a", "b"), 5)),
        ("“a b”~0", Phrase(("a", "b"))),
        ('"a b c"~12', Phrase(("a", "b", "c"), 12)),
        ('"a"~5', Phrase(("a",))),
        ('-"a b"~5 c', And((Not(Phrase(("a", "b"), 5)), C))),
        ('("a b"~5)', Phrase(("a", "b"), 5)),
        ("a NEAR b", Near(("a", "b"), 12)),
        ("a NEAR/10 b", Near(("a", "b"), 12)),
        ("a NEAR/0 b", Near(("a", "b"), 2)),
        ("a NEAR/3 b NEAR/3 c", Near(("a", "b", "c"), 6)),
        ("a NEAR/3 b c", together(Near(("a", "b"), 5), C)),
        ("a NEAR/3 b OR c", Or((Near(("a", "b"), 5), C))),
        ("-(a NEAR b)", Not(Near(("a", "b"), 12))),
        ("a near b", words("a", "near", "b")),
    ],
)
def test_words_are_wanted_in_order_or_near_each_other(q: str, tree: Query) -> None:
    assert parse(q) == tree


@pytest.mark.parametrize(
    ("q", "tree"),
    [
        ("w?gi", Wildcard("w?gi")),
        ("FL*SK", Wildcard("fl*sk")),
        ("*ask", Wildcard("*ask")),
        ("?sgi", Wildcard("?sgi")),
        ("*las*", Wildcard("*las*")),
        ("w?gi*", Wildcard("w?gi*")),
        ("f***k", Wildcard("f*k")),
        ("wsg**", Prefix("wsg")),
        ("don’?", Word("don")),
        ("d*n’t", Wildcard("d*n't")),
        ("STRA*ß", Wildcard("stra*ss")),
        ("東*", Prefix("東")),
        ("ते*ते", Wildcard("ते*ते")),
        ("-fl*sk", Not(Wildcard("fl*sk"))),
    ],
)
def test_stars_and_question_marks_stand_for_letters(q: str, tree: Query) -> None:
    assert parse(q) == tree


@pytest.mark.parametrize(
    ("q", "tree"),
    [
        ("wsgi?", Word("wsgi")),
        ("what is wsgi?!", words("what", "is", "wsgi")),
        ("*.py", Word("py")),
        ("a*b.py", AutoPhrase(("a", "b", "py"))),
        ("東?京", AutoPhrase(("東", "京"))),
    ],
)
def test_a_star_or_question_mark_that_is_in_no_word_is_none(q: str, tree: Query) -> None:
    assert parse(q) == tree


@pytest.mark.parametrize(
    ("q", "tree"),
    [
        ("guido~1", Fuzzy("guido", 1)),
        ("guido~2", Fuzzy("guido", 2)),
        ("go~1", Fuzzy("go", 1)),
        ("go~", Word("go")),
        ("one~", Fuzzy("one", 1)),
        ("Guido~", Fuzzy("guido", 1)),
        ("python~", Fuzzy("python", 2)),
        ("c++~", Fuzzy("c++", 1)),
        ("don’t~", Fuzzy("don't", 1)),
        ("guido~3", AutoPhrase(("guido", "3"))),
        ("guido~12", AutoPhrase(("guido", "12"))),
        ("node.js~", AutoPhrase(("node", "js"))),
        ("w?gi~1", AutoPhrase(("w", "gi", "1"))),
        ("~/.bashrc", Word(".bashrc")),
    ],
)
def test_a_tilde_forgives_letters_by_number_or_by_the_length_of_the_word(
    q: str, tree: Query
) -> None:
    assert parse(q) == tree


@pytest.mark.parametrize(
    ("q", "tree"),
    [
        ("a^2", Boost(A, 2.0)),
        ("a^0.5 b", together(Boost(A, 0.5), B)),
        ("wsg*^3", Boost(Prefix("wsg"), 3.0)),
        ("fl*sk^3", Boost(Wildcard("fl*sk"), 3.0)),
        ("guido~1^2", Boost(Fuzzy("guido", 1), 2.0)),
        ("node.js^2", Boost(AutoPhrase(("node", "js")), 2.0)),
        ('"a b"^2', Boost(Phrase(("a", "b")), 2.0)),
        ('"a b"~5^2.5', Boost(Phrase(("a", "b"), 5), 2.5)),
        ("(a b)^2 c", together(Boost(A, 2.0), Boost(B, 2.0), C)),
        ("(a OR b)^2 c", together(Boost(Or((A, B)), 2.0), C)),
        ("(a NEAR b)^2", Boost(Near(("a", "b"), 12), 2.0)),
        ("-a^2", Not(Boost(A, 2.0))),
        ("?^2", MatchNone()),
        ('""^2', MatchNone()),
        ("a^", A),
        ("a^b", AutoPhrase(("a", "b"))),
        ("a^1000", AutoPhrase(("a", "1000"))),
    ],
)
def test_a_caret_and_a_number_boost(q: str, tree: Query) -> None:
    assert parse(q) == tree


@pytest.mark.parametrize(
    ("q", "tree"),
    [
        ("date:2016", dates("2016-01-01", "2016-12-31")),
        ("date:2016-02", dates("2016-02-01", "2016-02-29")),
        ("date:2016-02-01", dates("2016-02-01", "2016-02-01")),
        ("date:>=2016-02-01", dates("2016-02-01", None)),
        ("date:>2016-02", dates("2016-03-01", None)),
        ("date:<=2016", dates(None, "2016-12-31")),
        ("date:<2016", dates(None, "2015-12-31")),
        ("date:[2015-01 TO 2016]", dates("2015-01-01", "2016-12-31")),
        ("date:[ 2015  TO  2015-05-29 ]", dates("2015-01-01", "2015-05-29")),
        ("date:[2015 TO *]", dates("2015-01-01", None)),
        ("date:[* TO 2015]", dates(None, "2015-12-31")),
        ("date:[* TO *]", dates(None, None)),
        ("date:<=9999", dates(None, "9999-12-31")),
        ("-date:2016-02", Not(dates("2016-02-01", "2016-02-29"))),
        ("a date:2016-02 b", And((together(A, B), dates("2016-02-01", "2016-02-29")))),
    ],
)
def test_a_date_is_all_of_a_year_a_month_or_a_day_or_a_range_of_them(q: str, tree: Query) -> None:
    assert parse(q) == tree


@pytest.mark.parametrize(
    "text",
    [
        "2015-13",
        "2015-02-29",
        "2015-2",
        "15",
        "0000",
        "<0001",
        ">9999",
        "=2015",
        "yesterday",
        "٢٠١٥",
        "[2016 TO 2015]",
        "[2015 TO x]",
        "[2015]",
        "[2015 to 2016]",
        "[2015 TO 2016",
    ],
)
def test_what_is_no_date_is_searched_literally(text: str) -> None:
    tree = parse(f"date:{text}")

    assert analysis.terms(f"date:{text}") == [
        term for atom in atoms(tree) if isinstance(atom, Word | Phrase) for term in spelled(atom)
    ]


@pytest.mark.parametrize(
    ("q", "tree"),
    [
        ("C++", Word("c++")),
        ("C#", Word("c#")),
        ("don’t", Word("don't")),
        ("__init__", Word("__init__")),
        ("--help", Word("--help")),
        ("flask-", Word("flask")),
        ("wsgi?", Word("wsgi")),
        ("3.12", AutoPhrase(("3", "12"))),
        ("node.js", AutoPhrase(("node", "js"))),
        ("f-strings", AutoPhrase(("f", "strings"))),
        ("https://x.y", AutoPhrase(("https", "x", "y"))),
        ("a:b:c", AutoPhrase(("a", "b", "c"))),
        ("colour:red", AutoPhrase(("colour", "red"))),
        ("a - b", together(A, B)),
        ("a -- b", together(A, B)),
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
        ('"a b" c"', together(Phrase(("a", "b")), C)),
        ('"a b" :)', Phrase(("a", "b"))),
        ('"a b"~2^3 (c', together(Boost(Phrase(("a", "b"), 2), 3), C)),
        ("a1.b c* (", together(AutoPhrase(("a1", "b")), Prefix("c"))),
        ("a -b (", And((A, Not(B)))),
        ("a NOT b OR", And((words("a", "or"), Not(B)))),
        ("a -speaker:b (c", And((words("a", "c"), Not(FieldFilter("speaker", "b"))))),
        ("(a -(b", words("a", "b")),
        ('speaker:b date:2015 "a', And((FieldFilter("speaker", "b"), parse("date:2015"), A))),
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
        ("a* " * 33, A),
        ("a~1 OR " * 33 + "b", words("a", "1", "or", "b")),
        ('"a b"~1 ' * 33, words("a", "b", "1")),
        ("a NEAR b " * 33, words("a", "near", "b")),
        ("NEAR(", Word("near")),
        ("NEAR(a b, 5)", words("near", "a", "b", "5")),
        ("a NEAR", words("a", "near")),
        ("a NEAR/1000 b", words("a", "near", "1000", "b")),
        ("a NEAR/2 b NEAR/3 c", words("a", "near", "2", "b", "3", "c")),
        ("-a NEAR b", And((words("near", "b"), Not(A)))),
        ('a NEAR "b c"', together(A, Word("near"), Phrase(("b", "c")))),
        ("(a b)~5", words("a", "b", "5")),
        ('speaker:"a b"^2', And((FieldFilter("speaker", "a b"), Word("2")))),
    ],
)
def test_what_does_not_parse_is_searched_literally(q: str, tree: Query) -> None:
    assert parse(q) == tree


@pytest.mark.parametrize("q", ["", " ", "?!", '""', "()", "*", "-", "--", "-!", "(" * 9000])
def test_a_query_without_words_means_nothing(q: str) -> None:
    assert parse(q) == MatchNone()


PIECES = [*'ab"“()*?~^1-: \n', " OR ", " AND ", " NOT ", " NEAR/1 ", " speaker:", "title:"]
PIECES += ["date:", "[", "]", "2015", " TO ", ">="]
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


@pytest.mark.parametrize(
    ("q", "column", "instead"),
    [
        ('a "b', 3, 'write "'),
        ("a (b", 3, "write )"),
        ("a b) c", 4, "write ("),
        ("a ()", 3, "write words in it"),
        ("a OR", 3, "write flask OR django"),
        ("(a AND )", 4, "write wsgi AND flask"),
        ("AND a", 1, "write wsgi AND flask"),
        ("a NOT", 3, "write flask NOT celery"),
        ("NEAR(a b)", 1, "write wsgi NEAR/10 flask"),
        ("a NEAR/x b", 3, "write wsgi NEAR/10 flask"),
        ("(" * 51 + "a", 51, "write fewer"),
        ("a* " * 33, 97, "write fewer"),
        ("speaker: armin", 1, "write speaker:armin"),
        ("a date:", 3, "write date:2015"),
        ("a date:2015-13", 3, "write date:2015,"),
        ("colour:red", 1, "write one of speaker:, episode:, title:, show:, date:"),
        ("speaker:arm*", 9, "write speaker:armin"),
        ("a guido~3", 3, "~1 or ~2"),
        ("go~", 1, "write go~1"),
        ("(a b)~5", 6, '"flask web"~5'),
        ('"a b"~5000', 6, "quote it"),
        ("a^1000", 1, "quote it"),
        ("a *.py", 3, "quote it"),
        ("a - b", 3, "leave it out"),
        ("a 🍞", 3, "quote it"),
        ("e\u0301 (", 3, "write )"),
    ],
)
def test_a_strict_request_refuses_doubt_with_its_column_and_what_to_write_instead(
    q: str, column: int, instead: str
) -> None:
    with pytest.raises(QueryError) as refused:
        parse_request(SearchRequest(q, strict=True))

    assert refused.value.column == column
    assert instead in str(refused.value)
    assert str(refused.value).startswith(f"column {column} of the query: ")


@pytest.mark.parametrize(
    "q",
    [
        "",
        "wsgi flask",
        '"a b"~5^2',
        "a NEAR/3 b",
        "w?gi fl*sk *ask wsg*",
        "guido~ go~1",
        "(a OR -b)^2",
        "speaker:armin date:[2015 TO *]",
        "node.js f-strings https://x.y std::map 10:30 C++ don’t",
        "what is wsgi?",
        "--help __init__ @property",
        '"speaker: ( ~ NEAR"',
        "title:NEAR",
    ],
)
def test_a_strict_request_searches_what_is_clear(q: str) -> None:
    assert parse_request(SearchRequest(q, strict=True)) == parse_request(SearchRequest(q))


@given(st.text(st.characters()) | MARKS)
def test_the_issue_of_any_text_is_told_on_one_line_with_a_column_in_it(q: str) -> None:
    issue = parsed(q).issue

    assert issue is None or 1 <= issue.column <= len(analysis.normalize(q))
    assert issue is None or (issue.message.isprintable() and len(issue.message) < 200)


@pytest.mark.parametrize(
    ("request_", "tree"),
    [
        (SearchRequest(), MatchNone()),
        (SearchRequest("a"), A),
        (SearchRequest("a", speaker="b"), And((A, FieldFilter("speaker", "b")))),
        (SearchRequest("a", episode="13"), And((A, FieldFilter("episode", "13")))),
        (SearchRequest(" ", episode="13"), FieldFilter("episode", "13")),
        (SearchRequest("?!", episode="13"), MatchNone()),
        (
            SearchRequest("a b -c", speaker="b"),
            And((together(A, B), Not(C), FieldFilter("speaker", "b"))),
        ),
        (SearchRequest("a", date_from=DAY), And((A, DateRange(DAY, None)))),
        (SearchRequest("a", date_to=DAY), And((A, DateRange(None, DAY)))),
        (
            SearchRequest("-a", speaker="b", date_from=DAY, date_to=DAY),
            And((Not(A), FieldFilter("speaker", "b"), DateRange(DAY, DAY))),
        ),
    ],
)
def test_a_request_means_its_query_and_its_filters(request_: SearchRequest, tree: Query) -> None:
    assert parse_request(request_) == tree
