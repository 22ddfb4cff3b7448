"""WebVTT voice spans (`<v Name>`), which other text formats borrow, closed or not."""

import re

__all__ = ["split"]

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?(?:\s+([^>]*))?>")


def split(text: str) -> list[tuple[str | None, str]]:
    """Return the (speaker, text) parts of a cue's text, in order, none of them empty.

    Text before the first voice span has no speaker. Spans of one speaker that follow
    each other are one part: some tools write the tag twice in a line. Source of the
    syntax: W3C WebVTT, section 4.3 (cue voice span).
    """
    pieces = _VOICE.split(text)
    parts: list[tuple[str | None, str]] = []
    for speaker, piece in zip([None, *pieces[1::2]], pieces[::2], strict=True):
        said = " ".join(piece.replace("</v>", " ").split())
        name = " ".join((speaker or "").split()) or None
        if parts and parts[-1][0] == name:
            parts[-1] = (name, f"{parts[-1][1]} {said}".strip())
        elif said:
            parts.append((name, said))
    return parts
