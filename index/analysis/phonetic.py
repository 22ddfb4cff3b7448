"""Phonetic codes: the sounds of an English word from its spelling, as programmers say it.

Each sound is a letter. Capitals are consonants and small letters are vowels, except `Y`, the vowel
of `pie`. `J` is also the sound of `ch`, `X` that of `sh`, `0` that of `th`. The skeleton of a word
is its consonants in coarse classes. Words of one skeleton may be misheard as each other, and
`distance` measures how easily.

No library does this. Codes such as Metaphone (L. Philips, 1990), whose classes are used here, drop
the vowels that distinguish `pypi` from `pip`. They do not know that `py` is said `pie` and that
`sql` may be spelled out.
"""

import math
import re
import zlib
from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple, TypeVar

__all__ = ["NAMES", "RULES", "Pronunciation", "distance", "pronunciations", "skeletons", "sounds"]

_T = TypeVar("_T")


class Pronunciation(NamedTuple):
    """A pronunciation of a word: its sounds and their skeleton."""

    sounds: str
    skeleton: str


# The rules apply in this order, each to the result of those before it. Capitals are sounds.
_RULES = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[^a-z0-9]", ""),
        (r"^x", "Z"),
        (r"^(?:ps|sc(?=[eiy]))", "S"),
        (r"^(?:kn|gn|pn)", "N"),
        (r"^wr", "R"),
        (r"^wh(?=o)", "H"),
        (r"wh", "W"),
        (r"py", "PY"),
        (r"^([bcdfghklmnprstvwz]+)y(?=$|[^aeiouy]h?[aeiouy])", r"\1Y"),
        (r"^([bcdfghklmnprstvwz]+)ie(?=$|s$|d$)", r"\1Y"),
        (r"eye", "Y"),
        (r"igh", "Y"),
        (r"i(?=[bcdfgklmnprstvz]e$)", "Y"),
        (r"uy", "Y"),
        (r"^([^aeiouy]*)i$", r"\1Y"),
        (r"^i(?=[^aeiouy]$)", "Y"),
        (r"ph", "F"),
        (r"ough", "oF"),
        (r"gh", "G"),
        (r"sch", "SK"),
        (r"t?ch(?=[lr])", "K"),
        (r"t?ch", "J"),
        (r"sh|ti(?=o)", "X"),
        (r"th", "0"),
        (r"sc(?=[eiyY])", "S"),
        (r"c?k", "K"),
        (r"c(?=[eiyY])", "S"),
        (r"cq?", "K"),
        (r"qu", "KW"),
        (r"q", "K"),
        (r"x", "KS"),
        (r"dg?(?=j)|d(?=g[ei])", ""),
        (r"gu(?=[ei])", "G"),
        (r"g(?=[eiy])", "J"),
        (r"j", "J"),
        (r"(?<=[^aeiouyY])e(?=s?$)", ""),
        (r"ee|ea|ie|ey|ei|y(?=$|s$)|i(?=$|s$)", "i"),
        (r"(?<![aeiou])y(?=[aeiou])", ""),
        (r"y", "i"),
        (r"oo|ou|ue|ew|eu|ui", "u"),
        (r"a[iuy]|[ae]h?$", "a"),
        (r"oa|ow|oe", "o"),
        (r"h", ""),
        (r"b", "B"),
        (r"d", "D"),
        (r"f", "F"),
        (r"g", "G"),
        (r"l", "L"),
        (r"m", "M"),
        (r"n", "N"),
        (r"p", "P"),
        (r"r", "R"),
        (r"s", "S"),
        (r"t", "T"),
        (r"v", "V"),
        (r"w", "W"),
        (r"z", "Z"),
        (r"([A-Z0-9])\1+", r"\1"),
        (r"[aeiou]{2,}", "e"),
    )
]

_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        [
            "a",
            "Bi",
            "Si",
            "Di",
            "i",
            "eF",
            "Ji",
            "aJ",
            "Y",
            "Ja",
            "Ka",
            "eL",
            "eM",
            "eN",
            "o",
            "Pi",
            "Ku",
            "aR",
            "eS",
            "Ti",
            "u",
            "Vi",
            "DuBLu",
            "eKS",
            "WY",
            "Zi",
        ],
        strict=True,
    )
)
"""The sounds of each letter's name."""

NAMES = dict(
    zip(
        _LETTERS,
        [
            "a",
            "be",
            "see",
            "de",
            "e",
            "ef",
            "jee",
            "aj",
            "i",
            "jay",
            "kay",
            "el",
            "em",
            "en",
            "o",
            "pe",
            "ku",
            "ar",
            "es",
            "te",
            "u",
            "ve",
            "dablu",
            "eks",
            "wi",
            "ze",
        ],
        strict=True,
    )
)
"""The name of each letter, spelled as a word."""

# For skeletons: spellings whose sound differs from that of their letters.
_SPELLINGS = [
    (old.encode().replace(b"^", b"\n"), new.encode().replace(b"^", b"\n"))
    for old, new in (
        *((f"^{two}", f"^{two[1]}") for two in ("kn", "gn", "pn", "wr", "ps")),
        ("^x", "^z"),
        ("wh", "w"),
        ("ph", "f"),
        ("sch", "sk"),
        ("tch", "j"),
        ("chr", "kr"),
        ("chl", "kl"),
        ("ch", "j"),
        ("sh", "X"),
        ("tio", "Xo"),
        ("th", "0"),
        ("ough", "of"),
        ("gh", "g"),
        *((f"s{c}{vowel}", f"s{vowel}") for c in "c" for vowel in "eiy"),
        *((f"c{vowel}", f"s{vowel}") for vowel in "eiy"),
        ("ck", "k"),
        ("qu", "kw"),
        ("x", "ks"),
        ("dge", "je"),
        ("dgi", "ji"),
        ("dj", "j"),
        ("gue", "Ge"),
        ("gui", "Gi"),
        *((f"g{vowel}", f"j{vowel}") for vowel in "eiy"),
        *((2 * letter, letter) for letter in "bdfglmnprstz"),
    )
]
_CLASSES = bytes.maketrans(b"bcdfgGjklmnpqrstvwzX0", b"PKTFKKJKLMNPKRSTFWSX0")
_UNHEARD = b"aeiouyh'"

RULES = zlib.crc32(repr((_SPELLINGS, _CLASSES, _UNHEARD, NAMES)).encode())
"""A checksum of all that skeletons are made by."""


def skeletons(words: bytes) -> bytes:
    """Return the skeletons of many words; `words` has a casefolded word a line, in UTF-8.

    Replacements run over all lines at once: 35,000 words take 20 ms.
    """
    text = b"\n" + words
    for old, new in _SPELLINGS:
        text = text.replace(old, new)
    return text.translate(_CLASSES, _UNHEARD)[1:]


@lru_cache(1 << 14)
def sounds(word: str) -> str:
    """Return the sounds of a casefolded word; a single letter is said by its name."""
    if word in _LETTERS:
        return _LETTERS[word]
    for rule, sound in _RULES:
        word = rule.sub(sound, word)
    return word


def pronunciations(word: str) -> list[Pronunciation]:
    """Return the pronunciations of a casefolded word: as spelled, with hard g, by letters."""
    ways = [] if len(word) < 4 and not _SAID.match(word) else [_pronounced(word)]
    if _SOFT.search(word):
        ways.append(_pronounced(_SOFT.sub("gu", word)))
    if (
        word.isascii()
        and word.isalpha()
        and len(word) <= _SPELLED
        and len(_VOWEL.findall(word)) < 2
    ):
        spoken = "".join(_LETTERS[letter] for letter in word)
        ways.append(Pronunciation(spoken, "".join(map(_letter_skeleton, word))))
    return [way for way in dict.fromkeys(ways) if len(way.skeleton) > 1]


_SAID = re.compile("[^aeiouy]?[aeiouyhlrw]")
_SOFT = re.compile("g(?=[eiy])")
_VOWEL = re.compile("[aeiou]")
_SPELLED = 5
"""The most letters of a word that may be said letter by letter."""


def _pronounced(word: str) -> Pronunciation:
    return Pronunciation(sounds(word), skeletons(word.encode()).decode())


def _letter_skeleton(letter: str) -> str:
    return skeletons(NAMES[letter].encode()).decode()


_VOWELS = frozenset("aeiouY")
_ALIKE = frozenset(map(frozenset, ("BP", "DT", "GK", "VF", "SZ", "JX", "0T", "0F", "MN")))


def distance(one: str, other: str, limit: float = math.inf) -> float:
    """Return the phonetic distance of two strings of sounds: from 0 if equal to 1.5.

    It is a weighted edit distance, divided by the length of the longer string. Changing a vowel
    into another, or a voiced consonant into its voiceless counterpart, costs little. Of strings
    that are farther apart than `limit`, only a lower bound above it may be returned.
    """
    size = max(len(one), len(other), 1)
    bound = abs(_weight(one) - _weight(other)) / size
    if bound > limit + _ROUNDING:
        return bound
    row = [0.0]
    for sound in other:
        row.append(row[-1] + _LOST[sound])
    for sound in one:
        lost, changed = _LOST[sound], _CHANGED[sound]
        diagonal, left = row[0], row[0] + lost
        before, row = row, [left]
        for place, wanted in enumerate(other, 1):
            above = before[place]
            left = min(above + lost, left + _LOST[wanted], diagonal + changed[wanted])
            row.append(left)
            diagonal = above
        # No later row has a smaller value than the smallest of this one.
        if (bound := min(row) / size) > limit:
            return bound
    return row[-1] / size


_ROUNDING = 1e-9  # more than sums of so few weights differ by the order of adding


def _weight(sounds: str) -> float:
    """Return the cost of losing all sounds.

    Two strings are at least as far apart as their weights: changing a sound into another costs at
    least the difference of losing them.
    """
    return sum([_LOST[sound] for sound in sounds])


def _lost(sound: str) -> float:
    if sound == "Y":
        return 0.9
    return 0.6 if sound in _VOWELS else 0.5 if sound == "W" else 1.0


def _changed(sound: str, wanted: str) -> float:
    if sound == wanted:
        return 0.0
    if sound in _VOWELS and wanted in _VOWELS:
        return 1.0 if "Y" in (sound, wanted) and "i" not in (sound, wanted) else 0.4
    if sound in _VOWELS or wanted in _VOWELS:
        return 1.5
    return 0.3 if frozenset((sound, wanted)) in _ALIKE else 1.0


class _Costs(dict[str, _T]):
    """The costs of sounds, worked out on first use."""

    def __init__(self, cost: Callable[[str], _T]) -> None:
        super().__init__()
        self._cost = cost

    def __missing__(self, sound: str) -> _T:
        cost = self[sound] = self._cost(sound)
        return cost


_LOST = _Costs(_lost)
_CHANGED = _Costs(lambda sound: _Costs(partial(_changed, sound)))
