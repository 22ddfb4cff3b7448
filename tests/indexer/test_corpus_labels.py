"""The labels of real transcripts, listed by a regular expression a corpus, against our speakers.

Each scanner knows the one shape in which its corpus writes labels, and nothing of the readers. It
lists the second and the name of each label whose turn has a time of its own; no segment there may
have another speaker.
"""

import html
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from index import Segment
from indexer import recording

pytestmark = [pytest.mark.corpora, pytest.mark.long]

CLOCK = r"(?:\d+:)?\d+:\d\d(?:\.\d+)?"

SCANNERS = {
    # **Ann Lee:** \[04:03\] So we talk.
    "changelog/*.md": (
        rf"^\*\*(?P<name>[^*:\n]+)(?::\*\*|\*\*:) \\\[(?P<second>{CLOCK})\\\] (?P<said>.+)$"
    ),
    # Speaker 0: 00:00:16, and the talk below
    "bitcoin/*.md": rf"^(?P<name>[^\n:#*-][^\n:]{{0,40}}): (?P<second>{CLOCK})\s*\n+(?P<said>.+)$",
    # Ann Lee (00:00:32) - So we talk      Speaker 1 (00:14):, and the talk below
    "metamuse/*.txt": (
        rf"^(?P<name>[^(\n]{{1,60}}) \((?P<second>{CLOCK})\)(?: - |:\n+)(?P<said>.+)$"
    ),
    # <v Ann Lee>So we talk, under a timing line
    "talk-python/youtube_transcripts/*.vtt": (
        rf"^(?P<second>{CLOCK}) --> [^\n]*\n<v (?P<name>[^>\n]+)>(?P<said>[^\n]+)$"
    ),
    "podcast-namespace/transcripts/*.vtt": (
        rf"^(?P<second>{CLOCK}) --> [^\n]*\n<v (?P<name>[^>\n]+)>(?P<said>[^\n]+)$"
    ),
    # 00:00:27 <v Speaker 1>So we talk
    "talk-python/transcripts/*.txt": (
        rf"^(?P<second>{CLOCK}) <v (?P<name>[^>\n]+)>(?P<said>[^<\n]+)"
    ),
    # Travis: So we talk, under a timing line
    "podcast-namespace/transcripts/*.srt": (
        r"^(?P<second>\d+:\d\d:\d\d,\d+) --> [^\n]*\n(?P<name>[A-Z]\w+): (?P<said>[^\n]+)$"
    ),
}
FEWEST = {"changelog/*.md": 300, "bitcoin/*.md": 190, "metamuse/*.txt": 800}
NO_SPEAKERS = {"break", "jingle", "intro", "outro", "old changelog intro"}
WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 4  # of a turn, by which it is found in the segments


class Label(NamedTuple):
    second: float
    name: str
    said: list[str]


def seconds(clock: str) -> float:
    total = 0.0
    for part in clock.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def labels(shape: str, text: str) -> Iterator[Label]:
    """Yield the labels in a text, but for those of breaks."""
    for found in re.finditer(shape, text, re.MULTILINE):
        name = " ".join(html.unescape(found["name"]).split()).removesuffix(":")
        said = WORD.findall(html.unescape(found["said"]).casefold())
        if name.casefold() not in NO_SPEAKERS and said:
            yield Label(seconds(found["second"]), name, said[:MOST_WORDS])


def is_one(label: str, speaker: str) -> bool:
    """Return whether a label is a speaker's name or a part of it, as `Ann` is of `Ann Lee`."""
    words = set(WORD.findall(label.partition(",")[0].casefold()))
    return words <= set(WORD.findall(speaker.casefold()))


def differ(label: Label, segments: Sequence[Segment]) -> str:
    """Return the speaker of the segment that says a label's words at its second, if another."""
    said = " ".join(label.said)
    there = [
        segment
        for segment in segments
        if segment.start is not None
        and segment.start - 1 <= label.second <= (segment.end or segment.start) + 1
        and said in " ".join(WORD.findall(segment.text.casefold()))
    ]
    names = [segment.speaker for segment in there]
    if not names or any(name and is_one(label.name, name) for name in names):
        return ""
    # Nobody's is no wrong answer.
    return "" if None in names else f"{label.second} {label.name}: {names}"


@pytest.mark.parametrize("files", SCANNERS)
def test_no_turn_carries_another_name_than_its_label(corpora: Path, files: str) -> None:
    count = 0
    wrong: list[str] = []
    unheard: set[tuple[str, str]] = set()
    for path in sorted(corpora.glob(files)):
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        found = list(labels(SCANNERS[files], text))
        if not found:
            continue
        reading = recording.read(recording.load([path], []), [], [])
        assert reading is not None, path.name
        count += len(found)
        wrong += [f"{path.name}: {d}" for label in found if (d := differ(label, reading.segments))]
        speakers = {segment.speaker for segment in reading.segments if segment.speaker}
        unheard |= {
            (path.name, label.name)
            for label in found
            if not any(is_one(label.name, speaker) for speaker in speakers)
        }

    assert count >= FEWEST.get(files, 1)
    assert wrong == []
    assert unheard == set()
