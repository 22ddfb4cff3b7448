"""Coverage-guided fuzzing of every parser: bytes in, a transcript or `TranscriptError` out.

    make fuzz SECONDS=600

Needs atheris. Starts from the transcripts of corpus/ and the examples of docs/formats.md;
what it finds interesting stays in fuzz/found, which git ignores.
"""

import re
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["indexer"]):
    from index import TranscriptError
    from indexer import formats
    from indexer.segments import cut

ROOT = Path(__file__).resolve().parents[1]
FOUND = ROOT / "fuzz" / "found"
_FENCE = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def read(data: bytes) -> None:
    """Read `data` as any format; its segments must hold every word of its cues."""
    try:
        transcript = formats.read(Path("talk"), data)
    except TranscriptError:
        return
    cues = transcript.cues
    words = [word for cue in cues for word in cue.text.split()]
    segments = cut(cues, words=transcript.words)
    assert [word for segment in segments for word in segment.text.split()] == words
    starts = [cue.start for cue in cues if cue.start is not None]
    assert starts == sorted(starts)
    assert all(start >= 0 for start in starts)


def main() -> None:
    """Seed the found inputs and fuzz until told to stop."""
    FOUND.mkdir(exist_ok=True)
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    for number, example in enumerate(_FENCE.findall(page)):
        (FOUND / f"example-{number}").write_text(example * 4, encoding="utf-8")
    for path in (ROOT / "corpus").iterdir():
        (FOUND / path.name).write_bytes(path.read_bytes()[:4000])
    atheris.Setup([*sys.argv, str(FOUND)], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
