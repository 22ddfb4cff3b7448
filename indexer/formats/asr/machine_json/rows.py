"""Rows: the objects of a JSON list that may be talk, with what each of them holds.

    {"start": 0, "end": 5200, "speaker": {"name": "Ann"}, "text": "Hello.", "words": [...]}

A row may hold rows: the words of a segment, the sentences of a paragraph. Times keep the unit
that is told with them, so that the unit of bare ones is decided for a whole list.
"""

import html
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from indexer.formats.asr.machine_json import aliases, times
from indexer.formats.asr.machine_json.aliases import PlainKeys, Shape, TimeKey
from indexer.formats.asr.machine_json.times import ABSENT, DAMAGED, Stamp
from indexer.formats.decoding import whole
from indexer.formats.units import unspaced_words
from indexer.sound_markers import DECODER_TOKEN, is_speech

__all__ = ["Row", "is_sound", "merged", "row", "rows", "words_in"]

_NUMBERS = (int, float)
_DEEPEST = 2  # paragraphs hold sentences, which hold words
_NESTED = 4  # objects around a text
_WORD = "word"
_SOUNDS = frozenset({"audioevent", "event", "sound", "noise", "music", "silence", "nonspeech"})
# HTML in a text; `<unk>` and `<music>` of recognisers are no tags of it.
_BLOCK_TAG = re.compile(
    r"\s*</?(?:p|br|div|li|ul|ol|blockquote|h[1-6])(?:\s[^<>]{0,300})?/?>\s*", re.IGNORECASE
)
_TAG = re.compile(
    r"</?(?:a|b|i|u|s|em|strong|span|font|mark|small|sub|sup|code|c)(?:[\s.][^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\[[^\[\]\n:]{1,60}\]|<(?:unk|noise|sil|silence|eps|music|laughter)>|%hesitation"
)


class Row(NamedTuple):
    """An object of a list: `number` counts from 1; `text` is None if it has none of its own.

    `voice` is the value at the key of its speaker; `asked` tells that it has such a key, even if
    nobody is named there. `heading` is a title that stands alone. `attached` says whether a space
    comes before, None if the row does not tell. `decoder` counts the tokens taken out of the text.
    """

    number: int
    text: str | None
    start: Stamp
    end: Stamp
    duration: Stamp
    relative: bool
    voice: Any
    asked: bool
    kind: str
    channel: Any
    children: tuple["Row", ...]
    heading: str = ""
    attached: bool | None = None
    decoder: int = 0


def rows(items: Sequence[Any], depth: int = 0) -> Iterator[Row | None]:
    """Yield the row of each item of a list, None for what is no object."""
    return (row(item, number, depth) for number, item in enumerate(items, 1))


def row(item: Any, number: int = 1, depth: int = 0) -> Row | None:  # noqa: ANN401  # a JSON value
    """Return the row of an item, None for what is no object."""
    if isinstance(item, list):
        item = _of_list(item)
    if not isinstance(item, dict):
        return None
    keys = aliases.shape(tuple(item))
    if keys.plain is not None and (plain := _plain_row(item, keys.plain, keys.strong, number)):
        return plain
    fields = item
    if keys.alternatives or keys.beside:
        fields = merged(item)
        keys = aliases.shape(tuple(fields))
    text, decoder = _text(fields, keys)
    start, end, relative = _times(fields, keys)
    voice = next((v for key in keys.speaker if (v := fields[key]) not in (None, "")), None)
    kind = fields.get(keys.kind) if keys.kind else None
    return Row(
        number,
        text,
        start,
        end,
        _first(fields, keys.duration)[0],
        relative,
        voice,
        keys.strong,
        aliases.plain(kind) if isinstance(kind, str) else "",
        fields.get(keys.channel) if keys.channel else None,
        _children(fields, keys, depth),
        _heading(fields, keys) if text is None else "",
        _attached(fields),
        decoder,
    )


def _plain_row(item: dict[str, Any], keys: PlainKeys, strong: bool, number: int) -> Row | None:
    """Return the row of an object whose values are as plain as its keys, None for any other.

    It is what `row` returns without it, at a third of the cost.
    """
    text, start, end = item[keys.text], item[keys.start.key], item[keys.end.key]
    if type(text) is not str or not text.isascii() or not text.strip():
        return None
    if "&" in text or "<" in text or "\n" in text or keys.start.relative:
        return None
    if not (type(start) in _NUMBERS and type(end) in _NUMBERS and 0 <= start < 1e15 > end >= 0):
        return None
    voice = item[keys.speaker] if keys.speaker else None
    since = tuple.__new__(Stamp, (float(start), keys.start.per_second))
    until = tuple.__new__(Stamp, (float(end), keys.end.per_second))
    voice = None if voice == "" else voice
    fields = (number, text, since, until, ABSENT, False, voice, strong, "", None, (), "", None, 0)
    return tuple.__new__(Row, fields)


def merged(item: dict[str, Any]) -> dict[str, Any]:
    """Return an object with what its likeliest alternative says, if it has alternatives.

    An object beside a text may hold its speaker and times: `{"text": "Hello.", "data": {...}}`, as
    in the blocks of Draft.js.
    """
    keys = aliases.shape(tuple(item))
    beside = item.get(keys.beside) if keys.beside and keys.text and not keys.start else None
    if isinstance(beside, dict) and not aliases.shape(tuple(beside)).text:
        return beside | item
    found = item.get(keys.alternatives) if keys.alternatives else None
    if isinstance(found, list) and found and isinstance(found[0], dict):
        return found[0] | item
    return item


def is_sound(row: Row) -> bool:
    """Return whether a row is a sound and no speech: by its kind, or as a note in brackets."""
    text = row.text or ""
    if not row.kind and text[:1].isalnum():
        return False
    text = text.strip()
    if row.kind in _SOUNDS:
        # Cleaning takes out the sounds that it knows, and marks the breaks.
        return is_speech(text)
    if row.kind == _WORD:
        return False
    if text[:1] not in ("[", "<", "%"):
        return False
    is_note = text == text.lower() or text[0] != "["
    return is_note and bool(_NOTE.fullmatch(text.lower())) and is_speech(text)


def words_in(text: str) -> float:
    """Return about how many words a text has, in scripts without spaces too."""
    return len(text.split()) + unspaced_words(text)


def _of_list(item: list[Any]) -> Any:  # noqa: ANN401  # a JSON value
    """Return the object that Watson's `["word", 0.0, 0.4]` or `[0.0, 0.4, "words"]` stands for."""
    if not 2 <= len(item) <= 4:
        return None
    texts = [one for one in item if isinstance(one, str)]
    times = [one for one in item if isinstance(one, int | float) and not isinstance(one, bool)]
    if len(texts) == 1 and len(times) == 2 and len(item) == 3:
        return {"start": times[0], "end": times[1], "text": texts[0]}
    return None


def _text(fields: dict[str, Any], keys: Shape) -> tuple[str | None, int]:
    blank: str | None = None
    for key in keys.text:
        found = fields[key]
        for _ in range(_NESTED):
            if not isinstance(found, dict):
                break
            inner = aliases.shape(tuple(found)).text
            found = found[inner[0]] if inner else None
        if isinstance(found, list) and all(isinstance(line, str) for line in found):
            found = " ".join(found)
        if isinstance(found, str):
            if not found.strip():
                blank = found
                continue
            return _clean(found)
    return blank, 0


def _clean(text: str) -> tuple[str, int]:
    decoder = 0
    if "<|" in text:
        text, decoder = DECODER_TOKEN.subn(" ", text)
        text = re.sub(" {2,}", " ", text)
    if "<" in text and ">" in text:
        text = _TAG.sub("", _BLOCK_TAG.sub(" ", text))
    if "&" in text:
        text = html.unescape(text)
    if "\n" in text.strip():
        text = " ".join(text.split())
    return (text if text.isascii() else whole(text)), decoder


def _times(fields: dict[str, Any], keys: Shape) -> tuple[Stamp, Stamp, bool]:
    end, _ = _first(fields, keys.end)
    start, relative = ABSENT, False
    for named in keys.start:
        value = fields[named.key]
        if isinstance(value, list):
            if len(value) == 2 and not isinstance(value[0], dict | list):
                return (
                    times.read(value[0], named.per_second),
                    times.read(value[1], named.per_second),
                    False,
                )
            if value and isinstance(value[0], dict):
                value = value[0]
        if isinstance(value, dict):
            inner = aliases.shape(tuple(value))
            if inner.start and (inner.end or inner.duration):
                found, own, _ = _times(value, inner)
                return found, own, False
        if isinstance(value, list):
            continue
        if isinstance(value, str) and (ends := times.read_range(value)):
            return *ends, False
        read = times.read(value, named.per_second)
        if read.per_second >= 0:
            return read, end, named.relative
        # A date beside a time of the recording is of no use.
        if start is ABSENT or (start is DAMAGED and read is not ABSENT):
            start, relative = read, named.relative
    return start, end, relative


def _first(fields: dict[str, Any], keys: Sequence[TimeKey]) -> tuple[Stamp, bool]:
    damaged = ABSENT
    for named in keys:
        read = times.read(fields[named.key], named.per_second)
        if read is DAMAGED:
            damaged = read
        elif read is not ABSENT:
            return read, named.relative
    return damaged, False


def _children(fields: dict[str, Any], keys: Shape, depth: int) -> tuple[Row, ...]:
    if depth >= _DEEPEST:
        return ()
    for key in keys.words:
        found = fields[key]
        if isinstance(found, list) and found and isinstance(found[0], dict | list):
            read = tuple(one for one in rows(found, depth + 1) if one is not None)
            if any(one.text is not None or one.children for one in read):
                return read
    return ()


def _heading(fields: dict[str, Any], keys: Shape) -> str:
    found = fields.get(keys.title) if keys.title else None
    if isinstance(found, dict):
        found = found.get("title")
    return found if isinstance(found, str) else ""


def _attached(fields: dict[str, Any]) -> bool | None:
    to = fields.get("attaches_to")
    return to in ("previous", "both") if isinstance(to, str) else None
