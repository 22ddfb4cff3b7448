"""The schema: the fields of a document, for programs that search by Whoosh alone."""

from collections.abc import Iterable, Iterator
from typing import Any

from whoosh import analysis as whoosh_analysis
from whoosh import columns, fields, formats

from index import analysis
from index.analysis import subwords

__all__ = ["SCHEMA", "Names", "WordAnalyzer"]


class WordAnalyzer(whoosh_analysis.Analyzer):  # type: ignore[misc]  # untyped base class
    """`index.analysis` as an analyzer of Whoosh: terms, their stems, or words of names."""

    def __init__(self, stemmed: bool = False, named: bool = False) -> None:
        self.stemmed = stemmed
        self.named = named

    def __call__(
        self, value: str, positions: bool = False, start_pos: int = 0, **options: Any
    ) -> Iterator[whoosh_analysis.Token]:
        """Yield Whoosh's one reused token object for each token of `value`, or stem of it."""
        token = whoosh_analysis.Token(positions, chars=True, removestops=False)
        for pos, (term, start, end) in enumerate(analysis.tokenize(value), start_pos):
            token.pos, token.startchar, token.endchar = pos, start, end
            token.boost, token.stopped = 1.0, False
            for text in self._texts(term, value[start:end]):
                token.text = token.original = text
                yield token

    def _texts(self, term: str, word: str) -> Iterable[str]:
        if self.stemmed:
            stems = (analysis.stem(part) for part in (term, *subwords.parts(word)))
            return dict.fromkeys(stems)
        return subwords.names(word) if self.named else (term,)


class Names(fields.FieldType):  # type: ignore[misc]  # untyped base class
    """The words of a name or title: filtered by, never scored."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), WordAnalyzer(named=True))


SCHEMA = fields.Schema(
    episode=fields.ID(stored=True),
    number=fields.ID(stored=True),
    title=Names(),
    speaker=Names(),
    date=fields.ID(stored=True),
    day=fields.COLUMN(columns.NumericColumn("i")),
    ordinal=fields.COLUMN(columns.NumericColumn("i")),
    start=fields.COLUMN(columns.NumericColumn("d", default=-1.0)),
    end=fields.COLUMN(columns.NumericColumn("d", default=-1.0)),
    sponsor=fields.STORED,
    text=fields.TEXT(stored=True, analyzer=WordAnalyzer()),
    stem=fields.TEXT(analyzer=WordAnalyzer(stemmed=True), phrase=False),
)
"""
episode  the id of the episode
number   the episode's number, zeros in front removed
title    the episode's title, by word
speaker  the speaker's name, by word
date     the episode's date as 2015-05-29: ISO dates sort as text
day      the same as a day number (date.toordinal()), to sort by; 0 if unknown
ordinal  which segment of the episode this is, from 0
start    seconds, -1 if unknown
end      seconds, -1 if unknown
sponsor  True if it is a sponsor's message, else absent
text     every term, with its position in the document
stem     every stem of a word or of its parts, without positions
"""
