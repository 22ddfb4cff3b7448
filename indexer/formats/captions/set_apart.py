"""Names that are set apart in captions without a colon: in bold above the talk, or before a tab.

    <b>Ann Lee</b>                  Ann Lee<TAB>The rope is new.
    The rope is new.

Each becomes a voice span of WebVTT. Bold words and columns may be talk, so the whole file tells, as
in `indexer.formats.grammar`; what may be a name opens a turn of nobody, and its words stay.
"""

import re
from typing import NamedTuple

from indexer.cues import TranscriptDoubt
from indexer.formats.captions.caption_blocks import CaptionBlock
from indexer.formats.doubts import Nobodys, of_nobody
from indexer.formats.grammar import Candidate, Labels, Verdict

__all__ = ["Voiced", "with_voices"]

_BOLD = re.compile(r"\s*<(b|strong)>\s*([^<>\n]{1,60}?)\s*:?\s*</\1>\s*:?[ \t]*\n(?=[^\n]*\w)")
_TAB = re.compile(r"\s*([^<>\t\n]{1,60}?) ?:?\t\s*(?=\S)")
_SHAPES = (("bold line", "<", _BOLD, 2), ("dash", "\t", _TAB, 1))


class Voiced(NamedTuple):
    """The captions of a file with their names in voice spans, and doubts about other names."""

    blocks: list[CaptionBlock]
    doubts: tuple[TranscriptDoubt, ...] = ()


def with_voices(blocks: list[CaptionBlock], text: str) -> Voiced:
    """Return the captions of a file with the names that are set apart in voice spans."""
    found = Voiced(blocks)
    may_be_bold = "<" in text and ("<b>" in text or "<strong>" in text)
    if not (may_be_bold or "\t" in text) or "<v" in text:
        return found
    for shape, mark, pattern, name in _SHAPES:
        if mark in text:
            voiced = _voiced(list(found.blocks), shape, pattern, name)
            found = Voiced(voiced.blocks, (*found.doubts, *voiced.doubts))
    return found


def _voiced(blocks: list[CaptionBlock], shape: str, pattern: re.Pattern[str], group: int) -> Voiced:
    nobodys: list[Nobodys] = []
    heads: dict[int, tuple[Candidate, str]] = {}
    for at, block in enumerate(blocks):
        if found := pattern.match(block.text):
            said = block.text[found.end() :]
            name = found[group]
            heads[at] = Candidate(name, shape, False, False, at, said), f"{name} {said}"
    labels = Labels([head for head, _ in heads.values()], len(blocks), captions=True)
    for at, (head, whole) in heads.items():
        verdict = labels.verdict(head)
        if verdict is Verdict.LABEL:
            blocks[at] = blocks[at]._replace(text=f"<v {head.name}>{head.said}")
        elif verdict is Verdict.NOBODY:
            blocks[at] = blocks[at]._replace(text=f"- {whole}")
            nobodys.append(Nobodys(blocks[at].line, head.name, blocks[at].start))
    return Voiced(blocks, of_nobody(nobodys))
