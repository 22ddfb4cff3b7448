"""Spellings of a name: which are of one person, and which one to use."""

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
        pairs = [" ".join(words[at : at + 2]) for at in range(len(words) - 1)]
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
        near = next((one for one in self._spelt if close(name, one)), None)
        if near is None:
            first = _plain(name).split()[:1]
            near = next((one for one in self._guests if _plain(one).split()[:1] == first), None)
            near = near or next((one for one in self._titled if close(name, one)), name)
            if near not in self._spelt:
                self._spelt.append(near)
        return near


def close(one: str, other: str) -> bool:
    """Return whether two full names are spellings of one name.

    First names must be similar (`Marcus`, `Markus`). Half the letters of a last name may differ
    after an equal first name (`Ioroshi`, `Iarocci`), as last names are misheard most. Initials and
    middle names are ignored. Distances are Levenshtein's.
    """
    ones, others = _plain(one).split(), _plain(other).split()
    if len(ones) < 2 or len(others) < 2:
        return ones == others and bool(ones)
    first, last = levenshtein(ones[0], others[0]), levenshtein(ones[-1], others[-1])
    longest = max(len(ones[-1]), len(others[-1]))
    if first == 0:
        return last <= longest // 2 and ones[-1][0] == others[-1][0]
    return first <= 2 and first * 3 <= len(ones[0]) and last <= longest // 4


def folded(name: str) -> str:
    """Return a name without case and combining marks, for comparing: `Lucía` is `lucia`.

    Names of any script are compared by their bare letters. Terms of the index keep more:
    `index.analysis.without_diacritics` leaves the marks that spell a word in Hindi or Japanese.
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _plain(name: str) -> str:
    return re.sub(r"[^\w\s]|_", " ", folded(name))
