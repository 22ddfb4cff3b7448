"""Speaker labels: names before the talk of a cue, and the cues that they are valid for.

A change of the speakers that are found raises `index.READING_VERSION`.
"""

import itertools
import operator
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from indexer.cues import Cue, TranscriptDoubt
from indexer.formats.doubts import Nobodys, of_nobody
from indexer.formats.grammar import Candidate, Labels, Likeness, Verdict, likeness
from indexer.formats.grammar.names import is_question_or_answer
from indexer.formats.grammar.numbered import without_asides
from indexer.formats.grammar.openings import opening_heads
from indexer.speakers.labels_inside import cut_at_labels
from indexer.speakers.other_shapes import beside_voices, other_shapes, without_habit
from indexer.speakers.single_labels import (
    ENDED,
    lone,
    single_doubts,
    single_labels,
    unmarked,
    words_of_talk,
)

__all__ = ["label", "turns"]

_OPENING = 3  # cues
_ALWAYS = 0.8  # of the cues have a label: every turn has one
_OFTEN = 10  # labels for each that names the voice before it again

_FEWEST = 4  # labels, from which on they show a habit

_UNNAMED = "this caption names no speaker, and the voice before it need not go on; it is nobody's"

_speaker = operator.attrgetter("speaker")
_TURN_ENDS = "[SPEAKER_TURN]"
_OPENS_CHEVRONS = frozenset((">", "&", " ", "\t", "\u00a0"))
_CHEVRONS = re.compile(r"\s*(?:>>+|&gt;&gt;)\s*")


def turns(cues: Sequence[Cue]) -> Sequence[Cue]:
    """Return the cues with the marks of a change of voice as `new_turn` and out of the text.

    They are `>>` before a turn and `[SPEAKER_TURN]` behind one, as whisper.cpp writes it.
    """
    text = "\n".join([cue.text for cue in cues])
    if _TURN_ENDS in text:
        cues = list(_after_ends(cues))
    if ">" not in text and "&" not in text:
        return cues
    return [_turned(cue) for cue in cues]


def _after_ends(cues: Sequence[Cue]) -> Iterator[Cue]:
    ended = False
    for cue in cues:
        *ends, left = cue.text.split(_TURN_ENDS)
        if ended:
            cue = cue._replace(new_turn=True)
        if ends:
            cue = cue._replace(text=" ".join(part.strip() for part in (*ends, left)).strip())
        ended = bool(ends)
        yield cue


def _turned(cue: Cue) -> Cue:
    mark = _CHEVRONS.match(cue.text) if cue.text[:1] in _OPENS_CHEVRONS else None
    return cue if mark is None else cue._replace(text=cue.text[mark.end() :], new_turn=True)


def label(cues: Sequence[Cue], doubts: list[TranscriptDoubt] | None = None) -> tuple[Cue, ...]:
    """Return the cues with the speakers that the file names, and the labels out of the text.

    A file without other labels may write `Name: ` before the talk, in the shapes of
    `indexer.formats.grammar`, and so may a few cues of one with labels. In files that label only
    changes of speaker, a label is valid up to the next one, and up to a cue that may have one.
    Those are added to `doubts`.
    """
    told = [] if doubts is None else doubts
    is_named = any(map(_speaker, cues))
    return _carry(beside_voices(cues, told) if is_named else _prefixed(cues, told), told)


def _prefixed(cues: Sequence[Cue], doubts: list[TranscriptDoubt]) -> Sequence[Cue]:
    found, labels = _labelled(cues)
    if not labels:
        return without_habit(cues, found, doubts)
    names = {head.name for head in found.values() if labels.verdict(head) is Verdict.LABEL}
    cut = cut_at_labels(cues, found, names)
    if cut is not cues:
        cues = cut
        found, labels = _labelled(cues)
    verdicts = {at: labels.verdict(head) for at, head in found.items()}
    _take_talk(found, verdicts)
    for at, (head, verdict) in other_shapes(cues, found, verdicts).items():
        found[at], verdicts[at] = head, verdict
    sure = {at: found[at].name for at, one in verdicts.items() if one is Verdict.LABEL}
    if labels.share < _ALWAYS:
        for at in words_of_talk(cues, found, sure):
            verdicts[at] = Verdict.NOBODY
            del sure[at]
    for at in unmarked(cues, found, sure):
        verdicts[at] = Verdict.NOBODY
        del sure[at]
    unsure = {at: found[at] for at, one in verdicts.items() if one is Verdict.NOBODY}
    single = single_labels(cues, unsure, sure)
    verdicts |= dict.fromkeys(single, Verdict.LABEL)
    doubts += single_doubts(cues, found, {**lone(cues, found, sure), **single})
    doubts += of_nobody(
        Nobodys(cues[at].line, head.name, cues[at].start)
        for at, head in unsure.items()
        if at not in single
    )
    return list(_without(cues, found, verdicts))


def _labelled(cues: Sequence[Cue]) -> tuple[dict[int, Candidate], Labels]:
    """Return the heads that open cues, by the numbers of the cues, and the labels among them."""
    found = without_asides(dict(_candidates(cues)))
    labels = Labels(
        found.values(),
        len(cues),
        captions=True,
        first=[found[at].name for at in range(_OPENING) if at in found],
        marked=_at_turns(cues, found),
        small=_small(cues, found.values()),
    )
    return {at: labels.settled(head) for at, head in found.items()}, labels


def _take_talk(found: Mapping[int, Candidate], verdicts: dict[int, Verdict]) -> None:
    """Take what stands below a label alone on its line as its talk: `Ann:`, then `Rain: yes.`

    Another label there comes again in the file.
    """
    times = Counter(head.name for head in found.values())
    for at, head in found.items():
        below = found.get(at + 1)
        if below is None or head.said or verdicts[at] is not Verdict.LABEL:
            continue
        if verdicts[at + 1] is not Verdict.LABEL or times[below.name] == 1:
            verdicts[at + 1] = Verdict.TALK


def _candidates(cues: Sequence[Cue]) -> Iterator[tuple[int, Candidate]]:
    """Yield the heads that open cues, by the numbers of the cues."""
    for at, opening in opening_heads([cue.text for cue in cues]):
        cue = cues[at]
        # The time of a caption stands above it, and one behind a label is talk.
        head = opening.other if opening.stamped else opening
        if head is None:
            continue
        if head.shape == "colon" and at and not cue.new_turn:
            above = cues[at - 1].text
            if above[-1:] not in ENDED and cue.text[:1].islower():
                head = head._replace(shape="colon inside")
        yield at, head


def _without(
    cues: Sequence[Cue], found: Mapping[int, Candidate], verdicts: Mapping[int, Verdict]
) -> Iterator[Cue]:
    """Yield the cues with their labels as speakers and out of the text."""
    ahead: str | None = None
    stamp: float | None = None
    line = 0
    # `A` is an answer beside questions, and a name beside `B`.
    labels = (found[at].name for at, verdict in verdicts.items() if verdict is Verdict.LABEL)
    has_questions = any(name in ("Q", "q") for name in labels)
    for at, cue in enumerate(cues):
        head = found.get(at)
        verdict = verdicts.get(at, Verdict.TALK)
        if head is None or verdict is not Verdict.LABEL:
            if verdict is Verdict.NOBODY:
                # Somebody else may speak from here.
                cue = cue._replace(new_turn=True)
            elif ahead is not None:
                is_shared = cue.start is None or (stamp is not None and cue.line == line > 0)
                cue = cue._replace(speaker=ahead, start=stamp if is_shared else cue.start)
            yield cue
            ahead = None
        elif has_questions and is_question_or_answer(head.name):
            yield cue._replace(text=head.said or cue.text, new_turn=True)
            ahead = None
        elif head.said:
            yield cue._replace(speaker=head.name, text=head.said)
            ahead = None
        else:
            # A label on a line of its own names the speaker of the next line.
            ahead, stamp, line = head.name, cue.start, cue.line


def _small(cues: Sequence[Cue], found: Collection[Candidate]) -> set[str]:
    """Return the single words before a colon that the talk also writes in small letters."""
    names = {head.name for head in found if " " not in head.name}
    # A name in a script without capitals is always written in the same way.
    alone = {name.casefold() for name in names} - names
    if not alone:
        return alone
    texts = (cue.text for cue in cues)
    return alone.intersection(itertools.chain.from_iterable(map(str.split, texts)))


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


def _carry(cues: Sequence[Cue], doubts: list[TranscriptDoubt]) -> tuple[Cue, ...]:
    named = [cue for cue in cues if cue.speaker]
    # The timed words of a caption count as one label.
    labels = [
        cue
        for before, cue in itertools.pairwise([None, *named])
        if cue and not (before and before.line == cue.line > 0 and before.speaker == cue.speaker)
    ]
    repeated = sum(one.speaker == after.speaker for one, after in itertools.pairwise(labels))
    # A file that names nearly each cue, also of a voice that goes on, does not label changes only.
    is_each = len(named) > _ALWAYS * len(cues) and repeated * _OFTEN > len(labels)
    if not named or len(named) == len(cues) or is_each or repeated * 2 > len(labels):
        return tuple(cues)
    unsure = _not_carried(cues, labels, len(named))
    doubts += [TranscriptDoubt(cues[at].line, _UNNAMED) for at in sorted(unsure)]
    carried: list[Cue] = []
    speaker: str | None = None
    for at, cue in enumerate(cues):
        if at in unsure:
            cue = cue._replace(new_turn=True)
        elif cue.speaker is None and not cue.new_turn:
            cue = cue._replace(speaker=speaker)
        speaker = cue.speaker
        carried.append(cue)
    return tuple(carried)


def _not_carried(cues: Sequence[Cue], labels: Sequence[Cue], named: int) -> Collection[int]:
    """Return the cues without a label that need not be of the voice before them.

    A file that labels changes would not label a voice again behind a cue of its own, so a cue
    between two labels of one voice is another voice where nearly each cue has a label. Few labels
    show no habit at all. A sentence that goes on has one voice.
    """
    is_small = len(labels) < _FEWEST and named * 2 >= len(cues)
    if not is_small and named <= _ALWAYS * len(cues):
        return ()
    # Where the file marks changes of voice, the next cue without a mark goes on.
    if any(cue.new_turn for cue in labels):
        return ()
    found: set[int] = set()
    after: str | None = None  # the next voice that is named
    for at in range(len(cues) - 1, 0, -1):
        before, cue = cues[at - 1], cues[at]
        if cue.speaker:
            after = cue.speaker
        if cue.speaker or cue.new_turn or cue.start is None or not before.speaker:
            continue
        # XML may stand on one line.
        is_same = before.line == cue.line > 1
        is_alone = is_small or after == before.speaker
        if is_alone and before.text[-1:] in ENDED and not is_same:
            found.add(at)
    return found
