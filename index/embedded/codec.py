"""The functions that Whoosh's table of contents names: the only module whose path is file format.

A bare Whoosh program opens an index through the codec and the field types that these functions
return. Do not rename or move them. The code behind them is in `index.embedded.bridge`.
Decision 0002.
"""

import copyreg

from index.embedded.bridge.readers import Codec
from index.embedded.bridge.schema import Names, WordAnalyzer
from index.embedded.format.sections import FORMAT_VERSION

__all__ = ["analyzer_for", "codec_for", "names_field"]


def codec_for(version: int) -> Codec:
    """Return the codec of `FORMAT_VERSION`; raises `ValueError` for another version."""
    if version != FORMAT_VERSION:
        raise ValueError(f"this Overheard reads format version {FORMAT_VERSION}, not {version}")
    return Codec()


def analyzer_for(stemmed: bool, named: bool) -> WordAnalyzer:
    """Return the analyzer of a field: for stems, for words of names, or else for terms."""
    return WordAnalyzer(stemmed, named)


def names_field() -> Names:
    """Return the type of the fields that hold names and titles."""
    return Names()


copyreg.pickle(Codec, lambda _: (codec_for, (FORMAT_VERSION,)))
copyreg.pickle(WordAnalyzer, lambda made: (analyzer_for, (made.stemmed, made.named)))
copyreg.pickle(Names, lambda _: (names_field, ()))
