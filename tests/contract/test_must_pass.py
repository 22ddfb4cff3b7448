"""Queries that must work: programmers' words are found, and no string at all does harm."""

import string
from collections.abc import Iterator

import pytest

from index import SearchRequest, open_index
from tests.builders import found, found_exact, indexed
from tests.contract.conftest import Fresh

TALK = {
    "cpp": "The hot loop is in C++ now.",
    "csharp": "My day job was C# then.",
    "c": "The interpreter is plain C inside.",
    "fsharp": "A colleague keeps praising F# to us.",
    "r": "Statisticians plot it in R mostly.",
    "dotnet": "It has been running on .NET since spring.",
    "net": "We cast a wide net for candidates.",
    "nodejs": "The front end is node.js by now.",
    "version": "We moved everything to Python 3.12 in May.",
    "chapter": "Chapter 3 of 12 is the long one.",
    "init": "Put it into __init__ and be done.",
    "git": "Run git init before anything else.",
    "property": "Write @property above the method.",
    "house": "They bought a property by the sea.",
    "fstrings": "Since then I use f-strings everywhere.",
    "dont": "You don't need a framework.",
    "extension": "Flask-SQLAlchemy hides the session from you.",
    "flask": "Flask is small on purpose.",
    "uwsgi": "Behind the proxy is uWSGI in emperor mode.",
    "wsgi": "WSGI is a contract.",
    "percent": "Coverage is at 100% today.",
    "hundred": "About 100 people came.",
    "io": "Waiting for I/O takes most of the time.",
    "ab": "Run a/b tests on the page.",
    "snake": "Name it in snake_case, please.",
    "camel": "The keys arrive in camelCase there.",
    "help": "Every command answers to --help with a page.",
    "aid": "We could use some help with the tests.",
    "pip": "First you pip install the package.",
    "dangerous": "The itsdangerous library signs the cookie.",
    "its": "Next comes its dangerous, which signs data.",
    "it's": "It's dangerous to write your own cryptography.",
    "virtualenv": "Make a virtualenv for each project.",
    "env": "Every project has a virtual env of its own.",
    "websocket": "The page listens on a websocket for changes.",
    "socket": "Open a web socket and keep it open.",
    "hamlet": "To be, or not to be, that is the question.",
    "know": "It was, you know, a long day.",
    "solr": "They run Solr behind the search page.",
    "bull": "A Red Bull later it was done.",
    "speaker": "The speaker was near the door.",
    "url": "It is at https://x.y and nowhere else.",
    "colons": "The key is a:b:c in the old scheme.",
    "emoji": "She wrote 👩‍💻 and meant programming.",
    "hebrew": "הוא אמר שלום לכולם",
    "arabic": "قال مرحبا للجميع",
    "japanese": "彼は東京に行きました",
}


@pytest.fixture(scope="module")
def talk(fresh: Fresh) -> Iterator[str]:
    with fresh() as location:
        yield indexed(location, {name: [text] for name, text in TALK.items()})


ITS = ("dangerous", "its", "it's")
VIRTUAL = ("virtualenv", "env")
WEB = ("websocket", "socket")


@pytest.mark.parametrize(
    ("q", "first", "others"),
    [
        ("C++", "cpp", ()),
        ("C#", "csharp", ()),
        ("C", "c", ("colons",)),
        ("c", "c", ("colons",)),
        ("F#", "fsharp", ()),
        ("R", "r", ()),
        (".NET", "dotnet", ()),
        ("net", "net", ("dotnet",)),
        ("node.js", "nodejs", ()),
        ("node js", "nodejs", ()),
        ("nodejs", "nodejs", ()),
        ('"node js"', "nodejs", ()),
        ("3.12", "version", ()),
        ("__init__", "init", ()),
        ("init", "git", ("init",)),
        ("@property", "property", ()),
        ("property", "house", ("property",)),
        ("f-strings", "fstrings", ()),
        ("fstrings", "fstrings", ()),
        ("don't", "dont", ()),
        ("don’t", "dont", ()),
        ("Flask-SQLAlchemy", "extension", ()),
        ("flask sqlalchemy", "extension", ()),
        ('"flask sqlalchemy"', "extension", ()),
        ("sqlalchemy", "extension", ()),
        ("flask", "flask", ("extension",)),
        ("uWSGI", "uwsgi", ()),
        ("wsgi", "wsgi", ()),
        ("100%", "percent", ()),
        ("100", "hundred", ("percent",)),
        ("I/O", "io", ()),
        ("a/b", "ab", ("colons",)),
        ("snake_case", "snake", ()),
        ("snake", "snake", ()),
        ("snake case", "snake", ()),
        ("camelCase", "camel", ()),
        ("camelcase", "camel", ()),
        ("camel", "camel", ()),
        ("camel case", "camel", ()),
        ("--help", "help", ()),
        ("help", "aid", ("help",)),
        ("pip install", "pip", ()),
        ("itsdangerous", "dangerous", ITS),
        ("its dangerous", "its", ITS),
        ("it's dangerous", "it's", ITS),
        ("virtualenv", "virtualenv", VIRTUAL),
        ("virtual env", "env", VIRTUAL),
        ("websocket", "websocket", WEB),
        ("web socket", "socket", WEB),
        ("web-socket", "socket", WEB),
        ('"web-socket"', "socket", ()),
        ('"to be or not to be"', "hamlet", ()),
        ("to be or not to be", "hamlet", ()),
        ('"you know"', "know", ()),
        ("SOLR", "solr", ()),
        ("redbull", "bull", ()),
        ("red bull", "bull", ()),
        ("speaker:", "speaker", ()),
        ("NEAR(", "speaker", ()),
        ("https://x.y", "url", ()),
        ("a:b:c", "colons", ()),
        ("\\solr\\", "solr", ()),
        ("solr 👩‍💻", "solr", ()),
        ("👩‍💻", "emoji", ()),
        ('"wrote 👩‍💻"', "emoji", ()),
        ("שלום", "hebrew", ()),
        ("مرحبا", "arabic", ()),
        ("東京", "japanese", ()),
        ('"solr', "solr", ()),
        ("((solr", "solr", ()),
        ("solr -", "solr", ()),
    ],
)
def test_what_is_looked_for_is_first_and_nothing_is_found_that_is_no_answer(
    talk: str, q: str, first: str, others: tuple[str, ...]
) -> None:
    hits = [hit.partition(":")[0] for hit in found_exact(talk, q)]

    assert hits[0] == first
    assert set(hits) == {first, *others}


@pytest.mark.parametrize(
    "q",
    [
        *[
            "-",
            '"',
            "((",
            "))",
            "()",
            "\\\\",
            "\\",
            "*",
            "?",
            "~",
            "^",
            ":",
            "NEAR",
            "OR",
            "NOT",
            '""',
        ],
        *[
            "👩‍💻",
            "🐍🐍🐍",
            "\u202e\u200f",
            "\x00\x07\x1b",
            "\ud800",
            "%",
            "--",
            "@",
            ".",
            "100%%",
            "@@@",
        ],
        *[
            "x" * 10_000,
            "wsgi " * 2_000,
            "(" * 10_000,
            '"' * 10_000,
            "-" * 10_000,
            "don't " * 1_667,
        ],
        *["a_" * 5_000, "@a." * 3_333, "東京" * 5_000, "aB" * 5_000, string.punctuation * 312],
    ],
)
def test_no_string_does_harm(talk: str, q: str) -> None:
    with open_index(talk) as engine:
        results = engine.search(SearchRequest(q))

    assert results.total + results.total_close >= len(results.hits)


@pytest.mark.parametrize("q", ["the", "to be", "is it", "and", '"is the"', '"the"'])
def test_words_that_everybody_says_are_found_like_others(talk: str, q: str) -> None:
    hits = {hit.partition(":")[0] for hit in found(talk, q)}
    words = q.strip('"').split()
    said = {name for name, text in TALK.items() if set(words) <= set(text.casefold().split())}

    assert hits
    assert hits >= {name for name in said if '"' not in q or q.strip('"') in TALK[name].casefold()}
