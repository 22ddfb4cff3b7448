import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedded import format as file_format
from index.embedded.format.postings import Lists, Postings
from index.embedded.format.sections import SectionFile
from tests.builders import empty_folder
from tests.index.embedded.posting_lists import (
    FORMS,
    MANY,
    Holding,
    postings,
    terms_and_documents,
    write,
)


def one_by_one(lists: Lists) -> list[Holding]:
    """Return all posting lists, each read by itself."""
    terms: list[Holding] = []
    for term in range(len(lists)):
        documents = lists.documents(term).tolist()
        frequencies = lists.frequencies(term).tolist()
        ends = np.cumsum(frequencies).tolist()
        positions = lists.positions(term).tolist()
        assert len(positions) == lists.occurrences[term]
        terms.append(
            {
                document: positions[end - frequency : end]
                for document, frequency, end in zip(documents, frequencies, ends, strict=True)
            }
        )
    return terms


def assert_same(found: Postings, expected: Postings) -> None:
    assert [column.tolist() for column in found] == [column.tolist() for column in expected]


@given(terms_and_documents(), st.data())
def test_lists_come_back_one_by_one_and_in_ranges(
    given_: tuple[list[Holding], int], data: st.DataObject
) -> None:
    terms, documents = given_
    cut = data.draw(st.integers(1, len(terms)))
    with empty_folder() as folder:
        file = write(folder / "file", [p for p in (terms[:cut], terms[cut:]) if p], documents)
        lists = Lists(file, documents)

        assert one_by_one(lists) == terms
        assert lists.counts.tolist() == [len(term) for term in terms]
        for first in range(len(terms)):
            for end in range(first, len(terms) + 1):
                assert_same(lists.range(first, end), postings(terms[first:end]))
        file.close()


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> SectionFile:
    path = tmp_path_factory.mktemp("lists") / "file"
    return write(path, [list(FORMS.values())], MANY)


@pytest.mark.parametrize("name", FORMS)
def test_a_list_of_every_form_comes_back(forms: SectionFile, name: str) -> None:
    lists = Lists(forms, MANY)
    term = list(FORMS).index(name)
    expected = postings([FORMS[name]])

    assert lists.documents(term).tolist() == expected.documents.tolist()
    assert lists.frequencies(term).tolist() == expected.frequencies.tolist()
    assert lists.positions(term).tolist() == expected.positions.tolist()
    assert_same(lists.range(term, term + 1), expected)


def test_all_forms_come_back_together(forms: SectionFile) -> None:
    lists = Lists(forms, MANY)

    assert_same(lists.range(0, len(FORMS)), postings(list(FORMS.values())))
    assert_same(lists.range(3, 8), postings(list(FORMS.values())[3:8]))


def test_documents_and_frequencies_are_int64(forms: SectionFile) -> None:
    lists = Lists(forms, MANY)

    for term in range(len(FORMS)):
        assert lists.documents(term).dtype == lists.frequencies(term).dtype == np.int64


@pytest.mark.parametrize(
    ("holding", "documents", "section", "size"),
    [
        ({n: [0] for n in range(80)}, 80, "docs.bits", 10),
        ({n: [0] for n in range(9)}, 80, "docs.1", 9),
        ({700: [0]}, 3_000, "docs.2", 2),
        ({0: [0], 700: [0], 800: [0]}, 3_000, "docs.1", 5),
        ({65_535: [0]}, 1 << 20, "docs.2", 4),
        ({65_535 * 3: [0]}, 1 << 20, "docs.4", 4),
    ],
)
def test_documents_take_the_smallest_form(
    tmp_path: Path, holding: Holding, documents: int, section: str, size: int
) -> None:
    file = write(tmp_path / "file", [[holding]], documents)
    sizes = {name: len(file.bytes(name)) for name in ("docs.bits", "docs.1", "docs.2", "docs.4")}

    assert {name: found for name, found in sizes.items() if found} == {section: size}
    assert one_by_one(Lists(file, documents)) == [holding]


def test_the_list_that_the_format_explains_by_hand_is_written_so(tmp_path: Path) -> None:
    flask = {3: [0, 5], 700: [9]}
    file = write(tmp_path / "file", [[flask]], 3_000)
    line = r"(?m)^    ([a-z]+(?:\.\d)?) +([0-9A-F]{2}(?: [0-9A-F]{2})*)(?: |$)"
    by_hand = dict(re.findall(line, file_format.__doc__ or ""))

    assert len(by_hand) == 9
    assert {name: file.bytes(name).hex(" ").upper() for name in by_hand} == by_hand
    others = ("docs.bits", "docs.2", "docs.4", "freqs.2", "freqs.4", "positions.2", "positions.4")
    assert b"".join(map(file.bytes, others)) == b""
    assert one_by_one(Lists(file, 3_000)) == [flask]
