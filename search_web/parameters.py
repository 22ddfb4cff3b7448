"""The endpoint's parameters to a `SearchRequest`."""

import datetime
import re
from collections.abc import Mapping
from typing import Any

from index import InvalidRequest, SearchRequest

__all__ = ["request_from"]


def request_from(arguments: Mapping[str, str], *, page: bool) -> SearchRequest:
    """Return the request that a URL's parameters make; empty ones count as absent.

    On a `page` one hit stands for all that say nearly the same, unless they are asked for.
    Raises `InvalidRequest`, naming the parameter, for a value that cannot be served.
    """
    given = {name: value.strip() for name, value in arguments.items() if value.strip()}
    fields: dict[str, Any] = {
        name: given[name]
        for name in ("speaker", "episode", "sort", "group_by", "sponsor")
        if name in given
    }
    fields["q"] = arguments.get("q", "")
    for name in ("limit", "offset", "group_limit"):
        if name in given:
            fields[name] = _whole_number(name, given[name])
    for name in ("date_from", "date_to"):
        if name in given:
            fields[name] = _date(name, given[name])
    if "facets" in given:
        fields["facets"] = tuple(name.strip() for name in given["facets"].split(","))
    fields |= {"heard_as": True, "collapse": page}
    for name in ("strict", "explain", "heard_as", "collapse"):
        if name in given:
            fields[name] = _flag(name, given[name])
    return SearchRequest(**fields)


def _whole_number(name: str, value: str) -> int:
    # int() alone would take 1_0 and other scripts' digits too.
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
    try:
        return datetime.datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        raise InvalidRequest(
            name, f"{name} must be a date such as 2025-01-14, not {value[:40]!r}"
        ) from None
