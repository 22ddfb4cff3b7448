import difflib
import html
import itertools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import webvtt

import indexer
from index import Segment
from indexer import Cue, Transcript

pytestmark = pytest.mark.corpora


class Reading(NamedTuple):
    transcript: Transcript
    segments: list[Segment]


@pytest.fixture(scope="module")
def show(corpora: Path) -> Path:
    return corpora / "talk-python"


def read(path: Path) -> Transcript:
    return indexer.read(path, path.read_bytes())


def seconds(stamp: str) -> float:
    minutes, second = stamp.split(":")
    return int(minutes) * 60 + int(second)


@pytest.fixture(scope="module")
def hand_made(show: Path) -> Reading:
    transcript = read(show / "original" / "013-flask-armin-ronacher.txt")
    return Reading(transcript, indexer.cut(transcript.cues))


@pytest.fixture(scope="module")
def paragraphs(show: Path) -> list[str]:
    """The hand-made transcript's paragraphs, by a reader of this test's own."""
    text = (show / "original" / "013-flask-armin-ronacher.txt").read_text(encoding="utf-8")
    return [paragraph for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip()]


def stamps(paragraphs: Iterable[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        if stamp := re.match(r"\s*(\d+:\d\d)\s", paragraph):
            yield stamp[1]


def test_the_stamped_paragraphs_are_the_hand_made_transcript_s_turns(
    hand_made: Reading, paragraphs: list[str]
) -> None:
    turns = [cue.start for cue in hand_made.transcript.cues if cue.new_turn]

    assert len(turns) == 139
    assert turns == [seconds(stamp) for stamp in stamps(paragraphs)]


def test_an_unstamped_paragraph_continues_the_hand_made_transcript_s_turn(
    hand_made: Reading, paragraphs: list[str]
) -> None:
    unstamped = [paragraph for paragraph in paragraphs[1:] if not list(stamps([paragraph]))]
    talk = {" ".join(p.split()) for p in unstamped if p.strip() != "[music]"}
    continued = {
        cue.text: (cue.start, cue.new_turn) for cue in hand_made.transcript.cues if cue.text in talk
    }

    assert len(talk) > 20
    assert continued == dict.fromkeys(talk, (None, False))


@pytest.mark.parametrize("placeholder", ["5:28", "9:38", "9:47", "35:35", "45:32"])
def test_a_placeholder_s_time_is_an_anchor_and_neither_a_turn_nor_text(
    hand_made: Reading, paragraphs: list[str], placeholder: str
) -> None:
    transcript, segments = hand_made
    second = seconds(placeholder)

    assert any(placeholder in paragraph for paragraph in paragraphs)
    assert not any(placeholder in cue.text for cue in transcript.cues)
    assert not any(cue.new_turn for cue in transcript.cues if cue.start == second)
    assert any(anchor.second == second for segment in segments for anchor in segment.anchors)


def test_the_phrase_of_the_hand_made_transcript_is_in_its_first_segment(hand_made: Reading) -> None:
    first = hand_made.segments[0]

    assert "pour some web into your flask" in first.text
    assert first.start == 0.0
    assert any("WSGI" in segment.text for segment in hand_made.segments)


def opened(cues: Iterable[Cue]) -> tuple[list[str], dict[int, float]]:
    """Return the words of the cues, and by its place the time of each that opens a cue."""
    said: list[str] = []
    times: dict[int, float] = {}
    for cue in cues:
        if cue.start is not None:
            times[len(said)] = cue.start
        said += cue.text.casefold().split()
    return said, times


def in_both(these: list[str], those: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of each word that both have."""
    if these == those:
        yield from ((at, at) for at in range(len(these)))
        return
    matcher = difflib.SequenceMatcher(None, these, those, autojunk=False)
    for block in matcher.get_matching_blocks():
        yield from ((block.a + step, block.b + step) for step in range(block.size))


def test_webvtt_and_text_of_one_episode_agree(show: Path) -> None:
    pairs = [
        (read(path), read(path.with_suffix(".txt")))
        for path in sorted((show / "transcripts").glob("*.vtt"))
        if path.with_suffix(".txt").exists()
    ]
    assert len(pairs) == 70
    for captions, lines in pairs:
        these, at_these = opened(captions.cues)
        those, at_those = opened(lines.cues)
        same = list(in_both(these, those))
        # The text files were corrected by hand here and there ("gill." is now "GIL."): in
        # 53 pairs no word differs, in the worst .31 % do.
        assert len(same) >= 0.996 * max(len(these), len(those))
        apart = [
            at_these[here] - at_those[there]
            for here, there in same
            if here in at_these and there in at_those
        ]
        # A stamp of the text files is cut off to the second. In two files one line opens
        # with the second of an "Um," or a label that only the WebVTT has.
        assert len(apart) >= 0.99 * len(at_those)
        assert sum(not 0 <= late < 1 for late in apart) <= 1


MARKER = re.compile(
    r"[\[(](?:\w+ )?(?:laugh\w*|silence|indistinct|inaudible|blank_audio|music)[\])]|\*.*\*|♪.*♪",
    re.IGNORECASE,
)
ANSWER = re.compile(r"(?<=[.?!]) - (?=[A-Z])")


def captions_by_webvtt_py(path: Path) -> Iterator[tuple[float, float, str]]:
    """Read a file with the library, which leaves entities, markers, `>>` and `-` in the text."""
    for caption in webvtt.read(str(path)).captions:
        text = html.unescape(caption.text).removeprefix(">>").removeprefix("- ")
        text = MARKER.sub(" ", ANSWER.sub(" ", text) if caption.text[0] == "-" else text)
        if re.search(r"\w", text):
            start, end = (
                time.hours * 3600 + time.minutes * 60 + time.seconds + time.milliseconds / 1000
                for time in (caption.start_time, caption.end_time)
            )
            yield round(start, 3), round(end, 3), " ".join(text.split())


def test_webvtt_py_reads_the_same_cues(corpora: Path) -> None:
    paths = [
        *sorted((corpora / "talk-python" / "youtube_transcripts").glob("*.vtt")),
        corpora / "podcast-namespace" / "transcripts" / "example.vtt",
    ]
    assert len(paths) == 48
    for path in paths:
        transcript = read(path)
        expected = list(captions_by_webvtt_py(path))
        ours = [list(cues) for _, cues in itertools.groupby(transcript.cues, lambda cue: cue.line)]
        assert len(ours) == len(expected), path.name
        doubtful = {doubt.line for doubt in transcript.doubts}
        for cues, (start, end, text) in zip(ours, expected, strict=True):
            first, last = cues[0], cues[-1]
            # One file names its speakers before a colon, which the library does not read.
            assert " ".join(cue.text for cue in cues) == text.removeprefix(f"{first.speaker}: ")
            if first.line not in doubtful:
                assert (first.start, last.end) == (start, max(start, end)), (path.name, first.line)


def test_the_speakers_of_a_file_with_voices_are_those_it_names(show: Path) -> None:
    labelled = 0
    for path in sorted((show / "youtube_transcripts").glob("*.vtt")):
        named = set(re.findall(r"<v ([^>]+)>", path.read_text(encoding="utf-8")))
        speakers = {cue.speaker for cue in read(path).cues if cue.speaker}
        if named:
            labelled += 1
            # One name is written with the colon of a label inside its tag.
            assert speakers == {html.unescape(name).rstrip(":") for name in named}, path.name
    assert labelled >= 20
