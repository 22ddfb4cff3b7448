"""Language detection, by the classifier py3langid. Decision 0034.

Pieces from the whole talk are classified each, and their probabilities are averaged: a foreign
opening or quotation is not the language of the talk. Where no language is likely, none is given.
Source: Lui and Baldwin, "langid.py: An Off-the-shelf Language Identification Tool" (2012).
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from index import UnknownLanguage
from indexer.cues import Cue
from indexer.language_names import NAMES, code_named

__all__ = ["chosen", "code_of", "detect"]

_SURE = 0.5  # of the mean probability
_PIECES = 8
_LENGTH = 600  # characters of a piece
_FEWEST = 12  # letters; fewer are no evidence

# The classifier tells dialects and creoles, which are written and stemmed as these languages.
_DIALECTS = {"ary": "ar", "arz": "ar", "wuu": "zh", "yue": "zh", "nn": "no", "nb": "no"} | {
    "pcm": "en",
    "hbo": "he",
    "grc": "el",
    "uzs": "uz",
    "gug": "gn",
    "kik": "ki",
}
_NO_LANGUAGE = "zxx"

# Yiddish is not among its languages; Hebrew has neither these digraphs nor pointed letters in talk.
_YIDDISH = re.compile("[\u05f0-\u05f2\ufb1f]|[\u05d0\u05e4\u05d9\u05d1]\u05b7|\u05d0\u05b8")
_YIDDISH_SHARE = 0.02  # of the letters


def code_of(tag: str | None) -> str | None:
    """Return the language code of a tag, `pt` for `pt-BR`; None for a text that is no tag."""
    return code_named(tag or "")


def chosen(text: str | None) -> str | None:
    """Return the code of the language that a caller chooses, None if none is chosen.

    Raises `UnknownLanguage`, which lists the languages.
    """
    code = code_of(text)
    if text is not None and code is None:
        raise UnknownLanguage(text, NAMES)
    return code


def detect(cues: Sequence[Cue]) -> str | None:
    """Return the code of the language of the cues, None if no language is sure."""
    text = " ".join([cue.text for cue in cues])
    scores: dict[str, float] = defaultdict(float)
    pieces = list(_pieces(text))
    for piece in pieces:
        for label, probability in _classifier().rank(piece):
            scores[_DIALECTS.get(label, label)] += probability / len(pieces)
    code = max(scores, key=lambda code: scores[code], default=_NO_LANGUAGE)
    if code == _NO_LANGUAGE or scores[code] < _SURE:
        return None
    if code == "he" and len(_YIDDISH.findall(text)) > _YIDDISH_SHARE * len(text):
        return "yi"
    return code


def _pieces(text: str) -> Iterator[str]:
    """Yield pieces of the talk at equal distances, the whole talk if it is short."""
    if sum(map(str.isalpha, text[: _PIECES * _LENGTH])) < _FEWEST:
        return
    if len(text) <= 2 * _LENGTH:
        yield text
        return
    count = min(_PIECES, len(text) // _LENGTH)
    for at in range(count):
        start = at * (len(text) - _LENGTH) // (count - 1)
        yield text[start : start + _LENGTH]


@functools.cache
def _classifier() -> LanguageIdentifier:
    classifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = NAMES.keys() | _DIALECTS.keys() | {_NO_LANGUAGE}
    classifier.set_languages([label for label in classifier.labels if label in known])
    return classifier
