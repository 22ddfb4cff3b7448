"""What an index segment knows of its documents and episodes without their talk: arrays.

One item a document:

    lengths             how many tokens (counts.py)
    begins, ends        u32 milliseconds, 0xFFFFFFFF where unknown, if every second is a whole
                        number of them; else f64 seconds, NaN where unknown
    speaker             which of `speakers` (strings.py); the first is empty, and nobody
    certainty           which of the `certainties` among the facts
    sponsor             a bit, the highest of a byte first: a sponsor's message; only if one is
    signature           u32 (signatures.py), 0 for one without words
    alike               u32: the documents, ascending, whose signature another has, too

One item an episode:

    episode.documents   how many documents are its own (counts.py)
    episode.days        u32: its day (date.toordinal()), 0 where unknown
    episode.language    which of the `languages` among the facts
    records             its stored text (episode_records.py, strings.py)

`speaker`, `certainty` and `episode.language` are of the narrowest unsigned type that fits.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.counts import append_counts, read_counts
from index.embedded.format.sections import SectionFile, SectionWriter
from index.embedded.format.signatures import repeated
from index.embedded.format.strings import Dictionary, append_strings
from index.model import SpeakerSource

__all__ = [
    "Certainty",
    "Columns",
    "append_columns",
    "join_columns",
    "read_columns",
    "read_seconds",
    "read_signatures",
    "read_sponsor",
    "seconds_by_document",
]

Certainty = tuple[SpeakerSource | None, float | None]
"""A segment's `speaker_source` and `speaker_probability`."""

_WIDTHS = (np.uint8, np.uint16, np.uint32)


@dataclass(frozen=True)
class Columns:
    """The columns of consecutive documents, and of the episodes they belong to.

    One item a document: `lengths` in tokens (int64), `begins` and `ends` in seconds, NaN
    where unknown (float64), `speaker` a number in `speakers`, names in UTF-8 of which the
    first, empty, is nobody's, `certainty` a number in `certainties` (both unsigned),
    `sponsor` whether it is a sponsor's message (bool), and `signature` (uint32).
    One item an episode: `documents` how many it has, `days` (date.toordinal(), 0 where
    unknown), `language` a number in `languages` (all int64), `records` its stored text.
    """

    lengths: NDArray[np.int64]
    begins: NDArray[np.float64]
    ends: NDArray[np.float64]
    speaker: NDArray[Any]
    speakers: Sequence[bytes]
    certainty: NDArray[Any]
    certainties: Sequence[Certainty]
    sponsor: NDArray[np.bool_]
    signature: NDArray[np.uint32]
    documents: NDArray[np.int64]
    days: NDArray[np.int64]
    language: NDArray[np.int64]
    languages: Sequence[str]
    records: Sequence[bytes]


def append_columns(out: SectionWriter, columns: Columns) -> None:
    """Add all the columns of an index segment to its file."""
    append_counts(out, "lengths", columns.lengths)
    for name, seconds in (("begins", columns.begins), ("ends", columns.ends)):
        out.append(name, _compact(seconds))
    out.append("speaker", _narrowest(columns.speaker, len(columns.speakers)))
    append_strings(out, "speakers", columns.speakers)
    out.append("certainty", _narrowest(columns.certainty, len(columns.certainties)))
    if columns.sponsor.any():
        out.append("sponsor", np.packbits(columns.sponsor))
    out.append("signature", columns.signature)
    out.append("alike", repeated(columns.signature).astype(np.uint32))
    append_counts(out, "episode.documents", columns.documents)
    out.append("episode.days", columns.days.astype(np.uint32))
    out.append("episode.language", _narrowest(columns.language, len(columns.languages)))
    append_strings(out, "records", columns.records)
    out.facts(certainties=list(columns.certainties), languages=list(columns.languages))


def read_columns(file: SectionFile) -> Columns:
    """Return the columns of an index segment, all of them read."""
    return Columns(
        lengths=read_counts(file, "lengths"),
        begins=read_seconds(file, "begins"),
        ends=read_seconds(file, "ends"),
        speaker=file.array("speaker"),
        speakers=list(Dictionary(file, "speakers")),
        certainty=file.array("certainty"),
        certainties=[(source, probability) for source, probability in file.facts["certainties"]],
        sponsor=read_sponsor(file),
        signature=read_signatures(file),
        documents=read_counts(file, "episode.documents"),
        days=file.array("episode.days").astype(np.int64),
        language=file.array("episode.language").astype(np.int64),
        languages=file.facts["languages"],
        records=list(Dictionary(file, "records")),
    )


def read_seconds(file: SectionFile, name: str) -> NDArray[np.float64]:
    """Return a column of seconds, NaN where unknown."""
    stored = file.array(name)
    if stored.dtype.kind == "f":
        return stored
    return np.where(stored == _UNKNOWN, np.nan, stored / 1000)


def read_sponsor(file: SectionFile) -> NDArray[np.bool_]:
    """Return whether each document is a sponsor's message; where no section says so, none is."""
    documents = file.length("lengths")
    if "sponsor" not in file:
        return np.zeros(documents, np.bool_)
    return np.unpackbits(file.array("sponsor"), count=documents).view(np.bool_)


def read_signatures(file: SectionFile) -> NDArray[np.uint32]:
    """Return the signature of each document, 0 where no section has any."""
    if "signature" not in file:
        return np.zeros(file.length("lengths"), np.uint32)
    return file.array("signature")


def seconds_by_document(file: SectionFile, name: str) -> Callable[[int], float | None]:
    """Return what gives a document's second in a column, None where unknown."""
    stored = file.array(name)
    item = stored.item

    def whole(document: int) -> float | None:
        beats: int = item(document)
        return None if beats == _UNKNOWN else beats / 1000

    def exact(document: int) -> float | None:
        second: float = item(document)
        return None if second != second else second

    return exact if stored.dtype.kind == "f" else whole


def join_columns(parts: Sequence[Columns]) -> Columns:
    """Return the columns of parts put one after the other, their names numbered anew."""
    speakers = _numbered(part.speakers for part in parts)
    certainties = _numbered(part.certainties for part in parts)
    languages = _numbered(part.languages for part in parts)
    return Columns(
        lengths=np.concatenate([part.lengths for part in parts]),
        begins=np.concatenate([part.begins for part in parts]),
        ends=np.concatenate([part.ends for part in parts]),
        speaker=_renumbered([(p.speaker, p.speakers) for p in parts], speakers),
        speakers=list(speakers),
        certainty=_renumbered([(p.certainty, p.certainties) for p in parts], certainties),
        certainties=list(certainties),
        sponsor=np.concatenate([part.sponsor for part in parts]),
        signature=np.concatenate([part.signature for part in parts]),
        documents=np.concatenate([part.documents for part in parts]),
        days=np.concatenate([part.days for part in parts]),
        language=_renumbered([(p.language, p.languages) for p in parts], languages),
        languages=list(languages),
        records=[record for part in parts for record in part.records],
    )


_UNKNOWN = (1 << 32) - 1


def _compact(seconds: NDArray[np.float64]) -> NDArray[Any]:
    """Return seconds as u32 milliseconds if each is one of them or unknown, else as f64."""
    unknown = np.isnan(seconds)
    beats = np.rint(np.where(unknown, 0, seconds) * 1000)
    exact = (beats / 1000 == seconds) & (beats >= 0) & (beats < _UNKNOWN)
    if not (exact | unknown).all():
        return seconds
    return np.where(unknown, _UNKNOWN, beats).astype(np.uint32)


def _narrowest(numbers: NDArray[Any], count: int) -> NDArray[Any]:
    dtype = next(width for width in _WIDTHS if count - 1 <= np.iinfo(width).max)
    return numbers.astype(dtype)


def _numbered(parts: Any) -> dict[Any, int]:
    numbers: dict[Any, int] = {}
    for part in parts:
        for item in part:
            numbers.setdefault(item, len(numbers))
    return numbers


def _renumbered(
    parts: Sequence[tuple[NDArray[Any], Sequence[Any]]], numbers: dict[Any, int]
) -> NDArray[np.int64]:
    return np.concatenate(
        [
            np.array([numbers[item] for item in items], np.int64)[column]
            if len(items)
            else column.astype(np.int64)
            for column, items in parts
        ]
    )
