"""Whoosh's schema: the fields of a document, for bare Whoosh programs."""

from collections.abc import Iterable, Iterator
from typing import Any

from whoosh import analysis as whoosh_analysis
from whoosh import columns, fields, formats

from index import analysis
from index.analysis import subwords

__all__ = ["SCHEMA", "Names", "WordAnalyzer"]


class WordAnalyzer(whoosh_analysis.Analyzer):  # type: ignore[misc]  # untyped base class
    """Whoosh's analyzer by `index.analysis`: of terms, of their stems, or of words of names."""

    def __init__(self, stemmed: bool = False, named: bool = False) -> None:
        self.stemmed = stemmed
        self.named = named

    def __call__(
        self, value: str, positions: bool = False, start_pos: int = 0, **options: Any
    ) -> Iterator[whoosh_analysis.Token]:
        """Yield a token object, always the same one, for each term of `value` or each stem."""
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
    """The field type of the words of a name or title, for filters: they have no scores."""

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
day      the episode's date as a day number (date.toordinal()), to sort by; 0 if unknown
ordinal  the number of the segment in its episode, from 0
start    seconds, -1 if unknown
end      seconds, -1 if unknown
sponsor  True if it is a sponsor's message, else absent
text     all terms, with their positions in the document
stem     all stems of words and of their parts, without positions
"""
