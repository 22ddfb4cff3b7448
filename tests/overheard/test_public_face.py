"""The package `overheard` as programs meet it: its names, its shadows, and what it loads."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import index
import overheard
from tests.conftest import ROOT
from tests.samples import GOLDEN_FILES, environment_of, process

LOADED = GOLDEN_FILES / "loaded.txt"

PROJECT = {"index", "indexer", "overheard", "search_web"}

KEPT_OUT = {
    "feedparser",
    "flask",
    "index.embedded.bridge",
    "index.embedded.codec",
    "index.embedded.writing",
    "indexer",
    "search_web",
    "urllib3",
    "waitress",
    "whoosh",
}
"""What a search does without; it would take longer to load than most searches take."""

# The command, and then a line on stderr with the name of each module that is loaded.
RUN = """
import atexit, runpy, sys
atexit.register(lambda: print(*sys.modules, sep="\\n", file=sys.stderr))
sys.argv = ["overheard", *sys.argv[1:]]
runpy.run_module("overheard", run_name="__main__")
"""


def python(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program that finds Overheard after what stands beside the program."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=folder,
        env=environment_of(PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_package_runs_as_the_command() -> None:
    done = process("--version")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("overheard, version ")


def test_the_package_offers_what_index_offers() -> None:
    taken: dict[str, object] = {}
    exec("from overheard import *", taken)
    del taken["__builtins__"]

    assert taken == {name: getattr(index, name) for name in index.__all__}
    assert overheard.__all__ == index.__all__


SHADOWS = {
    "the script itself": ("index.py", "import overheard", "index.py"),
    "a module beside the script": ("search.py", "import overheard", "index.py"),
    "a module imported before": ("search.py", "import index\nimport overheard", "index.py"),
    "a package": ("search.py", "import overheard", "index/__init__.py"),
    "the indexer": ("search.py", "import overheard", "indexer.py"),
    "the web page": ("search.py", "import overheard", "search_web.py"),
}


@pytest.mark.parametrize(("script", "program", "shadow"), SHADOWS.values(), ids=SHADOWS.keys())
def test_a_module_that_hides_one_of_ours_is_named_in_one_line(
    script: str, program: str, shadow: str, tmp_path: Path
) -> None:
    hiding = tmp_path / shadow
    hiding.parent.mkdir(exist_ok=True)
    hiding.write_text("")
    (tmp_path / script).write_text(program)
    done = python(tmp_path, tmp_path / script)
    *_, said = done.stderr.splitlines()

    assert done.returncode == 1
    assert said == (
        f"ImportError: overheard needs its own package {Path(shadow).parts[0].split('.')[0]!r}, "
        f"but {hiding} has that name; rename that file, or run from another folder"
    )
    assert re.findall(r"^\w+Error", done.stderr, re.MULTILINE) == ["ImportError"]


def test_a_folder_of_that_name_without_python_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "search.py").write_text("import overheard\nprint(overheard.DEFAULT_LOCATION)")
    done = python(tmp_path, "search.py")

    assert (done.stdout, done.stderr) == ("overheard-index\n", "")


@pytest.fixture(scope="module")
def loaded(sample_index: Path) -> set[str]:
    """The modules that `overheard search` has loaded when it ends."""
    done = python(ROOT, "-c", RUN, "search", "-i", sample_index, "wsgi flask", '"a cookie is"~2')
    assert "The Request Cycle" in done.stdout
    return set(done.stderr.splitlines())


def test_a_search_loads_no_package_that_it_does_without(loaded: set[str]) -> None:
    within = {name for name in loaded for out in KEPT_OUT if f"{name}.".startswith(f"{out}.")}

    assert within == set()


def test_a_search_loads_the_modules_of_the_golden_file(
    loaded: set[str], request: pytest.FixtureRequest
) -> None:
    # The extension is there only where a compiler was.
    ours = sorted(
        name
        for name in loaded
        if name.split(".")[0] in PROJECT and name != "index.embedded.kernels._native"
    )
    if request.config.getoption("--update"):
        LOADED.write_text("".join(f"{name}\n" for name in ours))

    assert ours == LOADED.read_text().split(), "run pytest --update if that is meant"
