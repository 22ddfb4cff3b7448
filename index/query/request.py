"""What a caller asks for: the one request that library, command line and web share."""

import datetime
from dataclasses import dataclass
from typing import Literal, get_args

from index.errors import InvalidRequest

__all__ = [
    "MAX_GROUP_LIMIT",
    "MAX_LIMIT",
    "FacetName",
    "GroupBy",
    "SearchRequest",
    "Sort",
    "Sponsor",
]

Sort = Literal["relevance", "date", "time"]

GroupBy = Literal["episode"]

FacetName = Literal["speaker", "show", "year", "episode"]

Sponsor = Literal["include", "demote", "only"]

MAX_LIMIT = 1000
"""The most hits one request may ask for; page with `offset` for more."""

MAX_GROUP_LIMIT = 100
"""The most hits of one episode that a grouped request may ask for."""


_SORTS, _GROUPS, _FACETS, _SPONSORS = map(get_args, (Sort, GroupBy, FacetName, Sponsor))


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search: the query string `q`, the page wanted, and filters beside the query.

    `speaker` and `episode` filter as `speaker:` and `episode:` do in the query;
    `date_from` and `date_to` are inclusive. Raises `InvalidRequest` for values out of
    range; no value of `q` is ever an error, unless the request is `strict`: then what would
    be searched literally raises `QueryError` instead. `explain` adds the query tree to the
    answer, `facets` how many hits there are of each speaker, show, year or episode. With
    `heard_as` it tells what the words were heard as by whoever wrote them down, and searches that
    too where it is sure; a word that was not asked for before takes some 10 ms then.

    `sort` is by `relevance`, by `date` (newest first) or by `time`: episode by episode, as
    `Engine.episodes` lists them, as it is spoken. `group_by` asks for episodes, each with its
    `group_limit` best hits; then `limit` and `offset` count episodes.

    Sponsors' messages (`Segment.sponsor`) rank low (`demote`), as anything else does (`include`),
    or are all that is found (`only`). With `collapse` the best only of hits that say nearly the
    same is listed, where they are ranked and not grouped: for people, who need it once, not for
    who looks for every place.
    """

    q: str = ""
    limit: int = 20
    offset: int = 0
    speaker: str | None = None
    episode: str | None = None
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    sort: Sort = "relevance"
    strict: bool = False
    explain: bool = False
    facets: tuple[FacetName, ...] = ()
    group_by: GroupBy | None = None
    group_limit: int = 3
    heard_as: bool = False
    sponsor: Sponsor = "demote"
    collapse: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.limit <= MAX_LIMIT:
            raise InvalidRequest(
                "limit", f"limit must be a whole number from 0 to {MAX_LIMIT}, not {self.limit}"
            )
        if self.offset < 0:
            raise InvalidRequest("offset", f"offset must be 0 or more, not {self.offset}")
        if self.sort not in _SORTS:
            raise InvalidRequest("sort", f"sort must be relevance, date or time, not {self.sort!r}")
        if self.group_by is not None and self.group_by not in _GROUPS:
            raise InvalidRequest("group_by", f"group_by must be episode, not {self.group_by!r:.40}")
        if not 0 <= self.group_limit <= MAX_GROUP_LIMIT:
            raise InvalidRequest(
                "group_limit",
                f"group_limit must be a whole number from 0 to {MAX_GROUP_LIMIT}, "
                f"not {self.group_limit}",
            )
        if self.sponsor not in _SPONSORS:
            known = ", ".join(_SPONSORS)
            raise InvalidRequest("sponsor", f"sponsor must be of {known}, not {self.sponsor!r:.40}")
        for name in self.facets:
            if name not in _FACETS:
                known = ", ".join(_FACETS)
                raise InvalidRequest("facets", f"facets must be of {known}, not {name!r:.40}")
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise InvalidRequest(
                "date_to", f"date_to ({self.date_to}) must not be before date_from"
            )
