"""Signs around words, `.NET`, `@property`, `--help`, `100%`: said or not, typed or not.

Nobody says the signs, and a transcriber writes some of them. Who quotes "follow mkennedy on
twitter" means "follow @mkennedy on Twitter" too; who types a sign means it, but may look for
`--verbose` where the talk has only "verbose".
"""

from index.analysis import subwords
from index.embedded.matching.executor import evaluate
from index.embedded.reading.snapshot import Snapshot, encoded
from index.query.tree import Phrase, Query, Word

__all__ = ["unsigned", "with_signs"]

_BEFORE = (".", "@", "--")
"""The signs of `index.analysis` before a word; behind a number there is `%`."""


def with_signs(snapshot: Snapshot, phrase: Phrase) -> list[Query]:
    """Return the phrases of the talk in which one of several quoted words has a sign.

    A word quoted by itself is meant as it is.
    """
    terms, slop = phrase.terms, phrase.slop
    if len(terms) == 1:
        return []
    found = []
    for at, term in enumerate(terms):
        for signed in [f"{term}%"] if term.isdigit() else [sign + term for sign in _BEFORE]:
            if not _is_said(snapshot, signed):
                continue
            # Hardly ever beside its neighbour, so that long quotes are not read once a sign:
            # 10,000 characters take 0.1 s and not 20.
            beside = (terms[at - 1], signed) if at else (signed, terms[1])
            if len(evaluate(snapshot, Phrase(beside, slop))):
                found.append(Phrase((*terms[:at], signed, *terms[at + 1 :]), slop))
    return [one for one in found if len(evaluate(snapshot, one))]


def unsigned(snapshot: Snapshot, word: Word) -> Word | None:
    """Return a word without the signs or underscores around it, if the talk has it only so."""
    if word.term.isalnum():
        return None
    parts = [part for part in subwords.parts(word.term) if part.isalnum()]
    return Word(parts[0]) if len(parts) == 1 and not _is_said(snapshot, word.term) else None


def _is_said(snapshot: Snapshot, term: str) -> bool:
    text = encoded(term)
    return any(leaf.terms.find(text) >= 0 for leaf in snapshot.leaves)
