import pytest

from indexer.cues import Cue
from indexer.formats.units import Span, told, told_of_clocks
from tests.indexer.reading import read, starts


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


def test_fractions_that_are_no_seconds_may_be_minutes_with_a_doubt() -> None:
    found = told(talk(1 / 60))

    assert found is not None
    assert (found.name, found.doubt != "") == ("minutes", True)


SENTENCE = "It is a rope of ten words and so it goes."
OPENINGS = ["Well,", "So", "And", "But", "Then", "Yes,", "No,", "Now", "Oh,"]


def at_each(*stamps: float, said: str = SENTENCE) -> list[Cue]:
    return [Cue(said, stamp) for stamp in stamps]


@pytest.mark.parametrize(
    ("stamps", "name", "seconds"),
    [
        (
            [0.0, 0.05, 0.09, 0.14, 0.55, 1.0, 1.05],
            "minutes and seconds, 1.25 as 1:25",
            [0, 5, 9, 14, 55, 60, 65],
        ),
        (
            [602.0, 602.0, 602.0, 603.0, 603.0, 604.0],
            "hours and minutes",
            [36120, 36120, 36120, 36180, 36180, 36240],
        ),
        (
            [at * 300.0 + at for at in range(12)],
            "minutes, seconds and frames",
            [round(at * 5 + at / 30, 3) for at in range(12)],
        ),
    ],
)
def test_stamps_in_text_are_written_as_people_can_talk(
    stamps: list[float], name: str, seconds: list[float]
) -> None:
    found = told_of_clocks(at_each(*stamps), is_text=True)

    assert starts(found.cues) == seconds
    assert found.doubt.startswith(f"the stamps were read as {name};")


@pytest.mark.parametrize(
    "stamps",
    [
        [0.0, 0.05, 0.09, 0.14, 0.61],  # no seconds behind the point
        [0.0, 0.05, 0.09, 0.14, 0.145],
        [9000.0, 9000.0, 9000.0, 9001.0, 9001.0],  # no hours of a day
        [at * 300.0 + at * 7 for at in range(12)],  # no frames
    ],
)
def test_stamps_at_which_nobody_can_talk_are_kept_with_a_doubt(stamps: list[float]) -> None:
    found = told_of_clocks(at_each(*stamps), is_text=True)

    assert starts(found.cues) == stamps
    assert found.doubt.endswith("in the whole file; they may be in another unit")


@pytest.mark.parametrize(
    "cues",
    [
        at_each(0.0, 4.0, 8.0, 12.0, 16.0),
        at_each(0.0, 4.0, 8.0, 12.0, 7200.0),  # one long silence
        at_each(0.0, 0.05, 0.09, 0.14, 0.55, said="Yes."),  # too few words
        at_each(0.0, 0.05, 0.09),
        at_each(0.0, 4.0, 8.0, 12.0, 16.0, said="这是一根绳子,它有二十个字,所以就这样吧,好不好。"),
    ],
)
def test_stamps_at_which_people_can_talk_or_that_are_few_are_not_doubted(cues: list[Cue]) -> None:
    assert told_of_clocks(cues, is_text=True) == (cues, "")


def test_captions_say_their_unit_so_their_rate_is_only_doubted() -> None:
    lines = ["WEBVTT", ""]
    for at, word in enumerate(OPENINGS[:6]):
        lines += [f"00:00.0{at}0 --> 00:00.0{at}9", f"{word} {SENTENCE}", ""]
    transcript = read("a.vtt", *lines)

    assert starts(transcript.cues)[:3] == [0.0, 0.01, 0.02]
    assert ["words a second" in doubt.reason for doubt in transcript.doubts] == [True]


def test_hours_and_minutes_of_a_text_count_from_the_first_and_a_doubt_says_so() -> None:
    lines = [f"[10:0{at // 3}] Ann: {word} {SENTENCE}" for at, word in enumerate(OPENINGS)]
    transcript = read("a.txt", *lines)

    assert starts(transcript.cues) == [0.0] * 3 + [60.0] * 3 + [120.0] * 3
    assert [doubt.reason[:34] for doubt in transcript.doubts] == [
        "the stamps were read as hours and ",
        "the stamps are times of day; count",
    ]


@pytest.mark.parametrize(
    ("words", "doubted"), [(10, True), (4, False)], ids=["sentences", "captions that stay for long"]
)
def test_whole_numbers_at_which_sentences_take_half_a_minute_are_a_doubt(
    words: int, doubted: bool
) -> None:
    found = told([Span(at * 48, (at + 1) * 48, words) for at in range(4)])

    assert found is not None
    assert (found.name, bool(found.doubt)) == ("seconds", doubted)
