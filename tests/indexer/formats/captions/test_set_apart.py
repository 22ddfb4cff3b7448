"""Names in captions that no colon sets apart, and small names that come again."""

import pytest

from tests.indexer.reading import read, said_by, vtt
from tests.indexer.work import assert_work_grows_with_the_length

SHAPES = ["<b>{}</b>\n{}", "<b>{}:</b>\n{}", "{{{}}} {}", "{}\t{}"]
SAID = ["The rope is new.", "The knot is old.", "So we tie it.", "And it holds."]


def captions(shape: str, *names: str) -> str:
    return vtt(*[shape.format(name, said) for name, said in zip(names, SAID, strict=True)])


def srt(text: str) -> str:
    return text.removeprefix("WEBVTT\n\n").replace(".500 -->", ",500 -->").replace(".000", ",000")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", ["talk.vtt", "talk.srt"])
def test_names_that_come_again_are_speakers(shape: str, name: str) -> None:
    text = captions(shape, "Ann Lee", "Bob Ray", "Ann Lee", "Bob Ray")

    cues = read(name, text if name == "talk.vtt" else srt(text)).cues

    assert said_by(cues) == list(zip(["Ann Lee", "Bob Ray"] * 2, SAID, strict=True))


@pytest.mark.parametrize("shape", SHAPES)
def test_words_that_come_once_stay_in_the_talk(shape: str) -> None:
    cues = read("talk.vtt", captions(shape, "Mind the gap", "A rope", "The hull", "Tar")).cues

    assert {cue.speaker for cue in cues} == {None}
    assert "Mind the gap" in cues[0].text


@pytest.mark.parametrize("shape", SHAPES[:2])
def test_what_may_be_a_name_among_names_is_nobodys(shape: str) -> None:
    names = ["Ann Lee", "Bob Ray"] * 3
    lines = [shape.format(name, f"The rope is new {at}.") for at, name in enumerate(names)]

    cues = read("talk.vtt", vtt(*lines, shape.format("mind the gap", "It is wide."))).cues

    assert [cue.speaker for cue in cues] == [*names, None]
    assert "mind the gap" in cues[-1].text


@pytest.mark.parametrize("names", [("ann", "bob"), ("ann lee", "bob ray")])
def test_small_names_that_come_again_are_speakers(names: tuple[str, str]) -> None:
    cues = read("talk.vtt", vtt(*[f"{name}: The rope is new." for name in names * 3])).cues

    assert said_by(cues) == [(name, "The rope is new.") for name in names * 3]


@pytest.mark.parametrize(
    "lines",
    [
        ["note: The rope is new."] * 4,
        ["remember: the cat sat.", "The rope is new.", "think of it: a knot."] * 2,
        [*["ann: The rope is new."] * 4, "bob: The knot is old."],
        [*["tar: a rope.", "oak: a knot."], *["We go on and on."] * 12] * 3,
    ],
    ids=["sentences", "two of each", "one that comes again", "few of many"],
)
def test_small_words_before_a_colon_stay_in_the_talk(lines: list[str]) -> None:
    cues = read("talk.vtt", vtt(*[f"{line} {at}" for at, line in enumerate(lines)])).cues

    assert {cue.speaker for cue in cues} == {None}


@pytest.mark.parametrize("mark", ["<b>", "<b>a</b>\n", "a\t", "{a} ", "a: "])
def test_the_work_grows_with_the_length(mark: str) -> None:
    assert_work_grows_with_the_length(
        lambda text: read("talk.vtt", vtt("So.", text)),
        lambda size: mark * (size // len(mark)),
    )
