"""Labels of one word that a text writes once, among labels that come again.

    Ann: Who is there?  Crowd: We are.           a label: it is a part that people play
    Bo: Who?  Cy: I am.  Bo: No.                 a label: it stands between turns of one voice
    Ann: Yes.  Cy: I am.  Bo: No.                a guess: its talk is a sentence, as that of others
    Ann: It is short.  HELP: that is all.        nobody's: the sentence goes on in small letters
    Ann: The size?  Size: Ten.                   nobody's: the talk has the word
    Bo: I saw these.  France: Rain.  Spain: Sun. nobody's: a list

A word before a colon may be a name, or what somebody reads out. Imports `names` and `heads`.
"""

import itertools
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from typing import NamedTuple

from indexer.formats.grammar.heads import Candidate, Line
from indexer.formats.grammar.names import is_break, is_question_or_answer

__all__ = ["PARTS", "Singles", "is_said_small", "singles"]

PARTS = frozenset(
    {"all", "announcer", "audience", "both", "boy", "caller", "child", "children", "chorus"}
    | {"congregation", "crowd", "everybody", "everyone", "girl", "guest", "host", "interviewee"}
    | {"interviewer", "man", "moderator", "narration", "narrator", "operator", "participant"}
    | {"presenter", "producer", "reporter", "respondent", "speaker", "translator"}
    | {"voice", "voiceover", "voice-over", "woman"}
)
"""Parts of one word that people play, in small letters."""

_VOICES = 2  # names that come again
_MOSTLY = 0.9  # of the turns open with a capital
_RARE = 10  # labels for each that names the voice before it again
_NUMBER = re.compile(r"\s*#?\d{1,3}$")


class Singles(NamedTuple):
    """The labels that name nobody, and those that are a guess, by the numbers of their lines."""

    nobodys: Mapping[int, str]
    guesses: Mapping[int, str]


def singles(heads: Mapping[int, Candidate], lines: Iterable[Line]) -> Singles:
    """Return the labels of one word that stand once and that nothing shows to be names.

    `heads` holds the labels of a text by the numbers of their lines, in order. `lines` are its
    lines: numbers, texts and whether each is a heading.
    """
    once = _once(heads)
    if not once:
        return Singles({}, {})
    talk = "\n".join([heads[at].said if at in heads else said for at, said, _ in lines])
    others = [head.said for number, head in heads.items() if head.said and number not in once]
    are_sentences = sum(not _opens_small(said) for said in others) >= _MOSTLY * len(others)
    listed = _in_a_row(heads, once)
    between = _between(heads)
    nobodys: dict[int, str] = {}
    guesses: dict[int, str] = {}
    for number, word in once.items():
        head = heads[number]
        if (
            is_said_small(word, talk)
            or number in listed
            or (are_sentences and _opens_small(head.said))
        ):
            nobodys[number] = head.name
        elif number not in between:
            guesses[number] = head.name
    return Singles(nobodys, guesses)


def is_said_small(name: str, talk: str) -> bool:
    """Return whether the talk has a name in small letters, as a word or with an ending."""
    small = re.escape(name.lower())
    return name != name.lower() and re.search(rf"\b{small}(?:s|es|ed|ing)?\b", talk) is not None


def _opens_small(said: str) -> bool:
    # An address opens small too.
    return said[:1].islower() and said.split(maxsplit=1)[0].rstrip(",.;:!?").isalpha()


def _in_a_row(heads: Mapping[int, Candidate], once: Container[int]) -> set[int]:
    """Return the labels that stand once and next to another such: the items of a list."""
    pairs = itertools.pairwise(heads)
    return {number for pair in pairs if pair[0] in once and pair[1] in once for number in pair}


def _once(heads: Mapping[int, Candidate]) -> dict[int, str]:
    """Return the words of the labels that stand once, are no parts, and are in no other."""
    counts = Counter(head.name for head in heads.values())
    again = [name for name, count in counts.items() if count > 1]
    if len(again) < _VOICES or len(again) == len(counts):
        return {}
    # `Ann` beside `Ann Lee`, `Witness 3` beside `Witness 1`.
    full = [name for name in counts if " " in name and not _NUMBER.search(name)]
    known = {_word(name) for name in again} | {part.casefold() for n in full for part in n.split()}
    return {
        number: _NUMBER.sub("", head.name)
        for number, head in heads.items()
        if counts[head.name] == 1
        and not head.stamped
        and _word(head.name).isalpha()
        and _word(head.name) not in PARTS
        and _word(head.name) not in known
        and not is_break(head.name)
        and not is_question_or_answer(head.name)
    }


def _word(name: str) -> str:
    return _NUMBER.sub("", name).casefold()


def _between(heads: Mapping[int, Candidate]) -> set[int]:
    """Return the labels that stand between turns of one voice.

    Where no voice is labelled twice in a row, what stands there is another voice.
    """
    names = [head.name for head in heads.values()]
    if sum(one == after for one, after in itertools.pairwise(names)) * _RARE > len(names):
        return set()
    return {
        number
        for number, before, after in zip(list(heads)[1:], names, names[2:], strict=False)
        if before == after
    }
