"""The analysis of text, and the version that stands for it.

An index keeps the terms and stems of its talk until `VERSION` is raised. So the analysis may change
only together with it: `tests/golden/analysis.json` holds the version and a digest of what each text
is taken apart into, and `pytest --update` writes no other digest under the same version.
"""

from itertools import chain

import pytest

from index import analysis
from index.analysis import LANGUAGES, VERSION, normalize, tokenize
from index.analysis.stemmer import stems
from index.analysis.subwords import camel_case_words, parts
from tests.golden_versions import Digests, Golden, changed_alone, digest, kept_in, written
from tests.samples import CORPUS, GOLDEN_FILES

GOLDEN = GOLDEN_FILES / "analysis.json"

TEXTS = {
    "programming": "C++, C# and .NET in __init__, snake_case, camelCase, uWSGI and fooBar_baz's; "
    "@property --help ~/.bashrc 100% 9.5% node.js I/O me@home.org https://x.y don’t 'tis guys'",
    "spellings": "cafe\u0301 café naïve Straße ŁÓDŹ İstanbul ﬁne ½ x² Ⅷ a\u200cb 3rd 1,000",
    "letters": "Işık İptal œuvre ґанок łódź ＡＩ ２０２４ ｶﾞﾗｽ U.S.A. Ph.D. U.S. "
    "مَرَّاكُش کتاب\u200cها צה״ל col·lecció",
    "spelled twice": "Чайко\u0301вский അവന്\u200d ԵՐԵՎԱՆ Երևան Brâncuși Solskjær "
    "l'aigua lorsqu'Emma",
    "emoji": "toast 🍞🍞 by 👩🏽‍💻, ❤️ 🇩🇪 1️⃣ and ♪",
    "unspaced": "日本語、です。東京タワー สวัสดีครับ 你好，世界 မင်္ဂလာပါ ភាសាខ្មែរ",
    "marks": "हिन्दी में बातें שָׁלוֹם עולם مُحَمَّد تمكنت الكتب தமிழ் மொழிகள் नेपाली भाषाहरू",
    "ca": "els gossos corrien ràpidament per les muntanyes",
    "da": "hundene løb hurtigt gennem skovene",
    "de": "die Hunde liefen schnellstens über Häuser und Straßen",
    "el": "οι σκύλοι έτρεχαν γρήγορα στους δρόμους",
    "en": "the flowers flowed, running geese generously argued about dies and skies",
    "es": "las canciones corrían rápidamente por las montañas, flower",
    "eu": "zakurrak azkar zebiltzan mendietan",
    "fi": "koirat juoksivat nopeasti taloissamme",
    "fr": "les chevaux couraient rapidement, continuellement émerveillés",
    "ga": "bhí na madraí ag rith go tapa",
    "hu": "a kutyák gyorsan futottak a házakban",
    "hy": "շները արագորեն վազում էին",
    "id": "anjing-anjing berlarian dengan cepatnya",
    "it": "i cavalli correvano velocemente nelle montagne",
    "lt": "šunys greitai bėgo namuose",
    "nl": "de honden liepen lachend door de huizen",
    "no": "hundene løp hurtig gjennom skogene",
    "pt": "as canções corriam rapidamente pelas montanhas",
    "ro": "câinii alergau repede prin pădurile",
    "ru": "собаки быстро бежали по красивым улицам",
    "sr": "пси су брзо трчали улицама, psi su brzo trčali",
    "sv": "hundarna sprang snabbt genom skogarna",
    "tr": "köpekler evlerimizde hızlıca koşuyorlardı",
    "yi": "די הינט זענען געלאפן",
}


def analysed(text: str) -> object:
    """Return the tokens of a text, its parts of words, and the stems of all in each language."""
    lines = [normalize(line) for line in text.splitlines()]
    tokens = [list(map(list, tokenize(line))) for line in lines]
    spelled = camel_case_words(lines)
    terms = sorted({token.term for line in lines for token in tokenize(line)})
    inside = {word: parts(word) for word in [*terms, *chain(*spelled.values())]}
    words = sorted({*terms, *chain(*inside.values())})
    return [tokens, spelled, inside, {code: stems(words, code) for code in LANGUAGES}]


@pytest.fixture(scope="module")
def now() -> Golden:
    """The present analysis of the sample show and of the texts."""
    show = {path.name: path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.vtt"))}
    inputs = {name: Digests(digest(text), digest(analysed(text))) for name, text in show.items()}
    inputs |= {name: Digests(digest(text), digest(analysed(text))) for name, text in TEXTS.items()}
    return Golden(VERSION, inputs)


def test_text_is_taken_apart_otherwise_only_under_another_version(
    now: Golden, request: pytest.FixtureRequest
) -> None:
    kept = kept_in(GOLDEN)
    assert now.version >= kept.version
    assert changed_alone(kept, now) == [], (
        "raise VERSION in index/analysis/tokenizer.py, then --update"
    )
    if request.config.getoption("update"):
        GOLDEN.write_text(written(now), encoding="utf-8")
        kept = kept_in(GOLDEN)
    assert now == kept, "run pytest --update"


# Their words have marks or are rarely stemmed; the text "marks" has some of each.
MARKED = {"ar", "hi", "ne", "ta"}


def test_every_language_that_is_stemmed_is_held() -> None:
    stemmed = {code for code, language in LANGUAGES.items() if language.stemmer}

    assert stemmed <= {*TEXTS, *MARKED}
    for code in stemmed - MARKED:
        terms = analysis.terms(normalize(TEXTS[code]))
        assert stems(terms, code) != [analysis.plain(term) for term in terms], code
