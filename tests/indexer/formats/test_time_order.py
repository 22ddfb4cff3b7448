import pytest

from indexer.cues import Cue, TranscriptDoubt
from indexer.formats.time_order import in_order


def ordered(*starts: float | None) -> tuple[list[float | None], list[int]]:
    """Return the starts that come out, and the lines that are doubted."""
    cues, doubts = in_order(Cue("So.", start, line=n) for n, start in enumerate(starts, 1))
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
        ([5.0, None, 4.0, None, 6.0], [5.0, None, 5.0, None, 6.0], [3]),
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
    cues, _ = in_order([Cue("So.", at, at) for at in [354.863, *again, 0.088]])

    assert [(cue.start, cue.end) for cue in cues[-2:]] == [(358.675, 358.675)] * 2


def test_of_a_million_doubts_a_thousand_are_told_and_the_others_counted() -> None:
    _, doubts = in_order([Cue("So.", at % 2, line=at) for at in range(1, 100_001)])

    assert len(doubts) == 1001
    assert [doubt.line for doubt in doubts[:2]] == [2, 4]
    assert doubts[-1] == TranscriptDoubt(0, "and 49,000 more like these")
