"""Labels inside captions: `ANN: Is it new? BOB: It is.` holds two turns.

A label inside a caption stands behind the end of a sentence. Where names that label captions stand
so, whatever is like a name there may begin a turn too, and is cut off to be judged as the others.
"""

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from indexer.cues import Cue
from indexer.formats.grammar import Candidate, Likeness, likeness

__all__ = ["cut_at_labels"]

_HABIT = 4  # labels at openings for each inside a cue, where no name stands in both places
# A title or a letter before a point ends no sentence: `Mrs. Krell: Hello.`
_INSIDE = re.compile(
    r"(?<!(?i:\bMr))(?<!(?i:\bMrs))(?<!(?i:\bMs))(?<!(?i:\bDr))(?<!(?i:\bProf))(?<!\b\w)"
    r"[.?!…。！？\"”’)\]♪] ([^\W\d_a-z][^\s:]{0,20}(?: [^\s:]{1,20}){0,3}): "
)


def cut_at_labels(
    cues: Sequence[Cue], found: Mapping[int, Candidate], names: Collection[str]
) -> Sequence[Cue]:
    """Return the cues, cut before each label that stands inside one, if the file has such labels.

    `found` holds the heads that open cues, `names` those that are labels for sure. The parts
    share the time of a cue by the length of their text, and none begins after the next cue.
    """
    if sum(cue.text.count(": ") for cue in cues) <= len(found):
        return cues
    places = {at: inside for at, cue in enumerate(cues) if (inside := _inside(cue, found.get(at)))}
    counts = Counter(name for inside in places.values() for _, name in inside)
    in_capitals = all(map(str.isupper, names))
    likely = {name for name in counts if name.isupper() == in_capitals and _is_like_name(name)}
    often = max((counts[name] for name in likely), default=0)
    if counts.keys().isdisjoint(names) and (often < 2 or often * _HABIT < len(found)):
        return cues
    taken = likely.union(names)
    parts: list[Cue] = []
    following: float | None = None
    for at, cue in reversed([*enumerate(cues)]):
        starts = [start for start, name in places.get(at, ()) if name in taken]
        parts += reversed([*_parts(cue, starts, following)])
        following = following if cue.start is None else cue.start
    return parts[::-1]


def _is_like_name(words: str) -> bool:
    return likeness(words) is Likeness.NAME


def _inside(cue: Cue, head: Candidate | None) -> list[tuple[int, str]]:
    """Return what may be a label behind the head of a cue, with its place in the text."""
    since = len(cue.text) - len(head.said) if head else 0
    if cue.text.find(": ", since) < 0:
        return []
    return [(place.start(1), place[1]) for place in _INSIDE.finditer(cue.text, since)]


def _parts(cue: Cue, starts: Sequence[int], following: float | None) -> Iterator[Cue]:
    if not starts:
        yield cue
        return
    whole = len(cue.text)
    for first, end in itertools.pairwise([0, *starts, whole]):
        yield cue._replace(
            text=cue.text[first:end].strip(),
            start=_at(cue, first / whole, following) if first else cue.start,
            end=_at(cue, end / whole, following) if end < whole else cue.end,
            new_turn=cue.new_turn and not first,
            after_break=cue.after_break and not first,
        )


def _at(cue: Cue, share: float, following: float | None) -> float | None:
    """Return the second at a share of a cue's text, None where the cue has no start and end.

    People talk at the same time, so a cue may end after the start of the `following` one.
    """
    if cue.start is None or cue.end is None:
        return None
    end = cue.end if following is None else max(cue.start, min(cue.end, following))
    return round(cue.start + (end - cue.start) * share, 3)
