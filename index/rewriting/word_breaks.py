"""Words that are spelled joined or apart: `itsdangerous` is "its dangerous", or "it's dangerous".

Two words that the talk has side by side far more often than chance would put them there are one
name spelled apart: "web socket" follows each other 223 times as often as `web` and `socket`
otherwise would, "in to" a tenth as often. So `websocket` finds "web socket" and `into` does not
find "in to". The other way round one need not be so strict: that somebody types two words in a
row and that they make a word of the talk is hardly ever an accident, unless they are of the
commonest.

Of 35,000 terms of talk 1,823 can be cut so that both parts follow each other somewhere; in 998
of them they do so `BREAK_LIFT` times as often as by chance, and these are names and compounds
(`asyncio`, `dataframe`, `setup`, `sqlalchemy`), but for some that were misheard once ("p age").
"""

import itertools
from collections.abc import Iterator, Sequence

from index import analysis
from index.query.tree import Boost, Phrase, Query, Word
from index.ranking import bm25, parameters
from index.rewriting.statistics import Statistics

__all__ = ["spellings"]


def spellings(statistics: Statistics, terms: tuple[str, ...]) -> list[Query]:
    """Return how else than as typed a word, or words in a row, are spelled in the talk.

    Each counts half of what the words as typed do; less does the name that they are but for an
    apostrophe.
    """
    joined = "".join(terms).replace("'", "")
    if len(terms) == 1 and "_" in joined:
        return _weighted(statistics, terms, _divided(statistics, terms[0]))
    if len(joined) == 2:
        return _weighted(statistics, terms, _initials(statistics, terms, joined))
    shortest, longest = parameters.BREAK_SHORTEST, parameters.BREAK_LONGEST
    if not joined.isalnum() or not shortest <= len(joined) <= longest:
        return []
    names = _names(statistics, terms)
    found: list[tuple[str, ...]] = []
    if len(terms) > 1:
        if not _joinable(statistics, terms):
            return names
        found.append((joined,))
    elif not statistics.forms(joined):
        found += [(term,) for term in _with_apostrophe(joined) if statistics.occurrences(term)]
    found += _apart(statistics, joined)
    asked = [_stems(statistics, term) for term in terms]
    other = [one for one in found if [_stems(statistics, term) for term in one] != asked]
    return [*names, *_weighted(statistics, terms, other)]


def _weighted(
    statistics: Statistics, terms: Sequence[str], spellings: Sequence[tuple[str, ...]]
) -> list[Query]:
    """Return the trees of spellings that count for less than the terms that were typed.

    A word is scored by its term and by its stem, a phrase by its terms.
    """
    if not spellings:
        return []
    typed = 2 * sum(_idf(statistics, term) for term in terms)
    found: list[Query] = []
    for spelled in spellings:
        idf = sum(_idf(statistics, term) for term in spelled)
        tree, scored = (Phrase(spelled), 1) if spelled[1:] else (Word(spelled[0]), 2)
        found.append(Boost(tree, round(parameters.OTHER_FORM * typed / (scored * idf), 3)))
    return found


def _initials(statistics: Statistics, terms: tuple[str, ...], joined: str) -> list[tuple[str, ...]]:
    """Return two letters joined or apart, `io` and "I/O", if apart they are no accident.

    One of them may be the commonest of words: "i o" stands 8 times as often as by chance, "a b" 7,
    "a i" a tenth. A word that is hardly ever written apart is none: "on", of which "o n" is
    spelled.
    """
    pair = tuple(joined)
    one, other, said = [statistics.occurrences(word) for word in (*pair, joined)]
    apart = statistics.phrase_frequency(pair) if joined.isalpha() else 0
    if not apart or apart * statistics.tokens < parameters.INITIALS_LIFT * one * other:
        return []
    if said > parameters.INITIALS_SELDOM * apart:
        return []
    return [pair] if len(terms) == 1 else [(joined,)] if said else []


def _joinable(statistics: Statistics, terms: Sequence[str]) -> bool:
    """Return whether words in a row may be one word of the talk."""
    joined = "".join(terms).replace("'", "")
    if _digits_meet(terms) or not statistics.forms(joined):
        return False
    if len(joined) < sum(map(len, terms)):
        return True  # who leaves an apostrophe out means no other word
    return not any(_is_commonest(statistics, statistics.occurrences(term)) for term in terms)


def _names(statistics: Statistics, terms: tuple[str, ...]) -> list[Query]:
    """Return the name that two words are but for an apostrophe: "it's dangerous"."""
    if len(terms) != 2:
        return []
    pairs = [(spelled, terms[1]) for spelled in _contracted(terms[0])[1:]]
    return [
        Boost(Phrase(pair), parameters.APOSTROPHE)
        for pair in pairs
        if statistics.occurrences(pair[0]) and _is_name(statistics, pair)
    ]


def _divided(statistics: Statistics, term: str) -> list[tuple[str, ...]]:
    """Return how the talk spells what underscores divide: `max_length`, "max length"."""
    parts = tuple([part for part in term.split("_") if part])
    if len(parts) < 2 or not all(part.isalnum() for part in parts):
        return []
    found: list[tuple[str, ...]] = [parts] if statistics.phrase_frequency(parts) else []
    return [*found, ("".join(parts),)] if statistics.forms("".join(parts)) else found


def _apart(statistics: Statistics, joined: str) -> Iterator[tuple[str, ...]]:
    """Yield each way in which the talk has two words for a joined one, the last in any form.

    A joined word that is said follows its own two words, not only another form of them:
    "sometimes" is not "some time".
    """
    said = statistics.occurrences(joined)
    for at in range(1, len(joined)):
        last = joined[at:]
        if at == 1 and len(last) < parameters.BREAK_BEHIND_ONE:
            continue
        if len(last) == 1 and last.isalpha():
            continue
        if _digits_meet((joined[:at], last)):
            continue
        count = statistics.occurrences(last)
        forms = [] if said and not count else statistics.forms(last)
        if not forms or _is_commonest(statistics, count):
            continue
        for first in _contracted(joined[:at]):
            if not _may_be_part(statistics, first):
                continue
            if said and not statistics.phrase_frequency((first, last)):
                continue
            pairs = [(first, form) for form in forms]
            if any(_is_name(statistics, pair, said // parameters.BREAK_SELDOM) for pair in pairs):
                yield from (pair for pair in pairs if statistics.phrase_frequency(pair))


def _is_name(statistics: Statistics, parts: tuple[str, str], seldom: int = 0) -> bool:
    """Return whether two words follow each other too often for chance.

    The measure is lift, P(ab) / (P(a) P(b)), whose logarithm is the pointwise mutual information
    (K. W. Church, P. Hanks, "Word association norms, mutual information, and lexicography",
    Computational Linguistics 16, 1990). In little talk it cannot be large: then half of the
    largest that there could be will do.
    """
    one, other = [statistics.occurrences(part) for part in parts]
    share = max(one, other) / statistics.tokens
    enough = min(parameters.BREAK_LIFT * (1 + 100 * share), 1 / (2 * share))
    together = statistics.phrase_frequency(parts)
    return together > seldom and together * statistics.tokens >= enough * one * other


def _contracted(part: str) -> list[str]:
    """Return a word as it is, and with an apostrophe that spelling drops: `its`, `it's`."""
    return [part, *(f"{part[:-n]}'{part[-n:]}" for n in (1, 2) if len(part) > n + 1)]


def _with_apostrophe(word: str) -> list[str]:
    """Return a word with an apostrophe that whoever typed it left out: `don't`, `o'reilly`."""
    return [*_contracted(word)[1:], f"{word[:1]}'{word[1:]}"]


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
    """Return whether numbers would run together: `3 12` is not 312."""
    return any(a[-1].isdigit() and b[0].isdigit() for a, b in itertools.pairwise(parts))
