"""A second engine needs the protocols alone, and `index.locations` hands over what was typed."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Engine, IndexMissing, Writer, open_index
from index.rewriting.statistics import Statistics
from tests import plain_engine
from tests.plain_engine.engine import PlainEngine
from tests.plain_engine.statistics import PlainStatistics
from tests.plain_engine.writer import PlainWriter

MODULES = sorted(Path(plain_engine.__path__[0]).glob("*.py"))


def _are_what_the_protocols_ask_for(
    engine: PlainEngine, writer: PlainWriter, statistics: PlainStatistics
) -> tuple[Engine, Writer, Statistics]:
    """Hold by types that they are; nobody calls it."""
    return engine, writer, statistics


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_the_plain_engine_imports_nothing_of_the_embedded_one(path: Path) -> None:
    assert not [name for name in imported(path) if name.startswith("index.embedded")]


def test_neither_does_what_it_imports() -> None:
    program = "import sys, tests.plain_engine.engine; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()

    assert "index.rewriting.expansion" in loaded
    assert not [name for name in loaded if name.startswith(("index.embedded", "whoosh"))]


def test_a_location_that_is_no_folder_is_given_to_its_engine_as_it_was_typed() -> None:
    with pytest.raises(IndexMissing, match="no index at plain://no//where"):
        open_index("plain://no//where")
