"""How search results read in a terminal: plain text with, if wanted, colours and links."""

import shutil
import textwrap
from collections.abc import Iterator

from index import Episode, Group, Hit, SearchResults, Segment, Snippet, clock
from index.query import one_line

__all__ = ["Style", "episode_line", "harmless", "render", "segment_lines"]

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
        if url is None or not self.color or harmless(url) != url:
            return text
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"

    def snippet(self, snippet: Snippet) -> str:
        """Return the snippet with its matches marked, wrapped and indented."""
        # Wrapped before it is coloured: escapes take no room on the screen.
        shown = snippet._replace(text=harmless(snippet.text))
        lines = []
        at = 0
        for line in textwrap.wrap(shown.text, self.width - len(_INDENT), break_on_hyphens=False):
            at = shown.text.index(line, at)
            part = shown.part(at, at + len(line))
            lines.append(_INDENT + (part.render(_MARK, _PLAIN) if self.color else part.text))
            at += len(line)
        return "\n".join(lines)


def episode_line(episode: Episode) -> str:
    """Return an episode on one line: show, number, title (else its id), date; what is known."""
    number = f"#{episode.number}" if episode.number else None
    date = episode.date.isoformat() if episode.date else None
    parts = (episode.show, number, episode.title or episode.id, date)
    return harmless(" · ".join(part for part in parts if part))


def render(results: SearchResults, style: Style) -> Iterator[str]:
    """Yield the lines of a page of results: hits first, what they are of last.

    How the query is read stands before them, if the request asks for it; before the first of
    those that only come near it, what they have.
    """
    if results.request.explain:
        yield style.dim(f"read      {one_line(results.tree)}")
        yield style.dim(f"searched  {one_line(results.expanded)}")
        yield ""
    for episode, hits, group, note in results.headed():
        if note:
            yield harmless(note)
            yield ""
        counted = "" if group is None else "  " + style.dim(_group(group))
        yield style.bold(episode_line(episode)) + counted
        for hit in hits:
            yield from _hit(hit, style)
        yield ""
    for name, facets in results.facets.items():
        counted = ", ".join(f"{harmless(facet.value)} {facet.count:,}" for facet in facets)
        yield f"{style.bold(name)}: {counted or 'none'}"
    if results.heard_as:
        yield style.dim(f"Also heard as: {_heard(results)}")
    yield style.dim(_footer(results))


def _heard(results: SearchResults) -> str:
    return "; ".join(
        f"{harmless(one.term)} as {harmless(one.heard)} ({_counted(one.count, 'time')}"
        f"{', searched too' if one.searched else ''})"
        for one in results.heard_as
    )


def segment_lines(segment: Segment, style: Style) -> Iterator[str]:
    """Yield the lines of a segment with its time and speaker, whole."""
    speaker = harmless(segment.speaker or "speaker unknown")
    yield f"{style.bold(clock(segment.start))}  {style.dim(speaker)}"
    yield style.snippet(Snippet(segment.text))


def _hit(hit: Hit, style: Style) -> Iterator[str]:
    yield _place(hit, style)
    speaker = hit.speaker
    for segment, said in hit.spoken:
        if segment.speaker != speaker:
            yield f"{_INDENT}{style.dim(f'{_speaker(segment)}:')}"
            speaker = segment.speaker
        yield style.snippet(said)
    if hit.near_duplicates:
        yield style.dim(f"{_INDENT}and {hit.near_duplicates:,} near-duplicates")


def _place(hit: Hit, style: Style) -> str:
    time = style.link(clock(hit.time), hit.url)
    said_by = _speaker(hit.segment)
    if hit.segment.sponsor:
        said_by += " · sponsor"
    return f" {style.bold(time)}  {style.dim(said_by)}"


def _speaker(segment: Segment) -> str:
    said_by = harmless(segment.speaker or "speaker unknown")
    if segment.speaker_source == "inferred" and segment.speaker_probability is not None:
        said_by += f" (inferred, {segment.speaker_probability:.0%})"
    return said_by


def _footer(results: SearchResults) -> str:
    if not results.count:
        q = _short(results.request.q).strip()
        return f"No hits for {q.removesuffix('.')}." if q else "No hits."
    found = _counted(results.exact, "hit")
    if results.relaxed:
        asked = f"{found} and " if results.exact else ""
        found = f"{asked}{results.total - results.exact:,} near it"
    if results.request.group_by:
        found = f"{_counted(results.total_groups, 'episode')} with {found}"
    first = results.request.offset + 1
    if results.shown:
        shown = f"{first:,}–{first + results.shown - 1:,} of {found}"
    else:
        # Past the last one, or none was wanted.
        shown = f"Only {found}" if results.request.limit else found
    near_duplicates = (
        f"; {results.collapsed:,} like others, shown by --no-collapse" if results.collapsed else ""
    )
    more = f"; more with --offset {results.next}" if results.next is not None else ""
    return f"{shown} in {results.took_ms:.0f} ms{more}{near_duplicates}"


def _group(group: Group) -> str:
    without = f", without {harmless(', '.join(group.missing))}" if group.missing else ""
    return _counted(group.total, "hit") + without


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def harmless(text: str) -> str:
    """Return `text` without what a terminal would obey instead of showing."""
    return text.translate(_CONTROLS)


def _short(q: str) -> str:
    q = harmless(q)
    return q if len(q) <= 60 else f"{q[:57]}…"
