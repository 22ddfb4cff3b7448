"""Spellings of a name: which are of one person, and which one to use."""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence

from index.analysis import levenshtein

__all__ = ["Spellings", "close", "folded"]


class Spellings:
    """The spelling of each person: a known one, else the title's, else the first in the talk."""

    def __init__(self, known: Sequence[str], title: str) -> None:
        self._spelt = list(known)
        words = re.findall(r"[^\W\d_][^\W\d_'’.-]*", title)
        pairs = [" ".join(pair) for pair in itertools.pairwise(words)]
        self._titled = [pair.title() if pair.islower() else pair for pair in pairs]
        # `…_with_kenneth_reitz` names a guest, even if the last name was heard differently.
        self._guests = [
            pair
            for word, pair in zip(words, self._titled[1:], strict=False)
            if word.casefold() == "with"
        ]

    def people(self, names: Iterable[str]) -> list[str]:
        """Return the names in the spelling to use, in order."""
        return [self._spell(name) for name in names]

    def _spell(self, name: str) -> str:
        if name in self._spelt:
            return name
        near = next((spelt for spelt in self._spelt if close(name, spelt)), None)
        if near is None:
            first = _plain(name).split()[:1]
            guests = (guest for guest in self._guests if _plain(guest).split()[:1] == first)
            near = next(guests, None)
            near = near or next((pair for pair in self._titled if close(name, pair)), name)
            if near not in self._spelt:
                self._spelt.append(near)
        return near


def close(name: str, other: str) -> bool:
    """Return whether two full names are spellings of one name.

    First names must be similar (`Marcus`, `Markus`). Half the letters of a last name may differ
    after an equal first name (`Ioroshi`, `Iarocci`), as last names are misheard most. Initials and
    middle names are ignored. Distances are Levenshtein's.
    """
    words, others = _plain(name).split(), _plain(other).split()
    if len(words) < 2 or len(others) < 2:
        return words == others and bool(words)
    first, last = levenshtein(words[0], others[0]), levenshtein(words[-1], others[-1])
    longest = max(len(words[-1]), len(others[-1]))
    if first == 0:
        return last <= longest // 2 and words[-1][0] == others[-1][0]
    return first <= 2 and first * 3 <= len(words[0]) and last <= longest // 4


def folded(name: str) -> str:
    """Return a name without case and combining marks, for comparing: `Lucía` is `lucia`.

    Names of any script are compared by their bare letters. Terms of the index keep more:
    `index.analysis.plain` leaves the marks that spell a word in Hindi or Japanese.
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _plain(name: str) -> str:
    return re.sub(r"[^\w\s]|_", " ", folded(name))
