"""Formats of markup: XML of captions, annotation and minutes, and pages of HTML.

Takes the text of a file whose container is XML or HTML, gives its cues. Talk in a page that is
written as running text is handed to `formats.text`, a table to `formats.tables`. Imports
`formats` with those two, and `cues`.
"""

from indexer.formats.format import Format
from indexer.formats.markup import html_page, podcast_html, youtube_xml

__all__ = ["HTML", "XML", "Format"]

XML: tuple[Format, ...] = (youtube_xml.FORMAT,)
"""The formats of XML in the order of asking."""

HTML: tuple[Format, ...] = (podcast_html.FORMAT, html_page.FORMAT)
"""The formats of HTML in the order of asking."""
