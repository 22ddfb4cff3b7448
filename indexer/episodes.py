"""What is known about an episode beside its talk: from its file name and its sidecar.

A folder may hold an `episodes.json` that says for each file what its name cannot:

    {"show": "The Request Cycle",
     "episodes": {"01-wsgi.vtt": {"number": "1", "title": "What WSGI is",
                                  "date": "2025-01-14", "people": ["Maren Holt"],
                                  "url": "https://…", "media_url": "https://…mp3"}}}

Every key is optional; `show` may also stand in an episode. The key of an episode is its
file's name, with or without the ending.
"""

import contextlib
import datetime
import functools
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from index.errors import TranscriptError
from index.model import Episode
from indexer.formats.decoding import whole

__all__ = ["SIDECAR", "describe", "facts_about"]

SIDECAR = "episodes.json"

_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[-_. ]+(.*))?$")
_NUMBERED = re.compile(r"(\d+(?:\.\d+)?)(?:[-_. ]+(.*))?$")
_HIGHEST = 10**9  # of the numbers of episodes; also refuses NaN
_LINKS = ("url", "media_url")
_TEXTS = ("number", "title", "show", *_LINKS)


def describe(episode_id: str, path: Path, facts: Mapping[str, Any], fingerprint: str) -> Episode:
    """Return the episode that the file `path` transcribes; `facts` win over its name."""
    number, date, title = _from_name(path.stem)
    return Episode(
        id=episode_id,
        title=facts.get("title") or title,
        number=facts.get("number") or number,
        show=facts.get("show"),
        date=facts.get("date") or date,
        people=facts.get("people", ()),
        url=facts.get("url"),
        media_url=facts.get("media_url"),
        source=str(path.resolve()),
        fingerprint=fingerprint,
    )


def facts_about(files: Sequence[Path]) -> dict[str, Any]:
    """Return what the sidecar beside `files` says about their episode, checked.

    Keys as in the sidecar, `date` as a date and `people` as a tuple; empty if there is
    no sidecar or no word in it about the files. Raises `TranscriptError` for a sidecar
    that cannot be read, with its path.
    """
    sidecar = files[0].parent / SIDECAR
    if not sidecar.is_file():
        return {}
    show, episodes = _sidecar(sidecar, sidecar.stat().st_mtime_ns)
    names = [name for file in files for name in (file.name, file.stem)]
    about = next((episodes[name] for name in names if name in episodes), None)
    if about is None:
        return {}
    if not isinstance(about, dict):
        raise TranscriptError(sidecar, f"what it says of {names[0]} is not an object")
    return _check(sidecar, names[0], {"show": show, **about})


@functools.lru_cache(maxsize=64)
def _sidecar(path: Path, modified: int) -> tuple[str | None, dict[str, Any]]:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise TranscriptError(path, f"cannot be read: {error.strerror}") from None
    except json.JSONDecodeError as error:
        raise TranscriptError(path, f"not valid JSON ({error.msg})", error.lineno) from None
    except UnicodeDecodeError:
        raise TranscriptError(path, "not UTF-8; save it as UTF-8") from None
    except (RecursionError, ValueError):
        # ValueError: a number of more digits than Python converts.
        raise TranscriptError(path, "its JSON is nested too deeply, or a number too long") from None
    if not isinstance(document, dict) or not isinstance(document.get("episodes"), dict):
        raise TranscriptError(path, 'has no "episodes" object; see the README for its shape')
    return document.get("show"), document["episodes"]


def _check(sidecar: Path, name: str, about: dict[str, Any]) -> dict[str, Any]:
    def wrong(key: str, expected: str) -> TranscriptError:
        return TranscriptError(sidecar, f"{key} of {name} is not {expected}")

    facts: dict[str, Any] = {}
    for key in _TEXTS:
        value = about.get(key)
        if key == "number" and type(value) in (int, float) and 0 <= about[key] < _HIGHEST:
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise wrong(key, "text")
        if value and key in _LINKS and not value.startswith(("https://", "http://")):
            raise wrong(key, "a web address that begins with https:// or http://")
        facts[key] = whole(value) if value else None
    if about.get("date") is not None:
        try:
            facts["date"] = datetime.date.fromisoformat(about["date"])
        except (TypeError, ValueError):
            raise wrong("date", "a date such as 2025-01-14") from None
    people = about.get("people") or []
    if not isinstance(people, list) or not all(isinstance(person, str) for person in people):
        raise wrong("people", "a list of names")
    return {**facts, "people": tuple(map(whole, people))}


def _from_name(stem: str) -> tuple[str | None, datetime.date | None, str]:
    """Return number, date and title that a file's name gives.

    `013-flask_talk` is number 13, `2015-05-29-flask` a date.
    """
    number = date = None
    rest = stem
    if dated := _DATED.match(stem):
        # 2015-99-99 is no date, and nothing else either.
        with contextlib.suppress(ValueError):
            date = datetime.date.fromisoformat(dated[1])
            rest = dated[2] or ""
    elif numbered := _NUMBERED.match(stem):
        number = re.sub(r"^0+(?=\d)", "", numbered[1])
        rest = numbered[2] or ""
    words = " ".join(re.split(r"[-_\s]+", rest)).strip()
    if not words:
        return number, date, f"Episode {number}" if number else stem
    return number, date, words[0].upper() + words[1:]
