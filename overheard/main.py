"""The command `overheard`: a group of the commands beside this module."""

import importlib

import click

__all__ = ["main"]

_COMMANDS = {
    "index": "overheard.index:index_command",
    "feed": "overheard.feed:feed_command",
    "search": "overheard.search:search_command",
    "inspect": "overheard.inspect:inspect_command",
    "serve": "overheard.serve:serve_command",
    "suggest": "overheard.suggest:suggest_command",
}
"""The commands, each imported when it is asked for: a search needs neither Flask, which takes
0.15 s, nor what reads transcripts."""


class _Commands(click.Group):
    """A group that imports a command when it is asked for.

    All of them together take 0.35 s, of which a search needs a third.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="overheard")
def main() -> None:
    """Find what people said.

    Index a folder of transcripts once, then search it here or in a browser:

    \b
      overheard index corpus/
      overheard search wsgi
      overheard serve
    """
