"""The regular expressions of the code mean the same on every Python that the project supports."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

MODULES = sorted(
    path
    for package in ("index", "indexer", "overheard", "search_web")
    for path in (ROOT / package).rglob("*.py")
)
POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{[\d,]+\})\+")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_group_is_repeated_possessively(path: Path) -> None:
    # Python 3.11.0 to 3.11.4 take back a half-matched round of such a group wrongly (gh-106052):
    # `w(?:'w)*+` matched both characters of `w'`. An atomic group, `(?>(?:'w)*)`, is right there.
    lines = path.read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if POSSESSIVE_GROUP.search(line)] == []


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"(?:a)*+", True),
        (r"(?:a){2,3}+", True),
        (r"(?>(?:a)*)", False),
        (r"[a)]*+", False),
        (r"\)*+", False),
    ],
)
def test_the_search_tells_a_repeated_group(pattern: str, found: bool) -> None:
    assert bool(POSSESSIVE_GROUP.search(pattern)) == found
