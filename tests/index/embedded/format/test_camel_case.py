from pathlib import Path

import pytest

from index.embedded.format.camel_case import Hump, append_humps, read_humps, usual
from index.embedded.format.sections import SectionFile, SectionWriter


@pytest.mark.parametrize(
    "humps",
    [
        [],
        [Hump("camelCase", 3)],
        [Hump("été’sX", 2), Hump("macOS", 7), Hump("myPhone", 70_000), *[Hump("macOS", 1)] * 300],
    ],
)
def test_words_with_capitals_inside_are_read_as_they_were_written(
    tmp_path: Path, humps: list[Hump]
) -> None:
    with SectionWriter(tmp_path / "file") as out:
        append_humps(out, humps)
        out.finish()
    file = SectionFile(tmp_path / "file")

    assert read_humps(file) == sorted(humps)
    assert ("humps.bytes" in file) == bool(humps)


def test_a_term_has_the_parts_of_what_at_least_half_of_it_are_spelled_like() -> None:
    spelled = {"camelCase": 2, "javaScript": 1, "macOS": 1, "myPHone": 1}
    spoken = {"camelcase": 4, "javascript": 1_775, "macos": 1, "myphone": 3}
    humps = [Hump(word, at) for word, count in spelled.items() for at in range(count)]

    assert usual(humps, spoken.__getitem__) == ["camelCase", "macOS"]
