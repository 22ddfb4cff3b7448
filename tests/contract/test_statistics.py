"""The statistics of a snapshot: each method on literal talk, and on random talk in both engines."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Episode, analysis, open_index, open_writer
from index.analysis import phonetic
from index.query.tree import (
    And,
    DateRange,
    FieldFilter,
    Fuzzy,
    MatchNone,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Window,
    Word,
)
from index.rewriting.statistics import Context, Statistics
from tests.builders import empty_folder, episode, indexed, segment
from tests.contract.conftest import Fresh
from tests.effort import examples
from tests.plain_engine.writer import forget

Spoken = Mapping[Episode, Sequence[str]]

TALK: Spoken = {
    episode("one"): ["pour some web", "", "web into web"],
    episode("two"): ["Some flasks, some runs: run!"],
    episode("tres", language="es"): ["dos canciones y una canción"],
}


@pytest.fixture(scope="module")
def statistics(fresh: Fresh) -> Iterator[Statistics]:
    with fresh() as location, open_index(indexed(location, TALK)) as engine:
        yield engine.statistics


# Each method, on literal talk.


def test_documents_and_tokens_are_counted(statistics: Statistics) -> None:
    assert (statistics.documents, statistics.living, statistics.tokens) == (5, 5, 16)
    assert set(statistics.languages) == {"en", "es"}


@pytest.mark.parametrize(
    ("term", "said", "held"),
    [("web", 3, 2), ("some", 3, 2), ("run", 1, 1), ("canciones", 1, 1), ("absent", 0, 0)],
)
def test_a_term_is_counted_as_often_as_it_is_said_and_by_documents(
    statistics: Statistics, term: str, said: int, held: int
) -> None:
    assert statistics.occurrences(term) == said
    assert statistics.document_frequency(term) == held


@pytest.mark.parametrize(
    ("terms", "slop", "documents"),
    [
        (("some", "web"), 0, 1),
        (("web", "web"), 0, 1),
        (("web", "web"), 1, 2),
        (("web", "some"), 9, 0),
        (("some",), 0, 2),
        (("some", "absent"), 0, 0),
    ],
)
def test_a_phrase_is_counted_by_the_documents_it_begins_in(
    statistics: Statistics, terms: Sequence[str], slop: int, documents: int
) -> None:
    assert statistics.phrase_frequency(terms, slop) == documents


@pytest.mark.parametrize(
    ("term", "forms"),
    [
        ("running", ["run", "runs"]),
        ("canción", ["canciones", "canción"]),
        ("flask", ["flasks"]),
        ("absent", []),
    ],
)
def test_forms_are_the_terms_of_a_stem(statistics: Statistics, term: str, forms: list[str]) -> None:
    assert list(statistics.forms(term)) == forms


@pytest.mark.parametrize(
    ("term", "edits", "kept", "similar"),
    [
        ("web", 0, 1, {"web": 3}),
        ("wab", 1, 1, {"web": 3}),
        ("seb", 1, 1, {}),
        ("seb", 1, 0, {"web": 3}),
        ("flask", 1, 2, {"flasks": 1}),
        ("rum", 2, 1, {"run": 1, "runs": 1}),
    ],
)
def test_similar_terms_are_a_few_edits_away_behind_the_letters_that_are_kept(
    statistics: Statistics, term: str, edits: int, kept: int, similar: dict[str, int]
) -> None:
    assert statistics.similar_terms(term, edits, kept) == similar


def test_terms_are_told_by_letters_that_they_contain(statistics: Statistics) -> None:
    assert statistics.containing("un") == ["run", "runs", "una"]
    assert statistics.containing("xyz") == []


def test_like_sounding_terms_have_one_skeleton(fresh: Fresh) -> None:
    said = {"e": ["whiskey and wisky, pie and pi, but no whisk; b is said as bee"]}
    with fresh() as location, open_index(indexed(location, said)) as engine:
        alike = engine.statistics.sounding_like

        assert sorted(alike(phonetic.skeletons(b"whiskey").decode())) == [
            "whisk",
            "whiskey",
            "wisky",
        ]
        assert sorted(alike(phonetic.skeletons(b"bee").decode())) == ["b", "bee", "pi", "pie"]
        assert list(alike("absent")) == []


def test_collocations_are_pairs_side_by_side_more_often_than_by_chance(fresh: Fresh) -> None:
    filler = " ".join(f"um{n}x" for n in range(300))
    said = {"e": [f"pie pie {filler} pie pie, red pie {filler} pie pie"]}
    skeleton, red = (phonetic.skeletons(word).decode() for word in (b"pie", b"red"))
    with fresh() as location, open_index(indexed(location, said)) as engine:
        statistics = engine.statistics

        assert list(statistics.collocations(2 * skeleton)) == [("pie", "pie")]
        assert list(statistics.collocations(skeleton)) == []
        assert list(statistics.collocations(red + skeleton)) == []


def test_positions_are_where_terms_in_a_row_begin_and_count_through_an_episode(
    statistics: Statistics,
) -> None:
    first = int(statistics.positions(("pour",))[0])

    assert (statistics.positions(("web",)) - first).tolist() == [2, 3, 5]
    assert (statistics.positions(("web", "into", "web")) - first).tolist() == [3]
    assert statistics.positions(("into", "pour")).tolist() == []
    assert statistics.positions(("absent",)).tolist() == []


def test_positions_of_two_episodes_are_far_apart_and_below_the_extent(
    statistics: Statistics,
) -> None:
    begins = [int(statistics.positions((term,))[0]) for term in ("pour", "flasks", "dos")]
    ends = [int(statistics.positions((term,))[-1]) for term in ("web", "run", "canción")]
    (_, one), (two, another), (three, last) = sorted(zip(begins, ends, strict=True))

    assert min(two - one, three - another) >= 1024
    assert last < statistics.extent


def test_each_position_has_its_episode_and_its_text(statistics: Statistics) -> None:
    web, some = statistics.positions(("web",)), statistics.positions(("some",))
    episodes = statistics.episodes_at(some).tolist()

    assert set(statistics.episodes_at(web).tolist()) == {episodes[0]}
    assert episodes[1] == episodes[2] != episodes[0]
    assert [statistics.context(position) for position in web.tolist()] == [
        Context("pour some web", 2),
        Context("web into web", 0),
        Context("web into web", 2),
    ]


def test_what_was_made_for_a_key_is_remembered(statistics: Statistics) -> None:
    made = itertools.count()
    answers = [statistics.remembered(("some", "key"), lambda: next(made), lambda _: 8)]
    answers += [statistics.remembered(("some", "key"), lambda: next(made), lambda _: 8)]
    answers += [statistics.remembered(("other",), lambda: next(made), lambda _: 8)]

    assert answers == [0, 0, 1]


def test_synonyms_are_those_that_were_committed(location: str) -> None:
    with open_writer(location) as writer:
        writer.set_synonyms("k8s, kubernetes\ngil => interpreter lock")
    with open_index(location) as engine:
        assert engine.statistics.synonyms == {
            ("k8s",): (("kubernetes",),),
            ("kubernetes",): (("k8s",),),
            ("gil",): (("interpreter", "lock"),),
        }


# Both engines, on random talk.

WORDS = ["run", "runs", "ran", "web", "flower", "flows", "don't", "C++", "camelCase", "__init__"]
TERMS = [*map(str.casefold, WORDS), "camel", "init", "running", "rum", "absent"]
SAID = st.lists(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), max_size=5)
EPISODES = [episode("a"), episode("b", language="es"), episode("c", number="7")]
TALKS = st.dictionaries(st.sampled_from(EPISODES), SAID, max_size=3)

ATOMS: st.SearchStrategy[Query] = st.one_of(
    st.sampled_from(TERMS).map(Word),
    st.lists(st.sampled_from(TERMS), min_size=1, max_size=3).map(lambda x: Phrase(tuple(x))),
    st.builds(Phrase, st.tuples(*[st.sampled_from(TERMS)] * 2), st.integers(0, 3)),
    st.builds(Near, st.tuples(*[st.sampled_from(TERMS)] * 2), st.integers(2, 5)),
    st.sampled_from(["r", "c", "don"]).map(Prefix),
    st.sampled_from(["r?n", "*s", "f*w*"]).map(Wildcard),
    st.builds(Fuzzy, st.sampled_from(TERMS), st.integers(0, 2)),
)


def _joined(below: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    some = st.lists(below, min_size=2, max_size=3).map(tuple)
    atoms = st.lists(ATOMS, min_size=2, max_size=3, unique=True).map(tuple)
    return st.one_of(
        some.map(And),
        some.map(Or),
        st.builds(Window, atoms, st.integers(2, 12)),
        below.map(Not),
    )


FILTERS: list[Query] = [
    FieldFilter("episode", "7"),
    FieldFilter("title", "title"),
    DateRange(None, None),
]
TREES = st.recursive(ATOMS | st.sampled_from([*FILTERS, MatchNone()]), _joined, max_leaves=6)


@contextmanager
def both(*commits: Mapping[Episode, Sequence[str] | None]) -> Iterator[list[Statistics]]:
    """Give the statistics of each engine after some commits; an episode that is None is removed."""
    with empty_folder() as folder:
        for location in (str(folder), "plain://both"):
            for talk in commits:
                with open_writer(location) as writer:
                    for one, said in talk.items():
                        if said is None:
                            writer.remove(one.id)
                        else:
                            writer.add(one, [segment(text, n) for n, text in enumerate(said)])
        with open_index(str(folder)) as embedded, open_index("plain://both") as plain:
            yield [embedded.statistics, plain.statistics]
        forget("plain://both")


def overlaps(statistics: Statistics, trees: Sequence[Query]) -> list[int]:
    """Return how many documents each two trees have in common: no number of one means anything."""
    found = [statistics.matching(tree) for tree in trees]
    assert all((np.diff(documents) > 0).all() for documents in found)
    return [len(np.intersect1d(one, other)) for one in found for other in found]


def places(statistics: Statistics, terms: Sequence[str]) -> list[tuple[int, Context]]:
    """Return of each position its episode, numbered as they are met, and its context."""
    positions = statistics.positions(terms)
    met: dict[int, int] = {}
    return sorted(
        (met.setdefault(number, len(met)), statistics.context(position))
        for number, position in zip(
            statistics.episodes_at(positions).tolist(), positions.tolist(), strict=True
        )
    )


@settings(max_examples=examples(60))
@given(TALKS)
def test_both_engines_count_the_same(talk: Spoken) -> None:
    with both(talk) as (one, other):
        for name in ("documents", "living", "tokens", "languages", "synonyms"):
            assert getattr(one, name) == getattr(other, name), name
        for term in TERMS:
            for ask in ("occurrences", "document_frequency", "forms", "containing"):
                assert getattr(one, ask)(term) == getattr(other, ask)(term), (ask, term)
            for edits, kept in itertools.product(range(3), range(2)):
                similar = [ask.similar_terms(term, edits, kept) for ask in (one, other)]
                assert similar[0] == similar[1], term
            for _, skeleton in phonetic.pronunciations(term):
                assert sorted(one.sounding_like(skeleton)) == sorted(other.sounding_like(skeleton))


ROWS = st.lists(st.lists(st.sampled_from(TERMS), min_size=1, max_size=3), min_size=8, max_size=8)


@settings(max_examples=examples(60))
@given(TALKS, TALKS, st.sets(st.sampled_from(EPISODES)), ROWS, st.integers(0, 3))
def test_both_engines_know_the_same_positions_of_what_was_not_removed(
    first: Spoken, second: Spoken, removed: set[Episode], rows: list[list[str]], slop: int
) -> None:
    with both(first, second, dict.fromkeys(removed)) as (one, other):
        assert one.living == other.living
        for terms in [*rows, *([term] for term in TERMS)]:
            assert sorted(c for _, c in places(one, terms)) == sorted(
                c for _, c in places(other, terms)
            )
            assert one.phrase_frequency(terms, slop) == other.phrase_frequency(terms, slop)
            for statistics in (one, other):
                for _, (text, token) in places(statistics, terms):
                    assert analysis.terms(text)[token] == terms[0]


@settings(max_examples=examples(60))
@given(TALKS, TALKS, st.sets(st.sampled_from(EPISODES)), st.lists(TREES, min_size=6, max_size=6))
def test_both_engines_match_the_same_documents_that_were_not_removed(
    first: Spoken, second: Spoken, removed: set[Episode], trees: list[Query]
) -> None:
    everything = Not(MatchNone())
    with both(first, second, dict.fromkeys(removed)) as (one, other):
        assert overlaps(one, [everything, *trees]) == overlaps(other, [everything, *trees])
