import pytest

from index import Anchor
from indexer import Cue, cut
from indexer.speakers.inference import Guess


def words(count: int, last: str = "word") -> str:
    return " ".join(["word"] * (count - 1) + [last])


def lengths(*cues: Cue) -> list[int]:
    return [len(segment.text.split()) for segment in cut(cues)]


def test_no_cues_make_no_segments() -> None:
    assert cut([]) == []


def test_cues_of_one_turn_are_joined_by_a_space_and_each_is_an_anchor() -> None:
    (segment,) = cut([Cue("Pour some", 1.0, 2.0), Cue("web into", 2.5, 3.0), Cue("it.", 3.5, 4.0)])

    assert segment.text == "Pour some web into it."
    assert segment.anchors == (Anchor(0, 1.0), Anchor(10, 2.5), Anchor(19, 3.5))
    assert (segment.ordinal, segment.start, segment.end) == (0, 1.0, 4.0)


def test_segments_are_counted_through_the_episode() -> None:
    assert [segment.ordinal for segment in cut([Cue(words(300), 0.0)])] == [0, 1, 2]


def test_a_segment_ends_at_the_first_sentence_end_past_forty_words() -> None:
    assert lengths(Cue(f"{words(50, 'end.')} {words(20, 'end.')} {words(7)}", 0.0)) == [50, 27]


def test_forty_words_are_enough_and_thirty_nine_are_not() -> None:
    assert lengths(Cue(f"{words(40, 'end.')} {words(7)}", 0.0)) == [40, 7]
    assert lengths(Cue(f"{words(39, 'end.')} {words(7)}", 0.0)) == [46]


def test_a_segment_ends_at_a_hundred_and_twenty_words_whatever_happens() -> None:
    assert lengths(Cue(words(120), 0.0)) == [120]
    assert lengths(Cue(words(250), 0.0)) == [120, 120, 10]
    assert lengths(*(Cue("word", float(at)) for at in range(121))) == [120, 1]


@pytest.mark.parametrize(
    "last", ["end.", "end!", "end?", "end…", "end?!", 'end."', "end.)", "end.’”", "終。", "2025."]
)
def test_a_sentence_may_end_with(last: str) -> None:
    assert lengths(Cue(f"{words(40, last)} {words(5)}", 0.0)) == [40, 5]


@pytest.mark.parametrize(
    "word",
    [
        *("Dr.", "Mrs.", "Prof.", "vs.", "etc.", "e.g.", "i.e.", "J.", "U.S.", "a.m."),
        *("(e.g.", "“Dr.", "3.12", "end,", "end;", ".NET", "?x"),
    ],
)
def test_no_sentence_ends_with(word: str) -> None:
    assert lengths(Cue(f"{words(40, word)} {words(5)}", 0.0)) == [45]


@pytest.mark.parametrize(
    "second",
    [
        Cue("Yes.", 3.0, 4.0, speaker="Bob"),
        Cue("Yes.", 3.0, 4.0),
        Cue("Yes.", 3.0, 4.0, speaker="Ann", new_turn=True),
        Cue("Yes.", 3.0, 4.0, speaker="Ann", after_break=True),
        Cue("Yes.", 8.0, 9.0, speaker="Ann"),
    ],
    ids=["another speaker", "nobody known", "a turn", "a break", "a silence"],
)
def test_a_segment_ends_before(second: Cue) -> None:
    assert [s.text for s in cut([Cue("Hello.", 1.0, 2.0, speaker="Ann"), second])] == [
        "Hello.",
        "Yes.",
    ]


@pytest.mark.parametrize(("start", "segments"), [(7.0, 1), (7.001, 2)])
def test_a_silence_is_more_than_five_seconds(start: float, segments: int) -> None:
    assert len(cut([Cue("Hello.", 1.0, 2.0), Cue("Yes.", start)])) == segments


@pytest.mark.parametrize(("start", "segments"), [(10.0, 1), (10.1, 2)])
def test_a_silence_after_a_cue_without_an_end_is_counted_from_its_likely_end(
    start: float, segments: int
) -> None:
    # Nine words take five seconds at the slowest.
    assert len(cut([Cue(words(9), 0.0), Cue("Yes.", start)])) == segments


def test_a_labelled_speaker_is_certain_and_an_unknown_one_is_nobody() -> None:
    known, unknown = cut([Cue("Hello.", 1.0, speaker="Ann"), Cue("Yes.", 2.0)])

    assert (known.speaker, known.speaker_source, known.speaker_probability) == (
        "Ann",
        "labelled",
        1.0,
    )
    assert (unknown.speaker, unknown.speaker_source, unknown.speaker_probability) == (None,) * 3


def test_a_cut_inside_a_cue_stands_between_its_start_and_its_end() -> None:
    first, second = cut([Cue(f"{words(40, 'end.')} {words(10)}", 100.0, 200.0)])

    # The cue has 249 characters; the first segment is 199 of them, the second opens at 200.
    assert (first.start, first.end) == (100.0, 179.92)
    assert (second.start, second.end) == (180.321, 200.0)
    assert second.anchors == (Anchor(0, 180.321),)


def test_a_segment_keeps_the_anchors_of_its_own_cues_only() -> None:
    first, second = cut(
        [Cue(words(40, "end."), 0.0, 8.0), Cue(words(5), 8.0, 9.0), Cue("word", 9.5, 10.0)]
    )

    assert first.anchors == (Anchor(0, 0.0),)
    assert second.anchors == (Anchor(0, 8.0), Anchor(25, 9.5))


def test_a_missing_end_is_likely_and_never_after_the_next_start() -> None:
    first, second = cut([Cue(words(18), 0.0), Cue(words(18), 3.0, new_turn=True)])

    assert (first.end, second.end) == (3.0, 13.0)


def test_an_end_after_the_next_start_gives_way_to_it() -> None:
    first, _ = cut([Cue("Hello.", 0.0, 9.0), Cue("Yes.", 3.0, 4.0, new_turn=True)])

    assert first.end == 3.0


def test_a_turn_without_a_stamp_stands_between_the_known_times() -> None:
    first, second = cut([Cue("abcd", 10.0, 19.0), Cue("abcd", None, new_turn=True)])

    assert (first.start, second.start, second.end) == (10.0, 15.0, 19.0)


def test_talk_before_the_first_stamp_begins_at_it() -> None:
    first, _ = cut([Cue("Hello.", None), Cue("Yes.", 7.0, 8.0, new_turn=True)])

    assert first.start == 7.0


def test_an_episode_without_times_has_none() -> None:
    (segment,) = cut([Cue("Hello", None), Cue("there.", None)])

    assert (segment.text, segment.start, segment.end) == ("Hello there.", None, None)
    assert segment.anchors == ()


def test_somebody_who_is_named_may_draw_breath_between_words() -> None:
    said = [Cue("Hello.", 1.0, 2.0, speaker="Ann"), Cue("Yes.", 9.0, 9.5, speaker="Ann")]

    assert [s.text for s in cut(said, words=True)] == ["Hello. Yes."]
    assert [s.text for s in cut([cue._replace(speaker=None) for cue in said], words=True)] == [
        "Hello.",
        "Yes.",
    ]


def test_a_guess_says_who_speaks_and_how_surely() -> None:
    cues = [Cue("Hello.", 1.0, new_turn=True), Cue("Hi.", 2.0, new_turn=True)]

    first, second = cut(cues, [Guess("Ann", 0.9), None])

    assert (first.speaker, first.speaker_source, first.speaker_probability) == (
        "Ann",
        "inferred",
        0.9,
    )
    assert (second.speaker, second.speaker_source, second.speaker_probability) == (None, None, None)


def test_a_label_is_never_passed_over_for_a_guess() -> None:
    (only,) = cut([Cue("Hello.", 1.0, speaker="Bob")], [Guess("Ann", 0.99)])

    assert (only.speaker, only.speaker_source) == ("Bob", "labelled")


@pytest.mark.parametrize(
    ("messages", "texts"),
    [
        ([(0, 7)], ["one two*", "three four five"]),
        ([(8, 13)], ["one two", "three*", "four five"]),
        ([(4, 13), (14, 18)], ["one", "two three*", "four*", "five"]),
        ([(14, 23)], ["one two three", "four five*"]),
        ([(0, 23)], ["one two three four five*"]),
    ],
)
def test_segments_are_messages_or_none_of_them(
    messages: list[tuple[int, int]], texts: list[str]
) -> None:
    cues = [Cue("one two three", 0.0, 3.0, speaker="Ann"), Cue("four five", 3.0, speaker="Ann")]

    segments = cut(cues, messages=messages)

    assert [one.text + "*" * one.sponsor for one in segments] == texts
    assert {one.speaker for one in segments} == {"Ann"}
