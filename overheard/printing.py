"""Printing: the only module that writes what comes from transcripts to stdout and stderr.

No control character of theirs reaches a terminal, a pipe or a file. `tests/overheard/
test_printing.py` holds that the other modules of this package print through it.
"""

import json
import logging
import re
from typing import Any

import click

from index import harmless

__all__ = ["HarmlessFormatter", "as_json_text", "tell", "tell_styled"]

# JSON escapes C0 by itself. The others stand in its strings only, where each can be escaped.
_RAW = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def tell(line: str = "", *, err: bool = False) -> None:
    """Print a line, on stderr with `err`; its control characters are replaced."""
    click.echo(harmless(line), err=err)


def tell_styled(line: str, *, color: bool | None) -> None:
    """Print lines of `overheard.terminal` or `index`, whose parts are harmless.

    Escape sequences are left out unless there is `color`; None leaves them to a terminal.
    """
    click.echo(line, color=color)


class HarmlessFormatter(logging.Formatter):
    """A formatter of log messages, which may hold what the address of a request does."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the message, and the traceback if there is one, by their lines."""
        return "\n".join(map(harmless, super().format(record).split("\n")))


def as_json_text(values: Any, indent: int | None = None) -> str:  # noqa: ANN401  # any value of JSON
    """Return values as JSON with its control and bidirectional characters escaped."""
    text = json.dumps(values, ensure_ascii=False, indent=indent)
    return _RAW.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
