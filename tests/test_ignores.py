"""Every ignore of a linter or a type checker names its rule, and its reason on the same line."""

import io
import re
import tokenize
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

FOLDERS = (
    "bench",
    "docs",
    "fuzz",
    "index",
    "indexer",
    "overheard",
    "search_web",
    "tests",
    "training",
)

AN_IGNORE = re.compile(r"# *(?:noqa|type: *ignore|mypy:|ruff:|pragma:)", re.IGNORECASE)

WITH_REASON = re.compile(r"# (noqa: [A-Z]+\d+(, [A-Z]+\d+)*|type: ignore\[[a-z, -]+\])  # .*\w.*")


def without_reason(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line number and the text of each ignore that lacks its rule or its reason."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        ignores = token.type == tokenize.COMMENT and AN_IGNORE.search(token.string)
        if ignores and not WITH_REASON.fullmatch(token.string):
            yield token.start[0], token.string


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_ignore_has_its_reason_beside_it(folder: str) -> None:
    modules = sorted((ROOT / folder).rglob("*.py"))
    lacking = [
        f"{path.relative_to(ROOT)}:{line}: {comment}"
        for path in modules
        for line, comment in without_reason(path.read_text())
    ]

    assert modules
    assert lacking == []


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("# noqa: ANN401  # JSON", False),
        ("# noqa: A002, ANN401  # the base class names it so", False),
        ("# type: ignore[misc]  # untyped base class", False),
        ("# an ordinary remark", False),
        ("# noqa", True),
        ("# noqa: ANN401", True),
        ("# noqa: ANN401 JSON", True),
        ("# NOQA: ANN401", True),
        ("# noqa  # whatever it is", True),
        ("# type: ignore", True),
        ("# type: ignore  # whatever it is", True),
        ("# type: ignore[misc]", True),
        ("# type: ignore[misc]  #", True),
        ("# ruff: noqa", True),
        ("# mypy: ignore-errors", True),
    ],
)
def test_an_ignore_without_rule_or_reason_is_found(comment: str, found: bool) -> None:
    assert bool(list(without_reason(f"x = 1  {comment}\n"))) is found


def test_a_text_that_looks_like_an_ignore_is_none() -> None:
    assert list(without_reason('x = "# noqa"\n')) == []
