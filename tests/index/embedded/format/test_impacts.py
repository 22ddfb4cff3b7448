from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Segment, analysis
from index.embedded.reading.leaf import Leaf
from index.embedded.writing.batch import Batch
from index.embedded.writing.prepared import prepare
from index.ranking import occurrences, parameters
from tests.builders import empty_folder, episode, segment
from tests.effort import examples

SAID = st.tuples(st.lists(st.sampled_from("abcde"), max_size=9), st.booleans())
TALK = st.lists(st.lists(SAID, max_size=6), min_size=1, max_size=5).map(
    lambda talk: [
        [segment(" ".join(words), n, sponsor=sponsor) for n, (words, sponsor) in enumerate(said)]
        for said in talk
    ]
)


@contextmanager
def built(talk: Sequence[Sequence[Segment]]) -> Iterator[Leaf]:
    """Write an index segment of episodes, and open it."""
    batch = Batch()
    for number, said in enumerate(talk):
        batch.add(prepare(episode(f"e{number}"), said))
    with empty_folder() as folder:
        batch.write(folder / "a.talk")
        leaf = Leaf(folder / "a.talk")
        yield leaf
        leaf.close()


def rows(leaf: Leaf) -> dict[str, list[float]]:
    found = {term.decode(): leaf.impacts.row(number) for number, term in enumerate(leaf.terms)}
    return {
        term: (row / occurrences.STEPS).tolist() for term, row in found.items() if row is not None
    }


def counted(talk: Sequence[Sequence[Segment]]) -> dict[str, list[float]]:
    """Return the impact of each common term on each episode, occurrence by occurrence."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(talk))
    holding: dict[str, int] = defaultdict(int)
    for number, said in enumerate(talk):
        before = 0
        for one in said:
            weight = occurrences.emphasis(np.array([before]))
            if one.sponsor:
                weight = occurrences.in_sponsor_message(weight)
            terms = analysis.terms(one.text)
            for term in terms:
                sums[term][number] += float(weight[0])
            for term in set(terms):
                holding[term] += 1
            before += len(terms)
    return {term: row for term, row in sums.items() if holding[term] >= len(talk)}


@settings(max_examples=examples(150))
@given(TALK)
def test_the_row_of_a_common_term_has_what_its_occurrences_count_in_each_episode(
    talk: list[list[Segment]],
) -> None:
    with built(talk) as leaf:
        assert rows(leaf) == counted(talk)


def test_a_row_that_does_not_fit_is_left_out() -> None:
    largest = np.iinfo(np.uint16).max // occurrences.STEPS
    late = [segment("um " * 5000, n) for n in range(1)]
    fits = [*late, segment("a " * largest, 1)]
    too_large = [*late, segment("a " * (largest + 1), 1)]

    with built([fits]) as leaf:
        assert rows(leaf)["a"] == [largest]
    with built([too_large]) as leaf:
        assert "a" not in rows(leaf)


@pytest.mark.parametrize("name", ["OPENING", "OPENING_WORDS", "SPONSOR"])
def test_rows_by_other_parameters_are_not_used(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with built([[segment("a b")]]) as leaf:
        monkeypatch.setattr(parameters, name, getattr(parameters, name) / 2)
        assert rows(leaf) == {}


def test_an_index_segment_without_terms_or_from_before_there_were_rows_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with built([[]]) as leaf:
        assert rows(leaf) == {}
        assert leaf.impacts.row(0) is None
    monkeypatch.setattr("index.embedded.writing.batch.ImpactWriter.append", lambda *_: None)
    with built([[segment("a b")]]) as leaf:
        assert rows(leaf) == {}
