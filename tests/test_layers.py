"""The storeys of the house: what may import what, held literally.

A package imports packages of lower floors only. Those of one floor do not know each other.
"""

import ast
import functools
import graphlib
import statistics
from pathlib import Path

import pytest

from tests.conftest import ROOT

# The rooms, and what each may import of the others.
ROOMS = {
    "index": set[str](),
    "indexer": {"index"},
    "search_web": {"index"},
    "overheard": {"index", "indexer", "search_web"},
}

# The faces through which the other rooms may import a room.
FACES = {
    "index": ("index", "index.analysis"),
    "indexer": ("indexer", "indexer.download"),
    "search_web": ("search_web",),
}

# The floors of each room, the lowest first; a package stands for all that is in it.
FLOORS = {
    "index": (
        ("index.errors", "index.model"),
        ("index.analysis", "index.ranking"),
        ("index.versions",),
        ("index.query",),
        ("index.highlight",),
        ("index.results",),
        ("index.rewriting",),
        ("index.engine",),
        ("index.embedded",),
        ("index.locations",),
    ),
    "index.embedded": (
        ("index.embedded.storage",),
        ("index.embedded.format",),
        ("index.embedded.kernels",),
        ("index.embedded.reading",),
        ("index.embedded.bridge", "index.embedded.matching"),
        ("index.embedded.codec", "index.embedded.scoring", "index.embedded.statistics"),
        ("index.embedded.writing", "index.embedded.answering"),
        ("index.embedded.checking",),
    ),
    "indexer": (
        (
            "indexer.cues",
            "indexer.dates",
            "indexer.file_access",
            "indexer.language_names",
            "indexer.memory",
            "indexer.notes",
        ),
        (
            "indexer.gone",
            "indexer.report",
            "indexer.sound_markers",
            "indexer.workers",
        ),
        ("indexer.formats",),
        ("indexer.chapters", "indexer.speakers"),
        ("indexer.talk",),
        ("indexer.metadata",),
        ("indexer.grouping",),
        ("indexer.download", "indexer.recording"),
        ("indexer.explain", "indexer.tasks"),
        ("indexer.build",),
    ),
    "indexer.formats": (
        (
            "indexer.formats.containers",
            "indexer.formats.decoding",
            "indexer.formats.header_lines",
            "indexer.formats.not_read",
            "indexer.formats.timecodes",
            "indexer.formats.units",
        ),
        (
            "indexer.formats.doubts",
            "indexer.formats.format",
            "indexer.formats.limits",
            "indexer.formats.no_talk",
            "indexer.formats.outliers",
        ),
        ("indexer.formats.time_order", "indexer.formats.grammar", "indexer.formats.xml_tree"),
        (
            "indexer.formats.annotation",
            "indexer.formats.around",
            "indexer.formats.asr",
            "indexer.formats.captions",
            "indexer.formats.tables",
        ),
        ("indexer.formats.text",),
        ("indexer.formats.markup",),
    ),
    "search_web": (
        ("search_web.negotiation", "search_web.engine_lender"),
        ("search_web.page", "search_web.facets", "search_web.parameters", "search_web.errors"),
        ("search_web.views",),
        ("search_web.application",),
    ),
    "overheard": (
        ("overheard.interrupts", "overheard.printing"),
        ("overheard.options", "overheard.terminal"),
        ("overheard.output",),
        (
            "overheard.indexing",
            "overheard.search",
            "overheard.serve",
            "overheard.suggest",
            "overheard.upkeep",
        ),
        ("overheard.main",),
        ("overheard.__main__",),
    ),
}

# The only places that may import a library.
LIBRARIES = {
    "whoosh": ("index.embedded.bridge",),
    "flask": ("search_web",),
    "werkzeug": ("search_web",),
    "waitress": ("overheard.serve",),
    "click": ("overheard",),
    "urllib3": (
        "indexer.download.connecting",
        "indexer.download.http",
        "indexer.download.responses",
    ),
    "chardet": ("indexer.formats.decoding",),
    "feedparser": ("indexer.metadata.feed",),
    "defusedxml": ("indexer.metadata.feed_xml", "indexer.formats.captions.ttml"),
    "yaml": ("indexer.metadata.documents",),
    "py3langid": ("indexer.talk.language",),
    "Stemmer": ("index.analysis.stemmer",),
    "rapidfuzz": ("index.analysis.edit_distance",),
    "zstandard": ("index.embedded.format.stored_text",),
}

# What computes and never touches a file or the network.
PURE = (
    "index.analysis",
    "index.highlight",
    "index.model",
    "index.query",
    "index.ranking",
    "index.results",
    "index.rewriting",
    "index.versions",
    "index.embedded.matching",
    "index.embedded.scoring",
    "indexer.speakers",
    "indexer.talk",
)
# The module that reads its model is not among them.
NOT_PURE = ("indexer.speakers.inference",)
REACHING_OUT = {"io", "os", "pathlib", "shutil", "socket", "subprocess", "tempfile", "urllib"}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    module_name(path): path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))
}
PACKAGES = [name for name, path in MODULES.items() if path.name == "__init__.py"]


@functools.cache
def parsed(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text())


@functools.cache
def nodes(name: str) -> tuple[ast.AST, ...]:
    """Return the nodes of a module's syntax tree."""
    return tuple(ast.walk(parsed(name)))


@functools.cache
def public(name: str) -> list[str]:
    """Return the `__all__` of a module, in order."""
    for node in parsed(name).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    return []


def resolved(whole: str, alias: str, importer: str) -> str:
    """Return the module of the project that an import leads to.

    A face hands on names of its own modules: from inside its package, and in another room's face,
    an import of such a name leads to the face itself, which is then held to its floor.
    """
    module = f"{whole}.{alias}"
    # A face may offer a function that is named as the module it comes from.
    offered = whole in MODULES and alias in public(whole)
    if module in MODULES and (not offered or is_in(importer, whole)):
        return module
    return whole


@functools.cache
def imported(name: str) -> frozenset[str]:
    """Return the modules of the project and the libraries that a module imports."""
    modules: set[str] = set()
    for node in nodes(name):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            modules |= {resolved(node.module or "", alias.name, name) for alias in node.names}
    return frozenset(modules)


def is_in(name: str, place: str) -> bool:
    return name == place or name.startswith(f"{place}.")


def floor_of(name: str, room: str) -> int | None:
    found = [
        number
        for number, places in enumerate(FLOORS[room])
        if any(is_in(name, place) for place in places)
    ]
    return found[0] if found else None


@pytest.mark.parametrize("name", MODULES)
def test_a_room_imports_only_the_rooms_below_it_and_through_their_faces(name: str) -> None:
    room = name.split(".")[0]
    for other in imported(name):
        root = other.split(".")[0]
        if root in ROOMS and root != room:
            assert root in ROOMS[room], f"{name} imports {other}"
            assert other in FACES[root], f"{name} reaches past the face of {root}: {other}"


@pytest.mark.parametrize(
    ("whole", "alias", "importer", "leads_to"),
    [
        ("index.query.tree", "Word", "index.results.page", "index.query.tree"),
        ("index.embedded", "reading", "index.locations", "index.embedded.reading"),
        ("indexer", "build", "overheard.indexing.index", "indexer"),
        ("indexer", "build", "indexer.cues", "indexer.build"),
        ("index.embedded", "EmbeddedIndex", "index.embedded.format.strings", "index.embedded"),
        ("pathlib", "Path", "indexer.grouping.walk", "pathlib"),
    ],
)
def test_an_import_leads_to_the_module_that_is_held_to_its_floor(
    whole: str, alias: str, importer: str, leads_to: str
) -> None:
    assert resolved(whole, alias, importer) == leads_to


@pytest.mark.parametrize("name", [name for name in MODULES if name not in PACKAGES])
def test_a_module_takes_nothing_from_the_face_of_a_package_that_it_is_in(name: str) -> None:
    around = {package for package in PACKAGES if is_in(name, package)}

    assert not around & set(imported(name))


@pytest.mark.parametrize("name", PACKAGES)
def test_a_face_offers_what_its_own_package_has_or_the_rooms_below(name: str) -> None:
    ours = [other for other in imported(name) if other in MODULES]
    # The formats are registered in the faces of their packages, as modules of their floor.
    around = "indexer.formats" if is_in(name, "indexer.formats") else name
    below = ROOMS.get(name, set())
    if around == "indexer.formats":
        below = {"index", *FLOORS["indexer"][0]}

    assert [other for other in ours if not is_in(other, around) and other not in below] == []


# The tables of what is imported when it is first needed, and the check for other modules' names.
LATE = ("index.locations", "overheard", "overheard.main")


@pytest.mark.parametrize("name", MODULES)
def test_only_the_tables_of_late_imports_import_by_name(name: str) -> None:
    called = {ast.unparse(node.func) for node in nodes(name) if isinstance(node, ast.Call)}

    assert "__import__" not in called
    assert name in LATE or "importlib.import_module" not in called


@pytest.mark.parametrize("room", FLOORS)
def test_what_is_in_a_room_imports_lower_floors_only(room: str) -> None:
    inside = [name for name in MODULES if is_in(name, room) and name not in PACKAGES]
    for name in inside:
        floor = floor_of(name, room)
        assert floor is not None, f"{name} stands on no floor"
        for other in imported(name):
            below = floor_of(other, room)
            together = any(
                is_in(name, place) and is_in(other, place) for place in FLOORS[room][floor]
            )
            if below is not None and not together:
                assert below < floor, f"{name} imports {other}"


@pytest.mark.parametrize("name", MODULES)
def test_a_library_is_imported_only_where_it_belongs(name: str) -> None:
    for library in {other.split(".")[0] for other in imported(name)} & set(LIBRARIES):
        assert any(is_in(name, place) for place in LIBRARIES[library]), f"{name}: {library}"


@pytest.mark.parametrize(
    "name",
    [name for name in MODULES if any(is_in(name, p) for p in PURE) and name not in NOT_PURE],
)
def test_what_computes_does_no_input_or_output(name: str) -> None:
    opened = [
        node
        for node in nodes(name)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "open"
    ]

    assert not opened
    assert not REACHING_OUT & {other.split(".")[0] for other in imported(name)}


@pytest.mark.parametrize("name", MODULES)
def test_a_module_takes_of_others_only_what_is_public_there(name: str) -> None:
    for node in nodes(name):
        if isinstance(node, ast.ImportFrom) and node.module in MODULES:
            taken = {
                alias.name for alias in node.names if f"{node.module}.{alias.name}" not in MODULES
            }
            assert taken <= set(public(node.module)), f"{name} takes of {node.module}"


def test_the_modules_import_each_other_without_a_cycle() -> None:
    # A package's __init__ gathers the names of its modules, which may import each other.
    graph = {
        name: {other for other in imported(name) if other in MODULES and other not in PACKAGES}
        for name in MODULES
        if name not in PACKAGES
    }

    assert list(graphlib.TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("name", MODULES)
def test_nothing_is_imported_inside_a_function(name: str) -> None:
    functions = [
        node for node in nodes(name) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    assert not [
        node
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


@pytest.mark.parametrize("name", MODULES)
def test_a_module_says_what_it_is_for_and_stays_small(name: str) -> None:
    said = ast.get_docstring(parsed(name)) or ""

    assert said
    assert MODULES[name].read_text().count("\n") <= 500


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_has_two_to_fourteen_modules_and_a_small_face(name: str) -> None:
    inside = [
        other for other in MODULES if other not in PACKAGES and other.rpartition(".")[0] == name
    ]

    assert 2 <= len(inside) <= 14
    if name not in ROOMS:  # whose faces are what the library offers
        assert 3 <= len(public(name)) <= 8


def test_half_of_the_modules_have_at_most_130_lines() -> None:
    sizes = [path.read_text().count("\n") for name, path in MODULES.items() if name not in PACKAGES]

    assert statistics.median(sizes) <= 130


QUESTION_WORDS = ("What", "Which", "Who", "How", "Where", "Whose", "When")


@pytest.mark.parametrize("name", MODULES)
def test_no_docstring_begins_with_a_question_word(name: str) -> None:
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    for node in nodes(name):
        if isinstance(node, documented):
            words = (ast.get_docstring(node) or "").split()
            assert not words or words[0] not in QUESTION_WORDS, ast.get_docstring(node)
