"""Word breaks: words spelled joined or apart, `itsdangerous` and "its dangerous" (Decision 0011).

Two words that follow each other far more often than by chance are one name spelled apart. "web
socket" occurs 223 times as often as by chance, "in to" a tenth as often. So `websocket` finds "web
socket", but `into` does not find "in to". Joining needs less evidence: if two typed words in a row
form a word of the talk, that is hardly ever an accident, unless they are very common words.

Of 35,000 terms of talk, 1,823 can be split into two parts that follow each other somewhere. In 998
of them the lift is `BREAK_LIFT` or more. These are names and compounds (`asyncio`, `dataframe`,
`setup`, `sqlalchemy`), except for a few errors of transcription ("p age").
"""

import itertools
from collections.abc import Iterator, Sequence

from index import analysis
from index.query.tree import Boost, Phrase, Query, Word
from index.ranking import bm25, parameters
from index.rewriting.statistics import Statistics

__all__ = ["spellings"]


def spellings(statistics: Statistics, terms: tuple[str, ...]) -> list[Query]:
    """Return the other spellings of a word, or of words in a row, that the talk has.

    Each has half the weight of the words as typed (`OTHER_FORM`). A name that differs only by an
    apostrophe has less (`APOSTROPHE`).
    """
    joined = "".join(terms).replace("'", "")
    if len(terms) == 1 and "_" in joined:
        return _weighted(statistics, terms, _divided(statistics, terms[0]))
    dotted = _dotted(statistics, terms)
    if dotted or len(joined) == 2:
        initials = _initials(statistics, terms, joined) if len(joined) == 2 else []
        return _weighted(statistics, terms, [*initials, *dotted])
    shortest, longest = parameters.BREAK_SHORTEST, parameters.BREAK_LONGEST
    if not joined.isalnum() or not shortest <= len(joined) <= longest:
        return []
    names = _names(statistics, terms)
    spelled: list[tuple[str, ...]] = []
    if len(terms) > 1:
        if not _joinable(statistics, terms):
            return names
        spelled.append((joined,))
    elif not statistics.forms(joined):
        spelled += [(term,) for term in _with_apostrophe(joined) if statistics.forms(term)]
    spelled += _apart(statistics, joined)
    asked = [_stems(statistics, term) for term in terms]
    other = [form for form in spelled if [_stems(statistics, term) for term in form] != asked]
    return [*names, *_weighted(statistics, terms, other)]


def _weighted(
    statistics: Statistics, terms: Sequence[str], spellings: Sequence[tuple[str, ...]]
) -> list[Query]:
    """Return the trees of spellings, weighted so that each scores half of the typed terms.

    The weight evens out that a word is scored by its term and its stem, a phrase only by its terms.
    """
    if not spellings:
        return []
    typed = 2 * sum(_idf(statistics, term) for term in terms)
    trees: list[Query] = []
    for spelled in spellings:
        idf = sum(_idf(statistics, term) for term in spelled)
        tree, scored = (Phrase(spelled), 1) if spelled[1:] else (Word(spelled[0]), 2)
        trees.append(Boost(tree, round(parameters.OTHER_FORM * typed / (scored * idf), 3)))
    return trees


def _initials(statistics: Statistics, terms: tuple[str, ...], joined: str) -> list[tuple[str, ...]]:
    """Return initials in their other spelling, joined or apart: `io` and "I/O".

    Two letters are initials if they stand apart `INITIALS_LIFT` times as often as by chance. One
    may be a very common word: "i o" has a lift of 8, "a b" of 7, "a i" of a tenth. A word that is
    rarely spelled apart is none, such as "on", which somebody spelled out as "o n".
    """
    pair = tuple(joined)
    said = statistics.occurrences(joined)
    apart = _spelled_out(statistics, pair) if joined.isalpha() else 0
    if not apart or said > parameters.INITIALS_SELDOM * apart:
        return []
    return [pair] if len(terms) == 1 else [(joined,)] if said else []


def _dotted(statistics: Statistics, terms: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return initials with dots for letters in a row, or these letters for initials with dots."""
    letters = tuple(terms[0].split(".")) if len(terms) == 1 else terms
    if len(letters) < 2 or any(len(letter) != 1 for letter in letters):
        return []
    if len(terms) == 1:
        return [letters] if _spelled_out(statistics, letters) else []
    dotted = ".".join(terms)
    return [(dotted,)] if statistics.occurrences(dotted) else []


def _spelled_out(statistics: Statistics, letters: tuple[str, ...]) -> int:
    """Return how many documents hold initials letter by letter; two letters may be an accident."""
    apart = statistics.phrase_frequency(letters)
    if len(letters) > 2 or not apart:
        return apart
    one, other = map(statistics.occurrences, letters)
    lift = apart * statistics.tokens
    return apart if lift >= parameters.INITIALS_LIFT * one * other else 0


def _joinable(statistics: Statistics, terms: Sequence[str]) -> bool:
    """Return whether words in a row may be joined to one word of the talk."""
    joined = "".join(terms).replace("'", "")
    if _digits_meet(terms) or not statistics.forms(joined):
        return False
    if len(joined) < sum(map(len, terms)):
        return True  # only an apostrophe differs
    return not any(_is_commonest(statistics, statistics.occurrences(term)) for term in terms)


def _names(statistics: Statistics, terms: tuple[str, ...]) -> list[Query]:
    """Return the name that differs from two words only by an apostrophe: "it's dangerous"."""
    if len(terms) != 2:
        return []
    pairs = [(spelled, terms[1]) for spelled in _contracted(terms[0])[1:]]
    return [
        Boost(Phrase(pair), parameters.APOSTROPHE)
        for pair in pairs
        if statistics.occurrences(pair[0]) and _is_name(statistics, pair)
    ]


def _divided(statistics: Statistics, term: str) -> list[tuple[str, ...]]:
    """Return the spellings of a term without its underscores: "max length" for `max_length`."""
    parts = tuple([part for part in term.split("_") if part])
    if len(parts) < 2 or not all(part.isalnum() for part in parts):
        return []
    spelled: list[tuple[str, ...]] = [parts] if statistics.phrase_frequency(parts) else []
    return [*spelled, ("".join(parts),)] if statistics.forms("".join(parts)) else spelled


def _apart(statistics: Statistics, joined: str) -> Iterator[tuple[str, ...]]:
    """Yield the pairs of words that the talk has for a joined word, the last one in any form.

    If the joined word itself is said, the pair must occur with exactly its parts: "sometimes" is
    not "some time".
    """
    said = statistics.occurrences(joined)
    for split in range(1, len(joined)):
        last = joined[split:]
        if split == 1 and len(last) < parameters.BREAK_BEHIND_ONE:
            continue
        if len(last) == 1 and last.isalpha():
            continue
        if _digits_meet((joined[:split], last)):
            continue
        count = statistics.occurrences(last)
        forms = [] if said and not count else statistics.forms(last)
        if not forms or _is_commonest(statistics, count):
            continue
        for first in _contracted(joined[:split]):
            if not _may_be_part(statistics, first):
                continue
            if said and not statistics.phrase_frequency((first, last)):
                continue
            pairs = [(first, form) for form in forms]
            if any(_is_name(statistics, pair, said // parameters.BREAK_SELDOM) for pair in pairs):
                yield from (pair for pair in pairs if statistics.phrase_frequency(pair))


def _is_name(statistics: Statistics, parts: tuple[str, str], seldom: int = 0) -> bool:
    """Return whether two words follow each other more often than by chance.

    The measure is lift, P(ab) / (P(a) P(b)), whose logarithm is the pointwise mutual information
    (K. W. Church, P. Hanks, "Word association norms, mutual information, and lexicography",
    Computational Linguistics 16, 1990). In a small corpus the lift cannot be large; then
    half of the largest possible value is enough.
    """
    one, other = [statistics.occurrences(part) for part in parts]
    share = max(one, other) / statistics.tokens
    enough = min(parameters.BREAK_LIFT * (1 + 100 * share), 1 / (2 * share))
    together = statistics.phrase_frequency(parts)
    return together > seldom and together * statistics.tokens >= enough * one * other


def _contracted(part: str) -> list[str]:
    """Return a word, and the word with an apostrophe near its end: `its`, `it's`."""
    return [part, *(f"{part[:-n]}'{part[-n:]}" for n in (1, 2) if len(part) > n + 1)]


def _with_apostrophe(word: str) -> list[str]:
    """Return a word with an apostrophe inserted: `don't`, `o'reilly`, `aujourd'hui`."""
    return [f"{word[:at]}'{word[at:]}" for at in range(1, len(word))]


def _idf(statistics: Statistics, term: str) -> float:
    return bm25.idf(statistics.documents, statistics.document_frequency(term))


def _stems(statistics: Statistics, term: str) -> set[str]:
    return {analysis.stem(term, language) for language in statistics.languages}


def _may_be_part(statistics: Statistics, term: str) -> bool:
    count = statistics.occurrences(term)
    return count > 0 and not _is_commonest(statistics, count)


def _is_commonest(statistics: Statistics, count: int) -> bool:
    return count > parameters.BREAK_FEW and parameters.BREAK_COMMONEST * count > statistics.tokens


def _digits_meet(parts: Sequence[str]) -> bool:
    """Return whether joining would merge two numbers: `3 12` is not 312."""
    return any(a[-1].isdigit() and b[0].isdigit() for a, b in itertools.pairwise(parts))
