"""Titles, names of people and lists of chapters above the first turn of a file.

    Lamplight – Episode 12: Clocks        Speakers: Ann Lee, Bob Ray        Chapters:
    Lamplight_ep12_transcript             **Host:** Ann Lee                 00:00 Welcome
    lamplight12.mp3                                                         00:25 The bell

A title is short, ends no sentence, is written as a name and stands alone; only such lines stand
above the first turn. Others may be said, and stay.
"""

import re
from collections.abc import Container, Sequence

from indexer.formats.around.notices import bare
from indexer.formats.grammar import Likeness, candidate, could_be_name, likeness
from indexer.formats.grammar.stamps import TIME, leading
from indexer.formats.header_lines import KEYED, NUMBERED, PERSON_KEYS

__all__ = ["ENDS_NO_TITLE", "chapter_list", "keyed_lines", "names_of", "title_lines"]

_MOST = 3  # lines of a title
_WORDS = 10
_FEWEST = 2  # chapters
_MOST_CHAPTERS = 60
_CHAPTER_WORDS = 12
ENDS_NO_TITLE = frozenset(".!?…。！？,;:")
_ROLE = 5  # words
_ABOUT = frozenset(
    {"file", "filename", "file name", "topics", "topic", "tags", "duration", "length", "client"}
    | {"total time", "running time", "runtime", "project", "transcriber", "transcriptionist"}
)
_EPISODE = re.compile(
    r"(?:[A-Z][^\n:.!?]{1,60}, )?(?:episode|ep\.?|folge|épisode|episodio)\s?#?\d{1,5}\b.{0,100}",
    re.I,
)
_FILE = re.compile(
    r"[^\n/\\:]{1,120}\.(?:mp3|mp4|m4a|m4v|wav|aac|flac|ogg|opus|webm|mov|mkv|docx?|txt|srt|vtt)",
    re.IGNORECASE,
)
_CHAPTERS = frozenset(
    {"chapters", "chapter markers", "timestamps", "timecodes", "time codes", "time stamps"}
    | {"outline", "table of contents", "contents", "topics", "kapitel", "capítulos", "chapitres"}
)
_LONGEST_KEY = 30  # characters
_MARKS = " \t>#*_([•-"
_CLOSING = f"{_MARKS}:：)]"
_CHAPTER = re.compile(rf"[\s>*+•-]*(?P<time>[\[(]?{TIME}[\])]?)[\s:|–—-]+(?P<title>\S[^\n]*)")
_AND = re.compile(r"\s*(?:,|;|&|、|\band\b|\bund\b|\by\b|\bet\b)\s*")
_SMALL = 3  # characters of the words that a title writes small


def title_lines(lines: Sequence[str], top: int, keyed: Container[int] = ()) -> list[int]:
    """Return the indexes of the title above the first turn at `top`, if nothing else is there.

    `keyed` are lines of keys and values, which may stand below it.
    """
    found = [at for at in range(top) if lines[at].strip() and at not in keyed]
    above = lines[top - 1] if top else ""
    if not found or len(found) > _MOST or above.strip():
        return []
    titles = [bare(lines[at]) for at in found]
    if any(likeness(title) is Likeness.NAME for title in titles) and not _has_label(lines[top]):
        return []  # The name may be that of who speaks below it.
    return found if all(map(_is_title, titles)) else []


def _has_label(line: str) -> bool:
    stamp = leading(line.strip())
    return candidate(stamp.said if stamp else line.strip()) is not None


def keyed_lines(lines: Sequence[str], top: int, text: str) -> list[int]:
    """Return the indexes of the lines above the first turn with a key: people, or the file."""
    found: list[int] = []
    for at in range(min(top + 1, len(lines))):
        key, colon, _ = lines[at].partition(":")
        key = key.strip(_MARKS).lower() if colon else ""
        if key not in PERSON_KEYS and key not in _ABOUT:
            continue
        keyed = KEYED.fullmatch(bare(lines[at]).replace("*", ""))
        if keyed is None or not (key in _ABOUT or names_of(keyed["value"])):
            continue
        if keyed["value"][-1] in ENDS_NO_TITLE:
            continue
        label = lines[at][: lines[at].find(":") + 1]
        if text.count(f"\n{label}") + text.startswith(label) == 1:
            found.append(at)
    return found


def names_of(value: str) -> list[str]:
    """Return the names in a list of names, none for anything else.

    A word or two on each of them may follow: `Ann Lee, boat builder`.
    """
    parts = [part.strip() for part in _AND.split(value.strip(" *_."))]
    names = [part for part in parts if " " in part and could_be_name(part)]
    if names[:1] != parts[:1] or value.rstrip(" *_")[-1:] in ENDS_NO_TITLE:
        return []
    return names if all(part.count(" ") < _ROLE for part in parts) else []


def chapter_list(lines: Sequence[str]) -> range:
    """Return the indexes of a list of chapters under its title, an empty range for none."""
    for at, line in enumerate(lines):
        if len(line) > _LONGEST_KEY or line.strip(_CLOSING).lower() not in _CHAPTERS:
            continue
        end = at + 1
        while end < len(lines) and not lines[end].strip():
            end += 1
        first = end
        while end < min(len(lines), first + _MOST_CHAPTERS) and _is_chapter(lines[end]):
            end += 1
        is_ended = end == len(lines) or not lines[end].strip()
        return range(at, end) if is_ended and end - first >= _FEWEST else range(0)
    return range(0)


def _is_chapter(line: str) -> bool:
    chapter = _CHAPTER.fullmatch(line.rstrip())
    if chapter is None:
        return False
    title = chapter["title"]
    return (
        title.count(" ") < _CHAPTER_WORDS and title[-1] not in ENDS_NO_TITLE and ": " not in title
    )


def _is_title(line: str) -> bool:
    """Return whether a line is a title: a name, or the name of a file."""
    words = line.split()
    if not words or len(words) > _WORDS or line[-1] in ENDS_NO_TITLE:
        return False
    if _FILE.fullmatch(line) or NUMBERED.fullmatch(line) or _EPISODE.fullmatch(line):
        return True
    if ":" in line and len(words) < _FEWEST + 1:
        return False
    return all(
        word[0].isupper() or not word.isalpha() or len(word) <= _SMALL for word in words
    ) and (words[0][0].isupper() or "_" in line)
