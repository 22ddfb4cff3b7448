"""Who speaks, as far as the file says it: labels found, and carried to where they end."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from indexer.cues import Cue

__all__ = ["label"]

_WORD = r"[^\W\d_][\w.'’-]*"
_PREFIX = re.compile(rf"({_WORD}(?: {_WORD}| \d{{1,2}}){{0,3}}):\s+(?=\S)")
_CHEVRONS = re.compile(r"(?:>>+|&gt;&gt;)\s*")

# Words that open a sentence and a colon, not a speaker.
_NO_NAME = frozenset(
    {"and", "answer", "but", "chapter", "example", "first", "no", "note", "ok", "okay", "part"}
    | {"question", "quote", "so", "step", "then", "update", "warning", "well", "yes"}
)


def label(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """Return the cues with the speakers that the file names, their labels out of the text.

    A file that has no other labels may write `Name: ` before what is said, or `>>` where
    the voice changes. A label carries on until the next one in files that label only
    where the speaker changes.
    """
    found = tuple(_chevrons(cue) for cue in cues)
    if not any(cue.speaker for cue in found):
        found = _prefixes(found)
    return _carry(found)


def _chevrons(cue: Cue) -> Cue:
    mark = _CHEVRONS.match(cue.text)
    if mark is None or mark.end() == len(cue.text):
        return cue
    return replace(cue, text=cue.text[mark.end() :], new_turn=True)


def _prefixes(cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    matches = [_PREFIX.match(cue.text) for cue in cues]
    counts = Counter(m[1] for m in matches if m is not None and _could_be_name(m[1]))
    # Said once before a colon may be a sentence; the second time it is a label. A full
    # name counts at once beside labels that are sure.
    names = {name for name, count in counts.items() if count > 1}
    if names:
        names |= {name for name in counts if " " in name}
    return tuple(
        replace(cue, speaker=m[1], text=cue.text[m.end() :])
        if m is not None and m[1] in names
        else cue
        for cue, m in zip(cues, matches, strict=True)
    )


def _could_be_name(prefix: str) -> bool:
    words = prefix.split()
    if words[0].casefold() in _NO_NAME:
        return False
    return all(word[0].isupper() or word[0].isdigit() or not word[0].isalpha() for word in words)


def _carry(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    named = [cue.speaker for cue in cues if cue.speaker]
    repeated = sum(one == next_ for one, next_ in itertools.pairwise(named))
    if not named or len(named) == len(cues) or repeated * 2 > len(named):
        return tuple(cues)
    carried: list[Cue] = []
    speaker: str | None = None
    for cue in cues:
        if cue.speaker is None and not cue.new_turn:
            cue = replace(cue, speaker=speaker)
        speaker = cue.speaker
        carried.append(cue)
    return tuple(carried)
