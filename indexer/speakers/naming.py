"""The owner's word on speakers: names for labels and turns, which overrule the file and the model.

    SPEAKER_00 is Nora Quist; Pavel and P. Imre are Pavel Imre; the turn at 10:05 is nobody's

`rename` changes labels before the spellings of a person are joined. `settle` comes last: it changes
the names that are shown by then, inferred ones too, and the turns at given times.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from indexer.cues import SLOW, Cue
from indexer.speakers.inference import Guess
from indexer.speakers.same_person import is_numbered

__all__ = [
    "NO_NAMING",
    "Naming",
    "TurnNaming",
    "met_spellings",
    "nameable",
    "people",
    "rename",
    "settle",
    "unmet",
]

_CAPTIONS = 10  # without a label or a mark; more in a row may be the talk of several


class TurnNaming(NamedTuple):
    """The name of the turn at a second, or of all turns that begin before `end`; None is nobody.

    `key` is the time as the owner wrote it.
    """

    key: str
    start: float
    end: float | None
    name: str | None


class Naming(NamedTuple):
    """The owner's names of an episode's speakers; None in place of a name is nobody.

    `labels` are those of the episode, and each is expected in it. `spellings` are those of a show.
    """

    labels: tuple[tuple[str, str | None], ...] = ()
    spellings: tuple[tuple[str, str | None], ...] = ()
    turns: tuple[TurnNaming, ...] = ()


NO_NAMING = Naming()


class _Named(NamedTuple):
    """Cues with the owner's names, and the keys of the naming that were met."""

    cues: tuple[Cue, ...]
    met: frozenset[str]


class _Settled(NamedTuple):
    """Cues and guesses with the owner's names, and the keys of the naming that were met.

    `unclear` are the times in talk of which the file does not say where its turns begin.
    """

    cues: tuple[Cue, ...]
    guesses: list[Guess | None]
    met: frozenset[str]
    unclear: frozenset[str]


def rename(cues: Sequence[Cue], naming: Naming) -> _Named:
    """Return the cues with the owner's names for the labels that the file writes."""
    names = _names(naming)
    if not names:
        return _Named(tuple(cues), frozenset())
    met: set[str] = set()
    renamed: list[Cue] = []
    for cue in cues:
        key = _folded(cue.speaker) if cue.speaker else ""
        if key in names:
            met.add(key)
            cue = cue._replace(speaker=names[key], new_turn=cue.new_turn or names[key] is None)
        renamed.append(cue)
    return _Named(tuple(renamed), frozenset(met))


def settle(
    cues: Sequence[Cue], guesses: Sequence[Guess | None], naming: Naming, nobody: Sequence[bool]
) -> _Settled:
    """Return cues and guesses with the owner's names for what is shown and for turns.

    `nobody` marks the cues whose label is nobody's; no guess is given for them.
    """
    named, met = rename(cues, naming)
    names = _names(naming)
    settled = list(named)
    decided: list[Guess | None] = []
    for at, guess in enumerate(guesses):
        if guess is not None and _folded(guess.speaker) in names:
            key = _folded(guess.speaker)
            name = names[key]
            met |= {key}
            guess = None if name is None else guess._replace(speaker=name)
        decided.append(None if nobody and nobody[at] else guess)
    unclear: set[str] = set()
    for turn in naming.turns:
        found = tuple(_turn_at(cues, decided, turn))
        if turn.end is None and _may_be_several(cues, decided, found):
            unclear.add(turn.key)
            continue
        for at in found:
            met |= {turn.key}
            settled[at] = settled[at]._replace(speaker=turn.name)
            decided[at] = None
    return _Settled(tuple(_bordered(settled, cues)), decided, met, frozenset(unclear))


def nameable(cues: Iterable[Cue], guesses: Iterable[Guess | None]) -> tuple[str, ...]:
    """Return the speakers who have no full name, and those who are inferred, in order."""
    found: dict[str, None] = {}
    for cue, guess in zip(cues, guesses, strict=True):
        if cue.speaker and (is_numbered(cue.speaker) or " " not in cue.speaker):
            found[cue.speaker] = None
        elif guess and not cue.speaker:
            found[f"{guess.speaker} (inferred)"] = None
    return tuple(found)


def people(naming: Naming, met: frozenset[str] | None = None) -> tuple[str, ...]:
    """Return the owner's names of people, only those of the keys in `met` if it is given."""
    names = _names(naming)
    given = [names[_folded(key)] for key, _ in naming.labels if met is None or _folded(key) in met]
    given += [turn.name for turn in naming.turns if met is None or turn.key in met]
    return tuple(dict.fromkeys(name for name in given if name))


def unmet(naming: Naming, met: frozenset[str]) -> tuple[str, ...]:
    """Return the labels and times of the naming that the episode does not have."""
    labels = [label for label, _ in naming.labels if _folded(label) not in met]
    return (*labels, *(turn.key for turn in naming.turns if turn.key not in met))


def met_spellings(naming: Naming, met: frozenset[str]) -> frozenset[str]:
    """Return the spellings that the episode has as a label, or as the name of one."""
    used = {_folded(name) for label, name in naming.labels if name and _folded(label) in met}
    used |= {_folded(turn.name) for turn in naming.turns if turn.name and turn.key in met}
    return frozenset(label for label, _ in naming.spellings if _folded(label) in met | used)


def _names(naming: Naming) -> dict[str, str | None]:
    """Return the names by folded labels; those of the episode win."""
    spelt = {_folded(label): name for label, name in naming.spellings}
    named = {
        _folded(label): name and spelt.get(_folded(name), name) for label, name in naming.labels
    }
    return spelt | named


def _folded(label: str) -> str:
    return re.sub(r"[\W_]+", " ", label.casefold()).strip() or label


def _turn_at(
    cues: Sequence[Cue], guesses: Sequence[Guess | None], turn: TurnNaming
) -> Iterator[int]:
    """Yield the cues of the turn at a second, or those that start in a stretch of time."""
    starts = [cue.start for cue in cues]
    if turn.end is not None:
        yield from (
            at
            for at, start in enumerate(starts)
            if start is not None and turn.start <= start < turn.end
        )
        return
    # A stamp is written without its fraction: 10:05 is the turn that begins at 10:05.6.
    before = [at for at, start in enumerate(starts) if start is not None and start < turn.start + 1]
    if not before:
        return
    first = last = before[-1]
    while first and not _begins(cues, guesses, first):
        first -= 1
    while last + 1 < len(cues) and not _begins(cues, guesses, last + 1):
        last += 1
    if turn.start <= _end(cues, first, last):
        yield from range(first, last + 1)


def _end(cues: Sequence[Cue], first: int, last: int) -> float:
    """Return the second at which a turn ends: the file's, the next stamp, or an estimate."""
    turn = cues[first : last + 1]
    ends = [cue.end for cue in turn if cue.start is not None]
    if ends and None not in ends:
        return max(end for end in ends if end is not None)
    after = next((cue.start for cue in cues[last + 1 :] if cue.start is not None), None)
    if after is not None:
        return after
    words = sum(cue.text.count(" ") + 1 for cue in turn)
    return (turn[0].start or 0) + words / SLOW


def _may_be_several(
    cues: Sequence[Cue], guesses: Sequence[Guess | None], turn: Sequence[int]
) -> bool:
    """Return whether a turn may be the talk of several, as the file marks no voices in it."""
    if len(turn) < 2 or cues[turn[0]].new_turn or cues[turn[0]].speaker or guesses[turn[0]]:
        return False
    return len(turn) == len(cues) or len(turn) > _CAPTIONS


def _begins(cues: Sequence[Cue], guesses: Sequence[Guess | None], at: int) -> bool:
    """Return whether a turn begins at a cue."""
    cue, before = cues[at], cues[at - 1]
    return cue.new_turn or cue.speaker != before.speaker or guesses[at] != guesses[at - 1]


def _bordered(settled: Sequence[Cue], cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yield the cues, with a new turn where the owner's word changes the speaker."""
    for at, cue in enumerate(settled):
        changes = at and cue.speaker != settled[at - 1].speaker and cue.speaker != cues[at].speaker
        yield cue._replace(new_turn=True) if changes else cue
