"""Words with capitals inside, as `camelCase`: terms have none, so these are kept beside them.

    humps              how each is spelled, ascending (strings.py)
    hump.counts        how often
    hump.documents     u32, where: of each spelling in turn, ascending

They are few, 600 of 5.3 M words of talk. An index segment that has none, or is older than
they are, lacks the sections.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from index.analysis import tokenizer
from index.embedded.format.counts import append_counts, read_counts
from index.embedded.format.sections import SectionFile, SectionWriter
from index.embedded.format.strings import Dictionary, append_strings

__all__ = ["Hump", "append_humps", "read_humps", "usual"]


class Hump(NamedTuple):
    """A word with capitals inside as it is spelled, and the document where it is said."""

    word: str
    document: int


def append_humps(out: SectionWriter, humps: Sequence[Hump]) -> None:
    """Add the words with capitals inside, each as often as it is said."""
    if not humps:
        return
    ascending = sorted((word.encode(), document) for word, document in humps)
    counts = Counter(word for word, _ in ascending)
    append_strings(out, "humps", list(counts))
    append_counts(out, "hump.counts", np.array(list(counts.values())))
    out.append("hump.documents", np.array([document for _, document in ascending], np.uint32))


def read_humps(file: SectionFile) -> list[Hump]:
    """Return the words with capitals inside, ascending by spelling and document."""
    if "hump.counts" not in file:
        return []
    words = [word.decode() for word in Dictionary(file, "humps")]
    documents = file.array("hump.documents").tolist()
    owners = np.repeat(np.arange(len(words)), read_counts(file, "hump.counts")).tolist()
    return [Hump(words[owner], at) for owner, at in zip(owners, documents, strict=True)]


def usual(humps: Sequence[Hump], spoken: Callable[[str], int]) -> list[str]:
    """Return the spellings that have at least half of all times that their term is `spoken`.

    One `javaScript` must not make Java of all that is said of JavaScript.
    """
    counts = Counter(word for word, _ in humps)
    return [word for word in sorted(counts) if 2 * counts[word] >= spoken(tokenizer.fold(word))]
