"""Labels in another shape than those of their file, and labels beside voices that the format gives.

    ANN: Is it new?                    <v Ann>Is it new?
    Ann:It is.      Ann, glued         Bob: It is.         Bob, no words of Ann
    [Speaker 3] No. nobody's           Cy: I doubt it.     nobody's

Somebody else may speak from such a label on. A name that the file has is taken. Another one is a
guess, so its turn is nobody's with a doubt, and its words stay.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from indexer.cues import Cue, TranscriptDoubt
from indexer.formats.doubts import Nobodys, of_nobody
from indexer.formats.grammar import Candidate, Likeness, Verdict, likeness
from indexer.formats.grammar.names import is_handle, is_question_or_answer
from indexer.formats.grammar.openings import opening_heads

__all__ = ["Other", "beside_voices", "other_shapes", "without_habit"]

_GLUED = re.compile(r"([^\W\d_][^\n:<>\[\]()]{0,40}):(?=[^\W\d_])")
_LONGEST = 42  # characters before the colon, and the colon
_WEAK = frozenset({"square", "round", "dash"})
_FEWEST = 2  # captions
_ALWAYS = 0.8  # of the captions
_MOSTLY = 0.5  # of the captions


Other = tuple[Candidate, Verdict]
"""A head in another shape than the labels of its file, and whether it is one."""


def other_shapes(
    cues: Sequence[Cue], found: Mapping[int, Candidate], verdicts: Mapping[int, Verdict]
) -> dict[int, Other]:
    """Return the heads in other shapes than the labels of a file, by the numbers of the cues.

    `found` and `verdicts` tell its labels.
    """
    names = {found[at].name for at, one in verdicts.items() if one is Verdict.LABEL}
    shapes = {found[at].shape for at, one in verdicts.items() if one is Verdict.LABEL}
    is_always = sum(one is Verdict.LABEL for one in verdicts.values()) >= _MOSTLY * len(cues)
    others: dict[int, Other] = {}
    for at, head in found.items():
        is_other = head.shape in _WEAK - shapes and head.said and _is_voice(head.name)
        # "Absolutely - I agree." is a sentence where captions cut turns.
        is_talk = head.shape == "dash" and not (
            head.name in names or (is_always and head.said[0].isupper())
        )
        if verdicts[at] is Verdict.TALK and is_other and not is_talk:
            others[at] = head, Verdict.NOBODY
    text = "\n".join([cue.text for cue in cues])
    if text.count(":") == text.count(": ") + text.count(":\n"):
        return others  # As in most files, a space follows each colon.
    for at, cue in enumerate(cues):
        if at not in found and cue.text.find(":", 0, _LONGEST) > 0:
            glued = _glued(cue.text, names)
            if glued is not None:
                others[at] = glued
    return others


def _glued(text: str, names: Collection[str]) -> Other | None:
    """Return a label that no space follows: `Ann:Yes.`"""
    match = _GLUED.match(text)
    if match is None:
        return None
    name = match[1].rstrip()
    head = Candidate(name, "colon glued", False, False, 0, text[match.end() :])
    if name in names:
        return head, Verdict.LABEL
    is_like = text[match.end()].isupper() and _is_voice(name)
    return (head, Verdict.NOBODY) if is_like else None


def beside_voices(cues: Sequence[Cue], doubts: list[TranscriptDoubt]) -> Sequence[Cue]:
    """Return the cues of a file whose format names voices, with the labels among its other cues.

    A label of a voice that the file names is taken, and any other name ends the voice before it.
    """
    unnamed = [at for at, cue in enumerate(cues) if cue.speaker is None]
    if not any(": " in cues[at].text for at in unnamed):
        return cues
    names = {cue.speaker for cue in cues if cue.speaker}
    nobodys: list[Nobodys] = []
    labelled = list(cues)
    for place, head in opening_heads([cues[at].text for at in unnamed]):
        at = unnamed[place]
        cue = cues[at]
        if head.stamped or head.shape != "colon" or not head.said:
            continue
        if head.name in names:
            labelled[at] = cue._replace(speaker=head.name, text=head.said)
        elif not cue.new_turn and _is_voice(head.name):
            labelled[at] = cue._replace(new_turn=True)
            nobodys.append(Nobodys(cue.line, head.name, cue.start))
    doubts += of_nobody(nobodys)
    return labelled


def without_habit(
    cues: Sequence[Cue], found: Mapping[int, Candidate], doubts: list[TranscriptDoubt]
) -> Sequence[Cue]:
    """Return the cues of a file in which no label comes again, but nearly each cue may have one.

    `Bo: One. Al: Two.` are too few to tell labels from the items of a list: the turns are nobody's.
    """
    heads = {at: head for at, head in found.items() if head.shape == "colon" and head.said}
    voices = {at for at, head in heads.items() if _is_voice(head.name)}
    # `sipa: Yes.` in each line.
    handles = {at for at, head in heads.items() if is_handle(head.name)} | voices
    full = {heads[at].name for at in voices if " " in heads[at].name}
    if len(voices) < max(_FEWEST, _ALWAYS * len(cues)):
        if len(handles) == len(cues) >= _FEWEST:
            voices = handles
        elif len(full) < _FEWEST or len(voices) < _MOSTLY * len(cues):
            return cues
    doubts += of_nobody(Nobodys(cues[at].line, heads[at].name, cues[at].start) for at in voices)
    return [cue._replace(new_turn=True) if at in voices else cue for at, cue in enumerate(cues)]


def _is_voice(name: str) -> bool:
    return likeness(name) is Likeness.NAME and not is_question_or_answer(name)
