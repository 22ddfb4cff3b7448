"""File names of episodes: the facts in a name, and the name for a file of an episode."""

import contextlib
import datetime
import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterable
from typing import NamedTuple

__all__ = ["FileName", "bare", "number_in", "parse_name", "series", "slug", "stem_for"]

_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[-_. ]+(.*))?$")
_NUMBERED = re.compile(r"(\d+(?:\.\d+)?)(?:[-_. ]+(.*))?$")
_SERIAL = re.compile(r"(.*[^\W\d_])[-_. ]+(\d{1,4})")
# `go-part-1` and `go-part-2` are one episode or two, and `go-part` is no show.
_PART = re.compile(
    r"(?:.*[-_. ])?(?:chapter|day|disc|draft|part|pt|take|v|version|vol|volume)", re.I
)
_YEARS = range(1900, 2100)
_LONGEST = 80  # bytes of a slug; file systems allow 255 for the whole name

# Names that Windows reserves for devices, with any ending.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)$")


class FileName(NamedTuple):
    """The facts about an episode in the name of a file."""

    number: str | None
    date: datetime.date | None
    title: str


def series(stems: Iterable[str]) -> frozenset[str]:
    """Return the names of series: `go-time` for the files `go-time-93` and `go-time-202`.

    A single name may end in a year or a version, and several names may all end in years; these
    are no series.
    """
    numbers = defaultdict[str, set[int]](set)
    for stem in stems:
        if serial := _SERIAL.fullmatch(stem):
            numbers[serial[1].casefold()].add(int(serial[2]))
    return frozenset(
        name
        for name, found in numbers.items()
        if len(found) > 1 and not found.issubset(_YEARS) and not _PART.fullmatch(name)
    )


def parse_name(stem: str, series: Container[str] = ()) -> FileName:
    """Return the number, the date and the title in a file's name without its ending.

    `013-flask_talk` is number 13, `2015-05-29-flask` a date; `go-time-202` is number 202
    where `go-time` is one of the `series` of the files around.
    """
    number = date = None
    rest = stem
    if dated := _DATED.match(stem):
        # 2015-99-99 is not read as anything.
        with contextlib.suppress(ValueError):
            date = datetime.date.fromisoformat(dated[1])
            rest = dated[2] or ""
    elif numbered := _NUMBERED.match(stem):
        number = bare(numbered[1])
        rest = numbered[2] or ""
    elif (serial := _SERIAL.fullmatch(stem)) and serial[1].casefold() in series:
        number = bare(serial[2])
    words = " ".join(re.split(r"[-_\s]+", rest)).strip()
    if not words:
        return FileName(number, date, f"Episode {number}" if number else stem)
    return FileName(number, date, words[0].upper() + words[1:])


def number_in(stem: str) -> str | None:
    """Return the episode number at the start of a file's name, without leading zeros."""
    return parse_name(stem).number


def bare(number: str) -> str:
    """Return `number` without its leading zeros: `007.1` is `7.1`."""
    return re.sub(r"^0+(?=\d)", "", number)


def slug(title: str) -> str:
    """Return `title` as part of a file name: words of lower case joined by hyphens.

    It holds letters and digits of any script, `+` and `-`, and no character with a meaning in a
    path, a shell or a file system. It has at most 80 bytes of UTF-8 and may be empty.
    """
    plain = unicodedata.normalize("NFKC", title).lower().replace("'", "").replace("’", "")
    words = re.sub(r"(?:[^\w+]|_)+", "-", plain).strip("-")
    return words.encode()[:_LONGEST].decode("utf-8", "ignore").strip("-")


def stem_for(number: str | None, date: datetime.date | None, title: str) -> str:
    """Return the name, without ending, of a file about an episode: `013-flask`.

    `parse_name` reads the number back from it, or the date if there is no number.
    """
    words = slug(title)
    if number and re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,9})?", number):
        whole, dot, part = bare(number).partition(".")
        head = f"{whole:0>3}{dot}{part}"
    else:
        head = date.isoformat() if date else ""
    stem = "-".join(part for part in (head, words) if part) or "episode"
    return f"{stem}-episode" if _RESERVED.match(stem) else stem
