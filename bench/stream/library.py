"""Overheard asked as a program and as the search page ask it, through its public names only."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from bench.compare.engines import OVERHEARD
from bench.compare.overheard_engine import OverheardSnapshot

__all__ = ["OPENERS"]

_DEFAULT: Mapping[str, Any] = {"limit": 10}

_PAGE: Mapping[str, Any] = {
    "limit": 10,
    "group_by": "episode",
    "group_limit": 3,
    "heard_as": True,
    "collapse": True,
    "facets": ("speaker", "show", "year"),
}
"""The most that the search page asks for, for ten episodes with up to thirty hits."""


def _open(options: Mapping[str, Any], folder: Path) -> OverheardSnapshot:
    return OverheardSnapshot(folder / OVERHEARD, options)


OPENERS: Mapping[str, Callable[[Path], OverheardSnapshot]] = {
    "default": partial(_open, _DEFAULT),
    "page": partial(_open, _PAGE),
}
"""By way: opens the index below a folder."""
