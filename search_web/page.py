"""A hit as the page shows it."""

from typing import NamedTuple

from markupsafe import Markup

from index import Episode, SearchResults, Segment, Snippet, clock

__all__ = ["PageHit", "Turn", "page_hits"]


class Turn(NamedTuple):
    """What one speaker says of a hit; `snippet` is safe HTML."""

    speaker: str | None
    inferred: str | None
    snippet: Markup


class PageHit(NamedTuple):
    """What the template prints, formatted; it is said in one turn or more.

    `heading` stands before the first of some hits that are only near what was asked for.
    """

    heading: str | None
    episode: Episode
    episode_url: str | None
    is_new_episode: bool
    time: str
    url: str | None
    turns: list[Turn]


def page_hits(results: SearchResults) -> list[PageHit]:
    """Return the hits of a page in order; hits of one episode in a row share a heading."""
    shown: list[PageHit] = []
    headings = results.headings
    for number, hit in enumerate(results.hits):
        heading = headings.get(number)
        shown.append(
            PageHit(
                heading=heading,
                episode=hit.episode,
                episode_url=hit.episode.link(None),
                is_new_episode=bool(heading) or not shown or shown[-1].episode != hit.episode,
                time=clock(hit.time),
                url=hit.url,
                turns=[_turn(segment, said) for segment, said in hit.spoken],
            )
        )
    return shown


def _turn(segment: Segment, said: Snippet) -> Turn:
    chance = segment.speaker_probability
    return Turn(
        speaker=segment.speaker,
        inferred=f"{chance:.0%}" if segment.speaker_source == "inferred" and chance else None,
        snippet=Markup(said.to_html()),  # escaped by to_html
    )
