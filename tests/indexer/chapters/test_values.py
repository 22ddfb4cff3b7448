"""Lists of chapters as tools write them, and the times that are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Chapter
from indexer.chapters import UnclearChapters, chapters_in, overrun

INTRO, OAK = Chapter(0.0, "Intro"), Chapter(62.5, "Oak")


@pytest.mark.parametrize(
    "value",
    [
        [{"startTime": 0, "title": "Intro"}, {"startTime": 62.5, "title": "Oak", "img": "o.png"}],
        [
            {"start_time": 0.0, "end_time": 62.5, "title": "Intro"},
            {"start_time": 62.5, "end_time": 99.0, "title": "Oak"},
        ],
        [{"start": "00:00:00.000", "title": "Intro"}, {"start": "1:02.5", "title": " Oak\n"}],
        [{"time": "0", "name": "Intro"}, {"time": "62.5", "name": "Oak"}],
    ],
    ids=["Podcasting 2.0", "yt-dlp", "Podlove", "YAML"],
)
def test_chapters_are_read_under_the_names_that_tools_give(value: object) -> None:
    assert chapters_in(value) == (INTRO, OAK)


@pytest.mark.parametrize(
    "entry",
    [
        {"startTime": 30, "title": "An advertisement", "toc": False},
        {"startTime": 30, "img": "https://x.example/oak.png"},
        {"startTime": 30, "title": ""},
        {"startTime": 30, "title": "\x00"},
        {"start_time": 30, "title": "<Untitled Chapter 1>"},
    ],
)
def test_what_is_in_no_table_of_contents_is_left_out(entry: object) -> None:
    rest = [{"startTime": 0, "title": "Intro"}, {"startTime": 62.5, "title": "Oak"}]
    assert chapters_in([rest[0], entry, rest[1]]) == (INTRO, OAK)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (12, "it is no list"),
        (["Intro"], "an entry is no object"),
        ([{"title": "Intro"}], "the start of Intro is no time"),
        ([{"start": -1, "title": "Intro"}], "the start of Intro is no time"),
        ([{"start": float("nan"), "title": "Intro"}], "the start of Intro is no time"),
        ([{"start": 10**400, "title": "Intro"}], "the start of Intro is no time"),
        ([{"start": True, "title": "Intro"}], "the start of Intro is no time"),
        ([{"start": "soon", "title": "Intro"}], "the start of Intro is no time"),
        (
            [{"start": 90, "title": "Oak"}, {"start": 60, "title": "Tar"}],
            "Tar begins at 1:00, and Oak before it at 1:30",
        ),
        (
            [{"start": 60, "title": "Oak"}, {"start": 60, "title": "Tar"}],
            "Tar begins at 1:00, and Oak before it at 1:00",
        ),
        (
            [{"start": at, "title": "Oak"} for at in range(1001)],
            "it has more than 1,000 chapters",
        ),
    ],
)
def test_a_list_whose_times_are_not_clear_is_refused(value: object, reason: str) -> None:
    with pytest.raises(UnclearChapters) as unclear:
        chapters_in(value)

    assert str(unclear.value) == reason


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (70.0, None),
        (10.0, None),  # music, and the credits
        (None, None),
        (2.0, "Oak begins at 1:02, and the talk ends at 0:02"),
    ],
)
def test_chapters_begin_before_the_talk_ends_or_soon_after(
    end: float | None, reason: str | None
) -> None:
    assert overrun((INTRO, OAK), end) == reason


VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)


@given(st.lists(st.dictionaries(st.sampled_from(["start", "title", "toc"]), VALUES)) | VALUES)
def test_whatever_a_document_holds_chapters_rise_or_are_refused(value: object) -> None:
    try:
        chapters = chapters_in(value)
    except UnclearChapters:
        return
    starts = [chapter.start for chapter in chapters]
    assert starts == sorted(set(starts))
    assert all(chapter.title for chapter in chapters)
