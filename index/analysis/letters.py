"""Letters: which spellings of a letter are the same letter.

Three foldings, each on top of the one before. `straight` levels what is typography only, one code
point for one, so that offsets stay: curly apostrophes, full and half width, the digits of all
scripts, and the Turkish dotless i, whose capital is the I of other languages. `fold` makes terms:
without capitals, without points that writers leave out (harakat, niqqud, stress over Cyrillic), and
without what nobody sees (soft hyphens, joiners). `plain` makes stems: without diacritics and
strokes.

No fold touches what spells a word: vowel signs and viramas, tone marks, dakuten (Decision 0039).
"""

import functools
import re
import unicodedata

__all__ = [
    "EMOJI",
    "INVISIBLE",
    "INVISIBLE_LETTERS",
    "MARKS",
    "fold",
    "is_emoji",
    "is_resized",
    "is_word",
    "plain",
    "straight",
    "with_gershayim",
]

# Combining marks: categories Mn and Mc of Unicode 15, U+0300 to U+309A. `\w` does not match them,
# so without this class an Indic, Thai or pointed Hebrew word would be split. Ranges hold letters
# between marks, except in scripts without spaces, of which each letter is a token.
MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711-\u07f3\u07fd\u0816-\u082d"
    "\u0859-\u085b\u0898-\u08e1\u08e3-\u0963\u0981-\u09e3\u09fe-\u0a75\u0a81-\u0ae3\u0afa-\u0b63"
    "\u0b82-\u0bd7\u0c00-\u0c63\u0c81-\u0c83\u0cbc-\u0d4d\u0d57-\u0d63\u0d81-\u0df3\u0e31-\u0e3a"
    "\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ecd\u0f18-\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f84"
    "\u0f86-\u0fbc\u0fc6\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d"
    "\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\u135d-\u135f\u1712-\u1773\u17b4-\u17d3\u17dd\u180b-\u180d"
    "\u180f-\u193b\u1a17-\u1a1b\u1a55-\u1a7f\u1ab0-\u1abd\u1abf-\u1b44\u1b6b-\u1b73\u1b80-\u1bf3"
    "\u1c24-\u1c37\u1cd0-\u1cd2\u1cd4-\u1dff\u20d0-\u20dc\u20e1\u20e5-\u20f0\u2cef-\u2cf1\u2d7f"
    "\u2de0-\u2dff\u302a-\u302f\u3099-\u309a"
)
"""The combining marks, for a character class of a regular expression."""

INVISIBLE_LETTERS = "\u0640\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe7f"
"""Letters to Unicode that are none: tatweel, which only stretches a word, and harakat alone."""

INVISIBLE = (
    "\u00ad\u061c\u180e\u200c-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    f"{INVISIBLE_LETTERS}"
)
"""The characters inside words that say nothing: soft hyphens, joiners, directions, variants."""

EMOJI = (
    "\u231a-\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd-\u25fe\u2614-\u2615\u2648-\u2653\u267f\u2693"
    "\u26a1\u26aa-\u26ab\u26bd-\u26be\u26c4-\u26c5\u26ce\u26d4\u26ea\u26f2-\u26f3\u26f5\u26fa\u26fd"
    "\u2705\u270a-\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b-\u2b1c"
    "\u2b50\u2b55\U0001f000-\U0001f0ff\U0001f10d-\U0001f10f\U0001f12f\U0001f16c-\U0001f171"
    "\U0001f17e-\U0001f17f\U0001f18e\U0001f191-\U0001f19a\U0001f201-\U0001f3fa"
    "\U0001f400-\U0001faff"
)
"""The pictures that are emoji by themselves: Emoji_Presentation of Unicode 15, and future ones."""

_TONES = "\U0001f3fb-\U0001f3ff"
"""The colours of skin of an emoji; 👍🏽 is the same term as 👍."""

_POINTS = (
    "\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff"
)
"""The points of Hebrew and Arabic, which writers leave out, and nobody types."""

_DIACRITICS = (
    "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\u2de0-\u2dff"
    f"\ufe20-\ufe2f{_POINTS}"
)
"""The marks on letters of Latin, Greek, Cyrillic, Arabic and Hebrew."""

_PRESENTED = "\ufb00-\ufc5d\ufc64-\ufcf1\ufcf5-\ufdff\ufe80-\ufefc"
"""Ligatures and the shapes of Hebrew and Arabic letters, from old files."""

# Letters whose small form is one letter, though casefolding makes it several: the stemmers of
# Armenian and Greek know them.
_WHOLE = "\u0390\u03b0\u0587\u1f50-\u1fff"

_APOSTROPHES = dict.fromkeys("’‘ʼ´＇׳", "'")
_DOTTED_I = re.compile("i\u0307+")
_SPELLED = re.compile(r"[^\x00-\x7f](?:(?<=[‘ʼ´׳ıİ\uff01-\uff9f])|(?<=\d))")
_QUOTED_HEBREW = re.compile('"(?=[א-ת])(?<=[א-ת]")')
_RESIZED = re.compile(
    f"[\u00df\u0149\u0152-\u0153\u01f0\u0300-\u0301\u0307\u1e96-\u1e9e\u3099-\u309a\uff9e-\uff9f"
    f"{_WHOLE}{_POINTS}{_PRESENTED}{INVISIBLE}{_TONES}]"
)
_LIGATURES = re.compile(f"[{_PRESENTED}]+")
_UNSEEN = re.compile(f"[{_POINTS}{INVISIBLE}{_TONES}]+".replace("\u200c-", "\u200d-"))
# A stress mark is no part of a Cyrillic letter: those of `ѓ` and `ќ` are one code point with it.
_STRESS = re.compile("(?<=[\u0400-\u052f])[\u0300\u0301]+")
# A letter without a vowel of its own, as it was written before it had a code point: with a joiner.
_JOINED = re.compile("[കണനരലളত][\u0d4d\u09cd]\u200d")
_LETTERS_OF_JOINED = dict(zip("കണനരലളত", "ൿൺൻർൽൾৎ", strict=True))
# Between Arabic letters the zero-width non-joiner parts a word from its affix, and is kept.
_LOOSE = re.compile("(?<![\u0600-\u06ff])\u200c|\u200c(?![\u0600-\u06ff])")
_WHOLE_LETTERS = re.compile(f"([{_WHOLE}]+)")
_MARKS_OF_LETTERS = re.compile(f"[{_DIACRITICS}]+")
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}'·״\u200c])*")
_LETTER = re.compile(r"\w")

# Letters that Unicode does not decompose, and that many keyboards lack; the letters in which
# Persian and Urdu keyboards differ from Arabic ones; and signs inside words.
_PLAIN = str.maketrans(
    dict(zip("đðħłøŧıґىیکہٱ", "ddhlotiгيي\u0643\u0647\u0627", strict=True))
    | {"æ": "ae", "þ": "th", "ĳ": "ij", "և": "եւ"}
    | dict.fromkeys("ʻʾʿ·״\u200c", "")
)


def straight(text: str) -> str:
    """Return a text of the same length in which letters, digits and apostrophes have one width.

    `text` is in NFC; the result may not be, where a half-width kana has a dakuten.
    """
    if text.isascii():
        return text
    text = with_gershayim(text.replace("’", "'"))
    return _SPELLED.sub(_straight_letter, text) if _SPELLED.search(text) else text


def with_gershayim(text: str) -> str:
    """Return a text with gershayim where a quotation mark stands for them, inside a Hebrew word."""
    return _QUOTED_HEBREW.sub("״", text) if '"' in text else text


def fold(text: str) -> str:
    """Return the term of a word, or those of several words with spaces between them.

    Folding is done letter by letter: the fold of a text holds the fold of each of its words.
    """
    text = straight(text)
    if text.isascii():
        return text.lower()
    return _fold_resized(text) if _RESIZED.search(text) else text.casefold()


def is_resized(text: str) -> bool:
    """Return whether a text may have letters that `fold` drops or makes several of."""
    return _RESIZED.search(text) is not None


def plain(term: str) -> str:
    """Return a term without diacritics and strokes: `café` is `cafe`, `łódź` is `lodz`."""
    if term.isascii():
        return term
    letters = _MARKS_OF_LETTERS.sub("", unicodedata.normalize("NFD", term))
    # `ԵՎ` is the capital of `և`, and has other small letters.
    return unicodedata.normalize("NFC", letters.translate(_PLAIN)).replace("եվ", "եւ")


def is_word(term: str) -> bool:
    """Return whether a term has only letters, their marks, and apostrophes."""
    return term.isalpha() or term.replace("'", "").isalpha() or _WORD.fullmatch(term) is not None


def is_emoji(term: str) -> bool:
    """Return whether a term is a picture and no word."""
    return not term.isascii() and _LETTER.search(term) is None


def _straight_letter(match: re.Match[str]) -> str:
    return _one_width(match[0])


@functools.lru_cache(256)
def _one_width(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    same = _APOSTROPHES.get(letter) or {"ı": "i", "İ": "I"}.get(letter)
    return same or unicodedata.normalize("NFKC", letter)


def _fold_resized(text: str) -> str:
    text = _LIGATURES.sub(_decomposed, text)
    text = _STRESS.sub("", _JOINED.sub(_one_letter, text))
    text = _LOOSE.sub("", _UNSEEN.sub("", text))
    parts = _WHOLE_LETTERS.split(text)  # every other part is whole letters
    parts[::2] = [part.casefold() for part in parts[::2]]
    parts[1::2] = [part.lower() for part in parts[1::2]]
    # A dot over a small i is what is left of a Turkish capital one. French `œ` is a ligature.
    folded = _DOTTED_I.sub("i", "".join(parts)).replace("œ", "oe")
    return unicodedata.normalize("NFC", folded)


def _one_letter(match: re.Match[str]) -> str:
    return _LETTERS_OF_JOINED[match[0][0]]


def _decomposed(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0]).replace(" ", "")
