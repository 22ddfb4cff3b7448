"""WebVTT voice spans (`<v Name>`), which other text formats borrow, closed or not."""

import re

__all__ = ["split"]

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:\s([^<>]*))?>|(</v>)")


def split(text: str) -> list[tuple[str | None, str]]:
    """Return the (speaker, text) parts of a cue's text, in order, none of them empty.

    Text before the first voice span has no speaker, nor has text after one that is closed.
    Spans of one speaker that follow each other are one part: some tools write the tag
    twice in a line. Source of the syntax: W3C WebVTT, section 4.3 (cue voice span).
    """
    parts: list[tuple[str | None, str]] = []
    name: str | None = None
    done = 0
    for tag in [*_VOICE.finditer(text), None]:
        said = " ".join(text[done : tag.start() if tag else len(text)].split())
        # `<v Ann>Ann: Hello` names her twice.
        said = said.removeprefix(f"{name}: ") if name else said
        if said and parts and parts[-1][0] == name:
            parts[-1] = (name, f"{parts[-1][1]} {said}")
        elif said:
            parts.append((name, said))
        if tag:
            name = " ".join((tag[1] or "").split()).removesuffix(":") or None
            done = tag.end()
    return parts
