"""Fixtures of all tests: real transcripts, Chromium, the sample index, and when absence fails."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.effort import examples
from tests.samples import index_corpus

# The time of an example depends on the machine and on what else runs. Nothing is kept on disk.
# The same commit tries the same examples, so that a failure is of the commit that shows it;
# `--hypothesis-profile=fresh` draws others.
settings.register_profile(
    "overheard",
    deadline=None,
    database=None,
    derandomize=True,
    max_examples=examples(100),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("fresh", settings.get_profile("overheard"), derandomize=False)
settings.load_profile("overheard")

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the golden files anew")


def absent(kind: str, reason: str) -> None:
    """Skip the test, or fail if `OVERHEARD_REQUIRE` names this kind of test."""
    if kind in os.environ.get("OVERHEARD_REQUIRE", "").split(","):
        pytest.fail(f"required, but {reason}")
    pytest.skip(reason)


def _beside(name: str, what: str) -> Path:
    """Return a folder beside the project; without it, the tests of real transcripts skip."""
    folder = ROOT.parent / "shared" / name
    if not folder.is_dir():
        absent("corpora", f"there are no {what} at {folder}")
    return folder


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real transcripts beside the project."""
    return _beside("corpora", "real transcripts")


@pytest.fixture(scope="session")
def cases() -> Path:
    """The folder of small inputs beside the project that were read wrongly once."""
    return _beside("cases", "cases")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        absent("browser", "no Chromium is installed")
        raise AssertionError
    return found


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the sample show; tests only read it."""
    return index_corpus(tmp_path_factory.mktemp("sample") / "index")
