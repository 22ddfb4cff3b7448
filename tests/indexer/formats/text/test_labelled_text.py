import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from indexer import Cue, formats
from indexer.formats.text import front_matter
from indexer.formats.text.labelled_text import FORMAT
from tests.indexer.formats.text.text_reading import PIECES, check, cues, kind, read_file
from tests.indexer.reading import said_by, starts, texts
from tests.indexer.test_properties import MORE_EXAMPLES


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("**Ann:** \\[04:03\\] Hello.", "**Bob:** \\[04:05\\] Hi."),
        ("**Ann** [00:04:03] Hello.", "**Bob** [00:04:05] Hi."),
        ("**Ann** 4:03  \nHello.", "**Bob** 4:05\nHi."),
        ("Ann (00:04:03): Hello.", "Bob (00:04:05): Hi."),
        ("Ann (00:04:03) - Hello.", "Bob (00:04:05) - Hi."),
        ("Ann (04:03):\nHello.", "Bob (04:05):\nHi."),
        ("[Ann] [04:03] Hello.", "[Bob] [04:05] Hi."),
        ("**Ann** *(00:04:03)*: Hello.", "**Bob** *(00:04:05)*: Hi."),
        ("**[04:03] Ann:** Hello.", "**[04:05] Bob:** Hi."),
        ("Ann: 00:04:03\n\nHello.", "Bob: 00:04:05\n\nHi."),
        ("Ann  4:03  \nHello.", "Bob  4:05  \nHi."),
        ("Ann: [04:03] Hello.", "Bob: [04:05] Hi."),
        ("## Ann [04:03]\n\nHello.", "## Bob [04:05]\n\nHi."),
        ("**Ann** [04:03](https://a.org?t=243) Hello.", "**Bob** [04:05](https://a.org) Hi."),
    ],
)
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_a_label_and_a_stamp_open_a_turn(first: str, second: str, between: str) -> None:
    found = cues(FORMAT, f"{first}{between}{second}{between}{first.replace('04:03', '05:03')}")

    assert said_by(found)[:2] == [("Ann", "Hello."), ("Bob", "Hi.")]
    assert starts(found)[:2] == [243.0, 245.0]


@pytest.mark.parametrize(
    "name",
    [
        *("Speaker 1", "SPEAKER_00", "Mireille B. Reece, Psy.D", "Matt Corallo (MC)", "李雷"),
        *("Markus Müller-Simhofer", "Ludwig van Beethoven", "O’Brien", "Ann & Bob"),
    ],
)
def test_a_label_is_kept_as_it_is_written(name: str) -> None:
    assert {
        cue.speaker for cue in cues(FORMAT, f"{name} (0:03): Hello.", f"{name} (0:05): Hi.")
    } == {name}


def test_a_paragraph_without_a_label_continues_the_speaker_even_over_a_break() -> None:
    found = cues(
        FORMAT,
        "**Ann:** Hello.",
        "",
        "\\[0:46\\] And so on.",
        "",
        "# **Break:** \\[14:22\\]",
        "",
        "Back again.",
        "",
        "**Bob:** Hi.",
        "",
        "**Ann:** Hi, Bob.",
        "",
        "**Bob:** Ann.",
    )

    assert found[:3] == (
        Cue("Hello.", 0.0, speaker="Ann", line=1),
        Cue("And so on.", 46.0, speaker="Ann", line=3),
        Cue("Back again.", 862.0, speaker="Ann", after_break=True, line=7),
    )


@pytest.mark.parametrize(
    ("label", "start"),
    [
        ("**Break**: \\[1:00\\]", 60.0),
        ("**Break:** \\[1:00\\]", 60.0),
        ("**Jingle:** \\[1:00\\] to \\[1:09\\]", 69.0),
    ],
)
def test_a_break_is_nobody_and_the_talk_goes_on_where_it_stood(label: str, start: float) -> None:
    found = cues(FORMAT, *["**Ann:** Hello.", "**Bob:** Hi."] * 2, label, "**Ann:** Bye.")

    assert found[-1] == Cue("Bye.", start, speaker="Ann", after_break=True, line=6)
    assert len(found) == 5


@pytest.mark.parametrize(
    ("label", "after", "start"),
    [
        # 18 words take 10 seconds, at the slowest.
        ("**Break:** \\[1:00\\]", "\\[3:00\\] Yes.", 170.0),
        ("**Break:** \\[1:00\\]", "**Break:** \\[3:00\\]", 170.0),
        ("**Break:** \\[1:00\\]", "\\[1:05\\] Yes.", 60.0),
        ("**Break:** \\[1:00\\]", "Yes.", 60.0),
        ("**Jingle:** \\[1:00\\] to \\[1:09\\]", "\\[3:00\\] Yes.", 69.0),
    ],
)
def test_talk_that_has_only_the_stamp_of_its_break_ends_at_the_next_stamp(
    label: str, after: str, start: float
) -> None:
    talk = ("**Ann:** Hello.", "**Bob:** Hi.", label, f"**Ann:** {'So ' * 17}on.", after, "Bye.")

    assert next(cue.start for cue in cues(FORMAT, *talk) if cue.after_break) == start


def test_a_stamp_inside_is_an_anchor_and_no_text() -> None:
    found = cues(
        FORMAT, "Ann (0:03): So \\[0:09\\] yes. [unintelligible 00:12.4]", "Bob (0:20): Hi."
    )

    assert [(cue.text, cue.start) for cue in found] == [
        ("So", 3.0),
        ("yes. [unintelligible 00:12.4]", 9.0),
        ("Hi.", 20.0),
    ]


@pytest.mark.parametrize("stamp", ["(0:46):", "(0:46) :", "(0:46)\n:", "0:46\n"])
def test_a_stamp_without_a_label_continues_the_speaker(stamp: str) -> None:
    found = cues(FORMAT, "Ann (0:03): Hello.", "", f"{stamp} And so on.", "Bob (0:50): Hi.")

    assert found[1]._replace(line=3) == Cue("And so on.", 46.0, speaker="Ann", line=3)


def test_a_time_alone_above_the_talk_is_how_long_it_is() -> None:
    talk = cues(FORMAT, "38:45", "", *["Ann: Hello.", "Bob: Hi."] * 2)

    assert said_by(talk) == [("Ann", "Hello."), ("Bob", "Hi.")] * 2
    assert starts(talk) == [None] * 4


def test_wrapped_lines_are_one_text_and_lines_that_end_sentences_are_their_own() -> None:
    found = cues(FORMAT, "Ann (0:03) - I remember", "the time.", "Well.", "", "Bob (0:20) - Hi.")

    assert texts(found) == ["I remember the time.", "Well.", "Hi."]
    assert [cue.line for cue in found] == [1, 3, 5]


def test_the_text_below_a_label_alone_on_its_line_is_its_speakers() -> None:
    found = cues(FORMAT, *["Ann Lee:", "", "Hello.", "", "Bob Ray:", "", "Hi.", ""] * 2)

    assert said_by(found) == [("Ann Lee", "Hello."), ("Bob Ray", "Hi.")] * 2
    assert starts(found) == [None] * 4


@pytest.mark.parametrize(
    "sentence",
    [
        *("The point is this: it scales.", "So: no.", "Note: it is late."),
        *("We met at (5:00) yesterday.", "Right [0:04] I think.", "https://a.org: no."),
    ],
)
def test_a_sentence_with_a_colon_or_a_time_is_no_label(sentence: str) -> None:
    found = cues(FORMAT, *["Ann: Hello there.", "Bob: Hi to you."] * 4, sentence)

    assert {cue.speaker for cue in found} == {"Ann", "Bob"}


@pytest.mark.parametrize(
    "text",
    [
        "The plan: we wait.\n\nThe result: it works.\n\nThen this: we go.",
        "Example: a.\n\nExample: b.\n\nExample: c.\n\nNote: d.\n\nNote: e.",
        "**Fast:** it is quick.\n\n**Small:** it is little.\n\n**Safe:** it never fails.",
        "title: a\nspeaker: b\ntitle: c\nspeaker: d\ntitle: e\nspeaker: f",
        '"Name": one,\n"Tag": two,\n"Name": three,\n"Tag": four,\n"Name": five',
        ("We talk on.\n\n" * 4 + "Python: it is a snake.\n\n") * 3,
    ],
)
def test_points_examples_and_keys_are_no_labels(text: str) -> None:
    assert kind(text) != "labelled text"


@pytest.mark.parametrize("stamped", ["**Ann:** [0:03]", "**[0:03] Ann:**"])
@pytest.mark.parametrize("once", ["**Bob:**", "**Bob**:", "__Bob:__"])
def test_a_name_in_bold_that_comes_once_counts_beside_stamped_ones_in_bold(
    stamped: str, once: str
) -> None:
    turns = [f"{stamped} Hello.", f"{once} Hi.", f"{stamped.replace('03', '09')} So."]

    assert said_by(cues(FORMAT, "\n\n".join(turns))) == [
        ("Ann", "Hello."),
        ("Bob", "Hi."),
        ("Ann", "So."),
    ]


def test_a_sentence_with_a_word_in_bold_after_its_colon_is_no_label() -> None:
    turns = ["**Ann:** [0:03] Hello.", "Fun fact: it is **so**.", "**Ann:** [0:09] Yes."]

    assert {cue.speaker for cue in cues(FORMAT, "\n\n".join(turns))} == {"Ann"}


def test_names_in_bold_behind_stamps_count_though_each_comes_once() -> None:
    found = cues(FORMAT, "**[0:03] Ann:** Hello.", "", "**[0:05] Bob:** Hi.")

    assert [(cue.speaker, cue.start, cue.text) for cue in found] == [
        ("Ann", 3.0, "Hello."),
        ("Bob", 5.0, "Hi."),
    ]


def test_a_name_that_comes_once_counts_among_labels_that_are_sure() -> None:
    found = cues(FORMAT, *["AB: Hello.", "CD: Hi."] * 4, "New Speaker: Me too.")

    assert said_by(found)[-1] == ("New Speaker", "Me too.")


def test_where_all_labels_are_in_capitals_one_more_that_is_counts_at_once() -> None:
    turns = ["ANN LEE, HOST: Hello.", "BOB RAY: Hi.", "LEE: So.", "RAY: Yes.", "LEE: How?"]

    assert said_by(cues(FORMAT, "\n\n".join([*turns, "RAY: The point: it works."]))) == [
        *[("ANN LEE, HOST", "Hello."), ("BOB RAY", "Hi."), ("LEE", "So."), ("RAY", "Yes.")],
        *[("LEE", "How?"), ("RAY", "The point: it works.")],
    ]


def test_questions_and_answers_are_turns_of_nobody_known() -> None:
    found = cues(FORMAT, "Q - How?", "", "A - Like this.", "", "And so.", "", "Q: Why?", "", "Hm.")

    assert [(cue.speaker, cue.text, cue.new_turn) for cue in found] == [
        (None, "How?", True),
        (None, "Like this.", True),
        (None, "And so.", False),
        (None, "Why?", True),
        (None, "Hm.", True),
    ]


def test_a_label_ends_with_its_paragraph_where_a_talk_began_without_one() -> None:
    talk = "This is a talk by somebody nobody names. " * 30
    found = cues(FORMAT, talk, "", *["Bram: Is it?", "", "It is.", "", "murch: Is it so?", ""] * 3)

    assert said_by(found)[1:4] == [("Bram", "Is it?"), (None, "It is."), ("murch", "Is it so?")]
    assert found[2].new_turn


def test_front_matter_titles_and_references_are_not_speech() -> None:
    found = cues(
        FORMAT,
        "---\ntitle: A talk\n---\npodcast: https://a.org/1/\n\n## Intro\n\nAnn: 00:00:16\n\nHello.",
    )

    assert found == (Cue("Hello.", 16.0, speaker="Ann", after_break=True, line=10),)


def test_the_lines_about_the_file_at_its_head_are_not_speech() -> None:
    head = ["Hello #1: Being Wrong", "2014-01-31", "00:38:45", "Transcribed by several people.", ""]
    talk = ["Grey: I am wrong.", "Brady: That is good.", "*Music*", ""] * 2
    found = formats.parse(Path("talk.md"), "\n".join([*head, *talk])).cues

    assert texts(found)[:3] == ["I am wrong.", "That is good.", "*Music*"]


@settings(MORE_EXAMPLES)
@given(PIECES)
def test_anything_is_parsed_in_order(text: str) -> None:
    check(FORMAT, text)


CLOCK = r"\d{1,3}(?::\d\d){1,2}(?:\.\d+)?"
STAMPED = rf"\\?\[(?:unintelligible |inaudible )?{CLOCK}\\?\](?: to )?"


def body(path: Path, names: set[str]) -> Iterator[str]:
    """Yield the words of a real file by another way, without what is known to be none."""
    text = front_matter.split(path.read_text(encoding="utf-8"))[1]
    text = re.sub(r"(?m)^#.*$|^```[\s\S]*?^```$|^[^.\n]*<?https?://\S+$", "", text)
    text = re.sub(r"\]\([^)\s]*(?:\([^)]*\))?[^)\s]*\s?\)|<(?!http)[^>]*>", "]", text)
    text = re.sub(STAMPED, " ", text)
    names |= {"Break", "Jingle", "Outro", "Intro", "Old Changelog Intro", "Q", "A"}
    label = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    text = re.sub(
        rf"(?m)^\**(?:{label})(?::\**|\**:| -| \({CLOCK}\)(?::| -)?)[ ]*(?:{CLOCK}$)?", " ", text
    )
    yield from re.findall(r"[^\W_]+", re.sub(r"&#39;|&quot;|[*`]", " ", text))


def in_both(these: list[str], those: list[str]) -> int:
    """Return how many words the lists share in order, by looking a little ahead."""
    shared = here = there = 0
    while here < len(these) and there < len(those):
        if these[here] == those[there]:
            shared, here, there = shared + 1, here + 1, there + 1
            continue
        ahead = next(
            (
                (skip - back, back)
                for skip in range(1, 80)
                for back in range(skip + 1)
                if these[here + skip - back : here + skip - back + 3]
                == those[there + back : there + back + 3]
            ),
            (1, 1),
        )
        here, there = here + ahead[0], there + ahead[1]
    return shared


def test_nearly_as_many_lines_as_the_limit_are_read() -> None:
    cues = FORMAT.parse(Path("talk.txt"), "Ann: a\nBob: b\n" * 199_999).cues

    assert len(cues) == 399_998
    assert cues[-1] == Cue("b", None, speaker="Bob", line=399_998)


@pytest.mark.corpora
@pytest.mark.parametrize(
    ("files", "count"), [("changelog/*.md", 36), ("bitcoin/[!L]*.md", 30), ("metamuse/*.txt", 9)]
)
def test_the_words_of_real_files_are_kept_in_order(corpora: Path, files: str, count: int) -> None:
    paths = sorted(corpora.glob(files))
    assert len(paths) == count
    for path in paths:
        _, found = read_file(path)
        spoken = re.sub(r"['\"*`]", " ", " ".join(cue.text for cue in found))
        kept = re.findall(r"[^\W_]+", re.sub(STAMPED, " ", spoken))
        expected = list(body(path, {cue.speaker for cue in found if cue.speaker}))
        assert in_both(expected, kept) >= 0.99 * len(expected), path.name
        assert len(kept) <= 1.01 * len(expected), path.name
        times = [cue.start for cue in found if cue.start is not None]
        assert times == sorted(times)


@pytest.mark.corpora
def test_the_speakers_of_real_files_are_those_their_labels_name(corpora: Path) -> None:
    for path in sorted((corpora / "changelog").glob("*.md")):
        bold = set(
            re.findall(r"(?m)^\*\*([^*:]+)(?::\*\*|\*\*:)", path.read_text(encoding="utf-8"))
        )
        breaks = {"Break", "Jingle", "Outro", "Old Changelog Intro"}
        assert {cue.speaker for cue in read_file(path)[1]} == bold - breaks, path.name
    for path in sorted((corpora / "metamuse").glob("*.txt")):
        named = set(re.findall(r"(?m)^([^(\n]+) \([\d:]+\)", path.read_text(encoding="utf-8")))
        assert {cue.speaker for cue in read_file(path)[1]} == named, path.name


@pytest.mark.corpora
def test_no_file_of_another_format_is_claimed(corpora: Path) -> None:
    paths = [path for path in (corpora / "talk-python").rglob("*.*") if path.is_file()]
    paths += [path for path in (corpora / "podcast-namespace").rglob("*.*") if path.is_file()]
    paths = [path for path in paths if path.suffix != ".html" and path.stat().st_size > 3]
    assert len(paths) > 560
    assert [path.name for path in paths if read_file(path)[0]] == []


def test_a_voice_that_never_has_a_stamp_is_no_part_of_one_that_has_them() -> None:
    found = cues(FORMAT, *["Ann: [0:03] Hello.", "Bob: Hi to you."] * 4)

    assert {(cue.speaker, cue.text) for cue in found} == {("Ann", "Hello."), ("Bob", "Hi to you.")}


def test_what_is_left_out_among_labelled_talk_is_counted() -> None:
    text = "\n\n".join(
        [
            *(
                "Ann: Hello.",
                "# Fill the tub",
                "Bob: Hi.",
                "| wheel | 40 |\n|---|---|\n| oar | 9 |",
            ),
            *("Ann: So.", "```\nmake tub\n```", "Bob: Yes.", "Slides: https://a.org", "Ann: Bye."),
        ]
    )

    read = formats.parse(Path("talk.md"), text)

    assert texts(read.cues) == ["Hello.", "Hi.", "So.", "Yes.", "Bye."]
    assert read.removed == {"headings": 1, "lines of markup": 4}
