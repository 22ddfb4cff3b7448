"""Query strings: one question in the language of each engine.

Overheard gets the text as a person types it. The parsers of the other engines treat `-`, `+` or `:`
as operators or fail on them, so each word is quoted for them. All three read that as the word, or
as a phrase of the tokens that their analyzers make of it, which is the best form for them.
"""

from collections.abc import Sequence

__all__ = ["all_words", "any_word", "phrase"]

_QUOTES = str.maketrans(dict.fromkeys('"“”„«»', " "))


def all_words(language: str, text: str) -> str:
    """Return the query for every word of `text`; for Overheard, the text as it is."""
    if language == "overheard":
        return " ".join(_words(text))
    return _in_text(language, " ".join(map(_quoted, _told(text))))


def any_word(language: str, text: str) -> str:
    """Return the query for any word of `text`, those with more words of it ranking higher."""
    words = _words(text) if language == "overheard" else map(_quoted, _told(text))
    return _in_text(language, " OR ".join(words))


def phrase(language: str, text: str) -> str:
    """Return the query for the words of `text` in their order, one after the other."""
    return _in_text(language, _quoted(text.translate(_QUOTES)))


def _words(text: str) -> Sequence[str]:
    # In lower case no word is an operator.
    return text.translate(_QUOTES).lower().split()


def _told(text: str) -> Sequence[str]:
    """Return the words that an engine can read, because FTS5 rejects an empty query."""
    return [word for word in _words(text) if any(map(str.isalnum, word))] or ["nothing-at-all"]


def _quoted(word: str) -> str:
    escaped = word.replace("\\", " ")  # an escape in tantivy, and part of no engine's words
    return f'"{escaped}"'


def _in_text(language: str, q: str) -> str:
    return f"text : ({q})" if language == "fts5" else q
