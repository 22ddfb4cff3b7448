"""The structure of an index segment: whether its sections fit each other.

Checksums tell that a file is as it was written; this tells that it was written well, also where
somebody has made the checksums anew. Each check yields a line for what is wrong. Checks read the
sections themselves and rely on nothing that another check finds.
"""

import datetime
from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.analysis.languages import DEFAULT_LANGUAGE
from index.embedded.checking.blocks import talk_problems
from index.embedded.format.collocations import sum_of
from index.embedded.format.counts import read_counts, starts
from index.embedded.format.signatures import repeated
from index.embedded.format.strings import Dictionary
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.opening import DAMAGE

__all__ = ["structure_problems"]

_KNOWN = frozenset(
    {
        *("lengths", "begins", "ends", "speaker", "certainty", "sponsor", "signature", "alike"),
        *("episode.documents", "episode.days", "episode.language", "episode.digest"),
        *(
            f"{name}.{part}"
            for name in (
                "terms",
                "stems",
                "speakers",
                "records",
                "humps",
                "name.terms",
                "name.stems",
            )
            for part in ("bytes", "sizes")
        ),
        *("name.terms.counts", "name.terms.episodes", "name.stems.counts", "name.stems.episodes"),
        *("kinds", "documents", "more", "several", "escapes", "docs.bits", "many"),
        *(f"{name}.{width}" for name in ("docs", "freqs", "positions") for width in (1, 2, 4)),
        *("stem.forms", "forms", "form.languages", "hump.counts", "hump.documents"),
        *("impact.terms", "impacts", "scored.lengths", "skeletons", "pair.skeletons"),
        *("pairs", "pair.seconds", "pair.counts"),
        *("talk", "talk.documents", "talk.sizes", "talk.dictionary"),
    }
)
"""The sections that this version writes (format/__init__.py)."""

_LAST_DAY = datetime.date.max.toordinal()
_TERMS = 1 << 12  # terms whose lists are decoded at a time


def structure_problems(leaf: Leaf) -> Iterator[str]:
    """Yield a line for each thing that is wrong with the sections of an index segment."""
    for check in _CHECKS:
        try:
            yield from check(leaf)
        except DAMAGE as error:
            name = check.__name__.strip("_").replace("_", " ")
            yield f"{name} cannot be read: {' '.join(str(error).split())[:80]}"


def _directory(leaf: Leaf) -> Iterator[str]:
    places = sorted((*leaf.file.place(name), name) for name in leaf.file.names)
    for (offset, size, name), (following, _, other) in pairwise(places):
        if offset + size > following:
            yield f"the sections {name} and {other} overlap"
    for name in leaf.file.names:
        if name.removesuffix("+") not in _KNOWN:
            yield f"there is a section {name[:20]!r}, which this version does not know"


def _columns(leaf: Leaf) -> Iterator[str]:
    file, documents, episodes = leaf.file, leaf.documents, leaf.episodes
    owned = read_counts(file, "episode.documents")
    if int(owned.sum()) != documents:
        yield f"episodes have {int(owned.sum())} segments, and {documents} are stored"
    for name in ("begins", "ends", "speaker", "certainty"):
        if file.length(name) != documents:
            yield f"{name} has {file.length(name)} items for {documents} segments"
    for name in ("episode.documents", "episode.days", "episode.language"):
        if file.length(name) != episodes:
            yield f"{name} has {file.length(name)} items for {episodes} episodes"
    for name, values in (
        ("speaker", len(leaf.speakers)),
        ("certainty", len(leaf.certainties)),
        ("episode.language", len(leaf.languages)),
    ):
        if (file.array(name) >= values).any():
            yield f"{name} has a number that names nothing"
    for name in ("begins", "ends"):
        if np.isinf(leaf.seconds(name)).any():
            yield f"{name} has a second that is no number"
    if leaf.speakers[:1] != [None]:
        yield "the first speaker is not nobody"
    if "sponsor" in file and file.length("sponsor") != -(-documents // 8):
        yield f"sponsor has {file.length('sponsor')} bytes for {documents} segments"
    if "signature" in file:
        if file.length("signature") != documents:
            yield f"signature has {file.length('signature')} items for {documents} segments"
        elif not np.array_equal(leaf.near_duplicates, repeated(leaf.signatures)):
            yield "alike has other segments than those whose signature is repeated"


def _episodes(leaf: Leaf) -> Iterator[str]:
    days = leaf.file.array("episode.days").tolist()
    ids: set[str] = set()
    for number, day in enumerate(days):
        episode = leaf.episode(number)
        if number not in leaf.dead_episodes:
            if episode.id in ids:
                yield f"two living episodes have the id {episode.id[:40]!r}"
            ids.add(episode.id)
        if day > _LAST_DAY or day != (episode.date.toordinal() if episode.date else 0):
            yield f"the day of episode {episode.id[:40]!r} is not that of its date"
        if leaf.language_of(number) != (episode.language or DEFAULT_LANGUAGE):
            yield f"the language of episode {episode.id[:40]!r} is not its own"


def _strings(leaf: Leaf) -> Iterator[str]:
    names = ["terms", "stems", "speakers", "records"]
    names += [
        name for name in ("humps", "name.terms", "name.stems") if f"{name}.bytes" in leaf.file
    ]
    for name in names:
        if int(read_counts(leaf.file, f"{name}.sizes").sum()) != leaf.file.length(f"{name}.bytes"):
            yield f"the sizes of {name} are not those of their bytes"
            continue
        strings = list(Dictionary(leaf.file, name))
        for string in strings:
            string.decode()
        ascend = name not in ("speakers", "records")
        if ascend and any(one >= other for one, other in pairwise(strings)):
            yield f"{name} do not ascend"
        if name == "speakers" and len(set(strings)) < len(strings):
            yield "two speakers have the same name"


def _posting_lists(leaf: Leaf) -> Iterator[str]:
    lists = leaf.lists
    lists.raise_if_impossible()
    terms = len(leaf.terms)
    for name in ("kinds", "documents", "more", "several", "escapes"):
        if leaf.file.length(name) != terms:
            yield f"{name} has {leaf.file.length(name)} items for {terms} terms"
            return
    lengths = np.zeros(leaf.documents, np.int64)
    for first in range(0, terms, _TERMS):
        counts, documents, frequencies, positions = lists.range(first, min(terms, first + _TERMS))
        if not (counts.all() and (frequencies > 0).all()):
            yield "a term has no occurrence"
        if len(documents) and int(documents.max()) >= leaf.documents:
            yield "a term stands in a segment that is not there"
            return
        if _falls(documents, starts(counts)[:-1]):
            yield "the segments of a term do not ascend"
        if _falls(positions.astype(np.int64), starts(frequencies)[:-1]):
            yield "the positions of a term in a segment do not ascend"
        if (positions >= np.repeat(leaf.lengths[documents], frequencies)).any():
            yield "a term stands behind the end of its segment"
        lengths += np.bincount(documents, frequencies, leaf.documents).astype(np.int64)
        leaf.file.forget()
    if not np.array_equal(lengths, leaf.lengths):
        wrong = int(np.flatnonzero(lengths != leaf.lengths)[0])
        yield f"segment {wrong} has {leaf.lengths[wrong]} words, and its terms {lengths[wrong]}"
    yield from _unread(leaf)


def _unread(leaf: Leaf) -> Iterator[str]:
    """Yield the sections of posting lists that hold more than the lists of all terms."""
    for name, items in leaf.lists.items().items():
        if leaf.file.length(name) != items:
            yield f"{name} has {leaf.file.length(name)} items, and its lists {items}"


def _falls(values: NDArray[np.int64], begins: NDArray[np.int64]) -> bool:
    """Return whether values fall or repeat, other than where a list begins."""
    rises = np.diff(values, prepend=-1) > 0
    rises[begins[begins < len(rises)]] = True
    return not rises.all()


def _stems(leaf: Leaf) -> Iterator[str]:
    counts = read_counts(leaf.file, "stem.forms")
    forms = leaf.file.array("forms")
    if len(counts) != len(leaf.stems.dictionary) or int(counts.sum()) != len(forms):
        yield "the forms of stems are not as many as are counted"
    if not np.array_equal(np.unique(forms), np.arange(len(leaf.terms))):
        yield "a term has no stem, or a stem a term that is not there"
    if "form.languages" in leaf.file:
        languages = leaf.file.array("form.languages")
        known = (languages < len(leaf.languages)) | (languages == np.iinfo(languages.dtype).max)
        if len(languages) != len(forms) or not known.all():
            yield "a form has a language that is not there"


def _collocations(leaf: Leaf) -> Iterator[str]:
    first, second, counts = leaf.collocations
    if not len(first) == len(second) == len(counts):
        yield "collocations are not as many as are counted"
    elif len(second) and (int(second.max()) >= len(leaf.terms) or not counts.all()):
        yield "a collocation has a term that is not there, or no occurrence"
    elif _falls(first * len(leaf.terms) + second, np.zeros(1, np.int64)):
        yield "collocations do not ascend"
    if leaf.file.facts.get("pairs", sum_of(leaf.collocations)) != sum_of(leaf.collocations):
        yield "collocations are not those that were counted"


def _camel_case(leaf: Leaf) -> Iterator[str]:
    if "hump.counts" not in leaf.file:
        return
    counts = read_counts(leaf.file, "hump.counts")
    documents = leaf.file.array("hump.documents").astype(np.int64)
    if len(counts) != len(Dictionary(leaf.file, "humps")) or int(counts.sum()) != len(documents):
        yield "camel-case words are not as many as are counted"
    elif (documents >= leaf.documents).any():
        yield "a camel-case word stands in a segment that is not there"


def _names(leaf: Leaf) -> Iterator[str]:
    for name in ("name.terms", "name.stems"):
        if f"{name}.counts" not in leaf.file:
            continue
        counts = read_counts(leaf.file, f"{name}.counts")
        numbers = leaf.file.array(f"{name}.episodes").astype(np.int64)
        if len(counts) != len(Dictionary(leaf.file, name)) or int(counts.sum()) != len(numbers):
            yield f"{name} are not as many as are counted"
        elif (numbers >= leaf.episodes).any() or _falls(numbers, starts(counts)[:-1]):
            yield f"{name} name episodes that are not there, or not in order"


def _scoring(leaf: Leaf) -> Iterator[str]:
    longest = int(leaf.lengths.max()) if leaf.documents else 0
    if len(leaf.scored_lengths) <= longest:
        yield "the longest segment has no length that scoring uses"
    rows = leaf.file.array("impact.terms").astype(np.int64)
    if len(rows) and (int(rows.max()) >= len(leaf.terms) or _falls(rows, np.zeros(1, np.int64))):
        yield "impacts are those of terms that are not there, or not in order"
    if leaf.file.length("impacts") != len(rows) * leaf.episodes:
        yield f"impacts has {leaf.file.length('impacts')} items for {len(rows)} terms"
    for name, items in (
        ("skeletons", len(leaf.terms)),
        ("pair.skeletons", len(leaf.collocations[0])),
    ):
        if name in leaf.file and leaf.file.length(name) != items:
            yield f"{name} has {leaf.file.length(name)} items for {items}"


def _talk(leaf: Leaf) -> Iterator[str]:
    yield from talk_problems(leaf)


_CHECKS: tuple[Callable[[Leaf], Iterator[str]], ...] = (
    _directory,
    _columns,
    _episodes,
    _strings,
    _posting_lists,
    _stems,
    _collocations,
    _camel_case,
    _names,
    _scoring,
    _talk,
)
