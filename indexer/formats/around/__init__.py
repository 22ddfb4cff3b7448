"""Lines around the talk of a file: heads, tails, credits, notes of meetings, logs.

Takes the text of a file, gives the text without them, the number of lines removed, and the facts
in them: title, date, people. Imports `formats.grammar` and `dates`.
"""

from indexer.formats.around.lines import REMOVED, Talk, may_hold_notice, talk_of
from indexer.formats.around.notices import is_credit, is_note

__all__ = ["REMOVED", "Talk", "is_credit", "is_note", "may_hold_notice", "talk_of"]
