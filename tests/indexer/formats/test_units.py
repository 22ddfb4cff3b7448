import pytest

from indexer.formats.units import Span, told


def talk(per_second: float, rate: float = 2.5, cues: int = 40, ends: bool = True) -> list[Span]:
    """Return cues of five seconds in a unit, said at a rate in words a second."""
    return [
        Span(at * 5 * per_second, (at + 1) * 5 * per_second if ends else None, 5 * rate)
        for at in range(cues)
    ]


@pytest.mark.parametrize("ends", [True, False])
@pytest.mark.parametrize("rate", [1.2, 2.5, 5.0])
@pytest.mark.parametrize(
    ("per_second", "name"),
    [
        (1, "seconds"),
        (1000, "milliseconds"),
        (1e6, "microseconds"),
        (1e7, "ticks of 100 ns"),
        (1e9, "nanoseconds"),
        (16_000, "samples of 16 kHz"),
    ],
)
def test_talk_at_a_usual_rate_tells_its_unit(
    per_second: float, name: str, rate: float, ends: bool
) -> None:
    found = told(talk(per_second, rate, ends=ends))

    assert found is not None
    assert (found.name, found.per_second, found.doubt) == (name, per_second, "")


def test_centiseconds_are_told_where_cues_have_ends() -> None:
    found = told(talk(100))

    assert found is not None
    assert (found.name, found.doubt) == ("centiseconds", "")
    assert told(talk(100, ends=False)) is None


@pytest.mark.parametrize(
    ("spans", "name", "doubted"),
    [
        ([], "seconds", False),
        ([Span(0, None, 3)], "seconds", False),
        ([Span(9, None, 3), Span(4, None, 3)], "seconds", False),
        ([Span(5200, None, 3)], "seconds", True),
        ([Span(5.2, None, 3)], "seconds", False),
        ([Span(0, 2, 5)], "seconds", False),
        ([Span(0, 30, 1)], "seconds", True),
        ([Span(240, 900, 1)], "milliseconds", False),
        ([Span(0.0, 0.371, 1), Span(0.371, 0.743, 1)], "seconds", False),
        ([Span(5.5, 65.25, 1)] * 9, "seconds", True),
    ],
    ids=[
        "nothing",
        "one start",
        "falling",
        "one late",
        "a fraction",
        "one",
        "one slow",
        "a word",
        "words",
        "fractions that are slow",
    ],
)
def test_little_evidence_is_seconds_or_a_doubt(spans: list[Span], name: str, doubted: bool) -> None:
    found = told(spans)

    assert found is not None
    assert (found.name, bool(found.doubt)) == (name, doubted)


@pytest.mark.parametrize(
    "spans",
    [
        [Span(at * 300, None, 4) for at in range(12)],
        [Span(at * 300, None, 1) for at in range(12)],
        [Span(at * 300, at * 300 + 300, 3) for at in range(8)],
        [Span(at, at + 1, 40) for at in range(12)],
    ],
    ids=["chapters", "chapters of a word", "chapters with ends", "forty words a second"],
)
def test_what_nobody_could_say_so_is_in_no_unit(spans: list[Span]) -> None:
    assert told(spans) is None


def test_the_length_of_the_recording_decides() -> None:
    slow = [Span(at * 20_000, (at + 1) * 20_000, 2) for at in range(3)]

    with_length, without = told(slow, 60.0), told(slow)

    assert with_length is not None
    assert (with_length.name, with_length.doubt) == ("milliseconds", "")
    assert without is not None
    assert without.doubt
