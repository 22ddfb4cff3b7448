import fnmatch
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedded.matching.term_sets import beginning, fitting, forms, like
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.snapshot import Snapshot
from index.embedded.writing.batch import Batch
from index.embedded.writing.prepared import prepare
from index.query.tree import Fuzzy, Word
from tests.builders import empty_folder, episode, segment


def leaf_of(path: Path, text: str, language: str | None = None) -> Leaf:
    batch = Batch()
    batch.add(prepare(episode(language=language), [segment(text)]))
    batch.write(path)
    return Leaf(path)


def names(leaf: Leaf, numbers: list[int]) -> set[str]:
    assert numbers == sorted(set(numbers))
    return {leaf.terms[number].decode() for number in numbers}


def edits(one: str, other: str) -> int:
    """Return Levenshtein's distance by the whole table, as in textbooks."""
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for row in range(len(one) + 1):
        for column in range(len(other) + 1):
            if not row or not column:
                table[row][column] = row + column
                continue
            table[row][column] = min(
                table[row - 1][column] + 1,
                table[row][column - 1] + 1,
                table[row - 1][column - 1] + (one[row - 1] != other[column - 1]),
            )
    return table[-1][-1]


TERMS = st.text("abé", min_size=1, max_size=6) | st.sampled_from(["東", "𝔸bé", "don't"])


@given(st.sets(TERMS, min_size=1), TERMS, st.integers(0, 3))
def test_terms_like_another_are_those_a_few_edits_away_from_it(
    terms: set[str], asked: str, most: int
) -> None:
    with empty_folder() as folder:
        leaf = leaf_of(folder / "a.talk", " ".join(terms))
        spoken = {term.decode() for term in leaf.terms}
        near = {one for one in spoken if one[0] == asked[0] and edits(asked, one) <= most}

        assert names(leaf, like(leaf, term=asked, edits=most)) == near


@pytest.mark.parametrize(
    ("term", "most", "found"),
    [
        ("flsk", 1, {"flask"}),
        ("flasc", 1, {"flask"}),
        ("flaask", 1, {"flask"}),
        ("falsk", 1, set()),
        ("falsk", 2, {"flask"}),
        ("klask", 1, set()),
        ("flask", 0, {"flask"}),
        ("flask", 1, {"flask", "flasks"}),
    ],
)
def test_an_edit_adds_drops_or_changes_a_letter_but_the_first(
    tmp_path: Path, term: str, most: int, found: set[str]
) -> None:
    leaf = leaf_of(tmp_path / "a.talk", "flask flasks django")
    wanted = names(leaf, like(leaf, term=term, edits=most))

    assert wanted - {"flasks"} == found - {"flasks"}
    assert ("flasks" in wanted) == (edits(term, "flasks") <= most and term[0] == "f")


@given(st.sets(TERMS, min_size=1), TERMS)
def test_terms_that_begin_so_are_found_by_their_beginning(terms: set[str], start: str) -> None:
    with empty_folder() as folder:
        leaf = leaf_of(folder / "a.talk", " ".join(terms))
        spoken = {term.decode() for term in leaf.terms}

        assert names(leaf, beginning(leaf, start=start)) == {
            term for term in spoken if term.startswith(start)
        }


@given(st.sets(TERMS, min_size=1), st.text("ab?*é", min_size=1, max_size=5))
def test_terms_of_a_pattern_are_found_among_all(terms: set[str], pattern: str) -> None:
    with empty_folder() as folder:
        leaf = leaf_of(folder / "a.talk", " ".join(terms))
        spoken = {term.decode() for term in leaf.terms}

        assert names(leaf, fitting(leaf, pattern=pattern)) == {
            term for term in spoken if fnmatch.fnmatchcase(term, pattern)
        }


def test_a_word_stands_for_its_forms_in_every_index_segment(tmp_path: Path) -> None:
    one = leaf_of(tmp_path / "a.talk", "run runs ran")
    other = leaf_of(tmp_path / "b.talk", "running casas", "es")
    snapshot = Snapshot([one, other])

    assert forms(snapshot, Word("run"), "en") == {"run", "runs"}
    assert forms(snapshot, Word("casa"), "es") == {"casas"}
    assert forms(snapshot, Word("casa"), "en") == frozenset()
    assert forms(snapshot, Fuzzy("ram", 1), "en") == {"ran"}
    assert forms(snapshot, Word("absent"), "en") == frozenset()
    assert forms(snapshot, Word("run"), "en") is forms(snapshot, Word("run"), "en")


def test_a_word_stands_for_words_of_which_it_is_a_part(tmp_path: Path) -> None:
    leaf = leaf_of(tmp_path / "a.talk", "__init__ init camelCase camels Camels-Cased --init init's")
    snapshot = Snapshot([leaf])

    assert forms(snapshot, Word("init"), "en") == {"__init__", "init", "--init", "init's"}
    assert forms(snapshot, Word("camel"), "en") == {"camelcase", "camels"}
    assert forms(snapshot, Word("__init__"), "en") == {"__init__"}
