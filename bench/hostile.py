"""Hostile files: the time from 10 MB of bytes to segments, on one core.

    .venv/bin/python bench/hostile.py [NAME ...]

Makes files that no recording has: a caption for each character, a million labels, runs of unclosed
tags and brackets. Prints the detected format, the cues, the processor seconds and the peak memory
of each. With NAMEs, only inputs whose names contain one are read. No file may take 10 s on its own
core, or ten times as long as a tenth of it.
"""

import argparse
import itertools
import resource
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from index import TranscriptError
from indexer import memory, recording
from indexer.talk.segments import cut

SIZE = 10_000_000  # bytes


class Input(NamedTuple):
    """A file: `head`, then the unit for 0, 1, 2 ... up to the size, then `tail`.

    A unit that is a string is repeated.
    """

    suffix: str
    head: str
    unit: str | Callable[[int], str]
    tail: str = ""

    def bytes(self, size: int) -> bytes:
        """Return about `size` bytes of it."""
        unit = self.unit
        if isinstance(unit, str):
            body = unit * (size // len(unit.encode()) + 1)
        else:
            body = "".join(itertools.takewhile(_Room(size), map(unit, itertools.count())))
        return (self.head + body + self.tail).encode()


class _Room:
    """A counter that says whether a further text still fits."""

    def __init__(self, size: int) -> None:
        self.left = size

    def __call__(self, text: str) -> bool:
        self.left -= len(text.encode())
        return self.left > 0


def _clock(at: int, point: str = ".", step: int = 1) -> str:
    """Return the stamp `at` milliseconds, or tens of them."""
    seconds, thousandths = divmod(at * step, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{thousandths:03}"


def _word(at: int) -> str:
    """Return a word for each number: a, b ... z, ba, bb ..."""
    letters = ""
    while at or not letters:
        at, letter = divmod(at, 26)
        letters = chr(97 + letter) + letters
    return letters


_PROSE = "This is what is said in it, as people do. "
_PAGE = f"{_PROSE * 3}\n" * 320
"""More code points than the head of a file by which its format is detected."""

_OPENS = [
    "<",
    "&",
    "[",
    "(",
    "{",
    "*",
    "_",
    "`",
    "\\",
    "<v ",
    "<c.",
    "{\\c",
    "](",
    "[a](",
    "![",
    '"',
]
_RUNS = [
    *_OPENS,
    *("0", ":", "0:", "00:", "1:00 ", " ", "\u00a0", "\t", "-", ">", "> ", "#", "=", "|", "~", "é"),
    *("e\u0301", "\u0301", "。", "\U0001f600", "♪", ".", ",", "'", "A. ", "a ", "Ann ", "Ann: "),
    *(
        "--> ",
        "[0:01] ",
        "(0:01) ",
        "http://a ",
        "&amp;",
        "&#",
        "<!--",
        "```",
        "**a** ",
        "*a ",
        "__",
    ),
]

_TTML = '<tt xmlns="http://www.w3.org/ns/ttml"><body><div>'
_ASS = "[Events]\nFormat: Layer, Start, End, Style, Name, Text\n"
_HTML = "<cite>Ann:</cite> <time>0:00</time>\n<p>Hello.</p>\n"


def inputs() -> Iterator[tuple[str, Input]]:
    """Yield the inputs by their names."""
    yield from _captions()
    yield from _json()
    yield from _texts()
    for run in _RUNS:
        shown = ascii(run)[1:-1]
        yield f"vtt line {shown}", Input(".vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\n", run)
        yield f"txt line {shown}", Input(".txt", _PAGE, run)
        yield f"txt lines {shown}", Input(".txt", _PAGE, f"{run}\n")
        yield f"md talk {shown}", Input(".md", "**Ann:** [00:01] Hi.\n\n" * 3 + "**Ann:** ", run)
    for run in _OPENS:
        shown = ascii(run)[1:-1]
        arrow = "00:00:00,000 --> 00:00:01,000"
        yield f"srt line {shown}", Input(".srt", f"1\n{arrow}\n", run)
        yield f"srt lines {shown}", Input(".srt", f"1\n{arrow}\n", f"{run}\n")
        yield f"html {shown}", Input(".html", f"{_HTML}<p>", run)
        yield f"ass {shown}", Input(".ass", f"{_ASS}Dialogue: 0,0:00:00.00,0:00:01.00,,,", run)


def _captions() -> Iterator[tuple[str, Input]]:
    def vtt(said: str) -> Callable[[int], str]:
        return lambda at: f"{_clock(at)} --> {_clock(at + 1)}\n{said}\n\n"

    yield "vtt one letter a caption", Input(".vtt", "WEBVTT\n\n", "00:01.000 --> 00:02.000\na\n\n")
    yield "vtt shortest stamps", Input(".vtt", "WEBVTT\n\n", "0-->0\na\n")
    yield "vtt falling stamps", Input(".vtt", "WEBVTT\n\n", "9-->9\na\n8-->8\nb\n")
    yield "vtt captions in order", Input(".vtt", "WEBVTT\n\n", vtt("a"))
    yield "vtt voices", Input(".vtt", "WEBVTT\n\n", lambda at: vtt(f"<v {_word(at)}>a")(at))
    some = "<v A>a.", "<v B>b.", "<v A>a.", "<v C>c.", "<v B>b.", "<v C>c.", "d."
    yield "vtt some without a voice", Input(".vtt", "WEBVTT\n\n", lambda at: vtt(some[at % 7])(at))
    yield "vtt voices in a caption", Input(".vtt", "WEBVTT\n\n0:00 --> 0:01\n", "<v A>a<v B>b")
    yield "vtt notes", Input(".vtt", "WEBVTT\n\n0:00 --> 0:01\na\n\n", "NOTE\n\n")
    yield "vtt blank lines", Input(".vtt", "WEBVTT\n\n0:00 --> 0:01\na\n", "\n")
    yield "vtt lines", Input(".vtt", "WEBVTT\n\n0:00 --> 0:01\n", "a\n")
    yield "vtt a line a caption", Input(".vtt", "WEBVTT\n\n", "0:00 --> 0:01\na\nb\nc\n\n")
    yield "vtt rolling", Input(".vtt", "WEBVTT\n\n", "0:00 --> 0:01\na\nb\n\n0:01-->0:01\nb\na\n\n")
    yield "vtt growing", Input(".vtt", "WEBVTT\n\n", lambda at: vtt("a " * (at % 99 + 1))(at))
    yield "vtt words timed", Input(".vtt", "WEBVTT\n\n0:00.0 --> 0:01.0\n", "<00:00.500> a ")
    yield "vtt words timed late", Input(".vtt", "WEBVTT\n\n0:00.0 --> 0:01.0\n", "<00:09.500> a ")
    yield "vtt dashes", Input(".vtt", "WEBVTT\n\n", vtt("- a\n- b"))
    yield "vtt markers", Input(".vtt", "WEBVTT\n\n", vtt("[a] (b) *c*"))
    yield "vtt chevrons", Input(".vtt", "WEBVTT\n\n", vtt("&gt;&gt; a"))
    yield "vtt prefixes", Input(".vtt", "WEBVTT\n\n", lambda at: vtt(f"{_word(at).title()}: a")(at))
    yield (
        "vtt two names",
        Input(".vtt", "WEBVTT\n\n", "0:00 --> 0:01\nAnn: a\n\n0:00-->0:01\nB:\n\n"),
    )

    yield "srt one letter a caption", Input(".srt", "", "1\n00:00:01,000 --> 00:00:02,000\na\n\n")
    yield "srt shortest", Input(".srt", "1\n00:00:01,000 --> 00:00:02,000\na\n", "0-->0\na\n")
    yield "srt colours", Input(".srt", "1\n0:0:0,0 --> 0:0:1,0\n", "{\\c&HF&}a{\\c}b\n")
    yield "srt fonts", Input(".srt", "", "1\n0:0:0,0 --> 0:0:1,0\n<font color=red>a</font>\n\n")
    yield "srt marked words", Input(".srt", "", "1\n0:0:0,0 --> 0:0:1,0\n<u>a</u> b\n\n")
    yield "sbv one letter a caption", Input(".sbv", "", "0:00:01.0,0:00:02.0\na\n\n")
    yield "sbv breaks", Input(".sbv", "0:00:01.0,0:00:02.0\n", "a[br]")
    yield "ass one letter an event", Input(".ass", _ASS, "Dialogue:0,0:0:0,0:0:1,,,a\n")
    yield (
        "ass styles",
        Input(".ass", _ASS, lambda at: f"Dialogue:0,0:0:{at % 60},0:0:{at % 60},{_word(at)},,a\n"),
    )
    yield "ass names", Input(".ass", _ASS, lambda at: f"Dialogue:0,0:0:0,0:0:1,,{_word(at)},a\n")
    yield "ass at once", Input(".ass", _ASS, lambda at: f"Dialogue:0,0:0:0,0:0:1,,,{_word(at)}\n")
    yield "ass no times", Input(".ass", f"{_ASS}Dialogue:0,0:0:0,0:0:1,,,a\n", "Dialogue:a\n")
    yield "ass overrides", Input(".ass", f"{_ASS}Dialogue:0,0:0:0,0:0:1,,,", "{\\p1}a{\\p0}b")
    yield "ass columns", Input(".ass", "[Events]\n", "Format: a,b,c,d\n")
    yield (
        "ttml one letter a caption",
        Input(".ttml", _TTML, '<p begin="1s">a</p>', "</div></body></tt>"),
    )
    yield "ttml no times", Input(".ttml", _TTML, "<p>a</p>", "</div></body></tt>")
    yield "ttml breaks", Input(".ttml", f"{_TTML}<p>", "a<br/>", "</p></div></body></tt>")
    yield (
        "ttml spans",
        Input(".ttml", f"{_TTML}<p>", '<span begin="1s">a</span>', "</p></div></body></tt>"),
    )
    yield (
        "ttml agents",
        Input(
            ".ttml",
            f"{_TTML}<p>",
            lambda at: f'<span agent="{_word(at)}">a</span>',
            "</p></div></body></tt>",
        ),
    )
    yield "ttml wrong times", Input(".ttml", _TTML, '<p begin="x">a</p>', "</div></body></tt>")
    yield "ttml entities", Input(".ttml", f"{_TTML}<p>", "&nbsp;a", "</p></div></body></tt>")
    yield "ttml deep", Input(".ttml", _TTML, "<p>")
    yield (
        "ttml attributes",
        Input(
            ".ttml", "<tt xmlns='http://www.w3.org/ns/ttml' ", lambda at: f"{_word(at)}x='' ", "/>"
        ),
    )
    yield (
        "ttml bomb",
        Input(
            ".ttml", '<!DOCTYPE tt [<!ENTITY a "', "a", '">]><tt><body><p>&a;&a;</p></body></tt>'
        ),
    )
    yield "html paragraphs", Input(".html", _HTML, "<p>a")
    yield "html labels", Input(".html", _HTML, "<cite>A:</cite><time>0:01</time><p>a")
    yield "html cites in talk", Input(".html", f"{_HTML}<p>a", "<cite>b</cite>")
    yield "html open cites", Input(".html", f"{_HTML}<p>a", "<cite>b")
    yield "html breaks", Input(".html", f"{_HTML}<p>a", "<br>")
    yield "html letters in bold", Input(".html", f"{_HTML}<p>", "<b>a</b>")
    yield "html scripts", Input(".html", _HTML, "<script>")
    yield "html comments", Input(".html", _HTML, "<!--a-->")
    yield "html blanks", Input(".html", f"{_HTML}<p>", "<b> \n")


def _json() -> Iterator[tuple[str, Input]]:
    def listed(name: str, head: str, unit: str, tail: str) -> tuple[str, Input]:
        # The last item has no comma.
        return name, Input(".json", head, f"{unit},", f"{unit}{tail}")

    yield listed(
        "podcast json letters", '{"segments":[', '{"startTime":1,"endTime":2,"body":"a"}', "]}"
    )
    yield listed("podcast json bodies", '{"segments":[', '{"body":"a"}', "]}")
    yield listed("whisper letters", '{"segments":[', '{"start":1,"end":2,"text":"a"}', "]}")
    yield listed(
        "whisper a word a segment",
        '{"segments":[',
        '{"start":1,"text":"a","words":[{"word":"a","start":1}]}',
        "]}",
    )
    yield listed("whisper words", '{"words":[', '{"word":"a","start":1}', "]}")
    yield listed("whisper chunks", '{"chunks":[', '{"timestamp":[0,1],"text":"a"}', "]}")
    yield listed(
        "whisper.cpp tokens",
        '{"transcription":[',
        '{"offsets":{"from":0,"to":1},"text":" a"},{"offsets":{},"text":"b"}',
        "]}",
    )
    yield listed(
        "whisper.cpp one word", '{"transcription":[', '{"offsets":{"from":0},"text":"a"}',
        ',{"offsets":{},"text":" a"}]}',
    )  # fmt: skip
    yield listed("wdlist letters", '{"segments":[{"wdlist":[', '{"word":"a"}', "]}]}")
    yield listed("wdlist words", '{"segments":[{"wdlist":[', '{"word":"a "}', "]}]}")
    yield listed("wdlist segments", '{"segments":[', '{"wdlist":[{"word":"a"}]}', "]}")
    yield listed("speaker map", '{"segments":[', '{"speakerLabel":"a","text":"a"}', "]}")
    yield listed(
        "deepgram words",
        '{"results":{"channels":[{"alternatives":[{"words":[',
        '{"word":"a","start":1}',
        "]}]}]}}",
    )
    yield listed(
        "deepgram channels",
        '{"results":{"channels":[',
        '{"alternatives":[{"words":[{"word":"a","start":1}]}]}',
        "]}}",
    )
    yield listed(
        "deepgram utterances", '{"results":{"utterances":[', '{"transcript":"a","start":1}', "]}}"
    )
    yield listed("assemblyai words", '{"words":[', '{"text":"a","start":1}', "]}")
    yield listed(
        "assemblyai utterances",
        '{"utterances":[',
        '{"text":"a","words":[{"text":"a","start":1}]}',
        "]}",
    )
    yield listed("aws items", '{"results":{"items":[', '{"alternatives":[{"content":"a"}]}', "]}}")
    yield listed(
        "aws punctuation",
        '{"results":{"items":[',
        '{"type":"punctuation","alternatives":[{"content":"."}]}',
        "]}}",
    )
    yield (
        "aws channels",
        Input(
            ".json",
            '{"results":{"items":[',
            lambda at: f'{{"channel_label":"{_word(at)}","alternatives":[{{"content":"a"}}]}},',
            '{"alternatives":[{"content":"a"}]}]}}',
        ),
    )
    yield "json deep lists", Input(".json", '{"segments":', "[")
    yield "json deep objects", Input(".json", "", '{"segments":')
    yield "json one text", Input(".json", '{"segments":[{"body":"', "a ", '"}]}')
    yield "json open text", Input(".json", '{"segments":[{"body":"', "\\")
    yield "json number", Input(".json", '{"segments":[{"body":"a","startTime":', "1", "}]}")
    yield (
        "json keys",
        Input(".json", '{"segments":[{"body":"a",', lambda at: f'"{_word(at)}":0,', '"a":0}]}'),
    )
    yield "json halves of characters", Input(".json", '{"segments":[{"body":"', "\\ud800", ' a"}]}')
    yield "tsv rows", Input(".tsv", "start\tend\ttext\n", "0\t1\ta\n")
    yield "tsv lines", Input(".tsv", "start\tend\ttext\n0\t1\ta\n", "a\n")
    yield "tsv one row", Input(".tsv", "start\tend\ttext\n0\t1\t", "a\t")


def _texts() -> Iterator[tuple[str, Input]]:
    yield "txt a letter a line", Input(".txt", _PAGE, "a\n")
    yield "txt a letter a line, sentences", Input(".txt", _PAGE, "a.\n")
    yield "txt two lines", Input(".txt", _PAGE, "a\nb\n")
    yield "txt a letter a paragraph", Input(".txt", _PAGE, "a\n\n")
    yield "txt other letters", Input(".txt", _PAGE, lambda at: f"{_word(at)}.\n")
    yield "txt blank lines", Input(".txt", _PAGE, "\n")
    yield "txt spaces", Input(".txt", _PAGE, " \n")
    yield "labels alone", Input(".txt", _PAGE, "a:\n")
    yield "labels in capitals", Input(".txt", "", "A:\n")
    yield "labels", Input(".txt", "", "A: b\n")
    yield "labels apart", Input(".txt", "", "A: b\n\n")
    yield "two labels", Input(".txt", "", "A: b\nB: c\n")
    yield "words a line", Input(".txt", _PAGE, lambda at: f"{_word(at % 26**4)}s\n")
    # Just below the limit of cues.
    for said in ("Anna: a b", "[0:1] a b", "**[0:1] A:**"):
        yield f"nearly a million {said}", Input(".txt", "", f"{said}.\n{said}?\n")
    for said in ("so it was", "**ab cd**", "*a b* [c]", "- [a](b) c"):
        yield f"nearly a million {said}", Input(".txt", _PAGE, f"{said}.\n{said}?\n")
    yield "other labels", Input(".txt", "Ann: a\n" * 9, lambda at: f"{_word(at).title()}: b\n")
    yield "full names", Input(".txt", "Al Ann: a\n" * 9, lambda at: f"Al {_word(at).title()}: b\n")
    yield "bold labels", Input(".md", "", "**A:** b\n")
    yield "bold points", Input(".md", "", lambda at: f"**{_word(at).title()}:** b\n")
    yield "bold stamped labels", Input(".md", "", "**A:** [0:01] b\n")
    yield "stamped labels", Input(".txt", "", "A (0:01): b\n")
    yield "other stamped labels", Input(".txt", "", lambda at: f"{_word(at).title()} (0:01): b\n")
    yield "stamps after labels", Input(".txt", "", "Ann 0:01\n\n")
    yield "stamps after labels, talk", Input(".txt", "", "A 0:01\nb\n\n")
    yield "labels in brackets", Input(".txt", "", "[A] [0:01] b\n")
    yield "labels after stamps", Input(".txt", "", "**[0:01] A:** b\n")
    yield "questions", Input(".txt", "", "Q: a\nA: b\n")
    yield "jingles", Input(".md", "**A:** [0:01] b\n" * 9, "**Jingle:** [0:01] to [0:02]\n")
    yield "bracketed stamps", Input(".txt", "", "[00:01] ab\n")
    yield "bracketed stamps, short", Input(".txt", "", "[0:1]a\n")
    yield "bracketed stamps alone", Input(".txt", "", "[0:1]\n")
    yield "bracketed stamps with a dash", Input(".txt", "", "[0:01] - a\n")
    yield "stamps that rise", Input(".txt", "", lambda at: f"[{_clock(at, step=1000)}] a\n")
    yield "stamps that fall", Input(".txt", "", lambda at: f"[{99 - at % 99}:00] a\n")
    yield "stamps that start again", Input(".txt", "", lambda at: f"[{at % 9}:00] a\n")
    yield "seconds with arrows", Input(".txt", "", "[0.0-->1] a\n")
    yield "stamps inside", Input(".txt", "[0:01] a\n" * 9, "a [0:01] ")
    yield "paragraphs", Input(".txt", "", "0:01 a\n\n")
    yield "paragraph of stamps", Input(".txt", "0:01 a\n\n" * 9, "0:02 ", "\n\n0:09 b\n")
    yield (
        "paragraph of many stamps",
        Input(
            ".txt",
            "0:01 a\n\n" * 9 + "0:01 ",
            lambda at: f"{at // 60 + 1}:{at % 60:02} ",
            "\n\n999:59 b\n",
        ),
    )
    yield "paragraphs in one", Input(".txt", "0:01 a\n\n" * 9, "a\n")
    yield "caption lines", Input(".txt", "", "00:00:01 a\n")
    yield "caption lines without talk", Input(".txt", "00:00:01 a\n", "00:00:01\n")
    yield "caption lines of voices", Input(".txt", "00:00:01 a\n" * 40, "<v A>a<v B>b\n")
    yield "front matter", Input(".md", "---\n", "a: b\n", f"---\n{_PAGE}")
    yield "front matter, open", Input(".md", "---\n", "a: b\n")
    yield "rules", Input(".md", _PAGE, "---\n")
    yield "headings", Input(".md", _PAGE, "# a\n")
    yield "empty headings", Input(".md", _PAGE, "#\n")
    yield "bullets", Input(".md", _PAGE, "- a\n")
    yield "quotations", Input(".md", _PAGE, "> a\n")
    yield "tables", Input(".md", _PAGE, "|a|\n")
    yield "fences", Input(".md", _PAGE, "```\na\n")
    yield "longer fences", Input(".md", _PAGE, lambda at: "`" * (at % 999 + 3) + "\n")
    yield "links", Input(".md", _PAGE, "[a](b) ")
    yield "links a line", Input(".md", _PAGE, "[a](b)\n")
    yield "definitions", Input(".md", _PAGE, "[a]: http://b\n")
    yield "emphasis", Input(".md", _PAGE, "*a* _b_ ")
    yield "emphasis a line", Input(".md", _PAGE, "*a*\n")
    yield "nested emphasis", Input(".md", _PAGE, "*a **b ***c ~~d __e ")
    yield "tags", Input(".md", _PAGE, "<b>a</b> ")
    yield "templates", Input(".md", _PAGE, "{% a %} {{ b }} ")
    yield "comments", Input(".md", _PAGE, "<!-- a -->\n")
    yield "markers", Input(".txt", _PAGE, "[music] a\n")
    yield "markers alone", Input(".txt", _PAGE, "[music]\n")
    yield "addresses", Input(".txt", _PAGE, "http://a\n")
    yield "prose", Input(".txt", "", _PROSE)
    yield "prose in lines", Input(".txt", "", f"{_PROSE}\n")
    yield "one sentence", Input(".txt", _PAGE, "word ")
    yield "abbreviations", Input(".txt", _PAGE, "Mr. ")
    yield "carriage returns", Input(".txt", _PAGE, "a\r")
    yield "other line ends", Input(".txt", _PAGE, "a\u2028")


def measure(path: Path, data: bytes) -> tuple[str, int, float]:
    """Return the detected format of `data`, its number of cues, and the seconds."""
    began = time.process_time()
    try:
        # As the indexer reads.
        with memory.uncollected():
            transcript = recording.read_file(path, data)
            cut(transcript.cues, words=transcript.words)
    except TranscriptError as error:
        return f"refused: {error.reason:.40}", 0, time.process_time() - began
    return transcript.format, len(transcript.cues), time.process_time() - began


def _line(name: str, size: int) -> str:
    input_ = dict(inputs())[name]
    recognised, cues, seconds = measure(Path(f"talk{input_.suffix}"), input_.bytes(size))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{seconds:>7.1f} s {peak:>6,} MB {cues:>9,}  {name:<34} {recognised}"


def main() -> None:
    """Read the inputs, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--size", type=int, default=SIZE, metavar="BYTES")
    wanted = parser.parse_args()
    names = [name for name, _ in inputs()]
    if wanted.names:
        names = [name for name in names if any(part in name for part in wanted.names)]
    with ProcessPoolExecutor(1, max_tasks_per_child=1) as pool:
        lines = pool.map(_line, names, itertools.repeat(wanted.size))
        for line in lines:
            print(line)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
