"""Hits as the page shows them, under the headings of their episodes."""

from typing import NamedTuple

from markupsafe import Markup

from index import Episode, Group, Hit, SearchResults, clock

__all__ = ["PageEpisode", "PageHit", "page_episodes"]


class PageHit(NamedTuple):
    """What the template prints, formatted; `snippet` is safe HTML."""

    time: str
    url: str | None
    speaker: str | None
    inferred: str | None
    snippet: Markup


class PageEpisode(NamedTuple):
    """A heading, and the hits under it; `group` is what they are the best of, if grouped."""

    episode: Episode
    url: str | None
    group: Group | None
    hits: list[PageHit]


def page_episodes(results: SearchResults) -> list[PageEpisode]:
    """Return the hits of a page in order; those of one episode in a row share a heading."""
    return [
        PageEpisode(episode, episode.link(None), group, [_page_hit(hit) for hit in hits])
        for episode, hits, group in results.headed()
    ]


def _page_hit(hit: Hit) -> PageHit:
    chance = hit.speaker_probability
    return PageHit(
        time=clock(hit.time),
        url=hit.url,
        speaker=hit.speaker,
        inferred=f"{chance:.0%}" if hit.speaker_source == "inferred" and chance else None,
        snippet=Markup(hit.snippet.to_html()),  # escaped by to_html
    )
