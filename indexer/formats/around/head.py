"""The lines above the talk: title, date, length, key words and people, as tools write them.

    Harbour desk ep 12                            Harbour desk - 2024/02/01 13:58 GMT - Transcript
    Thu, Feb 01, 2024 2:00PM • 1:01:11            Attendees
    SUMMARY KEYWORDS                              Nora Quist, Pavel Imre
    boats, tar, epoxy                             Transcript
    SPEAKERS
    Nora Quist, Pavel Imre                        NQ = Nora Quist

They are told by a line that no talk has, above the first turn. Prose above the first turn stays
talk, unless a line says that the transcript begins below it. Sources: Otter, Google Meet, Teams,
Fathom, Feishu, Clova Note, hand-made pages.
"""

import itertools
import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from indexer.dates import find_date, parse_date
from indexer.formats.around.notices import bare, is_credit, is_made_by, is_note
from indexer.formats.around.titles import chapter_list, keyed_lines, names_of, title_lines
from indexer.formats.grammar import Likeness, candidate, could_be_name, likeness
from indexer.formats.grammar.heads import of_line
from indexer.formats.grammar.stamps import TIME, is_stamped
from indexer.formats.header_lines import (
    KEYED,
    KEYS,
    LINES,
    LONGEST,
    NUMBERED,
    PERSON_KEYS,
)
from indexer.formats.timecodes import CLOCK

__all__ = ["Head", "above_talk"]

_MOST_LINES = 80  # of a head
_PROSE = 9  # words

_MARKER = re.compile(
    r"(?:(?:full|episode|auto-generated|video|show|raw|edited|meeting|interview)[ -])?"
    r"(?:transcript|transcription|transkript|transcrição|transcripción|文字记录|文字起こし|逐字稿"
    r"|녹취록|расшифровка)\s?[:：]?",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?:summary keywords|key ?words|speakers?|attendees|participants|invitees|invited|关键词"
    r"|关键字|发言人|参会人|摘要|議題|参加者|概要|キーワード|키워드|참석자|요약)\s?[:：]?",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:summary|outline|action items|highlights|overview|topics|chapters|people|key takeaways"
    r"|notes)\s?[:：]?",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"(?:speakers?|attendees|participants|invitees|invited|people|发言人|参会人|参加者|참석자)\s?[:：]?",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?<![\d.])(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{4}|\d{4}年\d{1,2}月\d{1,2}日)(?!\d)"
)
_LENGTH = re.compile(
    rf"(?:(?:duration|length|recording length|dauer|durée)\s?:?\s?)?(?:{TIME}"
    r"|(?:\d{1,3} ?(?:h|hrs?|hours?|m|min|mins?|minutes?|분|分钟|分|秒|초|s|secs?|seconds?)"
    r"\.?,? ?){1,3})",
    re.IGNORECASE,
)
_TITLED = re.compile(r".{1,100}\s[–—|-]\s?(?:transcript(?:ion)?|meeting recording)", re.IGNORECASE)
_RECORDING = re.compile(r"(?:view|watch|listen to)(?: the)? recording\b.{0,120}", re.IGNORECASE)
_INITIALS = re.compile(r"([A-Z]{1,4})\s?(?:=|:|–|-)\s{0,2}([^\W\d_][^=:\n]{2,50})")
_ENDS = frozenset(".!?…。！？")
_AROUND_TITLE = re.compile(
    r"[\s–—|-]*(?:\d{8}[_-]?\d{0,6}|meeting recording|transcript(?:ion)?|recording)?[\s–—|-]*$",
    re.IGNORECASE,
)


class Head(NamedTuple):
    """The lines above the talk, by their indexes, and the facts in them."""

    lines: frozenset[int]
    facts: dict[str, object]


def above_talk(lines: Sequence[str], text: str) -> Head:
    """Return the lines at the head of a file that are about it, and their facts."""
    chapters = chapter_list(lines[:_MOST_LINES])
    top, is_stamped = _first_turn(lines[:_MOST_LINES], text, chapters)
    marker = _marker(lines, top)
    keyed = _keyed(lines)
    if marker is None and top is None:
        dated = _dated(lines)
        return Head(dated | keyed, _facts(lines, dated))
    end = min(len(lines), top if top is not None else (marker or 0) + 1)
    taken = {*keyed, *keyed_lines(lines, end, text)}
    taken.update(title_lines(lines, top or 0, frozenset(taken)))
    if top is None or (chapters and chapters[-1] < top):
        taken.update(chapters)
    if marker is not None:
        taken.update(range(marker + 1))
    if marker is not None or _initials(lines, end) or any(map(_is_sign, lines[:end])):
        taken.update(_furniture(lines, end, is_stamped))
    if 0 in taken:
        # `Transcribed by several people.` is no talk in the lines of a title and a date.
        block = itertools.takewhile(lambda at: lines[at].strip(), range(min(len(lines), LINES)))
        taken.update(at for at in block if is_made_by(lines[at]))
    found = frozenset(at for at in taken if lines[at].strip())
    return Head(found, _facts(lines, found - keyed))


def _furniture(lines: Sequence[str], end: int, sections: bool) -> set[int]:
    """Return the lines above the first turn and the first prose; prose of `sections` is none."""
    taken: set[int] = set()
    in_section = has_text = False
    for at in range(end):
        line = bare(lines[at])
        if not line:
            # A blank line ends the text of a section.
            in_section = in_section and not has_text
            continue
        if _SECTION.fullmatch(line) or _MARKER.fullmatch(line) or _PART.fullmatch(line):
            in_section, has_text = sections, False
        else:
            has_text = True
        if not in_section and _is_prose(line) and not is_credit(line):
            break
        taken.add(at)
    return taken


def _first_turn(
    lines: Sequence[str], text: str, chapters: Container[int]
) -> tuple[int | None, bool]:
    """Return the index of the line that opens the first turn, and whether it has a time."""
    for at, line in enumerate(lines):
        said = line.strip().lstrip("#> ")
        if not said or at in chapters or _is_sign(said):
            continue
        if is_stamped(said):
            return at, True
        head = candidate(said) or of_line(said, line.lstrip().startswith("#"))
        if head is None or likeness(head.name) is Likeness.SENTENCE:
            continue
        if head.stamped and not find_date(said):
            return at, True
        if not said.startswith("http") and not _is_key(said):
            opening = line[: line.find(head.name) + len(head.name)]
            if text.count(f"\n{opening}") > 1:
                return at, False
    return None, False


def _is_key(line: str) -> bool:
    key = KEYED.fullmatch(bare(line))
    return key is not None and key["key"].lower() in KEYS


def _marker(lines: Sequence[str], top: int | None) -> int | None:
    """Return the index of the line that says that the transcript is below it."""
    end = top if top is not None else len(lines) // 2
    # Without turns only a heading is sure.
    may_be = (at for at in range(end) if top is not None or lines[at][:1] == "#")
    found = [at for at in may_be if _MARKER.fullmatch(bare(lines[at]))]
    return found[-1] if found else None


def _keyed(lines: Sequence[str]) -> frozenset[int]:
    """Return the lines of a header of keys and values, as `indexer.metadata.headers` reads it."""
    found: list[int] = []
    keys: set[str] = set()
    blank = sure = False
    for at, line in enumerate(lines[:LINES]):
        said = bare(line)
        key = KEYED.fullmatch(said)
        if not said:
            blank = True
            continue
        if len(said) > LONGEST or (blank and found and not (key or parse_date(said))):
            break
        if not found and NUMBERED.fullmatch(said):
            sure = True
            found.append(at)
        elif key and key["key"].lower() in KEYS | PERSON_KEYS:
            keys.add(key["key"].lower())
            found.append(at)
        elif (found or keys) and parse_date(said):
            sure = sure or bool(keys)
            keys.add("date")
            found.append(at)
        elif found:
            if blank:
                break
        elif at > 1:
            break
    if not keys & KEYS or not (sure or keys & KEYS):
        return frozenset()
    return frozenset(found)


def _dated(lines: Sequence[str]) -> frozenset[int]:
    """Return the lines around a date on a line of its own, which are about the file."""
    blank = next((at for at, line in enumerate(lines[:8]) if not line.strip() and at), 0)
    head = range(blank)
    if any(parse_date(bare(lines[at])) or is_credit(lines[at]) for at in head):
        return frozenset(at for at in head if lines[at].strip())
    return frozenset()


def _is_sign(line: str) -> bool:
    """Return whether a line stands above talk only: a date, a length, the head of a section."""
    said = bare(line)
    if not said or len(said) > LONGEST:
        return False
    words = said.count(" ") + 1
    is_short = words <= _PROSE + 3 and said[-1] not in _ENDS and "://" not in said
    if is_short and (_DATE.search(said) or find_date(said)):
        return True
    return (
        _SECTION.fullmatch(said) is not None
        or _MARKER.fullmatch(said) is not None
        or (_LENGTH.fullmatch(said) is not None and re.fullmatch(CLOCK, said) is None)
        or _TITLED.fullmatch(said) is not None
        or _RECORDING.fullmatch(said) is not None
        or is_credit(said)
        or is_note(said)
    )


def _is_prose(line: str) -> bool:
    words = len(line.split())
    return words >= _PROSE or (words >= 4 and line[-1] in _ENDS)


def _initials(lines: Sequence[str], end: int) -> list[str]:
    """Return the names in a key of initials above the talk: `NQ = Nora Quist`."""
    names: list[str] = []
    for line in lines[:end]:
        found = _INITIALS.fullmatch(bare(line))
        if found and could_be_name(found[2]):
            first = "".join(word[0] for word in found[2].split()).upper()
            if found[1] in (first, first[:1]) or "=" in line:
                names.append(found[2].strip())
    return names


def _facts(lines: Sequence[str], taken: frozenset[int]) -> dict[str, object]:
    facts: dict[str, object] = {}
    names: list[str] = _initials(lines, max(taken, default=-1) + 1)
    in_people = False
    for at in sorted(taken):
        said = bare(lines[at])
        date = find_date(said) if said.count(" ") < _PROSE else None
        if date is not None:
            facts.setdefault("date", date)
        if _SECTION.fullmatch(said) or _MARKER.fullmatch(said):
            in_people = _PEOPLE.fullmatch(said) is not None
        elif (key := KEYED.fullmatch(said.replace("*", ""))) and key["key"].lower() in PERSON_KEYS:
            names += names_of(key["value"])
        elif in_people:
            found = [" ".join(name.split()) for name in re.split(r"[,;、]", said)]
            names += [name for name in found if " " in name and could_be_name(name)]
        elif at == min(taken) and parse_date(said) is None and (title := _title(said)):
            facts["title"] = title
    if names:
        facts["people"] = tuple(dict.fromkeys(names))
    return facts


def _title(line: str) -> str:
    """Return the title in the first line of a head, without its date and the name of its kind."""
    if _SECTION.fullmatch(line) or _INITIALS.fullmatch(line) or is_credit(line) or is_note(line):
        return ""
    if found := _DATE.search(line):
        line = line[: found.start()]
    if _LENGTH.fullmatch(line) or _RECORDING.fullmatch(line) or ":" in line:
        return ""
    before = ""
    while before != line:
        before, line = line, _AROUND_TITLE.sub("", line)
    return line.strip()
