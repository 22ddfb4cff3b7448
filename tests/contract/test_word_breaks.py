"""Words spelled joined or apart are found from either side, accidents of spelling are not."""

from collections.abc import Iterator

import pytest

from index import SearchRequest, open_index
from tests.builders import found, found_exact, indexed
from tests.contract.conftest import Fresh

TALK = {
    "dangerous joined": "The itsdangerous library signs the cookie.",
    "dangerous apart": "Next comes its dangerous, which signs data.",
    "dangerous contracted": "It's dangerous to write your own cryptography.",
    "danger": "Dangerous driving is another matter.",
    "env joined": "Make a virtualenv for each project.",
    "env apart": "Every project has a virtual env of its own.",
    "envs apart": "Both virtual envs were gone.",
    "virtual": "The conference was virtual this year.",
    "bull": "A can of Red Bull later it was done.",
    "red": "We painted the shed red.",
    "script": "JavaScript was made in ten days.",
    "java": "Java came later.",
    "into": "We ran into trouble.",
    "in to": "She went in to the office to talk, then in and to and fro.",
    "sometimes": "Sometimes it rains.",
    "some time": "It took some time, and some time more.",
    "show": "They show it once.",
    "s how": "That s how it is.",
    "numbers": "It took 312 days.",
    "version": "That was Python 3.12, or so.",
    "html": "HTML 5 is older now.",
    "slash": "Waiting for I/O takes most of the time.",
    "letters": "Async IO came later.",
    "socket": "Open a web socket and keep it open.",
    "reilly": "O'Reilly prints it.",
    "brien": "That is O'Brien's idea.",
    "don't": "They don't mind.",
    "won't": "It won't rain.",
    "wont": "It rains, as is its wont.",
    "thought": "And on a I agree.",
}
JOINED = ["env joined"]
APART = ["env apart", "envs apart"]


@pytest.fixture(scope="module")
def talk(fresh: Fresh) -> Iterator[str]:
    # Much else is said, in which no two words keep company.
    filler = {f"filler {n}": [f"what {n} and to {n} the in {n} of"] for n in range(60)}
    with fresh() as location:
        yield indexed(location, {**{name: [text] for name, text in TALK.items()}, **filler})


def ids(*names: str) -> list[str]:
    return sorted(f"{name}:0" for name in names)


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("itsdangerous", ("dangerous joined", "dangerous apart", "dangerous contracted")),
        ("its dangerous", ("dangerous joined", "dangerous apart", "dangerous contracted")),
        ("it's dangerous", ("dangerous joined", "dangerous apart", "dangerous contracted")),
        ("it’s dangerous", ("dangerous joined", "dangerous apart", "dangerous contracted")),
        ("ITSDANGEROUS", ("dangerous joined", "dangerous apart", "dangerous contracted")),
        ("virtualenv", (*JOINED, *APART)),
        ("virtualenvs", (*JOINED, *APART)),
        ("virtual env", (*JOINED, *APART)),
        ("project virtual env", (*JOINED, "env apart")),
        ("redbull", ("bull",)),
        ("red bull", ("bull",)),
        ("java script", ("script",)),
        ("javascript", ("script",)),
        ("html5", ("html",)),
        ("virtual OR virtualenv", (*JOINED, *APART, "virtual")),
        ("websockets", ("socket",)),
        ("io", ("letters", "slash")),
        ("I/O", ("letters", "slash")),
        ("async i/o", ("letters",)),
        ("oreilly", ("reilly",)),
        ("OReilly", ("reilly",)),
        ("obrien", ("brien",)),
        ("obriens", ("brien",)),
        ("dont", ("don't",)),
    ],
)
def test_a_word_is_found_joined_and_apart(talk: str, q: str, names: tuple[str, ...]) -> None:
    assert sorted(found_exact(talk, q)) == ids(*names)


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("into", ("into",)),
        ("wont", ("wont",)),
        ("on", ("thought",)),
        ("sometimes", ("sometimes",)),
        ("show", ("show",)),
        ("312", ("numbers",)),
        ("3 12", ("version",)),
        ("virtual", (*APART, "virtual")),
        ("env virtual", APART),
        ('"virtual env"', ("env apart",)),
        ('"virtualenv"', JOINED),
        ("virtual env -virtualenv", APART),
    ],
)
def test_nothing_else_is_taken_for_another_spelling(
    talk: str, q: str, names: tuple[str, ...]
) -> None:
    assert sorted(found_exact(talk, q)) == ids(*names)


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("itsdangerous", ["dangerous joined:0"]),
        ("virtualenv", ["env joined:0"]),
        ("virtual env", ["env apart:0", "envs apart:0"]),
    ],
)
def test_the_spelling_that_was_typed_ranks_above_others(
    talk: str, q: str, first: list[str]
) -> None:
    assert found(talk, q)[: len(first)] == first


def test_both_words_of_a_spelling_are_marked(talk: str) -> None:
    with open_index(talk) as engine:
        hits = engine.search(SearchRequest("virtualenv")).hits
    marked = {
        hit.id: [hit.segment.text[match.offset :][: match.length] for match in hit.matches]
        for hit in hits
    }

    assert marked == {
        "env joined:0": ["virtualenv"],
        "env apart:0": ["virtual env"],
        "envs apart:0": ["virtual envs"],
    }


def test_a_name_without_its_apostrophe_stands_before_its_words_apart(location: str) -> None:
    told = {"apart": ["it is dangerous then"], "name": ["it's dangerous they say"]}
    indexed(location, told | {f"um{n}": ["um it um"] for n in range(40)})

    assert found_exact(location, "its dangerous") == ["name:0", "apart:0"]
    assert found_exact(location, "is dangerous") == ["apart:0"]
