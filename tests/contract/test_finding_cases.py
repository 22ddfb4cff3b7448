"""The cases of finding beside the project: small talks in which a search found the wrong cues."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

from index import Engine, SearchRequest, open_index
from indexer import build
from tests.contract.conftest import Fresh

Search = Callable[[str, str], list[float]]


@pytest.fixture(scope="module")
def search(fresh: Fresh, cases: Path) -> Iterator[Search]:
    """Give the minutes at which the exact hits of a query in a case begin."""
    with ExitStack() as stack:

        @cache
        def engine_of(case: str) -> Engine:
            location = stack.enter_context(fresh())
            build([cases / "finding" / case / "in"], location)
            return stack.enter_context(open_index(location))

        def minutes(case: str, q: str) -> list[float]:
            hits = engine_of(case).search(SearchRequest(q, relax=False)).hits
            return sorted((hit.start or 0) / 60 for hit in hits)

        yield minutes


@pytest.mark.parametrize(
    ("case", "q", "minutes"),
    [
        ("001-turkish-dotless-i", "ışık", [0]),
        ("001-turkish-dotless-i", "Işık", [0]),
        ("001-turkish-dotless-i", "IŞIK", [0]),
        ("001-turkish-dotless-i", '"ışık söndü"', [0]),
        ("001-turkish-dotless-i", "ısparta", [10]),
        ("001-turkish-dotless-i", "isik", [0]),
        ("001-turkish-dotless-i", "iptal", [20]),
        ("002-arabic-harakat", "مراكش", [0]),
        ("002-arabic-harakat", "كتاب", [10]),
        ("002-arabic-harakat", '"مراكش مدينة"', [0]),
        ("005-french-oe", "soeur", [0]),
        ("005-french-oe", "coeur", [0]),
        ("005-french-oe", "oeuvre", [10]),
        ("005-french-oe", "oeil", [10]),
        ("007-l-stroke", "lukasz langa", [0]),
        ("007-l-stroke", "lodz", [10]),
        ("007-l-stroke", "zolw", [10]),
        ("009-quoted-possessive", '"elon musk"', [0, 10]),
        ("009-quoted-possessive", '"guido"', [20]),
        ("010-quoted-elision", '"avion décolle"', [0]),
        ("010-quoted-elision", '"univers est grand"', [10]),
        ("010-quoted-elision", '"avion"', [0]),
        ("011-version-with-v", "3.11", [0]),
        ("011-version-with-v", "v3.10", [10]),
        ("011-version-with-v", "v1.2.3", [10]),
        ("012-dotted-acronyms", "phd", [0, 30]),
        ("012-dotted-acronyms", '"ai"', [20, 30]),
        ("012-dotted-acronyms", "usa", [10]),
        ("012-dotted-acronyms", "u.s.a.", [10]),
        ("014-thousands", "10000", [0, 10]),
        ("014-thousands", "10,000", [0, 10]),
        ("014-thousands", "1234.56", [20]),
        ("016-korean-particles", "한국어", [0]),
        ("016-korean-particles", "서울", [0]),
        ("019-persian-zwnj", "میخواهم", [0]),
        ("019-persian-zwnj", '"میخواهم"', [0]),
        ("019-persian-zwnj", "می خواهم", [0]),
        ("019-persian-zwnj", "کتاب", [0]),
        ("019-persian-zwnj", "كتاب", [0]),
    ],
)
def test_a_search_finds_the_cues_of_a_case(
    search: Search, case: str, q: str, minutes: list[float]
) -> None:
    assert search(case, q) == minutes
