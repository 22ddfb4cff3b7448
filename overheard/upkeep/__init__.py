"""The commands that look after an index: what does it hold, is it whole, where is a copy of it?

Takes the location of an index; prints what is found. Imports `index` and what all commands share.
"""

from overheard.upkeep.check import check_command
from overheard.upkeep.copy import copy_command
from overheard.upkeep.inspect import inspect_command

__all__ = ["check_command", "copy_command", "inspect_command"]
