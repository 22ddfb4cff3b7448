"""Formats of annotation: the recordings of linguists and archives, as their tools write them.

Takes the text of a file, gives its cues: one for each utterance. Layers that say the same words
again, as phones and translations, are left out. Imports `formats`, without its other packages,
and `cues`.
"""

from indexer.formats.annotation import chat, elan, exmaralda, tei, textgrid, transcriber
from indexer.formats.annotation.tiers import Tier
from indexer.formats.format import Format

__all__ = ["TEXT", "XML", "Tier"]

XML: tuple[Format, ...] = (elan.FORMAT, exmaralda.FORMAT, transcriber.FORMAT, tei.FORMAT)
"""The formats in XML in the order of asking."""

TEXT: tuple[Format, ...] = (textgrid.FORMAT, chat.FORMAT)
"""The formats with a syntax of their own."""
