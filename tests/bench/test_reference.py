import pytest

from bench.compare.corpus import Line, Talk
from bench.compare.engines import ENGINES, OVERHEARD
from bench.compare.reference import RULES, matching

TALK = Talk(
    "13",
    "WSGI",
    "en",
    [
        Line(0, "Ana Li", 0.0, "A server pours data. You"),
        Line(1, "Ben", 4.0, "know it's wsgi.py, pouring or not."),
    ],
)
STEMMED, SPELLED, STOCK = "tantivy", "tantivy unstemmed", "stock Whoosh"


@pytest.mark.parametrize(
    ("engine", "q", "ordinals"),
    [
        (OVERHEARD, "pour", {0, 1}),
        (STEMMED, "pour", {0, 1}),
        (SPELLED, "pour", set()),
        (SPELLED, "pouring", {1}),
        # Only Overheard's phrases continue in the next segment; only exact phrases keep the form.
        (OVERHEARD, '"you know"', {0}),
        (STEMMED, '"you know"', set()),
        (OVERHEARD, '"or nots"', set()),
        (STEMMED, '"or nots"', {1}),
        # One token to Whoosh, two to the others.
        (STOCK, "wsgi", set()),
        (STOCK, "wsg*", {1}),
        (OVERHEARD, "wsgi", {1}),
        (OVERHEARD, "server data", {0}),
        # Only Overheard's windows span segments; the match is where they begin.
        (OVERHEARD, "server wsgi", {0}),
        (OVERHEARD, "data wsgi speaker:ben", set()),
        (STEMMED, "server wsgi", set()),
        (OVERHEARD, "server OR wsgi", {0, 1}),
        (OVERHEARD, "pour speaker:ana", {0}),
        # `it's` is one word in Overheard; other engines split it at the apostrophe.
        (OVERHEARD, "it", {1}),
        (OVERHEARD, '"know it"', set()),
        (SPELLED, '"know it"', {1}),
    ],
)
def test_a_text_is_read_by_each_engines_own_rules(engine: str, q: str, ordinals: set[int]) -> None:
    found = matching(RULES[engine], [TALK], [q])

    assert found == {q: {("13", ordinal) for ordinal in ordinals}}


def test_every_engine_has_its_rules() -> None:
    assert list(RULES) == list(ENGINES)
