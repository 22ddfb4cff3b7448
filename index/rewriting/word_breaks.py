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

from index.embedded.matching import term_sets
from index.embedded.matching.executor import evaluate
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.snapshot import Snapshot, encoded
from index.query.tree import Boost, Phrase, Query, Word
from index.ranking import bm25, parameters

__all__ = ["spellings"]


def spellings(snapshot: Snapshot, terms: tuple[str, ...]) -> list[Query]:
    """Return how else than as typed a word, or words in a row, are spelled in the talk.

    Each counts half of what the words as typed do; less does the name that they are but for an
    apostrophe.
    """
    joined = "".join(terms).replace("'", "")
    if len(terms) == 1 and "_" in joined:
        return _weighted(snapshot, terms, _divided(snapshot, terms[0]))
    if len(joined) == 2:
        return _weighted(snapshot, terms, _initials(snapshot, terms, joined))
    shortest, longest = parameters.BREAK_SHORTEST, parameters.BREAK_LONGEST
    if not joined.isalnum() or not shortest <= len(joined) <= longest:
        return []
    names = _names(snapshot, terms)
    found: list[tuple[str, ...]] = []
    if len(terms) > 1:
        if not _joinable(snapshot, terms):
            return names
        found.append((joined,))
    elif not term_sets.all_forms(snapshot, joined):
        found += [(term,) for term in _with_apostrophe(joined) if _spoken(snapshot, term)]
    found += _apart(snapshot, joined)
    asked = [snapshot.stems_of(term) for term in terms]
    other = [one for one in found if [snapshot.stems_of(term) for term in one] != asked]
    return [*names, *_weighted(snapshot, terms, other)]


def _weighted(
    snapshot: Snapshot, terms: Sequence[str], spellings: Sequence[tuple[str, ...]]
) -> list[Query]:
    """Return the trees of spellings that count for less than the terms that were typed.

    A word is scored by its term and by its stem, a phrase by its terms.
    """
    if not spellings:
        return []
    typed = 2 * sum(_rarity(snapshot, term) for term in terms)
    found: list[Query] = []
    for spelled in spellings:
        rarity = sum(_rarity(snapshot, term) for term in spelled)
        tree, scored = (Phrase(spelled), 1) if spelled[1:] else (Word(spelled[0]), 2)
        found.append(Boost(tree, round(parameters.OTHER_FORM * typed / (scored * rarity), 3)))
    return found


def _initials(snapshot: Snapshot, terms: tuple[str, ...], joined: str) -> list[tuple[str, ...]]:
    """Return two letters joined or apart, `io` and "I/O", if apart they are no accident.

    One of them may be the commonest of words: "i o" stands 8 times as often as by chance, "a b" 7,
    "a i" a tenth. A word that is hardly ever written apart is none: "on", of which "o n" is
    spelled.
    """
    pair = tuple(joined)
    one, other, said = [_spoken(snapshot, word) for word in (*pair, joined)]
    apart = _together(snapshot, pair) if joined.isalpha() else 0
    tokens = sum(leaf.tokens for leaf in snapshot.leaves)
    if not apart or apart * tokens < parameters.INITIALS_LIFT * one * other:
        return []
    if said > parameters.INITIALS_SELDOM * apart:
        return []
    return [pair] if len(terms) == 1 else [(joined,)] if said else []


def _joinable(snapshot: Snapshot, terms: Sequence[str]) -> bool:
    """Return whether words in a row may be one word of the talk."""
    joined = "".join(terms).replace("'", "")
    if _digits_meet(terms) or not any(term_sets.all_forms(snapshot, joined)):
        return False
    if len(joined) < sum(map(len, terms)):
        return True  # who leaves an apostrophe out means no other word
    return not any(_is_commonest(snapshot, _spoken(snapshot, term)) for term in terms)


def _names(snapshot: Snapshot, terms: tuple[str, ...]) -> list[Query]:
    """Return the name that two words are but for an apostrophe: "it's dangerous"."""
    if len(terms) != 2:
        return []
    pairs = [(spelled, terms[1]) for spelled in _contracted(terms[0])[1:]]
    return [
        Boost(Phrase(pair), parameters.APOSTROPHE)
        for pair in pairs
        if _spoken(snapshot, pair[0]) and _is_name(snapshot, pair)
    ]


def _divided(snapshot: Snapshot, term: str) -> list[tuple[str, ...]]:
    """Return how the talk spells what underscores divide: `max_length`, "max length"."""
    parts = tuple([part for part in term.split("_") if part])
    if len(parts) == 1 or not all(part.isalnum() for part in parts):
        return []
    found: list[tuple[str, ...]] = [parts] if _together(snapshot, parts) else []
    return [*found, ("".join(parts),)] if term_sets.all_forms(snapshot, "".join(parts)) else found


def _apart(snapshot: Snapshot, joined: str) -> Iterator[tuple[str, ...]]:
    """Yield each way in which the talk has two words for a joined one, the last in any form.

    A joined word that is said follows its own two words, not only another form of them:
    "sometimes" is not "some time".
    """
    said = _spoken(snapshot, joined)
    for at in range(1, len(joined)):
        last = joined[at:]
        if at == 1 and len(last) < parameters.BREAK_BEHIND_ONE:
            continue
        if len(last) == 1 and last.isalpha():
            continue
        if _digits_meet((joined[:at], last)):
            continue
        count = _spoken(snapshot, last)
        forms = [] if said and not count else term_sets.all_forms(snapshot, last)
        if not forms or _is_commonest(snapshot, count):
            continue
        for first in _contracted(joined[:at]):
            if not _may_be_part(snapshot, first):
                continue
            if said and not _together(snapshot, (first, last)):
                continue
            pairs = [(first, form) for form in forms]
            if any(_is_name(snapshot, pair, said // parameters.BREAK_SELDOM) for pair in pairs):
                yield from (pair for pair in pairs if _together(snapshot, pair))


def _is_name(snapshot: Snapshot, parts: tuple[str, str], seldom: int = 0) -> bool:
    """Return whether two words follow each other too often for chance.

    The measure is lift, P(ab) / (P(a) P(b)), whose logarithm is the pointwise mutual information
    (K. W. Church, P. Hanks, "Word association norms, mutual information, and lexicography",
    Computational Linguistics 16, 1990). In little talk it cannot be large: then half of the
    largest that there could be will do.
    """
    one, other = [_spoken(snapshot, part) for part in parts]
    tokens = sum(leaf.tokens for leaf in snapshot.leaves)
    share = max(one, other) / tokens
    enough = min(parameters.BREAK_LIFT * (1 + 100 * share), 1 / (2 * share))
    together = _together(snapshot, parts)
    return together > seldom and together * tokens >= enough * one * other


def _together(snapshot: Snapshot, parts: tuple[str, ...]) -> int:
    """Return how many documents have words that follow each other."""
    return len(evaluate(snapshot, Phrase(parts)))


def _contracted(part: str) -> list[str]:
    """Return a word as it is, and with an apostrophe that spelling drops: `its`, `it's`."""
    return [part, *(f"{part[:-n]}'{part[-n:]}" for n in (1, 2) if len(part) > n + 1)]


def _with_apostrophe(word: str) -> list[str]:
    """Return a word with an apostrophe that whoever typed it left out: `don't`, `o'reilly`."""
    return [*_contracted(word)[1:], f"{word[:1]}'{word[1:]}"]


def _spoken(snapshot: Snapshot, term: str) -> int:
    """Return how often a term is said."""
    return sum(int(leaf.lists.occurrences[number]) for leaf, number in _numbers(snapshot, term))


def _rarity(snapshot: Snapshot, term: str) -> float:
    holding = sum(int(leaf.lists.counts[number]) for leaf, number in _numbers(snapshot, term))
    return bm25.rarity(snapshot.documents, holding)


def _numbers(snapshot: Snapshot, term: str) -> Iterator[tuple[Leaf, int]]:
    """Yield the index segments that have a term, and its number there."""
    text = encoded(term)
    for leaf in snapshot.leaves:
        number = leaf.terms.find(text)
        if number >= 0:
            yield leaf, number


def _may_be_part(snapshot: Snapshot, term: str) -> bool:
    count = _spoken(snapshot, term)
    return count > 0 and not _is_commonest(snapshot, count)


def _is_commonest(snapshot: Snapshot, count: int) -> bool:
    tokens = sum(leaf.tokens for leaf in snapshot.leaves)
    return count > parameters.BREAK_FEW and parameters.BREAK_COMMONEST * count > tokens


def _digits_meet(parts: Sequence[str]) -> bool:
    """Return whether numbers would run together: `3 12` is not 312."""
    return any(a[-1].isdigit() and b[0].isdigit() for a, b in itertools.pairwise(parts))
