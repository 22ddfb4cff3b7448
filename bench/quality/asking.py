"""The same question in the language of each engine.

Overheard is given what a person types. The peers' parsers take signs such as `-`, `+` or `:` for
their own, or fail on them, so each word is quoted for them, which all three read as the word, or
as a phrase of the words that their analyzers make of it: the best that they can be asked.
"""

from collections.abc import Sequence

__all__ = ["all_words", "any_word", "phrase"]

_QUOTES = str.maketrans(dict.fromkeys('"“”„«»', " "))


def all_words(language: str, text: str) -> str:
    """Return the query for every word of `text`: to Overheard the text as it is."""
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
    # Lower case, or a word might be an operator.
    return text.translate(_QUOTES).lower().split()


def _told(text: str) -> Sequence[str]:
    """Return the words that some engine can read: FTS5 calls an empty query an error."""
    return [word for word in _words(text) if any(map(str.isalnum, word))] or ["nothing-at-all"]


def _quoted(word: str) -> str:
    escaped = word.replace("\\", " ")  # it escapes in tantivy, and is no word to anybody
    return f'"{escaped}"'


def _in_text(language: str, q: str) -> str:
    return f"text : ({q})" if language == "fts5" else q
