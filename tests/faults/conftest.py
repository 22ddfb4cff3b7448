"""Fixtures of the tests of faults."""

import os

import pytest

from index.embedded.storage import files


@pytest.fixture
def unsynced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the disk: what is tested here is not whether something is on it."""
    monkeypatch.setattr(files, "sync", lambda file: file.flush())
    monkeypatch.setattr(files, "sync_folder", lambda folder: os.stat(folder))
