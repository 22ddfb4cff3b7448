"""Formats that are known and not read: each is refused by its name.

    {0}{125}It is a callable.           MicroDVD subtitles
    <SAMI><BODY><SYNC Start=2500>       SAMI captions

A reader that guesses at them would give wrong times or index their markup.
"""

import re
from pathlib import Path
from typing import NamedTuple

__all__ = ["SUFFIXES", "why_not_read"]

_CONVERT = "convert it to SRT or WebVTT"


class _Known(NamedTuple):
    """A format by the endings of its files and by the head of its content."""

    name: str
    suffixes: tuple[str, ...]
    head: re.Pattern[str]
    way_out: str


_KNOWN = (
    _Known("SAMI captions", (".smi", ".sami"), re.compile(r"<sami\b", re.IGNORECASE), _CONVERT),
    _Known("MicroDVD subtitles", (".sub",), re.compile(r"\{\d{1,9}\}\{\d{0,9}\}"), _CONVERT),
    _Known("MPL2 subtitles", (".mpl",), re.compile(r"\[\d{1,9}\]\[\d{1,9}\]"), _CONVERT),
    _Known("SubViewer subtitles", (".sub",), re.compile(r"\[INFORMATION\]"), _CONVERT),
    _Known("Scenarist captions", (".scc",), re.compile(r"Scenarist_SCC\b"), _CONVERT),
    _Known("Rich Text files", (".rtf",), re.compile(r"\{\\rtf\d?"), "save it as plain text"),
    _Known(
        "YAML documents",
        (".yaml",),
        re.compile(
            r"(?:---[ \t]*\n)?(?:[A-Za-z_]{1,40}:[ \t]*\n)?[ \t]*- [A-Za-z_]{1,40}: [^\n]*\n"
            r"[ \t]+[A-Za-z_]{1,40}: "
        ),
        "save it as JSON",
    ),
    _Known(
        "RTTM files",
        (".rttm",),
        re.compile(r"(?:;;[^\n]*\n){0,20}SPEAKER \S+ \S+ [\d.]+ [\d.]+ (?:<NA>|\S+) "),
        "they hold who speaks when and no words; give the transcript",
    ),
    _Known("PDF files", (".pdf",), re.compile(r"%PDF-\d"), "save its text as plain text"),
)

SUFFIXES = frozenset(suffix for known in _KNOWN for suffix in known.suffixes) - {".pdf", ".yaml"}
"""Endings of files that are opened to be refused by name."""


def why_not_read(path: Path, text: str) -> str | None:
    """Return why the text of the file `path` is not read, or None for other texts."""
    head = text[:2000].lstrip("\ufeff \t\n")
    for known in _KNOWN:
        if known.head.match(head):
            return f"{known.name} ({known.suffixes[0]}) are not read; {known.way_out}"
    return None
