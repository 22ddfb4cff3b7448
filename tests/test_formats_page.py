import re
from pathlib import Path

import pytest

import indexer
from indexer.formats import FORMATS
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
SECTIONS = re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)

# A head that the examples leave out to stay at two lines.
HEADS = {"WebVTT": "WEBVTT\n\n", "SRT": "1\n"}

# Formats that are told by what comes again and again, and how many lines of an example do.
BY_HABIT = {"labelled text": 1, "bracketed text": 1, "plain text": 1, "stamped names": 2}
MOST_LINES = 4  # of an example that shows one turn or two; a longer one is a file


def examples() -> list[tuple[str, str]]:
    """Return the name of a format and a file in it, for each example of the page."""
    return [
        (name, HEADS.get(name, "") + repeated(name, example))
        for name, section in SECTIONS
        for example in re.findall(r"^```\w*\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    ]


def repeated(name: str, example: str) -> str:
    if name not in BY_HABIT or example.count("\n") > MOST_LINES:
        return example
    first = "\n".join(example.splitlines()[: BY_HABIT[name]])
    return "\n\n".join(first.replace("callable", f"callable {n}") for n in range(6))


@pytest.mark.parametrize(("name", "example"), examples())
def test_an_example_is_read_as_the_format_it_shows(name: str, example: str) -> None:
    transcript = indexer.read(Path("talk"), example.encode())

    assert transcript.format == name
    assert "callable" in " ".join(cue.text for cue in transcript.cues)


def test_every_format_is_on_the_page() -> None:
    assert [name for name, _ in SECTIONS if name not in {f.name for f in FORMATS}] == []
    assert {format_.name for format_ in FORMATS} == {name for name, _ in SECTIONS}
