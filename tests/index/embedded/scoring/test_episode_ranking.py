"""Ranking of the episodes that answer, by their talk, titles and openings."""

from pathlib import Path

import pytest

from index.ranking import parameters
from tests.builders import episode, indexed
from tests.contract.test_episodes import asked, filled, hits, ids


@pytest.fixture(autouse=True)
def _few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    # The shows of these tests have few episodes.
    monkeypatch.setattr(parameters, "ENOUGH_EPISODES", 1)


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


def test_an_episode_called_so_comes_first_and_is_an_answer_even_where_nobody_says_it(
    tmp_path: Path,
) -> None:
    indexed(
        tmp_path,
        {
            episode("said", "Other"): filled(*["lektor is a thing"] * 3),
            episode("title", "All about Lektor"): filled("lector"),
            episode("guest", "Other", people=("Ann Lektor",)): filled("lector"),
        },
    )

    results = asked(tmp_path, "lektor")

    assert sorted(ids(results)[:2]) == ["guest", "title"]
    assert ids(results)[2] == "said"
    assert [(group.total, hits(group)) for group in results.groups[:2]] == [(0, []), (0, [])]
    assert results.total == 3


@pytest.mark.parametrize("q", ['"node js"', "node.js", "nodes js"])
def test_a_title_is_found_by_its_phrases_and_stems(tmp_path: Path, q: str) -> None:
    indexed(tmp_path, {episode("a", "js node"): ["um"], episode("b", "On Node.js!"): ["um"]})

    assert "b" in ids(asked(tmp_path, q))


def test_what_is_said_all_the_time_is_no_hit_beside_what_tells_more(tmp_path: Path) -> None:
    far = ["so well then"] * 200
    indexed(
        tmp_path,
        {
            "far": ["so flask", *far, "wsgi"],
            "often": ["so flask wsgi", *far],
        },
    )

    results = asked(tmp_path, "so flask wsgi")

    assert {group.episode.id: sorted(hits(group)) for group in results.groups} == {
        "often": ["often:0"],
        "far": ["far:0", "far:201"],
    }


def test_hits_that_hold_only_what_is_said_all_the_time_are_scored(tmp_path: Path) -> None:
    so, um, far = ["so well then"] * 30, ["um we know"] * 30, ["we know"] * 200
    indexed(tmp_path, {"far": [*so, *far, *um, "um um know"]})

    (group,) = asked(tmp_path, "so um", group_limit=100).groups

    assert group.total == 61
    assert hits(group)[0] == "far:260"
    assert all(hit.score for hit in group.hits)


def test_where_few_hold_all_words_those_with_the_most_informative_words_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parameters, "ENOUGH_EPISODES", 2)
    talk = {
        "all": ["the wsgi flask"],
        "telling": ["wsgi flask"],
        "one": ["wsgi"],
        "common": ["the"] * 9,
        "rest": ["the um"] * 9,
    }
    indexed(tmp_path, talk)

    results = asked(tmp_path, "the wsgi flask")

    assert [(group.episode.id, group.missing) for group in results.groups] == [
        ("all", ()),
        ("telling", ("the",)),
        ("one", ("the", "flask")),
    ]
    assert ids(asked(tmp_path, "the wsgi zeppelin")) == ["all", "one", "telling"]
