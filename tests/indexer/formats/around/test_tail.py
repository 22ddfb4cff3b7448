"""The sections below the talk, and the talk below a heading that is no such section."""

import pytest

from indexer.formats import around
from tests.indexer.reading import read, texts
from tests.indexer.work import assert_work_grows_with_the_length

SAID = ["The rope is new.", "The knot is old.", "So we tie it.", "And it holds."]
TALK = [f"{name}: {said}" for name, said in zip(["Ann", "Bob"] * 2, SAID, strict=True)] * 3
STAMPED = [f"[00:{at:02}] {said}" for at, said in enumerate(SAID * 3)]
PROSE = ["We talk about a rope, which is new, and about a knot that is old."] * 12
LINKS = ["", "- [Tar](https://a.org/tar)", "- The Book of Tar"]
NOTES = ["", "We speak of tar and of the people who boil it."]


@pytest.mark.parametrize(
    "title",
    [
        *("## Links", "## Show notes", "# Shownotes:", "### Resources", "## References"),
        *("**Show notes**", "**Links:**", "== External links ==", "## Links and resources"),
        *("## Resources mentioned in this episode", "## Mentioned in this episode", "## Quellen"),
    ],
)
@pytest.mark.parametrize("talk", [TALK, STAMPED], ids=["labels", "stamps"])
@pytest.mark.parametrize("below", [LINKS, NOTES], ids=["links", "prose"])
def test_a_section_below_the_talk_is_taken_off_and_counted(
    title: str, talk: list[str], below: list[str]
) -> None:
    found = read("talk.md", *talk, "", title, *below)

    assert texts(found.cues) == SAID * 3
    assert found.removed[around.REMOVED] == sum(map(bool, [title, *below]))


def test_several_sections_below_the_talk_are_taken_off() -> None:
    found = read("talk.md", *TALK, "", "## Links", *LINKS, "", "## Credits", *NOTES)

    assert texts(found.cues) == SAID * 3


@pytest.mark.parametrize("title", ["Links", "References:", "Show notes"])
def test_a_title_without_marks_needs_a_list_below_it(title: str) -> None:
    assert texts(read("talk.md", *TALK, "", title, *LINKS).cues) == SAID * 3
    assert NOTES[1] in " ".join(texts(read("talk.md", *TALK, "", title, *NOTES).cues))


def test_a_list_of_links_below_prose_is_taken_off() -> None:
    assert "Tar" not in " ".join(texts(read("talk.md", *PROSE, "", "## Links", *LINKS).cues))


@pytest.mark.parametrize(
    "lines",
    [
        [*TALK, "", "## Resources", "", "Ann: We talk of tar now."],
        [*STAMPED, "", "## Links", "", "[00:30] We talk of tar now."],
        [*PROSE, "", "## Resources", "", "We talk of tar now, as we said."],
        [*TALK, "", "## Links", *LINKS, "", "## After the break", "", "We talk of tar now."],
        ["## Links", "", "We talk of tar now.", "", *TALK],
        [*TALK[:4], "", "## Notes", "", *["We talk of tar now."] * 8],
        [*TALK, "Ann: Links", "We talk of tar now."],
    ],
    ids=["a label", "a stamp", "prose", "a section after it", "above", "most of it", "a word"],
)
def test_what_may_be_talk_stays(lines: list[str]) -> None:
    assert "We talk of tar now" in " ".join(texts(read("talk.md", *lines).cues))


@pytest.mark.parametrize("mark", ["\nlinks", "\n## Links\n", "## a\n", "a: b\n## Links\n- a: b\n"])
def test_the_work_grows_with_the_length(mark: str) -> None:
    assert_work_grows_with_the_length(around.talk_of, lambda size: mark * (size // len(mark)))
