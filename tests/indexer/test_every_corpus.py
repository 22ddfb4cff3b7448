import re
from pathlib import Path

import pytest

from index import TranscriptError
from indexer import formats
from indexer.segments import cut

pytestmark = pytest.mark.corpora

MARKUP = re.compile(
    r"</?(?:v|c|i|b|u|font|p|cite|time|br)\b[^<>]{0,40}>|&(?:amp|lt|gt|quot|nbsp|#\d+);"
    r"|\*\*[^*]{1,40}:\*\*|\\\[|\{\\"  # "****" stands for a word that was said
)
PAPERS = {"LICENSE", "README", "COPYING", "EXCERPTS", "transcript", "transcripts"}


def test_every_real_file_is_read_cleanly_or_reported(corpora: Path) -> None:
    read = 0
    for path in sorted(corpora.rglob("*.*")):
        if path.is_dir() or path.stem in PAPERS:
            continue
        try:
            transcript = formats.read(path, path.read_bytes())
        except TranscriptError as error:
            pytest.fail(str(error))
        segments = cut(transcript.cues, words=transcript.words)
        read += 1
        assert segments, path
        starts = [segment.start for segment in segments if segment.start is not None]
        assert starts == sorted(starts), path
        assert all(start >= 0 for start in starts), path
        for segment in segments:
            assert segment.end is None or segment.start is None or segment.end >= segment.start
            assert segment.text.strip(), path
            assert not MARKUP.search(segment.text), (path, MARKUP.search(segment.text))
    assert read > 640


def test_papers_beside_transcripts_are_told_apart(corpora: Path) -> None:
    for name in ("README.md", "EXCERPTS.md", "changelog/LICENSE", "metamuse/README.md"):
        path = corpora / name
        with pytest.raises(TranscriptError):
            formats.read(path, path.read_bytes())
