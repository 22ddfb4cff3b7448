"""The foldings of letters: what one spelling is, and what stays apart."""

import re
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import normalize, stem, terms, tokenize
from index.analysis.languages import UNSPACED
from index.analysis.letters import MARKS, fold, is_resized, is_word, plain, straight

LETTERS = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("Işık IŞIK ışık", "işik"),
        ("İptal i\u0307ptal iptal", "iptal"),
        ("ＡＩ AI", "ai"),
        ("２０２４ ٢٠٢٤ २०२४ ๒๐๒๔", "2024"),
        ("．ＮＥＴ .NET", ".net"),
        ("don’t donʼt don‘t don´t don＇t", "don't"),
        ("so\u00adft so\u2060ft soft so\ufeffft so\u200dft so\u200cft", "soft"),
        ("مَرَّاكُش مراكش مـــراكش ﻣﺮﺍﻛﺶ", "مراكش"),
        ("שָׁלוֹם שלום", "שלום"),
        ("ΣΟΦΟΣ σοφος", "σοφοσ"),
        ("Straße STRASSE", "strasse"),
        ("Œuvre œuvre oeuvre", "oeuvre"),
        ("U.S.A. u.s.a U.S.A", "u.s.a"),
        ("Ph.D. Ph.D", "ph.d"),
        ("Чайко\u0301вский чайковский", "чайковский"),
        ("അവന്\u200d അവൻ", "അവൻ"),
        ("হঠাত্\u200d হঠাৎ", "হঠাৎ"),
    ],
)
def test_a_word_has_one_term_however_it_is_written(written: str, term: str) -> None:
    assert set(terms(normalize(written))) == {term}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ｶﾞﾗｽ", ["ガ", "ラ", "ス"]),
        ("ジョン・スミス", ["ジ", "ョ", "ン", "ス", "ミ", "ス"]),
        ("葛\ufe00飾", ["葛", "飾"]),
        ("ភាសាខ្មែរ", ["ភា", "សា", "ខ្", "មែ", "រ"]),
        ("ຢູ່ເມືອງ", ["ຢູ່", "ເ", "ມື", "ອ", "ງ"]),
        ("မြန်မာ", ["မြ", "န်", "မာ"]),
        ("A.I.'s U.S.-based", ["a.i's", "u.s", "based"]),
        (
            "self.x.y https://x.y a.b.c.com",
            ["self", "x", "y", "https", "x", "y", "a", "b", "c", "com"],
        ),
        ("node.js the end.A start v.2", ["node", "js", "the", "end", "a", "start", "v", "2"]),
        ("т.е. π.χ.", ["т.е", "π.χ"]),
        ("col·lecció a·b", ["col·lecció", "a", "b"]),
        ("צה״ל ״של״", ["צה״ל", "של"]),
        ('צה"ל "של"', ["צה״ל", "של"]),
        ("می\u200cخواهم کتاب\u200c", ["می\u200cخواهم", "کتاب"]),
        ("ـ \u00ad ﹰ", []),
    ],
)
def test_signs_in_and_around_letters_part_words_or_do_not(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("łódź", "lodz"),
        ("søren", "soren"),
        ("đorđe", "dorde"),
        ("ґанок", "ганок"),
        ("æon", "aeon"),
        ("þór", "thor"),
        ("ψυχή", "ψυχη"),
        ("ёлка", "елка"),
        ("ќе", "ке"),
        ("երևան", "երեվան"),
        ("երևան", "երեւան"),
        ("أحمد", "احمد"),
        ("کتاب", "كتاب"),
        ("می\u200cخواهم", "میخواهم"),
        ("col·lecció", "collecció"),
        ("u.s.a", "usa"),
        ("ph.d", "phd"),
        ("a.i's", "ai"),
    ],
)
def test_two_spellings_are_apart_in_quotes_and_one_word_outside(one: str, other: str) -> None:
    assert terms(one) != terms(other)
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("initials", "language", "word"),
    [("u.s", "en", "us"), ("a.m", "en", "am"), ("d.e.r", "de", "der")],
)
def test_initials_are_no_stop_word(initials: str, language: str, word: str) -> None:
    assert stem(initials, language) != stem(word, language)


# Letters and signs that spell words: each combination is another word.
SPELLING = {
    "Devanagari": ("कखगतपलम", "ािीुूेैोौंः्"),
    "Tamil": ("கசதபமல", "ாிீுூெேைொோௌ்"),
    "Bengali": ("কখগতপল", "ািীুূেৈ্ং"),
    "Thai": ("กขคนทปม", "ัิีึืุู็่้๊๋์"),
    "Lao": ("ກຂຄນທ", "ັິີຶືຸູ່້໊໋"),
    "Khmer": ("កខគតន", "ាិីឹឺុូេែ្"),
    "Burmese": ("ကခဂတန", "ါာိီုူေ့း်"),
    "kana": ("かきくけこカキクはひハヒ", "\u3099"),
    "p sounds": ("はひふハヒフ", "\u309a"),
    "Thaana": ("ހށނރބ", "ަާިީުޫެޭޮޯ"),
}


@pytest.mark.parametrize("script", SPELLING)
@given(data=st.data())
def test_no_two_words_that_signs_tell_apart_fold_together(script: str, data: st.DataObject) -> None:
    letters, signs = SPELLING[script]
    syllable = st.tuples(st.sampled_from(letters), st.sampled_from(["", *signs])).map("".join)
    word = st.lists(syllable, min_size=1, max_size=3).map("".join).map(normalize)
    one, other = data.draw(word), data.draw(word)

    assert (plain(fold(one)) == plain(fold(other))) == (one == other)
    assert (terms(one) == terms(other)) == (one == other)


def test_no_letter_of_a_script_without_spaces_is_taken_for_a_mark() -> None:
    unspaced = re.compile(f"[{UNSPACED}]")
    marks = re.compile(f"[{MARKS}]")
    signs = {"า", "ำ", "າ", "ຳ"}  # vowels behind a letter that Unicode has among the letters

    assert signs == {
        letter
        for letter in LETTERS
        if unspaced.match(letter) and marks.match(letter) and letter.isalpha()
    }


def test_words_that_differ_by_a_vowel_or_tone_sign_differ() -> None:
    for one, other in [("कुल", "केल"), ("กิน", "กัน"), ("か", "が"), ("ハ", "パ")]:
        assert terms(one) != terms(other)
        assert plain(one) != plain(other)


@pytest.mark.parametrize("letter", ["é", "ά", "й", "أ", "بّ", "ç", "Å", "ё", "ệ"])
def test_diacritics_fold_in_the_scripts_that_have_them(letter: str) -> None:
    bare = unicodedata.normalize("NFD", letter)[0].casefold()

    assert plain(fold(letter)) == bare


def test_letters_that_are_not_resized_fold_one_by_one() -> None:
    assert not [
        x for x in LETTERS if not is_resized(x) and len(fold(normalize(x))) != len(normalize(x))
    ]
    assert not [x for x in LETTERS if len(straight(x)) != 1]


def test_no_fold_of_a_letter_holds_a_space() -> None:
    assert not [letter for letter in LETTERS if " " in fold(letter) and letter != " "]


def test_digits_of_every_script_are_one_number() -> None:
    digits = [x for x in LETTERS if x.isdecimal()]

    assert [fold(x) for x in digits] == [str(unicodedata.decimal(x)) for x in digits]


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    folded = fold(normalize(text))

    assert fold(folded) == folded


@example(["İ\u0307\u0307"])
@given(st.lists(st.text("aİıß\u0307\u00ad\u200c\u200dﬁمَـکｶﾞ²かが'’.éᾳև"), max_size=4))
def test_the_fold_of_a_text_holds_those_of_its_words(words: list[str]) -> None:
    words = [token.term for word in words for token in tokenize(normalize(word))]

    assert fold(" ".join(words)).split(" ") == (words or [""])


@given(st.text("aéकि'1_.é१\u0301", min_size=1))
def test_a_word_has_letters_marks_and_apostrophes_only(text: str) -> None:
    categories = {unicodedata.category(letter)[0] for letter in text.replace("'", "")}

    if is_word(text):
        assert categories <= {"L", "M"}
    elif "'" not in text:
        assert not categories <= {"L"}
