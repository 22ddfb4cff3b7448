"""Prose without times and stamps: its hits have no second to jump to.

    From the studio in Riga, you're listening to our show about calm work.
    This week we talk about doing one thing after the other.

Only prose is read: words in sentences. Labels are read where they repeat.
"""

import re
from pathlib import Path

from indexer.cues import Transcript
from indexer.formats.format import Format
from indexer.formats.text import front_matter, markdown, turns
from indexer.formats.text.caption_text import are_in

__all__ = ["FORMAT"]

_HEAD = 40_000
_FEWEST = 40
"""The fewest letters of a text in any script; shorter texts cannot be judged."""

_LETTERS = re.compile(r"[^\W\d_]+")
_PUNCTUATION = frozenset(" \n\t\u00a0.,;:!?…'’‘“”\"«»¿¡()-–—。、，！？：；（）「」『』")
# The rest of ASCII.
_OTHERS = [one for one in map(chr, range(128)) if not one.isalpha() and one not in _PUNCTUATION]
_SENTENCE_END = re.compile(r"[.!?…](?=[\"'”’)\]»*_]*(?:\s|$))|[。！？]")
_UNSPOKEN = re.compile(
    r"^\s{0,3}#{1,6}\s|^\s{0,3}(?:```|~~~)|^\s{0,3}\||\]\(|!\[|^\s{0,3}[-*+]\s|<https?://"
)
_PAGE = re.compile(r"\s*<(?:!doctype|\?xml|html|body|tt|transcript|cite|time)\b", re.IGNORECASE)
# The language of licences, which lie in folders of transcripts.
_LEGAL = re.compile(
    r"permission is hereby granted|without warrant(?:y|ies)|terms and conditions"
    r"|creative commons|all rights reserved|redistributi?on and use",
    re.IGNORECASE,
)


def _recognise(text: str) -> bool:
    if are_in(text) or _PAGE.match(text):
        return False
    source, body, _ = front_matter.split(text)
    body = body[:_HEAD]
    said = "\n".join(markdown.plain(line) for _, line, _ in markdown.lines(body))
    # A page with front matter is one of a collection; a page without may be a README.
    if not source and (_is_document(body) or _LEGAL.search(body)):
        return False
    return _is_prose(said)


def _is_document(body: str) -> bool:
    lines = [line for line in body.split("\n") if line.strip()]
    return sum(_UNSPOKEN.search(line) is not None for line in lines) * 5 > len(lines)


def _is_prose(said: str) -> bool:
    words = said.split()
    marks = sum(map(said.count, _PUNCTUATION))
    if said.isascii():
        others = sum(map(said.count, _OTHERS))
        letters = len(said) - marks - others
    else:
        letters = sum(map(len, _LETTERS.findall(said)))
        others = len(said) - marks - letters
    if letters < _FEWEST or others * 12 > letters:
        return False
    lines = sum(1 for line in said.split("\n") if line.strip())
    # Some recognisers write no full stops; a list of words has one or two words on a line.
    return len(_SENTENCE_END.findall(said)) * 80 >= len(words) or len(words) >= lines * 5


def _parse(path: Path, text: str) -> Transcript:
    return turns.transcript(FORMAT.name, text)


FORMAT = Format("plain text", turns.SUFFIXES, _recognise, _parse, "prose, and no times")
