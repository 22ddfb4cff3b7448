"""The file format of the embedded engine: which bytes lie where?

An index segment is one file of named arrays, its sections (sections.py). Only the talk has
posting lists (Decision 0018). The posting list of a stem is the union of those of its terms
(stems.py); those of speakers and episodes follow from columns (columns.py). Terms are numbered
in the order of their UTF-8 (strings.py). Term t is in `documents[t]` documents, in `several[t]`
of them more than once, and has `more[t]` occurrences beyond one a document. These counts take a
byte each (counts.py). `kinds[t]` is the encoding of its lists, that is the sections they are in.
Each section has the lists of its terms one after the other, in the order of terms:

    bits 0-1   documents   0: docs.bits, 1: docs.1, 2: docs.2, 3: docs.4
    bits 2-3   positions   0: positions.1, 1: positions.2, 2: positions.4
    bits 4-5   frequencies 0: freqs.1, 1: freqs.2, 2: freqs.4

docs.bits     one bit a document of the index segment, the highest of a byte first
docs.1 .2 .4  the gap from the document before (of the first: its number) in 1, 2 or 4 bytes;
              the largest number adds itself and names no document: an escape; a term has
              `escapes[t]` of them
many          if several[t]: one bit a posting, set where the frequency is more than 1,
              padded to whole bytes
freqs.*       the frequency less 2 of the postings whose bit in `many` is set
positions.*   the position of every occurrence: how many tokens of its document come before it

Every width is the narrowest that fits a term's whole list, and documents take the smallest of
their four forms. Example: in an index segment of 3,000 documents, "flask" is said twice in
document 3, as tokens 0 and 5, and once in document 700, as token 9.

    kinds        01            documents in docs.1, the rest in single bytes
    documents    02            2 documents
    docs.1       03 FF FF BB   3, then 255 + 255 + 187 = 697 further: 700
    escapes      02            FF twice
    several      01            one of them has it more than once,
    more         01            and there is one occurrence beyond one a document
    many         80            1 0: the first
    freqs.1      00            2 - 2
    positions.1  00 05 09

The other sections are described in the module that writes them. A section with a `?` may be
missing: an index segment that is older than the section, or has nothing to put there, lacks it.

    columns.py          lengths, begins, ends, speaker, certainty, sponsor?, signature?, alike?,
                        episode.documents, episode.days, episode.language, episode.digest?
    strings.py          strings: terms, stems, speakers, records, humps?, name.terms?, name.stems?
    episode_records.py  name.terms.counts?, name.terms.episodes?,
                        name.stems.counts?, name.stems.episodes?
    stems.py            stem.forms, forms, form.languages?
    impacts.py          impact.terms?, impacts?
    camel_case.py       hump.counts?, hump.documents?
    collocations.py     pairs?, pair.seconds?, pair.counts?
    skeletons.py        skeletons?, pair.skeletons?
    scored_lengths.py   scored.lengths (in `index.embedded.bridge`)
    stored_text.py      talk, talk.documents, talk.sizes, talk.dictionary?

Modules here take arrays and strings and give sections, and back. They import analysis, ranking
and the model.
"""

from index.embedded.format.manifest import Manifest
from index.embedded.format.sections import (
    FORMAT_VERSION,
    Damaged,
    Foreign,
    SectionFile,
    SectionWriter,
)

__all__ = [
    "FORMAT_VERSION",
    "Damaged",
    "Foreign",
    "Manifest",
    "SectionFile",
    "SectionWriter",
]
