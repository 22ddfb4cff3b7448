"""Cues from running text with labels, stamps in brackets and paragraphs.

    Adam (00:26): Hello and welcome     a label and a stamp open a turn
    to the show. [00:31] Today          a line goes on; a stamp inside is an anchor

All text formats use this module. A label is valid up to the next one, across paragraphs and
headings. A line continues the one above unless that ended a sentence: transcribers wrap lines
anywhere, but machines that write a sentence on each line repeat whole lines in loops.
"""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from indexer.cues import SLOW, Cue, Transcript
from indexer.formats import limits
from indexer.formats.text import front_matter, markdown
from indexer.formats.text.labels import Candidate, Labels, is_break, is_question_or_answer
from indexer.formats.time_order import in_order
from indexer.formats.timecodes import CLOCK, seconds
from indexer.sound_markers import is_speech

__all__ = ["SUFFIXES", "Outline", "outline", "transcript"]

SUFFIXES = (".txt", ".md", ".markdown")

_HEAD_SIZE = 100
_MARK = r"[*_]{0,3}"
_NAME = r"[^\W_](?:[\w .,'’&/#\"“”()+-]{0,58}[\w.)\"”])?"
_BRACKETED = rf"\\?[\[(]{{1,2}}{CLOCK}\\?[\])]{{1,2}}(?:\([^()\s]{{1,500}}\))?"
_STAMP = _BRACKETED.replace(CLOCK, f"({CLOCK})")
_SECONDS = r"(?:\d{1,3}:){0,2}\d{1,5}(?:[.,]\d{1,3})?"

_HEADS = {
    # **Ann:** Hello | **Ann**: Hello | Ann: [04:03] Hello | Ann: 00:00:16 | Ann:
    "colon": re.compile(rf"({_MARK})({_NAME})(?:{_MARK}\s?:{_MARK}(?:\s+|$)|{_MARK}：)(.*)"),
    # Ann (00:03): Hello | Ann (00:03) - Hello | **Ann** [00:03] Hello
    "stamp": re.compile(
        rf"({_MARK})({_NAME}){_MARK}\s{{1,4}}({_MARK}{_BRACKETED}{_MARK}\s?[:–—-]?{_MARK}(?:\s.*|$))"
    ),
    # Ann  0:25 | Ann - 0:25
    "alone": re.compile(
        rf"({_MARK})({_NAME}){_MARK}:?\s{{1,4}}(?:[|•–—-]\s)?({CLOCK}{_MARK}:?)\s*$"
    ),
    # [Speaker 1] [00:08] Hello
    "bracket": re.compile(rf"({_MARK})\\?\[({_NAME})\\?\]{_MARK}:?\s+(.*)"),
    # Q - How?
    "dash": re.compile(r"()(Q|A)\s[-–—]\s+(.*)"),
}
# [00:00] Hello | [00:01] - Hello | (00:46): Hello | [Time 0:00:50] | [0.00 --> 1.76]  Hello
_LEADING = re.compile(
    rf"{_MARK}(?:\\?\[Time\s({CLOCK})\\?\]|{_STAMP}"
    rf"|\[\s?({_SECONDS})s?\s?(?:-{{1,2}}>|[-–—])\s?({_SECONDS})s?\s?\]){_MARK}"
    rf"(?:\s?:{_MARK})?(?:\s{{0,3}}([-–—]))?(?:\s+|$)"
)
_BARE = re.compile(rf"({CLOCK}){_MARK}:?\s*$")
_ALONE = re.compile(CLOCK)
_INSIDE = re.compile(rf"\[(?:Time )?({CLOCK})\]")
_OF_THE_FILE = re.compile(r"\d{4}-\d{2}-\d{2}|Transcri(?:bed|pt|ption) by\b.*", re.IGNORECASE)
_TITLE_LINES = 8
_UNTIL = re.compile(rf"(?:to|-|–)\s{{1,3}}\\?\[({CLOCK})\\?\]\s*")
_OPENS_STAMP = frozenset("[(\\*_")
_UNLABELLED = 150  # words
_ENDS = frozenset(".!?…。！？")
_CLOSING = "\"'”’)]»*_"
_ENDS_OR_CLOSES = _ENDS.union(_CLOSING)


class _Stamp(NamedTuple):
    start: float
    end: float | None
    new_turn: bool
    said: str


@dataclass
class Outline:
    """The labels and stamps of a text, found before it is read.

    `heads` holds the labels by line. `stamped` counts the lines that open with a stamp in
    brackets, `openings` those that do not continue the line above. `others_speak` means that a
    voice without a label speaks beside those with one.
    """

    heads: dict[int, Candidate] = field(default_factory=dict)
    stamped: int = 0
    openings: int = 0
    others_speak: bool = False

    @property
    def is_labelled(self) -> bool:
        """Whether there is more than one label, or one with a time that opens the text."""
        return len(self.heads) > 1 or any(
            head.stamped and not head.before for head in self.heads.values()
        )


def transcript(name: str, text: str) -> Transcript:
    """Return the transcript in running text, read as the format `name`.

    Raises `TooLong` for more lines than a recording has.
    """
    limits.check(text)
    lines = list(_lines(text))
    turns = _Turns(_outline(lines))
    cues = turns.read(lines)
    _move_past_breaks(cues, turns.at_breaks)
    if cues and cues[0].start is None and any(cue.start is not None for cue in cues):
        # Talk before the first stamp begins with the recording.
        cues[0] = cues[0]._replace(start=0.0)
    ordered, doubts = in_order(cues)
    return Transcript(name, ordered, doubts)


def _move_past_breaks(cues: list[Cue], at_breaks: Iterable[int]) -> None:
    """Move the start of cues that only have the stamp of the break before them.

    The file gives the start of a break. The words after it are said before the next stamp, at
    `SLOW` words a second or more, so the break ends no earlier than that. The cue starts there.
    """
    for at in at_breaks:
        following = next((n for n in range(at + 1, len(cues)) if cues[n].start is not None), at)
        began, until = cues[at].start, cues[following].start
        if began is not None and until is not None:
            words = sum(cue.text.count(" ") + 1 for cue in cues[at:following])
            cues[at] = cues[at]._replace(start=max(began, round(until - words / SLOW, 3)))


def outline(text: str) -> Outline:
    """Return the outline of a text, or of the head of one."""
    return _outline(_lines(text))


def _outline(lines: Iterable[markdown.Line]) -> Outline:
    outline = Outline()
    candidates: dict[int, Candidate] = {}
    words = 0
    ended = True
    for number, said, is_heading in lines:
        if not said:
            ended = True
            continue
        stamp = _LEADING.match(said) if said[0] in _OPENS_STAMP else None
        if ":" in said or "：" in said or " - " in said:
            candidate = _candidate(said[stamp.end() :] if stamp else said, words)
            if stamp and candidate and candidate.bold:
                # **[04:03] Ann:** Hello
                candidate = candidate._replace(stamped=True, shape="after a stamp")
            # A heading with a colon is a heading; one with a time may be a label.
            if candidate and (candidate.stamped or not is_heading):
                candidates[number] = candidate
        if is_heading:
            ended = True
            continue
        outline.openings += ended
        outline.stamped += stamp is not None
        ended = said[-1] in _ENDS_OR_CLOSES and _ends_sentence(said)
        words += said.count(" ") + 1
    labels = Labels(candidates.values(), outline.openings)
    outline.heads = {number: one for number, one in candidates.items() if one in labels}
    # If a long opening has no label, its speaker may go on without one.
    first = next(iter(outline.heads.values()), None)
    outline.others_speak = (
        labels.are_bare and first is not None and first.before >= max(_UNLABELLED, words / 20)
    )
    return outline


def _lines(text: str) -> Iterator[markdown.Line]:
    _, body, removed = front_matter.split(text)
    found = markdown.lines(body, removed + 1)
    head = list(itertools.islice(found, _TITLE_LINES))
    blank = next((at for at, line in enumerate(head) if not line[1]), 0)
    # The lines around a date on a line of its own are about the file.
    if any(_OF_THE_FILE.fullmatch(line[1]) for line in head[:blank]):
        head = head[blank:]
    return itertools.chain(head, found)


def _leading(line: str) -> _Stamp | None:
    m = _LEADING.match(line) if line[:1] in _OPENS_STAMP else None
    if m is None:
        return None
    noted, alone, start, end, dash = m.groups()
    return _Stamp(
        seconds(noted or alone or start),
        seconds(end) if end else None,
        # A dash after `(0:46)` is punctuation.
        dash is not None and "[" in m[0],
        line[m.end() :],
    )


def _candidate(line: str, before: int) -> Candidate | None:
    opening = line[:_HEAD_SIZE]
    if ":" not in opening and "：" not in opening and " - " not in opening:
        return None
    for kind, pattern in _HEADS.items():
        m = pattern.match(line)
        if m is None:
            continue
        mark, name, said = m.groups()
        if not name.isalnum():
            name = " ".join(markdown.plain(name).split())
        stamp = _LEADING.match(said) if said[:1] in _OPENS_STAMP else None
        stamped = stamp is not None or (said[:1].isdecimal() and _BARE.match(said) is not None)
        if kind == "bracket" and (not stamped or _is_sound(name)):
            return None
        shape = kind
        if stamped:
            # The marks around the stamp: `(:` for `(0:46): Hello`.
            closing = stamp[0].rstrip(" \t*_")[-1] if stamp else ""
            shape = f"{kind}{mark}{said[:1].strip('0123456789')}{closing}"
        # `**[04:03] Ann:** Hello` opens the bold type before its stamp.
        is_bold = bool(mark) or "*" in line[m.end(2) : m.start(3)]
        return Candidate(name, shape, stamped, is_bold, before, said)
    return None


@functools.lru_cache(1024)
def _is_sound(name: str) -> bool:
    return not is_speech(f"[{name}]")


def _ends_sentence(line: str) -> bool:
    return line[-1] in _ENDS or (line[-1] in _CLOSING and line.rstrip(_CLOSING)[-1:] in _ENDS)


class _Turns:
    """The reader of lines, with the voice and the time that are valid at the line."""

    def __init__(self, outline: Outline) -> None:
        self._heads = outline.heads
        self._others_speak = outline.others_speak
        self.at_breaks: list[int] = []
        """The numbers of the cues that begin at the stamp of the break before them."""
        self._cues: list[Cue] = []
        self._voice: str | None = None
        self._voice_ends = False
        self._has_spoken = False
        self._break_start: float | None = None
        # The fields of the next cue:
        self._lines: list[str] = []
        self._number = 0
        self._start: float | None = None
        self._end: float | None = None
        self._new_turn = False
        self._after_break = False

    def read(self, lines: Iterable[markdown.Line]) -> list[Cue]:
        """Return the cues in the lines."""
        above = ""
        for number, said, is_heading in lines:
            stamp = _leading(said) if said[:1] in _OPENS_STAMP else None
            head = self._heads.get(number)
            if self._lines and (
                not said
                or is_heading
                or head is not None
                or stamp is not None
                or said == above
                or (above[-1] in _ENDS_OR_CLOSES and _ends_sentence(above))
            ):
                self._say()
            above = said
            if is_heading:
                self._after_break = True
            if said[:1] == ":" and self._start is not None and not self._lines:
                # The colon of a stamp on the line above.
                said = said[1:].lstrip()
            elif self._cues and said[:1].isdigit() and _ALONE.fullmatch(said):
                # A stamp of Google Meet; above the talk it is the length of the recording.
                self._start, self._end, said = seconds(said), None, ""
            if stamp:
                self._start, self._end = stamp.start, stamp.end
                self._new_turn = self._new_turn or stamp.new_turn
                said = stamp.said
            if head:
                said = self._turn_to(head)
            elif not said:
                self._end_paragraph()
            if said and (head or not is_heading):
                if not self._lines:
                    self._number = number
                self._lines.append(said)
        if self._lines:
            self._say()
        return self._cues

    def _turn_to(self, head: Candidate) -> str:
        """Take the label and its stamp, and return the text after them."""
        said = head.said
        if head.stamped:
            if stamp := _leading(said):
                self._start, self._end, said = stamp.start, stamp.end, stamp.said
            elif bare := _BARE.match(said):
                self._start, self._end, said = seconds(bare[1]), None, ""
        if is_break(head.name):
            # `**Jingle:** [58:03] to [58:19]`: the talk continues at its end.
            if until := _UNTIL.match(said):
                self._start, said = seconds(until[1]), said[until.end() :]
            else:
                self._break_start = self._start
            self._after_break = True
            # The speaker before the jingle goes on after it, but does not say its words.
            self._voice = None if said else self._voice
        elif is_question_or_answer(head.name):
            self._new_turn = True
            self._voice = None
        else:
            self._voice = head.name
        self._has_spoken = False
        # An answer follows a question, with a label or without.
        self._voice_ends = head.name in ("Q", "q") or (
            self._others_speak and self._voice is not None
        )
        return said

    def _end_paragraph(self) -> None:
        # A label alone on its line may have a blank line below it.
        if self._voice_ends and self._has_spoken:
            self._voice = None
            self._voice_ends = False
            self._new_turn = True

    def _say(self) -> None:
        """Add cues for the collected lines, cut at the stamps inside them."""
        if len(self._cues) > limits.MOST_CUES:
            raise limits.TooLong(limits.MOST_CUES, "cues")
        text = markdown.plain(self._lines[0] if len(self._lines) == 1 else " ".join(self._lines))
        self._lines.clear()
        for at, part in enumerate(_INSIDE.split(text) if "[" in text else (text,)):
            if at % 2:
                self._start, self._end = seconds(part), None
            elif part := part.strip():
                if self._break_start is not None and self._start == self._break_start:
                    self.at_breaks.append(len(self._cues))
                self._break_start = None
                self._cues.append(
                    Cue(
                        part,
                        self._start,
                        self._end,
                        self._voice,
                        self._new_turn,
                        self._after_break,
                        self._number,
                    )
                )
                self._start = self._end = None
                self._new_turn = self._after_break = False
                self._has_spoken = True
