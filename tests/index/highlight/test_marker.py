from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index import analysis
from index.analysis import stem, terms, tokenize
from index.analysis.stemmer import stems
from index.analysis.stop_words import stop_words
from index.analysis.subwords import parts
from index.analysis.tokenizer import Token
from index.highlight.marker import Marker, Marks, Range
from index.query.parser import parse
from index.query.tree import (
    And,
    Fuzzy,
    Near,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Word,
)


def marker(tree: Query, *texts: str) -> Marker:
    """Return a marker for an index of exactly these texts.

    A fuzzy word matches any term of three letters.
    """
    said = [term for text in texts for term in terms(text)]

    def forms(leaf: Word | Fuzzy, language: str) -> list[str]:
        if isinstance(leaf, Fuzzy):
            return [term for term in said if len(term) == 3]
        wanted = stem(leaf.term, language)
        return [term for term in said if wanted in stems([term, *parts(term)], language)]

    return Marker(tree, forms)


def find(tree: Query, text: str, language: str = "en") -> list[Range]:
    return list(marker(tree, text).find([text], language)[0].ranges)


def shown(q: str | Query, text: str, language: str = "en") -> list[str]:
    tree = parse(q) if isinstance(q, str) else q
    ranges = find(tree, text, language)
    return [text[offset : offset + length] for offset, length in ranges]


@pytest.mark.parametrize(
    ("q", "text", "words"),
    [
        ("run", "Run! He runs, running ran.", ["Run", "runs", "running"]),
        ("flask wsgi", "WSGI, then Flask", ["WSGI", "Flask"]),
        ("wsg*", "a WSGI and a wsgitool", ["WSGI", "wsgitool"]),
        ("w?gi", "WSGI, wgi, wsgis", ["WSGI"]),
        ("*sgi", "WSGI and uwsgi, an ASGI of wsgitool", ["WSGI", "uwsgi", "ASGI"]),
        ("f*k^2", "a flask, İ", ["flask"]),
        ("*k", "İ flask", ["flask"]),
        ("don't", "I don’t know", ["don’t"]),
        ("c++", "C, C++ and C#", ["C++"]),
        ("init", "__init__.py has no init", ["__init__", "init"]),
        ("help", "Help: --help (--help-me)", ["Help", "--help", "--help"]),
        ("--help", "help --help help--help", ["--help"]),
        ("100", "100 or 100%, not 1000", ["100", "100%"]),
        ("pour OR web", "pour some web", ["pour", "web"]),
        ("flask -celery", "flask celery", ["flask"]),
        ("speaker:armin title:flask", "armin flask", []),
        ("-flask", "flask", []),
        ("", "flask", []),
        ("flask", "", []),
    ],
)
def test_words_are_shown_where_they_stand(q: str, text: str, words: list[str]) -> None:
    assert shown(q, text) == words


@pytest.mark.parametrize(
    ("q", "text", "words"),
    [
        ('"some web"', "pour SOME, web into some web", ["SOME, web", "some web"]),
        ('"some web"', "some webs", []),
        ('"web some"', "some web", []),
        ('"a a"', "a a a b", ["a a a"]),
        ('"a b" "b c"', "a b c", ["a b c"]),
        ('"b c" b', "b c b", ["b c", "b"]),
        ("node.js", "Node.js, node js", ["Node.js", "node js"]),
    ],
)
def test_a_phrase_is_shown_as_one_match(q: str, text: str, words: list[str]) -> None:
    assert shown(q, text) == words


@pytest.mark.parametrize(
    ("q", "text", "words"),
    [
        ("what is a decorator", "What a decorator is, is a question", ["decorator"]),
        ("what is a decorator", "What is it?", ["What", "is"]),
        ("what is", "What is it?", ["What", "is"]),
        ('"is a" decorator', "It is a decorator", ["is a", "decorator"]),
        ("i* decorator", "It is a decorator", ["It", "is", "decorator"]),
    ],
)
def test_plain_stop_words_are_marked_only_where_nothing_else_is(
    q: str, text: str, words: list[str]
) -> None:
    assert shown(q, text) == words


def test_stop_words_are_those_of_the_language_of_the_text() -> None:
    assert shown("die owls", "owls die", "en") == ["owls", "die"]
    assert find(parse("die owls"), "owls die", "de") == [Range(0, 4)]


def test_a_text_with_all_words_is_whole_though_stop_words_are_not_marked() -> None:
    looking = marker(parse("the owls"), "the owls", "owls")
    whole, part = looking.find(["the owls", "owls"], "en")

    assert whole.ranges == (Range(4, 4),)
    assert (looking.is_whole(whole), looking.is_whole(part)) == (True, False)


@pytest.mark.parametrize(
    ("slop", "text", "words"),
    [
        (0, "a x b", []),
        (1, "a x b", ["a x b"]),
        (1, "a x x b", []),
        (2, "a x x b", ["a x x b"]),
        (1, "a a b", ["a a b"]),
        (1, "b a", []),
    ],
)
def test_a_phrase_may_leave_room_between_its_words(slop: int, text: str, words: list[str]) -> None:
    assert shown(Phrase(("a", "b"), slop), text) == words


def test_words_near_each_other_are_shown_in_any_form() -> None:
    assert shown(Near(("run", "web"), 5), "he runs the web, ran") == ["runs", "web"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a x x b x x a x b", ["a", "b"]),
        ("a x x b", []),
        ("a b x x x b a", ["a", "b", "b", "a"]),
        ("a a b İ", ["a", "a", "b"]),
    ],
)
def test_of_words_near_each_other_only_those_that_are_are_shown(
    text: str, words: list[str]
) -> None:
    assert shown("a NEAR/1 b", text) == words


def test_a_fuzzy_word_is_shown_as_the_terms_that_the_index_finds_for_it() -> None:
    assert shown(Fuzzy("web", 1), "the Web was here") == ["the", "Web", "was"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", ["niña", "niño"]), ("en", ["niña"])],
)
def test_a_text_is_marked_by_the_stems_of_its_language(language: str, words: list[str]) -> None:
    assert shown(Word("niña"), "Una niña y un niño", language=language) == words


@pytest.mark.parametrize("q", ["a", "a*", '"a a"', '"b a"'])
def test_a_text_without_spaces_is_tokenised_once_however_often_a_word_stands_in_it(
    q: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree, text = parse(q), "b," + "a," * 200
    tokenised: list[str] = []

    def counting(chunk: str) -> list[Token]:
        tokenised.append(chunk)
        return tokenize(chunk)

    monkeypatch.setattr(analysis, "tokenize", counting)

    assert shown(tree, text)
    assert tokenised.count(text) == 1


TEXTS = st.lists(st.sampled_from(["a", "b", "Runs", "run", ", ", "é"])).map(" ".join)
QUERIES = st.sampled_from(["a", "run", '"a b"', '"a a"', "r*", 'a "a b a"', 'run OR "b run"'])


@given(QUERIES, TEXTS)
def test_matches_stand_in_order_and_apart_on_whole_words(q: str, text: str) -> None:
    ranges = find(parse(q), text)
    starts = {token.start for token in tokenize(text)}
    ends = {token.end for token in tokenize(text)}

    assert {r.offset for r in ranges} <= starts
    assert {r.offset + r.length for r in ranges} <= ends
    assert all(a.offset + a.length <= b.offset for a, b in pairwise(ranges))


@given(st.text())
@example("0:0_")
def test_every_word_of_a_text_is_a_match_of_itself(text: str) -> None:
    tokens = tokenize(text)
    stems_of = {t.term: {stem(part) for part in (t.term, *parts(t.term))} for t in tokens}
    for token in tokens:
        same = [other for other in tokens if stem(token.term) in stems_of[other.term]]

        assert find(Word(token.term), text) == [Range(t.start, t.end - t.start) for t in same]


@given(TEXTS.filter(terms), st.data())
def test_every_run_of_words_is_part_of_a_match_of_its_phrase(
    text: str, data: st.DataObject
) -> None:
    tokens = tokenize(text)
    first = data.draw(st.integers(0, len(tokens) - 1))
    last = data.draw(st.integers(first, len(tokens) - 1))
    run = tuple(token.term for token in tokens[first : last + 1])

    assert any(
        r.offset <= tokens[first].start and tokens[last].end <= r.offset + r.length
        for r in find(Phrase(run), text)
    )


@pytest.mark.parametrize(
    ("q", "shows"),
    [
        ("wsg* flask", [0b01, 0b10]),
        ("flask wsg*", [0b10, 0b01]),
        ("w?gi flask", [0b01, 0b10]),
        ("flask (wsgi~1 OR ws*)", [0b110, 0b001]),
        ('"a wsgi" flask', [0b01, 0b10]),
        ("server flask web NEAR/5 wsgi", [0b100, 0b001, 0b010, 0b100]),
        ('"a server"~2 flask', [0b01, 0b10]),
        ("wsgi^2 -x wsgi flask", [0b01, 0b10]),
    ],
)
def test_a_mark_says_which_words_of_the_query_it_shows(q: str, shows: list[int]) -> None:
    text = "So a WSGI server: Flask, or some web"
    marks = Marker(parse(q), lambda leaf, _: ["wsgi"] if isinstance(leaf, Fuzzy) else []).find(
        [text], "en"
    )

    assert [(list(one.words), one.shown) for one in marks] == [(shows, sum(set(shows)))]


@pytest.mark.parametrize(
    ("q", "text", "whole"),
    [
        ("wsg* flask", "wsgi", False),
        ("wsg* flask", "flask", False),
        ("wsg* flask", "flask wsgi", True),
        ("w?gi flask celery", "wsgi flask", False),
        ("wsg* OR flask", "flask", True),
        ("wsg* (flask OR celery)", "wsgi celery", True),
        ("wsg*^2 -celery speaker:ann", "wsgi", True),
        ("(celery OR wsgi) -celery", "wsgi", True),
    ],
)
def test_a_text_is_whole_if_its_marks_show_all_that_is_asked_for(
    q: str, text: str, whole: bool
) -> None:
    looking = marker(parse(q), text)
    (marks,) = looking.find([text], "en")

    assert looking.is_whole(marks) is whole


LEAVES = st.sampled_from(
    [
        Word("a"),
        Word("run"),
        Prefix("ru"),
        Wildcard("*b"),
        Wildcard("r?ns"),
        Fuzzy("ran", 1),
        Phrase(("b",)),
        Phrase(("a", "b")),
        Phrase(("b", "run")),
        Phrase(("a", "run"), 1),
        Near(("run", "b"), 3),
    ]
)
MIXED = st.lists(
    st.sampled_from(["a", "b", "ab", "Runs", "run", ", ", "é", "İ", "東京", "run-b"])
).map(" ".join)


@given(st.lists(LEAVES, min_size=1, max_size=4, unique=True), st.lists(MIXED, max_size=5))
def test_several_texts_are_marked_each_as_if_it_were_alone(
    asked: list[Query], texts: list[str]
) -> None:
    looking = marker(And(tuple(asked)), *texts)

    assert looking.find(texts, "en") == [looking.find([text], "en")[0] for text in texts]


@given(st.lists(LEAVES, min_size=1, max_size=4, unique=True), st.lists(MIXED, max_size=5))
def test_several_words_are_marked_where_each_alone_is_but_stop_words_beside_others(
    asked: list[Query], texts: list[str]
) -> None:
    alone = [marker(leaf, *texts).find(texts, "en") for leaf in asked]
    stops = [
        isinstance(leaf, Word) and leaf.term in stop_words(frozenset({"en"})) for leaf in asked
    ]

    for number, marks in enumerate(marker(And(tuple(asked)), *texts).find(texts, "en")):
        of_text = [one[number] for one in alone]
        assert marks.shown == bits(one.shown for one in of_text)
        told = [one for one, stop in zip(of_text, stops, strict=True) if not stop and one.shown]
        assert covered(marks) == set().union(*map(covered, told or of_text))
        for own, words in zip(marks.ranges, marks.words, strict=True):
            places = covered(Marks((own,)))
            assert words == bits(bool(places & covered(one)) for one in of_text)


def covered(marks: Marks) -> set[int]:
    """Return the marked code points."""
    return {at for offset, length in marks.ranges for at in range(offset, offset + length)}


def bits(flags: Iterable[int]) -> int:
    return sum(1 << number for number, flag in enumerate(flags) if flag)
