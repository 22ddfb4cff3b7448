from pathlib import Path

import pytest

from index.embedded.format.camel_case import (
    CamelCaseWord,
    append_camel_case,
    read_camel_case,
    usual_spellings,
)
from index.embedded.format.sections import SectionFile, SectionWriter


@pytest.mark.parametrize(
    "words",
    [
        [],
        [CamelCaseWord("camelCase", 3)],
        [
            CamelCaseWord("été’sX", 2),
            CamelCaseWord("macOS", 7),
            CamelCaseWord("myPhone", 70_000),
            *[CamelCaseWord("macOS", 1)] * 300,
        ],
    ],
)
def test_words_with_capitals_inside_are_read_as_they_were_written(
    tmp_path: Path, words: list[CamelCaseWord]
) -> None:
    with SectionWriter(tmp_path / "file") as out:
        append_camel_case(out, words)
        out.finish()
    file = SectionFile(tmp_path / "file")

    assert read_camel_case(file) == sorted(words)
    assert ("humps.bytes" in file) == bool(words)


def test_a_term_has_the_parts_of_what_at_least_half_of_it_are_spelled_like() -> None:
    spelled = {"camelCase": 2, "javaScript": 1, "macOS": 1, "myPHone": 1}
    spoken = {"camelcase": 4, "javascript": 1_775, "macos": 1, "myphone": 3}
    words = [CamelCaseWord(word, at) for word, count in spelled.items() for at in range(count)]

    assert usual_spellings(words, spoken.__getitem__) == ["camelCase", "macOS"]
