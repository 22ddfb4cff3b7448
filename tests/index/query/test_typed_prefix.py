import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import analysis
from index.analysis import letters
from index.query.typed_prefix import Typed, typed


@pytest.mark.parametrize(
    ("text", "head", "begun", "before"),
    [
        ("da", "", "da", ()),
        ("data", "", "data", ()),
        ("data ", "data ", "", ("data",)),
        ("data sc", "data ", "sc", ("data",)),
        ("Data SC", "Data ", "sc", ("data",)),
        ("big data sc", "big data ", "sc", ("big", "data")),
        ("flask OR dj", "flask OR ", "dj", ()),
        ("flask NOT dj", "flask NOT ", "dj", ()),
        ("wsgi NEAR/5 dj", "wsgi NEAR/5 ", "dj", ()),
        ("flask -cel", "flask -", "cel", ()),
        ("--hel", "--", "hel", ()),
        ('"pour so', '"pour ', "so", ("pour",)),
        ("“pour so", '"pour ', "so", ("pour",)),
        ('"pour some" we', '"pour some" ', "we", ()),
        ("(flask dj", "(flask ", "dj", ("flask",)),
        ("speaker:ann fl", "speaker:ann ", "fl", ("ann",)),
        ("c+", "", "c+", ()),
        ("node.j", "node.", "j", ("node",)),
        ("東京", "東", "京", ("東",)),
        ("", "", "", ()),
        ("((", "((", "", ()),
        ("♪", "♪", "", ()),
    ],
)
def test_only_the_last_word_is_unfinished(
    text: str, head: str, begun: str, before: tuple[str, ...]
) -> None:
    assert typed(text)[:3] == (head, begun, before)


@pytest.mark.parametrize(
    ("text", "name", "field", "outside"),
    [
        ("guido van r", "guido van r", None, ""),
        ('"guido va', "guido va", None, ""),
        ("flask OR gui", "", None, ""),
        ("speaker:gui", "gui", "speaker", ""),
        ("Speaker:gui", "gui", "speaker", ""),
        ('flask speaker:"guido va', "guido va", "speaker", "flask "),
        ("(title:web", "web", "title", "("),
        ("-speaker:gui", "gui", "speaker", "-"),
        ("speaker:", "", "speaker", ""),
        ("speaker:ann ", "", None, ""),
    ],
)
def test_words_alone_or_behind_a_field_may_begin_a_name(
    text: str, name: str, field: str | None, outside: str
) -> None:
    found = typed(text)

    assert (found.name, found.field) == (name, field)
    if name:
        assert found.outside == outside


@given(st.text(st.sampled_from('ab AND OR"():-“ speaker:title:né東+.\t')) | st.text())
def test_nothing_that_is_typed_is_lost_and_nothing_raises(text: str) -> None:
    found = typed(text)

    assert isinstance(found, Typed)
    straight = analysis.normalize(text)
    for curly in "“”„«»":
        straight = straight.replace(curly, '"')
    assert letters.fold(found.head) + found.begun == letters.fold(straight)
