"""Hits of the page: results formatted for the template."""

from typing import NamedTuple

from markupsafe import Markup

from index import Episode, Group, Hit, SearchResults, Segment, Snippet, clock

__all__ = ["PageEpisode", "PageHit", "Turn", "page_episodes"]


class Turn(NamedTuple):
    """A speaker turn of a hit. `inferred` is a percentage, `snippet` is safe HTML."""

    speaker: str | None
    inferred: str | None
    snippet: Markup


class PageContext(NamedTuple):
    """A segment around a hit; its speaker is as in `Turn`."""

    time: str
    speaker: str | None
    inferred: str | None
    text: str


class PageHit(NamedTuple):
    """A hit, formatted for the template."""

    time: str
    timed: bool
    url: str | None
    sponsor: bool
    turns: list[Turn]
    near_duplicates: int
    before: list[PageContext]
    after: list[PageContext]
    exact: bool
    missing: tuple[str, ...]


class PageEpisode(NamedTuple):
    """A heading of the page and the hits under it, as in `index.results.page.Heading`.

    `group` is set if the request groups.
    """

    episode: Episode
    url: str | None
    group: Group | None
    hits: list[PageHit]


def page_episodes(results: SearchResults) -> list[PageEpisode]:
    """Return the headings of a page in order; hits of one episode in a row share one."""
    return [
        PageEpisode(episode, episode.link(None), group, [_page_hit(hit) for hit in hits])
        for episode, hits, group in results.headed()
    ]


def _page_hit(hit: Hit) -> PageHit:
    turns = [_turn(segment, said) for segment, said in hit.spoken]
    timed = hit.time is not None
    return PageHit(
        clock(hit.time),
        timed,
        hit.url,
        hit.segment.sponsor,
        turns,
        hit.near_duplicates,
        [_context(segment) for segment in hit.before],
        [_context(segment) for segment in hit.after],
        hit.exact,
        hit.missing,
    )


def _turn(segment: Segment, said: Snippet) -> Turn:
    # The snippet is escaped by to_html.
    return Turn(segment.speaker, _inferred(segment), Markup(said.to_html()))


def _context(segment: Segment) -> PageContext:
    return PageContext(clock(segment.start), segment.speaker, _inferred(segment), segment.text)


def _inferred(segment: Segment) -> str | None:
    chance = segment.speaker_probability
    return f"{chance:.0%}" if segment.speaker_source == "inferred" and chance else None
