"""The impact of words on episodes: stored or added up, merged or not, it is the same number."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Episode, SearchRequest, Segment, open_index
from index.embedded.format.impacts import Impacts
from index.embedded.reading.leaf import Form, Leaf
from index.embedded.reading.opening import open_snapshot
from index.embedded.reading.snapshot import Snapshot
from index.embedded.scoring.episode_scores import episode_scores
from index.embedded.scoring.impacts import forms_of_stem, forms_of_term, impact
from index.embedded.writing.merge_policies import NO_MERGE
from index.embedded.writing.writer import EmbeddedWriter
from index.query.tree import Word
from tests.builders import empty_folder, episode, segment
from tests.effort import examples

WORDS = ["run", "runs", "casa", "casas", "web", "um"]
EPISODES = [
    episode("a", "Web"),
    episode("b", language="es"),
    episode("c", "Runs"),
    episode("d", language="es"),
    episode("e"),
]
SAID = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), max_size=7), st.booleans()), max_size=5
).map(
    lambda said: [
        segment(" ".join(words), number, sponsor=sponsor)
        for number, (words, sponsor) in enumerate(said)
    ]
)
TALK = st.lists(SAID, min_size=5, max_size=5).map(
    lambda all_: list(zip(EPISODES, all_, strict=True))
)
COMMITS = st.lists(st.integers(1, 4), min_size=1, max_size=3)

Talk = Sequence[tuple[Episode, list[Segment]]]


def write(folder: Path, talk: Talk, sizes: Iterable[int] = ()) -> None:
    """Commit so many episodes at a time, and the rest at once, as index segments of their own."""
    left = list(talk)
    for size in (*sizes, len(left)):
        with EmbeddedWriter(folder) as writer:
            for known, said in left[:size]:
                writer.add(known, said)
            writer.commit(mergetype=NO_MERGE)
        left = left[size:]


@contextmanager
def snapshot_of(
    talk: Talk, sizes: Iterable[int] = (), removed: Iterable[str] = ()
) -> Iterator[Snapshot]:
    with empty_folder() as folder:
        write(folder, talk, sizes)
        with EmbeddedWriter(folder) as writer:
            for id_ in removed:
                writer.remove(id_)
            writer.commit(mergetype=NO_MERGE)
        snapshot, _ = open_snapshot(folder)
        yield snapshot
        snapshot.close()


def words(snapshot: Snapshot) -> Iterator[Callable[[Leaf], Iterable[Form]]]:
    for word in WORDS:
        yield forms_of_term(word)
        yield from (forms_of_stem(*stem) for stem in snapshot.stemmed(word))


@settings(max_examples=examples(60))
@given(TALK, COMMITS, st.sets(st.sampled_from("abcde"), max_size=3))
def test_stored_impacts_are_those_that_are_added_up(
    talk: Talk, sizes: list[int], removed: set[str]
) -> None:
    with snapshot_of(talk, sizes, removed) as snapshot:
        every = np.ones(snapshot.documents, np.bool_)
        for forms in words(snapshot):
            stored = impact(snapshot, forms, None, demote=True)
            filtered = impact(snapshot, forms, every, demote=True)
            with mock.patch.object(Impacts, "row", return_value=None):
                added_up = impact(snapshot, forms, None, demote=True)

            assert stored.tolist() == added_up.tolist() == filtered.tolist()
            living = {number for number, _ in snapshot.episodes.living()}
            assert {number for number, count in enumerate(stored) if count} <= living


@settings(max_examples=examples(60))
@given(TALK, COMMITS, st.booleans())
def test_an_episode_has_the_same_score_however_its_index_was_merged(
    talk: Talk, sizes: list[int], demote: bool
) -> None:
    with snapshot_of(talk, sizes) as split, snapshot_of(talk) as whole:
        assert len(whole.leaves) <= len(split.leaves)
        for word in (*WORDS, "running"):
            scores = [
                episode_scores(one, Word(word), None, demote=demote) for one in (split, whole)
            ]

            assert scores[0].tolist() == scores[1].tolist()


def test_sponsors_messages_count_less_only_where_they_are_demoted() -> None:
    said = [segment("um", 0), segment("web", 1, sponsor=True), segment("web", 2)]
    with snapshot_of([(episode("a"), said)]) as snapshot:
        emphasis, lower = snapshot.episodes.emphasis, snapshot.episodes.sponsor_weighted
        demoted = impact(snapshot, forms_of_term("web"), None, demote=True)
        counted = impact(snapshot, forms_of_term("web"), None, demote=False)

    assert counted.tolist() == [emphasis[1] + emphasis[2]]
    assert demoted.tolist() == [lower[1] + emphasis[2]]
    assert lower[1] < emphasis[1]


def test_only_allowed_documents_count() -> None:
    said = [segment("web", n) for n in range(3)]
    with snapshot_of([(episode("none"), []), (episode("a"), said)], [1]) as snapshot:
        allowed = np.array([False, True, False])
        counted = impact(snapshot, forms_of_term("web"), allowed, demote=True)

        assert counted.tolist() == [0, snapshot.episodes.emphasis[1]]


def test_an_index_from_before_impacts_were_stored_ranks_the_same(tmp_path: Path) -> None:
    talk = [
        (episode(name), [segment(f"web {'um ' * n} run", n) for n in range(9)]) for name in "abc"
    ]
    write(tmp_path / "now", talk)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.embedded.writing.batch.ImpactWriter.append", lambda *_: None)
        write(tmp_path / "before", talk)
    answers = []
    for name in ("now", "before"):
        with open_index(tmp_path / name) as engine:
            hits = engine.search(SearchRequest("web run")).hits
            answers.append([(hit.id, hit.score) for hit in hits])

    assert answers[0] == answers[1]
    assert len(answers[0]) == 20
