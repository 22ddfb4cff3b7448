import dataclasses
import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Episode, Segment
from index.embedded.reading.leaf import Leaf
from index.embedded.writing.batch import Batch
from index.embedded.writing.merging import merge
from index.embedded.writing.prepared import prepare
from tests.builders import empty_folder, episode, segment
from tests.effort import examples

Recording = tuple[Episode, list[Segment]]

WORDS = [
    "run",
    "runs",
    "casa",
    "casas",
    "a",
    "東京",
    "c++",
    "don't",
    "--run",
    "camelCase",
    "camelcase",
]


@st.composite
def recordings(draw: st.DrawFn) -> list[Recording]:
    made = []
    for number in range(draw(st.integers(0, 5))):
        known = episode(
            f"e{number}",
            date=draw(st.sampled_from([None, datetime.date(2015, 5, 29)])),
            language=draw(st.sampled_from([None, "es", "ru"])),
        )
        said = [
            segment(
                " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=6))),
                ordinal,
                draw(st.sampled_from([None, "Ann", "Bob", "Zoë"])),
                start=draw(st.none() | st.sampled_from([0.0, 1.25, 1 / 3])),
                anchors=draw(st.sampled_from([(), ((0, 1.5),)])),
                speaker_probability=draw(st.sampled_from([None, 0.5])),
            )
            for ordinal in range(draw(st.integers(0, 4)))
        ]
        made.append((known, said))
    return made


def build(path: Path, talk: Sequence[Recording], dead: Sequence[int] = ()) -> Leaf:
    batch = Batch()
    for known, said in talk:
        batch.add(prepare(known, said))
    batch.write(path)
    return Leaf(path, dead)


def contents(leaf: Leaf) -> dict[str, Any]:
    """Return all contents of an index segment."""
    lists = leaf.lists
    stems = leaf.stems
    return {
        "episodes": [leaf.episode(number) for number in range(leaf.episodes)],
        "segments": [leaf.segment(document) for document in range(leaf.documents)],
        "languages": [leaf.language_of(number) for number in range(leaf.episodes)],
        "days": leaf.days.tolist(),
        "firsts": leaf.firsts.tolist(),
        "lengths": leaf.lengths.tolist(),
        "scored": leaf.scored_lengths[leaf.lengths].tolist(),
        "terms": list(leaf.terms),
        "lists": [column.tolist() for column in lists.range(0, len(lists))],
        "stems": {
            stem: held
            for number, stem in enumerate(stems.dictionary)
            if (held := [column.tolist() for column in leaf.holding_stem(number)])[0]
        },
        "impacts": {
            term: row.tolist()
            for number, term in enumerate(leaf.terms)
            if (row := leaf.impacts.row(number)) is not None
        },
        "speakers": {name for name in leaf.speakers if len(leaf.of_speakers(str(name).casefold()))},
    }


@settings(max_examples=examples(40))
@given(st.lists(recordings().filter(bool), min_size=1, max_size=3), st.data())
def test_what_is_merged_is_what_would_have_been_built_at_once(
    talks: list[list[Recording]], data: st.DataObject
) -> None:
    living: list[Recording] = []
    with empty_folder() as folder:
        leaves = []
        for number, talk in enumerate(talks):
            dead = data.draw(st.sets(st.integers(0, len(talk) - 1), max_size=len(talk) - 1))
            leaves.append(build(folder / f"{number}.talk", talk, sorted(dead)))
            living += [one for at, one in enumerate(talk) if at not in dead]
        merge(folder / "merged.talk", leaves)
        merged = Leaf(folder / "merged.talk")
        at_once = build(folder / "at once.talk", living)

        assert contents(merged) == contents(at_once)
        assert set(merged.languages) == set(at_once.languages)
        assert set(merged.speakers) == set(at_once.speakers)


def test_lists_and_talk_are_merged_a_range_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.embedded.writing.merging._OCCURRENCES", 3)
    monkeypatch.setattr("index.embedded.writing.merging._DOCUMENTS", 2)
    monkeypatch.setattr("index.embedded.writing.batch._PART", 3)
    monkeypatch.setattr("index.embedded.writing.batch._RANGE", 3)
    said = [segment(" ".join(WORDS[n:] * 2), n, anchors=[(0, n / 3)]) for n in range(7)]
    gone = [segment("only here and nowhere else", n) for n in range(3)]
    talk = [(episode("a"), said), (episode("b"), gone), (episode("c"), said[:3])]
    leaves = [build(tmp_path / "0.talk", talk, [1]), build(tmp_path / "1.talk", talk[:1])]
    merge(tmp_path / "merged.talk", leaves)
    living = [talk[0], talk[2], talk[0]]

    assert contents(Leaf(tmp_path / "merged.talk")) == contents(build(tmp_path / "2.talk", living))


def test_of_what_is_dead_no_name_is_left(tmp_path: Path) -> None:
    talk = [
        (episode("a"), [segment("flask", 0, "Ann")]),
        (episode("b", language="es"), [segment("casas", 0, "Bob", speaker_probability=0.5)]),
        (episode("c", language="ru"), [segment("дом", 0, "Cem")]),
    ]
    merge(tmp_path / "merged.talk", [build(tmp_path / "0.talk", talk, [0, 1])])
    merged = Leaf(tmp_path / "merged.talk")

    assert (merged.languages, merged.speakers) == (["ru"], [None, "Cem"])
    assert merged.certainties == [(None, None)]
    assert list(merged.terms) == ["дом".encode()]


def test_an_index_segment_may_have_more_terms_than_16_bits_can_number(tmp_path: Path) -> None:
    words = [f"w{number}" for number in range(70_000)]
    texts = [" ".join(words[at::700][::-1]) for at in range(700)] * 2
    said = [segment(text, ordinal) for ordinal, text in enumerate(texts)]
    leaf = build(tmp_path / "a.talk", [(episode("a"), said)])

    assert [term.decode() for term in leaf.terms] == sorted(words)
    for number in (0, 1, 40_000, 65_535, 65_536, 69_999):
        word = int(leaf.terms[number].decode()[1:])
        first = word % 700
        assert leaf.lists.documents(number).tolist() == [first, first + 700]
        assert leaf.lists.positions(number).tolist() == [99 - word // 700] * 2


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (segment("half \udcff"), "surrogates"),
        (segment("a", speaker="\udcff"), "surrogates"),
        (segment("a", start=float("nan")), "not a number"),
        (segment("a", end=float("inf")), "not a number"),
        (segment("a b", anchors=[(2, 1.0), (0, 2.0)]), "not in the order"),
        (segment("a b", anchors=[(-1, 1.0)]), "not in the order"),
        (segment("a b", anchors=[(1 << 32, 1.0)]), "not in the order"),
        (segment("a b", anchors=[(0, float("nan"))]), "not in the order"),
    ],
)
def test_what_cannot_be_stored_is_refused_before_anything_has_changed(
    bad: Segment, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        prepare(episode(), [bad])


def test_a_batch_counts_words_and_episodes() -> None:
    batch = Batch()
    said = [segment("pour some"), dataclasses.replace(segment("web"), ordinal=1)]

    assert batch.add(prepare(episode("a"), said)) == 3
    assert batch.add(prepare(episode("b"), [])) == 0
    assert (batch.tokens, batch.episodes) == (3, 2)
