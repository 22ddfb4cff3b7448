"""Shared parts of commands: the index option, error reporting, and an open engine."""

import contextlib
import datetime
import functools
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import IO, Any, Concatenate, ParamSpec

import click

from index import DEFAULT_LOCATION, Engine, OverheardError, days_of, open_index
from overheard.interrupts import end_interrupted
from overheard.printing import tell

__all__ = [
    "Failure",
    "as_day",
    "index_option",
    "progress",
    "reporting_errors",
    "wants_color",
    "warn",
    "with_engine",
]

P = ParamSpec("P")

index_option = click.option(
    "-i",
    "--index",
    "location",
    envvar="OVERHEARD_INDEX",
    default=DEFAULT_LOCATION,
    show_default=True,
    show_envvar=True,
    metavar="LOCATION",
    help="The folder of the index.",
)


class Failure(click.ClickException):
    """An error: one line on stderr and exit code 2, as in ripgrep."""

    exit_code = 2

    def show(self, file: IO[str] | None = None) -> None:
        """Print the message without the usage."""
        tell(f"overheard: {self.format_message()}", err=True)


_SOON = 1.0
"""Seconds from which on progress is shown."""


@contextlib.contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on stderr of what takes longer than a second; nothing if no terminal.

    The function that it gives takes what is done, and the total.
    """
    began = time.monotonic()
    with contextlib.ExitStack() as stack:
        bars: list[Any] = []

        def advance(done: int, total: int) -> None:
            if not bars and (not sys.stderr.isatty() or time.monotonic() - began < _SOON):
                return
            if not bars:
                bar = click.progressbar(length=max(total, 1), label=label, file=sys.stderr)
                bars.append(stack.enter_context(bar))
            bars[0].update(done - bars[0].pos)

        yield advance


def as_day(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime.date | None:
    """Return the first day of a day, month or year, or the last one for `--date-to`."""
    if value is None:
        return None
    days = days_of(value)
    if days is None:
        raise click.BadParameter(
            f"{value!r} is not a date such as 2025-01-14, 2025-01 or 2025", ctx, param
        )
    return days.last if param.name == "date_to" else days.first


def reporting_errors(command: Callable[P, None]) -> Callable[P, None]:
    """Return a command that reports `OverheardError` as one line on stderr and exit code 2.

    Output that cannot be written, as on a full disk, is reported likewise. A reader that leaves, as
    `head` does, ends the command quietly with 0, as in ripgrep; an interrupt ends it with 130.
    """

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            try:
                command(*args, **kwargs)
            finally:
                sys.stdout.flush()
        except OverheardError as error:
            raise Failure(str(error)) from error
        except BrokenPipeError:
            _discard_output()
            sys.exit(0)
        except OSError as error:
            _discard_output()
            where = error.filename or "input or output failed"  # a full disk has no name
            raise Failure(f"{where}: {error.strerror}") from error
        except KeyboardInterrupt:
            end_interrupted()

    return wrapped


def _discard_output() -> None:
    """Let stdout lead nowhere, because the interpreter flushes it again when it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def with_engine(command: Callable[Concatenate[Engine, P], None]) -> Callable[P, None]:
    """Return a command that opens the index of `-i`, passes the engine on and reports errors."""

    @index_option
    @functools.wraps(command)
    @reporting_errors
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        location = str(kwargs.pop("location"))
        with open_index(location) as engine:
            warn(engine, location)
            command(engine, *args, **kwargs)

    return wrapped


def warn(engine: Engine, location: str) -> None:
    """Write a line on stderr if the newest commit is damaged, or another version made the index."""
    if engine.warning:
        tell(f"overheard: warning: {engine.warning}", err=True)
    outdated = engine.versions.outdated()
    if outdated:
        renew = f"renew it with: overheard index PATH… -i {location}"
        remedy = "update this Overheard" if engine.versions.is_newer else renew
        tell(
            f"overheard: warning: the index at {location} is of another version: {outdated}; "
            f"{remedy}",
            err=True,
        )


def wants_color(choice: str) -> bool:
    """Return whether to write colours; `auto` means on a terminal and without NO_COLOR."""
    if choice == "auto":
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return choice == "always"
