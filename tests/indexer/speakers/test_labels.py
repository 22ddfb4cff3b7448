import pytest

from indexer import Cue
from indexer.cues import TranscriptDoubt
from indexer.speakers.labels import label
from tests.indexer.reading import read, said_by, vtt


def labelled(*texts: str) -> list[tuple[str | None, str]]:
    return said_by(label([Cue(text, None) for text in texts]))


@pytest.mark.parametrize(
    "name", ["Ann", "Ann Lee", "Dr. Ann O’Neil", "Speaker 1", "Jürgen", "R.J."]
)
def test_a_name_before_a_colon_is_a_label_once_it_comes_twice(name: str) -> None:
    assert labelled(f"{name}: Hello.", f"{name}: Bye.") == [(name, "Hello."), (name, "Bye.")]


@pytest.mark.parametrize(
    "text", ["Remember: it is late.", "Ann: Hello.", "the thing is: it works", "See 12: no"]
)
def test_a_colon_that_comes_once_makes_no_label(text: str) -> None:
    assert labelled(text, "And so on.") == [(None, text), (None, "And so on.")]


@pytest.mark.parametrize(
    "opening",
    ["So", "Question", "Step 1", "the thing", "A rather long list of words", "https", "12:30"],
)
def test_what_opens_a_sentence_is_no_name_however_often(opening: str) -> None:
    texts = [f"{opening}: one.", f"{opening}: two.", f"{opening}: three."]

    assert labelled(*texts) == [(None, text) for text in texts]


def test_what_comes_twice_deep_in_a_file_that_has_no_labels_is_no_name() -> None:
    texts = ["We talk on."] * 60
    texts[30] = texts[50] = "Python: it is a snake."

    assert labelled(*texts) == [(None, text) for text in texts]


def test_labels_may_begin_late_where_a_good_share_of_the_cues_has_them() -> None:
    texts = ["We talk on."] * 10 + ["Ann: One.", "Bob: Two."] * 2

    assert [name for name, _ in labelled(*texts)] == [None] * 10 + ["Ann", "Bob"] * 2


def test_a_full_name_counts_at_once_beside_sure_labels() -> None:
    assert labelled("Ann: One.", "Bob Hill: Two.", "Ann: Three.") == [
        ("Ann", "One."),
        ("Bob Hill", "Two."),
        ("Ann", "Three."),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("[SPEAKER_00]: ", "[SPEAKER_01]: "),  # as WhisperX writes captions
        ("[SPEAKER_00] ", "[Speaker 1] "),
        ("[Ann Lee]: ", "[Bob Hill]: "),
        ("Ann : ", "Bob\u00a0: "),  # as the French set a colon
        ("田中：", "鈴木："),
        ("أحمد: ", "سارة: "),
    ],
)
def test_a_label_may_stand_in_brackets_and_its_colon_as_the_language_has_it(
    first: str, second: str
) -> None:
    names = [name.strip("[] :：\u00a0") for name in (first, second)]

    assert labelled(f"{first}One.", f"{second}Two.", f"{first}Three.", f"{second}Four.") == [
        (names[0], "One."),
        (names[1], "Two."),
        (names[0], "Three."),
        (names[1], "Four."),
    ]


def test_words_in_brackets_without_a_colon_are_no_label() -> None:
    assert labelled("[Softly] One.", "[Softly] Two.") == [
        (None, "[Softly] One."),
        (None, "[Softly] Two."),
    ]


def test_where_all_labels_are_in_capitals_one_more_that_is_counts_at_once() -> None:
    assert labelled("ANN: One.", "BOB: Two.", "Remember: three.", "ANN: Four.") == [
        ("ANN", "One."),
        ("BOB", "Two."),
        ("BOB", "Remember: three."),
        ("ANN", "Four."),
    ]


def test_a_name_without_capitals_may_be_called_in_the_talk() -> None:
    assert labelled("أحمد: مرحبا يا سارة", "سارة: شكرا يا أحمد", "أحمد: نعم", "سارة: بخير")[1] == (
        "سارة",
        "شكرا يا أحمد",
    )


def test_a_file_with_voices_has_no_other_labels() -> None:
    cue = Cue("Ann: Hello.", 1.0, speaker="Bob")

    assert label([cue, cue]) == (cue, cue)


def test_a_label_carries_on_where_labels_stand_only_at_changes() -> None:
    assert labelled("Ann: One.", "Two.", "Bob: Three.", "Four.", "Ann: Five.", "Bob: Six.") == [
        ("Ann", "One."),
        ("Ann", "Two."),
        ("Bob", "Three."),
        ("Bob", "Four."),
        ("Ann", "Five."),
        ("Bob", "Six."),
    ]


def test_a_label_does_not_carry_on_where_nearly_every_cue_has_its_own() -> None:
    speakers = ["Ann", "Ann", "Ann", None, "Bob", "Bob", "Bob"]
    cues = label([Cue("So.", None, speaker=speaker) for speaker in speakers])

    assert [cue.speaker for cue in cues] == speakers


def test_a_transcriber_s_loop_before_a_colon_is_no_label() -> None:
    said = labelled("Ann Lee: One.", "Bob: Two.", "Ann Lee: 3.", "Ann Ann Ann: Four.", "Bob: 5.")

    assert said[3] == ("Ann Lee", "Ann Ann Ann: Four.")


def test_nobody_speaks_before_the_first_label() -> None:
    assert labelled("Welcome.", "Ann: One.", "Bob: Two.", "Ann: 3.", "Bob: 4.")[0] == (
        None,
        "Welcome.",
    )


def test_a_change_of_voice_ends_what_carries_on() -> None:
    cues = read(
        "talk.vtt",
        vtt("Ann: One.", "Bob: Two.", "&gt;&gt; Three.", "Four.", "Ann: Five.", "Bob: Six."),
    ).cues

    assert [cue.speaker for cue in cues] == ["Ann", "Bob", None, None, "Ann", "Bob"]


@pytest.mark.parametrize("mark", [">> ", ">>", ">>> ", "&gt;&gt; ", "&gt;&gt;"])
def test_chevrons_are_a_change_of_voice_and_no_text(mark: str) -> None:
    cues = read("talk.vtt", vtt("Hello.", f"{mark}Yes.", "So.")).cues

    assert [(cue.text, cue.new_turn) for cue in cues] == [
        ("Hello.", False),
        ("Yes.", True),
        ("So.", False),
    ]


def test_a_name_behind_chevrons_is_a_label_though_it_comes_once() -> None:
    turns = (">> ANN: One.", "Two.", ">> BOB LEE: Three.", ">> Remember: four.")

    assert said_by(read("talk.vtt", vtt(*turns)).cues) == [
        ("ANN", "One."),
        ("ANN", "Two."),
        ("BOB LEE", "Three."),
        (None, "Remember: four."),
    ]


def test_chevrons_inside_a_sentence_are_talk() -> None:
    (cue,) = read("talk.vtt", vtt("1 >> 2 is a shift")).cues

    assert (cue.text, cue.new_turn) == ("1 >> 2 is a shift", False)


@pytest.mark.parametrize("alone", [">>", ">> [laughing]", "&gt;&gt;"])
def test_chevrons_before_nothing_said_are_a_change_of_voice_at_the_next_cue(alone: str) -> None:
    cues = read("talk.vtt", vtt("Hello.", alone, "Yes.")).cues

    assert [(cue.text, cue.new_turn) for cue in cues] == [("Hello.", False), ("Yes.", True)]


@pytest.mark.parametrize("alone", ["Ann:", "Ann: [laughing]"])
def test_a_label_before_nothing_said_names_who_says_the_next_cue(alone: str) -> None:
    cues = read(
        "talk.vtt", vtt("Ann: One.", "Bob: Two.", alone, "Three.", "Bob: Four.", "Ann: Five.")
    ).cues

    assert said_by(cues) == [
        ("Ann", "One."),
        ("Bob", "Two."),
        ("Ann", "Three."),
        ("Bob", "Four."),
        ("Ann", "Five."),
    ]


def test_questions_and_answers_in_captions_are_turns_of_nobody_known() -> None:
    cues = read(
        "talk.vtt", vtt("Q. One?", "A. Two.", "Three.", "Q. Four?", "A. Five.", "Q. 6?")
    ).cues

    assert [(cue.speaker, cue.text, cue.new_turn) for cue in cues] == [
        (None, "One?", True),
        (None, "Two.", True),
        (None, "Three.", False),
        (None, "Four?", True),
        (None, "Five.", True),
        (None, "6?", True),
    ]


def test_a_letter_that_is_spelt_out_is_no_question() -> None:
    assert labelled("We pass the", "Q. Like so.", "And on.")[1] == (None, "Q. Like so.")


def test_a_turn_ends_at_the_mark_of_whisper_cpp() -> None:
    found = read(
        "talk.txt",
        "[00:00:00.000 --> 00:00:05.000]  Is the rope new? [SPEAKER_TURN]",
        "[00:00:05.000 --> 00:00:09.000]  It is.",
        "[00:00:09.000 --> 00:00:12.000]  I tied it today. [SPEAKER_TURN]",
        "[00:00:12.000 --> 00:00:15.000]  Good.",
    )

    assert [(cue.text, cue.new_turn) for cue in found.cues] == [
        ("Is the rope new?", False),
        ("It is.", True),
        ("I tied it today.", False),
        ("Good.", True),
    ]


@pytest.mark.parametrize(
    ("speakers", "said"),
    [
        (["Ann", None, "Bob"], ["Ann", None, "Bob"]),
        (["Ann", None], ["Ann", None]),
        (["Ann", "Bob", None, "Bob"], ["Ann", "Bob", None, "Bob"]),
        (["Ann", "Bob"] * 6 + [None, "Bob", "Ann"], ["Ann", "Bob"] * 6 + [None, "Bob", "Ann"]),
        (["Ann", "Bob"] * 6 + [None, "Ann", "Bob"], [*["Ann", "Bob"] * 6, "Bob", "Ann", "Bob"]),
    ],
)
def test_a_caption_without_a_voice_is_nobodys_where_nothing_shows_that_voices_go_on(
    speakers: list[str | None], said: list[str | None]
) -> None:
    cues = [Cue("So.", float(at), speaker=who, line=at + 1) for at, who in enumerate(speakers)]
    doubts: list[TranscriptDoubt] = []

    assert [cue.speaker for cue in label(cues, doubts)] == said
    assert [doubt.line for doubt in doubts] == [at for at, who in enumerate(said, 1) if who is None]


def test_a_sentence_that_goes_on_has_one_voice_in_a_small_file() -> None:
    cues = [Cue("It is a", 0.0, speaker="Ann"), Cue("rope.", 1.0), Cue("So.", 2.0, speaker="Bob")]

    assert [cue.speaker for cue in label(cues)] == ["Ann", "Ann", "Bob"]


def test_two_names_in_small_letters_that_open_all_captions_are_labels() -> None:
    assert labelled("ann: One.", "bob: Two.", "ann: Three.", "bob: Four.") == [
        ("ann", "One."),
        ("bob", "Two."),
        ("ann", "Three."),
        ("bob", "Four."),
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("ann: One.", "bob: Two."),
        ("ann: One.", "bob: Two.", "ann: Three."),
        ("Ann Lee: One.", "Two.", "Bob Ray: Three."),
    ],
)
def test_what_may_be_labels_of_few_captions_is_doubted(texts: tuple[str, ...]) -> None:
    doubts: list[TranscriptDoubt] = []

    found = label([Cue(text, None) for text in texts], doubts)

    assert said_by(found) == [(None, text) for text in texts]
    assert len(doubts) == 2


def test_parts_that_people_play_are_labels_where_each_comes_once() -> None:
    assert labelled("Interviewer: One?", "Respondent: Two.") == [
        ("Interviewer", "One?"),
        ("Respondent", "Two."),
    ]


def test_an_a_beside_a_b_is_a_name() -> None:
    assert [who for who, _ in labelled("A: One?", "B: Two.", "A: Three?", "B: 4.")] == [*"ABAB"]
    found = read("talk.txt", "A: One?", "B: Two.", "A: Three?", "B: Four.")
    assert [who for who, _ in said_by(found.cues)] == [*"ABAB"]
