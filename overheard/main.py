"""The command: a group that mounts what each room offers."""

import importlib

import click

__all__ = ["main"]

_COMMANDS = {
    "index": ("overheard.index", "index_command"),
    "feed": ("overheard.feed", "feed_command"),
    "search": ("overheard.search", "search_command"),
    "inspect": ("overheard.search", "inspect_command"),
    "serve": ("overheard.serve", "serve_command"),
    "suggest": ("overheard.search", "suggest_command"),
}


class _Rooms(click.Group):
    """Imports a room when one of its commands is asked for.

    All of them together take 0.35 s, of which a search needs a third.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=_Rooms, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="overheard")
def main() -> None:
    """Find what people said.

    Index a folder of transcripts once, then search it here or in a browser:

    \b
      overheard index corpus/
      overheard search wsgi
      overheard serve
    """


if __name__ == "__main__":
    main()
