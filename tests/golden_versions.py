"""Golden files that hold a version: the digest of what each input becomes under it.

What an unchanged input becomes may change only together with the version.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

__all__ = ["Digests", "Golden", "changed_alone", "digest", "kept_in", "written"]


class Digests(NamedTuple):
    """Of an input: of what is given, and of what is made of it."""

    given: str
    made: str


class Golden(NamedTuple):
    """The digests of what a version makes, by the name of the input."""

    version: int
    inputs: Mapping[str, Digests]


def digest(values: object) -> str:
    told = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def changed_alone(kept: Golden, now: Golden) -> list[str]:
    """Return the unchanged inputs of which something else is made under the same version."""
    return [
        name
        for name, one in now.inputs.items()
        if kept.version == now.version
        and name in kept.inputs
        and kept.inputs[name].given == one.given
        and kept.inputs[name].made != one.made
    ]


def kept_in(path: Path) -> Golden:
    told = json.loads(path.read_text(encoding="utf-8"))
    return Golden(told["version"], {name: Digests(*one) for name, one in told["files"].items()})


def written(golden: Golden) -> str:
    """Return the text of the golden file: JSON, a line for each input."""
    lines = [f"  {json.dumps(name)}: {json.dumps(one)}" for name, one in golden.inputs.items()]
    files = ",\n".join(lines)
    return f'{{\n "version": {golden.version},\n "files": {{\n{files}\n }}\n}}\n'
