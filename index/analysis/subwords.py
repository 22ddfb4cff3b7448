"""Subwords: the parts of identifiers, and the terms of names and titles.

`__init__` is also found as `init`, `camelCase` as `camel`, and O'Brien as `obrien`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from index.analysis.letters import fold, plain
from index.analysis.tokenizer import terms, tokenize

__all__ = ["camel_case_words", "names", "parts", "usual_spellings"]

# Camel case: a word up to its first inner capital, and the borders of its parts. ASCII only.
_CAMEL_CASE = re.compile(r"(?<![^\W_])[a-z][a-z0-9]++[A-Z]")
_BORDER = re.compile(r"_+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ZWNJ = "\u200c"
_LONG_PART = 3
"""The fewest letters of a part between non-joiners; shorter ones are affixes."""


def names(text: str) -> list[str]:
    """Return the terms of a name or title, simplified to what people type.

    Punctuation around words, the dots of initials, diacritics, strokes, a final `'s` and
    apostrophes are dropped: `title:net` finds .NET, `speaker:ramirez` Sebastián Ramírez,
    `speaker:obrien` O'Brien.
    """
    return [
        plain(_bare(term.removesuffix("'s")).replace("'", "").replace(".", ""))
        for term in terms(text)
    ]


def camel_case_words(lines: Sequence[str]) -> dict[int, list[str]]:
    """Return the camel-case words of each line that has some, as spelled, by line number.

    No line may contain a `\\n`.
    """
    words_of: dict[int, list[str]] = {}
    text = "\n".join(lines)
    line = done = 0
    for match in _CAMEL_CASE.finditer(text):
        line += text.count("\n", done, match.start())
        done = match.start()
        if line in words_of:
            continue
        words = (lines[line][start:end] for _, start, end in tokenize(lines[line]))
        words_of[line] = [word for word in words if _is_camel_case(word)]
    return words_of


def usual_spellings(words: Iterable[str], occurrences: Callable[[str], int]) -> list[str]:
    """Return the camel-case spellings of at least half of the occurrences of their terms.

    `words` are all occurrences of camel-case words, `occurrences` returns the number of occurrences
    of a term. A single `javaScript` must not let a search for Java find everything that is said of
    JavaScript.
    """
    counts = Counter(words)
    return [word for word in sorted(counts) if 2 * counts[word] >= occurrences(fold(word))]


def parts(word: str) -> list[str]:
    """Return the terms of the parts of a word, by which it is found beside its own term.

    The parts are the word without punctuation around it and without an `'s` that the stemmer does
    not remove, the words between underscores, and the words of a camel-case identifier that begins
    with a small letter. `__init__` has `init`. `@max_length` has `max_length`, `max` and `length`.
    `camelCase` has `camel` and `case`. `JavaScript` and `uWSGI` have none, because Java and WSGI
    are other things. A folded term has lost its capitals, so it has no camel-case parts. A Persian
    word has the parts between its non-joiners: the plural of a book has the book. `brâncuși` has
    `brancusi`, because a stemmer that knows the diacritics gives the two other stems.
    """
    if word.isascii() and word.isalpha() and word.islower():
        return []  # most words
    camel_case = _is_camel_case(word)
    term = fold(word)
    owner = term.removesuffix("'s")
    terms_of_parts = [owner, _bare(owner)]
    if camel_case:
        terms_of_parts += [fold(part) for part in _BORDER.split(_bare(word)) if len(part) > 1]
    elif "_" in owner:
        terms_of_parts += _bare(owner).split("_")
    if _ZWNJ in owner:
        terms_of_parts += [part for part in owner.split(_ZWNJ) if len(part) >= _LONG_PART]
    terms_of_parts.append(plain(term))
    known = {"", term} | ({owner} if owner.isalpha() else set())
    return [part for part in dict.fromkeys(terms_of_parts) if part not in known]


def _bare(term: str) -> str:
    """Return a term without the punctuation around it; that of `C++` and `C#` stays."""
    return term.lstrip(".@-").rstrip("%")


def _is_camel_case(word: str) -> bool:
    return _CAMEL_CASE.match(word.lstrip(".@-_")) is not None
