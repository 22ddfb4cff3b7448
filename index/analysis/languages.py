"""The languages that Overheard supports, one row each, for stemming and language detection.

To add a language, add a row and raise `analysis.VERSION`. Non-speech marks of a language
(`[aplausos]`) are in `indexer/sound_markers.py`.
"""

from typing import NamedTuple

__all__ = ["DEFAULT_LANGUAGE", "LANGUAGES", "UNSPACED", "Language"]

DEFAULT_LANGUAGE = "en"

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""The characters of scripts without spaces between words, for a character class of a regular
expression: Thai, Lao, Myanmar, Khmer, kana and Han."""


class Language(NamedTuple):
    """A language by its ISO 639-1 code.

    `stemmer` is the name of its Snowball stemmer; without one, each word is its own stem. `script`
    is a regular expression for a letter of a script that only this language uses. `function_words`
    are its commonest short words, by which languages of one script are detected. Each is an empty
    string if the language has none.
    """

    code: str
    stemmer: str = ""
    script: str = ""
    function_words: str = ""


_ROWS = (
    Language("ar", stemmer="arabic", script=r"[\u0600-\u06ff]"),
    Language("ca", stemmer="catalan"),
    Language(
        "da",
        stemmer="danish",
        function_words="af at den der det en er for har ikke jeg men med og på som så til var vi",
    ),
    Language(
        "de",
        stemmer="german",
        function_words="aber auch auf das der die ein eine es ich ist mit nicht sich sie so "
        "und war wir zu",
    ),
    Language("el", stemmer="greek", script=r"[\u0370-\u03ff]"),
    Language(
        "en",
        stemmer="english",
        function_words="a and are but have in is it of on so that the this to was we what with you",
    ),
    Language(
        "es",
        stemmer="spanish",
        function_words="como con de del el en es esto la las lo los más no para pero por que una y",
    ),
    Language("eu", stemmer="basque"),
    Language(
        "fi",
        stemmer="finnish",
        function_words="että ei hän ja joka kun mutta myös niin nyt oli on se sen siinä siis "
        "tai tämä vain",
    ),
    Language(
        "fr",
        stemmer="french",
        function_words="avec c'est dans de des du elle est et il je la le les mais on pas pour "
        "que une",
    ),
    Language("ga", stemmer="irish"),
    Language("he", script=r"[\u0590-\u05ff]"),
    Language("hi", stemmer="hindi", script=r"[\u0900-\u097f]"),
    Language(
        "hu",
        stemmer="hungarian",
        function_words="a az azt csak de egy ez hogy igen is meg mert mi most nem és van volt "
        "úgy itt",
    ),
    Language("hy", stemmer="armenian", script=r"[\u0530-\u058f]"),
    Language(
        "id",
        stemmer="indonesian",
        function_words="ada adalah bahwa dan dari dengan di ini itu juga kita pada saya sudah "
        "tidak untuk yang",
    ),
    Language(
        "it",
        stemmer="italian",
        function_words="anche che con cosa della di e gli il la le ma non per perché più sono "
        "una un è",
    ),
    Language("ja", script=r"[\u3040-\u30ff]"),
    Language("ko", script=r"[\uac00-\ud7af]"),
    Language("lt", stemmer="lithuanian"),
    Language("ne", stemmer="nepali"),
    Language(
        "nl",
        stemmer="dutch",
        function_words="als dat de die een en er het ik in is je maar met niet op van voor was we",
    ),
    Language(
        "no",
        stemmer="norwegian",
        function_words="av at den det en er for har ikke jeg men med og på som så til var vi ble",
    ),
    Language(
        "pt",
        stemmer="portuguese",
        function_words="as com de do ele em então essa isso mais mas muito não o os para por "
        "que uma é",
    ),
    Language(
        "ro",
        stemmer="romanian",
        function_words="acest ca care cu că de din este la mai nu o pe pentru si sunt un una în și",
    ),
    Language("ru", stemmer="russian", script=r"[\u0400-\u04ff]"),
    Language("sr", stemmer="serbian"),
    Language(
        "sv",
        stemmer="swedish",
        function_words="att av den det du en för har inte jag kan med men och om på som så till är",
    ),
    Language("ta", stemmer="tamil", script=r"[\u0b80-\u0bff]"),
    Language("th", script=r"[\u0e00-\u0e7f]"),
    Language(
        "tr",
        stemmer="turkish",
        function_words="ama bir bu çok da daha de değil gibi için ile ki mi ne o olarak sonra var "
        "ve ya",
    ),
    Language("yi", stemmer="yiddish"),
    Language("zh", script=r"[\u4e00-\u9fff]"),
)

LANGUAGES = {row.code: row for row in _ROWS}
"""The languages by code."""
