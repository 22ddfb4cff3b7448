import dataclasses
import datetime
from typing import Any

import pytest

from index import MAX_LIMIT, InvalidRequest, SearchRequest

DAY = datetime.date(2015, 5, 29)
NEXT = datetime.date(2015, 5, 30)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("limit", {"limit": -1}),
        ("limit", {"limit": MAX_LIMIT + 1}),
        ("offset", {"offset": -1}),
        ("before", {"before": -1}),
        ("after", {"after": 101}),
        ("sort", {"sort": "speaker"}),
        ("date_to", {"date_from": NEXT, "date_to": DAY}),
    ],
)
def test_a_value_out_of_range_is_refused_by_name(field: str, values: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequest, match=field) as refused:
        SearchRequest(**values)

    assert refused.value.field == field


@pytest.mark.parametrize(
    "values",
    [
        {"q": None},
        {"q": b"flask"},
        {"limit": "3"},
        {"limit": 3.0},
        {"limit": None},
        {"limit": True},
        {"offset": "3"},
        {"group_limit": None},
        {"speaker": 5},
        {"episode": 13},
        {"date_from": "2015-05-29"},
        {"date_to": datetime.datetime(2015, 5, 29, tzinfo=datetime.UTC)},
        {"sort": None},
        {"sort": ["date"]},
        {"group_by": 1},
        {"sponsor": None},
        {"strict": "yes"},
        {"explain": 1},
        {"heard_as": "1"},
        {"collapse": "0"},
        {"facets": "speaker"},
        {"facets": None},
        {"facets": (5,)},
    ],
    ids=repr,
)
def test_a_value_of_a_wrong_type_is_refused_by_name(values: dict[str, Any]) -> None:
    (field,) = values
    with pytest.raises(InvalidRequest, match=field) as refused:
        SearchRequest(**values)

    assert refused.value.field == field


def test_a_list_of_facets_is_taken_as_a_tuple() -> None:
    facets: Any = ["year"]

    assert SearchRequest("a", facets=facets) == SearchRequest("a", facets=("year",))


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"limit": 0},
        {"limit": MAX_LIMIT},
        {"offset": 10**9},
        {"sort": "date"},
        {"date_from": DAY, "date_to": DAY},
        {"date_from": NEXT},
        {"date_to": DAY},
        {"q": '(("OR -'},
    ],
)
def test_a_value_in_range_is_kept(values: dict[str, Any]) -> None:
    request = SearchRequest(**values)

    assert {name: getattr(request, name) for name in values} == values


def test_a_request_asks_for_the_twenty_most_relevant_hits_unless_it_says_otherwise() -> None:
    request = SearchRequest("wsgi")

    assert (request.limit, request.offset, request.sort) == (20, 0, "relevance")


def test_a_request_for_another_page_is_the_request_with_another_offset() -> None:
    assert dataclasses.replace(SearchRequest("a"), offset=20) == SearchRequest("a", offset=20)
