"""The command `overheard`: the group of all commands, each imported when it is used."""

import contextlib
import importlib
import sys
from collections.abc import Iterator
from typing import Any, NoReturn

import click

from overheard.interrupts import end_interrupted

__all__ = ["main"]

_COMMANDS = {
    "index": "overheard.indexing:index_command",
    "remove": "overheard.indexing:remove_command",
    "watch": "overheard.indexing:watch_command",
    "feed": "overheard.indexing:feed_command",
    "search": "overheard.search:search_command",
    "inspect": "overheard.upkeep:inspect_command",
    "serve": "overheard.serve:serve_command",
    "check": "overheard.upkeep:check_command",
    "copy": "overheard.upkeep:copy_command",
    "suggest": "overheard.suggest:suggest_command",
}
"""The commands and the functions that run them (Decision 0033).

A search needs neither Flask, whose import takes 0.15 s, nor the readers of transcripts.
"""


class _Commands(click.Group):
    """A group that imports a command when it is used.

    Importing all commands takes 0.35 s; a search needs a third of that.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # as click has it
        """Run a command. An interrupt while it is imported ends like one while it runs."""
        try:
            with _harmless_errors():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            end_interrupted()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with _harmless_errors():
            return super().parse_args(ctx, args)

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # as click has it
        """Run a command. A help page that cannot be written ends with one line and exit code 2."""
        # Python has no stdout if the shell has closed it, and `click.echo` then prints nothing.
        if sys.stdout is None:
            _fail("input or output failed: standard output is closed")
        try:
            return super().main(*args, **kwargs)
        except OSError as error:
            # The interpreter would write the rest again when it exits.
            sys.stdout = None
            _fail(f"input or output failed: {error.strerror}")


@contextlib.contextmanager
def _harmless_errors() -> Iterator[None]:
    """Let an error show no control characters of an argument, as `index *` gives names of files."""
    try:
        yield
    except click.UsageError as error:
        message = importlib.import_module("index").harmless(error.format_message())
        raise click.UsageError(message, error.ctx) from None


def _fail(reason: str) -> NoReturn:
    click.echo(f"overheard: {reason}", err=True)
    sys.exit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="overheard")
def main() -> None:
    """Search what people said, in transcripts.

    Index a folder of transcripts once, then search it here or in a browser:

    \b
      overheard index corpus/
      overheard search wsgi
      overheard serve
    """
