"""Outlines: the labels and stamps of running text, found in all its lines before it is read.

    Adam (00:26): Hello and welcome     a label and a stamp
    to the show. [00:31] Today          a line that goes on has neither

Whether words at the head of a line are a label is told across the whole text.
"""

import dataclasses
import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from indexer.formats import limits
from indexer.formats.grammar import Candidate, Labels, Verdict, candidate
from indexer.formats.grammar.damage import broken, broken_stamp
from indexer.formats.grammar.heads import ALONE, HEAD_SIZE, of_line
from indexer.formats.grammar.name_lines import name_lines
from indexer.formats.grammar.numbered import without_asides, without_numbers
from indexer.formats.grammar.others import others
from indexer.formats.grammar.singles import singles
from indexer.formats.grammar.stamps import RANGE, Stamp, leading
from indexer.formats.text import front_matter, markdown
from indexer.formats.text.bare_stamps import in_brackets
from indexer.formats.text.spoken_times import End, spoken, unlabelled_end
from indexer.formats.text.trailing_stamps import moved_to_front

__all__ = ["LONE_TIME", "Outline", "ends_sentence", "outline", "outlined"]

LONE_TIME = re.compile(rf"{RANGE}")
"""Pattern of a line that is a time and nothing else."""

_KEPT = 400_000  # characters of a text whose outline is kept; four hours of talk
_HEAD = 40_000  # characters at the head of a longer text, by which its format is told
_UNLABELLED = 150  # words
_FEWEST_LABELS = 3
_EVERYWHERE = 0.8
_SURE_STAMPS = 0.9
_MANY = 2 * limits.MOST_LABELS  # candidates, of which a recording has a few names
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


def outline(text: str) -> Outline:
    """Return the outline of a text; of the head of a very long one."""
    return outlined(text if len(text) <= _KEPT else text[:_HEAD])[1]


def outlined(text: str) -> _Outlined:
    """Return the lines of a text, and its outline, which nothing changes."""
    return _outlined_again(text) if len(text) <= _KEPT else _outlined_anew(text)


def _outlined_anew(text: str) -> _Outlined:
    _, body, above = front_matter.split(text)
    aside: list[str] = []
    lines = moved_to_front(in_brackets(list(markdown.lines(body, above + 1, aside))))
    outline = _outline(lines)
    outline.markup = sum(any(map(str.isalnum, line)) for line in aside)
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
        if (
            found is not None
            and found.stamped
            and said[0].isdecimal()
            and LONE_TIME.fullmatch(said)
        ):
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
            if len(candidates) == _MANY:
                _check(candidates)
        above = number
        if stamp is not None:
            outline.stamps[number] = stamp
        if is_heading:
            ended = True
            continue
        if said[0].isdigit() and LONE_TIME.fullmatch(said):
            alone.append(at)
        if opens:
            opened.append(at)
        outline.openings += ended
        outline.stamped += stamp is not None
        ended = ends_sentence(said)
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


def _check(candidates: Mapping[int, Candidate]) -> None:
    """Raise `TooLong` for more different labels than a recording has, before they are judged."""
    if len({found.name for found in candidates.values()}) > limits.MOST_LABELS:
        raise limits.TooLong(limits.MOST_LABELS, "different labels")


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


def ends_sentence(line: str) -> bool:
    """Return whether a line that is not blank ends a sentence, in quotes and brackets too."""
    return line[-1] in _ENDS_OR_CLOSES and line.rstrip(_CLOSING)[-1:] in _ENDS
