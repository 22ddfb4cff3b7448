"""The stem dictionary of an index segment: the terms of each stem, its forms.

A plain word is found by its stem. Stems have no posting lists: that of a stem is the union of
those of its forms, made on demand. On 107,000 documents of talk this saves 5 MB of 31; the union
for a common stem takes 0.1 ms. Decisions 0012 and 0018.

    stems            the stems, ascending (strings.py)
    stem.forms       the number of forms of each stem (counts.py)
    forms            u32: the term number of each form, stem by stem
    form.languages   the number of the language in which the form has that stem, u8 (u16 for more
                     than 255 languages), the largest number for all; missing if the talk is in
                     one language

A term that has a stem in its parts is a form of that stem too: `__init__` is a form of `init`.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.analysis import letters, stemmer, subwords
from index.embedded.format.counts import append_counts, read_counts, starts
from index.embedded.format.sections import SectionFile, SectionWriter
from index.embedded.format.strings import Dictionary, append_strings

__all__ = ["Stems", "append_stems"]

_ANY = -1
"""The language of a form that has its stem in every language; stored as the largest number."""


def append_stems(
    out: SectionWriter,
    terms: Sequence[bytes],
    languages: Sequence[str],
    camel_case: Iterable[str] = (),
) -> None:
    """Add the stems of all terms of an index segment, whose talk is in `languages`.

    `camel_case` are the spellings of the terms whose parts begin with capitals.
    """
    forms: list[tuple[bytes, int, int]] = []
    words = [term.decode() for term in terms]
    spelled = {letters.fold(word): word for word in camel_case}
    stemmed = [stemmer.stems(words, language) for language in languages]
    for number, in_each in enumerate(zip(*stemmed, strict=True)):
        word = words[number]
        parts = subwords.parts(spelled.get(word, word))
        if parts:
            own = [{*stemmer.stems([word, *parts], language)} for language in languages]
            forms += [
                (stem.encode(), number, language_number)
                for stem, language_number in _by_language(own)
            ]
        elif len(set(in_each)) == 1:
            forms.append((in_each[0].encode(), number, _ANY))
        else:
            forms += [
                (stem.encode(), number, language_number)
                for language_number, stem in enumerate(in_each)
            ]
    forms.sort()
    stems = [stem for stem, _, _ in forms]
    distinct = list(dict.fromkeys(stems))
    append_strings(out, "stems", distinct)
    numbers = {stem: number for number, stem in enumerate(distinct)}
    owners = np.fromiter((numbers[stem] for stem in stems), np.int64, len(stems))
    append_counts(out, "stem.forms", np.bincount(owners, minlength=len(distinct)))
    out.append("forms", np.array([number for _, number, _ in forms], np.uint32))
    if len(languages) > 1:
        width = np.uint8 if len(languages) <= np.iinfo(np.uint8).max else np.uint16
        out.append(
            "form.languages",
            np.array([language_number for _, _, language_number in forms]).astype(width),
        )


def _by_language(stems: Sequence[set[str]]) -> Iterator[tuple[str, int]]:
    """Yield each stem of a term, and the number of its language or `_ANY` for all.

    `stems` are the stems that the term has in each language.
    """
    everywhere = set[str].intersection(*stems)
    yield from ((stem, _ANY) for stem in everywhere)
    for language_number, own in enumerate(stems):
        yield from ((stem, language_number) for stem in own - everywhere)


class Stems:
    """The stems of an index segment, by their number in `dictionary`."""

    def __init__(self, file: SectionFile) -> None:
        self._file = file
        self.dictionary = Dictionary(file, "stems")
        self._first_forms: NDArray[np.int64] = starts(read_counts(file, "stem.forms"))

    def forms(self, stem: int) -> list[tuple[int, int | None]]:
        """Return the term number of each form of a stem, with its language's number.

        The language is None for a form that has the stem in every language.
        """
        first, end = int(self._first_forms[stem]), int(self._first_forms[stem + 1])
        terms = self._file.array("forms", first, end).tolist()
        if "form.languages" not in self._file:
            return [(term, None) for term in terms]
        languages = self._file.array("form.languages", first, end)
        any_of_them = np.iinfo(languages.dtype).max
        return [
            (term, None if language == any_of_them else language)
            for term, language in zip(terms, languages.tolist(), strict=True)
        ]
