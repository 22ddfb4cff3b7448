"""Text that a terminal shows and does not obey.

Titles, names of files and talk come from anywhere. An escape sequence in one of them could clear
the screen, rename the window or fill the clipboard (OSC 52), and a bidirectional override could
show a line in another order than it has. Faces print every text through `harmless`.
"""

__all__ = ["SHOWN_INSTEAD", "harmless"]

SHOWN_INSTEAD = "\ufffd"
"""The replacement character, which is shown in the place of each that is left out."""

_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))  # C0, DEL and C1
_LINE_ENDS = (0x2028, 0x2029)
_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))  # embeddings, overrides, isolates
_SURROGATES = range(0xD800, 0xE000)  # bytes of names that are not UTF-8; no output takes them

_SHOWN = dict.fromkeys((*_CONTROLS, *_LINE_ENDS, *_DIRECTIONS, *_SURROGATES), SHOWN_INSTEAD)


def harmless(text: str) -> str:
    """Return `text` with control characters and bidirectional controls replaced one for one.

    Line breaks and tabs are among them: a text is one line. Offsets in it stay right.
    """
    return text if text.isprintable() and text.isascii() else text.translate(_SHOWN)
