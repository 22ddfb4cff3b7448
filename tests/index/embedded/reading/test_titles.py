import pytest

from index.embedded.reading.titles import Titles
from tests.builders import episode

TITLES = Titles(
    [
        (3, episode("a", "Deploying on a Friday", people=("Inès Okafor",))),
        (5, episode("b", "Node.js deploys, don’t they?", people=("Ann Friday", "Bob"))),
        (8, episode("c", "")),
        (9, episode("d", "Inés despliega", language="es")),
    ],
)


@pytest.mark.parametrize(
    ("term", "numbers"),
    [("friday", [3, 5]), ("inès", [3]), ("ines", []), ("don't", [5]), ("bob", [5]), ("um", [])],
)
def test_an_episode_is_called_by_the_terms_of_its_title_and_people(
    term: str, numbers: list[int]
) -> None:
    assert TITLES.of_term(term) == numbers


@pytest.mark.parametrize(
    ("stem", "languages", "numbers"),
    [
        ("deploy", {"en"}, [3, 5]),
        ("deploy", {"es"}, []),
        ("desplieg", {"en", "es"}, [9]),
        ("ine", {"en"}, [3]),
    ],
)
def test_an_episode_is_called_by_the_stems_of_its_title_in_its_language(
    stem: str, languages: set[str], numbers: list[int]
) -> None:
    assert TITLES.of_stem(stem, languages) == numbers


@pytest.mark.parametrize(
    ("phrase", "numbers"),
    [("node js", [5]), ("on a friday", [3]), ("friday bob", []), ("a on", []), ("bob", [5])],
)
def test_a_phrase_calls_an_episode_whose_title_or_one_name_has_it(
    phrase: str, numbers: list[int]
) -> None:
    assert TITLES.of_phrase(tuple(phrase.split())) == numbers
