"""Labels of one word that captions write once, among labels that come again.

    Tobias: Delphine does.
    Delphine: I only carry the oil.     a label: it stands in the shape and place of the others
    Remember: keep it dry.              a sentence

Captions cut turns anywhere, so few of them have a label, and a word before a colon may be either.
It is a label where it opens a caption above which a sentence ended, is written as the labels of
the file are, and is no word of the talk. Where nothing else shows that it is one, the guess is a
doubt.
"""

import bisect
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from indexer.cues import Cue, TranscriptDoubt
from indexer.formats.grammar import Candidate, Likeness, likeness
from indexer.formats.grammar.singles import PARTS, is_said_small

__all__ = ["ENDED", "Single", "lone", "single_doubts", "single_labels", "unmarked", "words_of_talk"]

_FEWEST = 3  # labels that are sure, which show a habit
_SHARE = 4  # labels that are sure for each that comes once
_RARE = 10  # labels for each that names the voice before it again
_CALLED = 6  # times in the talk; what it names more often is its topic
_MARKED = 2  # labels behind a mark for a change of voice, which show a habit
_MOSTLY = 0.5  # of the labels
_MOST = 20  # different words that are looked for in the talk

# Words that open a sentence before a colon, besides those that no label in any place begins with.
_WORDS = frozenset(
    {"actually", "advice", "aim", "anyway", "basically", "benefit", "besides", "bottom", "case"}
    | {"cause", "challenge", "claim", "clue", "confession", "context", "cost", "definition"}
    | {"detail", "details", "difference", "effect", "everything", "exactly", "exception", "fact"}
    | {"facts", "false", "fine", "fyi", "goal", "goals", "good", "great", "guess", "honestly"}
    | {"idea", "imagine", "instead", "lastly", "later", "listen", "look", "meanwhile", "method"}
    | {"mission", "moral", "mystery", "myth", "name", "naturally", "nothing", "obviously", "option"}
    | {"plan", "please", "price", "prediction", "proof", "proposal", "ps", "purpose", "really"}
    | {"reality", "requirement", "risk", "same", "say", "saying", "secret", "see", "seriously"}
    | {"sidenote", "simple", "sometimes", "story", "subject", "suggestion", "sure", "surprise"}
    | {"takeaway", "task", "test", "theory", "things", "think", "time", "today", "tldr", "tomorrow"}
    | {"total", "translation", "trick", "true", "truth", "usually", "verdict", "wait", "yesterday"}
    | {"also", "beispiel", "ergebnis", "fazit", "frage", "hinweis", "problema", "ejemplo"}
    | {"pregunta", "respuesta", "exemple", "réponse", "resposta", "esempio", "пример", "вопрос"}
    | {
        "ответ",
        "итог",
        "例如",
        "比如",
        "问题",
        "答案",
        "结论",
        "注意",
        "結論",
        "例えば",
        "質問",
        "答え",
    }
)
ENDED = frozenset(".!?…。！？\"'”’)]»♪")
"""The last characters of a caption in which a sentence ends."""
_TAKEN = "`{}` stands once, in the place of a label; took it for one"


class Single(NamedTuple):
    """A label that was told by its place: whether something else shows that it is a name."""

    sure: bool


def single_labels(
    cues: Sequence[Cue], found: Mapping[int, Candidate], labelled: Mapping[int, str]
) -> dict[int, Single]:
    """Return the heads among `found` that are labels by their place, by the numbers of the cues.

    `labelled` holds the names that are labels for sure. None is found in a file that does not
    label changes of voice.
    """
    others = {at: head for at, head in found.items() if at not in labelled}
    if not others or len(labelled) < _FEWEST:
        return {}
    in_place = {
        at: head for at, head in others.items() if head.shape == "colon" and _opens(cues, at)
    }
    taken = {at: Single(True) for at in _between(in_place, labelled)}
    known = {**labelled, **{at: in_place[at].name for at in taken}}
    names = [known[at] for at in sorted(known)]
    if sum(one == after for one, after in itertools.pairwise(names)) * 2 > len(names):
        return taken
    counts = Counter(head.name for head in others.values())
    written = set(known.values())
    once = {
        at: head
        for at, head in in_place.items()
        if at not in known
        and counts[head.name] == 1
        and head.name.casefold() not in _WORDS
        and _is_alike(head.name, written)
    }
    if not once or len(once) * _SHARE > len(known) or len(once) > _MOST:
        return taken
    talk = "\n".join([cue.text for cue in cues])
    for at, head in once.items():
        if not _is_word(head.name, talk):
            taken[at] = Single(head.name.casefold() in PARTS)
    return taken


def words_of_talk(
    cues: Sequence[Cue], found: Mapping[int, Candidate], labelled: Mapping[int, str]
) -> list[int]:
    """Return the cues whose label is one word that stands once and is a word of the talk."""
    counts = Counter(head.name for head in found.values())
    once = {at for at in labelled if counts[found[at].name] == 1 and found[at].shape == "colon"}
    if not once or len(once) > _MOST:
        return []
    talk = "\n".join([cue.text for cue in cues])
    return [
        at
        for at in once
        if found[at].name.casefold() in _WORDS
        or (" " not in found[at].name and _is_word(found[at].name, talk))
    ]


def unmarked(
    cues: Sequence[Cue], found: Mapping[int, Candidate], labelled: Mapping[int, str]
) -> list[int]:
    """Return the cues whose label is one word that stands once, without the mark of the others.

    `BREAKING: a bridge fell.` among `>> NORA: Good evening.` opens no turn, as it has no `>>`.
    """
    marked = sum(cues[at].new_turn for at in labelled)
    if marked < _MARKED or marked < _MOSTLY * len(labelled):
        return []
    return [at for at in _lone(found, labelled) if not cues[at].new_turn]


def lone(
    cues: Sequence[Cue], found: Mapping[int, Candidate], labelled: Mapping[int, str]
) -> dict[int, Single]:
    """Return the labels of one word that stand once in a file of other labels.

    They are sure where they name a part or the file marks a change of voice.
    """
    if len(labelled) < _FEWEST:
        return {}
    return {
        at: Single(cues[at].new_turn or found[at].name.casefold() in PARTS)
        for at in _lone(found, labelled)
    }


def _lone(found: Mapping[int, Candidate], labelled: Mapping[int, str]) -> list[int]:
    counts = Counter(head.name.casefold() for head in found.values())
    return [at for at, name in labelled.items() if name.isalpha() and counts[name.casefold()] == 1]


def single_doubts(
    cues: Sequence[Cue], found: Mapping[int, Candidate], taken: Mapping[int, Single]
) -> list[TranscriptDoubt]:
    """Return the doubts about labels that only their place shows."""
    return [
        TranscriptDoubt(cues[at].line, _TAKEN.format(found[at].name))
        for at, single in sorted(taken.items())
        if not single.sure
    ]


def _opens(cues: Sequence[Cue], at: int) -> bool:
    """Return whether a turn may begin at a cue: it is marked, or a sentence ended above it."""
    return at == 0 or cues[at].new_turn or cues[at - 1].text[-1:] in ENDED


def _between(in_place: Mapping[int, Candidate], labelled: Mapping[int, str]) -> set[int]:
    """Return the heads of words that stand between labels of one voice.

    A file that labels changes only does not label a voice twice in a row. So what stands between
    its labels is another voice: `Ann: One. Narrator: Two. Ann: Three.`
    """
    gaps: defaultdict[str, list[tuple[int, int | None]]] = defaultdict(list)
    again = 0
    order = sorted(labelled)
    for before, after in itertools.pairwise(order):
        again += labelled[before] == labelled[after]
    for at, head in in_place.items():
        place = bisect.bisect(order, at)
        is_word = head.name[:1].islower() or head.name.casefold() in _WORDS
        if 0 < place < len(order) and not is_word and likeness(head.name):
            is_inside = labelled[order[place - 1]] == labelled[order[place]]
            gaps[head.name].append((at, place if is_inside else None))
    found = {
        name: {place for _, place in places if place}
        for name, places in gaps.items()
        if sum(place is not None for _, place in places) * 2 >= len(places)
    }
    # Where a voice is labelled again with nothing between, the place shows nothing.
    if (again - len(set().union(*found.values()))) * _RARE > len(labelled):
        return set()
    return {at for at, head in in_place.items() if head.name in found}


def _is_alike(name: str, names: Collection[str]) -> bool:
    """Return whether a word is written as the labels of a file are."""
    if likeness(name) is not Likeness.NAME or " " in name:
        return False
    if name.upper() != name.lower() and name.isupper() != all(map(str.isupper, names)):
        return False
    is_part = name.casefold() in PARTS
    return is_part or sum(" " not in other for other in names) * 2 >= len(names)


def _is_word(name: str, talk: str) -> bool:
    """Return whether the talk has a name in small letters, as a word, or often, as its topic."""
    if is_said_small(name, talk):
        return True
    called = rf"\b(?:{re.escape(name)}|{re.escape(name.capitalize())})\b"
    return sum(1 for _ in re.finditer(called, talk)) > _CALLED
