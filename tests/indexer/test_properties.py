import html
import itertools
import json
import string
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import indexer
from index import Segment, TranscriptError
from index.analysis import normalize
from indexer import Cue, Transcript, cut, recording
from indexer.metadata.episode import Known
from indexer.metadata.speakers_file import OwnersWord
from tests.effort import examples

MORE_EXAMPLES = settings(max_examples=examples(200))

NAMES = st.sampled_from(["talk.vtt", "talk.srt", "talk.json", "talk.txt", "talk"])
SAID = st.lists(
    st.sampled_from(
        [
            *(
                "Hello.",
                "word",
                "9:47",
                "Ann:",
                "Ann: ",
                "Bob: So",
                ">>",
                "-->",
                "NOTE",
                "1",
                "...",
            ),
            *(
                "[music]",
                "(laughing)",
                "(",
                "*",
                "♪",
                "<v Ann>",
                "<v",
                "</v>",
                "<c>",
                "<00:01.000>",
            ),
            *("&amp;", "&#0;", "&#xD800;", "\n", "\n\n", "\r", "\u00a0", "\ufeff", "\u2028"),
        ]
    )
    | st.text(max_size=5),
    max_size=8,
).map(" ".join)
TIMINGS = st.sampled_from(
    [
        *("00:00:01.000 --> 00:00:02.000", "00:09.500-->00:04.000", "0.8 --> 7.3 align:start"),
        *("00:00:01,000 --> 00:00:02,000", "100:00:00,0 --> 1:2:3,4"),
    ]
)
STAMPS = st.sampled_from(["00:00:09 ", "00:00:04 ", "100:00:00 ", "0:38 ", "9:50 ", "100:02 ", ""])
CAPTIONS = st.lists(st.tuples(TIMINGS, SAID).map("\n".join)).map("\n\n".join)
FILES = st.one_of(
    CAPTIONS.map("WEBVTT\n\n".__add__),
    CAPTIONS.map("1\n00:00:00,000 --> 00:00:00,500\n".__add__),
    st.lists(st.tuples(STAMPS, SAID).map("".join)).map("\n".join),
    st.lists(st.tuples(STAMPS, SAID).map("".join)).map("\n\n".join),
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)
SPOKEN = st.fixed_dictionaries(
    {"body": SAID},
    optional={"startTime": st.floats(0, 9999), "endTime": st.floats(0, 9999), "speaker": SAID},
)
PODCASTS = st.one_of(st.lists(SPOKEN), st.lists(SPOKEN | VALUES)).map(
    lambda segments: json.dumps({"segments": segments})
)

WORDS = st.text(string.ascii_letters, min_size=1, max_size=8).flatmap(
    lambda word: st.sampled_from(
        [word, word, word, f"{word}.", f"{word}?", f"{word},", f"“{word}.”"]
    )
)
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)
SPEAKERS = st.sampled_from([None, "Ann", "Bob"])


@st.composite
def talks(draw: st.DrawFn, always_timed: bool = False) -> list[Cue]:
    """Draw the clean cues of an episode: in order, with and without times, turns and speakers."""
    cues: list[Cue] = []
    clock = 0
    for text in draw(st.lists(TEXTS, max_size=12)):
        clock += draw(st.integers(0, 9000))
        length = draw(st.integers(0, 9000))
        is_timed = always_timed or draw(st.booleans())
        has_end = always_timed or draw(st.booleans())
        cues.append(
            Cue(
                text,
                clock / 1000 if is_timed else None,
                (clock + length) / 1000 if is_timed and has_end else None,
                draw(SPEAKERS),
                new_turn=draw(st.integers(0, 9)) == 0,
                after_break=draw(st.integers(0, 9)) == 0,
            )
        )
        clock += draw(st.sampled_from([length, 0]))
    return cues


def words(said: Iterable[Cue | Segment]) -> list[str]:
    return [word for part in said for word in part.text.split()]


def borders(said: Iterable[Cue | Segment]) -> list[int]:
    """Return after how many words of the episode each part ends."""
    count = 0
    return [count := count + len(part.text.split()) for part in said]


def turns(cues: Sequence[Cue]) -> set[int]:
    """Return after how many words each turn ends, in cues that have times."""
    ends = set(borders(cues)[-1:])
    for border, one, other in zip(borders(cues), cues, cues[1:], strict=False):
        assert one.end is not None
        assert other.start is not None
        is_silence = other.start - one.end > 5
        if other.new_turn or other.after_break or one.speaker != other.speaker or is_silence:
            ends.add(border)
    return ends


def check_reading(name: str, data: bytes) -> None:
    """Read any file; whatever comes out is clean talk in order, or it is a TranscriptError."""
    try:
        transcript = indexer.read(Path(name), data)
    except TranscriptError:
        return
    check_cues(transcript)
    check_segments(transcript.cues)


def check_cues(transcript: Transcript) -> None:
    assert transcript.cues
    latest = 0.0
    for cue in transcript.cues:
        assert cue.text
        assert cue.text == " ".join(cue.text.split())
        assert cue.speaker is None or cue.speaker.strip()
        if cue.start is not None:
            assert latest <= cue.start <= (cue.end or cue.start)
            latest = cue.start


def check_segments(cues: Iterable[Cue]) -> None:
    segments = cut(tuple(cues))
    assert words(segments) == words(cues)
    assert [segment.ordinal for segment in segments] == list(range(len(segments)))
    latest = 0.0
    for segment in segments:
        assert 1 <= len(segment.text.split()) <= 120
        assert segment.text == " ".join(segment.text.split())
        offsets = [anchor.offset for anchor in segment.anchors]
        assert offsets == sorted(set(offsets))
        assert all(0 <= offset < len(segment.text) for offset in offsets)
        if segment.start is None:
            assert segment.end is None
            assert offsets == []
            continue
        assert segment.end is not None
        assert offsets[0] == 0
        assert segment.anchors[0].second == segment.start
        times = [latest, *(anchor.second for anchor in segment.anchors), segment.end]
        assert times == sorted(times)
        latest = segment.start


@MORE_EXAMPLES
@given(NAMES, st.text())
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    check_reading(name, text.encode())


@MORE_EXAMPLES
@given(NAMES, st.binary())
def test_any_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    check_reading(name, data)


@settings(MORE_EXAMPLES, max_examples=examples(1000))
@given(NAMES, FILES)
def test_anything_in_the_shape_of_a_format_is_read_or_refused(name: str, text: str) -> None:
    check_reading(name, text.encode())


@MORE_EXAMPLES
@given(PODCASTS)
def test_any_segments_in_json_are_read_or_refused(text: str) -> None:
    check_reading("talk.json", text.encode())


@MORE_EXAMPLES
@given(talks())
def test_every_word_is_in_one_segment_and_times_never_fall(cues: list[Cue]) -> None:
    check_segments(cues)


@MORE_EXAMPLES
@given(talks(always_timed=True))
def test_a_segment_ends_where_a_turn_ends(cues: list[Cue]) -> None:
    assert turns(cues) <= set(borders(cut(cues)))


@MORE_EXAMPLES
@given(talks(always_timed=True))
def test_a_segment_ends_nowhere_else_before_forty_words_or_inside_a_sentence(
    cues: list[Cue],
) -> None:
    segments = cut(cues)

    for segment, border in zip(segments, borders(segments), strict=True):
        if border not in turns(cues):
            count = len(segment.text.split())
            assert count >= 40
            assert count == 120 or segment.text.endswith((".", "?", ".”"))


@MORE_EXAMPLES
@given(talks(always_timed=True))
def test_segments_have_the_speaker_of_their_words(cues: list[Cue]) -> None:
    by_cue = [cue.speaker for cue in cues for _ in cue.text.split()]
    by_segment = [segment.speaker for segment in cut(cues) for _ in segment.text.split()]

    assert by_segment == by_cue


@MORE_EXAMPLES
@given(talks(always_timed=True))
def test_every_stamp_is_an_anchor_at_its_word(cues: list[Cue]) -> None:
    anchored = {}
    spoken = 0
    for segment in cut(cues):
        for offset, second in segment.anchors:
            anchored[spoken + segment.text.count(" ", 0, offset)] = second
        spoken += len(segment.text.split())
    stamps = {
        border - len(cue.text.split()): cue.start
        for border, cue in zip(borders(cues), cues, strict=True)
    }

    assert stamps.items() <= anchored.items()


@MORE_EXAMPLES
@given(talks())
def test_cutting_is_deterministic(cues: list[Cue]) -> None:
    assert cut(cues) == cut(list(cues))


@MORE_EXAMPLES
@given(
    st.lists(
        st.tuples(
            st.text(
                st.characters(categories=["L", "N", "S"], exclude_characters="♪♫"), max_size=9
            ).map(normalize),
            st.text(st.characters(categories=["L", "Pd"]), min_size=1, max_size=9).map(normalize),
            st.integers(0, 9_999_999),
            st.integers(0, 9_999),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_webvtt_written_from_cues_reads_back(drawn: list[tuple[str, str, int, int]]) -> None:
    drawn.sort(key=lambda cue: cue[2])
    # The count makes every line a line of its own, and a line with a word.
    cues = [
        Cue(f"n{at} {text}".strip(), start / 1000, (start + length) / 1000, name)
        for at, (text, name, start, length) in enumerate(drawn)
    ]

    lines = ["WEBVTT", ""]
    for cue in cues:
        lines.append(f"{_stamp(cue.start)} --> {_stamp(cue.end)}")
        lines += [f"<v {html.escape(cue.speaker or '')}>{html.escape(cue.text)}", ""]
    read = indexer.read(Path("talk.vtt"), "\n".join(lines).encode())

    assert [(cue.text, cue.start, cue.end, cue.speaker) for cue in read.cues] == [
        (cue.text, cue.start, cue.end, cue.speaker) for cue in cues
    ]
    assert read.doubts == ()


THINGS = ("mud", "rain", "river", "stone", "bread", "kettle", "window", "ladder", "garden")
PROSE = [f"The {one} is by the {other}." for one, other in itertools.permutations(THINGS, 2)]
OPENS_A_SENTENCE = st.sampled_from(["Python: ", "The point is this: ", "RAIN: ", "Monty Hall: "])


def _captions(head: str, texts: Sequence[str]) -> str:
    return head + "\n\n".join(
        f"{_stamp(at)} --> {_stamp(at + 1)}\n{text}" for at, text in enumerate(texts)
    )


WRITTEN: dict[str, Callable[[Sequence[str]], str]] = {
    "WebVTT": lambda texts: _captions("WEBVTT\n\n", texts),
    "SRT": lambda texts: _captions("1\n", texts).replace(".000", ",000"),
    "JSON": lambda texts: json.dumps(
        {"segments": [{"startTime": at, "body": text} for at, text in enumerate(texts)]}
    ),
    "caption text": lambda texts: "\n".join(
        f"{_stamp(at)[:8]} {text}" for at, text in enumerate(texts)
    ),
    "bracketed text": lambda texts: "\n".join(
        f"[{_stamp(at)[:8]}] {text}" for at, text in enumerate(texts)
    ),
    "plain text": "\n\n".join,
}


@pytest.mark.parametrize("format_", WRITTEN)
@settings(MORE_EXAMPLES, max_examples=examples(50))
@given(st.sets(st.integers(3, len(PROSE) - 1), max_size=3), OPENS_A_SENTENCE)
def test_prose_with_a_few_colons_keeps_every_word_and_has_no_speaker(
    format_: str, colons: set[int], opening: str
) -> None:
    texts = [opening + text.lower() if at in colons else text for at, text in enumerate(PROSE)]
    contents = {Path("talk"): WRITTEN[format_](texts).encode()}
    raw = recording.RawRecording(contents, Known({}), "", OwnersWord(), {})

    reading = recording.read(raw, [], [])

    assert reading is not None
    assert reading.transcript.format == format_
    assert words(reading.segments) == " ".join(texts).split()
    assert {segment.speaker for segment in reading.segments} == {None}


def _stamp(second: float | None) -> str:
    assert second is not None
    minutes, milliseconds = divmod(round(second * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{milliseconds / 1000:06.3f}"
