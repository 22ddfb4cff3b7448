"""Labels of captions that stand once, inside a caption, or alone above the talk."""

import pytest

from indexer import Cue
from indexer.cues import TranscriptDoubt
from indexer.speakers.labels import label, turns
from tests.indexer.reading import said_by

TALK = ["Ann: Is it new?", "The point is this: I like it.", "Bob: It is.", "I mean the tar."] * 2


def read(*texts: str) -> tuple[list[tuple[str | None, str]], list[str]]:
    doubts: list[TranscriptDoubt] = []
    cues = [Cue(text, float(at), float(at + 1), line=at + 1) for at, text in enumerate(texts)]
    return said_by(label(cues, doubts)), [doubt.reason for doubt in doubts]


@pytest.mark.parametrize("name", ["Delphine", "Ελένη", "李娜", "Нина"])
def test_a_word_in_the_shape_and_place_of_the_labels_is_one_with_a_doubt(name: str) -> None:
    said, doubts = read(*TALK, f"{name}: I carry the oil.", "Twice a week.", "Ann: Good.")

    assert said[-3:] == [(name, "I carry the oil."), (name, "Twice a week."), ("Ann", "Good.")]
    assert doubts == [f"`{name}` stands once, in the place of a label; took it for one"]


@pytest.mark.parametrize("name", ["Guest", "All", "Both", "Narrator"])
def test_the_name_of_a_part_is_a_label_without_a_doubt(name: str) -> None:
    said, doubts = read(*TALK, f"{name}: Good night.")

    assert (said[-1], doubts) == ((name, "Good night."), [])


def test_what_stands_between_labels_of_one_voice_is_another_voice() -> None:
    said, doubts = read(*TALK, "Ann: And now?", "News anchor: It rains.", "Ann: Oh.", "Bob: Yes.")

    assert said[-3:] == [("News anchor", "It rains."), ("Ann", "Oh."), ("Bob", "Yes.")]
    assert doubts == []


@pytest.mark.parametrize("sentence", ["So: yes.", "One thing: dry it.", "Remember: dry it."])
def test_a_sentence_with_a_colon_stays_with_its_voice(sentence: str) -> None:
    assert read(*TALK, sentence, "Ann: Good.")[0][-2:] == [("Bob", sentence), ("Ann", "Good.")]


@pytest.mark.parametrize(
    ("above", "sentence"),
    [
        ("I mean the tar.", "Fact: a rope rots."),  # a word that opens sentences
        ("Rain rots it. I hate rain.", "Rain: that is the worst."),  # a word of the talk
        ("And so we come to", "Delphine: she carries the oil."),  # the sentence above goes on
        ("I mean the tar.", "FAQ: read it."),  # capitals, which no label has
        ("Docker. " * 9, "Docker: it runs all of it."),  # the topic of the talk
    ],
)
def test_a_word_that_may_be_either_is_nobodys_with_a_doubt(above: str, sentence: str) -> None:
    said, doubts = read(*TALK, above, sentence, "Ann: Good.")

    name = sentence.partition(":")[0]
    assert said[-2:] == [(None, sentence), ("Ann", "Good.")]
    assert [doubt.startswith(f"`{name}` may be a label or a sentence") for doubt in doubts] == [
        True
    ]


def test_several_words_that_come_once_show_a_list_and_no_voices() -> None:
    said, _ = read(*TALK, "Hamburg: two.", "Bremen: three.", "Ann: Good.")

    assert [name for name, _ in said[-3:]] == [None, None, "Ann"]


@pytest.mark.parametrize("label_of", ["{}:", "[{}]"])
def test_a_word_that_stands_once_where_each_caption_has_a_label_is_one_with_a_doubt(
    label_of: str,
) -> None:
    names = ["ANN", "BO", "ANN", "BO", "DANGER", "ANN"]
    said, doubts = read(*(f"{label_of.format(name)} It is new." for name in names))

    assert [name for name, _ in said] == names
    assert doubts == ["`DANGER` stands once, in the place of a label; took it for one"]


def test_a_word_without_the_mark_of_the_labels_is_nobodys_with_a_doubt() -> None:
    cues = [
        Cue(">> ANN: Good evening.", 1.0, 2.0, line=1),
        Cue(">> BOB: Good evening.", 2.0, 3.0, line=2),
        Cue("BREAKING: a bridge fell.", 3.0, 4.0, line=3),
        Cue(">> ANN: Where?", 4.0, 5.0, line=4),
    ]
    doubts: list[TranscriptDoubt] = []
    said = said_by(label(turns(cues), doubts))

    assert said[2:] == [(None, "BREAKING: a bridge fell."), ("ANN", "Where?")]
    assert [(doubt.line, doubt.reason[:10]) for doubt in doubts] == [(3, "`BREAKING`")]


def test_a_label_inside_a_caption_opens_a_turn_there() -> None:
    texts = ["ANN: Is it new? BOB: It is.", "ANN: Good. CY: Is it? One thing: dry it. BOB: I do."]
    cues = [Cue(text, 10.0 * at, 10.0 * at + 10) for at, text in enumerate([*texts, *texts])]
    read = label(cues)

    assert said_by(read)[:5] == [
        ("ANN", "Is it new?"),
        ("BOB", "It is."),
        ("ANN", "Good."),
        ("CY", "Is it? One thing: dry it."),
        ("BOB", "I do."),
    ]
    assert [cue.start for cue in read[:3]] == [0.0, pytest.approx(5.926, abs=0.01), 10.0]


def test_a_name_and_a_colon_inside_a_sentence_open_no_turn() -> None:
    said, _ = read(*TALK, "Ann: He said that Bob: is late. Time: five.")

    assert said[-1] == ("Ann", "He said that Bob: is late. Time: five.")


def test_talk_below_a_label_alone_on_its_line_may_open_with_a_colon() -> None:
    said, _ = read("Ann:", "Is it new?", "Bob:", "Rain: yes. Snow: no.", "Ann:", "Oh.", "Bob:", "I")

    assert said == [
        ("Ann", "Is it new?"),
        ("Bob", "Rain: yes. Snow: no."),
        ("Ann", "Oh."),
        ("Bob", "I"),
    ]


@pytest.mark.parametrize("time", ["10:15", "10:15 - 11:30", "5 minutes 30 seconds"])
def test_a_time_behind_a_label_of_a_caption_is_said(time: str) -> None:
    assert read(*TALK, f"Ann: {time}")[0][-1] == ("Ann", time)


def test_no_turn_inside_a_caption_begins_after_the_next_caption() -> None:
    cues = [
        Cue("ANN: Is it new?", 0.0, 2.0),
        Cue("BOB: It is. ANN: Good. BOB: So it is.", 2.0, 20.0),
        Cue("ANN: Yes.", 5.0, 6.0),
    ]

    found = label(cues)

    assert [cue.speaker for cue in found] == ["ANN", "BOB", "ANN", "BOB", "ANN"]
    starts = [cue.start or 0.0 for cue in found]
    assert starts == sorted(starts)
