"""Evidence across a file: which heads are labels, which are sentences, and which may be either.

    Nora Quist: Welcome.             a label: it comes again, is short and capitalised
    Automated voice: Mind the gap.   a label: it stands in the place that has one in every turn
    Fun fact: tar floats.            nobody's, where turns go on without labels: it may be either
    The point is this: it scales.    a sentence

Whatever stands in the shape and place of the labels that a file has shown ends the voice before
it. A voice that is not sure is nobody's, and its words stay: it is never given to a neighbour.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Container, Mapping
from enum import IntEnum
from operator import itemgetter

from indexer.formats.grammar.heads import ALONE, Candidate
from indexer.formats.grammar.names import (
    LONGEST_HANDLE,
    Likeness,
    is_break,
    is_question_or_answer,
    is_sign,
    is_title,
    likeness,
)
from indexer.formats.grammar.singles import PARTS

__all__ = ["Labels", "Verdict"]


class Verdict(IntEnum):
    """The decision about a candidate."""

    TALK = 0
    """A sentence of the voice before it."""
    NOBODY = 1
    """It may be a label: it begins a turn of nobody known, and its words are talk."""
    LABEL = 2


_MOSTLY = 0.25
"""The share of labels among the lines that open a paragraph, from which talk counts as labelled."""

_ALWAYS = 0.8
"""The share from which every turn has a label, so that a doubtful one is one too."""

_HABIT = 0.05
"""The share of captions with a label in a file that uses labels. A caption is part of a turn."""

_MOST_NAMES = 100_000  # different ones in a file
_LONGEST_SMALL = 30
_WEAK = frozenset({"square", "round", "angle", "curly", "chevron", "dash"}) | ALONE
"""Shapes that talk has too. They are labels where most of them come again and several do."""

_Shapes = tuple[str, str]
"""The shape of a head with a bare time, and its shape where the time is said."""

_Kind = tuple[str, str, bool, bool]
"""The name and the shape of a candidate, whether it is stamped, and whether it is bold."""

_kind: Callable[[Candidate], _Kind] = itemgetter(slice(4))


class Labels:
    """The labels of one file; `labels.verdict(candidate)` tells whether a candidate is one.

    `openings` is the number of lines that open a paragraph, or of captions. Where all are
    `stamped`, they are no list of keys, and fewer labels are evidence. In `captions` a label may
    stand at changes of voice only: `first` holds the candidates at the opening, `marked` the
    names that stand behind a mark for a change of voice, and `small` the words that the talk
    writes in small letters, which are no names.
    """

    def __init__(
        self,
        candidates: Collection[Candidate],
        openings: int,
        *,
        captions: bool = False,
        stamped: bool = False,
        first: Collection[str] = (),
        marked: Collection[str] = (),
        small: Container[str] = frozenset(),
    ) -> None:
        # A file has many candidates and few names, so each kind is judged once.
        self._said = _said(candidates)
        if self._said:
            candidates = [self._without_said(head) for head in candidates]
        kinds = Counter(map(_kind, candidates))
        kinds.update(_kind(head.other) for head in candidates if head.other is not None)
        if len(kinds) > _MOST_NAMES:
            # No recording has so many names; only candidates that repeat can be names.
            kinds = Counter({kind: count for kind, count in kinds.items() if count > 1})
        self._decided: dict[_Kind, Verdict] = {}
        self._captions = captions
        self._fewest = 2 if stamped else 3
        self._first = {name.casefold() for name in first}
        self._marked = {name.casefold() for name in marked}
        self._small = small
        # A Counter takes five times as long for a key that it does not hold.
        counts: defaultdict[str, int] = defaultdict(int)
        named: defaultdict[str, int] = defaultdict(int)
        self._times: defaultdict[str, int] = defaultdict(int)
        for (name, shape, stamped, _), count in kinds.items():
            self._times[name.casefold()] += count
            if stamped:
                counts[shape] += count
                named[shape] += count * (count > 2 or likeness(name) is Likeness.NAME)
        most = max(counts.values(), default=0)
        # Paragraphs that open with "Okay [4:03] so" are rare beside the file's real labels, and
        # their words are no names.
        self._shapes = {
            shape
            for shape, count in counts.items()
            if count > 1 and count * 10 >= most and named[shape] * 2 >= count
        }
        opening = itertools.takewhile(lambda c: not c.before, candidates)
        self._shapes |= {c.shape for c in opening if c.stamped}
        sure = [kind for kind in kinds if self._is_stamped_label(kind)]
        self._take_bold(kinds, sure)
        self._weak: dict[str, float] = {}
        self._take_weak(kinds, openings)
        self.share = 0.0
        self._in_capitals = False
        self._all_are_names = False
        bare: defaultdict[str, int] = defaultdict(int)
        for (name, shape, stamped, is_bold), count in kinds.items():
            if not stamped and not is_bold and shape.startswith("colon"):
                bare[name] += count
        marked_labels = sum(kinds[kind] for kind in sure) + self._bold_again * self._bold
        # Where only some labels have a stamp, one voice may never have any.
        others = sum(
            count
            for name, count in bare.items()
            if count > 2 and likeness(name) is Likeness.NAME and name.casefold() not in self._names
        )
        if marked_labels < 3 or others * 2 >= marked_labels:
            self._take_bare(bare, openings)
        # In captions a line may begin with a letter of the alphabet that is spelt out.
        if self._times.get("q", 0) > 2 * captions and (not captions or self._times.get("a")):
            self._names |= {name for name in self._times if is_question_or_answer(name)}
        self._habit = 0.0
        # A label for sure is one whatever the habit is.
        for kind in kinds:
            if self._judged(kind) is Verdict.LABEL:
                self._decided[kind] = Verdict.LABEL
        self._habit = sum(kinds[kind] for kind in self._decided) / max(1, openings)

    def verdict(self, candidate: Candidate) -> Verdict:
        """Return whether a candidate is a label, talk, or may be either."""
        kind = _kind(candidate)
        decided = self._decided.get(kind)
        if decided is None:
            decided = self._decided[kind] = self._judged(kind)
        return decided

    def settled(self, candidate: Candidate) -> Candidate:
        """Return the head that a line has, of the two that it may have."""
        candidate = self._without_said(candidate)
        other = candidate.other
        if other is None or self.verdict(candidate) is Verdict.LABEL:
            return candidate
        return candidate if self.verdict(other) is Verdict.TALK else other

    def _without_said(self, candidate: Candidate) -> Candidate:
        """Return a head whose time is said as the head without it."""
        other = candidate.other
        if other is not None and candidate.stamped and (candidate.shape, other.shape) in self._said:
            return other
        return candidate

    def __bool__(self) -> bool:
        return bool(self._names)

    @property
    def names(self) -> Collection[str]:
        """The names that are labels for sure, in small letters."""
        return self._names

    @property
    def are_everywhere(self) -> bool:
        """Whether nearly every turn has a label."""
        return self._habit >= _ALWAYS

    @property
    def are_bare(self) -> bool:
        """Whether the labels have only a colon, neither a time nor bold type."""
        return self.share > 0

    def _judged(self, kind: _Kind) -> Verdict:
        name, shape, stamped, is_bold = kind
        like = likeness(name)
        if is_sign(name) and shape not in _WEAK:
            like = Likeness.DOUBTFUL
        if shape in _WEAK:
            return self._weak_verdict(name, shape, like)
        if name.casefold() in self._names:
            return Verdict.LABEL
        if stamped and shape in self._shapes:
            return self._stamped_verdict(name, like)
        if is_bold:
            if not self._bold:
                return Verdict.TALK
            if is_break(name) or like is Likeness.NAME:
                is_sure = is_break(name) or self._bold_once
                return Verdict.LABEL if is_sure else Verdict.NOBODY
            # A sentence in bold is a point or a heading.
            if like is Likeness.SENTENCE:
                return Verdict.TALK
            return Verdict.LABEL if self._bold_once else Verdict.NOBODY
        return Verdict.TALK if stamped else self._bare_verdict(name, shape, like)

    def _stamped_verdict(self, name: str, like: Likeness) -> Verdict:
        if is_sign(name) and not self._stamped_names:
            return Verdict.TALK  # The number of a caption.
        if like is not Likeness.SENTENCE or self._times[name.casefold()] > 2:
            return Verdict.LABEL
        return Verdict.NOBODY if self._stamped_names else Verdict.TALK

    def _bare_verdict(self, name: str, shape: str, like: Likeness) -> Verdict:
        if like is Likeness.SENTENCE:
            return Verdict.TALK
        if not self.share:
            # The label of the turn may have lost its bold type, its stamp or its brackets.
            is_full = like is Likeness.NAME and " " in name and self._habit >= _MOSTLY
            is_damaged = is_full or self.are_everywhere
            return Verdict.NOBODY if is_damaged and "inside" not in shape else Verdict.TALK
        if is_sign(name) and self.share < _ALWAYS and not self._captions:
            return Verdict.TALK  # An item of a list, as a rule.
        if name.casefold() in self._small and self.share < _ALWAYS:
            return Verdict.NOBODY
        if "inside" in shape and like is not Likeness.NAME:
            return Verdict.TALK
        again = self._times[name.casefold()] > 1
        if self._in_capitals:
            # `BO CHEN:` and `CHEN:` are labels among labels in capitals, and `Remember:` is none.
            if name.isupper():
                return Verdict.LABEL if like is Likeness.NAME or again else Verdict.NOBODY
            if not again and not (like is Likeness.NAME and " " in name):
                return Verdict.NOBODY if self.share >= _ALWAYS else Verdict.TALK
        if self.share >= _ALWAYS:
            return Verdict.LABEL if again or like is Likeness.NAME else Verdict.NOBODY
        if like is Likeness.NAME and (self._is_full(name) or self._all_are_names):
            return Verdict.LABEL if self.share >= _MOSTLY or self._captions else Verdict.NOBODY
        return Verdict.NOBODY

    def _weak_verdict(self, name: str, shape: str, like: Likeness) -> Verdict:
        share = self._weak.get(shape)
        if is_question_or_answer(name):
            return Verdict.LABEL if name.casefold() in self._names else Verdict.TALK
        if share is None:
            # `Ann - Yes.` among labels with a colon.
            is_known = name.casefold() in self._names and shape != "heading"
            return Verdict.NOBODY if is_known and self.are_everywhere else Verdict.TALK
        if like is Likeness.NAME or (self._times[name.casefold()] > 1 and like):
            return Verdict.LABEL
        return Verdict.NOBODY if like or shape in ALONE else Verdict.TALK

    @staticmethod
    def _is_full(name: str) -> bool:
        return not name.isalpha()

    def _is_stamped_label(self, kind: _Kind) -> bool:
        name, shape, stamped, _ = kind
        return (
            stamped
            and shape in self._shapes
            and (likeness(name) is Likeness.NAME or self._times[name.casefold()] > 2)
        )

    def _take_bold(self, kinds: Mapping[_Kind, int], sure: Collection[_Kind]) -> None:
        """Take the labels in bold, if they come again."""
        bold = [kind for kind in kinds if kind[3] and not kind[2]]
        again = [kind for kind in bold if self._times[kind[0].casefold()] > 1]
        comes_again = sum(kinds[kind] for kind in again)
        comes = sum(kinds[kind] for kind in bold)
        # Bold words before a colon are often the points of a list, and then each comes once.
        timed = any(is_bold for *_, is_bold in sure)
        self._bold = timed or (comes_again > 1 and comes_again * 2 >= comes)
        self._bold_once = timed or comes_again * 5 >= comes * 4
        self._bold_again = comes_again
        self._stamped_names = bool(sure)
        self._names = {kind[0].casefold() for kind in sure}
        self._names |= {kind[0].casefold() for kind in again if self._bold}

    def _take_weak(self, kinds: Mapping[_Kind, int], openings: int) -> None:
        """Take the weak shapes in which names come again and again."""
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for (name, shape, stamped, _), count in kinds.items():
            if shape in _WEAK and not stamped and not is_question_or_answer(name):
                counts[shape][name] += count
        for shape, names in counts.items():
            likely = {n: c for n, c in names.items() if likeness(n) is Likeness.NAME}
            again = {n: c for n, c in likely.items() if c > 1}
            total = sum(likely.values())
            share = total / max(1, openings)
            is_common = share >= (_HABIT if self._captions and shape in ("square",) else _MOSTLY)
            comes_again = sum(again.values()) * 5 >= sum(names.values()) * 3
            # Two people talk; one word in brackets that comes again may be a sound.
            is_monologue = share >= _ALWAYS and any(" " in name for name in again)
            if (len(again) > 1 or is_monologue) and comes_again and is_common:
                self._weak[shape] = share
                self._names |= {name.casefold() for name in again}

    def _take_bare(self, found: Mapping[str, int], openings: int) -> None:
        """Take names that have only a colon, if they come often enough."""
        counts: defaultdict[str, int] = defaultdict(int)
        plausible: set[str] = set()
        handles: set[str] = set()
        small: set[str] = set()
        for name, count in found.items():
            folded = name.casefold()
            counts[folded] += count
            like = likeness(name)
            if folded in self._small:
                continue
            if like is Likeness.NAME or (like and count >= 3 and is_title(name)):
                plausible.add(folded)
            elif like is Likeness.DOUBTFUL and name.islower() and len(name) <= _LONGEST_SMALL:
                small.add(folded)
                if len(name) <= LONGEST_HANDLE:
                    handles.add(folded)
        openings = max(1, openings)
        share = sum(counts[name] for name in plausible if counts[name] > 1) / openings
        enough = 2 if share >= _MOSTLY or self._captions else 3
        names = {name for name in plausible if counts[name] >= enough}
        if names:
            # `sipa` beside names is a name; `title` without names is a key.
            names |= {name for name in handles if counts[name] >= 3}
            names |= {"i"} if found.get("I", 0) >= enough else set()
        elif numbers := self._numbers(counts, openings):
            names = numbers
        elif self._captions:
            # Captions have no keys. Two voices that come again and again are no words of the talk.
            again = {name for name in small if counts[name] >= 3}
            often = sum(counts[name] for name in again) >= _MOSTLY * openings
            names = again if len(again) > 1 and often else set()
        if not names:
            # Two handles that open all lines are no keys: `sipa: Yes.`
            again = {name for name in handles if counts[name] > 1}
            is_all = sum(counts[name] for name in again) >= openings
            names = again if len(again) > 1 and is_all else set()
        total = sum(counts[name] for name in names)
        everything = sum(counts[name] for name in plausible)
        if self._captions:
            names |= self._marked - {name for name in self._marked if name in self._small}
            total = sum(counts[name] for name in names)
            opens = not self._first.isdisjoint(names)
            is_sure = bool(names) and (opens or total >= _HABIT * openings)
        else:
            is_sure = total >= self._fewest and (len(names) > 1 or total >= 5 or share >= _MOSTLY)
        full = [n for n in found if " " in n or n.isupper() or n.casefold() in PARTS]
        if not is_sure and len(full) > 1 and everything >= _ALWAYS * openings:
            # Two captions, each of its own voice.
            names, is_sure = plausible, True
        if is_sure:
            self._names |= names
            doubtful = sum(
                counts[n.casefold()] for n in found if likeness(n) or n.casefold() in names
            )
            self.share = min(1.0, doubtful / openings)
            in_use = [name for name in found if name.casefold() in names]
            self._in_capitals = all(map(str.isupper, in_use))
            self._all_are_names = everything * 20 >= sum(counts.values()) * 19

    @staticmethod
    def _numbers(counts: Mapping[str, int], openings: int) -> set[str]:
        """Return the numbers that are the only labels, and stand at every turn."""
        numbers = {name for name, count in counts.items() if name.isdecimal() and is_sign(name)}
        again = [name for name in numbers if counts[name] > 2]
        is_habit = sum(counts[name] for name in numbers) >= _ALWAYS * openings
        return numbers if len(again) > 1 and is_habit else set()


def _said(candidates: Collection[Candidate]) -> set[_Shapes]:
    """Return the shapes in which bare times at labels are said: `Ann: 10:15`.

    A time is said where more labels of the same shape have none.
    """
    timed = Counter(
        (c.shape, c.other.shape) for c in candidates if c.other is not None and c.stamped
    )
    if not timed:
        return set()
    bare = Counter(
        c.shape for c in candidates if not c.stamped and likeness(c.name) is Likeness.NAME
    )
    bare.update(c.other.shape for c in candidates if not c.stamped and c.other)
    return {shapes for shapes, count in timed.items() if count < bare[shapes[1]]}
