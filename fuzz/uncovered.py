"""List the lines of the parsers that no input found by the fuzzing has run.

    .venv/bin/python fuzz/uncovered.py

Reads everything in fuzz/found and prints, for each module of indexer/formats, the lines
that no input reached. More seeds are needed there.
"""

import dis
import sys
from collections import defaultdict
from pathlib import Path
from types import CodeType, FrameType
from typing import TYPE_CHECKING

from index import TranscriptError
from indexer import formats

if TYPE_CHECKING:
    from _typeshed import TraceFunction

_FOUND = Path(__file__).resolve().parent / "found"
_PARSERS = Path(formats.__file__).parent


def main() -> None:
    """Read the inputs under a tracer and print what is left."""
    ran: defaultdict[str, set[int]] = defaultdict(set)

    def trace(frame: FrameType, event: str, argument: object) -> "TraceFunction | None":
        if not frame.f_code.co_filename.startswith(str(_PARSERS)):
            return None
        ran[frame.f_code.co_filename].add(frame.f_lineno)
        return trace

    sys.settrace(trace)
    for path in sorted(_FOUND.iterdir()):
        _read(path.read_bytes())
    sys.settrace(None)
    for path in sorted(_PARSERS.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        lines = _lines(compile(source, str(path), "exec"))
        left = sorted(lines - ran[str(path)])
        name = path.relative_to(_PARSERS).as_posix()
        print(f"{name:<24} {len(lines):>4} lines, {len(left):>3} never run", *left)


def _read(data: bytes) -> None:
    for path in (Path("talk"), *(Path(f"talk{suffix}") for suffix in sorted(formats.SUFFIXES))):
        try:
            formats.parse(path, formats.decode(path, data))
        except TranscriptError:
            continue
        return


def _lines(module: CodeType) -> set[int]:
    """Return the lines inside the functions of a module."""
    found: set[int] = set()
    inner = [part for part in module.co_consts if isinstance(part, CodeType)]
    while inner:
        code = inner.pop()
        inner += [part for part in code.co_consts if isinstance(part, CodeType)]
        if code.co_flags & 0x1:  # optimised locals: a function, not the body of a class
            found.update(line for _, line in dis.findlinestarts(code) if line)
    return found


if __name__ == "__main__":
    main()
