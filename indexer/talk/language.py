"""Language detection: by script, then by function words.

The function words of a language are a third of its talk, and other languages have few of them. A
language is chosen only if its share is well above that of English; else the answer is English.
"""

import re
from collections import Counter
from collections.abc import Sequence

from index.analysis import LANGUAGES
from indexer.cues import Cue

__all__ = ["code_of", "detect"]

_SAMPLE = 20_000  # characters from the middle, as openings are often in another language
_FEWEST = 20  # words; fewer are no evidence
_LEAD = 1.5  # times the share of English function words

_DEFAULT = "en"
_SCRIPTS = {code: row.script for code, row in LANGUAGES.items() if row.script}
_SMALL_WORDS = {
    code: row.function_words.split() for code, row in LANGUAGES.items() if row.function_words
}

_LANGUAGE = re.compile(r"\s*([a-z]{2,3})(?:[-_][a-z0-9]+)*\s*$", re.IGNORECASE | re.ASCII)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def code_of(tag: str | None) -> str | None:
    """Return the language code of a tag, `pt` for `pt-BR`; None for a text that is no tag."""
    found = _LANGUAGE.match(tag or "")
    return found[1].lower() if found else None


def detect(cues: Sequence[Cue]) -> str:
    """Return the code of the language of the cues, `en` if it is not sure."""
    text = " ".join([cue.text for cue in cues])
    start = max(0, (len(text) - _SAMPLE) // 2)
    sample = text[start : start + _SAMPLE]
    letters = sum(map(str.isalpha, sample)) or 1
    if not sample.isascii():
        by_script = {code: len(re.findall(script, sample)) for code, script in _SCRIPTS.items()}
        # Japanese has Han beside its kana; the kana tell it from Chinese.
        if by_script["ja"] * 10 > letters:
            return "ja"
        code = max(by_script, key=lambda code: by_script[code])
        if by_script[code] * 2 > letters:
            return code
    words = Counter(word.casefold().replace("’", "'") for word in _WORD.findall(sample))
    if words.total() < _FEWEST:
        return _DEFAULT
    share = {
        code: sum(words[word] for word in small) / len(small)
        for code, small in _SMALL_WORDS.items()
    }
    code = max(share, key=lambda code: share[code])
    return code if share[code] > _LEAD * share[_DEFAULT] else _DEFAULT
