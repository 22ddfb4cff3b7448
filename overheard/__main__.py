"""The entry point of `python -m overheard`."""

from overheard.main import main

main(prog_name="overheard")
