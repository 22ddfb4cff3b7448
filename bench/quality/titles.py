"""Titles: the title of an episode, taken from the name of its file."""

import re
from collections.abc import Sequence
from itertools import takewhile

from indexer.metadata import file_names

__all__ = ["titles"]

# Words of file names that describe the file, not the talk: `-transcript-final`, `-v2`, `-128k`.
_OF_THE_FILE = re.compile(
    r"(?:transcript|original|final|updated|youtube|v\d|\d+k|named|names)", re.IGNORECASE
)
_NUMBER_AT_END = re.compile(r"[-_. ]+\d+$")
_FOLDERS = "__"  # joins the names of folders and file if an archive was flattened
_LEAST_SHARED = 3  # names; two may begin alike by chance


def titles(stems: Sequence[str]) -> list[str | None]:
    """Return for each file name, without its ending, the words of its title.

    Number, date, show and separators are removed, and so are words at the end that describe the
    file. The show is a beginning shared by at least three names and half of all. The title is None
    if no word is left, as for `go-time-93` beside `go-time-202`.
    """
    series = file_names.around(stems).series
    words = [_words(stem, series) for stem in stems]
    show = _show(words)
    return [_title(one, show) for one in words]


def _words(stem: str, series: frozenset[str]) -> list[str]:
    if _NUMBER_AT_END.sub("", stem).casefold() in series:
        return []
    name = file_names.parse_name(stem.rpartition(_FOLDERS)[2].strip("-_. "))
    told = "" if name.title == f"Episode {name.number}" else name.title
    return told.strip("-_. ").split()


def _show(names: Sequence[list[str]]) -> list[str]:
    # A title keeps at least its last word.
    named = sorted([word.casefold() for word in words[:-1]] for words in names if words)
    half = max((len(named) + 1) // 2, _LEAST_SHARED)
    # Sorting brings names with one beginning together.
    shared = (_both(a, b) for a, b in zip(named, named[half - 1 :], strict=False))
    return max(shared, key=len, default=[])


def _both(one: list[str], other: list[str]) -> list[str]:
    pairs = zip(one, other, strict=False)
    return [word for word, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)]


def _title(words: list[str], show: list[str]) -> str | None:
    kept = list(words)
    if [word.casefold() for word in kept[: len(show)]] == show:
        kept = kept[len(show) :]
    while kept and _OF_THE_FILE.fullmatch(kept[-1]):
        kept.pop()
    title = " ".join(kept)
    return title if any(letter.isalpha() for letter in title) else None
