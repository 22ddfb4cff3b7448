"""The labelled files of the corpora as conversations of two or more people.

This is a small reader for the training; the readers of the product are in indexer/formats. Labels
become `Talk.speakers`, and the cues have none.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.cues import Cue

__all__ = ["Talk", "read_all"]

_BOLD = re.compile(r"\*\*([^*\n]{1,60}):\*\* *")
_REV = re.compile(r"([^\n()]{2,40}) \(\d+:\d\d(?::\d\d)?\)(?::| -)\s*")
_INLINE = re.compile(
    r"((?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){0,3}(?: \d)?)(?: \(([A-Z]{2})\))?:\s*"
)
_VOICE = re.compile(r"<v ([^>]+)>")
_NOISE = re.compile(r"\\?\[[^\]\n]{1,60}\\?\]|<[^>\n]{1,40}>")
_SENTENCE = re.compile(r"(?<=[.?!]) +")
_PARAGRAPH = 75  # words, after which a long turn of a caption file is split into paragraphs

# The hosts of each show; and, below, the names of `Speaker 1` in files that have no names.
_SHOWS = {
    "changelog/away-from-keyboard": ("Tim Smith",),
    "changelog/backstage": ("Adam Stacoviak", "Jerod Santo"),
    "changelog/brain-science": ("Adam Stacoviak", "Mireille Reece"),
    "changelog/changelog--friends": ("Adam Stacoviak", "Jerod Santo"),
    "changelog/founders-talk": ("Adam Stacoviak",),
    "changelog/go-time": ("Mat Ryer", "Natalie Pistunovich", "Kris Brandow", "Jaana Dogan"),
    "changelog/js-party": ("Kevin Ball", "Nick Nisi", "Jerod Santo", "Feross Aboukhadijeh"),
    "changelog/practical-ai": ("Daniel Whitenack", "Chris Benson"),
    "changelog/request-for-commits": ("Nadia Eghbal", "Mikeal Rogers"),
    "changelog/ship-it": ("Gerhard Lazu",),
    "changelog/spotlight": ("Adam Stacoviak", "Jerod Santo"),
    "changelog/the-changelog": ("Adam Stacoviak", "Jerod Santo"),
    "bitcoin/stephan-livera-podcast": ("Stephan Livera",),
    "bitcoin/tftc-podcast": ("Marty Bent",),
    "metamuse": ("Adam Wiggins",),
    "talk-python": ("Michael Kennedy",),
}
_ALIASES = {
    "527-mcps": {"Speaker 1": "Michael Kennedy", "Speaker 2": "Den Delimarsky"},
    "stephan": {"New Speaker": ""},
    "tftc": {"MB": "Marty Bent", "MC": "Matt Corallo"},
    "brain-science": {
        "Mireille B. Reece, Psy.D": "Mireille Reece",
        "Mireille Reece, PsyD": "Mireille Reece",
    },
}
_ASIDE = frozenset(("break", "jingle", "outro", "old changelog intro", "intro"))
_FEW = 0.03  # of the turns; a rarer voice is a mistake in the labels or a short guest


@dataclass(frozen=True, slots=True)
class Talk:
    """An episode without labels, and the speaker of each cue, '' where that is not sure.

    `split` means that long turns are in several marked paragraphs.
    """

    show: str
    name: str
    cues: tuple[Cue, ...]
    speakers: tuple[str, ...]
    hosts: tuple[str, ...]
    guests: tuple[str, ...]
    split: bool


def read_all(corpora: Path, *, split: bool) -> list[Talk]:
    """Return the labelled episodes with a known host, turns whole or in paragraphs."""
    files = [
        *sorted(corpora.glob("changelog/*.md")),
        *sorted(corpora.glob("bitcoin/stephan-livera*.md")),
        *sorted(corpora.glob("bitcoin/tftc*.md")),
        *sorted(corpora.glob("metamuse/plaintext*.txt")),
        *sorted(corpora.glob("metamuse/archive__original__11-*.txt")),
        *sorted(corpora.glob("talk-python/youtube_transcripts/*.vtt")),
    ]
    talks = (_talk(corpora, file, split=split) for file in files)
    return [talk for talk in talks if talk is not None]


def _talk(corpora: Path, file: Path, *, split: bool) -> Talk | None:
    text = file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    source = file.relative_to(corpora).parts[0]
    show = next(key for key in _SHOWS if f"{source}/{file.name}".startswith(key))
    aliases = next((names for key, names in _ALIASES.items() if file.name.startswith(key)), {})
    parts = [(aliases.get(name, name).strip(": "), said) for name, said in _parts(source, text)]
    turns = list(_turns(parts, split=split))
    spoken = Counter(name for name, _, _ in turns if name)
    frequent = {name for name, count in spoken.items() if count > _FEW * len(turns)}
    hosts = tuple(name for name in _SHOWS[show] if name in frequent)
    guests = tuple(sorted(frequent - set(hosts)))
    if not hosts or len(frequent) < 2:
        return None
    cues = tuple(
        Cue(said, float(at), new_turn=True, after_break=br)
        for at, (_, said, br) in enumerate(turns)
    )
    speakers = tuple(name if name in frequent else "" for name, _, _ in turns)
    return Talk(show, file.stem, cues, speakers, hosts, guests, split)


def _parts(source: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield (speaker, paragraph); a paragraph without a label has the speaker before."""
    if source == "talk-python":
        yield from _voices(text)
        return
    pattern = {"changelog": _BOLD, "bitcoin": _INLINE, "metamuse": _REV}[source]
    body = text.split("\n---\n", 1)[-1] if source == "bitcoin" else text
    name = ""
    for paragraph in re.split(r"\n\s*\n", body):
        joined = " ".join(paragraph.split())
        label = pattern.match(joined)
        if label:
            name = next((group for group in label.groups()[1:] if group), label[1])
        said = " ".join(_NOISE.sub(" ", joined[label.end() if label else 0 :]).split())
        if said or name.lower() in _ASIDE:
            yield name, said


def _voices(text: str) -> Iterator[tuple[str, str]]:
    for block in re.split(r"\n\s*\n", text):
        lines = [line for line in block.split("\n") if line and "-->" not in line]
        said = " ".join(lines)
        label = _VOICE.search(said)
        if label:
            yield label[1], " ".join(_VOICE.sub("", said).replace("</v>", "").split())


def _turns(parts: list[tuple[str, str]], *, split: bool) -> Iterator[tuple[str, str, bool]]:
    """Yield (speaker, text, after a break); paragraphs of a turn are joined unless `split`."""
    whole: list[tuple[str, str, bool, int]] = []
    broke = False
    for name, said in parts:
        if name.lower() in _ASIDE:
            broke = True
            continue
        if (
            whole
            and whole[-1][0] == name
            and not broke
            and not (split and whole[-1][3] > _PARAGRAPH and whole[-1][1].endswith((".", "?", "!")))
        ):
            before = whole[-1]
            whole[-1] = (name, f"{before[1]} {said}", before[2], before[3] + said.count(" ") + 1)
        else:
            whole.append((name, said, broke, said.count(" ") + 1))
        broke = False
    for name, said, after_break, _ in whole:
        yield name, said, after_break
