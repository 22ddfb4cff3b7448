from collections.abc import Iterator
from unittest import mock

import pytest

from index import analysis
from index.embedded.reading.opening import open_snapshot
from index.embedded.reading.snapshot import Snapshot
from index.embedded.reading.titles import Titles
from index.embedded.writing.merge_policies import NO_MERGE
from index.embedded.writing.writer import EmbeddedWriter
from tests.builders import empty_folder, episode, segment

FRIDAY = episode("a", "Deploying on a Friday", people=("Inès Okafor",))
NODE = episode("b", "Node.js deploys, don’t they?", people=("Ann Friday", "Bob"))
UNTITLED = episode("c", "")
SPANISH = episode("d", "Inés despliega", language="es")
GONE = episode("e", "Friday of Bob")


@pytest.fixture(scope="module", params=["stored", "of another analysis"])
def snapshot(request: pytest.FixtureRequest) -> Iterator[Snapshot]:
    """Yield two index segments of which one has a dead episode; their episodes are 0 to 4."""
    with empty_folder() as folder:
        for episodes in ([FRIDAY, GONE], [NODE, UNTITLED, SPANISH]):
            with EmbeddedWriter(folder) as writer:
                for one in episodes:
                    writer.add(one, [segment("talk", 0)])
                writer.commit(mergetype=NO_MERGE)
        with EmbeddedWriter(folder) as writer:
            writer.remove(GONE.id)
            writer.commit(mergetype=NO_MERGE)
        opened, _ = open_snapshot(folder)
        version = analysis.VERSION if request.param == "stored" else -1
        with mock.patch.object(analysis, "VERSION", version):
            assert len(opened.leaves) == 2
            yield opened
        opened.close()


@pytest.fixture
def titles(snapshot: Snapshot) -> Titles:
    return snapshot.titles


@pytest.mark.parametrize(
    ("term", "numbers"),
    [("friday", [0, 2]), ("inès", [0]), ("ines", []), ("don't", [2]), ("bob", [2]), ("\udcff", [])],
)
def test_an_episode_is_called_by_the_terms_of_its_title_and_people(
    titles: Titles, term: str, numbers: list[int]
) -> None:
    assert titles.of_term(term) == numbers


@pytest.mark.parametrize(
    ("stem", "languages", "numbers"),
    [
        ("deploy", {"en"}, [0, 2]),
        ("deploy", {"es"}, []),
        ("desplieg", {"en", "es"}, [4]),
        ("ine", {"en"}, [0]),
    ],
)
def test_an_episode_is_called_by_the_stems_of_its_title_in_its_language(
    titles: Titles, stem: str, languages: set[str], numbers: list[int]
) -> None:
    assert titles.of_stem(stem, languages) == numbers


@pytest.mark.parametrize(
    ("phrase", "numbers"),
    [("node js", [2]), ("on a friday", [0]), ("friday bob", []), ("a on", []), ("bob", [2])],
)
def test_a_phrase_calls_an_episode_whose_title_or_one_name_has_it(
    titles: Titles, phrase: str, numbers: list[int]
) -> None:
    assert titles.of_phrase(tuple(phrase.split())) == numbers


def test_the_names_are_those_of_living_episodes(titles: Titles) -> None:
    assert titles.names == [
        ("deploying", "on", "a", "friday"),
        ("inès", "okafor"),
        ("node", "js", "deploys", "don't", "they"),
        ("ann", "friday"),
        ("bob",),
        (),
        ("inés", "despliega"),
    ]
