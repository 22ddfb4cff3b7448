"""The sdist and the wheel: what they hold, that they build without a warning, that they run."""

import email
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from tests.conftest import ROOT, absent
from tests.samples import CORPUS, environment_of

PACKAGES = ("index", "indexer", "overheard", "search_web")

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

# Written by the build into an sdist; git does not track them.
WRITTEN_BY_BUILD = re.compile(r"PKG-INFO|setup\.cfg|overheard\.egg-info/.*")

EVERY_MODULE = """
import importlib, pkgutil, sys
packages = sys.argv[1:]
for package in map(importlib.import_module, packages):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.name.endswith(".__main__"):
            importlib.import_module(module.name)
print(*sys.path, sep="\\n")
print("--")
for name, module in sys.modules.items():
    if name.split(".")[0] in packages:
        print(name, module.__file__)
"""

THE_PAGE = """
from search_web import create_app
client = create_app("overheard-index").test_client()
print(client.get("/search?q=wsgi", headers={"Accept": "text/html"}).text)
print(client.get("/static/overheard.css").status)
"""


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    """The files that git tracks and that are still here, relative to the project."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("no git checkout: there is no list of the project's files to compare with")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]


class Built:
    """The two archives, unpacked, and what the builds printed."""

    def __init__(self, tracked: list[str], folder: Path) -> None:
        source = folder / "source"
        for name in tracked:
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, source / name)
        self.log = _build("sdist", source, folder)
        (self._sdist,) = folder.glob("*.tar.gz")
        with tarfile.open(self._sdist) as archive:
            # `filter` is no parameter before Python 3.11.4; this attribute says the same.
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(folder)
        (self.sdist,) = folder.glob("overheard-*/")
        self.log += _build("wheel", self.sdist, folder)
        (self.wheel,) = folder.glob("*.whl")

    def in_sdist(self) -> set[str]:
        with tarfile.open(self._sdist) as archive:
            files = [member.name for member in archive if member.isfile()]
        return {name.partition("/")[2] for name in files}

    def in_wheel(self) -> set[str]:
        with zipfile.ZipFile(self.wheel) as archive:
            return set(archive.namelist())

    def metadata(self) -> Message:
        with zipfile.ZipFile(self.wheel) as archive:
            (name,) = (one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
            return email.message_from_bytes(archive.read(name))


def _build(kind: str, source: Path, into: Path) -> str:
    """Build an archive as pip does, in a process that fails at a warning; return what it prints."""
    environment = environment_of(PYTHONWARNINGS="error")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # setuptools warns that it compiles nothing
    program = f"import setuptools.build_meta as backend; backend.build_{kind}({str(into)!r})"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=source,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def built(tracked: list[str], tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(tracked, tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip has unpacked the wheel, without asking any registry."""
    folder = tmp_path_factory.mktemp("installed")
    options = ["--quiet", "--no-deps", "--no-index", "--no-compile", "--target", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, built.wheel], check=True)
    return folder


@pytest.fixture(scope="module")
def fresh(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh virtual environment with the wheel, made with nothing on the path but Python."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    options = ["--quiet", "--no-deps", "--no-index", "--disable-pip-version-check"]
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            f"--python={folder / 'venv'}",
            "install",
            *options,
            built.wheel,
        ],
        env=environment_of(PATH=str(folder / "venv" / "bin")),
        check=True,
    )
    return folder


def compiler() -> str | None:
    """Return the C compiler with which this Python builds extensions, None if it is not here."""
    return shutil.which((os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0])


def run_installed(
    installed: Path, folder: Path, *arguments: str | Path
) -> subprocess.CompletedProcess[str]:
    """Run Python in `folder` with the installed wheel and its dependencies, not the checkout.

    `-S` leaves out the `.pth` files, and so the finder of an editable install, which would find
    in the checkout what the wheel lacks.
    """
    libraries = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    environment = environment_of(PYTHONPATH=os.pathsep.join([str(installed), *libraries]))
    return subprocess.run(
        [sys.executable, "-S", *map(str, arguments)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_builds_warn_of_nothing(built: Built) -> None:
    assert "running sdist" in built.log
    assert "running bdist_wheel" in built.log
    assert not re.findall(r"(?i)^.*\bwarn.*$", built.log, re.MULTILINE)


def test_the_sdist_holds_what_git_tracks(built: Built, tracked: list[str]) -> None:
    files = {name for name in built.in_sdist() if not WRITTEN_BY_BUILD.fullmatch(name)}

    assert files == set(tracked)


def test_the_wheel_holds_the_files_of_the_packages_and_no_others(
    built: Built, tracked: list[str]
) -> None:
    files = {name for name in built.in_wheel() if ".dist-info/" not in name}

    # What the extension is made of stays behind, and the extension comes where a compiler is.
    sources = {name for name in tracked if name.endswith((".c", ".h"))}
    built_here = {name for name in files if name.endswith((".so", ".pyd"))}

    assert files - built_here == {
        name for name in tracked if name.split("/")[0] in PACKAGES and name not in sources
    }
    assert [name.split(".")[0] for name in built_here] in (
        [],
        ["index/embedded/kernels/_native"],
    )


def test_the_metadata_names_the_pythons_the_authors_and_the_project_s_pages(built: Built) -> None:
    metadata = built.metadata()
    versions = {f"Programming Language :: Python :: 3.{minor}" for minor in (11, 12, 13)}

    assert versions <= set(metadata.get_all("Classifier", []))
    assert metadata["Author"] == "The Overheard developers"
    assert {url.partition(", ")[0] for url in metadata.get_all("Project-URL", [])} == {
        "Homepage",
        "Documentation",
        "Changelog",
        "Issues",
    }


def test_the_description_leads_nowhere_relative_to_the_project(built: Built) -> None:
    description = str(built.metadata().get_payload())
    links = re.findall(r"\]\(([^)]*)\)|^\[[^\]]+\]: (\S+)", description, re.MULTILINE)

    assert links
    assert [link for pair in links for link in pair if link and "://" not in link] == []


def test_the_changelog_has_a_section_for_the_version() -> None:
    sections = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert PROJECT["version"] in sections


def test_every_module_of_the_wheel_is_imported_from_it(installed: Path, tmp_path: Path) -> None:
    done = run_installed(installed, tmp_path, "-c", EVERY_MODULE, *PACKAGES)
    assert done.returncode == 0, done.stderr
    path, _, modules = done.stdout.partition("--\n")
    places = dict(line.split(" ", 1) for line in modules.splitlines())

    assert str(ROOT) not in path.splitlines()
    assert {name.split(".")[0] for name in places} == set(PACKAGES)
    assert all(Path(place).is_relative_to(installed) for place in places.values())


def commands() -> Iterator[tuple[list[str | Path], str]]:
    """Yield the arguments of a command and a part of what it prints, in the order of use."""
    yield ["--version"], f"overheard, version {PROJECT['version']}"
    yield ["index", CORPUS], "9 episodes indexed"
    yield ["search", "WSGI", "-n", "3"], "Ines Okafor"
    yield ["inspect"], "episodes"
    yield ["suggest", "request", "cy"], "request cycle"
    yield ["feed", "--help"], "Download the transcripts"
    yield ["serve", "--help"], "--port"


def test_the_installed_wheel_runs_the_commands_in_an_empty_folder(
    installed: Path, tmp_path: Path
) -> None:
    for arguments, printed in commands():
        done = run_installed(installed, tmp_path, "-m", "overheard", *arguments)

        assert (done.returncode, done.stderr) == (0, ""), arguments
        assert printed in done.stdout, arguments
    page = run_installed(installed, tmp_path, "-c", THE_PAGE)

    assert page.returncode == 0, page.stderr
    assert "<mark>" in page.stdout
    assert page.stdout.endswith("200 OK\n")


def test_the_wheel_has_compiled_kernels_where_a_compiler_is(built: Built) -> None:
    tags = built.wheel.stem.split("-")[-3:]

    if compiler() is None:
        absent("compiled", "there is no C compiler")
    assert "index/embedded/kernels/_native.abi3.so" in built.in_wheel()
    assert tags[:2] == ["cp311", "abi3"]


def test_the_wheel_runs_in_a_fresh_environment_without_a_compiler(
    fresh: Path, tmp_path: Path
) -> None:
    # The dependencies are those of the environment that runs the tests.
    libraries = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    environment = environment_of(
        PATH=str(fresh / "venv" / "bin"),
        PYTHONPATH=os.pathsep.join(libraries),
        OVERHEARD_KERNELS="",
    )
    for arguments in (["index", str(CORPUS)], ["search", "WSGI", "-n", "3"], ["inspect"]):
        done = subprocess.run(
            [fresh / "venv" / "bin" / "overheard", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), arguments

    assert ("compiled" if compiler() else "numpy") in done.stdout.split("kernels", 1)[1].split(
        "\n"
    )[0]


def test_the_workflows_are_valid() -> None:
    workflows = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    checker = Path(sys.executable).with_name("check-jsonschema")
    done = subprocess.run(
        [checker, "--builtin-schema", "vendor.github-workflows", *workflows],
        capture_output=True,
        text=True,
        check=False,
    )

    assert workflows
    assert done.returncode == 0, done.stdout
