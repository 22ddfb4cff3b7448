"""Formats of markup: XML of captions, minutes and oral histories, and pages of HTML.

Takes the text of a file whose container is XML or HTML, gives its cues. Talk in a page that is
written as running text is handed to `formats.text`, a table to `formats.tables`, WebVTT within
XML to `formats.captions`. Imports `formats` with those three, and `cues`.
"""

from indexer.formats.format import Format
from indexer.formats.markup import html_page, ohms, podcast_html, speech_xml, youtube_xml
from indexer.formats.markup.html_blocks import Block

__all__ = ["HTML", "XML", "Block"]

XML: tuple[Format, ...] = (youtube_xml.FORMAT, ohms.FORMAT, speech_xml.FORMAT)
"""The formats of XML in the order of asking."""

HTML: tuple[Format, ...] = (podcast_html.FORMAT, html_page.FORMAT)
"""The formats of HTML in the order of asking."""
