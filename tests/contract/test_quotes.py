"""Quotes: a quote is found however its words are written, and no more than that."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Episode, SearchRequest, open_index
from indexer import build
from tests.builders import episode, found_exact, indexed
from tests.contract.conftest import Fresh

TALK = {
    "musk": "We met Elon Musk there.",
    "company": "Then Elon Musk's company came.",
    "will": "I hope Elon Musk'll come, and that's it.",
    "essay": "Guido's essay is good.",
    "state": "In the U.S. they told us about A.I. at ten a.m.",
    "degree": "A Ph.D. student of AI.",
    "version": "It is v3.11 now, not 3.10.",
    "thousand": "About 10,000 people and 1,234.56 cats.",
    "digits": "It was 10000 then.",
    "visitor": "The 100,000th of them, in the 10,000s.",
    "guest": "The 2500000th guest.",
    "office": "The F.B.I.'s office is no f.b.it.",
    "handle": "Follow @mkennedy's show.",
}
FRENCH = {
    "avion": "L'avion décolle.",
    "univers": "C'est l'univers de l’homme.",
    "cafe": "Un café noir jusqu'aujourd'hui.",
    "mon": "Mon avion.",
    "oeuvre": "L’œuvre, aujourd’hui.",
    "city": "İstanbul'da yaşıyor.",
    "inglesi": "Dagl'inglesi, gl'italiani.",
}
OTHERS = {
    "ro": {"cedilla": "Timişoara este aici.", "comma": "Timișoara, Ştefan cel Mare."},
    "fa": {"farsi": "کتاب علی اینجاست."},
    "tr": {"capital": "Ankara'dır, ankara'lı.", "train": "Selanik'teydi, Selanikli."},
}


@pytest.fixture(scope="module")
def talk(fresh: Fresh) -> Iterator[str]:
    with fresh() as location:
        said: dict[str | Episode, list[str]] = {name: [text] for name, text in TALK.items()}
        said |= {episode("hebrew", language="he"): ["צה״ל אָמַר."]}
        said |= {episode(name, language="fr"): [text] for name, text in FRENCH.items()}
        yield indexed(location, said)


@pytest.fixture(scope="module")
def other_talk(fresh: Fresh) -> Iterator[str]:
    with fresh() as location:
        said: dict[str | Episode, list[str]] = {
            episode(name, language=language): [text]
            for language, talk in OTHERS.items()
            for name, text in talk.items()
        }
        yield indexed(location, said)


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ('"elon musk"', "company musk will"),
        ('"elon musk\'s"', "company"),
        ('"musk company"', ""),
        ('"guido"', "essay"),
        ('"guido essay"', ""),
        ('"that"', ""),
        ('"avion"', "avion mon"),
        ('"avion décolle"', "avion"),
        ('"univers de"', "univers"),
        ('"homme"', "univers"),
        ('"de homme"', ""),
        ('"cafe"', ""),
        ('"oeuvre"', "oeuvre"),
        ("aujourdhui", "cafe oeuvre"),
        ('"ıstanbul"', "city"),
        ('"café noir"', "cafe"),
        ('"ai"', "degree state"),
        ('"fbi"', "office"),
        ('"fbi office"', ""),
        ('"italiani"', "inglesi"),
        ('"inglesi"', "inglesi"),
        ('"a.i."', "degree state"),
        ('"us"', "state"),
        ('"us about"', "state"),
        ('"the us"', ""),
        ('"the U.S. they"', "state"),
        ('"am"', ""),
        ('"a phd student"', "degree"),
        ('"3.11"', ""),
        ('"v3.11 now"', "version"),
        ('"10000"', "digits"),
        ('-"elon musk" elon', ""),
        ('elon -"elon musk\'s"', "musk will"),
        ('צה"ל', "hebrew"),
        ('"צה"ל אמר"', "hebrew"),
        ("צהל", "hebrew"),
        ("3.11", "version"),
        ("v3.10", "version"),
        ("10000", "digits thousand"),
        ("10,000", "digits thousand"),
        ("1,234", "thousand"),
        ("1234.56", "thousand"),
        ("10000 people", "thousand"),
        ("100000th", "visitor"),
        ("10000s", "visitor"),
        ("2,500,000th", "guest"),
        ("phd", "degree"),
        ("ph.d.", "degree"),
        ("us", "state"),
        ("u.s.", "state"),
        ("u s", "state"),
        ("ai", "degree state"),
    ],
)
def test_words_are_found_as_they_are_written(talk: str, q: str, names: str) -> None:
    assert sorted(found_exact(talk, q)) == [f"{name}:0" for name in names.split()]


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ('"timișoara"', "cedilla comma"),
        ('"timişoara"', "cedilla comma"),
        ('"ștefan cel mare"', "comma"),
        ('"timisoara"', ""),
        ('"كتاب"', "farsi"),
        ('"علي"', "farsi"),
        ('"ankara"', "capital"),
        ('"ankara\'dır"', "capital"),
        ('"anka"', ""),
        ('"selanik"', "train"),
        ('"selanik teydi"', ""),
    ],
)
def test_words_are_found_as_other_languages_write_them(other_talk: str, q: str, names: str) -> None:
    assert sorted(found_exact(other_talk, q)) == [f"{name}:0" for name in names.split()]


def test_what_is_marked_is_the_whole_word_as_it_was_written(talk: str) -> None:
    with open_index(talk) as engine:
        marked = {
            hit.text[at : at + size]
            for q in ('"elon musk"', '"avion"', "phd", "10000", "3.11")
            for hit in engine.search(q).hits
            for at, size in [(match.offset, match.length) for match in hit.matches]
        }

    assert marked >= {"Elon Musk", "Elon Musk's", "L'avion", "Ph.D.", "10,000", "v3.11"}


NAME = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b")


def test_no_place_of_a_quoted_name_is_lost_in_real_talk(fresh: Fresh, corpora: Path) -> None:
    shows = ("talk-python/transcripts/00[1-9]*.txt", "changelog/founders-talk-5[23].md")
    files = [path for show in shows for path in sorted(corpora.glob(show))]
    with fresh() as location:
        build(files, location)
        with open_index(location) as engine:
            spoken = [one for told in engine.episodes() for one in engine.segments(told.id)]
            names = {name.lower() for one in spoken for name in NAME.findall(one.text)}
            assert len(names) > 100
            for name in names:
                scanned = re.compile(rf"(?<![\w'.@-]){name}\b", re.IGNORECASE)
                held = {one.text for one in spoken if scanned.search(one.text)}
                hits = engine.search(SearchRequest(f'"{name}"', limit=1000))
                assert held <= {hit.segment.text for hit in hits.hits}, name
