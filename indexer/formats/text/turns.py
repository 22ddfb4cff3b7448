"""Cues from running text with labels, stamps in brackets and paragraphs.

    Adam (00:26): Hello and welcome     a label and a stamp open a turn
    to the show. [00:31] Today          a line goes on; a stamp inside is an anchor

All text formats use this module. A label is valid up to the next one, across paragraphs and
headings. A line continues the one above unless that ended a sentence: transcribers wrap lines
anywhere, but machines that write a sentence on each line repeat whole lines in loops.
"""

import dataclasses
import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from indexer.cues import SLOW, Cue, Transcript, TranscriptDoubt
from indexer.formats import around, limits
from indexer.formats.doubts import Nobodys, no_label, of_nobody, of_singles, without_label
from indexer.formats.grammar import Candidate, Labels, Verdict, candidate
from indexer.formats.grammar.damage import broken, broken_stamp
from indexer.formats.grammar.heads import ALONE, HEAD_SIZE, of_line
from indexer.formats.grammar.name_lines import name_lines
from indexer.formats.grammar.names import is_break, is_question_or_answer
from indexer.formats.grammar.numbered import without_asides, without_numbers
from indexer.formats.grammar.others import others
from indexer.formats.grammar.singles import singles
from indexer.formats.grammar.stamps import RANGE, Stamp, leading, read
from indexer.formats.text import front_matter, markdown
from indexer.formats.text.bare_stamps import in_brackets
from indexer.formats.text.spoken_times import End, spoken, unlabelled_end
from indexer.formats.text.trailing_stamps import moved_to_front
from indexer.formats.time_order import in_order
from indexer.formats.timecodes import CLOCK, seconds

__all__ = ["SUFFIXES", "Outline", "of_page", "outline", "transcript"]

SUFFIXES = (".txt", ".md", ".markdown")

_ALONE = re.compile(rf"{RANGE}")
_INSIDE = re.compile(rf"\[(?:Time )?({CLOCK})\]")
_CHEVRONS = re.compile(r"(?:>>+|&gt;(?:&gt;)+)\s*")
_OPENS_CHEVRONS = frozenset(">&")
_UNTIL = re.compile(rf"(?:to|-|–)\s{{1,3}}\\?\[({CLOCK})\\?\]\s*")
_KEPT = 400_000  # characters of a text whose outline is kept; four hours of talk
_HEAD = 40_000  # characters at the head of a longer text, by which its format is told
_UNLABELLED = 150  # words
_FEWEST_LABELS = 3
_EVERYWHERE = 0.8
_SURE_STAMPS = 0.9
_NUMBERED = "`{}` has a number before the name, as other labels have; left the numbers out"
_SHOWN = 40  # characters of a line that may be a label
_ENDS = frozenset(".!?…。！？")
_CLOSING = "\"'”’)]»*_"
_ENDS_OR_CLOSES = _ENDS.union(_CLOSING)


@dataclasses.dataclass
class Outline:
    """The labels and stamps of a text, found before it is read.

    `heads` holds the labels by line, `doubtful` the words that may be one at the head of a line.
    `guesses` holds the labels that only their place shows, by line.
    `stamps` holds the stamps in brackets that open a line, `spoken` the lines that are a time which
    somebody says. `stamped` counts those that open talk,
    `openings` the lines that do not continue the line above. `others_speak` means that a voice
    without a label speaks beside those with one. `markup` counts the lines that are no text.
    `numbered` is the first label that had a number before its name, `end` what is below all turns.
    """

    heads: dict[int, Candidate] = dataclasses.field(default_factory=dict)
    doubtful: dict[int, str] = dataclasses.field(default_factory=dict)
    guesses: dict[int, str] = dataclasses.field(default_factory=dict)
    stamps: dict[int, Stamp] = dataclasses.field(default_factory=dict)
    spoken: frozenset[int] = frozenset()
    stamped: int = 0
    openings: int = 0
    others_speak: bool = False
    markup: int = 0
    numbered: tuple[int, str] | None = None
    end: End | None = None

    @property
    def is_labelled(self) -> bool:
        """Whether there is more than one label, or one with a time that opens the text."""
        return len(self.heads) > 1 or any(
            head.stamped and not head.before for head in self.heads.values()
        )


_Outlined = tuple[Sequence[markdown.Line], Outline]


def of_page(name: str, text: str) -> Transcript:
    """Return the transcript in the text of a page, without what tools write around the talk."""
    talk = around.talk_of(text)
    read = transcript(name, talk.text)
    removed = Counter({around.REMOVED: talk.removed}) + Counter(read.removed)
    return dataclasses.replace(read, removed=removed, facts=talk.facts)


def transcript(name: str, text: str) -> Transcript:
    """Return the transcript in running text, read as the format `name`.

    Raises `TooLong` for more lines than a recording has.
    """
    limits.check(text)
    lines, outline = _outlined(text)
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


def outline(text: str) -> Outline:
    """Return the outline of a text; of the head of a very long one."""
    return _outlined(text if len(text) <= _KEPT else text[:_HEAD])[1]


def _outlined(text: str) -> _Outlined:
    """Return the lines of a text, and its outline, which nothing changes."""
    return _outlined_again(text) if len(text) <= _KEPT else _outlined_anew(text)


def _outlined_anew(text: str) -> _Outlined:
    _, body, above = front_matter.split(text)
    text_lines = list(markdown.lines(body, above + 1))
    lines = moved_to_front(in_brackets(text_lines))
    outline = _outline(lines)
    outline.markup = markdown.left_out(body, text_lines, above + 1)
    return lines, outline


# Two formats ask for the outline of the same text before it is read.
_outlined_again = functools.lru_cache(2)(_outlined_anew)


def _outline(lines: Sequence[markdown.Line]) -> Outline:
    outline = Outline()
    candidates: dict[int, Candidate] = {}
    opened: list[int] = []
    alone: list[int] = []
    # The line above each candidate, without blank ones between.
    aboves: dict[int, int] = {}
    above = 0
    words = 0
    ended = True
    named = name_lines(lines)
    for at, (number, said, is_heading) in enumerate(lines):
        if not said:
            ended = True
            continue
        stamp = leading(said)
        opens = ended or stamp is not None
        found = candidate(stamp.said if stamp else said, words)
        if found is not None and found.stamped and said[0].isdecimal() and _ALONE.fullmatch(said):
            found = None  # 5 minutes 30 seconds
        if number in named and (found is None or found.shape in ALONE):
            found = named[number]._replace(before=words)
        elif found is None or found.shape in ALONE:
            is_short = opens and stamp is None and len(said) <= HEAD_SIZE
            if is_short and (is_heading or said[0] in "*_" or said == said.upper()):
                found = of_line(said, is_heading, words) or found
        elif stamp and found.bold:
            # **[04:03] Ann:** Hello
            found = found._replace(stamped=True, shape="after a stamp")
        elif found.shape == "colon" and not (opens or found.stamped or found.bold):
            found = found._replace(shape="colon inside")
        # A heading with a colon is a heading; one with a time, or a name alone, may be a label.
        if found and (found.stamped or not is_heading or found.shape == "heading"):
            candidates[number] = found
            aboves[number] = above
        above = number
        if stamp is not None:
            outline.stamps[number] = stamp
        if is_heading:
            ended = True
            continue
        if said[0].isdigit() and _ALONE.fullmatch(said):
            alone.append(at)
        if opens:
            opened.append(at)
        outline.openings += ended
        outline.stamped += stamp is not None
        ended = said[-1] in _ENDS_OR_CLOSES and _ends_sentence(said)
        words += said.count(" ") + 1
    candidates, outline.numbered = without_numbers(without_asides(candidates))
    is_stamped = outline.stamped >= _SURE_STAMPS * outline.openings
    labels = Labels(candidates.values(), outline.openings, stamped=is_stamped)
    for number, found in candidates.items():
        if found.other is not None:
            found = labels.settled(found)
        verdict = labels.verdict(found)
        if verdict is Verdict.LABEL:
            outline.heads[number] = found
        elif verdict is Verdict.NOBODY:
            # The first words below a label are those of its voice.
            label = outline.heads.get(aboves[number])
            if not label or label.said or found.bold or found.stamped:
                outline.doubtful[number] = found.name
    once = singles(outline.heads, lines)
    outline.guesses.update(once.guesses)
    outline.doubtful.update(once.nobodys)
    outline.heads = {n: head for n, head in outline.heads.items() if n not in once.nobodys}
    _take_unlabelled(lines, outline, labels, candidates, opened)
    outline.end = unlabelled_end(lines, outline.heads, outline.doubtful)
    if outline.end is not None and outline.end.is_apart:
        outline.doubtful[outline.end.line] = outline.end.said[:_SHOWN]
    if alone:
        outline.spoken = spoken(lines, outline.heads, outline.stamps, alone)
    # If a long opening has no label, its speaker may go on without one.
    first = next(iter(outline.heads.values()), None)
    outline.others_speak = (
        labels.are_bare and first is not None and first.before >= max(_UNLABELLED, words / 20)
    )
    return outline


def _take_unlabelled(
    lines: Sequence[markdown.Line],
    outline: Outline,
    labels: Labels,
    candidates: Mapping[int, Candidate],
    opened: Sequence[int],
) -> None:
    """Take what stands in the place of a label where nearly all turns have one."""
    labelled = len(outline.heads) + len(outline.doubtful)
    if len(outline.heads) < _FEWEST_LABELS or labelled * 2 <= outline.openings:
        return
    taken = {*outline.heads, *outline.doubtful, *_below_labels(lines, outline)}
    found = others(lines, opened, candidates, outline.heads, taken)
    # A line with a label in another shape is no turn without one.
    openings = outline.openings - len(found)
    are_everywhere = labels.are_everywhere or labelled >= _EVERYWHERE * openings
    if are_everywhere and len(found) < labelled:
        outline.doubtful.update(found)
    # Where all other stamps have a label, the label of this one is missing.
    missing = sum(n not in outline.heads and n not in outline.doubtful for n in outline.stamps)
    most = max(1, (1 - _SURE_STAMPS) * len(outline.stamps))
    stamps_are_labelled = missing <= most and len(outline.stamps) - missing >= _FEWEST_LABELS
    if are_everywhere or (stamps_are_labelled and outline.stamped >= _EVERYWHERE * openings):
        _take_damaged(lines, outline, labels, opened, stamps_are_labelled)


def _below_labels(lines: Sequence[markdown.Line], outline: Outline) -> Iterator[int]:
    """Yield the lines that are the first words of a label that stands alone above them."""
    above = 0
    for number, said, _ in lines:
        if said:
            if above in outline.heads and not outline.heads[above].said:
                yield number
            above = number


def _take_damaged(
    lines: Sequence[markdown.Line],
    outline: Outline,
    labels: Labels,
    opened: Iterable[int],
    stamps_are_labelled: bool,
) -> None:
    """Take the heads that a slip has damaged, and the lines that may have one."""
    for at in opened:
        number, said, _ = lines[at]
        if number in outline.heads or number in outline.doubtful:
            continue
        label = outline.heads.get(markdown.number_above(lines, at))
        if number in outline.stamps:
            said = outline.stamps[number].said
        if not said or (label is not None and not label.said):
            continue
        if number not in outline.stamps and (stamp := broken_stamp(said)):
            head = candidate(stamp.said)
            head = labels.settled(head) if head else None
            if head is not None and labels.verdict(head) is Verdict.LABEL:
                outline.heads[number] = head._replace(start=stamp.start)
            else:
                outline.doubtful[number] = said[:_SHOWN]
        elif name := broken(said, labels.names):
            outline.doubtful[number] = name
        elif number in outline.stamps and stamps_are_labelled:
            outline.doubtful[number] = said[:_SHOWN]


def _ends_sentence(line: str) -> bool:
    return line[-1] in _ENDS or (line[-1] in _CLOSING and line.rstrip(_CLOSING)[-1:] in _ENDS)


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
                or (above[-1] in _ENDS_OR_CLOSES and _ends_sentence(above))
            ):
                self._say()
            above = said
            if is_heading:
                self._after_break = True
            if said[:1] == ":" and self._start is not None and not self._lines:
                # The colon of a stamp on the line above.
                said = said[1:].lstrip()
            elif said[:1].isdigit() and number not in self._spoken and _ALONE.fullmatch(said):
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
