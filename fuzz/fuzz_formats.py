"""Coverage-guided fuzzing of every parser: bytes in, a transcript or `TranscriptError` out.

    make fuzz SECONDS=600

Needs atheris. Each transcript is cut into segments, and `check` asserts properties of both. The
fuzzing starts from `seeds.py` and the words of `formats.dict`. Inputs that it finds interesting
stay in fuzz/found, which git ignores; `uncovered.py` prints the lines that these never reached.
"""

import sys
from itertools import pairwise
from pathlib import Path

import atheris
import seeds

with atheris.instrument_imports(include=["indexer"]):
    from index import Segment, TranscriptError
    from indexer import recording
    from indexer.cues import Cue, Transcript
    from indexer.talk.segments import cut

HERE = Path(__file__).resolve().parent
FOUND = HERE / "found"

# The names by which a file is read whose content no format recognises.
_NAMES = (
    "talk",
    "talk.vtt",
    "talk.srt",
    "talk.sbv",
    "talk.ass",
    "talk.ttml",
    "talk.html",
    "talk.tsv",
    "talk.csv",
    "talk.json",
    "talk.xml",
    "talk.lrc",
    "talk.cha",
)


def read(data: bytes) -> None:
    """Read `data` and cut it into segments; its first byte may choose the file's name."""
    name = _NAMES[0]
    if data and data[0] < len(_NAMES):
        name, data = _NAMES[data[0]], data[1:]
    try:
        transcript = recording.read_file(Path(name), data)
    except TranscriptError:
        return
    check(transcript, cut(transcript.cues, words=transcript.words))


def check(transcript: Transcript, segments: list[Segment]) -> None:
    """Assert that the cues are clean talk in order, and that the segments hold all of it."""
    cues = transcript.cues
    assert cues
    assert all(cue.text and cue.text == " ".join(cue.text.split()) for cue in cues)
    assert all(cue.speaker is None or cue.speaker.strip() for cue in cues)
    _check_times(cues)
    assert all(count > 0 for count in transcript.removed.values())
    assert all(doubt.line >= 0 and doubt.reason for doubt in transcript.doubts)
    words = [word for cue in cues for word in cue.text.split()]
    assert [word for segment in segments for word in segment.text.split()] == words
    assert all(1 <= len(segment.text.split()) <= 120 for segment in segments)
    for segment in segments:
        assert (segment.start is None) == (segment.end is None)
        offsets = [anchor.offset for anchor in segment.anchors]
        assert offsets == sorted(set(offsets))
        assert all(0 <= offset < len(segment.text) for offset in offsets)
        times = [anchor.second for anchor in segment.anchors]
        assert times == sorted(times)
    starts = [segment.start for segment in segments if segment.start is not None]
    assert starts == sorted(starts)


def _check_times(cues: tuple[Cue, ...]) -> None:
    starts = [cue.start for cue in cues if cue.start is not None]
    assert all(start >= 0 for start in starts)
    assert all(one <= other for one, other in pairwise(starts))
    for cue in cues:
        assert cue.end is None or (cue.start is not None and cue.end >= cue.start)


def main() -> None:
    """Write the seeds into fuzz/found and fuzz until stopped."""
    FOUND.mkdir(exist_ok=True)
    for number, data in enumerate(seeds.seeds()):
        (FOUND / f"seed-{number:03}").write_bytes(data)
    words = f"-dict={HERE / 'formats.dict'}"
    atheris.Setup([*sys.argv, words, str(FOUND)], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
