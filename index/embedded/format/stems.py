"""Stems of an index segment: which terms have which, or a part that has it, in which language.

A plain word is found by its stem. No posting lists are kept for stems: that of a stem is
the union of those of its forms, made when it is asked for. On 107,000 documents of talk
this saves 5 MB of 31; the union of a common stem's forms takes 0.1 ms.

    stems            the stems, ascending (strings.py)
    stem.forms       how many forms each has (counts.py)
    forms            u32: the number of the term that each form is, stem by stem
    form.languages   if the talk is in several: in which of them it has that stem, a u8 (u16
                     where there are more than 255), the largest number for all
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.analysis import stemmer, subwords, tokenizer
from index.embedded.format.counts import append_counts, read_counts, starts
from index.embedded.format.sections import SectionFile, SectionWriter
from index.embedded.format.strings import Dictionary, append_strings

__all__ = ["Stems", "append_stems"]

_ANY = -1
"""The language of a form that has its stem in every language: the largest number when stored."""


def append_stems(
    out: SectionWriter,
    terms: Sequence[bytes],
    languages: Sequence[str],
    humped: Iterable[str] = (),
) -> None:
    """Add the stems of all terms of an index segment, whose talk is in `languages`.

    A term is listed under the stems of its parts, too: `__init__` is a form of `init`. Of terms
    that have parts by their capitals, `humped` says how they are spelled.
    """
    forms: list[tuple[bytes, int, int]] = []
    words = [term.decode() for term in terms]
    spelled = {tokenizer.fold(word): word for word in humped}
    stemmed = [stemmer.stems(words, language) for language in languages]
    for number, found in enumerate(zip(*stemmed, strict=True)):
        word = words[number]
        parts = subwords.parts(spelled.get(word, word))
        if parts:
            own = [{*stemmer.stems([word, *parts], language)} for language in languages]
            forms += [(stem.encode(), number, spoken) for stem, spoken in _listed(own)]
        elif len(set(found)) == 1:
            forms.append((found[0].encode(), number, _ANY))
        else:
            forms += [(stem.encode(), number, spoken) for spoken, stem in enumerate(found)]
    forms.sort()
    stems = [stem for stem, _, _ in forms]
    distinct = list(dict.fromkeys(stems))
    append_strings(out, "stems", distinct)
    numbers = {stem: number for number, stem in enumerate(distinct)}
    of = np.fromiter((numbers[stem] for stem in stems), np.int64, len(stems))
    append_counts(out, "stem.forms", np.bincount(of, minlength=len(distinct)))
    out.append("forms", np.array([number for _, number, _ in forms], np.uint32))
    if len(languages) > 1:
        width = np.uint8 if len(languages) <= np.iinfo(np.uint8).max else np.uint16
        out.append("form.languages", np.array([spoken for _, _, spoken in forms]).astype(width))


def _listed(stems: Sequence[set[str]]) -> Iterator[tuple[str, int]]:
    """Yield each stem that a term has in the languages, and in which of them."""
    everywhere = set[str].intersection(*stems)
    yield from ((stem, _ANY) for stem in everywhere)
    for spoken, some in enumerate(stems):
        yield from ((stem, spoken) for stem in some - everywhere)


class Stems:
    """The stems, by their number in `dictionary`."""

    def __init__(self, file: SectionFile) -> None:
        self._file = file
        self.dictionary = Dictionary(file, "stems")
        self._at: NDArray[np.int64] = starts(read_counts(file, "stem.forms"))

    def forms(self, stem: int) -> list[tuple[int, int | None]]:
        """Return the numbers of a stem's terms, each with the language or None for any."""
        first, end = int(self._at[stem]), int(self._at[stem + 1])
        terms = self._file.array("forms", first, end).tolist()
        if "form.languages" not in self._file:
            return [(term, None) for term in terms]
        spoken = self._file.array("form.languages", first, end)
        any_of_them = np.iinfo(spoken.dtype).max
        return [
            (term, None if language == any_of_them else language)
            for term, language in zip(terms, spoken.tolist(), strict=True)
        ]
