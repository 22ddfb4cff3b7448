"""Which language an episode is in, where nobody says: by script, then by small words.

The small words of a language are a third of its talk, and other languages have few of
them. It takes a fair lead to be believed; English is what is left.
"""

import re
from collections import Counter
from collections.abc import Sequence

from index.analysis import DEFAULT_LANGUAGE
from indexer.cues import Cue

__all__ = ["code_of", "detect"]

_SAMPLE = 20_000  # characters, of the middle: openings are often read in another language
_FEWEST = 20  # words; less tells nothing
_LEAD = 1.5  # times the small words that English would have

_SCRIPTS = {
    "ar": r"[\u0600-\u06ff]",
    "el": r"[\u0370-\u03ff]",
    "he": r"[\u0590-\u05ff]",
    "hi": r"[\u0900-\u097f]",
    "hy": r"[\u0530-\u058f]",
    "ja": r"[\u3040-\u30ff]",
    "ko": r"[\uac00-\ud7af]",
    "ru": r"[\u0400-\u04ff]",
    "ta": r"[\u0b80-\u0bff]",
    "th": r"[\u0e00-\u0e7f]",
    "zh": r"[\u4e00-\u9fff]",
}

_SMALL_WORDS = {
    "da": "af at den der det en er for har ikke jeg men med og på som så til var vi",
    "de": "aber auch auf das der die ein eine es ich ist mit nicht sich sie so und war wir zu",
    "en": "a and are but have in is it of on so that the this to was we what with you",
    "es": "como con de del el en es esto la las lo los más no para pero por que una y",
    "fi": "että ei hän ja joka kun mutta myös niin nyt oli on se sen siinä siis tai tämä vain",
    "fr": "avec c'est dans de des du elle est et il je la le les mais on pas pour que une",
    "hu": "a az azt csak de egy ez hogy igen is meg mert mi most nem és van volt úgy itt",
    "id": "ada adalah bahwa dan dari dengan di ini itu juga kita pada saya sudah tidak untuk yang",
    "it": "anche che con cosa della di e gli il la le ma non per perché più sono una un è",
    "nl": "als dat de die een en er het ik in is je maar met niet op van voor was we",
    "no": "av at den det en er for har ikke jeg men med og på som så til var vi ble",
    "pt": "as com de do ele em então essa isso mais mas muito não o os para por que uma é",
    "ro": "acest ca care cu că de din este la mai nu o pe pentru si sunt un una în și",
    "sv": "att av den det du en för har inte jag kan med men och om på som så till är",
    "tr": "ama bir bu çok da daha de değil gibi için ile ki mi ne o olarak sonra var ve ya",
}

_LANGUAGE = re.compile(r"\s*([a-z]{2,3})(?:[-_][a-z0-9]+)*\s*$", re.IGNORECASE | re.ASCII)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def code_of(tag: str | None) -> str | None:
    """Return the language code of a tag such as `pt-BR` (`pt`), None for what is no tag."""
    found = _LANGUAGE.match(tag or "")
    return found[1].lower() if found else None


def detect(cues: Sequence[Cue]) -> str:
    """Return the code of the language that the cues are in, English where it is unsure."""
    text = " ".join([cue.text for cue in cues])
    start = max(0, (len(text) - _SAMPLE) // 2)
    sample = text[start : start + _SAMPLE]
    letters = sum(map(str.isalpha, sample)) or 1
    if not sample.isascii():
        by_script = {code: len(re.findall(script, sample)) for code, script in _SCRIPTS.items()}
        # Japanese has Han beside its kana; the kana tell.
        if by_script["ja"] * 10 > letters:
            return "ja"
        code = max(by_script, key=lambda code: by_script[code])
        if by_script[code] * 2 > letters:
            return code
    words = Counter(word.casefold().replace("’", "'") for word in _WORD.findall(sample))
    if words.total() < _FEWEST:
        return DEFAULT_LANGUAGE
    share = {
        code: sum(words[word] for word in small.split()) / len(small.split())
        for code, small in _SMALL_WORDS.items()
    }
    code = max(share, key=lambda code: share[code])
    return code if share[code] > _LEAD * share[DEFAULT_LANGUAGE] else DEFAULT_LANGUAGE
