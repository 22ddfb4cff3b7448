"""The languages that Overheard stems, or knows to have no endings, one row each.

To add a language, add a row and raise `analysis.VERSION`. Non-speech marks of a language
(`[aplausos]`) are in `indexer/sound_markers.py`.
"""

from typing import NamedTuple

__all__ = ["DEFAULT_LANGUAGE", "LANGUAGES", "UNSPACED", "Language"]

DEFAULT_LANGUAGE = "en"

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3031-\u3035\u303b\u3040-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""The characters of scripts without spaces between words, for a character class of a regular
expression: Thai, Lao, Myanmar, Khmer, kana and Han."""


class Language(NamedTuple):
    """A language by its ISO 639-1 code.

    `stemmer` is the name of its Snowball stemmer; without one, each word is its own stem.
    """

    code: str
    stemmer: str = ""


_ROWS = (
    Language("ar", stemmer="arabic"),
    Language("ca", stemmer="catalan"),
    Language("da", stemmer="danish"),
    Language("de", stemmer="german"),
    Language("el", stemmer="greek"),
    Language("en", stemmer="english"),
    Language("es", stemmer="spanish"),
    Language("eu", stemmer="basque"),
    Language("fi", stemmer="finnish"),
    Language("fr", stemmer="french"),
    Language("ga", stemmer="irish"),
    Language("he"),
    Language("hi", stemmer="hindi"),
    Language("hu", stemmer="hungarian"),
    Language("hy", stemmer="armenian"),
    Language("id", stemmer="indonesian"),
    Language("it", stemmer="italian"),
    Language("ja"),
    Language("ko"),
    Language("lt", stemmer="lithuanian"),
    Language("ne", stemmer="nepali"),
    Language("nl", stemmer="dutch"),
    Language("no", stemmer="norwegian"),
    Language("pt", stemmer="portuguese"),
    Language("ro", stemmer="romanian"),
    Language("ru", stemmer="russian"),
    Language("sr", stemmer="serbian"),
    Language("sv", stemmer="swedish"),
    Language("ta", stemmer="tamil"),
    Language("th"),
    Language("tr", stemmer="turkish"),
    Language("yi", stemmer="yiddish"),
    Language("zh"),
)

LANGUAGES = {row.code: row for row in _ROWS}
"""The languages by code."""
