"""Which fields a document of the index has, and how its talk becomes postings.

An episode is one document that carries only `record` and `stored`, followed by the
documents of its segments, which carry everything else. They stand next to each other and
in order, so document numbers count segments and positions count words across the whole
episode. The classes here are named in every index's table of contents: do not move them.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from whoosh import analysis as whoosh_analysis
from whoosh import columns, fields, formats

from index import analysis

__all__ = ["SCHEMA", "Spoken", "number_term"]


def number_term(number: str) -> str:
    """Return an episode's number as it is indexed and asked for: 013 is 13."""
    return number.casefold().lstrip("0") or "0"


class Spoken(NamedTuple):
    """The terms of one segment, the first of them `first` words into the episode."""

    terms: list[str]
    first: int
    language: str = analysis.DEFAULT_LANGUAGE


class WordAnalyzer(whoosh_analysis.Analyzer):  # type: ignore[misc]  # untyped base class
    """`index.analysis` in Whoosh's clothes, for programs that query by Whoosh alone."""

    def __init__(self, stemmed: bool = False) -> None:
        self.stemmed = stemmed

    def __call__(
        self, value: str, positions: bool = False, start_pos: int = 0, **options: Any
    ) -> Iterator[whoosh_analysis.Token]:
        """Yield Whoosh's one reused token object for each token of `value`."""
        token = whoosh_analysis.Token(positions, chars=True, removestops=False)
        for pos, (term, start, end) in enumerate(analysis.tokenize(value), start_pos):
            token.text = token.original = analysis.stem(term) if self.stemmed else term
            token.pos, token.startchar, token.endchar = pos, start, end
            token.boost, token.stopped = 1.0, False
            yield token


class SpokenTerms(fields.TEXT):  # type: ignore[misc]  # untyped base class
    """The terms of a segment with their positions in the episode.

    Postings are made from the list of terms at once: Whoosh's own way through a token
    object a word took twice as long.
    """

    def __init__(self) -> None:
        super().__init__(analyzer=WordAnalyzer())

    def index(self, value: Spoken, **options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, encoded positions) for each distinct term."""
        places = defaultdict[str, list[int]](list)
        for pos, term in enumerate(value.terms, value.first):
            places[term].append(pos)
        encode = self.format.encode
        for term, positions in places.items():
            yield term.encode(), len(positions), float(len(positions)), encode(positions)


class SpokenStems(fields.TEXT):  # type: ignore[misc]  # untyped base class
    """The stems of a segment with their frequencies; no query needs their positions."""

    def __init__(self) -> None:
        super().__init__(analyzer=WordAnalyzer(stemmed=True), phrase=False)

    def index(self, value: Spoken, **options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (stem, frequency, weight, encoded frequency) for each distinct stem."""
        counts = defaultdict[str, int](int)
        for term in value.terms:
            counts[analysis.stem(term, value.language)] += 1
        for stem, count in counts.items():
            yield stem.encode(), count, float(count), formats.pack_uint(count)


class Names(fields.FieldType):  # type: ignore[misc]  # untyped base class
    """The words of a name or title: filtered by, never scored."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), WordAnalyzer())


SCHEMA = fields.Schema(
    record=fields.ID(),
    stored=fields.STORED(),
    episode=fields.ID(),
    number=fields.ID(),
    title=Names(),
    speaker=Names(),
    date=fields.ID(),
    day=fields.COLUMN(columns.NumericColumn("i")),
    ordinal=fields.COLUMN(columns.NumericColumn("i")),
    start=fields.COLUMN(columns.NumericColumn("d", default=-1.0)),
    end=fields.COLUMN(columns.NumericColumn("d", default=-1.0)),
    text=SpokenTerms(),
    stem=SpokenStems(),
)
"""
record   episode id; on the episode's own document only
stored   the episode or segment as text (records.py)
episode  episode id; on segments only
number   the episode's number, zeros in front removed
title    the episode's title, by word
speaker  the speaker's name, by word
date     the episode's date as 2015-05-29: ISO dates sort as text
day      the same as a day number (date.toordinal()), to sort by; 0 if unknown
ordinal  which segment of the episode this is, from 0
start    seconds, -1 if unknown
end      seconds, -1 if unknown
text     every term, with its position in the episode
stem     every stem, without positions
"""
