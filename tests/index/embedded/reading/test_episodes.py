from pathlib import Path

import numpy as np
import pytest

from index import open_writer
from index.embedded.matching import phrases
from index.embedded.reading import opening
from index.embedded.reading.snapshot import Snapshot
from index.ranking import occurrences, parameters
from tests.builders import episode, indexed, segment


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    """Return two index segments; the episode `gone` was removed from the first."""
    indexed(tmp_path, {"a": ["one two"] * 7, "gone": ["four"]})
    with open_writer(tmp_path) as writer:
        writer.remove("gone")
        writer.add(episode("c", number="2"), [segment("five")])
        writer.add(episode("b", number="10"), [segment("six"), segment("seven", 1)])
    return opening.open_snapshot(tmp_path)[0]


def test_episodes_are_numbered_through_all_index_segments(snapshot: Snapshot) -> None:
    episodes = snapshot.episodes

    assert [(number, one.id) for number, one in episodes.living()] == [(0, "a"), (2, "c"), (3, "b")]
    assert [episodes[number].id for number in range(len(episodes))] == ["a", "gone", "c", "b"]
    assert episodes.firsts.tolist() == [0, 7, 8, 9, 11]
    assert episodes.of.tolist() == [*[0] * 7, 1, 2, 3, 3]


def test_the_places_of_an_episode_are_those_that_its_terms_have(snapshot: Snapshot) -> None:
    episodes = snapshot.episodes
    places = {
        term: phrases.word(snapshot, term).positions.tolist() for term in ("one", "two", "seven")
    }

    assert places["one"][0] == episodes.begins[0]
    assert places["two"][-1] == episodes.ends[0] - 1
    assert places["seven"] == [episodes.ends[3] - 1]


def test_a_place_in_the_list_goes_by_number_and_those_without_come_last(snapshot: Snapshot) -> None:
    places = snapshot.episodes.ranks

    assert places[[2, 3, 0]].tolist() == [0, 1, 2]


def test_a_word_counts_less_the_more_words_were_said_before(tmp_path: Path) -> None:
    words = int(parameters.OPENING_WORDS)
    indexed(tmp_path, {"a": ["um " * words, "um " * words, "um"], "b": ["um"]})
    emphasis = opening.open_snapshot(tmp_path)[0].episodes.emphasis

    first = parameters.OPENING
    assert emphasis.tolist() == pytest.approx(
        [1 + first, 1 + first / np.e, 1 + first / np.e**2, 1 + first],
        abs=0.5 / occurrences.STEPS,
    )


def test_an_empty_snapshot_has_no_episodes(tmp_path: Path) -> None:
    with open_writer(tmp_path):
        pass
    episodes = opening.open_snapshot(tmp_path)[0].episodes

    assert len(episodes) == 0
    assert not len(episodes.norms)
    assert not len(episodes.days)
