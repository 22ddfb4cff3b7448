"""Files of chapters beside transcripts: which recording has the chapters of which file?

    ep12.chapters.vtt           of the recording ep12 in its folder
    chapters.json               of the only recording in its folder
    ep12.vtt beside ep12.txt    of the recording ep12, where the content shows chapters

A file that is called so and holds talk is a transcript, and chapters without a recording stay on
their own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from index import Chapter, TranscriptError
from indexer import file_access, memory
from indexer.chapters import ChapterFile, overrun, read_chapter_file
from indexer.grouping.pages import join_pages
from indexer.metadata import Facts
from indexer.metadata.file_names import split_language
from indexer.metadata.folders import is_named_by_folder
from indexer.notes import Note

__all__ = ["chapter_files", "chosen_chapters", "is_same_name", "join_beside"]

_NAME = re.compile(r"(?:(.+)[-_. ])?chapters?", re.IGNORECASE | re.DOTALL)
# Files that are called otherwise are parsed for chapters where they are small or begin so, because
# that takes as long as reading their talk.
_SMALL = 8000  # bytes
_HEAD = 400

_Files = tuple[Path, ...]


class _Given(NamedTuple):
    """Chapters with the file that has them, or that they are of, and why they are left out."""

    path: Path
    chapters: tuple[Chapter, ...]
    unclear: str | None = None
    line: int | None = None


def join_beside(recordings: Sequence[_Files]) -> Sequence[_Files]:
    """Return the recordings, each with the page about it and the files of its chapters at the end.

    A file of chapters that belongs to none is a recording of its own, and comes last. Reads the
    files that are called chapters; one that holds none, or cannot be read, is as any other file.
    """
    apart = [
        files[0]
        for files in recordings
        if len(files) == 1 and _NAME.fullmatch(files[0].stem) and _read(files[0]) is not None
    ]
    set_apart = frozenset(apart)
    return _joined(join_pages([files for files in recordings if files[0] not in set_apart]), apart)


def _joined(recordings: Sequence[_Files], apart: Sequence[Path]) -> Sequence[_Files]:
    places: dict[Path, list[int]] = {}
    for at, files in enumerate(recordings):
        for place in dict.fromkeys(file.parent for file in files):
            places.setdefault(place, []).append(at)
    joined = [*recordings]
    alone: list[_Files] = []
    for path in apart:
        here = places.get(path.parent, [])
        of = [at for at in here if any(_is_of(path, file) for file in recordings[at])]
        # `chapters.vtt` is of the one episode of the folder, `12.chapters.vtt` of the captions of
        # 12 in each language.
        talks = [recordings[at][0] for at in of]
        is_named = _called(path) is not None
        if not of or not (is_named or all(is_same_name(talks[0], talk) for talk in talks)):
            alone.append((path,))
            continue
        for at in of:
            joined[at] = (*joined[at], path)
    return [*joined, *alone]


def chapter_files(contents: Mapping[Path, bytes]) -> dict[Path, ChapterFile]:
    """Return the chapters of those files of a recording that hold chapters and no talk.

    There are none where no other file is left for the talk.
    """
    if len(contents) < 2:
        return {}
    read = {
        path: read_chapter_file(path, data)
        for path, data in contents.items()
        if len(data) <= _SMALL or _NAME.fullmatch(path.stem) or b"chapters" in data[:_HEAD].lower()
    }
    found = {path: chapters for path, chapters in read.items() if chapters is not None}
    return found if len(found) < len(contents) else {}


def chosen_chapters(
    talk: Path,
    end: float | None,
    files: Mapping[Path, ChapterFile],
    facts: Sequence[Facts],
    skipped: list[Note],
    doubts: list[Note],
) -> tuple[Chapter, ...]:
    """Return the chapters of the transcript `talk`, which ends at the second `end`.

    The order of trust is: the `files` of chapters, the lists in `facts`, descriptions in `facts`.
    Chapters with unclear times, and those that go on after the talk, are left out with a doubt.
    Files that are not needed are added to `skipped`.
    """
    chosen: tuple[Chapter, ...] = ()
    for given in _given(talk, files, facts, skipped):
        if chosen:
            if given.path in files:
                skipped.append(Note(given.path, f"more chapters of {talk.name}, which has some"))
            continue
        unclear = given.unclear or overrun(given.chapters, end)
        if unclear is None:
            chosen = given.chapters
        else:
            doubts.append(Note(given.path, f"its chapters are left out: {unclear}", given.line))
    return chosen


def is_same_name(one: Path, other: Path) -> bool:
    """Return whether two files of one folder have one name, but for endings and languages.

    Files that have their name from the folder have one.
    """
    names = {split_language(file.stem)[0] for file in (one, other)}
    by_folder = is_named_by_folder(one) and is_named_by_folder(other)
    return one.parent == other.parent and (len(names) == 1 or by_folder)


def _given(
    talk: Path,
    files: Mapping[Path, ChapterFile],
    facts: Sequence[Facts],
    skipped: list[Note],
) -> Iterator[_Given]:
    for path, read in files.items():
        if _is_of(path, talk):
            yield _Given(path, read.chapters, read.unclear, read.line)
        else:
            reason = f"chapters of another file of the episode than {talk.name}, which was taken"
            skipped.append(Note(path, reason))
    for key in ("chapters", "described"):
        for known in facts:
            if known.get(key):
                yield _Given(talk, known[key])


def _is_of(chapters: Path, talk: Path) -> bool:
    """Return whether a file of chapters has the name of a transcript beside it, or any name."""
    called = _called(chapters)
    if chapters.parent != talk.parent or chapters == talk:
        return False
    return called is None or called in (talk.stem, split_language(talk.stem)[0])


def _called(path: Path) -> str | None:
    """Return the name of the recording in that of a file of chapters, None if there is none."""
    named = _NAME.fullmatch(path.stem)
    return named[1] if named else split_language(path.stem)[0]


def _read(path: Path) -> ChapterFile | None:
    try:
        with memory.limited(memory.MOST_OF_TALK):
            return read_chapter_file(path, file_access.read(path))
    except (MemoryError, TranscriptError):
        return None
