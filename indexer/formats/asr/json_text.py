"""JSON transcripts: typed access to the objects of a file.

Each object of a file is an `Entry`, which checks the types of its values and names its place in
errors.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index import TranscriptError
from indexer.cues import Cue, Transcript, TranscriptDoubt
from indexer.formats.decoding import whole
from indexer.formats.time_order import in_order
from indexer.language_names import code_named

__all__ = ["Entry", "code", "document", "keys", "language", "load", "transcript"]

_LONGEST = 1e9  # seconds; also refuses NaN, which is not less than anything
_NUMBER = re.compile(r"\s*-?\d{1,10}(?:\.\d{0,20})?\s*", re.ASCII)

_HEAD = 1000  # tokens; Whisper's `segments` come after the whole text, which is one token
_TOKEN = re.compile(
    r'[\s,:]*+(?:("[^"\\]*+(?>(?:\\.[^"\\]*+)*)")(\s*+:)?|([\[{])|([\]}])|[^\s,:"\[\]{}]++)',
    re.DOTALL,
)

_LANGUAGE = re.compile(r"([a-z]{2,3})((?:[-_][a-z0-9]{2,8}){0,3})", re.IGNORECASE | re.ASCII)


@dataclass(slots=True)
class Entry:
    """An object in the JSON of a file; it is the `number`th `noun`, counted from 1."""

    path: Path
    fields: dict[str, Any]
    noun: str = ""
    number: int = 0
    within: "Entry | None" = None

    @property
    def place(self) -> str:
        """The name of this entry in errors, such as `segment 2, word 7`."""
        own = f"{self.noun} {self.number}" if self.noun else "its JSON"
        return f"{self.within.place}, {own}" if self.within and self.within.noun else own

    def wrong(self, what: str) -> TranscriptError:
        """Return the error for this entry; `what` follows its place in the message."""
        return TranscriptError(self.path, f"{self.place}{what}; export it again")

    def entries(self, key: str, noun: str) -> Iterator["Entry"]:
        """Yield the objects in the list at `key`; none if it is absent or null."""
        found = self.fields.get(key)
        if found is None:
            return
        if not isinstance(found, list):
            raise self.wrong(f' has no list of "{key}"')
        for number, fields in enumerate(found, 1):
            entry = Entry(self.path, fields, noun, number, self)
            if not isinstance(fields, dict):
                raise entry.wrong(" is not an object")
            yield entry

    def entry(self, key: str) -> "Entry":
        """Return the object at `key`, without fields if it is absent or null."""
        found = self.fields.get(key)
        if found is not None and not isinstance(found, dict):
            raise self.wrong(f': "{key}" is not an object')
        return Entry(self.path, found or {}, self.noun, self.number, self.within)

    def text(self, key: str) -> str:
        """Return the text at `key`, its HTML entities unescaped; it must not be absent."""
        found = self.fields.get(key)
        if not isinstance(found, str):
            raise self.wrong(f" has no {key} text")
        found = html.unescape(found) if "&" in found else found
        return found if found.isascii() else whole(found)

    def second(self, key: str, per_second: int = 1) -> float | None:
        """Return the time at `key` in seconds, None if absent; AWS writes it as a string."""
        found = self.fields.get(key)
        if found is None:
            return None
        if isinstance(found, str) and _NUMBER.fullmatch(found):
            found = float(found)
        is_number = isinstance(found, int | float) and not isinstance(found, bool)
        if not is_number or not abs(found) < _LONGEST * per_second:
            raise self.wrong(f": {key} is no time")
        return max(0.0, found / per_second)

    def speaker(self, key: str) -> str | None:
        """Return the speaker at `key`, None if absent; a number or a letter is `Speaker 1`."""
        found = self.fields.get(key)
        if found is None:
            return None
        if not isinstance(found, str | int) or isinstance(found, bool):
            raise self.wrong(f": {key} is no name")
        name = " ".join(whole(str(found)).split())
        if not any(map(str.isalnum, name)):
            return None
        return f"Speaker {name}" if len(name) == 1 or isinstance(found, int) else name


def load(path: Path, text: str) -> object:
    """Return the value of the JSON in `text`. Raises `TranscriptError` if it is not valid."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise TranscriptError(
            path, f"not valid JSON ({error.msg}); export it again", error.lineno
        ) from None
    except (RecursionError, ValueError):
        # ValueError: a number of more digits than Python converts.
        raise TranscriptError(path, "its JSON is nested too deeply, or a number too long") from None


def document(path: Path, text: str, bare: str = "") -> Entry:
    """Return the object in a file; a bare list is read as an object that has it under `bare`."""
    value = load(path, text)
    if isinstance(value, list) and bare:
        value = {bare: value}
    if not isinstance(value, dict):
        raise TranscriptError(path, "its JSON is not an object; export it again")
    return Entry(path, value)


def keys(text: str) -> frozenset[str]:
    """Return the keys at the head of a JSON text by their paths: `segments[].start`.

    The set is empty for a text that is not JSON. Only the first 1,000 tokens are read, so that
    every format can be asked at little cost.
    """
    found: set[str] = set()
    paths: list[str] = []
    path, at = "", 0
    for _ in range(_HEAD):
        token = _TOKEN.match(text, at)
        if token is None:
            break
        at = token.end()
        string, is_key, opening, closing = token.groups()
        if is_key and paths:
            path = f"{paths[-1]}.{string[1:-1]}" if paths[-1] else string[1:-1]
            found.add(path)
        elif opening:
            path = f"{path}[]" if opening == "[" else path
            paths.append(path)
        elif closing and paths:
            paths.pop()
            path = paths[-1] if paths else ""
        elif not paths:
            break
    return frozenset(found)


def language(entry: Entry, key: str) -> str | None:
    """Return the language code at `key` as BCP 47 writes it: `en_us` is `en-US`."""
    found = entry.fields.get(key)
    return code(found) if isinstance(found, str) else None


def code(given: str) -> str | None:
    """Return a language code as BCP 47 writes it, None for what names no language.

    `given` may be an English name, as OpenAI's API writes it, or a code of three letters.
    """
    code = _LANGUAGE.fullmatch(given.strip())
    if code is None:
        return code_named(given)
    by_length = {2: str.upper, 4: str.title}
    subtags = re.split("[-_]", code[2])[1:]
    first = code_named(code[1]) or code[1].lower()
    return "-".join([first, *(by_length.get(len(s), str.lower)(s) for s in subtags)])


def transcript(
    name: str, noun: str, said: Iterable[Cue], code: str | None = None, words: bool = False
) -> Transcript:
    """Return the transcript of cues whose `line` is the number of the `noun` they come from."""
    ordered, found = in_order(said)
    doubts = tuple(
        TranscriptDoubt(0, f"{noun} {doubt.line}: {doubt.reason}") if doubt.line else doubt
        for doubt in found
    )
    return Transcript(name, ordered, doubts, code, words)
