from pathlib import Path

import pytest

from index.embedded.format.camel_case import CamelCaseWord, append_camel_case, read_camel_case
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
