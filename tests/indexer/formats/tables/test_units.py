import pytest

from indexer.formats.tables.units import Span, per_second


def spans(length: float, words: int, count: int = 8) -> list[Span]:
    return [Span(at * length, (at + 1) * length, words) for at in range(count)]


@pytest.mark.parametrize(
    ("length", "words", "unit"),
    [
        (5, 13, 1.0),
        (60, 150, 1.0),
        (5200, 13, 1000.0),
        (520, 13, 100.0),
        (52_000_000, 13, 1e7),
        (5_200_000, 13, 1e6),
        (60, 1, None),
    ],
)
def test_whole_numbers_have_the_unit_in_which_people_could_speak(
    length: float, words: int, unit: float | None
) -> None:
    assert per_second(spans(length, words), has_fractions=False) == unit


def test_fractions_are_of_seconds_unless_nobody_could_speak_so_slowly() -> None:
    assert per_second(spans(5.2, 1), has_fractions=True) == 1.0
    assert per_second(spans(5200.5, 13), has_fractions=True) == 1000.0


def test_rows_without_ends_last_until_the_next() -> None:
    assert per_second([Span(at * 5000, None, 12) for at in range(6)], False) == 1000.0


def test_a_single_stamp_tells_no_unit() -> None:
    assert per_second([Span(0, None, 12)], False) is None
