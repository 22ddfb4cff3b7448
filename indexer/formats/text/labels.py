"""Speaker labels in running text, told from sentences by evidence across the file.

Stephan Livera: Welcome.         a label: it comes again, is short and capitalised
The point is this: it scales.    a sentence
"""

import functools
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from operator import itemgetter
from typing import NamedTuple

__all__ = ["Candidate", "Labels", "could_be_name", "is_break", "is_question_or_answer"]


_MOSTLY = 0.25
"""The share of labels among the lines that open a paragraph, from which talk counts as labelled."""


class Candidate(NamedTuple):
    """Words in the place of a label, and the way in which they are set off from the talk.

    `shape` is equal for labels that are written the same way. `stamped` means that a time stands
    at the label, `bold` that it is set in bold; sentences rarely have either. `before` is the
    number of words above it, and `said` the text after it.
    """

    name: str
    shape: str
    stamped: bool
    bold: bool
    before: int
    said: str


_MOST_NAMES = 100_000  # different ones in a file

_Kind = tuple[str, str, bool, bool]
"""The name and the shape of a candidate, whether it is stamped, and whether it is bold."""

_kind: Callable[[Candidate], _Kind] = itemgetter(slice(4))

# Words before a colon that open a sentence or a list, in the languages of the corpora.
_NO_NAMES = frozenset(
    {"and", "also", "answer", "attention", "background", "because", "bonus", "but", "caution"}
    | {"chapter", "conclusion", "correction", "date", "disclaimer", "edit", "editor's", "episode"}
    | {"e.g", "example", "exemple", "finally", "first", "firstly", "for", "hint", "however", "i.e"}
    | {"important", "if", "in", "introduction", "it", "key", "lesson", "like", "link", "links"}
    | {"meaning", "my", "next", "no", "nota", "note", "notes", "now", "number", "ok", "okay", "one"}
    | {"or", "part", "point", "problem", "pros", "cons", "question", "quote", "reason", "remember"}
    | {"result", "resultado", "résultat", "rule", "second", "secondly", "section", "slide"}
    | {"slides", "so", "solution", "source", "sources", "spoiler", "step", "summary", "that", "the"}
    | {"then", "there", "these", "they", "third", "this", "three", "tip", "title", "to", "topic"}
    | {"transcript", "two", "update", "warning", "well", "what", "when", "which", "why", "with"}
    | {"yes", "you"}
)
_PARTICLES = frozenset(
    {"af", "al", "and", "bin", "da", "de", "del", "della", "den", "der", "di", "du", "e", "el"}
    | {"et", "ibn", "la", "le", "of", "the", "und", "van", "von", "y", "zu"}
)
_BREAKS = frozenset(
    {"ad", "ads", "advert", "advertisement", "break", "commercial", "intro", "jingle", "music"}
    | {"outro", "sfx", "song", "sponsor", "theme"}
)
_NUMBERED = re.compile(r"[^\W\d_]{2,12}[ _]?#?\d{1,3}")


@functools.lru_cache(1024)
def is_break(name: str) -> bool:
    """Return whether a label names music or another break instead of a person."""
    return name.casefold().split()[-1].rstrip(":.") in _BREAKS


def is_question_or_answer(name: str) -> bool:
    """Return whether a label marks a question or an answer (`Q`, `A`) and names no speaker."""
    return name.casefold() in ("q", "a")


class Labels:
    """The labels of one file; `candidate in labels` tells whether a candidate is one."""

    def __init__(self, candidates: Collection[Candidate], paragraphs: int) -> None:
        # A file has many candidates and few names, so each kind is judged once.
        kinds = Counter(map(_kind, candidates))
        if len(kinds) > _MOST_NAMES:
            # No recording has so many names; only candidates that repeat can be names.
            kinds = Counter({kind: count for kind, count in kinds.items() if count > 1})
        self._decided: dict[_Kind, bool] = {}
        # A Counter takes five times as long for a key that it does not hold.
        counts: defaultdict[str, int] = defaultdict(int)
        self._times: defaultdict[str, int] = defaultdict(int)
        for (name, shape, stamped, _), count in kinds.items():
            self._times[name.casefold()] += count
            if stamped:
                counts[shape] += count
        most = max(counts.values(), default=0)
        # Paragraphs that open with "Okay [4:03] so" are rare beside the file's real labels.
        self._shapes = {s for s, count in counts.items() if count > 1 and count * 10 >= most}
        opening = itertools.takewhile(lambda c: not c.before, candidates)
        self._shapes |= {c.shape for c in opening if c.stamped}
        sure = [kind for kind in kinds if self._is_stamped_label(kind)]
        bold = [kind for kind in kinds if kind[3] and not kind[2]]
        again = [kind for kind in bold if self._times[kind[0].casefold()] > 1]
        comes_again = sum(kinds[kind] for kind in again)
        comes = sum(kinds[kind] for kind in bold)
        # Bold words before a colon are often the points of a list, and then each comes once.
        timed = any(is_bold for *_, is_bold in sure)
        self._bold = timed or (comes_again > 1 and comes_again * 2 >= comes)
        self._bold_once = timed or comes_again * 5 >= comes * 4
        self._names = {kind[0].casefold() for kind in sure}
        self._names |= {kind[0].casefold() for kind in again if self._bold}
        self._share = 0.0
        self._in_capitals = False
        if sum(kinds[kind] for kind in sure) + comes_again * self._bold < 3:
            bare: defaultdict[str, int] = defaultdict(int)
            for (name, _, stamped, is_bold), count in kinds.items():
                if not stamped and not is_bold:
                    bare[name] += count
            self._take_bare(bare, paragraphs)
        if any(is_question_or_answer(name) and name[0] == "q" for name in self._times):
            self._names |= {name for name in self._times if is_question_or_answer(name)}

    def __contains__(self, candidate: Candidate) -> bool:
        kind = _kind(candidate)
        decided = self._decided.get(kind)
        if decided is None:
            decided = self._decided[kind] = self._is_label(kind)
        return decided

    @property
    def are_bare(self) -> bool:
        """Whether the labels have only a colon, neither a time nor bold type."""
        return self._share > 0

    def _is_label(self, kind: _Kind) -> bool:
        name, shape, _, is_bold = kind
        if name.casefold() in self._names:
            return shape in self._shapes or shape.startswith(("colon", "dash"))
        if self._is_stamped_label(kind):
            return True
        if is_bold:
            return self._bold and (is_break(name) or (self._bold_once and could_be_name(name)))
        if self._share < _MOSTLY:
            return False
        # If all labels are in capitals, further words in capitals are one: `BO CHEN:` and `CHEN:`.
        if self._in_capitals and name.isupper():
            return could_be_name(name)
        return _is_surely_name(name)

    def _is_stamped_label(self, kind: _Kind) -> bool:
        name, shape, stamped, _ = kind
        return (
            stamped
            and shape in self._shapes
            and (could_be_name(name) or self._times[name.casefold()] > 2)
        )

    def _take_bare(self, found: Mapping[str, int], paragraphs: int) -> None:
        """Take names that have only a colon, if they come often enough."""
        counts: defaultdict[str, int] = defaultdict(int)
        plausible: set[str] = set()
        handles: set[str] = set()
        for name, count in found.items():
            counts[name.casefold()] += count
            if could_be_name(name):
                plausible.add(name.casefold())
            elif name.islower() and name.isalpha() and len(name) <= 15:
                handles.add(name)
        share = sum(counts[name] for name in plausible if counts[name] > 1) / max(1, paragraphs)
        enough = 2 if share >= _MOSTLY else 3
        names = {name for name in plausible if counts[name] >= enough}
        if names:
            # `sipa` beside names is a name; `title` without names is a key.
            names |= {name for name in handles - _NO_NAMES if counts[name] >= 3}
        total = sum(counts[name] for name in names)
        if total >= 3 and (len(names) > 1 or total >= 5 or share >= _MOSTLY):
            self._names |= names
            self._share = share
            self._in_capitals = all(one.isupper() for one in found if one.casefold() in names)


def could_be_name(name: str) -> bool:
    """Return whether words are few and capitalised, as in a name, and open no sentence."""
    words = name.split()
    if not 1 <= len(words) <= 6 or words[0].casefold() in _NO_NAMES:
        return False
    for word in words:
        if word[0].islower() and word not in _PARTICLES:
            return False
    return name.isalpha() or any(map(str.isalpha, name))


def _is_surely_name(name: str) -> bool:
    if _NUMBERED.fullmatch(name):
        return True
    return 2 <= len(name.split()) <= 4 and could_be_name(name) and not name.isupper()
