import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.letters import fold
from index.query.bare_words import bare_words


@pytest.mark.parametrize(
    ("q", "words"),
    [
        ("flsk wsgi", "flsk wsgi"),
        ("Flsk, WSGI!", "flsk wsgi"),
        ("node.js C++", "node js c++"),
        ("flsk^2 OR (djano wsgi)^1.5", "flsk djano wsgi"),
        ('"pour some" web', "web"),
        ('"pour some"~5^2 web', "web"),
        ("flsk AND djano OR wsgi NEAR/5 x NEAR y", "flsk djano wsgi x y"),
        ("-celry NOT djano wsgi", "wsgi"),
        ("(-celry wsgi)", "wsgi"),
        ("pre-commit --help", "pre commit"),
        ("Speaker:ann wsgi", "wsgi"),
        ('speaker:ann episode:13 title:"web apps" show:py date:[2015 TO 2016] wsgi', "wsgi"),
        ("wsg* fl?sk guido~1 https://x.y wsgi", "wsgi"),
        ('flsk "open', "flsk open"),
        ("or and not near", "or and not near"),
        ("", ""),
        ('(( " - : ♪', ""),
        ("flsk 🎙", "flsk 🎙"),
    ],
)
def test_plain_words_are_those_without_punctuation_of_their_own(q: str, words: str) -> None:
    assert " ".join(token.term for token in bare_words(q)) == words


@given(st.text(st.sampled_from('aé ABORNT"()-~*:^2speakrdt[]東')) | st.text())
def test_every_plain_word_is_where_it_is_said_to_be(q: str) -> None:
    end = 0
    for token in bare_words(q):
        assert end <= token.start < token.end <= len(q)
        end = token.end
        assert fold(q[token.start : token.end]) == token.term
