"""The checksums of phonetic skeletons, as they are stored and as they are looked up."""

from collections.abc import Sequence
from pathlib import Path
from unittest import mock

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import phonetic
from index.embedded.format.collocations import Collocations, append_collocations, read_collocations
from index.embedded.format.sections import SectionFile, SectionWriter
from index.embedded.format.skeletons import append_skeletons, checksum, skeletons_of
from index.embedded.format.strings import Dictionary, append_strings
from index.embedded.reading.phonetic_terms import Skeletons
from tests.builders import empty_folder

TERMS = ["b", "bee", "flask", "io", "pie", "wiskey", "whiskey", "web", "zwölf"]
PAIRS = [("b", "io"), ("bee", "pie"), ("flask", "web"), ("io", "pie"), ("pie", "b")]


def write(
    path: Path, terms: Sequence[str], pairs: Sequence[tuple[str, str]], *, stored: bool = True
) -> Skeletons:
    """Write a file of terms and collocations, with checksums if `stored`, and read it."""
    ordered = sorted(term.encode() for term in terms)
    numbers = sorted((ordered.index(a.encode()), ordered.index(b.encode())) for a, b in pairs)
    first, second = np.array(numbers, np.int64).reshape(-1, 2).T
    with SectionWriter(path) as out:
        append_strings(out, "terms", ordered)
        collocations = Collocations(first, second, np.full(len(first), 3))
        append_collocations(out, collocations, len(ordered))
        if stored:
            append_skeletons(out, ordered, collocations)
        out.finish()
    file = SectionFile(path)
    return Skeletons(file, Dictionary(file, "terms"), read_collocations(file))


def skeleton(*words: str) -> str:
    return b"".join(skeletons_of([word.encode() for word in words])).decode()


def test_a_letter_has_the_skeleton_of_its_name() -> None:
    assert skeleton("b") == skeleton("bee")
    assert skeletons_of([]) == []


def test_terms_are_found_by_the_whole_of_their_skeleton(tmp_path: Path) -> None:
    found = write(tmp_path / "file", TERMS, PAIRS)

    assert found.having(skeleton("pea")) == [b"b", b"bee", b"pie"]
    assert found.having(skeleton("whisky")) == [b"whiskey", b"wiskey"]
    assert found.having("") == [b"io"]
    assert found.having("unheard of") == []


def test_collocations_are_found_by_both_skeletons_of_which_none_is_empty(tmp_path: Path) -> None:
    found = write(tmp_path / "file", TERMS, PAIRS)

    assert found.pairs_having(skeleton("pea", "pea")) == [(b"bee", b"pie"), (b"pie", b"b")]
    assert found.pairs_having(skeleton("flasks", "web")) == []
    assert found.pairs_having(skeleton("pea")) == []


def test_other_skeletons_with_the_same_checksum_are_left_out(tmp_path: Path) -> None:
    with mock.patch("index.embedded.format.skeletons.zlib.crc32", return_value=7):
        found = write(tmp_path / "file", TERMS, PAIRS)
        assert checksum(b"P") == checksum(b"T") == 7

        with mock.patch("index.embedded.reading.phonetic_terms.checksum", return_value=7):
            assert found.having(skeleton("pea")) == [b"b", b"bee", b"pie"]
            assert found.pairs_having(skeleton("flask", "web")) == [(b"flask", b"web")]


@given(
    st.sets(st.text("abeiknpstwy'", min_size=1, max_size=4), min_size=1).flatmap(
        lambda terms: st.tuples(
            st.just(sorted(terms)),
            st.sets(st.tuples(*[st.sampled_from(sorted(terms))] * 2), max_size=5),
        )
    )
)
def test_without_the_sections_or_by_other_rules_the_same_is_found(
    talk: tuple[list[str], set[tuple[str, str]]],
) -> None:
    terms, pairs = talk
    with empty_folder() as folder:
        stored = write(folder / "new", terms, sorted(pairs))
        older = write(folder / "old", terms, sorted(pairs), stored=False)
        with mock.patch.object(phonetic, "RULES", 1):
            otherwise = write(folder / "rules", terms, sorted(pairs))

        for asked in {*map(skeleton, terms), *(skeleton(*pair) for pair in pairs)}:
            same = [(one.having(asked), one.pairs_having(asked)) for one in (older, otherwise)]
            assert same == 2 * [(stored.having(asked), stored.pairs_having(asked))]
