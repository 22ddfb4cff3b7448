"""JSON values in, transcripts out: what the tests of transcribers' formats share."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from index import TranscriptError
from indexer import Cue, Transcript
from indexer.formats.format import Format
from tests.effort import examples

MORE_EXAMPLES = settings(max_examples=examples(300))

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


def parsed(format_: Format, value: object) -> Transcript:
    """Read the value as a file that the format recognises."""
    text = json.dumps(value)
    assert format_.recognise(text)
    return format_.parse(Path("talk.json"), text)


def wrong(format_: Format, value: object) -> str:
    """Return why the format refuses the value."""
    with pytest.raises(TranscriptError) as caught:
        format_.parse(Path("talk.json"), json.dumps(value))
    return caught.value.reason


def timed(transcript: Transcript) -> list[tuple[str, float | None, float | None]]:
    return [(cue.text, cue.start, cue.end) for cue in transcript.cues]


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(cue.speaker, cue.text) for cue in transcript.cues]


def like(sample: object) -> st.SearchStrategy[Any]:
    """Draw values in the shape of the sample, with anything anywhere in it."""
    if isinstance(sample, dict):
        shape: st.SearchStrategy[Any] = st.fixed_dictionaries(
            {}, optional={key: like(value) for key, value in sample.items()}
        )
    elif isinstance(sample, list):
        shape = st.lists(st.one_of([like(value) for value in sample]), max_size=4)
    else:
        shape = st.just(sample)
    # Seldom, or little of the shape would be left.
    return st.integers(0, 15).flatmap(lambda chance: shape if chance else VALUES)


def check(format_: Format, value: object) -> None:
    """Read the value; what comes out is talk in order, or a TranscriptError."""
    text = json.dumps(value)
    format_.recognise(text)
    try:
        transcript = format_.parse(Path("talk.json"), text)
    except TranscriptError:
        return
    latest = 0.0
    for cue in transcript.cues:
        assert isinstance(cue, Cue)
        assert isinstance(cue.text, str)
        cue.text.encode()
        assert cue.speaker is None or cue.speaker.strip()
        if cue.start is not None:
            assert latest <= cue.start <= (cue.start if cue.end is None else cue.end)
            latest = cue.start
