"""A commit publishes what was added and removed, in one step, and nothing before."""

import math
import pickle
from collections.abc import Callable
from operator import methodcaller

import pytest

from index import (
    READING_VERSION,
    EngineUnavailable,
    Episode,
    IndexLocked,
    IndexMissing,
    SearchRequest,
    Segment,
    SynonymsError,
    Versions,
    Writer,
    open_index,
    open_writer,
)
from index.analysis import VERSION
from index.query.synonyms import Synonyms
from tests.builders import empty_folder, episode, found, indexed, segment
from tests.contract.conftest import Fresh


def test_an_index_of_no_episodes_answers_everything_with_nothing(location: str) -> None:
    indexed(location, {})

    with open_index(location) as engine:
        assert engine.search(SearchRequest("flask -django")).total == 0
        assert (engine.episodes(), engine.segments("a"), list(engine.terms())) == ([], [], [])
        assert engine.stats().episodes == 0
        assert engine.is_current()


def test_the_last_episode_can_be_removed(location: str) -> None:
    indexed(location, {"a": ["flask"]})
    with open_writer(location) as writer:
        writer.remove("a")

    assert found(location, "flask") == []


def test_an_index_says_what_made_it_with_the_oldest_reading_of_a_file(location: str) -> None:
    known = [
        episode("typed"),
        episode("new", fingerprint="f", reading=READING_VERSION),
        episode("old", fingerprint="f", reading=READING_VERSION - 1),
    ]
    for number, reading in enumerate([None, READING_VERSION, READING_VERSION - 1]):
        indexed(location, {one: ["flask"] for one in known[: number + 1]})
        with open_index(location) as engine:
            assert engine.versions == Versions(VERSION, reading)
    with open_writer(location) as writer:
        assert writer.versions == Versions(VERSION, READING_VERSION - 1)
        writer.remove("old")

    with open_index(location) as engine:
        assert engine.versions == Versions(VERSION, READING_VERSION)
        assert engine.versions.outdated() == ""


def test_an_episode_may_have_no_segments(location: str) -> None:
    indexed(location, {"a": []})

    with open_index(location) as engine:
        assert [one.id for one in engine.episodes()] == ["a"]


def test_a_snapshot_does_not_see_a_later_commit(location: str) -> None:
    indexed(location, {"a": ["flask"]})
    with open_index(location) as engine:
        assert engine.is_current()
        version, generation = engine.version, engine.stats().generation

        for name in "abcdef":
            indexed(location, {name: ["django"]})

        assert not engine.is_current()
        assert (engine.version, engine.stats().generation) == (version, generation)
        assert [hit.id for hit in engine.search(SearchRequest("flask OR django")).hits] == ["a:0"]
    with open_index(location) as engine:
        assert engine.version != version
        assert engine.stats().generation > generation
        assert engine.search(SearchRequest("flask")).total == 0


def test_a_snapshot_may_be_closed_twice(location: str) -> None:
    engine = open_index(indexed(location, {"a": ["flask"]}))
    engine.close()

    engine.close()

    with pytest.raises(EngineUnavailable):
        engine.search(SearchRequest("flask"))


def test_a_replaced_episode_is_found_only_as_it_is_now(location: str) -> None:
    indexed(location, {"a": ["one", "two"], "b": ["one"]})
    indexed(location, {"a": ["three"]})

    assert set(found(location, "one OR two OR three")) == {"a:0", "b:0"}
    assert found(location, "one OR two") == ["b:0"]


def test_a_removed_episode_is_gone(location: str) -> None:
    indexed(location, {"a": ["flask"], "b": ["flask"]})
    with open_writer(location) as writer:
        writer.remove("a")
        writer.remove("nobody")
        writer.remove("a\udcff")

    assert found(location, "flask") == ["b:0"]


def test_an_episode_added_and_removed_in_one_commit_is_not_there(location: str) -> None:
    with open_writer(location) as writer:
        writer.add(episode("a"), [segment("flask")])
        writer.add(episode("b"), [segment("flask")])
        writer.remove("a")

    assert found(location, "flask") == ["b:0"]


def test_a_writer_knows_the_episodes_of_the_last_commit(location: str) -> None:
    with open_writer(location) as writer:
        assert writer.episodes() == {}
        writer.add(episode("a", fingerprint="1"), [])
    with open_writer(location) as writer:
        writer.add(episode("b"), [])
        assert writer.episodes() == {"a": episode("a", fingerprint="1")}


def test_nothing_is_seen_before_the_commit(location: str) -> None:
    indexed(location, {"a": ["flask"]})
    with open_writer(location) as writer:
        writer.add(episode("a"), [segment("django")])
        assert found(location, "flask OR django") == ["a:0"]
        writer.commit()

    assert found(location, "flask") == []


def test_what_is_rolled_back_was_never_there(location: str) -> None:
    indexed(location, {"a": ["flask"]})
    with open_writer(location) as writer:
        writer.add(episode("a"), [segment("django")])
        writer.remove("a")
        writer.rollback()
        writer.rollback()

    assert found(location, "flask OR django") == ["a:0"]


def test_adding_an_episode_tells_how_many_words_it_has(location: str) -> None:
    with open_writer(location) as writer:
        assert writer.add(episode("a"), [segment("pour some"), segment("web", 1)]) == 3
        assert writer.add(episode("b"), []) == 0


def test_an_episode_prepared_before_is_added_as_it_would_be_now(location: str) -> None:
    said = [segment("pour some", speaker="Ann", start=0.5), segment("web", 1, start=2.5)]
    with open_writer(location) as writer:
        prepare = pickle.loads(pickle.dumps(writer.prepare))
        prepared = pickle.loads(pickle.dumps(prepare(episode("a", "Flask"), said)))
        assert writer.add_prepared(prepared) == 3
        with pytest.raises(ValueError, match="'a' is already part of this commit"):
            writer.add_prepared(prepared)

    assert found(location, '"some web" speaker:ann') == ["a:0"]
    with open_index(location) as engine:
        assert engine.episodes() == [episode("a", "Flask")]
        assert engine.segments("a") == said


@pytest.mark.parametrize("ordinal", [1, -1])
def test_segments_that_do_not_count_from_0_are_refused(location: str, ordinal: int) -> None:
    with (
        open_writer(location) as writer,
        pytest.raises(ValueError, match="the segments of 'a' are not numbered 0, 1, 2"),
    ):
        writer.prepare(episode("a"), [segment("flask", ordinal)])


BAD = [
    segment("half a character \ud800"),
    segment("um", speaker="Ann \udcff"),
    segment("um", start=math.nan),
    segment("um", end=math.inf),
    segment("um so", anchors=[(3, 1.0), (0, 2.0)]),
    segment("um so", anchors=[(-1, 1.0)]),
    segment("um so", anchors=[(0, math.nan)]),
    segment("um", 1),
]


@pytest.mark.parametrize("bad", BAD, ids=str)
@pytest.mark.parametrize("way", ["add", "prepare"])
def test_a_segment_that_cannot_be_stored_is_refused(location: str, way: str, bad: Segment) -> None:
    with open_writer(location) as writer:
        writer.add(episode("good"), [segment("um")])
        with pytest.raises(ValueError):  # noqa: PT011  # each engine says it in its own words
            getattr(writer, way)(episode("bad"), [bad])

    assert found(location, "um") == ["good:0"]


def test_what_another_engine_made_ready_is_refused(location: str) -> None:
    with empty_folder() as folder, open_writer(folder) as one, open_writer("plain://b") as other:
        theirs = [writer.prepare(episode("a"), [segment("um")]) for writer in (one, other)]
    with open_writer(location) as writer:
        own = type(writer.prepare(episode("a"), []))
        for prepared in [None, *theirs]:
            if not isinstance(prepared, own):
                with pytest.raises(TypeError, match="was not made ready for this engine"):
                    writer.add_prepared(prepared)
        writer.add(episode("a"), [segment("flask")])

    assert len({own, *map(type, theirs)}) == 2
    assert found(location, "um OR flask") == ["a:0"]


def test_there_is_no_index_before_the_first_commit(location: str) -> None:
    with pytest.raises(IndexMissing):
        open_index(location)
    writer = open_writer(location)
    writer.add(episode("a"), [segment("flask")])

    assert writer.rollback() == 0
    with pytest.raises(IndexMissing):
        open_index(location)


def test_ending_a_writer_tells_what_the_stats_say_that_the_index_takes(location: str) -> None:
    writer = open_writer(location)
    writer.add(episode("a"), [segment("flask")])
    size = writer.commit()
    again = open_writer(location).rollback()
    with open_index(location) as engine:
        taken = engine.stats().bytes

    assert size == again == taken > 0


def test_a_closed_engine_says_that_it_was_closed(location: str) -> None:
    engine = open_index(indexed(location, {"a": ["flask"]}))
    engine.close()

    for ask in (
        methodcaller("search", SearchRequest("flask")),
        methodcaller("suggest", "fl"),
        methodcaller("episodes"),
        methodcaller("segments", "a"),
        methodcaller("stats"),
        lambda closed: list(closed.terms()),
        lambda closed: closed.statistics,
    ):
        with pytest.raises(EngineUnavailable, match="was closed; open it again"):
            ask(engine)


def test_an_index_built_anew_has_another_version(fresh: Fresh) -> None:
    versions = set()
    for _ in range(2):
        with fresh() as location, open_index(indexed(location, {"a": ["flask"]})) as engine:
            versions.add(engine.version)

    assert len(versions) == 2


def test_an_exception_in_the_body_rolls_back(location: str) -> None:
    indexed(location, {"a": ["flask"]})

    def fail(writer: Writer) -> None:
        with writer:
            writer.remove("a")
            writer.add(episode("b"), [segment("flask")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail(open_writer(location))

    assert found(location, "flask") == ["a:0"]


@pytest.mark.parametrize("end", [methodcaller("commit"), methodcaller("rollback")])
@pytest.mark.parametrize(
    "more",
    [
        methodcaller("add", episode("c"), []),
        methodcaller("remove", "a"),
        methodcaller("set_synonyms", "a, b"),
        methodcaller("add_prepared", None),
        methodcaller("commit"),
    ],
)
def test_a_writer_that_has_ended_does_nothing_more(
    location: str, end: Callable[[Writer], None], more: Callable[[Writer], object]
) -> None:
    indexed(location, {"a": ["flask"]})
    ended = open_writer(location)
    end(ended)
    indexed(location, {"b": ["flask"]})

    with pytest.raises(EngineUnavailable, match="has committed or rolled back; open another"):
        more(ended)
    ended.rollback()
    assert found(location, "flask") == ["a:0", "b:0"]


def test_the_same_episode_twice_in_one_commit_is_refused(location: str) -> None:
    with open_writer(location) as writer:
        writer.add(episode("a"), [segment("first")])
        with pytest.raises(ValueError, match="'a' is already part of this commit"):
            writer.add(episode("a"), [segment("second")])
        writer.add(episode("b"), [segment("third")])

    assert found(location, "first OR second OR third") == ["a:0", "b:0"]


@pytest.mark.parametrize("bad", [episode("b\udcff"), episode("b", number="1\udcff")])
def test_an_episode_that_cannot_be_stored_is_refused_whole(location: str, bad: Episode) -> None:
    indexed(location, {"b": ["old"]})
    with open_writer(location) as writer:
        writer.add(episode("a"), [segment("before")])
        with pytest.raises(ValueError, match="udcff"):
            writer.add(bad, [segment("second")])
        writer.add(episode("c"), [segment("after")])

    assert set(found(location, "before OR old OR second OR after")) == {"a:0", "b:0", "c:0"}
    assert found(location, "second") == []


def test_a_second_writer_is_refused_and_readers_are_not(location: str) -> None:
    indexed(location, {"a": ["flask"]})
    with open_writer(location):
        with pytest.raises(IndexLocked, match="wait until it has finished"):
            open_writer(location)
        assert found(location, "flask") == ["a:0"]

    indexed(location, {"b": ["flask"]})
    assert found(location, "flask") == ["a:0", "b:0"]


def kept(location: str) -> Synonyms:
    with open_index(location) as engine:
        return engine.statistics.synonyms


def test_synonyms_are_kept_by_every_commit_until_others_are_given(location: str) -> None:
    with open_writer(location) as writer:
        assert writer.set_synonyms("a, b")
        writer.add(episode("one"), [segment("a")])
    with open_writer(location) as writer:
        assert not writer.set_synonyms("a, b")
        writer.add(episode("two"), [segment("b")])
    assert kept(location) == {("a",): (("b",),), ("b",): (("a",),)}
    with open_writer(location) as writer:
        assert writer.set_synonyms("")
    assert kept(location) == {}


def test_synonyms_that_are_refused_or_rolled_back_change_nothing(location: str) -> None:
    with open_writer(location) as writer:
        writer.set_synonyms("a, b")
    with open_writer(location) as writer, pytest.raises(SynonymsError):
        writer.set_synonyms("a,")
    assert kept(location) == {("a",): (("b",),), ("b",): (("a",),)}
    with open_writer(location) as writer:
        writer.set_synonyms("c, d")
        writer.rollback()
    assert kept(location) == {("a",): (("b",),), ("b",): (("a",),)}
