"""Reading the talk again: whether an index segment is what its own talk makes.

Its episodes are taken from the stored talk, prepared, numbered and written anew into a temporary
file, by the code that a run of the indexer uses; the sections of both files have to be equal. The
digest of each episode was made from what was given to the writer, so it tells of what the stored
talk has lost or changed. Memory and time are those of indexing, without reading transcripts.
"""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from index.embedded.format.columns import read_digests
from index.embedded.format.sections import SectionFile
from index.embedded.format.skeletons import make_checksums
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.opening import DAMAGE
from index.embedded.writing.batch import Batch
from index.embedded.writing.merging import merge
from index.embedded.writing.prepared import digest_of, prepare

__all__ = ["content_problems"]

_WORDS = 3_000_000  # words that are held in memory, half of those of the indexer
_ITEMS = 1 << 18  # items that are compared at a time

_OTHERWISE = frozenset(
    {
        *("talk", "talk.documents", "talk.sizes", "talk.dictionary"),  # by another dictionary
        *("speaker", "speakers.bytes", "speakers.sizes", "certainty"),  # in another order
        *("episode.language", "form.languages", "episode.digest"),
        *("records.bytes", "records.sizes"),  # by another version
        *("pairs", "pair.seconds", "pair.counts", "pair.skeletons"),  # from a sample of the talk
    }
)
"""Sections whose bytes the same talk does not always make alike; the digests tell of them."""

_RULES = {"impact.terms": "impacts", "impacts": "impacts", "skeletons": "skeletons"}
_RULES |= {
    f"name.{kind}.{part}": "names"
    for kind in ("terms", "stems")
    for part in ("bytes", "sizes", "counts", "episodes")
}
"""Sections that are used only while a fact names the rules of today."""


def content_problems(
    leaf: Leaf, on_progress: Callable[[int], None] = lambda words: None
) -> Iterator[str]:
    """Yield a line for each thing in an index segment that its talk does not make.

    `on_progress` gets the number of words read since the last call.
    """
    try:
        yield from _problems(leaf, on_progress)
    except DAMAGE as error:
        yield f"the talk cannot be read again: {' '.join(str(error).split())[:80]}"


def _problems(leaf: Leaf, on_progress: Callable[[int], None]) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="overheard-check-") as name:
        parts: list[Path] = []
        batch = Batch()
        digests = read_digests(leaf.file).tolist()
        for number in range(leaf.episodes):
            episode = leaf.episode(number)
            documents = range(*leaf.firsts[number : number + 2].tolist())
            segments = [leaf.segment(document) for document in documents]
            prepared = prepare(episode, segments)
            if digests[number] not in (0, digest_of(prepared.columns, prepared.talk)):
                yield f"episode {episode.id[:40]!r} is not as it was given to the indexer"
            on_progress(batch.add(prepared))
            if batch.tokens >= _WORDS:
                parts.append(_written(batch, Path(name, f"part{len(parts)}")))
                batch = Batch()
        if batch.episodes:
            parts.append(_written(batch, Path(name, f"part{len(parts)}")))
        made = parts[0] if len(parts) == 1 else Path(name, "whole")
        leaves = [Leaf(part, mapped=True) for part in parts]
        try:
            if len(leaves) > 1:
                merge(made, leaves)
                leaves.append(Leaf(made, mapped=True))
            yield from _differences(leaf, leaves[-1])
        finally:
            for each in leaves:
                each.close()


def _written(batch: Batch, path: Path) -> Path:
    batch.write(path)
    return path


def _differences(leaf: Leaf, again: Leaf) -> Iterator[str]:
    ours, theirs = leaf.file, again.file
    for name in sorted({*ours.names, *theirs.names}):
        base = name.removesuffix("+")
        rules = _RULES.get(base)
        if base in _OTHERWISE or (rules and ours.facts.get(rules) != theirs.facts.get(rules)):
            continue
        if name not in ours and not read_digests(ours)[:1].any():
            continue  # it is older than the section
        if not _are_equal(ours, theirs, name):
            yield f"{name} is not what the talk makes"
    if ours.facts.get("skeletons") == theirs.facts.get("skeletons"):
        _, made = make_checksums(list(leaf.terms), leaf.collocations)
        if not np.array_equal(ours.array("pair.skeletons"), made):
            yield "pair.skeletons is not what the collocations make"
    if _forms(leaf) != _forms(again):
        yield "the forms of stems are not those of the terms"


def _are_equal(one: SectionFile, other: SectionFile, name: str) -> bool:
    items = one.length(name)
    if items != other.length(name):
        return False
    for first in range(0, items, _ITEMS):
        end = min(items, first + _ITEMS)
        mine, made = one.array(name, first, end), other.array(name, first, end)
        # By their bytes, in which a second that is not known equals itself.
        if mine.dtype != made.dtype or mine.tobytes() != made.tobytes():
            return False
    return True


def _forms(leaf: Leaf) -> list[list[tuple[int, str | None]]]:
    """Return the terms of each stem, with the language in which it is theirs."""
    names = [*leaf.languages]
    return (
        [
            sorted(
                (term, None if language is None else names[language])
                for term, language in leaf.stems.forms(stem)
            )
            for stem in range(len(leaf.stems.dictionary))
        ]
        if len(names) > 1
        else []
    )
