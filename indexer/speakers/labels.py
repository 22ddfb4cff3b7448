"""Speaker labels: names before the talk of a cue, and the cues that they are valid for.

A change of the speakers that are found raises `indexer.talk.segments.READING_VERSION`.
"""

import itertools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from indexer.cues import Cue, TranscriptDoubt
from indexer.formats.doubts import Nobodys, of_nobody
from indexer.formats.grammar import Candidate, Labels, Likeness, Verdict, candidate, likeness
from indexer.formats.grammar.names import is_question_or_answer
from indexer.formats.grammar.openings import opened

__all__ = ["label", "turns"]

_OPENING = 3  # cues
_ENDED = frozenset(".!?…。！？\"'”’)]»♪")

_OPENS_CHEVRONS = frozenset((">", "&", " ", "\t", "\u00a0"))
_CHEVRONS = re.compile(r"\s*(?:>>+|&gt;&gt;)\s*")


def turns(cues: Sequence[Cue]) -> Sequence[Cue]:
    """Return the cues with `>>`, a change of voice, as `new_turn` and out of the text."""
    text = "\n".join([cue.text for cue in cues])
    if ">" not in text and "&" not in text:
        return cues
    return [_turned(cue) for cue in cues]


def _turned(cue: Cue) -> Cue:
    mark = _CHEVRONS.match(cue.text) if cue.text[:1] in _OPENS_CHEVRONS else None
    return cue if mark is None else cue._replace(text=cue.text[mark.end() :], new_turn=True)


def label(cues: Sequence[Cue], doubts: list[TranscriptDoubt] | None = None) -> tuple[Cue, ...]:
    """Return the cues with the speakers that the file names, and the labels out of the text.

    A file without other labels may write `Name: ` before the talk, in the shapes of
    `indexer.formats.grammar`. In files that label only changes of speaker, a label is valid up to
    the next one, and up to a cue that may have one. Those are added to `doubts`.
    """
    if not any(cue.speaker for cue in cues):
        cues = _prefixed(cues, [] if doubts is None else doubts)
    return _carry(cues)


def _prefixed(cues: Sequence[Cue], doubts: list[TranscriptDoubt]) -> Sequence[Cue]:
    found = dict(_candidates(cues))
    if not found:
        return cues
    labels = Labels(
        found.values(),
        len(cues),
        captions=True,
        first=[found[at].name for at in range(_OPENING) if at in found],
        marked=_at_turns(cues, found),
        small=_small(cues, found.values()),
    )
    if not labels:
        return cues
    found = {at: labels.settled(head) for at, head in found.items()}
    doubts += of_nobody(
        Nobodys(cues[at].line, head.name, cues[at].start)
        for at, head in found.items()
        if labels.verdict(head) is Verdict.NOBODY
    )
    return list(_without(cues, found, labels))


def _candidates(cues: Sequence[Cue]) -> Iterator[tuple[int, Candidate]]:
    """Yield the heads that open cues, by the numbers of the cues."""
    for at in opened([cue.text for cue in cues]):
        cue = cues[at]
        head = candidate(cue.text)
        if head is not None and head.stamped:
            # The time of a caption stands above it, and one behind a label is talk.
            head = head.other
        if head is None:
            continue
        if head.shape == "colon" and at and not cue.new_turn:
            above = cues[at - 1].text
            if above[-1:] not in _ENDED and cue.text[:1].islower():
                head = head._replace(shape="colon inside")
        yield at, head


def _without(cues: Sequence[Cue], found: Mapping[int, Candidate], labels: Labels) -> Iterator[Cue]:
    """Yield the cues with their labels as speakers and out of the text."""
    ahead: str | None = None
    stamp: float | None = None
    for at, cue in enumerate(cues):
        head = found.get(at)
        verdict = labels.verdict(head) if head else Verdict.TALK
        if head is None or verdict is not Verdict.LABEL:
            if verdict is Verdict.NOBODY:
                # Somebody else may speak from here.
                cue = cue._replace(new_turn=True)
            elif ahead is not None:
                cue = cue._replace(speaker=ahead, start=stamp if cue.start is None else cue.start)
            yield cue
            ahead = None
        elif is_question_or_answer(head.name):
            yield cue._replace(text=head.said or cue.text, new_turn=True)
            ahead = None
        elif head.said:
            yield cue._replace(speaker=head.name, text=head.said)
            ahead = None
        else:
            # A label on a line of its own names the speaker of the next line.
            ahead, stamp = head.name, cue.start


def _small(cues: Sequence[Cue], found: Collection[Candidate]) -> set[str]:
    """Return the single words before a colon that the talk also writes in small letters."""
    names = {head.name for head in found if " " not in head.name}
    # A name in a script without capitals is always written in the same way.
    alone = {name.casefold() for name in names} - names
    return {word for cue in cues for word in cue.text.split() if word in alone} if alone else set()


def _at_turns(cues: Sequence[Cue], found: Mapping[int, Candidate]) -> set[str]:
    """Return the names of cues with a mark for a change of voice: `>> ANN: Yes.`

    A single one may be the colon of a sentence. With two or more the file uses labels, and each
    is a label, even if it comes once, if it is in capitals or a full name.
    """
    marked = [head.name for at, head in found.items() if cues[at].new_turn]
    sure = {
        name
        for name in marked
        if (name.isupper() or " " in name) and likeness(name) is Likeness.NAME
    }
    return sure if len(marked) > 1 else set()


def _carry(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    named = [cue for cue in cues if cue.speaker]
    # The timed words of a caption count as one label.
    labels = [
        cue.speaker
        for before, cue in itertools.pairwise([None, *named])
        if cue and not (before and before.line == cue.line > 0 and before.speaker == cue.speaker)
    ]
    repeated = sum(one == next_ for one, next_ in itertools.pairwise(labels))
    if not named or len(named) == len(cues) or repeated * 2 > len(labels):
        return tuple(cues)
    carried: list[Cue] = []
    speaker: str | None = None
    for cue in cues:
        if cue.speaker is None and not cue.new_turn:
            cue = cue._replace(speaker=speaker)
        speaker = cue.speaker
        carried.append(cue)
    return tuple(carried)
