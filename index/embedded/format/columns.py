"""Columns of an index segment: arrays of what is known of its documents and episodes.

Columns with one item a document:

    lengths             the number of tokens (counts.py)
    begins, ends        u32 milliseconds, 0xFFFFFFFF where unknown, if every second is a whole
                        number of them; else f64 seconds, NaN where unknown
    speaker             a number in `speakers` (strings.py), where 0 is empty: nobody
    certainty           a number in the fact `certainties`
    sponsor             a bit, the highest of a byte first: a sponsor's message; missing if none is
    signature           u32 (signatures.py), 0 for a document without words

and beside them `alike`, u32: the documents, ascending, that have near-duplicates, that is whose
signature another document has too.

Columns with one item an episode:

    episode.documents   the number of its documents (counts.py)
    episode.days        u32: its day (date.toordinal()), 0 where unknown
    episode.language    a number in the fact `languages`
    records             its stored text (episode_records.py, strings.py)
    episode.digest      u64 as two u32: the digest of all that was given of it, 0 where unknown
                        (writing/prepared.py); missing in an older index segment

`speaker`, `certainty` and `episode.language` have the narrowest unsigned type that fits.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress
from typing import Any, NamedTuple

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
    "read_digests",
    "read_seconds",
    "read_signatures",
    "read_sponsor",
    "seconds_by_document",
    "select_columns",
]

Certainty = tuple[SpeakerSource | None, float | None]
"""A segment's `speaker_source` and `speaker_probability`."""

_WIDTHS = (np.uint8, np.uint16, np.uint32)
_UNKNOWN = (1 << 32) - 1


class _Column(NamedTuple):
    """The storage of one column: its section or fact, and the functions that write and read it.

    `join` joins the items of several index segments. A column with one item an episode is
    `of_episodes`. If `values` names another column, the items are numbers in that column, whose
    values are numbered anew when columns are joined or selected. Selecting drops unused values,
    but keeps the first if it stands for `nobody`.
    """

    section: str
    encode: Callable[[SectionWriter, str, Any], None]
    decode: Callable[[SectionFile, str], Any]
    join: Callable[[Sequence[Any]], Any] = np.concatenate
    of_episodes: bool = False
    values: str = ""
    nobody: bool = False


def _stored(*column: Any, **options: Any) -> Mapping[str, _Column]:  # noqa: ANN401  # of _Column
    return {"column": _Column(*column, **options)}


def _append_seconds(out: SectionWriter, section: str, seconds: NDArray[np.float64]) -> None:
    out.append(section, _compact(seconds))


def _compact(seconds: NDArray[np.float64]) -> NDArray[Any]:
    """Return seconds as u32 milliseconds if each is one of them or unknown, else as f64."""
    unknown = np.isnan(seconds)
    milliseconds = np.rint(np.where(unknown, 0, seconds) * 1000)
    exact = (milliseconds / 1000 == seconds) & (milliseconds >= 0) & (milliseconds < _UNKNOWN)
    if not (exact | unknown).all():
        return seconds
    return np.where(unknown, _UNKNOWN, milliseconds).astype(np.uint32)


def _append_flags(out: SectionWriter, section: str, flags: NDArray[np.bool_]) -> None:
    if flags.any():
        out.append(section, np.packbits(flags))


def _append_signatures(out: SectionWriter, section: str, hashes: NDArray[np.uint32]) -> None:
    out.append(section, hashes)
    out.append("alike", repeated(hashes).astype(np.uint32))


def _append_days(out: SectionWriter, section: str, days: NDArray[np.int64]) -> None:
    out.append(section, days.astype(np.uint32))


def _append_fact(out: SectionWriter, fact: str, values: Sequence[Any]) -> None:
    out.facts(**{fact: list(values)})


def _read_array(file: SectionFile, section: str) -> NDArray[Any]:
    return file.array(section)


def _read_integers(file: SectionFile, section: str) -> NDArray[np.int64]:
    return file.array(section).astype(np.int64)


def read_digests(file: SectionFile, section: str = "episode.digest") -> NDArray[np.uint64]:
    """Return the digest of each episode (uint64), 0 for all without the section."""
    if section not in file:
        return np.zeros(file.length("episode.documents"), np.uint64)
    return file.array(section).view("<u8")


def _append_digests(out: SectionWriter, section: str, digests: NDArray[np.uint64]) -> None:
    if digests.any():
        out.append(section, digests.view("<u4"))


def _read_strings(file: SectionFile, section: str) -> list[bytes]:
    return list(Dictionary(file, section))


def _read_fact(file: SectionFile, fact: str) -> Any:  # noqa: ANN401  # JSON
    return file.facts[fact]


def _read_certainties(file: SectionFile, fact: str) -> list[Certainty]:
    return [(source, probability) for source, probability in file.facts[fact]]


def _chained(parts: Sequence[Sequence[Any]]) -> list[Any]:
    return list(chain.from_iterable(parts))


def read_seconds(file: SectionFile, name: str) -> NDArray[np.float64]:
    """Return a column of seconds (float64), NaN where unknown."""
    stored = file.array(name)
    if stored.dtype.kind == "f":
        return stored
    return np.where(stored == _UNKNOWN, np.nan, stored / 1000)


def read_sponsor(file: SectionFile, section: str = "sponsor") -> NDArray[np.bool_]:
    """Return whether each document is a sponsor's message (bool); none is without the section."""
    documents = file.length("lengths")
    if section not in file:
        return np.zeros(documents, np.bool_)
    return np.unpackbits(file.array(section), count=documents).view(np.bool_)


def read_signatures(file: SectionFile, section: str = "signature") -> NDArray[np.uint32]:
    """Return the signature of each document (uint32), 0 for all without the section."""
    if section not in file:
        return np.zeros(file.length("lengths"), np.uint32)
    return file.array(section)


@dataclass(frozen=True)
class Columns:
    """The columns of consecutive documents, and of the episodes they belong to.

    One item a document: `lengths` in tokens (int64), `begins` and `ends` in seconds, NaN
    where unknown (float64), `speaker` a number in `speakers` (unsigned), `certainty` a number in
    `certainties` (unsigned), `sponsor` whether it is a sponsor's message (bool), and `signature`
    (uint32). The `speakers` are names in UTF-8; the first is empty and stands for nobody.
    One item an episode: `documents` is the number of its documents, `days` its day
    (date.toordinal(), 0 where unknown), `language` a number in `languages` (all int64),
    `records` its stored text, and `digest` that of all that was given of it (uint64, 0 where
    unknown).

    A new column is one field here, and its value in `prepare`. A file has its sections in the
    order of the fields.
    """

    lengths: NDArray[np.int64] = field(metadata=_stored("lengths", append_counts, read_counts))
    begins: NDArray[np.float64] = field(metadata=_stored("begins", _append_seconds, read_seconds))
    ends: NDArray[np.float64] = field(metadata=_stored("ends", _append_seconds, read_seconds))
    speaker: NDArray[Any] = field(
        metadata=_stored(
            "speaker", SectionWriter.append, _read_array, values="speakers", nobody=True
        )
    )
    speakers: Sequence[bytes] = field(metadata=_stored("speakers", append_strings, _read_strings))
    certainty: NDArray[Any] = field(
        metadata=_stored(
            "certainty", SectionWriter.append, _read_array, values="certainties", nobody=True
        )
    )
    certainties: Sequence[Certainty] = field(
        metadata=_stored("certainties", _append_fact, _read_certainties)
    )
    sponsor: NDArray[np.bool_] = field(metadata=_stored("sponsor", _append_flags, read_sponsor))
    signature: NDArray[np.uint32] = field(
        metadata=_stored("signature", _append_signatures, read_signatures)
    )
    documents: NDArray[np.int64] = field(
        metadata=_stored("episode.documents", append_counts, read_counts, of_episodes=True)
    )
    days: NDArray[np.int64] = field(
        metadata=_stored("episode.days", _append_days, _read_integers, of_episodes=True)
    )
    language: NDArray[np.int64] = field(
        metadata=_stored(
            "episode.language",
            SectionWriter.append,
            _read_integers,
            of_episodes=True,
            values="languages",
        )
    )
    languages: Sequence[str] = field(metadata=_stored("languages", _append_fact, _read_fact))
    records: Sequence[bytes] = field(
        metadata=_stored("records", append_strings, _read_strings, _chained, of_episodes=True)
    )
    digest: NDArray[np.uint64] = field(
        metadata=_stored("episode.digest", _append_digests, read_digests, of_episodes=True)
    )


_TABLE: Mapping[str, _Column] = {
    column.name: column.metadata["column"] for column in dataclasses.fields(Columns)
}

_VALUES = frozenset(column.values for column in _TABLE.values() if column.values)
"""The columns that are joined and selected with the column of their numbers."""


def append_columns(out: SectionWriter, columns: Columns) -> None:
    """Add all columns of an index segment to its file."""
    for name, column in _TABLE.items():
        items = getattr(columns, name)
        if column.values:
            items = _narrowest(items, len(getattr(columns, column.values)))
        column.encode(out, column.section, items)


def read_columns(file: SectionFile) -> Columns:
    """Read all columns of an index segment; raises `Damaged`."""
    return Columns(**{name: column.decode(file, column.section) for name, column in _TABLE.items()})


def join_columns(parts: Sequence[Columns]) -> Columns:
    """Return columns one after the other as one, their values numbered anew."""
    joined: dict[str, Any] = {}
    for name, column in _TABLE.items():
        items = [getattr(part, name) for part in parts]
        if column.values:
            values = [getattr(part, column.values) for part in parts]
            numbers = _numbered(values)
            joined[name] = _renumbered(zip(items, values, strict=True), numbers)
            joined[column.values] = list(numbers)
        elif name not in _VALUES:
            joined[name] = column.join(items)
    return Columns(**joined)


def select_columns(
    columns: Columns, documents: NDArray[np.bool_], episodes: NDArray[np.bool_]
) -> Columns:
    """Return the columns of the documents and episodes that these masks keep.

    `documents` and `episodes` are bool, one item each; values that nothing uses are dropped.
    """
    kept: dict[str, Any] = {}
    for name, column in _TABLE.items():
        mask = episodes if column.of_episodes else documents
        items = getattr(columns, name)
        if column.values:
            used, values = _used_values(items[mask], getattr(columns, column.values), column.nobody)
            kept[name], kept[column.values] = used, values
        elif name not in _VALUES:
            kept[name] = items[mask] if isinstance(items, np.ndarray) else [*compress(items, mask)]
    return Columns(**kept)


def seconds_by_document(file: SectionFile, name: str) -> Callable[[int], float | None]:
    """Return a function that gives the second of a document in a column, None where unknown."""
    stored = file.array(name)
    item = stored.item

    def from_milliseconds(document: int) -> float | None:
        milliseconds: int = item(document)
        return None if milliseconds == _UNKNOWN else milliseconds / 1000

    def from_seconds(document: int) -> float | None:
        second: float = item(document)
        return None if second != second else second

    return from_seconds if stored.dtype.kind == "f" else from_milliseconds


def _narrowest(numbers: NDArray[Any], count: int) -> NDArray[Any]:
    dtype = next(width for width in _WIDTHS if count - 1 <= np.iinfo(width).max)
    return numbers.astype(dtype)


def _numbered(parts: Any) -> dict[Any, int]:  # noqa: ANN401  # any keys
    numbers: dict[Any, int] = {}
    for part in parts:
        for item in part:
            numbers.setdefault(item, len(numbers))
    return numbers


def _renumbered(
    parts: Iterable[tuple[NDArray[Any], Sequence[Any]]], numbers: dict[Any, int]
) -> NDArray[np.int64]:
    return np.concatenate(
        [
            np.array([numbers[item] for item in items], np.int64)[column]
            if len(items)
            else column.astype(np.int64)
            for column, items in parts
        ]
    )


def _used_values(
    column: NDArray[Any], values: Sequence[Any], nobody: bool
) -> tuple[NDArray[np.int64], list[Any]]:
    """Return a column of numbers in only the values that it uses, and these values."""
    used = sorted({*np.unique(column).tolist(), *([0] if nobody else [])})
    return np.searchsorted(used, column), [values[number] for number in used]
