import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Segment
from tests.builders import episode, segment

PAGE = "https://x.y/13"
MEDIA = "https://x.y/13.mp3"


@pytest.mark.parametrize(
    ("url", "media_url", "second", "link"),
    [
        (PAGE, None, 83.9, f"{PAGE}?t=83"),
        (PAGE, None, 0.0, f"{PAGE}?t=0"),
        (PAGE, None, None, PAGE),
        (PAGE, MEDIA, 83, f"{PAGE}?t=83"),
        (f"{PAGE}?lang=en", None, 83, f"{PAGE}?lang=en&t=83"),
        (f"{PAGE}#notes", None, 83, f"{PAGE}?t=83#notes"),
        (f"{PAGE}?lang=en#notes", None, 83, f"{PAGE}?lang=en&t=83#notes"),
        (f"{PAGE}#why?", None, 83, f"{PAGE}?t=83#why?"),
        (None, MEDIA, 83.9, f"{MEDIA}#t=83"),
        (None, f"{MEDIA}#t=5", 83, f"{MEDIA}#t=83"),
        (None, f"{MEDIA}?key=1", 83, f"{MEDIA}?key=1#t=83"),
        (None, MEDIA, None, MEDIA),
        (None, None, 83, None),
        (None, None, None, None),
    ],
)
def test_an_episode_links_to_the_second(
    url: str | None, media_url: str | None, second: float | None, link: str | None
) -> None:
    assert episode(url=url, media_url=media_url).link(second) == link


def test_an_anchor_gives_the_exact_time() -> None:
    said = segment("one two three", anchors=[(0, 10.0), (4, 12.5), (8, 13.25)], end=15.0)

    assert [said.time_at(0), said.time_at(4), said.time_at(8)] == [10.0, 12.5, 13.25]


def test_between_two_anchors_the_time_runs_evenly() -> None:
    said = segment("one two three", anchors=[(0, 10.0), (8, 14.0)], end=15.0)

    assert said.time_at(4) == 12.0


def test_after_the_last_anchor_the_time_runs_to_the_end() -> None:
    said = segment("0123456789", anchors=[(0, 10.0)], end=20.0)

    assert said.time_at(5) == 15.0


def test_without_an_end_the_last_anchor_gives_the_time() -> None:
    assert segment("0123456789", anchors=[(0, 10.0)]).time_at(5) == 10.0


def test_before_the_first_anchor_the_segment_starts() -> None:
    assert segment("one two", anchors=[(4, 10.0)], start=9.0).time_at(3) == 9.0


def test_a_segment_without_anchors_has_the_time_of_its_start() -> None:
    assert segment("one two", start=9.0, end=10.0).time_at(4) == 9.0


def test_a_segment_without_times_has_no_time() -> None:
    assert segment("one two").time_at(4) is None


SECONDS = st.lists(st.floats(0, 1e5), min_size=1, max_size=6).map(sorted)


@st.composite
def timed_segments(draw: st.DrawFn) -> Segment:
    *seconds, end = [0.0, *draw(SECONDS)]
    length = draw(st.integers(len(seconds), 200))
    offsets = draw(
        st.lists(
            st.integers(0, length - 1), min_size=len(seconds), max_size=len(seconds), unique=True
        )
    )
    anchors = list(zip(sorted(offsets), seconds, strict=True))
    return segment("x" * length, start=0.0, end=draw(st.sampled_from([end, None])), anchors=anchors)


@given(timed_segments())
def test_the_time_never_falls_as_the_text_goes_on(said: Segment) -> None:
    times = [said.time_at(offset) or 0.0 for offset in range(len(said.text) + 1)]

    assert times == sorted(times)


@given(timed_segments())
def test_the_time_of_an_anchor_is_kept_to_the_last_digit(said: Segment) -> None:
    assert [said.time_at(anchor.offset) for anchor in said.anchors] == [
        anchor.second for anchor in said.anchors
    ]


@pytest.mark.parametrize(("value", "field"), [(episode(), "title"), (segment("one"), "text")])
def test_what_is_read_from_an_index_cannot_be_changed(value: object, field: str) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, field, "another")
