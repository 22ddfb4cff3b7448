"""Cues from running text with labels, stamps in brackets and paragraphs.

    Adam (00:26): Hello and welcome     a label and a stamp open a turn
    to the show. [00:31] Today          a line goes on; a stamp inside is an anchor

All text formats use this module. A label is valid up to the next one, across paragraphs and
headings. A line continues the one above unless that ended a sentence: transcribers wrap lines
anywhere, but machines that write a sentence on each line repeat whole lines in loops.
"""

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from indexer.cues import SLOW, Cue, Transcript, TranscriptDoubt
from indexer.formats import around, limits
from indexer.formats.doubts import Nobodys, no_label, of_nobody, of_singles, without_label
from indexer.formats.grammar import Candidate
from indexer.formats.grammar.names import is_break, is_question_or_answer
from indexer.formats.grammar.stamps import read
from indexer.formats.text import markdown
from indexer.formats.text.outline import LONE_TIME, Outline, ends_sentence, outlined
from indexer.formats.time_order import in_order
from indexer.formats.timecodes import CLOCK, seconds

__all__ = ["SUFFIXES", "of_page", "transcript"]

SUFFIXES = (".txt", ".md", ".markdown")

_INSIDE = re.compile(rf"\[(?:Time )?({CLOCK})\]")
_CHEVRONS = re.compile(r"(?:>>+|&gt;(?:&gt;)+)\s*")
_OPENS_CHEVRONS = frozenset(">&")
_UNTIL = re.compile(rf"(?:to|-|–)\s{{1,3}}\\?\[({CLOCK})\\?\]\s*")
_NUMBERED = "`{}` has a number before the name, as other labels have; left the numbers out"


def of_page(name: str, text: str) -> Transcript:
    """Return the transcript in the text of a page, without what tools write around the talk."""
    talk = around.talk_of(text)
    found = transcript(name, talk.text)
    removed = Counter({around.REMOVED: talk.removed}) + Counter(found.removed)
    return dataclasses.replace(found, removed=removed, facts=talk.facts)


def transcript(name: str, text: str) -> Transcript:
    """Return the transcript in running text, read as the format `name`.

    Raises `TooLong` for more lines than a recording has.
    """
    limits.check(text)
    lines, outline = outlined(text)
    turns = _Turns(outline)
    cues = turns.read(lines)
    _move_past_breaks(cues, turns.at_breaks)
    if cues and cues[0].start is None and any(cue.start is not None for cue in cues):
        # Talk before the first stamp begins with the recording.
        cues[0] = cues[0]._replace(start=0.0)
    ordered, doubts = in_order(cues)
    unlabelled = without_label(_paragraphs(lines, outline), {*outline.heads, *outline.doubtful})
    if not unlabelled and outline.end is not None and not outline.end.is_apart:
        unlabelled = no_label([outline.end[:2]])
    guessed = of_singles(outline.guesses)
    if outline.numbered:
        line, label = outline.numbered
        doubts = (TranscriptDoubt(line, _NUMBERED.format(label)), *doubts)
    told = (*of_nobody(turns.nobodys), *guessed, *unlabelled, *doubts)
    removed = +Counter({"headings": turns.headings, "lines of markup": outline.markup})
    return Transcript(name, ordered, told, removed=removed)


def _paragraphs(lines: Sequence[markdown.Line], outline: Outline) -> list[tuple[int, str]]:
    """Return the paragraphs by their first lines, or all lines where most have a label."""
    if not outline.heads:
        return []
    said = [(number, line) for number, line, is_heading in lines if line and not is_heading]
    count = len(outline.heads) + len(outline.doubtful)
    if count * 2 > len(said):
        return said
    opening = [True, *(not line for _, line, _ in lines)]
    return [
        (number, line)
        for (number, line, is_heading), opens in zip(lines, opening, strict=False)
        if opens and line and not is_heading
    ]


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


class _Turns:
    """The reader of lines, with the voice and the time that are valid at the line."""

    def __init__(self, outline: Outline) -> None:
        self._heads = outline.heads
        self._doubtful = outline.doubtful
        self._stamps = outline.stamps
        self._spoken = outline.spoken
        self._others_speak = outline.others_speak
        # `A` is an answer beside questions, and a name beside `B`.
        self._has_questions = any(head.name in ("Q", "q") for head in outline.heads.values())
        self.at_breaks: list[int] = []
        """The numbers of the cues that begin at the stamp of the break before them."""
        self.nobodys: list[Nobodys] = []
        self.headings = 0
        self._unsure = ""
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
            stamp = self._stamps.get(number)
            head = self._heads.get(number)
            is_doubtful = number in self._doubtful
            chevrons = _CHEVRONS.match(said) if said[:1] in _OPENS_CHEVRONS else None
            if self._lines and (
                not said
                or is_heading
                or is_doubtful
                or chevrons is not None
                or head is not None
                or stamp is not None
                or said == above
                or ends_sentence(above)
            ):
                self._say()
            above = said
            if is_heading:
                self._after_break = True
            if said[:1] == ":" and self._start is not None and not self._lines:
                # The colon of a stamp on the line above.
                said = said[1:].lstrip()
            elif said[:1].isdigit() and number not in self._spoken and LONE_TIME.fullmatch(said):
                # A stamp of Google Meet; above the talk it is the length of the recording.
                start, end = read(said)
                if self._cues or not start:
                    self._start, self._end = start, end
                said = ""
            if stamp:
                self._start, self._end = stamp.start, stamp.end
                self._new_turn = self._new_turn or stamp.dashed
                said = stamp.said
            if head and stamp and head.start is not None and head.start < stamp.start:
                # `[0:09] Ann: [0:01] boot`: the second time is read out.
                said = self._turn_to(
                    head._replace(start=None, said=said.partition(":")[2].lstrip(" *_"))
                )
            elif head:
                said = self._turn_to(head)
            elif is_doubtful or chevrons:
                self._turn_to_nobody(self._doubtful.get(number, ""))
                said = said[chevrons.end() :] if chevrons else said
            elif not said:
                self._end_paragraph()
            if said and (head or not is_heading):
                if not self._lines:
                    self._number = number
                self._lines.append(said)
            elif said:
                self.headings += 1
        if self._lines:
            self._say()
        return self._cues

    def _turn_to(self, head: Candidate) -> str:
        """Take the label and its stamp, and return the text after them."""
        said = head.said
        self._unsure = ""
        if head.start is not None:
            self._start, self._end = head.start, head.end
        if is_break(head.name):
            # `**Jingle:** [58:03] to [58:19]`: the talk continues at its end.
            if until := _UNTIL.match(said):
                self._start, said = seconds(until[1]), said[until.end() :]
            else:
                self._break_start = self._start
            self._after_break = True
            # The speaker before the jingle goes on after it, but does not say its words.
            self._voice = None if said else self._voice
        elif self._has_questions and is_question_or_answer(head.name):
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

    def _turn_to_nobody(self, unsure: str) -> None:
        """Begin a turn of nobody known, as another voice may speak from here.

        `unsure` is the words that may be its label, empty for another mark of a turn.
        """
        self._unsure = unsure
        self._new_turn = True
        self._voice = None
        self._voice_ends = False

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
        for at, part in enumerate(self._parts(text) if "[" in text else (text,)):
            if at % 2:
                self._start, self._end = seconds(part), None
            elif part := part.strip():
                if self._break_start is not None and self._start == self._break_start:
                    self.at_breaks.append(len(self._cues))
                self._break_start = None
                if self._unsure:
                    self.nobodys.append(Nobodys(self._number, self._unsure, self._start))
                    self._unsure = ""
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

    def _parts(self, text: str) -> list[str]:
        """Return the text cut at its stamps, the times between the parts of the talk.

        Times before that of the line are read out.
        """
        parts = _INSIDE.split(text)
        start = self._start
        is_said = start is not None and any(seconds(time) < start for time in parts[1::2])
        return [text] if is_said else parts
