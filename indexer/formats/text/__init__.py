"""Formats of running text: labels, stamps, paragraphs and Markdown.

Takes the text of a file, gives its cues: one for each line or paragraph that a speaker label or a
stamp opens, or that ends a sentence. Imports `formats` and the voices of `formats.captions`,
`sound_markers` and `cues`.
"""

from indexer.formats.format import Format
from indexer.formats.grammar import could_be_name
from indexer.formats.text import (
    bracketed_text,
    caption_text,
    front_matter,
    labelled_text,
    paragraph_text,
    plain_text,
    stamped_columns,
    stamped_names,
    turns,
)
from indexer.formats.text.trailing_stamps import with_stamps_above

__all__ = [
    "FORMATS",
    "caption_text",
    "could_be_name",
    "front_matter",
    "turns",
    "with_stamps_above",
]

FORMATS: tuple[Format, ...] = (
    stamped_columns.FORMAT,
    stamped_names.FORMAT,
    caption_text.FORMAT,
    paragraph_text.FORMAT,
    labelled_text.FORMAT,
    bracketed_text.FORMAT,
    plain_text.FORMAT,
)
"""The formats in the order of asking: each takes what the ones before it leave."""
