"""URL parameters: from the query string of a URL to a `SearchRequest`.

The names are those of the fields of `SearchRequest`, and so is `facets`: one parameter with values
between commas. The command line has an option for each value instead, `--facet`.
"""

import datetime
import re
from collections.abc import Mapping
from typing import Any

from index import InvalidRequest, SearchRequest, days_of

__all__ = ["NO_GROUPS", "request_from"]

NO_GROUPS = "none"
"""The value of `group_by` that asks for hits, not for episodes."""


def request_from(arguments: Mapping[str, str], *, page: bool) -> SearchRequest:
    """Return the request of a URL's parameters; an empty parameter counts as absent.

    For a `page`, hits are grouped by episode and near-duplicates are collapsed by default.
    `group_by=none` does not group. Raises `InvalidRequest`, which names the
    parameter, for an invalid value.
    """
    given = {name: value.strip() for name, value in arguments.items() if value.strip()}
    fields: dict[str, Any] = {
        name: given[name]
        for name in ("speaker", "episode", "sort", "group_by", "sponsor")
        if name in given
    }
    if page:
        fields.setdefault("group_by", "episode")
    if fields.get("group_by") == NO_GROUPS:
        fields["group_by"] = None
    fields["q"] = arguments.get("q", "")
    for name in ("limit", "offset", "group_limit", "before", "after"):
        if name in given:
            fields[name] = _whole_number(name, given[name])
    for name in ("date_from", "date_to"):
        if name in given:
            fields[name] = _date(name, given[name])
    if "facets" in given:
        fields["facets"] = tuple(name.strip() for name in given["facets"].split(","))
    fields["collapse"] = page
    for name in ("strict", "explain", "heard_as", "collapse", "relax"):
        if name in given:
            fields[name] = _flag(name, given[name])
    return SearchRequest(**fields)


def _whole_number(name: str, value: str) -> int:
    # int() also accepts 1_0 and the digits of other scripts.
    if re.fullmatch(r"-?[0-9]{1,9}", value):
        return int(value)
    raise InvalidRequest(
        name, f"{name} must be a whole number of at most nine digits, not {value[:40]!r}"
    )


def _flag(name: str, value: str) -> bool:
    if value in ("0", "1"):
        return value == "1"
    raise InvalidRequest(name, f"{name} must be 1 or 0, not {value[:40]!r}")


def _date(name: str, value: str) -> datetime.date:
    days = days_of(value)
    if days is None:
        raise InvalidRequest(
            name, f"{name} must be a date such as 2025-01-14, 2025-01 or 2025, not {value[:40]!r}"
        )
    return days.first if name == "date_from" else days.last
