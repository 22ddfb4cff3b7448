"""Posting lists for tests: small ones by hand, random ones, and files of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from index.embedded.format.postings import Postings, append_lists
from index.embedded.format.sections import SectionFile, SectionWriter

# The list of a term: the positions of each document that holds it.
Holding = Mapping[int, Sequence[int]]


def postings(terms: Sequence[Holding]) -> Postings:
    items = [(document, term[document]) for term in terms for document in sorted(term)]
    positions = [place for _, places in items for place in places]
    return Postings(
        np.array([len(term) for term in terms], np.int64),
        np.array([document for document, _ in items], np.int64),
        np.array([len(places) for _, places in items], np.int64),
        np.array(positions, np.int64),
    )


def write(path: Path, parts: Sequence[Sequence[Holding]], documents: int) -> SectionFile:
    with SectionWriter(path) as out:
        for part in parts:
            append_lists(out, postings(part), documents)
        out.finish()
    return SectionFile(path)


PLACES = st.one_of(
    st.lists(st.integers(0, 40), min_size=1, max_size=4, unique=True),
    st.lists(st.integers(0, 70_000), min_size=1, max_size=4, unique=True),
).map(sorted)


@st.composite
def terms_and_documents(draw: st.DrawFn) -> tuple[list[Holding], int]:
    documents = draw(st.sampled_from([1, 7, 8, 9, 300, 70_000, 10_000_000]))
    holding = st.dictionaries(st.integers(0, documents - 1), PLACES, min_size=1, max_size=9)
    return draw(st.lists(holding, min_size=1, max_size=6)), documents


# A list of each encoding, next to each other.
MANY = 1 << 17
FORMS: dict[str, Holding] = {
    "one": {0: [0]},
    "the last document": {MANY - 1: [0]},
    "gaps of a byte": {n * 254: [1] for n in range(60)},
    "gaps of a byte and escapes": {n * 255 * 3: [1] for n in range(1, 9)},
    "gaps of two bytes": {n * 9_999: [1] for n in range(13)},
    "gap over 65535": {n * 65_535 + n: [1] for n in range(2)},
    "a bitmap": {n: [0] for n in range(0, MANY, 7)},
    "a bitmap of all": {n: [0] for n in range(MANY)},
    "twice": {5: [0, 1], 6: [3], 7: [2, 9]},
    "frequency 257": {5: range(257), 9: [1]},
    "frequency 258": {5: range(258), 9: [1]},
    "frequency over 65537": {5: range(65_538), 9: [1]},
    "positions of two bytes": {1: [255, 256]},
    "positions of four bytes": {1: [0, 65_536]},
    "a frequent word": {n: range(1 + n % 3) for n in range(0, MANY, 3)},
}
