from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import Cue
from indexer.sound_markers import is_speech
from indexer.talk.cleaning import clean


def cleaned(*texts: str) -> list[str]:
    return [cue.text for cue in clean(Cue(text, float(at)) for at, text in enumerate(texts))]


@pytest.mark.parametrize(
    "marker",
    [
        "[music]",
        "[Music playing]",
        "(laughing)",
        "(both laughing)",
        "(Ann laughs)",
        "[BLANK_AUDIO]",
        "[ Silence ]",
        "[inaudible]",
        "[unintelligible 00:05:41.24]",
        "*outro music*",
        "♪",
        "♪ la la ♪",
        "♪ ♪",
        *("[Musik]", "[Música]", "[Musique]", "[Музыка]", "[音楽]", "(拍手)", "（笑）", "[تصفيق]"),
    ],
)
def test_a_marker_is_no_speech(marker: str) -> None:
    assert cleaned(marker) == []
    assert cleaned(f"Well, {marker}") == ["Well,"]


def test_a_marker_inside_talk_leaves_one_space() -> None:
    assert cleaned("Thank you (laughing) so much. [music] Bye.") == ["Thank you so much. Bye."]


@pytest.mark.parametrize(
    "text",
    [
        "the errors (if any) are shown",
        "the REST framework (DRF) is",
        "so I told [the editor] to",
        "two *very* old stars",
        "f(x) = a[i] * b[j] * c",
        "a laugh is not (necessarily) a marker",
        "music",
        "a song (con la música) about",
    ],
)
def test_other_words_in_brackets_are_talk(text: str) -> None:
    assert cleaned(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "it serves those (static files) itself",
        "the checker (a static type checker) says",
        "and then (pause the debugger here) look",
    ],
)
def test_a_word_that_names_more_than_sounds_does_not_make_a_marker(text: str) -> None:
    assert cleaned(text) == [text]


def test_a_cue_without_a_letter_or_a_digit_is_no_speech() -> None:
    assert cleaned("Yes.", "...", "-", "", "2") == ["Yes.", "2"]


def test_spaces_become_single() -> None:
    assert cleaned("  two\u00a0 words\n") == ["two words"]


@pytest.mark.parametrize(("times", "left"), [(4, 4), (5, 1), (6, 1), (40, 1)])
def test_five_identical_lines_in_a_row_are_a_loop_and_become_one(times: int, left: int) -> None:
    assert cleaned("So.", *["Thank you."] * times, "Yes.") == [
        "So.",
        *["Thank you."] * left,
        "Yes.",
    ]


def test_a_loop_keeps_its_first_time() -> None:
    cues = [Cue(text, float(at)) for at, text in enumerate(["No.", "no.", "NO.", " no. ", "No."])]

    assert list(clean(cues)) == [cues[0]]


def test_lines_that_come_back_are_no_loop() -> None:
    assert cleaned(*["Yes.", "No."] * 5) == ["Yes.", "No."] * 5


@pytest.mark.parametrize("marker", ["[music]", "*outro music*", "♪ la la ♪", "[Intro]"])
def test_music_alone_is_a_break_before_the_next_cue(marker: str) -> None:
    cues = clean([Cue("Bye.", 1.0), Cue(marker, 2.0), Cue("Hello.", 3.0), Cue("So.", 4.0)])

    assert [(cue.text, cue.after_break) for cue in cues] == [
        ("Bye.", False),
        ("Hello.", True),
        ("So.", False),
    ]


@pytest.mark.parametrize("marker", ["(laughing)", "[BLANK_AUDIO]", "..."])
def test_other_sounds_are_no_break(marker: str) -> None:
    assert [cue.after_break for cue in clean([Cue(marker, 1.0), Cue("Hello.", 2.0)])] == [False]


def test_the_stamp_of_a_bare_marker_goes_to_the_next_cue_if_that_has_none() -> None:
    unstamped = [Cue("(laughing)", 1.0), Cue("Hello.", None), Cue("So.", None)]
    stamped = [Cue("(laughing)", 1.0), Cue("Hello.", 2.0), Cue("So.", None)]

    assert [cue.start for cue in clean(unstamped)] == [1.0, None]
    assert [cue.start for cue in clean(stamped)] == [2.0, None]


def test_a_turn_that_opens_with_a_bare_marker_begins_at_the_next_cue() -> None:
    cues = clean([Cue("(laughing)", 1.0, new_turn=True), Cue("Hello.", 2.0), Cue("So.", 3.0)])

    assert [cue.new_turn for cue in cues] == [True, False]


def test_what_goes_is_counted() -> None:
    removed = Counter[str]()
    texts = ["[music]", "Hello (laughs) there.", *["And so on."] * 6, "♪ Row, row! ♪", "Bye."]

    list(clean((Cue(text, float(at)) for at, text in enumerate(texts)), removed=removed))

    assert removed == {"markers": 3, "sung words": 2, "looped cues": 5, "looped words": 15}


def test_a_loop_of_word_cues_is_a_repeated_line_of_them() -> None:
    lines = [["thank", "you"]] * 6 + [["no"]] * 6
    cues = [Cue(word, None, line=n) for n, line in enumerate(lines, 1) for word in line]

    assert [cue.text for cue in clean(cues, words=True)] == ["thank", "you", *["no"] * 6]


@given(st.text("a ([music])*♪\n.") | st.sampled_from(["[music]", "*intro*", "(so)", "[a] (b)"]))
def test_speech_is_what_cleaning_leaves_something_of(text: str) -> None:
    assert is_speech(text) == bool(cleaned(text))


LONG = "Welcome to the Harbour Hour. Today we ask why the rope is blue, and what the tide does."


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (f"♪ {LONG}", [LONG]),
        (f"{LONG} ♪", [LONG]),
        (f"{LONG} ♪ Hello there.", [f"{LONG} Hello there."]),
        (f"♪ {LONG} {LONG} {LONG} ♪ Hello.", [f"{LONG} {LONG} {LONG} Hello."]),
        (f"♪ la la ♪ {LONG}", [LONG]),
        ("♫ la la", []),
        ("ANN: ♪ la la", ["ANN:"]),
        ("The hum ♪ rises high and", ["The hum rises high and"]),
        ("We only hum. ♪ is a note.", ["We only hum. is a note."]),
        ("Welcome. ♪", ["Welcome."]),
    ],
)
def test_a_note_of_music_that_nothing_closes_drops_a_short_line_only(
    said: str, left: list[str]
) -> None:
    assert cleaned(said) == left


@pytest.mark.parametrize("invisible", ["\u00ad", "\u2060", "\ufeff", "\u200e", "\u200f", "\u202a"])
def test_a_character_that_is_not_seen_cuts_no_word(invisible: str) -> None:
    assert cleaned(f"The light{invisible}house keeper.") == ["The lighthouse keeper."]


def test_a_joiner_that_shapes_letters_stays() -> None:
    assert cleaned("می\u200cخواهم") == ["می\u200cخواهم"]
