from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.embedded.format.sections import SectionFile
from index.embedded.kernels import Budget, Unfinished
from index.embedded.kernels.interface import Occurrences
from index.embedded.reading.cache import LRUCache
from tests.builders import empty_folder
from tests.index.embedded.kernels.conftest import MakeLists
from tests.index.embedded.posting_lists import (
    FORMS,
    MANY,
    Holding,
    terms_and_documents,
    write,
)

both_ways = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

APART = 100_000  # more positions than any document of these tests has


def begins(documents: int) -> NDArray[np.int64]:
    """Return positions at which documents begin, each far from the next."""
    return np.arange(1, documents + 1, dtype=np.int64) * APART


def said(terms: Sequence[Holding]) -> list[tuple[int, int, int]]:
    """Return document, position and term of all occurrences, in order."""
    return sorted(
        (document, (document + 1) * APART + place, number)
        for number, term in enumerate(terms)
        for document, places in term.items()
        for place in places
    )


def occurrences(terms: Sequence[Holding], exact: int) -> list[tuple[int, ...]]:
    rows: list[tuple[int, ...]] = []
    everything = said(terms)
    for document in sorted({document for document, _, _ in everything}):
        mine = [(place, number) for held, place, number in everything if held == document]
        places = [place for place, _ in mine]
        counted = sum(number == exact for _, number in mine)
        rows.append((document, len(mine), counted, min(places), max(places)))
    return rows


def rows_of(found: Occurrences) -> list[tuple[int, ...]]:
    return list(zip(*(column.tolist() for column in found), strict=True))


@both_ways
@given(terms_and_documents(), st.data())
def test_the_lists_of_a_few_terms_are_joined(
    make_lists: MakeLists, given_: tuple[list[Holding], int], data: st.DataObject
) -> None:
    terms, documents = given_
    numbers = data.draw(st.lists(st.integers(0, len(terms) - 1), unique=True))
    chosen = [terms[number] for number in numbers]
    exact = data.draw(st.sampled_from([-1, *range(len(terms))]))
    with empty_folder() as folder:
        file = write(folder / "file", [terms], documents)
        lists, first = make_lists(file, documents), begins(min(documents, 70_000))
        expected = occurrences(chosen, numbers.index(exact) if exact in numbers else -2)

        held = lists.holding(numbers)
        assert held.documents.tolist() == [row[0] for row in expected]
        assert held.frequencies.tolist() == [row[1] for row in expected]
        if documents <= 70_000:
            assert rows_of(lists.occurrences(numbers, exact, first)) == expected
            holders, positions = lists.positions(numbers, first)
            assert positions.tolist() == sorted(place for _, place, _ in said(chosen))
            assert holders.tolist() == [document for document, _, _ in said(chosen)]
        file.close()


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> SectionFile:
    """A list of each encoding; the last of each section ends where the section ends."""
    path = tmp_path_factory.mktemp("lists") / "file"
    return write(path, [list(FORMS.values())], MANY)


@pytest.mark.parametrize("name", FORMS)
def test_a_list_of_every_form_is_read(make_lists: MakeLists, forms: SectionFile, name: str) -> None:
    lists, number = make_lists(forms, MANY), list(FORMS).index(name)
    places = FORMS[name]
    documents = sorted(places)

    held = lists.holding([number])
    assert held.documents.tolist() == documents
    assert held.frequencies.tolist() == [len(places[document]) for document in documents]
    assert lists.positions([number], begins(MANY)).positions.tolist() == [
        (document + 1) * APART + place for document in documents for place in places[document]
    ]


def test_all_forms_are_joined(make_lists: MakeLists, forms: SectionFile) -> None:
    held = make_lists(forms, MANY).holding(range(len(FORMS)))
    frequencies = np.zeros(MANY, np.int64)
    for places in FORMS.values():
        for document, here in places.items():
            frequencies[document] += len(here)

    assert held.documents.tolist() == np.flatnonzero(frequencies).tolist()
    assert held.frequencies.tolist() == frequencies[frequencies > 0].tolist()


def test_columns_are_int64(make_lists: MakeLists, forms: SectionFile) -> None:
    lists, first = make_lists(forms, MANY), begins(MANY)
    columns = [
        *lists.holding([0]),
        *lists.holding([0, 1]),
        *lists.positions([0, 1], first),
        *lists.occurrences([0, 1], 1, first),
        *lists.phrase([0, 1], first, LRUCache(0)),
    ]

    assert {column.dtype for column in columns} == {np.dtype(np.int64)}


def test_no_terms_have_no_documents(make_lists: MakeLists, forms: SectionFile) -> None:
    lists, first = make_lists(forms, MANY), begins(MANY)

    assert not len(lists.holding([]).documents)
    assert not len(lists.positions([], first).positions)
    assert not len(lists.occurrences([], -1, first).documents)
    assert not len(lists.phrase([], first, LRUCache(0)).positions)


@pytest.mark.parametrize("number", [-1, len(FORMS), 1 << 40])
def test_a_number_that_no_term_has_is_an_index_error(
    make_lists: MakeLists, forms: SectionFile, number: int
) -> None:
    lists = make_lists(forms, MANY)

    with pytest.raises(IndexError):
        lists.holding([0, number])
    with pytest.raises(IndexError):
        lists.positions([number], begins(MANY))


# Phrases.


TALK = st.lists(st.lists(st.integers(0, 4), max_size=9), min_size=1, max_size=30).filter(any)
"""The words of each document, by number."""


def lists_of(talk: Sequence[Sequence[int]]) -> list[Holding]:
    """Return the lists of the words that are said, in the order of their numbers."""
    terms: list[dict[int, list[int]]] = [{} for _ in range(5)]
    for document, words in enumerate(talk):
        for place, word in enumerate(words):
            terms[word].setdefault(document, []).append(place)
    return [term for term in terms if term]


@both_ways
@given(TALK, st.data())
def test_a_phrase_is_found_across_documents_as_by_reading(
    make_lists: MakeLists, talk: list[list[int]], data: st.DataObject
) -> None:
    spoken = [word for words in talk for word in words]
    known = sorted(set(spoken))
    wanted = data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=4))
    expected = [
        place for place in range(len(spoken)) if spoken[place : place + len(wanted)] == wanted
    ]
    ends = np.cumsum([len(words) for words in talk])
    first = 7 + np.append(0, ends[:-1])
    with empty_folder() as folder:
        file = write(folder / "file", [lists_of(talk)], len(talk))
        lists = make_lists(file, len(talk))
        numbers = [known.index(word) for word in wanted]
        found = lists.phrase(numbers, first, LRUCache(1 << 20))

        assert found.positions.tolist() == [7 + place for place in expected]
        assert found.holders.tolist() == np.searchsorted(ends, expected, "right").tolist()
        file.close()


def test_phrases_of_common_and_rare_terms_are_found(make_lists: MakeLists, tmp_path: Path) -> None:
    # Bitmaps, gaps of one and two bytes, frequencies over 1, and several pages of each.
    documents = 20_000
    here = {n: [2, 9] if n % 5 == 0 else [2] for n in range(documents)}
    often = {n: [3] for n in range(0, documents, 40)}
    seldom = {n: [4] for n in range(0, documents, 600)}
    lists = make_lists(write(tmp_path / "file", [[here, often, seldom]], documents), documents)
    first, cache = begins(documents), LRUCache(1 << 24)

    assert lists.phrase([0, 1], first, cache).holders.tolist() == sorted(often)
    assert lists.phrase([0, 1, 2], first, cache).holders.tolist() == sorted(seldom)
    assert lists.phrase([1, 2], first, cache).positions.tolist() == [
        (n + 1) * APART + 3 for n in sorted(seldom)
    ]
    assert not len(lists.phrase([2, 1], first, cache).positions)


# Budgets.


@pytest.mark.parametrize(
    ("method", "units"), [("holding", 4), ("positions", 7), ("occurrences", 4)]
)
def test_a_kernel_takes_its_units_or_stops(
    make_lists: MakeLists, tmp_path: Path, method: str, units: int
) -> None:
    lists = make_lists(
        write(tmp_path / "file", [[{3: [1, 2], 5: [1]}, {4: [0], 5: [2, 3, 4]}]], 9), 9
    )

    def ask(budget: Budget) -> None:
        match method:
            case "holding":
                lists.holding([0, 1], budget)
            case "positions":
                lists.positions([0, 1], begins(9), budget)
            case _:
                lists.occurrences([0, 1], 0, begins(9), budget)

    enough, few = Budget(1000), Budget(1)
    ask(enough)
    assert enough.left <= 1000 - units
    with pytest.raises(Unfinished):
        ask(few)
    assert few.left == 0


def test_a_phrase_takes_units_by_its_rarest_term(make_lists: MakeLists, tmp_path: Path) -> None:
    terms: list[Holding] = [{n: [1, 2] for n in range(900)}, {n: [3] for n in range(3)}]
    lists = make_lists(write(tmp_path / "file", [terms], 900), 900)

    enough = Budget(100)
    lists.phrase([0, 1], begins(900), LRUCache(0), enough)
    assert 0 < enough.left < 100
    with pytest.raises(Unfinished):
        lists.phrase([0, 1], begins(900), LRUCache(0), Budget(2))
