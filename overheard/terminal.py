"""Terminal output: search results as plain text, with colours and links on request."""

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from index import (
    CLOSE_COUNTED,
    Episode,
    Group,
    Hit,
    KnownSpeakers,
    SearchResults,
    Segment,
    Snippet,
    clock,
    harmless,
    one_line,
)

__all__ = [
    "Style",
    "chapter_lines",
    "episode_line",
    "group_line",
    "render",
    "segment_lines",
]

_MARK = "\x1b[1;33m"
_DIM = "\x1b[2m"
_BOLD = "\x1b[1m"
_PLAIN = "\x1b[0m"

_INDENT = "   "
_MISSING = 5  # missing words that are named
_NARROWEST = 20
_WIDEST = 100


class Style:
    """A text style: with `color`, colours and OSC 8 links as escape sequences.

    With `links`, the address of each hit stands beside it as text. `width` is that of a line in
    characters, from 20 to 100; without it, that of the terminal.
    """

    def __init__(self, color: bool, width: int | None = None, *, links: bool = False) -> None:
        self.color = color
        self.links = links
        self.width = max(_NARROWEST, min(width or shutil.get_terminal_size().columns, _WIDEST))

    def bold(self, text: str) -> str:
        """Return `text` in bold, unchanged without colour."""
        return f"{_BOLD}{text}{_PLAIN}" if self.color else text

    def dim(self, text: str) -> str:
        """Return `text` dimmed, unchanged without colour."""
        return f"{_DIM}{text}{_PLAIN}" if self.color else text

    def link(self, text: str, url: str | None) -> str:
        """Return `text` as a link to `url`, unchanged without colour or with an unsafe `url`."""
        if url is None or not self.color or harmless(url) != url:
            return text
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"

    def snippet(self, snippet: Snippet) -> str:
        """Return the snippet with its matches marked, wrapped and indented."""
        # The text is wrapped before it is coloured, because escapes take no room on the screen.
        shown = snippet._replace(text=harmless(snippet.text))
        lines = []
        begin = 0
        for line in textwrap.wrap(shown.text, self.width - len(_INDENT), break_on_hyphens=False):
            begin = shown.text.index(line, begin)
            part = shown.part(begin, begin + len(line))
            lines.append(_INDENT + (part.render(_MARK, _PLAIN) if self.color else part.text))
            begin += len(line)
        return "\n".join(lines)


def episode_line(episode: Episode) -> str:
    """Return an episode on one line: show, number, title or id, and date, as far as known."""
    number = episode.number
    if number and number[0].isdecimal():
        number = f"#{number}"  # an episode of a season is `S2E1`
    date = episode.date.isoformat() if episode.date else None
    parts = (episode.show, number, episode.title or episode.id, date)
    return harmless(" · ".join(part for part in parts if part))


def render(pages: Iterable[SearchResults], style: Style) -> Iterator[str]:
    """Yield the lines of pages of results: hits under their headings, facets, and the footer.

    The pages follow each other; there is at least one. If the request asks to explain, the query as
    parsed (`read`) and as expanded (`searched`) comes first. A close hit is marked, and says which
    words it lacks.
    """
    following = iter(pages)
    first = last = next(following)
    if first.request.explain:
        yield style.dim(f"read      {harmless(one_line(first.tree))}")
        yield style.dim(f"searched  {harmless(one_line(first.expanded))}")
        yield ""
    if first.shown and not first.total:
        yield "No exact hits. These come close:"
        yield ""
    yield from _headed(first, style)
    shown, took = first.shown, first.took_ms
    for last in following:
        yield from _headed(last, style)
        shown, took = shown + last.shown, took + last.took_ms
    for name, facets in first.facets.items():
        counted = ", ".join(
            f"{harmless(facet.title or facet.value)} {facet.count:,}" for facet in facets
        )
        if name in first.facets_left_off:
            counted += f", and {first.facets_left_off[name]:,} more"
        of_close = " of close hits" if first.counts_close else ""
        yield f"{style.bold(name)}{of_close}: {counted or 'none'}"
    if first.speakers is not None:
        yield style.dim(_speakers(first.speakers))
    if first.heard_as:
        more = "" if first.request.heard_as else "; --heard-as searches those that are certain"
        yield style.dim(f"Also heard as: {_heard(first)}{more}")
    yield style.dim(_footer(first, shown, last.next, took))


def group_line(group: Group, style: Style, *, counted: bool) -> str:
    """Return a group on one line: its number of hits if `counted`, the episode's id, its facts.

    A group with close hits alone ends with their number and what they lack.
    """
    count = f"{style.bold(f'{group.total:>9,}')}  " if counted else ""
    close = "" if group.total else f"  ({_group(group)})"
    facts = style.dim(f"{episode_line(group.episode)}{close}")
    return f"{count}{harmless(group.episode.id)}  {facts}"


def _headed(results: SearchResults, style: Style) -> Iterator[str]:
    for episode, hits, group in results.headed():
        counted = "" if group is None else "  " + style.dim(_group(group))
        yield style.bold(episode_line(episode)) + counted
        yield from _with_context(hits, style)
        yield ""


def _speakers(known: KnownSpeakers) -> str:
    names = ", ".join(
        [*map(harmless, known.names), *([f"{known.others:,} more"] * (known.others > 0))]
    )
    return (
        f"{known.unknown:,} of {_counted(known.segments, 'segment')} have no speaker. "
        f"Known speakers: {names or 'none'}"
    )


def _heard(results: SearchResults) -> str:
    return "; ".join(
        f"{harmless(mishearing.term)} as {harmless(mishearing.heard)} "
        f"({_counted(mishearing.count, 'time')}{', searched too' if mishearing.searched else ''})"
        for mishearing in results.heard_as
    )


def chapter_lines(episode: Episode, style: Style) -> Iterator[str]:
    """Yield a line for each chapter of an episode, its start and title, between two others.

    The first is a heading and the last is empty. Yields nothing for an episode without chapters.
    """
    if not episode.chapters:
        return
    yield style.bold("Chapters:")
    times = [clock(chapter.start) for chapter in episode.chapters]
    for time, chapter in zip(times, episode.chapters, strict=True):
        yield f"{time:>{max(map(len, times))}}  {harmless(chapter.title)}"
    yield ""


def segment_lines(segment: Segment, style: Style) -> Iterator[str]:
    """Yield the lines of a segment: its start, its speaker, marked if inferred, and its text."""
    yield f"{style.bold(clock(segment.start))}  {style.dim(_speaker(segment))}"
    yield style.snippet(Snippet(segment.text))


def _with_context(hits: Sequence[Hit], style: Style) -> Iterator[str]:
    """Yield the lines of hits of an episode and of their context, each segment once, as grep does.

    Lines of context begin with a minus. Two hyphens stand where the talk does not go on.
    """
    shown = {segment.ordinal for hit in hits for segment in hit.segments}
    around = any(hit.before or hit.after for hit in hits)
    last: int | None = None
    for hit in hits:
        before = [segment for segment in hit.before if segment.ordinal not in shown]
        after = [segment for segment in hit.after if segment.ordinal not in shown]
        shown.update(segment.ordinal for segment in (*before, *after))
        if around and last not in (None, (*before, hit.segment)[0].ordinal - 1):
            yield "--"
        for segment in before:
            yield from _context_lines(segment, style)
        yield from _hit(hit, style)
        for segment in after:
            yield from _context_lines(segment, style)
        last = (*hit.segments, *after)[-1].ordinal


def _context_lines(segment: Segment, style: Style) -> Iterator[str]:
    yield style.dim(f"-{clock(segment.start)}  {_speaker(segment)}")
    for line in style.snippet(Snippet(segment.text)).split("\n"):
        yield style.dim(f"-{line[1:]}")


def _hit(hit: Hit, style: Style) -> Iterator[str]:
    yield _place(hit, style)
    speaker = hit.speaker
    for segment, said in hit.spoken:
        if segment.speaker != speaker:
            yield f"{_INDENT}{style.dim(f'{_speaker(segment)}:')}"
            speaker = segment.speaker
        yield style.snippet(said)
    if hit.near_duplicates:
        yield style.dim(f"{_INDENT}and {_counted(hit.near_duplicates, 'near-duplicate')}")


def _place(hit: Hit, style: Style) -> str:
    time = style.link(clock(hit.time), hit.url)
    said_by = _speaker(hit.segment)
    if hit.segment.sponsor:
        said_by += " · sponsor"
    if not hit.exact:
        said_by += f" · close{_without(hit.missing)}"
    url = f"  {hit.url}" if style.links and hit.url and harmless(hit.url) == hit.url else ""
    return f" {style.bold(time)}  {style.dim(said_by)}{url}"


def _speaker(segment: Segment) -> str:
    said_by = harmless(segment.speaker or "speaker unknown")
    if segment.speaker_source == "inferred" and segment.speaker_probability is not None:
        said_by += f" (inferred, {segment.speaker_probability:.0%})"
    return said_by


def _footer(results: SearchResults, count: int, following: int | None, took_ms: float) -> str:
    """Return the last line of pages that show `count` results, the first of which is `results`."""
    if not results.count:
        q = _short(results.request.q).strip()
        return f"No hits for {q.removesuffix('.')}." if q else "No hits."
    hits = _hits(results)
    if results.request.group_by:
        hits = f"{_counted(results.total_groups, 'episode')} with {hits}"
    first = results.request.offset + 1
    if count:
        shown = f"{first:,}–{first + count - 1:,} of {hits}"
    else:
        # The offset is past the last hit, or the limit is 0.
        shown = f"Only {hits}" if results.request.limit else hits
    near_duplicates = ""
    if results.collapsed:
        hidden = _counted(results.collapsed, "near-duplicate")
        near_duplicates = f"; {hidden} hidden, shown by --no-collapse"
    more = f"; more with --offset {following}" if following is not None else ""
    return f"{shown} in {took_ms:.0f} ms{more}{near_duplicates}"


def _hits(results: SearchResults) -> str:
    """Return the number of hits: `7 hits`, `3 exact hits and 7 close ones`, `7 close hits`."""
    close = min(results.total_close, CLOSE_COUNTED)
    more = "more than " if results.total_close > close else ""
    if not close:
        return _counted(results.total, "hit")
    if not results.total:
        return f"{more}{_counted(close, 'close hit')}"
    return f"{_counted(results.total, 'exact hit')} and {more}{_counted(close, 'close one')}"


def _group(group: Group) -> str:
    if not group.total_close:
        return _counted(group.total, "hit")
    if not group.total:
        return _counted(group.total_close, "close hit") + _without(group.missing)
    return f"{_counted(group.total, 'exact hit')} and {_counted(group.total_close, 'close one')}"


def _without(missing: Sequence[str]) -> str:
    """Return `, without wsgi, flask`; of many words only the first, and how many more."""
    if not missing:
        return ""
    more = len(missing) - _MISSING
    rest = f" and {more} more" if more > 0 else ""
    return f", without {harmless(', '.join(missing[:_MISSING]))}{rest}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _short(q: str) -> str:
    q = harmless(q)
    return q if len(q) <= 60 else f"{q[:57]}…"
