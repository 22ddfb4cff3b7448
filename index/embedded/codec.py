"""The frozen door: the only module whose path is file format.

Whoosh's table of contents holds the codec and our kinds of fields by the functions below, so a
bare Whoosh program can open an index. Do not rename or move them. The code behind them is in
`index.embedded.bridge`. Decision 0002.
"""

import copyreg

from index.embedded.bridge.readers import Codec
from index.embedded.bridge.schema import Names, WordAnalyzer
from index.embedded.format.sections import VERSION

__all__ = ["analyzer_for", "codec_for", "names_field"]


def codec_for(version: int) -> Codec:
    """Return the codec of a format version; raises `ValueError` for one that is not read."""
    if version != VERSION:
        raise ValueError(f"this Overheard reads format version {VERSION}, not {version}")
    return Codec()


def analyzer_for(stemmed: bool, named: bool) -> WordAnalyzer:
    """Return the analyzer of a field: of stems, of the words of names, or of terms."""
    return WordAnalyzer(stemmed, named)


def names_field() -> Names:
    """Return the kind of the fields that hold names and titles."""
    return Names()


copyreg.pickle(Codec, lambda _: (codec_for, (VERSION,)))
copyreg.pickle(WordAnalyzer, lambda one: (analyzer_for, (one.stemmed, one.named)))
copyreg.pickle(Names, lambda _: (names_field, ()))
