"""The stems of words, beside Snowball's own on the same talk, and where ours differ on purpose."""

from collections.abc import Iterator

import pytest
import Stemmer

from index.analysis import LANGUAGES, normalize, plain, stem, terms
from index.analysis.letters import fold

STEMMED = sorted(code for code, language in LANGUAGES.items() if language.stemmer)

TALK = {
    "ar": "الكتب الجديدة في المكتبات الكبيرة، والطلاب يقرؤون الكِتابَ كل يوم ويكتبون رسائلهم "
    "إلى المعلمين والمعلمات فالمدرسة بعيدة عن بيوتهم",
    "ca": "els gossos corrien ràpidament per les muntanyes nevades mentre les nenes cantaven "
    "cançons; la col·lecció de llibres antics era meravellosa",
    "da": "hundene løb hurtigt gennem skovene, mens pigerne sang de gamle sange om bjergenes "
    "hemmeligheder og drømte om lykkelige somre",
    "de": "die Hunde liefen schnellstens über Häuser und Straßen, während die Mädchen alte Lieder "
    "sangen und von glücklichen Sommern in den Bergen träumten",
    "el": "οι σκύλοι έτρεχαν γρήγορα στους δρόμους ενώ τα παιδιά τραγουδούσαν παλιά τραγούδια για "
    "τα μυστικά των βουνών, κοροΐδεψε τους φίλους του",
    "en": "the dogs were running quickly through the forests while the girls sang generously of "
    "mountains, dying roses, skies, happiness and national organizations",
    "es": "los perros corrían rápidamente por las montañas nevadas mientras las niñas cantaban "
    "canciones antiguas sobre los secretos de la naturaleza",
    "eu": "zakurrak azkar zebiltzan mendietan eta neskek abesti zaharrak abesten zituzten etxeetan",
    "fi": "koirat juoksivat nopeasti metsissämme, kun tytöt lauloivat vanhoja lauluja vuorten "
    "salaisuuksista ja onnellisista kesistä",
    "fr": "les chevaux couraient rapidement, continuellement émerveillés par les montagnes "
    "enneigées, tandis que les filles chantaient de vieilles chansons françaises",
    "ga": "bhí na madraí ag rith go tapa trí na coillte agus na cailíní ag canadh seanamhrán",
    "hi": "लड़कियाँ किताबें पढ़ती हैं और बातें करती हैं, भाषाओं की कहानियाँ सुनाते हुए बच्चों ने पहाड़ों में गाने गाए",
    "hu": "a kutyák gyorsan futottak a házakban, miközben a lányok régi dalokat énekeltek a hegyek "
    "titkairól és a boldog nyarakról",
    "hy": "շները արագորեն վազում էին անտառներում, և աղջիկները երգում էին հին երգեր լեռների "
    "գաղտնիքների մասին, բարևեցին հոգևոր ընկերներին",
    "id": "anjing-anjing berlarian dengan cepatnya di pegunungan sementara anak-anak menyanyikan "
    "lagu-lagu lama tentang kebahagiaan mereka",
    "it": "i cavalli correvano velocemente nelle montagne innevate mentre le ragazze cantavano "
    "antiche canzoni sui segreti della natura",
    "lt": "šunys greitai bėgo namuose, o mergaitės dainavo senas dainas apie kalnų paslaptis",
    "ne": "केटाकेटीहरूले किताबहरू पढ्छन् र भाषाहरूका कथाहरू सुनाउँदै पहाडमा गीत गाउँछन्",
    "nl": "de honden liepen lachend door de huizen terwijl de meisjes oude liederen zongen over de "
    "geheimen van de bergen en gelukkige zomers",
    "no": "hundene løp hurtig gjennom skogene mens jentene sang de gamle sangene om fjellenes "
    "hemmeligheter og drømte om lykkelige somre",
    "pt": "as canções corriam rapidamente pelas montanhas nevadas enquanto as meninas cantavam "
    "histórias antigas sobre os segredos da natureza",
    "ro": "câinii alergau repede prin pădurile înzăpezite în timp ce fetele cântau cântece vechi "
    "despre secretele munților",
    "ru": "собаки быстро бежали по красивым улицам, пока девочки пели старые песни о тайнах гор и "
    "счастливых летних днях",
    "sr": "пси су брзо трчали улицама, psi su brzo trčali ulicama dok su devojke pevale pesme",
    "sv": "hundarna sprang snabbt genom skogarna medan flickorna sjöng de gamla sångerna om "
    "bergens hemligheter och drömde om lyckliga somrar",
    "ta": "தமிழ் மொழிகள் பேசும் குழந்தைகள் புத்தகங்களை படிக்கிறார்கள், மலைகளில் பாடல்களை பாடினார்கள்",
    "tr": "köpekler evlerimizde hızlıca koşuyorlardı, kızlar dağların sırlarını anlatan eski "
    "şarkıları söylediler, kitapları okudular ve ışıkları kapattılar",
    "yi": "די הינט זענען געלאפן דורך די וועלדער און די מיידלעך האבן געזונגען אלטע לידער",
}
"""A little talk in each language that is stemmed."""


def words(code: str) -> Iterator[tuple[str, str]]:
    """Yield each word of the talk of a language as Snowball gets it, and its term."""
    for spelled in normalize(TALK[code]).lower().replace("-", " ").split():
        word = spelled.strip(",;،")
        (term,) = terms(word)
        yield word, term


def snowball(word: str, code: str) -> str:
    return plain(fold(Stemmer.Stemmer(LANGUAGES[code].stemmer, 0).stemWord(word)))


@pytest.mark.parametrize("code", STEMMED)
def test_each_word_of_a_language_has_the_stem_of_snowball(code: str) -> None:
    differ = {word: (stem(term, code), snowball(word, code)) for word, term in words(code)}

    assert {word: both for word, both in differ.items() if both[0] != both[1]} == {}


@pytest.mark.parametrize("code", STEMMED)
def test_words_of_each_language_are_stemmed(code: str) -> None:
    assert sum(stem(term, code) != plain(term) for _, term in words(code)) > 1


@pytest.mark.parametrize(
    ("word", "code", "expected"),
    [
        # What has digits or punctuation is a name of something, not an inflected word.
        ("utf8s", "en", "utf8s"),
        ("snake_cases", "en", "snake_cases"),
        # Nobody says the dots of initials.
        ("p.d.f.", "en", "pdf"),
        # English has its diacritics from other languages, and its stemmer knows none.
        ("clichés", "en", "clich"),
        # Terms do not keep which i is dotted, and a few loans break the harmony of vowels.
        ("saatin", "tr", "saa"),
    ],
)
def test_a_stem_that_is_not_that_of_snowball_has_a_reason(
    word: str, code: str, expected: str
) -> None:
    (term,) = terms(word)

    assert stem(term, code) == expected
    assert snowball(word, code) != expected
