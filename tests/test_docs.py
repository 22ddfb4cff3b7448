import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import search_web
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text()
WORDS = (ROOT / "docs" / "words.md").read_text()

# Times of indexing and searching differ from run to run.
VOLATILE = ((r"\d+\.\d s;", "0.0 s;"), (r"in \d+ ms", "in 0 ms"))


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README + WORDS, re.MULTILINE | re.DOTALL)


def sessions() -> list[tuple[str, str]]:
    steps = [step for block in blocks("console") for step in block.split("$ ")[1:]]
    return [tuple(step.rstrip().split("\n", 1)) for step in steps]  # type: ignore[misc]  # always two


def steady(output: str) -> str:
    for pattern, replacement in VOLATILE:
        output = re.sub(pattern, replacement, output)
    return output.rstrip()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    (folder / "corpus").symlink_to(ROOT / "corpus")
    overheard(folder, ["index", "corpus"])
    return folder


def overheard(place: Path, arguments: list[str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "overheard", *arguments],
        cwd=place,
        env={"PATH": "", "COLUMNS": "80", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr
    return done.stdout


@pytest.mark.parametrize(("command", "shown"), sessions(), ids=lambda text: text[:40])
def test_the_pages_show_what_the_program_prints(
    command: str, shown: str, place: Path, tmp_path: Path
) -> None:
    program, *arguments = shlex.split(command)
    if program == "curl":
        address = arguments[0].removeprefix("http://127.0.0.1:8080")
        client = search_web.create_app(place / "overheard-index").test_client()
        assert client.get(address).text.startswith(shown.removesuffix(" …"))
        return
    if arguments[0] == "index":
        for folder in ("corpus", "docs"):
            (tmp_path / folder).symlink_to(ROOT / folder)
        place = tmp_path
    assert steady(overheard(place, arguments)) == steady(shown)


@pytest.mark.parametrize("program", blocks("python"))
def test_the_readmes_python_runs_and_prints_a_hit(program: str, place: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=place,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "Priya Raman" in done.stdout


HOME = "https://github.com/overheard-search/overheard/"
"""What the README's links begin with, so that they work on a package index's page too."""

PAGES = (
    "README.md",
    "ARCHITECTURE.md",
    "corpus/README.md",
    "bench/README.md",
    *(f"docs/{page.name}" for page in sorted((ROOT / "docs").glob("*.md"))),
)

# The folders of the project, by which a name in backquotes is a path.
FOLDERS = "bench|corpus|docs|index|indexer|overheard|search_web|tests|training"


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    text = (ROOT / page).read_text()
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    absolute = re.findall(rf"{HOME}(?:blob|raw|tree)/main/([^\s)#]+)", text)
    named = re.findall(rf"`((?:{FOLDERS})/[\w/-]+\.\w+)`", text)

    for link in links:
        assert ((ROOT / page).parent / link).exists(), link
    for path in absolute:
        assert (ROOT / path).exists(), path
    for path in named:
        assert (ROOT / path).exists(), path


def test_every_link_of_the_readme_by_name_has_its_address() -> None:
    used = set(re.findall(r"\]\[([^\]]+)\]", README))
    addresses = dict(re.findall(r"^\[([^\]]+)\]: (\S+)$", README, re.MULTILINE))

    assert used == set(addresses)
    assert all(address.startswith(HOME) for address in addresses.values())
