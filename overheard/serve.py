"""The command `overheard serve`: run the web search on a local server."""

import logging

import click
import waitress

import index
from overheard.options import Failure, index_option, reporting_errors, warn
from overheard.printing import HarmlessFormatter, tell
from search_web import create_app

__all__ = ["serve_command"]


@click.command("serve")
@index_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="The port to listen on; 0 chooses a free one.",
)
@click.option(
    "--threads",
    type=click.IntRange(1),
    default=4,
    show_default=True,
    help="Requests served at the same time.",
)
@click.option("--title", default="Overheard", show_default=True, help="The title of the page.")
@click.option(
    "--origin",
    "origins",
    multiple=True,
    help="A site whose scripts may call the endpoint (CORS); may be repeated.",
)
@reporting_errors
def serve_command(
    location: str, host: str, port: int, threads: int, title: str, origins: tuple[str, ...]
) -> None:
    """Serve the search page and the JSON endpoint, until stopped.

    The page is at /search in a browser; programs get JSON from the same address. A new
    commit to the index is used from the next request on.
    """
    with index.open_index(location) as engine:
        warn(engine, location)
    app = create_app(location, title=title, origins=origins)
    try:
        server = waitress.create_server(app, host=host, port=port, threads=threads)
    except ValueError as error:
        raise Failure(f"cannot listen on {host}; choose another --host") from error
    except OSError as error:
        raise Failure(
            f"cannot listen on {host}:{port} ({error.strerror}); choose another --port"
        ) from error
    log = logging.StreamHandler()
    log.setFormatter(HarmlessFormatter())
    logging.basicConfig(handlers=[log])
    # This logger warns of every request that waits for a thread.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    # A host that resolves to several addresses has a server for each.
    one = [] if hasattr(server, "effective_listen") else [(host, server.effective_port)]
    for address, bound in one or server.effective_listen:
        shown = f"[{address}]" if ":" in address else address
        tell(f"Overheard is at http://{shown}:{bound}/search (stop with Ctrl-C)")
    server.run()
