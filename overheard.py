"""The command: a group that mounts what each room offers."""

import click

import index.cli
import indexer.cli
import indexer.feed_cli
import search_web.cli

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="overheard")
def main() -> None:
    """Find what people said.

    Index a folder of transcripts once, then search it here or in a browser:

    \b
      overheard index corpus/
      overheard search wsgi
      overheard serve
    """


for command in (
    indexer.cli.index_command,
    indexer.feed_cli.feed_command,
    index.cli.search_command,
    index.cli.inspect_command,
    search_web.cli.serve_command,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
