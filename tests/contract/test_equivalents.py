import pytest

from index import SearchRequest, open_index, open_writer
from index.query.parser import parse
from index.query.printing import one_line
from index.rewriting.expansion import expand
from tests.builders import found, indexed

RULES = """
k8s, kubernetes, cube control
gil => global interpreter lock
machine learning, ml
"""


@pytest.mark.parametrize(
    ("q", "tree"),
    [
        (
            "k8s",
            "Or(Word(k8s), Boost(Word(kubernetes), 0.5), Boost(Phrase(cube control), 0.5))",
        ),
        ("gil", "Or(Word(gil), Boost(Phrase(global interpreter lock), 0.5))"),
        ("lock", "Word(lock)"),
        ("gil^2", "Boost(Or(Word(gil), Boost(Phrase(global interpreter lock), 0.5)), 2)"),
        ("ml OR x", "Or(Or(Word(ml), Boost(Phrase(machine learning), 0.5)), Word(x))"),
        ('"k8s"', "Phrase(k8s)"),
        ("k8s*", "Prefix(k8s)"),
        ("speaker:k8s", "FieldFilter(speaker, k8s)"),
        ("x -k8s", "And(Word(x), Not(Word(k8s)))"),
        ("", "MatchNone()"),
    ],
)
def test_a_word_is_widened_by_what_the_show_says_of_it(location: str, q: str, tree: str) -> None:
    with open_writer(location) as writer:
        writer.set_synonyms(RULES)
    with open_index(location) as engine:
        assert one_line(expand(engine.statistics, parse(q))) == tree


TALK = {
    "a": ["k8s is here", "kubernetes runs", "the cube control tool", "we cube and control"],
    "b": ["the GIL", "a global interpreter lock"],
    "c": ["ML today", "machine learning today", "learning by machine, today"],
}


def searched(location: str, q: str) -> list[str]:
    with open_writer(indexed(location, TALK)) as writer:
        writer.set_synonyms(RULES)
    return found(location, q)


def test_a_word_finds_its_synonyms_and_ranks_them_lower(location: str) -> None:
    assert searched(location, "k8s")[0] == "a:0"
    assert set(found(location, "k8s")) == {"a:0", "a:1", "a:2"}
    assert set(found(location, "kubernetes")) == {"a:0", "a:1", "a:2"}


def test_an_arrow_leads_one_way(location: str) -> None:
    assert searched(location, "gil") == ["b:0", "b:1"]
    assert found(location, '"global interpreter lock"') == ["b:1"]
    assert found(location, "global interpreter lock") == ["b:1"]


def test_words_in_a_row_that_are_a_synonym_stand_for_it(location: str) -> None:
    assert set(searched(location, "machine learning today")) == {"c:0", "c:1", "c:2"}
    assert found(location, '"machine learning" today') == ["c:1"]


def test_synonyms_are_marked_in_the_hits(location: str) -> None:
    searched(location, "k8s")
    with open_index(location) as engine:
        hits = engine.search(SearchRequest("k8s")).hits
    marked = {hit.text[r.offset : r.offset + r.length] for hit in hits for r in hit.ranges}

    assert marked == {"k8s", "kubernetes", "cube control"}
