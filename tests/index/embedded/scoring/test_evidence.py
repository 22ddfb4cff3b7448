"""Ranking of the episodes that answer, by their talk, titles and openings."""

from pathlib import Path

import pytest

from index.ranking import parameters
from tests.builders import episode, indexed
from tests.contract.test_episodes import asked, filled, ids


def test_what_is_said_in_the_opening_counts_more(tmp_path: Path) -> None:
    later = filled("this is about flask", words=1200)
    indexed(tmp_path, {"later": later, "opening": later[::-1]})

    assert ids(asked(tmp_path, "flask")) == ["opening", "later"]


def test_words_near_each_other_count_more_than_words_apart(tmp_path: Path) -> None:
    others = ["um so"] * 40
    indexed(
        tmp_path,
        {"apart": ["wsgi so", *others, "flask"], "near": ["wsgi flask", *others, "so"]},
    )

    assert ids(asked(tmp_path, "flask wsgi")) == ["near", "apart"]


def test_only_the_best_episodes_without_it_are_looked_at_for_words_near_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = ["um so"] * 40
    indexed(tmp_path, {often: ["wsgi flask", *others, *["flask"] * int(often)] for often in "123"})
    scores = {}
    for many in (0, 1, 2, 3):
        monkeypatch.setattr(parameters, "NEAR_EPISODES", many)
        groups = asked(tmp_path, "flask wsgi").groups
        scores[many] = {group.episode.id: group.score for group in groups}

    raised = {many: {id_ for id_ in of if of[id_] > scores[0][id_]} for many, of in scores.items()}
    assert raised == {0: set(), 1: {"3"}, 2: {"3", "2"}, 3: {"3", "2", "1"}}


def test_an_episode_called_so_comes_first(tmp_path: Path) -> None:
    indexed(
        tmp_path,
        {
            episode("said", "Other"): filled(*["lektor is a thing"] * 5),
            episode("title", "All about Lektor"): filled("lektor"),
            episode("guest", "Other", people=("Ann Lektor",)): filled("lektor"),
            episode("only called so", "Lektor"): filled("lector"),
        },
    )

    results = asked(tmp_path, "lektor")

    assert set(ids(results)[:2]) == {"guest", "title"}
    assert ids(results)[2:] == ["said", "only called so"]
    assert [(group.total, group.total_close) for group in results.groups] == [
        (1, 0),
        (1, 0),
        (5, 0),
        (0, 1),
    ]


@pytest.mark.parametrize("q", ['"node js"', "node.js", "nodes js"])
def test_a_title_counts_by_its_phrases_and_stems(tmp_path: Path, q: str) -> None:
    said = filled("node js")
    indexed(tmp_path, {episode("a", "js node"): said, episode("b", "On Node.js!"): said})

    assert ids(asked(tmp_path, q))[0] == ("b" if "nodes" not in q else "a")


def test_stop_words_tell_nothing_of_an_episode(tmp_path: Path) -> None:
    indexed(
        tmp_path,
        {"often": ["the wsgi", *["the the the"] * 9], "once": ["wsgi, the"], "um": ["the um"]},
    )

    results = asked(tmp_path, "the wsgi")

    assert {group.episode.id for group in results.groups} == {"often", "once"}
    assert ids(results)[0] == "once"
