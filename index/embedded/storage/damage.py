"""Damage: the exceptions for a file that has changed since it was written, or is of another format.

They are turned into errors that say what to do where a folder is known (reading/opening.py).
"""

import json
from typing import Any

__all__ = ["Damaged", "Foreign", "parse_json"]


class Damaged(Exception):
    """A file has changed since it was written; the message names the file."""


class Foreign(Exception):
    """A file has another format `version` than the one that is read here."""

    def __init__(self, name: str, version: int) -> None:
        super().__init__(f"{name} has format version {version}")
        self.version = version


def parse_json(text: str | bytes, name: str) -> Any:  # noqa: ANN401  # JSON values
    """Return the value of a JSON text in the file `name`.

    Raises `Damaged` for one that is nested deeper than Python can go, and `ValueError`.
    """
    try:
        return json.loads(text)
    except RecursionError as error:
        raise Damaged(f"{name} is nested too deep") from error
