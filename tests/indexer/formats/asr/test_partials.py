"""Partial results of live recognisers, and HTML in the texts of JSON."""

import json
from typing import Any

import pytest

from indexer.formats.asr.partials import REMOVED
from tests.indexer.reading import read


@pytest.mark.parametrize(
    ("partial", "final"),
    [
        ({"is_final": False}, {"is_final": True}),
        ({"final": False}, {"final": True}),
        ({"IsPartial": True}, {"IsPartial": False}),
        ({"type": "partial"}, {"type": "final"}),
        ({"message_type": "PartialTranscript"}, {"message_type": "FinalTranscript"}),
        ({"message": "AddPartialTranscript"}, {"message": "AddTranscript"}),
    ],
    ids=str,
)
@pytest.mark.parametrize("as_lines", [True, False])
def test_partial_results_are_counted_and_not_said(
    partial: dict[str, Any], final: dict[str, Any], as_lines: bool
) -> None:
    items = [
        {**partial, "start": 0.0, "end": 2.0, "text": "The rope"},
        {**final, "start": 0.0, "end": 3.0, "text": "The rope is new, I think."},
        {**partial, "start": 3.0, "end": 4.0, "text": "And the"},
        {**final, "start": 3.0, "end": 6.0, "text": "And the knot is old by now."},
    ]
    lines = "\n".join(map(json.dumps, items))

    found = read("talk.json", lines if as_lines else json.dumps({"results": items}))

    assert [cue.text for cue in found.cues] == [
        "The rope is new, I think.",
        "And the knot is old by now.",
    ]
    assert found.removed[REMOVED] == 2


def test_results_of_which_none_is_final_are_the_talk() -> None:
    items = [
        {"is_final": False, "start": 0.0, "end": 2.0, "text": "The rope is new."},
        {"is_final": False, "start": 3.0, "end": 4.0, "text": "The knot is old."},
    ]

    found = read("talk.json", json.dumps(items))

    assert [cue.text for cue in found.cues] == ["The rope is new.", "The knot is old."]
    assert REMOVED not in found.removed


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<p>The rope is new.</p>", "The rope is new."),
        ("The rope<br/>is <b>new</b>.", "The rope is new."),
        ('<span class="a">The</span> rope &lt;is&gt; new.', "The rope <is> new."),
        ("If a < b and c > d, it is new.", "If a < b and c > d, it is new."),
    ],
)
def test_html_in_a_text_is_no_talk(written: str, text: str) -> None:
    items = [
        {"start": 0.0, "end": 2.0, "text": written},
        {"start": 3.0, "end": 4.0, "text": "The knot is old."},
    ]

    assert read("talk.json", json.dumps(items)).cues[0].text == text


def test_a_word_in_brackets_is_said_where_the_file_calls_it_a_word() -> None:
    words = [
        {"text": text, "start": at / 2, "end": at / 2 + 0.4, "type": "word", "speaker_id": "s_0"}
        for at, text in enumerate(["Before", "[the]", "bakers", "are", "up."])
    ]

    said = " ".join(cue.text for cue in read("talk.json", json.dumps({"words": words})).cues)

    assert said == "Before [the] bakers are up."
