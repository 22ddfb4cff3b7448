"""Running text for the tests of its formats: lines in, cues out, without the cleaning."""

from pathlib import Path

from hypothesis import strategies as st

from indexer import Cue
from indexer.formats import decoding
from indexer.formats.format import Format
from indexer.formats.text import bracketed_text, labelled_text, plain_text

FORMATS = (labelled_text.FORMAT, bracketed_text.FORMAT, plain_text.FORMAT)

PATH = Path("talk.md")


def kind(*lines: str) -> str | None:
    """Return the name of the text format that takes the lines, or None."""
    text = "\n".join(lines)
    return next((format_.name for format_ in FORMATS if format_.recognise(text)), None)


def cues(format_: Format, *lines: str) -> tuple[Cue, ...]:
    text = "\n".join(lines)
    assert format_.recognise(text)
    return format_.parse(PATH, text).cues


def read_file(path: Path) -> tuple[str | None, tuple[Cue, ...]]:
    """Return the format that takes a real file, and its cues."""
    text = decoding.decode(path, path.read_bytes())
    for format_ in FORMATS:
        if format_.recognise(text):
            return format_.name, format_.parse(path, text).cues
    return None, ()


PIECES = st.lists(
    st.sampled_from(
        [
            *("**Ann Lee:** ", "**Ann** ", "Ann: ", "Bob Ray (00:03): ", "Q: ", "A - ", "[Ann] "),
            *("\\[04:03\\] ", "[00:01] ", "(0:46):", "[0.0 --> 1.7] ", "[Time 0:01:00]", "0:25"),
            *("Hello.", "you know", "**so**", "*laughs*", "__init__", "[flask](http://f)", "`x`"),
            *(
                "\n",
                "\n\n",
                "# Intro\n",
                "```\n",
                "---\n",
                "title: x\n",
                "<!-- a -->",
                "<b>",
                "| a |",
            ),
            *(
                "&amp;",
                "\\*",
                "- ",
                "> ",
                "http://a",
                "{% b %}",
                "\u00a0",
                "\ufdd0",
                "：",
                "...",
                ":",
            ),
        ]
    )
    | st.text(max_size=4),
    max_size=30,
).map("".join)


def check(format_: Format, text: str) -> None:
    """Whatever is parsed has words, lines that exist, and starts that never fall."""
    format_.recognise(text)
    latest = 0.0
    count = text.count("\n") + 1
    number = 1
    for cue in format_.parse(PATH, text).cues:
        assert cue.text.strip()
        assert number <= cue.line <= count
        number = cue.line
        if cue.start is not None:
            assert latest <= cue.start <= (cue.end or cue.start)
            latest = cue.start
