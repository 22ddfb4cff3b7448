"""The command `overheard copy`: a backup of an index, while it is in use."""

import click

from index import copy
from overheard.options import index_option, progress, reporting_errors
from overheard.printing import tell

__all__ = ["copy_command"]


@click.command("copy")
@click.argument("to", metavar="TO")
@index_option
@reporting_errors
def copy_command(to: str, location: str) -> None:
    """Copy an index to the folder TO, while others search it and write to it.

    TO must not be there yet, or be empty. The copy is of the newest commit, and on disk when
    the command ends; its checksums were read again.
    """
    with progress("Copying") as advance:
        copied = copy(location, to, advance)
    if copied.warning:
        tell(f"overheard: warning: {copied.warning}", err=True)
    tell(f"{to} is commit {copied.generation} of {location}, {copied.bytes / 1e6:.1f} MB")
