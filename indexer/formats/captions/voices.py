"""Changes of voice in captions: the voice spans of WebVTT, dashes, names.

    <v Ann>Welcome to the show.        - Welcome to the show.        Welcome to the show.
                                       - Thank you.                  Bob: Thank you.

Other text formats use voice spans too, closed or not.
"""

import re
from collections.abc import Collection, Iterable, Sequence

from indexer.formats.captions.caption_blocks import VoicePart
from indexer.formats.grammar import Labels, Verdict, candidate
from indexer.formats.grammar.heads import may_open
from indexer.formats.grammar.openings import opening_heads

__all__ = ["DASHES", "by_line", "is_dashed", "may_name", "may_turn", "names", "split"]

DASHES = "-‐‑–—"
"""The dashes that may open a turn."""

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:\s([^<>]*))?>|(</v>)")

_CHEVRONS = r"(?:>>+|(?:&gt;){2,})"
_TURN = re.compile(rf"\s*{_CHEVRONS}")
# The search skips to the newlines.
_MAY_TURN = re.compile(rf"\n\s*[{re.escape(DASHES)}>&]")
# "-Yes." and "- yes." are turns. "-and so" and "—and so" continue a sentence.
_DASH = re.compile(r"\s*(?:[-‐‑–—]\s+|[-‐‑])(?=\S)")
# "- Yeah. - Yeah." is two turns in a line.
_ANSWER = re.compile(r"(?<=[.?!…])\s+[-‐‑–—]\s+(?=[^\W\d_a-z])")
_MAY_NAME = (":", "：", "[", "(", "{", " - ")
_MOST_LINES = 8
"""The most lines of a caption. More lines are text that stands below the last caption."""

_DASHES = frozenset(DASHES)
_ANGLES = frozenset(">&")
_OPENING = "\"'“‘«([<¿¡"
_CLOSED = frozenset(".?!…:。？！♪)]\"'”’»>")


def split(text: str) -> list[tuple[str | None, str]]:
    """Return the (speaker, text) parts of a cue's text, in order, none of them empty.

    Text before the first voice span has no speaker, nor has text after one that is closed.
    Spans of one speaker that follow each other are one part: some tools write the tag
    twice in a line. Source of the syntax: W3C WebVTT, section 4.3 (cue voice span).
    """
    parts: list[tuple[str | None, list[str]]] = []
    name: str | None = None
    done = 0
    for tag in [*_VOICE.finditer(text), None]:
        said = " ".join(text[done : tag.start() if tag else len(text)].split())
        # `<v Ann>Ann: Hello` names the speaker twice, and `<v Ann>- Hello` marks the turn twice.
        said = said.removeprefix(f"{name}: ").removeprefix("- ") if name else said
        if said and parts and parts[-1][0] == name:
            parts[-1][1].append(said)
        elif said:
            parts.append((name, [said]))
        if tag:
            name = " ".join((tag[1] or "").split()).removesuffix(":") or None
            done = tag.end()
    return [(name, " ".join(said)) for name, said in parts]


def names(captions: Iterable[Sequence[str]]) -> frozenset[str]:
    """Return the words before the talk at the start of lines that may be labels.

    They are told by the whole file, as in `indexer.formats.grammar`.
    """
    lines = [line.lstrip() for lines in captions if len(lines) <= _MOST_LINES for line in lines]
    found = [head for _, head in opening_heads(lines) if not head.stamped]
    if not found:
        return frozenset()
    labels = Labels(found, len(lines), captions=True, first=[head.name for head in found])
    return frozenset(head.name for head in found if labels.verdict(head) is not Verdict.TALK)


def may_name(text: str) -> bool:
    """Return whether a label may open a line of a caption."""
    return any(map(text.__contains__, _MAY_NAME))


def is_dashed(line: str) -> bool:
    """Return whether a line opens with a dash, as a turn may."""
    return line[:1] in _DASHES or line.lstrip()[:1] in _DASHES


def may_turn(text: str) -> bool:
    """Return whether a dash or chevrons open a line, where `by_line` may cut."""
    return _MAY_TURN.search(f"\n{text}") is not None


def by_line(lines: Sequence[str], names: Collection[str] = ()) -> list[VoicePart]:
    """Return the lines of a caption as one part for each voice.

    A dash, chevrons or one of the `names` opens a part. The dash is removed; chevrons and names
    are left for `indexer.speakers.labels`, which reads them in all formats. A dash is punctuation
    if the sentence of the line above continues. In a turn that a dash opens, a dash after the
    end of a sentence opens the next turn.
    """
    is_caption = len(lines) <= _MOST_LINES
    if not is_caption:
        lines = [" ".join(lines)]
    parts: list[tuple[list[str], bool]] = []
    dashed = False
    for at, line in enumerate(lines):
        opening = line.lstrip()[:1]
        dash = _dash(line) if opening in _DASHES else 0
        if dash and (at == 0 or dashed or lines[at - 1].rstrip()[-1:] in _CLOSED):
            said = _ANSWER.split(line[dash:]) if is_caption else [line[dash:]]
            parts += [([turn], True) for turn in said]
            dashed = True
        elif (
            at == 0
            or (opening in _ANGLES and _TURN.match(line))
            or (names and may_open(line.lstrip()) and _is_named(line, names))
        ):
            parts.append(([line], False))
        else:
            parts[-1][0].append(line)
    joined = ((" ".join(" ".join(said).split()), turns) for said, turns in parts)
    return [VoicePart(text, None, turns) for text, turns in joined if text]


def _dash(line: str) -> int:
    """Return the offset of the text after a line's dash, 0 where there is no dash."""
    match = _DASH.match(line)
    if match is None:
        return 0
    text = line[match.end() :]
    is_turn = match[0][-1].isspace() or text[0].isupper() or text[0] in _OPENING
    return match.end() if is_turn else 0


def _is_named(line: str, names: Collection[str]) -> bool:
    head = candidate(line.lstrip())
    return head is not None and head.name in names
