"""CHAT of TalkBank (.cha): headers, main lines of speakers, and the tiers below them.

    @Participants:	INE Ines_Okafor Host, BOC Bo_Chen Guest
    *INE:	it is a callable . 2500_6000      the times stand between bytes 0x15
    %com:	with a smile                        a tier that depends on it: it is not spoken

Source: the CHAT manual of the CHILDES project. Codes in the main line (`[//]`, `&=laughs`, `(.)`,
`xxx`) are taken out; `goin(g)` is going.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from indexer.cues import Cue, Transcript
from indexer.formats import limits
from indexer.formats.format import Format
from indexer.formats.time_order import in_order

__all__ = ["FORMAT"]

_HEAD = re.compile(r"@(?:UTF8|Begin|Font|Window|PID|Languages|Participants)\b")
_MAIN = re.compile(r"\*([^\s:*]{1,20}):\s*(.*)", re.DOTALL)
_BULLET = re.compile(r'[\x15•](?:%snd:"[^"\n]{0,200}"_)?(\d{1,9})_(\d{1,9})-?[\x15•]')
_BARE_BULLET = re.compile(r"(?<=\s)(\d{1,9})_(\d{1,9})\s*$")
_CODE = re.compile(
    r"\[[^\[\]]{0,200}\]"  # [//], [: word], [=! laughs]
    r"|&[=~][^\s\[\]<>]{1,60}"  # &=laughs, &~gaga
    r"|\(\.{1,3}\)|\(\d{0,3}[.:]?\d{1,3}\.?\)"  # pauses
    r"|(?<!\S)(?:xxx|yyy|www|0)(?!\S)"
    r"|(?<!\S)\+[^\w\s]{1,4}"  # terminators and linkers: +... +/. +"
    r"|[<>⌈⌉⌊⌋↑↓→↗↘‹›„‡\x01-\x08]"
)
_FILLER = re.compile(r"&[-+](?=\w)")
_SHORT = re.compile(r"(?<=\w)\((\w{1,15})\)|\((\w{1,15})\)(?=\w)")
_SUFFIX = re.compile(r"(?<=\w)@[a-z:&+$]{1,12}\b")
# Most utterances have none of these.
_CODED = re.compile(r"[\[&(<>+@_\x01-\x08⌈-⌋↑↓→↗↘‹›„‡]|xxx|yyy|www|(?<!\S)0")
_SPACE = re.compile(r"\s+([.,!?])")


class _Line(NamedTuple):
    text: str
    number: int


def _recognise(text: str) -> bool:
    head = text[:20_000].lstrip("\ufeff \t\n")
    return _HEAD.match(head) is not None and "\n*" in head


def _parse(path: Path, text: str) -> Transcript:
    limits.check(text)
    names: dict[str, str] = {}
    language: str | None = None
    found: list[Cue] = []
    for line in _lines(text):
        if line.text.startswith("@Participants:"):
            names = _participants(line.text.partition(":")[2])
        elif line.text.startswith("@Languages:"):
            codes = line.text.partition(":")[2].replace(",", " ").split()
            language = codes[0] if codes and codes[0].isalpha() else None
        elif main := _MAIN.match(line.text):
            found += _cues(main[2], names.get(main[1], main[1]), line.number)
    cues, doubts = in_order(found)
    return Transcript(FORMAT.name, cues, doubts, language)


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines of the file; one that opens with a tab continues the one above."""
    parts: list[str] = []
    number = 0
    for at, line in enumerate(text.lstrip("\ufeff").split("\n"), 1):
        if line[:1] in ("\t", " ") and parts:
            parts.append(line.strip())
            continue
        if parts:
            yield _Line(" ".join(parts), number)
        parts, number = [line.rstrip()], at
    if parts:
        yield _Line(" ".join(parts), number)


def _participants(written: str) -> dict[str, str]:
    """Return the names by their codes: `NOR Nora_Quist Participant`, or the role without a name."""
    names: dict[str, str] = {}
    for one in written.split(","):
        words = one.split()
        if words:
            names[words[0]] = words[1].replace("_", " ") if len(words) > 1 else words[0]
    return names


def _cues(main: str, speaker: str, line: int) -> Iterator[Cue]:
    done = 0
    bullets = list(_BULLET.finditer(main)) or list(_BARE_BULLET.finditer(main))
    for bullet in bullets:
        said = _said(main[done : bullet.start()])
        done = bullet.end()
        if said:
            start, end = int(bullet[1]) / 1000, int(bullet[2]) / 1000
            yield Cue(said, start, end, speaker, line=line)
    if rest := _said(main[done:]):
        yield Cue(rest, None, None, speaker, line=line)


def _said(written: str) -> str:
    if not _CODED.search(written):
        text = " ".join(written.split())
        return _SPACE.sub(r"\1", text) if any(map(str.isalnum, text)) else ""
    text = _SHORT.sub(lambda found: found[1] or found[2], _CODE.sub(" ", written))
    text = _SUFFIX.sub("", _FILLER.sub("", text)).replace("_", " ")
    text = _SPACE.sub(r"\1", " ".join(text.split()))
    return text if any(map(str.isalnum, text)) else ""


FORMAT = Format("CHAT", (".cha",), _recognise, _parse, "its headers with @")
