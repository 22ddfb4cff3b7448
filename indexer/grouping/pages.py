"""Pages about episodes: notes with front matter that lie beside the transcripts.

    episodes/12-steam.md       ---                      facts: number, title, date
                               episode: 12
                               title: Steam and tar
                               ---
                               We talk about tar.       about the episode, not said in it
    transcripts/12.json        the talk

A page is joined with the only transcript of its number or its name. A page whose text is a
transcript is no such page, and one without a transcript beside it stays on its own.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from index import TranscriptError
from indexer import file_access, formats, metadata
from indexer.metadata import Known

__all__ = ["join_pages", "page_facts"]

_SUFFIXES = frozenset([".md", ".markdown"])
_RULES = (b"---", b"+++", b"\xef\xbb\xbf---")
_LARGEST = 200_000  # bytes of a page; an hour of talk has 60,000
_TOLD = ("number", "title", "date")

_Recordings = Sequence[tuple[Path, ...]]


def page_facts(path: Path, data: bytes) -> Known | None:
    """Return the facts in `data`, a page about an episode, or None for any other file.

    Its front matter gives two of number, title and date, and its text has neither labels nor
    stamps.
    """
    if path.suffix.lower() not in _SUFFIXES:
        return None
    try:
        text = formats.decode(path, data)
    except TranscriptError:
        return None
    if not text.lstrip("\ufeff\n").startswith(("---", "+++")):
        return None
    known = metadata.known_within(path, text, "")
    if sum(key in known.facts for key in _TOLD) < 2:
        return None
    try:
        cues = formats.parse(path, text).cues
    except TranscriptError:
        return known
    talks = any(cue.speaker is not None or cue.start is not None for cue in cues)
    return None if talks else known


def join_pages(recordings: _Recordings) -> _Recordings:
    """Return the recordings, each with the page about it, and the pages not as recordings.

    A page is joined where exactly one other recording has its number, or else its name. Reads
    the pages; a file that cannot be read is left alone.
    """
    pages: dict[int, str | None] = {}
    talks: defaultdict[str, list[int]] = defaultdict(list)
    for at, files in enumerate(recordings):
        known = _read(files[0]) if len(files) == 1 else None
        if known is not None:
            pages[at] = known.facts.get("number") or metadata.parsed_name(files[0]).number
            continue
        talks[files[0].stem].append(at)
        if (number := metadata.parsed_name(files[0]).number) is not None:
            talks[f"#{number}"].append(at)
    joined: dict[int, int] = {}
    for at, number in pages.items():
        found = talks.get(f"#{number}") or talks.get(recordings[at][0].stem) or []
        if len(found) == 1:
            joined[at] = found[0]
    # Two pages about one talk are about two shows, or two things.
    told = Counter(joined.values())
    joined = {page: talk for page, talk in joined.items() if told[talk] == 1}
    about = {talk: page for page, talk in joined.items()}
    return [
        (*files, *recordings[about[at]]) if at in about else files
        for at, files in enumerate(recordings)
        if at not in joined
    ]


def _read(file: Path) -> Known | None:
    """Return the facts of a file that is a page about an episode, None for another file."""
    if file.suffix.lower() not in _SUFFIXES:
        return None
    try:
        data = file_access.read(file, _LARGEST)
    except TranscriptError:
        return None
    return page_facts(file, data) if data[:6].lstrip().startswith(_RULES) else None
