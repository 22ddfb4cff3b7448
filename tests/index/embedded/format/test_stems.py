from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import analysis
from index.analysis import subwords
from index.embedded.format.sections import SectionFile, SectionWriter
from index.embedded.format.stems import Stems, append_stems
from tests.builders import empty_folder

Forms = set[tuple[str, str | None]]  # term, and the language or None for any


def forms(path: Path, terms: Sequence[str], languages: Sequence[str]) -> dict[str, Forms]:
    """Return the forms of each stem."""
    with SectionWriter(path) as out:
        append_stems(out, [term.encode() for term in terms], languages)
        out.finish()
    stems = Stems(SectionFile(path))
    return {
        stem.decode(): {
            (terms[term], None if spoken is None else languages[spoken])
            for term, spoken in stems.forms(number)
        }
        for number, stem in enumerate(stems.dictionary)
    }


def test_terms_of_one_stem_are_its_forms(tmp_path: Path) -> None:
    assert forms(tmp_path / "file", ["ran", "run", "running", "runs"], ["en"]) == {
        "ran": {("ran", None)},
        "run": {("run", None), ("running", None), ("runs", None)},
    }


def test_terms_that_languages_stem_differently_have_a_stem_in_each(tmp_path: Path) -> None:
    assert forms(tmp_path / "file", ["casa", "casas", "web"], ["en", "es"]) == {
        "cas": {("casa", "es"), ("casas", "es")},
        "casa": {("casa", "en"), ("casas", "en")},
        "web": {("web", None)},
    }


@pytest.mark.parametrize("count", [255, 256, 300])
def test_talk_may_be_in_any_number_of_languages(tmp_path: Path, count: int) -> None:
    languages = ["en", *(f"x{number}" for number in range(count - 1))]

    assert forms(tmp_path / "file", ["web", "webs"], languages) == {
        "web": {("web", None), ("webs", "en")},
        "webs": {("webs", language) for language in languages[1:]},
    }


def test_a_term_is_a_form_of_its_parts(tmp_path: Path) -> None:
    assert forms(tmp_path / "file", ["--runs", "run", "runs_casas"], ["en", "es"]) == {
        "--runs": {("--runs", None)},
        "cas": {("runs_casas", "es")},
        "casa": {("runs_casas", "en")},
        "run": {("--runs", "en"), ("run", None), ("runs_casas", "en")},
        "runs": {("--runs", "es"), ("runs_casas", "es")},
        "runs_casas": {("runs_casas", None)},
    }


def test_talk_of_no_words_has_no_stems(tmp_path: Path) -> None:
    assert forms(tmp_path / "file", [], ["en"]) == {}


SIGNED = st.sampled_from(["__init__", "run_runs", "--casas", "@casa", "100%", "c++", "casa's_"])
TERMS = st.text(min_size=1, max_size=5).filter(lambda word: analysis.terms(word) == [word])


@given(
    st.sets(SIGNED | TERMS),
    st.lists(st.sampled_from(["en", "es", "ru", "xx"]), min_size=1, max_size=3, unique=True),
)
def test_a_term_has_its_stem_and_those_of_its_parts_in_every_language(
    words: set[str], languages: list[str]
) -> None:
    with empty_folder() as folder:
        found = forms(folder / "file", sorted(words), languages)
    told = {
        (stem, word, language)
        for stem, forms_of in found.items()
        for word, spoken in forms_of
        for language in (languages if spoken is None else [spoken])
    }

    assert told == {
        (analysis.stem(part, language), word, language)
        for word in words
        for part in (word, *subwords.parts(word))
        for language in languages
    }
