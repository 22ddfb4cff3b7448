"""Damage in one object costs that object, or its time, with a doubt; never another one."""

import json
from pathlib import Path

import pytest

from index import TranscriptError
from indexer import Transcript
from indexer.recording import read_file

GOOD = [
    {
        "start": at * 4,
        "end": at * 4 + 3.5,
        "speaker": "Ann",
        "text": f"We walk out to the wreck {at}.",
    }
    for at in range(5)
]


def read(value: object, name: str = "talk.json") -> Transcript:
    text = value if isinstance(value, str) else json.dumps(value)
    return read_file(Path(name), text.encode())


def with_bad(bad: object) -> Transcript:
    return read({"segments": [*GOOD[:2], bad, *GOOD[2:]]})


NO_TIME = "segment 3 has a time that is none; its text is kept without it"
NOT_THERE = "segment 3 has no time; its text continues the one before"
NO_OBJECT = "segment 3 is not an object; left out"


@pytest.mark.parametrize(
    ("bad", "text", "start", "doubts"),
    [
        ({"start": float("nan"), "end": 11, "text": "Mind it."}, "Mind it.", None, [NO_TIME]),
        ({"start": 8, "end": float("nan"), "text": "Mind it."}, "Mind it.", 8.0, [NO_TIME]),
        ({"start": 8, "end": float("inf"), "text": "Mind it."}, "Mind it.", 8.0, [NO_TIME]),
        ({"start": "soon", "end": 11, "text": "Mind it."}, "Mind it.", None, [NO_TIME]),
        ({"start": True, "end": 11, "text": "Mind it."}, "Mind it.", None, [NO_TIME]),
        ({"start": None, "end": None, "text": "Mind it."}, "Mind it.", None, [NOT_THERE]),
        ({"text": "Mind it."}, "Mind it.", None, [NOT_THERE]),
        ("a word", None, None, [NO_OBJECT]),
        (None, None, None, [NO_OBJECT]),
        ({"start": 8, "end": 11, "text": ""}, None, None, []),
        ({"start": 8, "end": 11, "text": None}, None, None, []),
    ],
)
def test_a_damaged_object_costs_itself(
    bad: object, text: str | None, start: float | None, doubts: list[str]
) -> None:
    transcript = with_bad(bad)

    others = [cue for cue in transcript.cues if cue.text != text]
    assert [(cue.text, cue.start) for cue in others] == [(g["text"], g["start"]) for g in GOOD]
    assert [cue.start for cue in transcript.cues if cue.text == text] == ([start] if text else [])
    assert [doubt.reason for doubt in transcript.doubts] == doubts


@pytest.mark.parametrize("speaker", [None, "", "UNKNOWN", "UU", "?", -1, ["a", "b"], True, {}])
def test_who_is_not_named_is_nobody_and_not_the_one_before(speaker: object) -> None:
    cues = with_bad({"start": 8, "end": 11, "speaker": speaker, "text": "Mind it."}).cues

    assert [cue.speaker for cue in cues] == ["Ann", "Ann", None, "Ann", "Ann", "Ann"]


def test_who_lacks_a_speaker_among_those_who_take_turns_is_nobody() -> None:
    turns = [line | {"speaker": "AB"[at % 2]} for at, line in enumerate(GOOD)]
    del turns[2]["speaker"]

    assert [cue.speaker for cue in read({"segments": turns}).cues] == [
        "Speaker A",
        "Speaker B",
        None,
        "Speaker B",
        "Speaker A",
    ]


@pytest.mark.parametrize(
    "sound",
    [
        {"start": 8, "end": 9, "text": "[footsteps]"},
        {"start": 8, "end": 9, "text": "(footsteps)", "type": "audio_event"},
        {"start": 8, "end": 9, "text": "[music]"},
    ],
)
def test_a_sound_is_no_speech_and_is_counted(sound: object) -> None:
    transcript = with_bad(sound)

    assert [cue.text for cue in transcript.cues] == [line["text"] for line in GOOD]
    assert transcript.removed == {"markers": 1}


def test_a_broken_line_of_json_lines_is_a_doubt() -> None:
    lines = [
        json.dumps({"start": at * 4, "end": at * 4 + 3, "text": f"We walk to the wreck {at}."})
        for at in range(15)
    ]
    lines[4] = lines[4][:-9]

    transcript = read("\n".join(lines), "talk.jsonl")

    assert len(transcript.cues) == 14
    assert "this line is not valid JSON" in transcript.doubts[0].reason
    assert transcript.doubts[0].line == 5


@pytest.mark.parametrize(
    "wrapped", ["const talk = {};", ")]}}'\n{}", "callback({});", "window.a.b = {}"]
)
def test_what_stands_around_json_is_left_out(wrapped: str) -> None:
    text = wrapped.replace("{}", json.dumps({"segments": GOOD}))
    text = text.replace("}}'", "}'")

    assert [cue.text for cue in read(text, "talk.txt").cues] == [line["text"] for line in GOOD]


@pytest.mark.parametrize("name", ["talk.json", "talk.txt", "talk.vtt", "talk"])
@pytest.mark.parametrize(
    "text", ['{"text": "Ann: Hello.",', '[{"a": 1}, {"Ann": }]', '{"a": {"b": "Ann: Yes."}}']
)
def test_json_never_reaches_a_reader_of_text(name: str, text: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        read(text, name)

    assert "JSON" in caught.value.reason


def test_a_transcript_as_one_text_is_read_without_times_and_with_its_labels() -> None:
    text = "Ann: We walk out to the wreck at low tide.\nBen: Mind the mud.\n"
    text += "Ann: I do mind it.\nBen: Good, and I"

    cues = read({"title": "Mud", "transcript": f"{text} like it."}).cues

    assert [(cue.speaker, cue.start) for cue in cues] == [
        ("Ann", None),
        ("Ben", None),
    ] * 2


def test_another_list_of_talk_is_told() -> None:
    other = [{"start": at, "end": at + 1, "text": "Ils marchent vers la mer."} for at in range(9)]

    transcript = read({"segments": GOOD, "extra": {"lines": other}})

    assert [cue.text for cue in transcript.cues] == [line["text"] for line in GOOD]
    assert [doubt.reason for doubt in transcript.doubts] == [
        "extra.lines[] holds other talk, which is not read"
    ]
