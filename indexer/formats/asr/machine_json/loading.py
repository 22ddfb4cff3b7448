"""Loading of JSON files: one value, or several values one after another, as in JSON lines.

{"start": 0.0, "end": 1.2, "text": "Hello."}
{"start": 1.2, "end": 2.0, "text": "Yes."}
"""

import json
import re
from pathlib import Path
from typing import Any

from indexer.formats.asr import json_text
from indexer.formats.doubts import Doubts

__all__ = ["is_json", "load"]

_HEAD = re.compile(r'\s*+(?:\{\s*+["}]|\[\s*+(?:[{\]]|(?>\[\s*+|)["\d-]))')
_WRAPPED = re.compile(
    r"\s*+(?:\)\]\}',?+\s*+|(?>(?:var|let|const|export default) |)[\w.$]{0,60}+\s*+[=(]\s*+)"
    r'(?=\{\s*+"|\[\s*+\{\s*+")'
)
_WRAPPER = " \t\n);"
_CLOSED = re.compile(r"[\]}]\s*\Z")
_BROKEN = 0.1  # of the lines may be broken


def is_json(text: str) -> bool:
    """Return whether a text is meant as JSON, by its head; a list of strings by its end too.

    A name or a call may stand around it: `const talk = {"segments": [...]};`.

    `[00:05] Hello`, `[Music]`, `{1}{20}Hello` and `["So" she said]` are no JSON.
    """
    head = _HEAD.match(text)
    if head is None:
        return _WRAPPED.match(text) is not None
    return "{" in head[0] or _CLOSED.search(text[-100:]) is not None


def load(path: Path, text: str, doubts: Doubts) -> Any:  # noqa: ANN401  # the value of a JSON file
    """Return the value of a file; several values are a list, as are the items of several lists.

    Raises `TranscriptError` for a text that is not valid JSON. Of JSON lines a tenth may be
    broken; each is a doubt.
    """
    if wrapped := _WRAPPED.match(text):
        text = text[wrapped.end() :].rstrip(_WRAPPER)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        # A file of one value says where it is broken.
        if not error.msg.startswith("Extra data") and "\n{" not in text:
            return json_text.load(path, text)
    except (RecursionError, ValueError):
        return json_text.load(path, text)
    values = _values(text)
    if values is None:
        values = _lines(text, doubts)
    if not values:
        return json_text.load(path, text)
    if all(isinstance(value, list) for value in values):
        return [item for value in values for item in value]
    return values


def _values(text: str) -> list[Any] | None:
    """Return the JSON values that stand one after another, None if anything else stands there."""
    decode = json.JSONDecoder().raw_decode
    values: list[Any] = []
    at, size = 0, len(text)
    while at < size:
        if text[at] in " \t\n,":
            at += 1
            continue
        try:
            value, at = decode(text, at)
        except (ValueError, RecursionError):
            return None
        values.append(value)
    return values


def _lines(text: str, doubts: Doubts) -> list[Any]:
    """Return the values of lines, a doubt for each that is broken; none if too many are."""
    values: list[Any] = []
    broken: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                values.append(json.loads(line))
            except (ValueError, RecursionError):
                broken.append(number)
    if len(broken) > _BROKEN * (len(values) + len(broken)):
        return []
    for number in broken:
        doubts.add(number, "this line is not valid JSON; left out")
    return values
