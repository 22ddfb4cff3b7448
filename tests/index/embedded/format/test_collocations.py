from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedded.format import collocations
from index.embedded.format.collocations import (
    count_collocations,
    joined_collocations,
    occurrences_in,
    runs,
)
from index.embedded.reading.leaf import Leaf
from index.embedded.writing.merging import merge
from tests.builders import episode, segment
from tests.index.embedded.writing.test_merging import build
from tests.samples import DATA

FILLER = " ".join(f"word{n}" for n in range(200))


def said(leaf: Leaf) -> dict[str, int]:
    first, second, counts = leaf.collocations
    return {
        f"{leaf.terms[a].decode()} {leaf.terms[b].decode()}": count
        for a, b, count in zip(first.tolist(), second.tolist(), counts.tolist(), strict=True)
    }


def leaf_of(path: Path, *texts: str) -> Leaf:
    talk = [(episode(f"e{n}"), [segment(text)]) for n, text in enumerate(texts)]
    return build(path, talk)


def test_words_that_stand_together_three_times_in_much_other_talk_are_a_pair(
    tmp_path: Path,
) -> None:
    text = f"data science {FILLER} data science once more data science, big data"

    assert said(leaf_of(tmp_path / "a.talk", text)) == {"data science": 3}


def test_words_that_meet_as_often_as_chance_would_have_it_are_none(tmp_path: Path) -> None:
    often = "red blue green red green blue " * 5

    assert said(leaf_of(tmp_path / "a.talk", f"{often} {FILLER}")) == {}


def test_what_a_show_talks_about_all_the_time_is_a_pair(tmp_path: Path) -> None:
    talk = f"open source {FILLER} " * 110

    assert said(leaf_of(tmp_path / "a.talk", talk))["open source"] == 110


def test_of_more_words_than_can_be_numbered_the_most_said_are_part_of_pairs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # 0 and 1 follow each other ten times, 3 and 4 five times, among others.
    terms = np.array([0, 1, 2] * 10 + [3, 4, 2] * 5 + [*range(5, 300)], np.int32)
    monkeypatch.setattr(collocations, "_MOST", 3)
    found = count_collocations([terms], np.bincount(terms))

    assert (0, 1) in list(zip(found.first.tolist(), found.second.tolist(), strict=True))
    assert 3 not in found.first


def test_a_pair_crosses_segments_but_no_episode(tmp_path: Path) -> None:
    halves = [segment("one more data", 0), segment(f"science of {FILLER}", 1)]
    across = build(tmp_path / "a.talk", [(episode(id_), halves) for id_ in "abc"])
    apart = leaf_of(tmp_path / "b.talk", *[f"science {FILLER} data"] * 4)

    assert said(across)["data science"] == 3
    assert "data science" not in said(apart)


def test_pairs_are_sorted_by_the_first_word_then_the_second(tmp_path: Path) -> None:
    text = f"b a c a b z {FILLER} " * 4
    first, second, _ = leaf_of(tmp_path / "a.talk", text).collocations
    order = list(zip(first.tolist(), second.tolist(), strict=True))

    assert len(order) > 200
    assert order == sorted(order)


def test_of_much_talk_a_part_is_counted_and_the_rest_estimated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Terms 0 and 1 follow each other at every tenth position, among 1,000 others.
    terms = np.arange(60_000, dtype=np.int32) % 1000 + 2
    terms[::10], terms[1::10] = 0, 1
    occurrences = np.bincount(terms)
    monkeypatch.setattr(collocations, "_COMMON", 0.2)
    monkeypatch.setattr(collocations, "_LIFT", 5.0)
    all_ = count_collocations([terms], occurrences)
    monkeypatch.setattr(collocations, "_COUNTED", 20_000)
    monkeypatch.setattr(collocations, "_RUN", 100)
    read = list(runs([terms], len(terms)))
    some = count_collocations(read, occurrences)

    assert sum(map(len, read)) == 20_000
    assert (all_.first[0], all_.second[0], all_.counts[0]) == (0, 1, 6000)
    assert (some.first[0], some.second[0], some.counts[0]) == (0, 1, 6000)


def test_an_index_segment_without_talk_has_no_pairs(tmp_path: Path) -> None:
    assert said(leaf_of(tmp_path / "a.talk", "", "…")) == {}


def test_an_index_of_before_has_no_pairs() -> None:
    folder = DATA / "index-1"

    assert [said(Leaf(path)) for path in sorted(folder.glob("*.talk"))] == [{}, {}]


def test_merging_adds_up_what_the_living_say(tmp_path: Path) -> None:
    text = f"data science {FILLER} " * 3
    gone = f"data science, pure math {FILLER} " * 5
    talk = [(episode("a"), [segment(text)]), (episode("b"), [segment(gone)])]
    one = build(tmp_path / "0.talk", talk, dead=[1])
    other = leaf_of(tmp_path / "1.talk", text.upper())
    assert said(one)["data science"] == 8
    merge(tmp_path / "merged.talk", [one, other])
    merged = said(Leaf(tmp_path / "merged.talk"))

    assert merged["data science"] == 6
    assert "pure math" not in merged


TERMS = st.lists(st.integers(-1, 3), max_size=30)


@given(TERMS, st.sets(st.tuples(st.integers(0, 3), st.integers(0, 3))))
def test_how_often_a_pair_is_said_is_what_a_plain_scan_counts(
    talk: list[int], wanted: set[tuple[int, int]]
) -> None:
    first, second = np.array(sorted(wanted), np.int64).reshape(-1, 2).T
    counted = occurrences_in(
        collocations.Collocations(first, second, first), np.array(talk, np.int64)
    )
    scanned = [
        sum((talk[n], talk[n + 1]) == pair for n in range(len(talk) - 1)) for pair in sorted(wanted)
    ]

    assert counted.tolist() == scanned


def test_pairs_of_terms_that_are_gone_are_gone() -> None:
    def pair(first: int, second: int, count: int) -> collocations.Collocations:
        return collocations.Collocations(
            *(np.array([item], np.int64) for item in (first, second, count))
        )

    joined = joined_collocations([pair(1, 2, 3), pair(-1, 2, 9), pair(0, 1, 0), pair(1, 2, 4)])

    assert [column.tolist() for column in joined] == [[1], [2], [7]]
