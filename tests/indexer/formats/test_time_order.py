import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.cues import Cue, TranscriptDoubt
from indexer.formats.time_order import in_order
from tests.indexer.test_properties import MORE_EXAMPLES


def ordered(*starts: float | None) -> tuple[list[float | None], list[int]]:
    """Return the starts that come out, and the lines that are doubted."""
    cues, doubts = in_order(Cue(f"{n}.", start, line=n) for n, start in enumerate(starts, 1))
    return [cue.start for cue in cues], [doubt.line for doubt in doubts]


@pytest.mark.parametrize(
    ("given", "expected", "doubted"),
    [
        ([1.0, 2.0, 2.0, 3.0], [1.0, 2.0, 2.0, 3.0], []),
        ([9.0, 4.0], [9.0, 9.0], [2]),
        # One mistyped stamp does not drag the others along.
        ([1.0, 2.0, 36050.0, 5.0, 6.0, 7.0], [1.0, 2.0, 2.0, 5.0, 6.0, 7.0], [3]),
        ([1.0, 8.0, 3.0, 9.0, 10.0], [1.0, 1.0, 3.0, 9.0, 10.0], [2]),
        # Two files put together: the second goes on from the first.
        (
            [10.0, 20.0, 30.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0],
            [10.0, 20.0, 30.0, 30.0, 31.0, 32.0, 33.0, 34.0, 35.0],
            [4],
        ),
        ([4.0, None, 3.0, None, 6.0], [4.0, None, 4.0, None, 6.0], [3]),
        ([4.0, None, 6.0, None, 5.0], [4.0, None, 6.0, None, 6.0], [5]),
        ([36050.0, 2.0, 3.0, 4.0, 5.0, 6.0], [2.0, 2.0, 3.0, 4.0, 5.0, 6.0], [1]),
        ([1.0, 60.0, 2.0, 61.0, 62.0, 63.0], [1.0, 1.0, 2.0, 61.0, 62.0, 63.0], [2]),
        (
            [1.0, 900.0, 905.0, 4.0, 5.0, 6.0, 7.0, 8.0],
            [1.0, 1.0, 1.0, 4.0, 5.0, 6.0, 7.0, 8.0],
            [2, 3],
        ),
        # Five in a row have another hour: they fit where they stand.
        (
            [1.0, 2.0, 3601.0, 3602.0, 3603.0, 3604.0, 3605.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0],
            [1.0, 2.0, 2.0, 3.0, 4.0, 5.0, 6.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0],
            [3],
        ),
        # A part of the talk was written down twice: no stamp is moved.
        (
            [
                600.0,
                603.0,
                606.0,
                609.0,
                612.0,
                615.0,
                597.0,
                600.5,
                603.5,
                606.5,
                609.5,
                612.5,
                615.5,
            ],
            [
                597.0,
                600.0,
                600.5,
                603.0,
                603.5,
                606.0,
                606.5,
                609.0,
                609.5,
                612.0,
                612.5,
                615.0,
                615.5,
            ],
            [7],
        ),
    ],
)
def test_a_stamp_that_does_not_fit_gives_way(
    given: list[float | None], expected: list[float | None], doubted: list[int]
) -> None:
    assert ordered(*given) == (expected, doubted)


def test_times_are_to_the_millisecond() -> None:
    cues, doubts = in_order([Cue("So.", 1.00049, 2.0), Cue("Yes.", 3.0, 4.00051)])

    assert [(cue.start, cue.end) for cue in cues] == [(1.0, 2.0), (3.0, 4.001)]
    assert doubts == ()


def test_a_cue_never_ends_before_it_starts() -> None:
    (cue,), _ = in_order([Cue("So.", 3.0, 2.0)])

    assert cue.end == 3.0


def test_an_end_without_a_start_says_nothing() -> None:
    (cue,), _ = in_order([Cue("So.", None, 2.0)])

    assert cue.end is None


def test_a_cue_counted_on_never_ends_before_it_starts() -> None:
    # 3.9 and the 354.775 that it is counted on by are 358.67499999999995 as floats.
    again = [0.088, 1.186, 1.882, 3.116, 3.794, 3.9]
    cues, _ = in_order([Cue("So.", at, at) for at in [10.0, 354.863, *again, 0.088]])

    assert [(cue.start, cue.end) for cue in cues[-2:]] == [(358.675, 358.675)] * 2


def test_of_a_million_doubts_a_thousand_are_told_and_the_others_counted() -> None:
    _, doubts = in_order([Cue(f"{at}.", at % 2, line=at) for at in range(1, 100_001)])

    assert len(doubts) == 1001
    assert [doubt.line for doubt in doubts[:2]] == [1, 3]
    assert doubts[-1] == TranscriptDoubt(0, "and 49,000 more like these")


@pytest.mark.parametrize(
    ("first", "expected", "said"),
    [
        (1.0, [1.0, 3.0], ()),
        (50405.0, [0.0, 2.0], ("times of day; counted from the first one, 14:00:05",)),
        (1_700_000_000.0, [0.0, 2.0], ("times of day",)),
    ],
)
def test_stamps_that_begin_late_are_times_of_day(
    first: float, expected: list[float], said: tuple[str, ...]
) -> None:
    cues, doubts = in_order([Cue("So.", first, first + 1), Cue("Yes.", first + 2, first + 3)])

    assert [cue.start for cue in cues] == expected
    assert [cue.end for cue in cues] == [start + 1 for start in expected]
    assert len(doubts) == len(said)
    assert all(part in doubt.reason for part, doubt in zip(said, doubts, strict=True))


def test_a_first_stamp_after_an_hour_is_kept_and_doubted() -> None:
    assert ordered(3600.0, 3602.0, 3604.0, 3606.0, 3608.0) == (
        [3600.0, 3602.0, 3604.0, 3606.0, 3608.0],
        [1],
    )


def test_times_of_day_go_on_after_midnight() -> None:
    assert ordered(86390.0, 86395.0, 1.0, 6.0) == ([0.0, 5.0, 11.0, 16.0], [1])


def tracks(*names: str, gap: float = 20.0) -> list[Cue]:
    """Return six cues of each speaker, the first's at 0 s, the second's 10 s later."""
    return [
        Cue(f"{name} {at}.", start, start + 9, name, line=8 * number + at + 1)
        for number, name in enumerate(names)
        for at in range(8)
        for start in [at * gap + 10 * number]
    ]


def test_tracks_of_two_speakers_are_mixed() -> None:
    cues, doubts = in_order(tracks("Dana", "Olek"))

    assert [cue.speaker for cue in cues] == ["Dana", "Olek"] * 8
    assert [cue.start for cue in cues] == [10.0 * at for at in range(16)]
    assert len(doubts) == 1


@pytest.mark.parametrize(("names", "gap"), [(("Dana", "Dana"), 20.0), (("Dana", "Olek"), 9.5)])
def test_talk_of_another_recording_is_counted_on(names: tuple[str, str], gap: float) -> None:
    """One voice talks in both parts, or two voices would speak at the same time all along."""
    given = tracks(*names, gap=gap)
    cues, doubts = in_order(given)

    assert [cue.line for cue in cues] == [cue.line for cue in given]
    assert [cue.start for cue in cues[:8]] == [cue.start for cue in given[:8]]
    assert cues[8].start == cues[7].end
    assert [doubt.line for doubt in doubts] == [9]


def test_a_file_that_was_pasted_twice_is_read_once() -> None:
    said = [Cue("One.", 0.0, line=1), Cue("Two.", 10.0, line=2), Cue("Three.", 3030.0, line=3)]
    cues, (doubt,) = in_order([*said, *(cue._replace(line=cue.line + 3) for cue in said)])

    assert cues == tuple(said)
    assert (doubt.line, "left them out" in doubt.reason) == (4, True)


def test_a_text_between_others_begins_where_the_one_before_ends() -> None:
    said = [Cue("One.", 1.0, 4.0), Cue("Two.", 7204.0, 7208.0), Cue("Three.", 8.0, 9.0)]
    cues, _ = in_order(said)

    assert [(cue.start, cue.end) for cue in cues] == [(1.0, 4.0), (4.0, 8.0), (8.0, 9.0)]


@MORE_EXAMPLES
@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.floats(-10, 2000), st.floats(0, 1e6)),
            st.one_of(st.none(), st.floats(-10, 1e6)),
        )
    )
)
def test_starts_never_fall_and_no_text_is_lost(
    times: list[tuple[float | None, float | None]],
) -> None:
    given = [Cue(f"{number}.", *time, line=number) for number, time in enumerate(times, 1)]

    cues, _ = in_order(given)

    starts = [cue.start for cue in cues if cue.start is not None]
    assert starts == sorted(starts)
    assert all(start >= 0 and start == round(start, 3) for start in starts)
    assert all((cue.start or 0.0) <= cue.end for cue in cues if cue.end is not None)
    assert sorted(cue.line for cue in cues) == [cue.line for cue in given]


def test_times_of_day_below_words_at_the_opening_count_from_the_first_of_them() -> None:
    day = 72_000.0

    assert ordered(0.0, day, day + 5, day + 9) == ([0.0, 0.0, 5.0, 9.0], [2])
    assert ordered(0.0, day) == ([0.0, 0.0], [2])
    assert ordered(day, None) == ([0.0, None], [1])
    assert ordered(day) == ([day], [])
    # One stamp that is wrong is no time of day.
    assert ordered(0.0, day, 5.0, 9.0) == ([0.0, 0.0, 5.0, 9.0], [2])


HOUR = [float(at) for at in range(0, 3600, 40)]


@pytest.mark.parametrize("after", [[0.0], [4.0, 30.0, 61.0], HOUR, [50.0, 90.0]])
def test_minutes_that_start_again_after_59_are_one_clock(after: list[float]) -> None:
    starts, doubted = ordered(*HOUR, *after)

    assert starts == [*HOUR, *(3600 + start for start in after)]
    assert doubted == [len(HOUR) + 1]


def test_minutes_start_again_each_hour() -> None:
    starts, doubted = ordered(*HOUR, *HOUR, *HOUR)

    assert starts == [start + hour * 3600 for hour in range(3) for start in HOUR]
    assert len(doubted) == 2


def test_a_cue_ends_in_the_next_hour() -> None:
    ends = [*(start + 39 for start in HOUR[:-1]), 5.0, 45.0]
    starts = [*HOUR, 8.0]

    cues, _ = in_order(Cue("So.", one, end) for one, end in zip(starts, ends, strict=True))

    assert [(cue.start, cue.end) for cue in cues[-2:]] == [(3560.0, 3605.0), (3608.0, 3645.0)]


@pytest.mark.parametrize(
    "given",
    [
        [start / 2 for start in HOUR] + HOUR[:9],  # two files of half an hour
        HOUR[:-20] + HOUR[:9],
        [*HOUR, 3620.0, *HOUR[:9]],  # the hours are not left out
    ],
)
def test_stamps_that_start_again_elsewhere_are_another_file(given: list[float]) -> None:
    cues, doubts = in_order(Cue(f"{at}.", start) for at, start in enumerate(given))

    assert cues[-9].start == max(given)
    assert [doubt.reason.partition(";")[0] for doubt in doubts] == ["the stamps start again here"]
