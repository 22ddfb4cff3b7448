"""A hit as the page shows it."""

from typing import NamedTuple

from markupsafe import Markup

from index import Episode, SearchResults, clock

__all__ = ["PageHit", "page_hits"]


class PageHit(NamedTuple):
    """What the template prints, formatted; `snippet` is safe HTML."""

    episode: Episode
    episode_url: str | None
    is_new_episode: bool
    time: str
    url: str | None
    speaker: str | None
    inferred: str | None
    sponsor: bool
    snippet: Markup
    alike: int


def page_hits(results: SearchResults) -> list[PageHit]:
    """Return the hits of a page in order; hits of one episode in a row share a heading."""
    shown: list[PageHit] = []
    for hit in results.hits:
        chance = hit.speaker_probability
        shown.append(
            PageHit(
                episode=hit.episode,
                episode_url=hit.episode.link(None),
                is_new_episode=not shown or shown[-1].episode != hit.episode,
                time=clock(hit.time),
                url=hit.url,
                speaker=hit.speaker,
                inferred=f"{chance:.0%}" if hit.speaker_source == "inferred" and chance else None,
                sponsor=hit.segment.sponsor,
                snippet=Markup(hit.snippet.to_html()),  # escaped by to_html
                alike=hit.alike,
            )
        )
    return shown
