"""Fields on lines of their own, a block of them for each turn.

    Timestamp: 00:00:09           Speaker: Tobias Krell         SPEAKER: S2
    Speaker: Tobias Krell         Time: 0:09                    I do, mostly.
    Text: I do, mostly.           I do, mostly.

The keys are those of the columns of a table. They are no labels, though they stand before a colon
as labels do. Text that has no key is what was said. Source: Speechmatics, and scripts that print.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from index import TranscriptError
from indexer.cues import Transcript
from indexer.formats import limits
from indexer.formats.format import Format
from indexer.formats.grammar import likeness
from indexer.formats.tables import rows
from indexer.formats.tables.columns import Columns, role
from indexer.formats.tables.rows import Row

__all__ = ["FORMAT"]

_MARK = r"[*_]{0,3}"
_LINE = re.compile(rf"(?:[-*]\s)?{_MARK}([A-Za-z][\w ()]{{0,24}}?){_MARK}\s?:{_MARK}(?:\s+(.*))?")
_ROLES = ("start", "end", "duration", "speaker", "text")
_ASIDE = frozenset(
    {"id", "index", "no", "number", "segment", "confidence", "score", "channel", "language"}
    | {"sentiment", "emotion"}
)
_HEAD = 6000  # characters
_FEWEST = 3  # blocks
_LONGEST = 60  # characters of a name
_NAMED = 0.8  # of the values of the speaker are like names


class _Field(NamedTuple):
    """A key as it is written, the role of its column, empty for one that is left out, its value."""

    key: str
    role: str
    value: str


def _recognise(text: str) -> bool:
    head = text[:_HEAD]
    if head.count(":") < _FEWEST:
        return False
    values: dict[str, list[str]] = {}
    for line in head.split("\n"):
        if field := _field(line.strip()):
            values.setdefault(field.role, []).append(field.value)
    speakers, *others = (values.get(name, []) for name in ("speaker", "start", "text"))
    if len(speakers) < _FEWEST:
        return all(len(found) >= _FEWEST for found in others)
    counts = Counter(speakers)
    named = [name for name in speakers if 0 < len(name) <= _LONGEST and likeness(name)]
    again = sum(counts[name] > 1 for name in named)
    is_told = any(len(found) >= _FEWEST for found in others) or again * 2 >= len(speakers)
    return len(named) >= _NAMED * len(speakers) and is_told


def _parse(path: Path, text: str) -> Transcript:
    limits.check(text)
    found = list(_blocks(text.split("\n")))
    if not found[-1].cells[4]:
        raise TranscriptError(path, "fields with no talk below the last of them; put it below each")
    columns = Columns(
        text=4,
        speaker=3,
        start=0 if any(row.cells[0] for row in found) else None,
        end=1 if any(row.cells[1] for row in found) else None,
        duration=2 if any(row.cells[2] for row in found) else None,
        per_second=None,
        width=5,
    )
    return rows.transcript(path, FORMAT.name, columns, found)


def _field(line: str) -> _Field | None:
    if ":" not in line[:40] or (found := _LINE.fullmatch(line)) is None:
        return None
    key, value = found[1].casefold(), (found[2] or "").strip(" *_")
    if (named := role(found[1])) is not None:
        # `Time: it flies.` is said.
        is_value = named in ("speaker", "text") or value.lstrip("[(")[:1].isdigit()
        return _Field(key, named, value) if is_value else None
    return _Field(key, "", value) if key in _ASIDE and " " not in value else None


def _blocks(lines: Sequence[str]) -> Iterator[Row]:
    """Yield a row for each block; a key that comes again opens the next one.

    Where the talk has no key, one below talk opens the next block.
    """
    fields = {at: field for at, line in enumerate(lines) if (field := _field(line.strip()))}
    counts = Counter(field.key for field in fields.values())
    most = max(counts.values(), default=0)
    # `Time: it flies.` is said where most blocks have no such key.
    keys = {key for key, count in counts.items() if count * 2 >= most}
    talk_has_key = any(field.role == "text" and field.key in keys for field in fields.values())
    known: dict[str, str] = {}
    said: list[str] = []
    first = 1
    for at, line in enumerate(lines):
        field = fields.get(at)
        if field is None or field.key not in keys:
            said += [line.strip()] if line.strip() else []
            continue
        if (field.role and field.role in known) or (said and not talk_has_key):
            yield _row(known, said, first)
            known, said = {}, []
        if not known:
            first = at + 1
        if field.role == "text":
            said.append(field.value)
        known[field.role] = field.value
    yield _row(known, said, first)


def _row(fields: Mapping[str, str], said: Sequence[str], line: int) -> Row:
    whole = " ".join(said)
    return Row([*(fields.get(name, "") for name in _ROLES[:-1]), whole], line)


FORMAT = Format(
    "fields on lines",
    (),
    _recognise,
    _parse,
    "lines that begin with the names of fields",
)
