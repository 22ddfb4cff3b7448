import ast
import functools
import graphlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

ROOMS = {
    # room: the rooms of the project it may import
    "overheard": {"index", "indexer", "search_web"},
    "indexer": {"indexer", "index"},
    "search_web": {"search_web", "index"},
    "index": {"index"},
}

# package: the only places that may import it
LIBRARIES = {
    "whoosh": ("index/embedded/",),
    "flask": ("search_web/",),
    "werkzeug": ("search_web/",),
    "waitress": ("overheard/serve.py",),
    "click": (
        "overheard/main.py",
        "overheard/search.py",
        "overheard/index.py",
        "overheard/feed.py",
        "overheard/serve.py",
    ),
    "urllib3": ("indexer/download/http.py", "indexer/download/responses.py"),
    "feedparser": ("indexer/metadata/feed.py",),
    "defusedxml": ("indexer/metadata/feed_xml.py", "indexer/formats/captions/ttml.py"),
    "yaml": ("indexer/metadata/documents.py",),
    "Stemmer": ("index/analysis/tokenizer.py",),
    "zstandard": ("index/embedded/format/stored_text.py",),
}

# Modules that compute and never touch a file or the network.
PURE = (
    "index/analysis/tokenizer.py",
    "index/results/hit.py",
    "index/highlight/marker.py",
    "index/query/parser.py",
    "index/query/date_syntax.py",
    "index/query/asked.py",
    "index/results/page.py",
    "index/highlight/snippet.py",
    "index/query/tree.py",
    "index/analysis/wildcard.py",
    "index/query/word_syntax.py",
    "indexer/talk/cleaning.py",
    "indexer/talk/segments.py",
    "indexer/speakers/labels.py",
)


def modules() -> list[Path]:
    rooms = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return [ROOT / "overheard/main.py", *rooms]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_room_imports_only_the_rooms_its_arrows_lead_to(path: Path) -> None:
    room = name_of(path).split(".")[0]
    imported = {name.split(".")[0] for name in imports(path)} & set(ROOMS)

    assert imported <= ROOMS[room]


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_library_is_imported_only_where_it_belongs(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    for library in {name.split(".")[0] for name in imports(path)} & set(LIBRARIES):
        assert place.startswith(LIBRARIES[library]), f"{place} imports {library}"


@functools.cache
def public(path: Path) -> list[str] | None:
    """Return the `__all__` of a module; None if it has none."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    return None


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_takes_of_others_only_what_is_public_there(path: Path) -> None:
    names = {name_of(module): public(module) for module in modules()}
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module in names:
            taken = {one.name for one in node.names if f"{node.module}.{one.name}" not in names}

            assert taken <= set(names[node.module] or ()), f"{path} takes of {node.module}"


def test_the_modules_import_each_other_without_a_cycle() -> None:
    names = {name_of(path) for path in modules()}
    graph = {
        name_of(path): {name for name in imports(path) if name in names} - {name_of(path)}
        for path in modules()
        # A package's __init__ gathers the names of its modules, which may import each other.
        if path.name != "__init__.py"
    }

    assert list(graphlib.TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("place", PURE)
def test_a_module_that_computes_does_no_input_or_output(place: str) -> None:
    reaching_out = {"io", "os", "pathlib", "shutil", "socket", "subprocess", "tempfile", "urllib"}

    assert not reaching_out & {name.split(".")[0] for name in imports(ROOT / place)}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_says_what_it_is_for_and_stays_small(path: Path) -> None:
    source = path.read_text()

    assert ast.get_docstring(ast.parse(source))
    assert source.count("\n") <= 500


def test_the_embedded_engine_says_what_each_of_its_modules_is_for() -> None:
    package = ROOT / "index" / "embedded" / "__init__.py"
    said = ast.get_docstring(ast.parse(package.read_text())) or ""
    there = {path.name for path in package.parent.glob("*.py")} - {package.name}

    assert set(re.findall(r"\w+\.py", said)) == there
