"""Elisions: what is written before an apostrophe and a word that begins with a vowel.

French and Italian, Catalan, Irish and Portuguese write an article, a pronoun or a preposition so:
`l'avion` is `avion` with "the".
"""

import re

__all__ = ["with_elision", "without_elision"]

_ELIDED = (
    *("l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"),
    *("presqu", "quelqu", "un", "dell", "all", "nell", "dall", "sull", "coll", "quell", "quest"),
    *("bell", "sant", "tutt", "mezz", "anch", "com", "cos", "dov", "b"),
    *("gl", "degl", "agl", "dagl", "negl", "sugl"),
)
_LANGUAGES = frozenset({"ca", "fr", "ga", "it", "pt"})
_OPEN = "(?:[aeiouyhàâäáéèêëíìîïóòôöúùûüæœ]|fh)"
"""How a word begins that has one before it; Irish `fh` is silent."""

_BEGIN = re.compile(_OPEN)
_BEFORE = re.compile(f"(?:{'|'.join(_ELIDED)})'(?={_OPEN})")


def with_elision(word: str) -> list[str]:
    """Return a word with each elision that it may have before it; none before a consonant."""
    return [f"{elided}'{word}" for elided in _ELIDED] if _BEGIN.match(word) else []


def without_elision(term: str, language: str) -> str:
    """Return a term without the elision before it; the term itself in languages without them."""
    before = _BEFORE.match(term) if language in _LANGUAGES else None
    return term[before.end() :] if before else term
