"""Storage: how do bytes reach the disk and come back?

Takes paths, gives files that are on disk when they were synced, and bytes of regular files alone.
Tells damage apart from other errors. Imports nothing of the project.
"""

from index.embedded.storage.damage import Damaged, Foreign, parse_json
from index.embedded.storage.files import create, open_regular, read, sync, sync_folder

__all__ = [
    "Damaged",
    "Foreign",
    "create",
    "open_regular",
    "parse_json",
    "read",
    "sync",
    "sync_folder",
]
