"""The stored talk of an index segment: whether its blocks decode, and anchors lie in their texts.

Blocks are decoded here once more, apart from the code that reads them (format/stored_text.py).
"""

import struct
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.counts import read_counts
from index.embedded.reading.leaf import Leaf
from index.embedded.storage.damage import Damaged

__all__ = ["talk_problems"]

_HEAD = struct.Struct("<IIBB6x")
_TIMES = {2: "<i2", 4: "<i4", 8: "<f8"}
_OFFSETS = {1: "u1", 2: "<u2", 4: "<u4"}


def talk_problems(leaf: Leaf) -> Iterator[str]:
    """Yield a line for each thing that is wrong with the stored talk of an index segment."""
    documents = read_counts(leaf.file, "talk.documents")
    sizes = read_counts(leaf.file, "talk.sizes")
    if len(documents) != len(sizes) or int(sizes.sum()) != leaf.file.length("talk"):
        yield "the sizes of blocks are not those of the talk"
        return
    if int(documents.sum()) != leaf.documents:
        yield f"blocks hold {int(documents.sum())} segments, and {leaf.documents} are stored"
        return
    for number, held in enumerate(documents.tolist()):
        try:
            problem = _problem(leaf.blocks.data(number), held)
        except (Damaged, struct.error, ValueError, LookupError) as error:
            problem = f"cannot be read: {' '.join(str(error).split())[:60]}"
        if problem:
            yield f"block {number} {problem}"


def _problem(data: bytes, held: int) -> str | None:
    """Return what is wrong with a block that should have so many documents, None for nothing."""
    documents, anchors, offset_width, time_width = _HEAD.unpack_from(data)
    if documents != held:
        return f"holds {documents} segments, and {held} are counted"
    if offset_width not in _OFFSETS or time_width not in _TIMES:
        return "has anchors of a width that is not known"
    at = _HEAD.size
    text_ends = np.frombuffer(data, "<u4", documents + 1, at).astype(np.int64)
    anchor_ends = np.frombuffer(data, "<u4", documents + 1, at + text_ends.size * 4).astype(
        np.int64
    )
    at += 8 * (documents + 1)
    times = np.frombuffer(data, _TIMES[time_width], anchors, at)
    at += anchors * time_width
    steps = np.frombuffer(data, _OFFSETS[offset_width], anchors, at).astype(np.int64)
    texts = data[at + anchors * offset_width :]
    if not (_is_full(text_ends, len(texts)) and _is_full(anchor_ends, anchors)):
        return "has ends that are not those of its texts and anchors"
    if not np.isfinite(times).all():
        return "has an anchor without a second"
    for within, (begin, end) in enumerate(pairwise(text_ends.tolist())):
        length = len(texts[begin:end].decode())
        if steps[anchor_ends[within] : anchor_ends[within + 1]].sum() > length:
            return "has an anchor behind the end of its text"
    return None


def _is_full(ends: NDArray[np.int64], size: int) -> bool:
    """Return whether ends ascend from 0 to `size`."""
    return bool(ends[0] == 0 and ends[-1] == size and (np.diff(ends) >= 0).all())
