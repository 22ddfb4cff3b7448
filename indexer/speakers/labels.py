"""Speaker labels: names before the talk of a cue, and the cues that they are valid for.

A change of the speakers that are found raises `indexer.talk.segments.READING_VERSION`.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from indexer.cues import Cue

__all__ = ["label", "turns"]

_WORD = r"[^\W\d_][\w.'’-]*"
_NAME = rf"{_WORD}(?: {_WORD}| \d{{1,2}}){{0,3}}"
# Ann: Yes. | Ann : Oui. | 田中：はい。 | [SPEAKER_00]: Yes. | [SPEAKER_00] Yes.
_PREFIX = re.compile(
    rf"(\[)?({_NAME})(?(1)\])(?:[ \u00a0]?:(?:\s+|$)|：\s*)|\[((?i:speaker)[ _]?\w{{1,3}})\]\s+"
)
_OPENING = 3  # cues
_HABIT = 0.05  # of the cues have a label

_OPENS_CHEVRONS = frozenset((">", "&", " ", "\t", "\u00a0"))
_CHEVRONS = re.compile(r"\s*(?:>>+|&gt;&gt;)\s*")

# Words before a colon that open a sentence and name no speaker.
_NO_NAME = frozenset(
    {"and", "answer", "but", "chapter", "example", "first", "no", "note", "ok", "okay", "part"}
    | {"question", "quote", "so", "step", "then", "update", "warning", "well", "yes"}
)


def turns(cues: Sequence[Cue]) -> Sequence[Cue]:
    """Return the cues with `>>`, a change of voice, as `new_turn` and out of the text."""
    if not any(">" in cue.text or "&" in cue.text for cue in cues):
        return cues
    return [_turned(cue) for cue in cues]


def _turned(cue: Cue) -> Cue:
    mark = _CHEVRONS.match(cue.text) if cue.text[:1] in _OPENS_CHEVRONS else None
    return cue if mark is None else cue._replace(text=cue.text[mark.end() :], new_turn=True)


def label(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """Return the cues with the speakers that the file names, and the labels out of the text.

    A file without other labels may write `Name: ` before the talk. In files that label only
    changes of speaker, a label is valid up to the next one.
    """
    if not any(cue.speaker for cue in cues):
        cues = _prefixed(cues)
    return _carry(cues)


def _prefixed(cues: Sequence[Cue]) -> Sequence[Cue]:
    matches = {
        at: match
        for at, cue in enumerate(cues)
        if (":" in cue.text or "：" in cue.text or cue.text[:1] == "[")
        and (match := _PREFIX.match(cue.text))
    }
    prefixes = {at: match[2] or match[3] for at, match in matches.items()}
    names = _names(cues, prefixes)
    said = {at: matches[at].end() for at, prefix in prefixes.items() if prefix in names}
    return list(_without(cues, prefixes, said)) if names else cues


def _without(
    cues: Sequence[Cue], prefixes: Mapping[int, str], said: Mapping[int, int]
) -> Iterator[Cue]:
    """Yield the cues with their prefixes as speakers; `said` are the offsets of the talk."""
    ahead: str | None = None
    stamp: float | None = None
    for at, cue in enumerate(cues):
        if at not in said:
            if ahead is not None:
                cue = cue._replace(speaker=ahead, start=stamp if cue.start is None else cue.start)
            yield cue
            ahead = None
        elif said[at] < len(cue.text):
            yield cue._replace(speaker=prefixes[at], text=cue.text[said[at] :])
            ahead = None
        else:
            # A label on a line of its own names the speaker of the next line.
            ahead, stamp = prefixes[at], cue.start


def _names(cues: Sequence[Cue], prefixes: Mapping[int, str]) -> set[str]:
    """Return the prefixes that are names of speakers, by the evidence of the whole file.

    `prefixes` holds them by the numbers of their cues. A prefix that comes twice is a label; one
    that comes once may be a sentence. Beside sure labels a full name counts the first time, and
    so does a prefix in capitals if all others are in capitals. A word that the talk also writes in
    small letters is no name. Labels count only in a file that uses them: it opens with a label,
    or 5 % of its cues have one.
    """
    counts = Counter(prefix for prefix in prefixes.values() if _could_be_name(prefix))
    names = {name for name, count in counts.items() if count > 1}
    names |= _at_turns(cues, prefixes) & counts.keys()
    if not names:
        return names
    # A name in a script without capitals is always written in the same way.
    alone = {name.casefold() for name in counts if " " not in name} - counts.keys()
    small = {word for cue in cues for word in cue.text.split() if word in alone}
    names = {name for name in names if name.casefold() not in small}
    if names:
        capitals = all(map(str.isupper, names))
        names |= {name for name in counts if " " in name or (capitals and name.isupper())}
    labelled = sum(prefix in names for prefix in prefixes.values())
    opens = any(prefixes.get(at) in names for at in range(_OPENING))
    return names if opens or labelled >= _HABIT * len(cues) else set()


def _at_turns(cues: Sequence[Cue], prefixes: Mapping[int, str]) -> set[str]:
    """Return the prefixes of cues with a mark for a change of voice: `>> ANN: Yes.`

    A single one may be the colon of a sentence. With two or more the file uses labels, and each
    is a label, even if it comes once, if it is in capitals or a full name.
    """
    marked = [prefix for at, prefix in prefixes.items() if cues[at].new_turn]
    sure = {prefix for prefix in marked if prefix.isupper() or " " in prefix}
    return sure if len(marked) > 1 else set()


def _could_be_name(prefix: str) -> bool:
    words = prefix.split()
    if words[0].casefold() in _NO_NAME or (len(words) > 2 and len(set(words)) == 1):
        # "Lucas Lucas Lucas" is a loop of a speech recogniser.
        return False
    return not any(word[0].islower() for word in words)


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
