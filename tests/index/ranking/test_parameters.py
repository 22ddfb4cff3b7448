import ast
import inspect
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from index.embedded.reading.opening import open_snapshot
from index.embedded.reading.snapshot import Snapshot
from index.embedded.statistics import EmbeddedStatistics
from index.query.parser import parse
from index.query.tree import Boost, Near, Or, Query, Window, Word
from index.ranking import parameters
from index.rewriting import expansion
from tests.builders import indexed
from tests.conftest import ROOT

MODULES = sorted((ROOT / "index").rglob("*.py"))

REWRITING = sorted((ROOT / "index" / "rewriting").glob("*.py"))


def read_at_import(tree: ast.Module) -> Iterator[str]:
    """Yield each parameter that a module binds at import."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        match node:
            case ast.ImportFrom(module="index.ranking.parameters"):
                yield from (alias.name for alias in node.names)
            case ast.Attribute(value=ast.Name(id="parameters"), attr=name):
                yield name
            case ast.Lambda(args=arguments):
                waiting += arguments.defaults
            case ast.FunctionDef(args=arguments):
                waiting += [*node.decorator_list, *arguments.defaults]
                waiting += [one for one in arguments.kw_defaults if one is not None]
            case _:
                waiting += ast.iter_child_nodes(node)


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("from index.ranking.parameters import K1", ["K1"]),
        ("HALF = parameters.K1 / 2", ["K1"]),
        ("def f(k1=parameters.K1): ...", ["K1"]),
        ("class A:\n k1 = parameters.K1\n def f(self, *, b=parameters.B): ...", ["B", "K1"]),
        ("def f():\n return parameters.K1", []),
        ("from index.ranking import parameters", []),
    ],
)
def test_what_reads_a_parameter_at_import_is_told(source: str, read: list[str]) -> None:
    assert sorted(read_at_import(ast.parse(source))) == read


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_keeps_a_parameter_as_it_was_at_import(path: Path) -> None:
    assert list(read_at_import(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("path", REWRITING, ids=lambda path: path.stem)
def test_what_rewrites_a_query_has_no_numbers_of_its_own(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    numbers = {
        ast.unparse(node)
        for node in tree.body
        if isinstance(node, ast.Assign)
        for part in ast.walk(node.value)
        if isinstance(part, ast.Constant) and isinstance(part.value, int | float)
    }

    # The cached size of a result does not change results.
    assert numbers <= {"_REMEMBERED = 1000"}


TALK = [
    *["a web socket is open"] * 3,
    "that websocket is closed",
    "the f strings of python",
    "pass verbose to it",
    *["other talk of nothing much"] * 20,
]


def boosts(tree: Query) -> Iterator[float]:
    match tree:
        case Boost(child, factor):
            yield factor
            yield from boosts(child)
        case Or(children):
            for child in children:
                yield from boosts(child)


@pytest.mark.parametrize(
    ("q", "why"),
    [
        ("--verbose", "punctuation"),
        ("f-string", "several tokens"),
        ("websocket", "word breaks"),
        ("web-socket", "expansion"),
        ("pg", "synonyms"),
    ],
)
def test_every_other_form_counts_what_is_set_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, q: str, why: str
) -> None:
    snapshot, _ = open_snapshot(indexed(tmp_path, {"e": TALK}))

    def expanded() -> list[float]:
        # A new snapshot has no cached results of another value.
        own = EmbeddedStatistics(Snapshot(snapshot.leaves, "pg, postgres"))
        return list(boosts(expansion.expand(own, parse(q))))

    with closing(snapshot):
        as_set = expanded()
        monkeypatch.setattr(parameters, "OTHER_FORM", 0.0)

        assert as_set, why
        assert all(as_set), why
        assert not any(expanded()), why


@pytest.mark.parametrize(
    ("name", "q", "tree"),
    [
        ("WINDOW", "a b", Window((Word("a"), Word("b")), 7)),
        ("NEAR_GAP", "a NEAR b", Near(("a", "b"), 9)),
        ("NEAR_GAP", "a NEAR/3 b", Near(("a", "b"), 5)),
    ],
)
def test_a_query_that_was_read_before_is_read_by_what_is_set_now(
    monkeypatch: pytest.MonkeyPatch, name: str, q: str, tree: Query
) -> None:
    parse(q)
    monkeypatch.setattr(parameters, name, 7)

    assert parse(q) == tree


def test_every_number_is_public_and_nothing_else_is() -> None:
    numbers = [name for name in vars(parameters) if name.isupper()]

    assert sorted(parameters.__all__) == sorted(numbers)
    assert all(isinstance(vars(parameters)[name], int | float) for name in numbers)


def test_every_number_says_how_it_was_set() -> None:
    body = ast.parse(inspect.getsource(parameters)).body
    said = [
        one.targets[0].id
        for one, after in pairwise(body)
        if isinstance(one, ast.Assign)
        and isinstance(one.targets[0], ast.Name)
        and isinstance(after, ast.Expr)
        and isinstance(after.value, ast.Constant)
        and isinstance(after.value.value, str)
    ]

    assert sorted(said) == sorted(parameters.__all__)
