"""The state of `overheard feed` between two runs: one hidden file in the folder."""

import contextlib
import dataclasses
import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index import TranscriptError
from indexer import file_access
from indexer.download.responses import Validators

__all__ = ["STATE", "Entry", "State", "remove_leftovers", "write_whole"]

STATE = ".overheard-feed.json"

_VERSION = 1


@dataclass
class Entry:
    """A file from an address: its name in the folder, and validators for the next request."""

    file: str
    etag: str | None = None
    last_modified: str | None = None

    @property
    def validators(self) -> Validators:
        """The validators of the last answer."""
        return Validators(self.etag, self.last_modified)


@dataclass
class State:
    """The files by address, and the values put into `episodes.json`.

    By `written` a run knows the values that a person changed since; it never overwrites them.
    """

    folder: Path
    files: dict[str, Entry] = field(default_factory=dict)
    written: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> "State":
        """Return the state of `folder`, an empty one if there is none or it is damaged."""
        try:
            document = json.loads(file_access.read(folder / STATE))
            if document["version"] != _VERSION:
                return cls(folder)
            return cls(folder, _entries(document["files"]), dict(document["written"]))
        except (TranscriptError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return cls(folder)

    def save(self) -> None:
        """Write the state; a crash leaves the old one."""
        document = {"version": _VERSION, **dataclasses.asdict(self)}
        del document["folder"]
        text = json.dumps(document, ensure_ascii=False, indent=1)
        write_whole(self.folder / STATE, text.encode())


def _entries(document: Any) -> dict[str, Entry]:  # noqa: ANN401  # any value of JSON
    entries = {url: Entry(**entry) for url, entry in document.items()}
    # The state is no more trusted than its folder: a name must not lead out of the folder.
    return {
        url: entry
        for url, entry in entries.items()
        if isinstance(entry.file, str) and Path(entry.file).name == entry.file
        if isinstance(entry.etag, str | None) and isinstance(entry.last_modified, str | None)
    }


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path` in one step: a reader sees the old file or the new one.

    Raises `TranscriptError` if it cannot be written; then nothing of it stays.
    """
    hashed = hashlib.sha256(os.fsencode(path.name)).hexdigest()
    beside = path.with_name(f".overheard-{hashed[:12]}.new")
    try:
        beside.unlink(missing_ok=True)
        try:
            # A new file, so that a link that lies there leads nowhere.
            with beside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise TranscriptError(path, f"cannot be written: {error.strerror}") from None


def remove_leftovers(folder: Path) -> None:
    """Remove the files that a run has left that was killed while it wrote them."""
    for pattern in (".overheard-*.new", ".overheard-*.part"):
        for file in folder.glob(pattern):
            with contextlib.suppress(OSError):
                file.unlink()
