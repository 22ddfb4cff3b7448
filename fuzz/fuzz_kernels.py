"""Fuzzing of the kernels: sections of posting lists in, arrays or damage out.

    make fuzz SECONDS=600

Needs atheris. The bytes of an input say which items of which sections of a small healthy file are
changed, and to what. Its checksums are right, as in a file that somebody made on purpose, so only
what the kernels compare keeps them inside of their memory. `make sanitize` builds kernels that end
the process where they leave it; without that, only what Python sees is found.
"""

import contextlib
import sys
import tempfile
from functools import partial
from pathlib import Path

import atheris
import numpy as np

from index.embedded.format.postings import Lists, Postings, append_lists
from index.embedded.format.sections import Damaged, SectionFile, SectionWriter
from index.embedded.kernels import PostingLists, posting_lists
from index.embedded.reading.cache import LRUCache

NAMES = [
    "kinds",
    "documents",
    "documents+",
    "more",
    "more+",
    "several",
    "several+",
    "escapes",
    "escapes+",
    "docs.bits",
    "docs.1",
    "docs.2",
    "docs.4",
    "many",
    "freqs.1",
    "freqs.2",
    "freqs.4",
    "positions.1",
    "positions.2",
    "positions.4",
]

DOCUMENTS = 2_000
TERMS = (
    {n: [0, 1] if n % 3 else [2] for n in range(0, DOCUMENTS, 2)},
    {n: [1] for n in range(0, DOCUMENTS, 40)},
    {n: [3, 300] for n in (5, 900, 1_999)},
    {5: list(range(300)), 9: [1]},
    {7: [1, 70_000]},
)
BEGINS = np.arange(1, DOCUMENTS + 1, dtype=np.int64) * 50

DAMAGE = (Damaged, ArithmeticError, AssertionError, LookupError, TypeError, ValueError)


def healthy(folder: Path) -> dict[str, bytearray]:
    """Return the sections of a small file, with every encoding."""
    postings = Postings(
        np.array([len(term) for term in TERMS]),
        np.array([document for term in TERMS for document in term]),
        np.array([len(places) for term in TERMS for places in term.values()]),
        np.array([place for term in TERMS for places in term.values() for place in places]),
    )
    with SectionWriter(folder / "healthy") as out:
        append_lists(out, postings, DOCUMENTS)
        out.finish()
    file = SectionFile(folder / "healthy")
    return {name: bytearray(file.bytes(name)) for name in NAMES}


def dtype_of(name: str) -> str:
    """Return the dtype of a section."""
    if name.endswith("+"):
        return "<u4"
    return {"1": "u1", "2": "<u2", "4": "<u4"}.get(name.rpartition(".")[2], "u1")


def ask(lists: PostingLists) -> None:
    """Ask for everything that kernels give."""
    cache = LRUCache(0)
    for terms in ([0], [1], [2], [3], [4], [0, 1, 2, 3, 4], [4, 1]):
        with contextlib.suppress(*DAMAGE):
            lists.holding(terms)
        with contextlib.suppress(*DAMAGE):
            lists.positions(terms, BEGINS)
        with contextlib.suppress(*DAMAGE):
            lists.occurrences(terms, terms[0], BEGINS)
        with contextlib.suppress(*DAMAGE):
            lists.phrase(terms, BEGINS, cache)


def changed(sections: dict[str, bytearray], data: bytes) -> dict[str, bytearray]:
    """Return the sections with the changes that `data` says, four bytes a change."""
    copies = {name: bytearray(content) for name, content in sections.items()}
    for at in range(0, len(data) - 3, 4):
        content = copies[NAMES[data[at] % len(NAMES)]]
        place = data[at + 1] << 8 | data[at + 2]
        if place == 0xFFFF:
            del content[len(content) - 4 :]
        elif place == 0xFFFE:
            content += bytes([data[at + 3]] * 4)
        elif content:
            content[place % len(content)] = data[at + 3]
    return copies


def main() -> None:
    """Fuzz until stopped."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sections = healthy(folder)

        def read(data: bytes) -> None:
            with SectionWriter(folder / "file") as out:
                for section, content in changed(sections, data).items():
                    out.append(section, np.frombuffer(bytes(content), dtype_of(section)))
                out.finish()
            file = SectionFile(folder / "file")
            with contextlib.suppress(*DAMAGE):
                decoder = partial(Lists, file, DOCUMENTS)
                ask(posting_lists(file, DOCUMENTS, decoder, LRUCache(0)))
            file.close()

        atheris.Setup(sys.argv, read)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
