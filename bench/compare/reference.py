"""The reference: the matches of each engine by its own rules, found by a scan without an index.

The rules differ in the tokens, in the stemming of words and of phrases, and in whether phrases and
windows may continue in the next segment. Each engine is compared with its own rules.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import Stemmer
from whoosh.lang.porter import stem as whoosh_stem

from bench.compare.corpus import Line, Talk
from bench.compare.engines import OVERHEARD, Document
from bench.compare.windows import held_together
from index import analysis
from index.analysis import subwords
from index.query.parser import parse
from index.query.tree import And, FieldFilter, Or, Phrase, Prefix, Query, Window, Word

__all__ = ["RULES", "Rules", "matching"]

_REACH = 10  # words after a segment; no phrase of the comparison is longer


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of an engine for text: its words, and their stems by language.

    `parts` are the subwords of a text, which also match. `exact` means that phrases and prefixes
    match words as spelled. `across` means that phrases and windows may continue in the next
    segments.
    """

    words: Callable[[str], list[str]]
    stem: Callable[[str, str], str]
    parts: Callable[[str], list[str]] = lambda text: []
    exact: bool = False
    across: bool = False


def matching(
    rules: Rules, talks: Iterable[Talk], queries: Sequence[str]
) -> dict[str, set[Document]]:
    """Return the documents that match each query in Overheard's language."""
    found: dict[str, set[Document]] = {q: set() for q in queries}
    trees = {q: parse(q) for q in queries}
    for talk in talks:
        texts = list(_read(rules, talk))
        ordinals = [text.line.ordinal for text in texts for _ in text.stems.split()]
        held = {
            part: held_together(ordinals, _places(part, texts, rules), part.window)
            for tree in trees.values()
            for part in _parts(tree)
            if rules.across and isinstance(part, Window)
        }
        for text in texts:
            for q, tree in trees.items():
                if _matches(tree, text, rules, held):
                    found[q].add((talk.id, text.line.ordinal))
    return found


def _parts(tree: Query) -> Iterator[Query]:
    yield tree
    if isinstance(tree, And | Or | Window):
        for child in tree.children:
            yield from _parts(child)


def _places(together: Window, texts: Sequence["_Text"], rules: Rules) -> list[list[int]]:
    """Return the indexes of each word among the words of an episode."""
    if not texts:
        return [[] for _ in together.children]
    language = texts[0].language
    spoken = [stem for text in texts for stem in text.stems.split()]
    places = []
    for child in together.children:
        if not isinstance(child, Word):
            raise NotImplementedError(f"no query of the comparison has {child} among others")
        stem = rules.stem(child.term, language)
        places.append([place for place, other in enumerate(spoken) if other == stem])
    return places


@dataclass(frozen=True, slots=True)
class _Text:
    """A segment as a text with a space on both sides of every word."""

    line: Line
    language: str
    words: str
    stems: str
    following: str


def _read(rules: Rules, talk: Talk) -> Iterator[_Text]:
    words = [rules.words(line.text) for line in talk.lines]
    every = [word for some in words for word in some]
    done = 0
    for line, own in zip(talk.lines, words, strict=True):
        done += len(own)
        yield _Text(
            line,
            talk.language,
            _spaced(own),
            _spaced([rules.stem(word, talk.language) for word in own + rules.parts(line.text)]),
            " ".join(every[done : done + _REACH]) + " " if rules.across else "",
        )


def _matches(tree: Query, text: _Text, rules: Rules, held: Mapping[Window, Container[int]]) -> bool:
    """Return whether a segment matches; `held` are the segments that windows match."""
    match tree:
        case Window() if rules.across:
            return text.line.ordinal in held[tree]
        case Word(term):
            stem = rules.stem(term, text.language)
            return f" {stem} " in text.stems or (rules.exact and f" {term} " in text.words)
        case Phrase(terms) if rules.exact:
            at = (text.words + text.following).find(_spaced(terms))
            return 0 <= at < len(text.words) - 1
        case Phrase(terms):
            return _spaced([rules.stem(term, text.language) for term in terms]) in text.stems
        case Prefix(start):
            return f" {start}" in (text.words if rules.exact else text.stems)
        case And(children) | Window(children):
            return all(_matches(child, text, rules, held) for child in children)
        case Or(children):
            return any(_matches(child, text, rules, held) for child in children)
        case FieldFilter("speaker", value):
            return _spaced(rules.words(value)) in _spaced(rules.words(text.line.speaker))
    raise NotImplementedError(f"no query of the comparison holds a {type(tree).__name__}")


def _spaced(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _overheard_words(text: str) -> list[str]:
    return analysis.terms(analysis.normalize(text))


def _overheard_parts(text: str) -> list[str]:
    text = analysis.normalize(text)
    words = [text[start:end] for _, start, end in analysis.tokenize(text)]
    return [part for word in words for part in subwords.parts(word)]


def _letters_and_digits(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _without_diacritics(text: str) -> list[str]:
    letters = unicodedata.normalize("NFD", text)
    return _letters_and_digits("".join(c for c in letters if not unicodedata.combining(c)))


def _whoosh_words(text: str) -> list[str]:
    return re.findall(r"\w+(?:\.?\w+)*", text.lower())


def _snowball(algorithm: str) -> Callable[[str, str], str]:
    stemmer = Stemmer.Stemmer(algorithm)

    @cache
    def stem(word: str, language: str) -> str:
        stemmed: str = stemmer.stemWord(word)
        return stemmed

    return stem


@cache
def _stock_stem(word: str, language: str) -> str:
    stemmed: str = whoosh_stem(word)
    return stemmed


def _as_spelled(word: str, language: str) -> str:
    return word


RULES = {
    OVERHEARD: Rules(_overheard_words, analysis.stem, _overheard_parts, exact=True, across=True),
    "tantivy": Rules(_letters_and_digits, _snowball("english")),
    "tantivy unstemmed": Rules(_letters_and_digits, _as_spelled, exact=True),
    "SQLite FTS5": Rules(_without_diacritics, _snowball("porter")),
    "stock Whoosh": Rules(_whoosh_words, _stock_stem),
}
"""The rules of each engine in its setup here."""
