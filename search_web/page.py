"""Hits as the page shows them."""

from typing import NamedTuple

from markupsafe import Markup

from index import Episode, Group, Hit, SearchResults, Segment, Snippet, clock

__all__ = ["PageEpisode", "PageHit", "Turn", "page_episodes"]


class Turn(NamedTuple):
    """What one speaker says of a hit; `snippet` is safe HTML."""

    speaker: str | None
    inferred: str | None
    snippet: Markup


class PageHit(NamedTuple):
    """What the template prints, formatted; it is said in one turn or more."""

    time: str
    timed: bool
    url: str | None
    sponsor: bool
    turns: list[Turn]
    near_duplicates: int


class PageEpisode(NamedTuple):
    """A heading, and the hits under it; `group` is what they are the best of, if grouped.

    `near` stands before the first of some hits that are only near what was asked for.
    """

    note: str | None
    episode: Episode
    url: str | None
    group: Group | None
    hits: list[PageHit]


def page_episodes(results: SearchResults) -> list[PageEpisode]:
    """Return the hits of a page in order; those of one episode in a row share a heading."""
    return [
        PageEpisode(note, episode, episode.link(None), group, [_page_hit(hit) for hit in hits])
        for episode, hits, group, note in results.headed()
    ]


def _page_hit(hit: Hit) -> PageHit:
    turns = [_turn(segment, said) for segment, said in hit.spoken]
    timed = hit.time is not None
    return PageHit(clock(hit.time), timed, hit.url, hit.segment.sponsor, turns, hit.near_duplicates)


def _turn(segment: Segment, said: Snippet) -> Turn:
    chance = segment.speaker_probability
    return Turn(
        speaker=segment.speaker,
        inferred=f"{chance:.0%}" if segment.speaker_source == "inferred" and chance else None,
        snippet=Markup(said.to_html()),  # escaped by to_html
    )
