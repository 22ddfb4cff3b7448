"""Interrupts, Ctrl-C at a terminal: one line on stderr and an exit code of their own.

It imports nothing of Overheard, so that it is loaded before what takes time to load.
"""

import sys
from typing import NoReturn

import click

__all__ = ["INTERRUPTED", "end_interrupted"]

INTERRUPTED = 130
"""The exit code: 128 + SIGINT, as shells report it; 1 would mean no hits."""


def end_interrupted() -> NoReturn:
    """End the command as interrupted."""
    click.echo("overheard: interrupted", err=True)
    sys.exit(INTERRUPTED)
