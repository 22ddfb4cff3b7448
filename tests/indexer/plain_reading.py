"""A second reader of real files, as simple as can be, that shares nothing with the product's.

It knows the corpora's families by their endings and strips times, labels and markup by
one expression each. What it finds is what is said in a file, and the names it gives.
"""

import html
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

__all__ = ["deduplicated", "folded", "lines", "speakers", "words"]

_LOOP = 5  # so many identical lines in a row are a transcriber's loop
_WORD = re.compile(r"[\u3040-\u9fff]|[^\W_]+")  # a character of a script without spaces is one
_NOTE = re.compile(r"\[[^\[\]\n]{1,60}\]")

_CLOCK = r"\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d+)?"
_TIME = re.compile(rf"^\s*[(\[]?{_CLOCK}[)\]]?(?=\s|$)|\[{_CLOCK}\]")
_VOICE = re.compile(r"<v[ .]([^<>]*)>")
_BOLD = re.compile(r"^\*\*([^*]{1,60}):\*\*(?= \S)")
_STAMPED = re.compile(rf"^([^\W\d_][\w.'’ -]{{0,40}}) \({_CLOCK}\)(?::| -)?")
_COLON = re.compile(
    rf"^((?:[A-Z]|speaker )[\w.'’-]*(?: [A-Z\d][\w.'’-]*){{0,3}})( \([A-Z]{{2}}\))?:"
    rf"(?: +|$)(?:{_CLOCK}$)?"
)
_QUESTION = re.compile(r"^()[QA](?: -|:) ")
_LABELS = (_BOLD, _STAMPED, _COLON, _QUESTION)
_NUMBERED = re.compile(r"speaker \d", re.IGNORECASE)
_NOT_SAID = re.compile(r"#+ |\s*[^\n.!?]{0,160}:? *<?https?://\S+>?$|\|")
_PARTS_OF_A_SHOW = {"break", "jingle", "outro", "intro", "old changelog intro", ""}


def words(said: Sequence[str]) -> Counter[str]:
    """Count the words of lines, those of notes in brackets left out."""
    return Counter(_WORD.findall(_NOTE.sub(" ", "\n".join(said)).casefold()))


def deduplicated(said: Sequence[str]) -> list[str]:
    """Return the lines, of a loop only its first."""
    kept: list[str] = []
    for _, group in itertools.groupby(said, key=lambda line: line.strip().casefold()):
        run = list(group)
        kept += run if len(run) < _LOOP else run[:1]
    return kept


def lines(path: Path, text: str) -> list[str]:
    """Return what is said in a file, caption by caption or line by line."""
    if path.suffix == ".json":
        return list(_of_json(json.loads(text)))
    if path.suffix == ".html":
        text = re.sub(r"<(cite|time)>.*?</\1>", "", text)
        return [html.unescape(re.sub(r"<[^<>]*>", " ", text))]
    return [_without_label(line) for line in _labelled(path, text)]


def speakers(path: Path, text: str) -> set[str]:
    """Return the names that label talk in a file, and those its front matter gives."""
    if path.suffix == ".json":
        segments = json.loads(text)["segments"]
        return {name for s in segments if (name := s.get("speaker_name") or s.get("speaker"))}
    if path.suffix == ".html":
        return set(re.findall(r"<cite>(.*?):?</cite>", text))
    named = {html.unescape(name).strip(": ") for name in _VOICE.findall(text)}
    said = _labelled(path, text)
    for label in (_BOLD, _STAMPED):
        named |= {found[1] for line in said if (found := label.match(line))}
    if not named:
        colons = [found for line in said if (found := _COLON.match(line))]
        times = Counter(found[1] for found in colons)
        named = {c[1] for c in colons if times[c[1]] > 1 or c[2] or _NUMBERED.match(c[1])}
    if text.startswith("---\n"):
        named |= set(yaml.safe_load(text.split("\n---\n")[0]).get("speakers") or ())
    return {name for name in named if name.casefold() not in _PARTS_OF_A_SHOW}


def folded(names: set[str]) -> set[str]:
    """Return names without what spellings of one person differ in: case, and `, PsyD`."""
    return {name.partition(",")[0].casefold() for name in names}


def _of_json(document: Any) -> Iterator[str]:  # noqa: ANN401  # any value of JSON
    for segment in document["segments"]:
        single = segment.get("wdlist")
        yield segment["body"] if single is None else "".join(word["word"] for word in single)


def _labelled(path: Path, text: str) -> list[str]:
    """Return the lines of talk with their labels, without times and markup."""
    found = _of_captions(text) if path.suffix in (".vtt", ".srt") else _of_text(text)
    return [line for line in found if line and not line.isspace()]


def _of_captions(text: str) -> Iterator[str]:
    for block in re.split(r"\n[^\S\n]*\n", text):
        _, arrow, said = block.partition("-->")
        if arrow:
            said = " ".join(said.partition("\n")[2].split("\n"))
            yield html.unescape(_VOICE.sub("", said).replace("</v>", ""))


def _of_text(text: str) -> Iterator[str]:
    if text.startswith("---\n"):
        text = text.split("\n---\n", 1)[1]
    text = re.sub(r"<!--.*?-->|^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    for line in text.split("\n"):
        if _NOT_SAID.match(line):
            continue
        line = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", line)
        line = re.sub(r"</?[a-z]+(?: [^<>]*)?>", "", _VOICE.sub("", line))
        yield _TIME.sub("", html.unescape(line).replace("\\", "")).strip()


def _without_label(line: str) -> str:
    for label in _LABELS:
        if found := label.match(line):
            return line[found.end() :]
    return line
