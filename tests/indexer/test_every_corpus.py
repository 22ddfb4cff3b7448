import itertools
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from index import TranscriptError
from indexer import recording
from indexer.notes import Note
from indexer.recording import Recording
from tests.indexer import plain_reading

pytestmark = [pytest.mark.corpora, pytest.mark.long]

PAPERS = {"LICENSE", "README", "COPYING", "EXCERPTS", "transcript", "transcripts"}
MARKUP = re.compile(
    r"</?(?:v|c|i|b|u|font|p|cite|time|br)\b[^<>]{0,40}>|&(?:amp|lt|gt|quot|nbsp|#\d+);"
    r"|\*\*[^*]{1,40}:\*\*|\\\[|\{\\"  # "****" stands for a word that was said
)
WORDS_MAY_DIFFER = 0.01
PARTS = 6

# Who talks where no label says so, or where the label is one of a kind: known from outside.
ALSO_TALK = {
    "talk-python/original/": {"Michael Kennedy", "Armin Ronacher"},
    "talk-python/transcripts/495-": {"Michael Kennedy", "Jeff Boeing"},
    "bitcoin/sf-bitcoin-meetup__2019-12-16": {"murch", "sipa"},
    "bitcoin/tftc-podcast": {"Marty Bent"},
}


class File(NamedTuple):
    name: str
    path: Path
    text: str
    reading: Recording


@pytest.fixture(scope="module", params=range(PARTS))
def files(corpora: Path, request: pytest.FixtureRequest) -> list[File]:
    """Read a part of the files of the corpora as indexing does, each for itself.

    Reading all of them takes a while, and each of pytest's workers has fixtures of its own:
    in parts, no worker has to read what another one tests.
    """
    read: list[File] = []
    unread: list[str] = []
    paths = [path for path in corpora.rglob("*.*") if path.stem not in PAPERS]
    for path in sorted(filter(Path.is_file, paths))[request.param :: PARTS]:
        skipped: list[Note] = []
        reading = recording.read(recording.load([path], skipped), skipped, [])
        if reading is None:
            unread += map(str, skipped)
            continue
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        read.append(File(str(path.relative_to(corpora)), path, text, reading))
    assert unread == []
    assert len(read) * PARTS > 640
    return read


def wrong(files: Iterable[File], holds: Callable[[Recording], bool]) -> list[str]:
    """Return the names of the files of which something does not hold."""
    return [file.name for file in files if not holds(file.reading)]


def ascend(numbers: Iterable[float | None]) -> bool:
    known = [number for number in numbers if number is not None]
    return all(one <= other for one, other in itertools.pairwise([0.0, *known]))


def test_times_are_in_order_and_no_end_is_before_its_start(files: list[File]) -> None:
    def holds(reading: Recording) -> bool:
        return (
            ascend(cue.start for cue in reading.transcript.cues)
            and ascend(segment.start for segment in reading.segments)
            and all(
                ascend([segment.start, *(anchor.second for anchor in segment.anchors), segment.end])
                and ascend(anchor.offset for anchor in segment.anchors)
                for segment in reading.segments
            )
        )

    assert wrong(files, holds) == []


def test_no_text_is_empty_or_too_long(files: list[File]) -> None:
    def holds(reading: Recording) -> bool:
        return all(1 <= len(segment.text.split()) <= 120 for segment in reading.segments)

    assert wrong(files, holds) == []


def test_no_markup_and_no_entity_is_left(files: list[File]) -> None:
    left = [
        (file.name, found[0])
        for file in files
        for segment in file.reading.segments
        if (found := MARKUP.search(segment.text))
    ]

    assert left == []


def test_every_word_of_the_cues_is_in_a_segment_in_order(files: list[File]) -> None:
    def holds(reading: Recording) -> bool:
        cues = " ".join(cue.text for cue in reading.transcript.cues)
        return cues == " ".join(segment.text for segment in reading.segments)

    assert wrong(files, holds) == []


def test_words_are_kept_and_what_is_removed_is_counted(files: list[File]) -> None:
    off = []
    for file in files:
        lines = plain_reading.lines(file.path, file.text)
        once = plain_reading.deduplicated(lines)
        source = plain_reading.words(once)
        ours = plain_reading.words([segment.text for segment in file.reading.segments])
        removed = file.reading.transcript.removed
        looped = removed.get("looped words", 0) + removed.get("repeated words", 0)
        repeated = plain_reading.words(lines).total() - source.total() if once != lines else 0
        may_differ = WORDS_MAY_DIFFER * source.total()
        lost = (source - ours).total() - removed.get("sung words", 0)
        invented = (ours - source).total()
        # "It's" is one word to the one, two to the other.
        miscounted = abs(looped - repeated) - repeated / 2
        if max(lost, invented, miscounted) > may_differ:
            off.append((file.name, source.total(), lost, invented, looped, repeated))

    assert off == []


def test_speakers_are_those_that_a_file_names(files: list[File]) -> None:
    strangers = []
    unheard = []
    for file in files:
        talk = set().union(
            *(who for where, who in ALSO_TALK.items() if file.name.startswith(where))
        )
        named = plain_reading.speakers(file.path, file.text)
        speakers = {segment.speaker for segment in file.reading.segments if segment.speaker}
        if more := plain_reading.folded(speakers) - plain_reading.folded(named | talk):
            strangers.append((file.name, more))
        if len(named) > 1 and "<v " in file.text and not speakers:
            unheard.append(file.name)

    assert strangers == []
    assert unheard == []


def test_papers_beside_transcripts_are_told_apart(corpora: Path) -> None:
    for name in ("README.md", "EXCERPTS.md", "changelog/LICENSE", "metamuse/README.md"):
        path = corpora / name
        with pytest.raises(TranscriptError):
            recording.read_file(path, path.read_bytes())
