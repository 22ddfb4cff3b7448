"""Camel-case words as they are spelled, such as `camelCase`: terms have no capitals.

    humps              the spellings, ascending (strings.py)
    hump.counts        the number of occurrences of each spelling (counts.py)
    hump.documents     u32: the document of each occurrence, ascending for each spelling in turn

They are few: 600 of 5.3 M words of talk. The sections are missing from an index segment without
camel-case words and from one that is older than they are.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.embedded.format.counts import append_counts, read_counts
from index.embedded.format.sections import SectionFile, SectionWriter
from index.embedded.format.strings import Dictionary, append_strings

__all__ = ["CamelCaseWord", "append_camel_case", "read_camel_case"]


class CamelCaseWord(NamedTuple):
    """One occurrence of a camel-case word: its spelling, and the number of its document."""

    word: str
    document: int


def append_camel_case(out: SectionWriter, words: Sequence[CamelCaseWord]) -> None:
    """Add all occurrences of camel-case words, in any order, to an index segment's file."""
    if not words:
        return
    ascending = sorted((word.encode(), document) for word, document in words)
    counts = Counter(word for word, _ in ascending)
    append_strings(out, "humps", list(counts))
    append_counts(out, "hump.counts", np.array(list(counts.values())))
    out.append("hump.documents", np.array([document for _, document in ascending], np.uint32))


def read_camel_case(file: SectionFile) -> list[CamelCaseWord]:
    """Return all occurrences of camel-case words, ascending by spelling and document."""
    if "hump.counts" not in file:
        return []
    spellings = [word.decode() for word in Dictionary(file, "humps")]
    documents = file.array("hump.documents").tolist()
    owners = np.repeat(np.arange(len(spellings)), read_counts(file, "hump.counts")).tolist()
    return [
        CamelCaseWord(spellings[owner], document)
        for owner, document in zip(owners, documents, strict=True)
    ]
