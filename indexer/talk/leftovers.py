r"""Leftovers: shapes at the ends of most lines that no reader took off, and that nobody says.

    Ann Lee 0:05: The rope is new.     \speak{Ann} The rope is new.     1,Ann,The rope is new.
    The rope is new. [SPEAKER_TURN]    The rope is new. ^b12            Ann Lee The rope is new.

Stamps, markup and columns of an unknown tool repeat in one shape: its words, digits and times
change, and the signs between them stay. Prose repeats no sign but those of its sentences. Such a
file is read, and a doubt names the shape and its first line.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from indexer.cues import Cue, TranscriptDoubt
from indexer.formats.grammar import Likeness, likeness

__all__ = ["leftovers"]

_SAMPLE = 80  # cues; a shape of a tool is at most lines
_FEWEST = 4  # cues of one shape
_MOSTLY = 0.5  # of the cues have one shape
_NEARLY = 0.9  # of the cues of the commonest shape have a longer one
_OFTEN = 0.2  # of them have one that prose cannot have
_NAMED = 0.8  # of them open with a name
_MOST_NAMES = 12
_OPENING = 70  # characters
_ENDING = 30
_TOKENS = 8
_SHOWN = 40  # characters
_SIGNS = "#*/<=>@[]\\^_`{|}~→•│"
_TOKEN = re.compile(
    r"(?P<T>\d{1,3}(?:[:;]\d{2}){1,3}(?:[.,]\d{1,3})?)|(?P<N>\d+)|(?P<W>[^\W\d_][\w'’-]*)"
    rf"|(?P<S>[{re.escape(_SIGNS)}:：]+)|(?P<P>[^\s\w]+)"
)
_SIGN = re.compile(rf"[{re.escape(_SIGNS)}:：]|\d:\d\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_NAME = re.compile(r"[^\w\s]{0,3}\s?((?!\d)\w[\w'’]{1,40})(?=\W)")
_COLON = frozenset({"W:", "W："})


def leftovers(cues: Sequence[Cue], has_doubtful_labels: bool = False) -> list[TranscriptDoubt]:
    """Return the doubts about shapes with which most cues of a file begin or end.

    Names before a colon count only where no label is doubted already.
    """
    sample = cues[:_SAMPLE]
    begins = _common(sample, _opening)
    if begins and has_doubtful_labels and begins[0] in _COLON:
        begins = None
    found = [
        _doubt(shape, len(sample), place)
        for shape, place in ((begins, "begin"), (_common(sample, _ending), "end"))
        if shape is not None
    ]
    return found or _names(sample)


_Shape = tuple[str, str, list[Cue]]
"""A shape, the words of its first cue, and its cues."""


def _common(
    sample: Sequence[Cue], shapes_of: Callable[[str], Iterable[tuple[str, str]]]
) -> _Shape | None:
    """Return the longest shape that most of the cues have at one end, None if there is none."""
    found: defaultdict[str, list[tuple[str, Cue]]] = defaultdict(list)
    for cue in sample:
        for shape, written in shapes_of(cue.text):
            found[shape].append((written, cue))
    if not found:
        return None
    most = max(map(len, found.values()))
    often = (one for one in found.items() if len(one[1]) >= _NEARLY * most)
    key, alike = max(often, key=lambda one: len(one[0]))
    is_sure = "T" in key or sum(not one.isalnum() for one in key) > 1
    share = _OFTEN if is_sure else _MOSTLY
    if len(alike) < max(_FEWEST, share * len(sample)):
        return None
    return key, alike[0][0], [cue for _, cue in alike]


def _opening(text: str) -> Iterator[tuple[str, str]]:
    """Yield the shapes with which a text opens, each with its words; none as prose has them."""
    if not text[:1].isdecimal() and _SIGN.search(text, 0, _OPENING) is None:
        return
    shape, before = "", ""
    for token in itertools.islice(_TOKEN.finditer(text, 0, _OPENING), _TOKENS):
        kind = token.lastgroup or ""
        if kind != "W" or before != "W":
            shape += token[0] if kind in "SP" else kind
        if kind in "ST" or (kind == "N" and not before):
            yield shape, text[: token.end()]
        before = kind


def _ending(text: str) -> Iterator[tuple[str, str]]:
    last = text[-_ENDING:].rpartition(" ")[2]
    if not (last.isalnum() or last[:-1].isalnum()) and _SIGN.search(last):
        yield _DIGITS.sub("N", _LETTERS.sub("W", last)), last


def _names(sample: Sequence[Cue]) -> list[TranscriptDoubt]:
    """Return the doubt about a few names that open nearly all cues."""
    found: defaultdict[str, list[Cue]] = defaultdict(list)
    for cue in sample:
        if name := _NAME.match(cue.text):
            found[name[1]].append(cue)
    names = {
        name: alike
        for name, alike in found.items()
        if len(alike) > 1 and likeness(name) is Likeness.NAME
    }
    again = [cue for alike in names.values() for cue in alike]
    if not 1 < len(names) <= _MOST_NAMES or len(again) < max(_FEWEST, _NAMED * len(sample)):
        return []
    shown = ", ".join(f"`{name}`" for name in itertools.islice(names, 3))
    return [
        TranscriptDoubt(
            again[0].line,
            f"{len(again):,} of {len(sample):,} lines begin with a name, as {shown}, in a shape "
            "that is not understood; it is read as words",
        )
    ]


def _doubt(shape: _Shape, count: int, place: str) -> TranscriptDoubt:
    _, written, alike = shape
    shown = written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"
    return TranscriptDoubt(
        alike[0].line,
        f"{len(alike):,} of {count:,} lines {place} like `{shown}`, which is not understood; "
        "it is read as words",
    )
