import datetime

import pytest

from indexer.formats import around
from tests.indexer.reading import read, said_by
from tests.indexer.work import assert_work_grows_with_the_length

TURNS = "Ann Lee  0:00\nThe rope is new.\n\nBob Ray  0:05\nThe knot is old.\n\nAnn Lee  0:09\nGood."
SAID = [("Ann Lee", "The rope is new."), ("Bob Ray", "The knot is old."), ("Ann Lee", "Good.")]


@pytest.mark.parametrize(
    "head",
    [
        "Harbour talk\nThu, Feb 01, 2024 2:00PM • 1:01:11\n\nSUMMARY KEYWORDS\nrope, knot\n\n"
        "SPEAKERS\nAnn Lee, Bob Ray",
        "Harbour talk-20240201_140000-Meeting Recording\nFebruary 1, 2024, 2:00PM\n1h 1m 11s",
        "Harbour talk - 2024/02/01 13:58 GMT - Transcript\nAttendees\nAnn Lee, Bob Ray\nTranscript",
        "2024-02-01 14:00:05|1h 1m 11s\n\n关键词:\nrope、knot\n\n文字记录:",
        "2024.02.01 목 오후 2:00 ・ 61분 11초",
        "Harbour talk - February 01\nVIEW RECORDING - 61 mins (No highlights):",
        "(Transcribed by TurboScribe.ai. Go Unlimited to remove this message.)",
        "# Harbour talk\n\n## Summary\n\nNobody said this. It was written later.\n\n## Transcript",
        "Show transcript\nFollow along using the transcript.",
        "Transcribed by TurboScribe.ai. Go Unlimited to remove this message.\n\nHarbour talk\n"
        "March 4, 2021, 3:00PM\n25m 10s\n\nAnn Lee started transcription",
    ],
    ids=[
        *("Otter", "Teams", "Meet", "Feishu", "Clova", "Fathom", "TurboScribe", "a page"),
        *("YouTube", "Teams below TurboScribe"),
    ],
)
def test_the_head_that_a_tool_writes_is_no_talk_and_is_counted(head: str) -> None:
    found = read("talk.md", f"{head}\n\n{TURNS}")

    assert said_by(found.cues) == SAID
    assert found.removed[around.REMOVED] == sum(bool(line.strip()) for line in head.split("\n"))


@pytest.mark.parametrize(
    "tail",
    [
        "Transcribed by https://otter.ai",
        "Transcript provided by Knot Works",
        "Transcription ended after 00:06:11",
        "Meeting ended after 00:06:11 👋",
        "This editable transcript was computer generated and might contain errors.",
        "Copyright © 2024 NPR. All rights reserved. Visit our website terms of use.",
        "Ann Lee stopped transcription",
        "[END OF TRANSCRIPT]",
        "This file is longer than 30 minutes. Go Unlimited at TurboScribe.ai to read on.",
    ],
)
def test_the_tail_that_a_tool_writes_is_no_talk(tail: str) -> None:
    found = read("talk.txt", f"{TURNS}\n\n{tail}\n")

    assert said_by(found.cues) == SAID
    assert found.removed == {around.REMOVED: 1}


@pytest.mark.parametrize(
    ("line", "is_credit"),
    [
        ("Subtitles by hand are a lot of work, he said.", False),
        ("Transcribed by monks in the year 900.", False),
        ("Captions with words in them.", False),
        ("Subtitles by the Amara.org community", True),
        ("Transcribed with noScribe Vers. 0.5", True),
        ("transcribed by otter.ai", True),
        ("Untertitel von Nora Quist", True),
        ("Captions provided by volunteers", True),
    ],
)
def test_who_made_a_transcript_has_a_name(line: str, is_credit: bool) -> None:
    assert around.is_credit(line) is is_credit


@pytest.mark.parametrize(
    ("line", "after", "is_talk"),
    [
        ("Copyright 2019 by the Mill.", "All rights reserved.", True),
        ("Copyright 2019 by the Mill.", "", False),
        ("Transcribed by https://otter.ai", "Ann: It was.", False),
        ("Recording stopped", "Ann: It was.", False),
    ],
)
def test_a_credit_between_lines_of_a_turn_is_said(line: str, after: str, is_talk: bool) -> None:
    said = "Ann: How did it end?\nBob: With a sign."
    found = read("talk.txt", f"{said}\n{line}\n{after}\n{said}\n")

    assert found.removed == ({} if is_talk else {around.REMOVED: 1})


def test_a_credit_that_is_a_caption_is_no_talk() -> None:
    found = read(
        "talk.vtt",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nThe rope is new.\n\n",
        "00:03.000 --> 00:04.000\nTranscribed by https://otter.ai\n",
    )

    assert said_by(found.cues) == [(None, "The rope is new.")]
    assert found.removed == {around.REMOVED: 1}


def test_the_log_of_a_recogniser_is_no_talk() -> None:
    found = read(
        "talk.txt",
        "whisper_init_from_file: loading model from models/a.bin",
        "main: processing file (58 samples)",
        "",
        "[00:00:00.000 --> 00:00:05.200]   The rope is new.",
        "[00:00:05.200 --> 00:00:09.900]   The knot is old.",
        "",
        "whisper_print_timings:     load time =    62.88 ms",
    )

    assert [(cue.text, cue.start) for cue in found.cues] == [
        ("The rope is new.", 0.0),
        ("The knot is old.", 5.2),
    ]
    assert found.removed == {around.REMOVED: 3}


def test_a_stamp_that_is_said_again_in_words_is_no_talk() -> None:
    found = read("talk.txt", "0:05\n5 seconds\nThe rope is new.\n1:11\n1 minute, 11 seconds\nGood.")

    assert [(cue.text, cue.start) for cue in found.cues] == [("The rope is new.", 5), ("Good.", 71)]


def test_tokens_of_a_decoder_are_no_talk() -> None:
    found = read(
        "talk.txt", "0:00 <|en|><|0.00|> The rope is new.<|2.00|>\n0:02 Good.<|endoftext|>"
    )

    assert said_by(found.cues) == [(None, "The rope is new."), (None, "Good.")]
    assert found.removed == {"tokens": 4}


@pytest.mark.parametrize(
    "talk",
    [
        "We transcribed by hand for years.",
        "Overview of the day: it rains. So we sit here and talk about rope for an hour or two.",
        "We met on February 1, 2024, and the rope was new.",
        "So the meeting ended after lunch, and we went home.",
    ],
)
def test_talk_above_the_first_label_stays(talk: str) -> None:
    found = read("talk.txt", f"{talk}\n\n{TURNS}")

    assert said_by(found.cues) == [(None, talk), *SAID]


def test_facts_are_taken_from_the_head() -> None:
    head = "Harbour talk\nThu, Feb 01, 2024 2:00PM • 1:01:11\n\nSPEAKERS\nAnn Lee, Bob Ray\n\n"

    assert around.talk_of(head + TURNS).facts == {
        "title": "Harbour talk",
        "date": datetime.date(2024, 2, 1),
        "people": ("Ann Lee", "Bob Ray"),
    }


def test_a_key_of_initials_names_the_people_and_is_no_talk() -> None:
    found = around.talk_of("AL = Ann Lee\nBR = Bob Ray\n\nAL: Rope.\n\nBR: Knot.\n\nAL: Good.")

    assert found.text == "\n\n\nAL: Rope.\n\nBR: Knot.\n\nAL: Good."
    assert found.facts == {"people": ("Ann Lee", "Bob Ray")}


def test_the_keys_of_a_header_are_no_talk() -> None:
    found = read(
        "talk.txt", "Knots, Episode 3: Rope\nPublished: March 4, 2021\nHost: Ann Lee\n\n" + TURNS
    )

    assert said_by(found.cues) == SAID


@pytest.mark.parametrize(
    "line", ["SPEAKERS\n", "a" * 70 + "\n", "2024-02-01 1h\n", "A: b\n", "main: x 5 seconds\n"]
)
def test_any_text_is_looked_through_in_the_time_of_its_length(line: str) -> None:
    assert_work_grows_with_the_length(around.talk_of, lambda size: line * (size // len(line)))


@pytest.mark.parametrize(
    "line",
    [
        "Copyright 2024 is on the dial.",
        "Transcribed by hand, every page of it.",
        "End of transcript.",
        "Recording stopped.",
    ],
)
@pytest.mark.parametrize(
    "head",
    ["{name}  0:{at}", "{name} (00:{at}):", "{name}\n0:{at}", "00:00:{at} {name}"],
)
def test_a_notice_under_a_name_is_said(head: str, line: str) -> None:
    talk = [("Ann Lee", "00", "The rope is new."), ("Bob Ray", "05", "The knot is old.")] * 2
    talk = [*talk, ("Ann Lee", "10", line)]
    text = "\n\n".join(f"{head.format(name=name, at=at)}\n{said}" for name, at, said in talk)

    found = read("talk.txt", text)

    assert said_by(found.cues)[-1] == ("Ann Lee", line)
    assert not found.removed


@pytest.mark.parametrize(
    "head",
    [
        "Knots – Episode 3: Rope",
        "Knots v3 FINAL",
        "Knots_ep3_transcript",
        "knots 3.mp3\nPowered by Sonix - the world's most advanced transcription",
        "Speakers: Ann Lee, Bob Ray",
        "**Host:** Ann Lee",
        "Guest: Ann Lee, rope maker",
        "File: knots3.wav",
        "Ep. 3: Ropes and knots",
        "Knots, episode 3\nHost: Ann Lee",
        "Chapters:\n0:00 Welcome\n0:05 The knot\n\nTranscript:",
        "[START OF TRANSCRIPT]",
        "------ BEGIN TRANSCRIPT ------",
        "*This transcript was generated automatically and may contain errors.*",
        "Please note: this transcript is AI-generated and may contain errors.",
        "THIS IS A RUSH TRANSCRIPT. THIS COPY MAY BE UPDATED.",
    ],
)
@pytest.mark.parametrize("turn", ["{}: {}", "[00:{at}] {}: {}", "**{}** (00:{at}): {}"])
def test_what_stands_above_the_first_turn_is_counted(head: str, turn: str) -> None:
    talk = "\n\n".join(turn.format(*one, at=f"{at:02}") for at, one in enumerate(SAID * 2))

    found = read("talk.txt", f"{head}\n\n{talk}")

    assert said_by(found.cues) == SAID * 2
    assert found.removed == {around.REMOVED: sum(bool(line) for line in head.split("\n"))}


@pytest.mark.parametrize("line", ["Good morning to you", "Speakers: we are two of them.", "Ann"])
def test_what_may_be_said_above_the_first_turn_stays(line: str) -> None:
    talk = "\n\n".join(f"[00:{at:02}] {said}" for at, (_, said) in enumerate(SAID * 2))

    assert read("talk.txt", f"{line}\n\n{talk}").cues[0].text.startswith(line[:5])


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Page 2",
            "Page 2 of 9",
            "Knots 3 – Rope                         Page 2 of 9",
            "- Page 2 -",
        ),
        *(
            "[AD BREAK]",
            "[End of advertisement]",
            "(COMMERCIAL BREAK)",
            "--- Sponsor message ---",
            "Ann Lee left the meeting",
        ),
    ],
)
def test_what_stands_between_two_turns_and_is_no_talk_is_counted(line: str) -> None:
    talk = "\n\n".join(f"{name}: {said}" for name, said in SAID)

    found = read("talk.txt", talk, "", line, "", talk)

    assert said_by(found.cues) == SAID * 2
    assert found.removed == {around.REMOVED: 1}


def test_a_running_header_is_counted_and_a_label_is_none() -> None:
    talk = "\n\n".join(f"{name}: {said}" for name, said in SAID)
    header = "Knots 3, or how to tie a rope"

    found = read("talk.txt", f"{header}\n\n{talk}\n\n{header}\n\n{talk}")

    assert said_by(found.cues) == SAID * 2
    assert found.removed == {around.REMOVED: 2}


def test_a_name_that_comes_again_on_lines_of_its_own_is_no_running_header() -> None:
    talk = "\n\n".join(f"**{name}**\n\n{said}" for name, said in SAID * 2)

    assert said_by(read("talk.md", talk).cues) == SAID * 2


@pytest.mark.parametrize(
    "tail",
    [
        "Subscribe to Knots at https://example.org/feed",
        "Hosted on Acast. See acast.com/privacy for more information.",
        "Bob Ray left the meeting",
        "Notes\n\n1. The 7:15 train was withdrawn.\n2. Rope is sold here.",
    ],
)
def test_what_stands_below_the_last_turn_is_counted(tail: str) -> None:
    talk = "\n\n".join(f"{name}: {said}" for name, said in SAID * 4)

    assert said_by(read("talk.txt", f"{talk}\n\n{tail}\n").cues) == SAID * 4
