"""The search request, shared by library, command line and web endpoint."""

import datetime
from dataclasses import dataclass
from typing import Literal, get_args

from index.errors import InvalidRequest

__all__ = [
    "MAX_CONTEXT",
    "MAX_GROUP_LIMIT",
    "MAX_LIMIT",
    "FacetName",
    "GroupBy",
    "SearchRequest",
    "Sort",
    "Sponsor",
    "request_of",
    "require_text",
]

Sort = Literal["relevance", "date", "time"]

GroupBy = Literal["episode"]

FacetName = Literal["speaker", "show", "year", "episode"]

Sponsor = Literal["include", "demote", "only"]

MAX_LIMIT = 1000
"""The largest `limit` of a request; `offset` leads to later pages."""

MAX_CONTEXT = 100
"""The largest `before` and `after` of a request: segments around a hit."""

MAX_GROUP_LIMIT = 100
"""The largest `group_limit` of a request: hits of one episode."""


_SORTS, _GROUPS, _FACETS, _SPONSORS = map(get_args, (Sort, GroupBy, FacetName, Sponsor))

_TEXTS = ("speaker", "episode")
_NUMBERS = ("limit", "offset", "group_limit", "before", "after")
_DAYS = ("date_from", "date_to")
_FLAGS = ("strict", "explain", "collapse", "relax")


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search request: the query string `q`, the page, and filters beside the query.

    `limit` is the number of hits on a page and `offset` the number of hits to skip. `speaker` and
    `episode` filter as `speaker:` and `episode:` do in the query. `date_from` and `date_to` are
    inclusive.

    `sort` is `relevance`, `date` (newest first) or `time` (by episode, in the order of
    `Engine.episodes`, and time). `group_by` ranks episodes, each with its `group_limit` best hits;
    `limit` and `offset` then count episodes. `sponsor` says how sponsor messages
    (`Segment.sponsor`) rank: lower (`demote`), as other hits (`include`), or as the only hits
    (`only`). `collapse` hides near-duplicates of a better hit (Decision 0024); it applies only to
    hits that are ranked by relevance and not grouped. `relax` adds close hits where few are exact
    and, ranked by relevance, of episodes whose names hold the words (Decision 0036); without it all
    hits are exact.

    `before` and `after` are the numbers of segments around each hit to return as its context.

    `facets` counts hits by speaker, show, year or episode. `explain` adds the query tree to the
    JSON results. `heard_as` concerns mishearings of the words (Decision 0013): without it they are
    returned but not searched, True searches those that are certain, False leaves them out, which
    saves some 3 ms for each new word. `strict` makes the search raise `QueryError` if a
    part of `q` would be searched literally; otherwise no value of `q` is an error.

    Raises `InvalidRequest` for a value out of range or of a wrong type. A list of facets is taken
    as a tuple.
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
    heard_as: bool | None = None
    sponsor: Sponsor = "demote"
    collapse: bool = False
    before: int = 0
    after: int = 0
    relax: bool = True

    def __post_init__(self) -> None:
        if isinstance(self.facets, list):
            object.__setattr__(self, "facets", tuple(self.facets))
        self._require_types()
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
        for name in ("before", "after"):
            if not 0 <= getattr(self, name) <= MAX_CONTEXT:
                raise InvalidRequest(
                    name,
                    f"{name} must be a whole number from 0 to {MAX_CONTEXT}, "
                    f"not {getattr(self, name)}",
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

    def _require_types(self) -> None:
        """Raise `InvalidRequest` for a field of a wrong type, as programs without types may set."""
        require_text("q", self.q)
        for name in _TEXTS:
            if getattr(self, name) is not None:
                require_text(name, getattr(self, name))
        for name in _NUMBERS:
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool):
                raise InvalidRequest(name, f"{name} must be a whole number, not {value!r:.40}")
        for name in _FLAGS:
            value = getattr(self, name)
            if not isinstance(value, bool):
                raise InvalidRequest(name, f"{name} must be True or False, not {value!r:.40}")
        if self.heard_as is not None and not isinstance(self.heard_as, bool):
            raise InvalidRequest(
                "heard_as", f"heard_as must be True, False or None, not {self.heard_as!r:.40}"
            )
        for name in _DAYS:
            value = getattr(self, name)
            # A datetime is a date, but the two cannot be compared.
            if value is not None and type(value) is not datetime.date:
                raise InvalidRequest(name, f"{name} must be a datetime.date, not {value!r:.40}")
        if not isinstance(self.facets, tuple):
            raise InvalidRequest("facets", f"facets must be a tuple, not {self.facets!r:.40}")


def request_of(asked: str | SearchRequest) -> SearchRequest:
    """Return a request; a query string becomes a request with defaults.

    Raises `InvalidRequest` for anything else.
    """
    if isinstance(asked, SearchRequest):
        return asked
    return SearchRequest(require_text("q", asked))


def require_text(name: str, value: object) -> str:
    """Return `value` if it is a string; raises `InvalidRequest`, which names the parameter."""
    if not isinstance(value, str):
        raise InvalidRequest(name, f"{name} must be a string, not {value!r:.40}")
    return value
