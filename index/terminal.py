"""How search results read in a terminal: plain text with, if wanted, colours and links."""

import shutil
import textwrap
from collections.abc import Iterator

from index.clock import clock
from index.model import Episode, Segment
from index.query import query_of
from index.results import Hit, SearchResults
from index.snippet import Snippet
from index.tree import one_line

__all__ = ["Style", "episode_line", "render", "segment_lines"]

_MARK = "\x1b[1;33m"
_DIM = "\x1b[2m"
_BOLD = "\x1b[1m"
_PLAIN = "\x1b[0m"

# What a terminal would obey instead of showing, as an escape in a transcript.
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), "�")

_INDENT = "   "
_NARROWEST = 20
_WIDEST = 100


class Style:
    """Whether escapes may be written: colours, and OSC 8 links that a click follows."""

    def __init__(self, color: bool, width: int | None = None) -> None:
        self.color = color
        self.width = max(_NARROWEST, min(width or shutil.get_terminal_size().columns, _WIDEST))

    def bold(self, text: str) -> str:
        """Return `text`, bold in colour."""
        return f"{_BOLD}{text}{_PLAIN}" if self.color else text

    def dim(self, text: str) -> str:
        """Return `text`, dim in colour."""
        return f"{_DIM}{text}{_PLAIN}" if self.color else text

    def link(self, text: str, url: str | None) -> str:
        """Return `text`, a link to `url` where escapes may be written."""
        if url is None or not self.color or _shown(url) != url:
            return text
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"

    def snippet(self, snippet: Snippet) -> str:
        """Return the snippet with its matches marked, wrapped and indented."""
        # Wrapped before it is coloured: escapes take no room on the screen. Private-use
        # characters hold the marks' places meanwhile.
        held = Snippet(_shown(snippet.text), snippet.ranges).render("\ue000", "\ue001")
        lines = textwrap.wrap(held, self.width - len(_INDENT), break_on_hyphens=False)
        text = "\n".join(_INDENT + line for line in lines)
        if not self.color:
            return text.replace("\ue000", "").replace("\ue001", "")
        # A range that runs over a line's end is closed there and opened again.
        parts = text.split("\n")
        inside = False
        for at, line in enumerate(parts):
            opened = _INDENT + _MARK + line[len(_INDENT) :] if inside else line
            inside = line.rfind("\ue000") > line.rfind("\ue001") or (
                inside and "\ue001" not in line
            )
            parts[at] = opened + _PLAIN if inside else opened
        return "\n".join(parts).replace("\ue000", _MARK).replace("\ue001", _PLAIN)


def episode_line(episode: Episode) -> str:
    """Return an episode on one line: show, number, title, date; what is known of them."""
    number = f"#{episode.number}" if episode.number else None
    date = episode.date.isoformat() if episode.date else None
    parts = (episode.show, number, episode.title, date)
    return _shown(" · ".join(part for part in parts if part))


def render(results: SearchResults, style: Style) -> Iterator[str]:
    """Yield the lines of a page of results: hits first, what they are of last.

    How the query is read stands before them, if the request asks for it.
    """
    if results.request.explain:
        yield style.dim(one_line(query_of(results.request)))
        yield ""
    previous: Episode | None = None
    for hit in results.hits:
        if hit.episode != previous:
            if previous is not None:
                yield ""
            yield style.bold(episode_line(hit.episode))
            previous = hit.episode
        yield _place(hit, style)
        yield style.snippet(hit.snippet)
        if hit.alike:
            yield style.dim(f"{_INDENT}and {hit.alike:,} more like it")
    if results.hits:
        yield ""
    for name, facets in results.facets.items():
        counted = ", ".join(f"{_shown(facet.value)} {facet.count:,}" for facet in facets)
        yield f"{style.bold(name)}: {counted or 'none'}"
    yield style.dim(_footer(results))


def segment_lines(segment: Segment, style: Style) -> Iterator[str]:
    """Yield the lines of a segment with its time and speaker, whole."""
    speaker = _shown(segment.speaker or "speaker unknown")
    yield f"{style.bold(clock(segment.start))}  {style.dim(speaker)}"
    yield style.snippet(Snippet(segment.text))


def _place(hit: Hit, style: Style) -> str:
    time = style.link(clock(hit.time), hit.url)
    said_by = _shown(hit.speaker or "speaker unknown")
    if hit.speaker_source == "inferred" and hit.speaker_probability is not None:
        said_by += f" (inferred, {hit.speaker_probability:.0%})"
    if hit.segment.sponsor:
        said_by += " · sponsor"
    return f" {style.bold(time)}  {style.dim(said_by)}"


def _footer(results: SearchResults) -> str:
    if not results.total:
        return (
            f"No hits for {_short(results.request.q)}." if results.request.q.strip() else "No hits."
        )
    hits = f"{results.total:,} hit{'s' if results.total != 1 else ''}"
    first = results.request.offset + 1
    shown = f"{first}–{first + len(results.hits) - 1} of {hits}" if results.hits else hits
    alike = (
        f"; {results.collapsed:,} like others, shown by --no-collapse" if results.collapsed else ""
    )
    more = f"; more with --offset {results.next}" if results.next is not None else ""
    return f"{shown} in {results.took_ms:.0f} ms{more}{alike}"


def _shown(text: str) -> str:
    return text.translate(_CONTROLS)


def _short(q: str) -> str:
    q = _shown(q)
    return q if len(q) <= 60 else f"{q[:57]}…"
