"""Chapters in descriptions, by YouTube's rule."""

import pytest

from index import Chapter
from indexer.chapters import described

CHAPTERS = (Chapter(0.0, "Intro"), Chapter(310.0, "Oak, or 3:2"), Chapter(4350.0, "Tar"))


@pytest.mark.parametrize(
    "text",
    [
        "We talk of boats.\n\n00:00 Intro\n05:10 Oak, or 3:2\n1:12:30 Tar\n\nWrite to us.",
        "0:00 - Intro\n5:10 – Oak, or 3:2\n1:12:30: Tar",
        "* (0:00) Intro\n* (5:10) Oak, or 3:2\n\n* (1:12:30) Tar",
    ],
)
def test_lines_that_begin_with_rising_times_are_chapters(text: str) -> None:
    assert described(text) == CHAPTERS


@pytest.mark.parametrize(
    "text",
    [
        "00:00 Intro\n05:10 Oak",
        "01:00 Oak\n05:10 Tar\n07:00 Epoxy",
        "00:00 Intro\n05:10 Oak\n04:00 Tar",
        "00:00 Intro\n05:10 Oak\n05:10 Tar",
        "We begin at 00:00, are at the oak by 05:10 and at the tar by 1:12:30.",
        "00:00:00,000 Intro\n00:05:10,000 Oak\n01:12:30,000 Tar",
        "",
    ],
    ids=["two", "late", "falling", "the same time", "prose", "captions", "nothing"],
)
def test_other_lines_with_times_are_no_chapters(text: str) -> None:
    assert described(text) == ()
