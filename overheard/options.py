"""The furniture that commands share: options, errors on one line, and an open engine."""

import functools
import os
import sys
from collections.abc import Callable
from typing import IO, Concatenate, ParamSpec

import click

from index import DEFAULT_LOCATION, Engine, OverheardError, open_index

__all__ = ["Failure", "index_option", "reporting_errors", "wants_color", "with_engine"]

P = ParamSpec("P")

_INTERRUPTED = 130  # 128 and the number of SIGINT, as shells have it; 1 would mean no hits

index_option = click.option(
    "-i",
    "--index",
    "location",
    envvar="OVERHEARD_INDEX",
    default=DEFAULT_LOCATION,
    show_default=True,
    show_envvar=True,
    metavar="LOCATION",
    help="Where the index is.",
)


class Failure(click.ClickException):
    """An error on one line of stderr, and exit code 2 as ripgrep has it."""

    exit_code = 2

    def show(self, file: IO[str] | None = None) -> None:
        """Print the message; nothing else helps."""
        click.echo(f"overheard: {self.format_message()}", err=True)


def reporting_errors(command: Callable[P, None]) -> Callable[P, None]:
    """Turn what the library raises into a line on stderr and exit code 2.

    A closed pipe ends the command quietly, an interrupt with 130.
    """

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except OverheardError as error:
            raise Failure(str(error)) from error
        except BrokenPipeError:
            # Whoever read us has had enough, as `head` has. Nothing is left to flush into.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except KeyboardInterrupt:
            click.echo("overheard: interrupted", err=True)
            sys.exit(_INTERRUPTED)

    return wrapped


def with_engine(command: Callable[Concatenate[Engine, P], None]) -> Callable[P, None]:
    """Open the index of `-i` and hand it to the command; report errors."""

    @index_option
    @functools.wraps(command)
    @reporting_errors
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        location = str(kwargs.pop("location"))
        with open_index(location) as engine:
            command(engine, *args, **kwargs)

    return wrapped


def wants_color(choice: str) -> bool:
    """Return whether to write colours; `auto` is on a terminal and without NO_COLOR."""
    if choice == "auto":
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return choice == "always"
