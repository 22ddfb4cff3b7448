"""The reading of files, and the version that stands for it.

An index keeps the segments of an unchanged file until `READING_VERSION` is raised. So what a file
is read as may change only together with it: `tests/golden/reading.json` holds the version and a
digest of what each file of the test corpora is read as, and `pytest --update` writes no other
digest of an unchanged file under the same version.
"""

from pathlib import Path

import pytest

from index import READING_VERSION
from index.model import Segment
from indexer import recording
from indexer.recording import RawRecording, Recording
from tests.conftest import ROOT
from tests.golden_versions import Digests, Golden, changed_alone, digest, kept_in, written
from tests.indexer.reading import vtt, write
from tests.samples import CORPUS
from tests.test_formats_page import examples

GOLDEN = ROOT / "tests" / "golden" / "reading.json"

# What the sample show and the page of formats have nothing of.
SMALL = {
    "chevrons.vtt": vtt(">> Welcome back, I'm Ann Lee.", ">> Thanks for having me, Ann."),
    "labels.vtt": vtt(
        *("Hello there.", "It is a cache.", "So it is.", "Ann: Is it?", "Example: this.", "Yes."),
        *("Example: that.", "Bob: I see.", "Ann: Good.", "Bob: Very good."),
    ),
    "sounds.vtt": vtt("[Music]", "So (laughs) the answer (if any) is no.", "*sighs* ♪ la la ♪"),
    "loop.vtt": vtt("Hello there.", *["Thank you."] * 7, "And goodbye."),
    "rolling.vtt": vtt("one two", "one two\nthree four", "three four\nfive six", "five six"),
    "sponsor.txt": "\n\n".join(
        [
            "Ann Lee: So that is how a cache is made.",
            "Ann Lee: This portion of the show is brought to you by Linode. Get started at "
            "linode.com/show and get $100 in free credit. Thank you to Linode for supporting "
            "the show.",
            "Bob Ray: Back to caches. I would never write one by hand.",
            "Ann: Nor would I. Bob, thank you for being here.",
        ]
    ),
    "stamped.txt": "".join(
        f"00:{at:02}:00 {who}: {'This is one sentence of eight words here. ' * at}\n"
        for at, who in enumerate(["Ann", "Bob"] * 4, 1)
    ),
    "spanish.srt": "1\n00:00:01,000 --> 00:00:04,000\nHola, ¿qué tal? Esto es un programa sobre "
    "lenguajes de programación.\n",
}


def given(raw: RawRecording) -> object:
    """Return what changes the fingerprint of a recording."""
    contents = {file.name: data.hex() for file, data in raw.contents.items()}
    return [contents, raw.beside.facts]


def values(one: Segment) -> object:
    """Return all that a segment says, by no name that the code has for it."""
    who = [one.speaker, one.speaker_source, one.speaker_probability]
    return [one.ordinal, one.start, one.end, one.text, [*map(list, one.anchors)], *who, one.sponsor]


def taken(reading: Recording) -> object:
    of = reading.episode("", "")
    facts = [of.title, of.number, of.show, of.date, of.people, of.url, of.media_url, of.language]
    chapters = [[chapter.start, chapter.title] for chapter in of.chapters]
    return [[*facts, *chapters], [values(segment) for segment in reading.segments]]


def digests(path: Path) -> Digests:
    raw = recording.load([path], [])
    reading = recording.read(raw, [], [])
    assert reading is not None, path
    return Digests(digest(given(raw)), digest(taken(reading)))


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> Golden:
    """The present reading of the files of the test corpora."""
    small = write(tmp_path_factory.mktemp("small"), SMALL)
    shown = tmp_path_factory.mktemp("formats")
    for name, example in examples():
        write(shown, {f"{name} {len([*shown.glob(f'{name} *')])}": example})
    folders = {
        "corpus": [path for path in CORPUS.iterdir() if path.suffix in {".vtt", ".srt", ".txt"}]
        + [path for path in CORPUS.glob("*.json") if path.name != "episodes.json"],
        "docs/formats.md": [*shown.iterdir()],
        "small": [*small.iterdir()],
    }
    files = {
        f"{folder}/{path.name}": digests(path)
        for folder, paths in folders.items()
        for path in sorted(paths)
    }
    return Golden(READING_VERSION, files)


def test_what_files_are_read_as_changes_only_with_the_version(
    now: Golden, request: pytest.FixtureRequest
) -> None:
    kept = kept_in(GOLDEN)
    assert now.version >= kept.version
    assert changed_alone(kept, now) == [], (
        "raise READING_VERSION in index/versions.py, then --update"
    )
    if request.config.getoption("update"):
        GOLDEN.write_text(written(now), encoding="utf-8")
        kept = kept_in(GOLDEN)
    assert now == kept, "run pytest --update"


def test_another_version_reads_unchanged_files_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, {"talk.vtt": vtt("Hello.")}) / "talk.vtt"
    before = recording.load([path], []).fingerprint
    same = recording.load([path], []).fingerprint
    monkeypatch.setattr("indexer.recording.READING_VERSION", READING_VERSION + 1)

    assert before == same
    assert recording.load([path], []).fingerprint != before
