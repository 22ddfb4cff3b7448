"""Transcript formats: in which format is a file, and which cues does it hold?

Takes the bytes of a file, gives its cues as the file has them: sound markers, labels and repeated
lines still in the text. Imports `cues`, `sound_markers` and `index`; it never imports `speakers`
or `talk`, which work on cues.

A format is a module with a `FORMAT`. To add one, write its module in the package of its kind and
name it in the `FORMATS` of that package. The container is told first: JSON, XML and HTML go to
readers of that container alone. Among them the order of `FORMATS` is the order of asking, and the
first format that recognises the content reads it. Only a text that none recognises is judged by
its name. A format that reads the same file as other cues raises
`index.READING_VERSION`.
"""

import dataclasses
import itertools
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from index import TranscriptError
from indexer.cues import Transcript, TranscriptDoubt
from indexer.formats import annotation, around, asr, captions, markup, not_read, tables, units
from indexer.formats import text as text_formats
from indexer.formats.containers import Container, container, root
from indexer.formats.decoding import decode, decoded
from indexer.formats.format import Format
from indexer.formats.limits import TooLong
from indexer.formats.no_talk import ChapterList, no_talk
from indexer.formats.time_order import in_order

__all__ = [
    "FORMATS",
    "SUFFIXES",
    "ChapterList",
    "Format",
    "decode",
    "decoded",
    "parse",
    "without_speech",
]

_RUNNING = text_formats.FORMATS
"""The formats of running text, which tools write heads and tails around; they are asked last."""

_READERS: dict[Container, tuple[Format, ...]] = {
    Container.JSON: asr.FORMATS,
    Container.XML: (*captions.XML, *annotation.XML, *markup.XML),
    Container.HTML: markup.HTML,
    Container.TEXT: (*captions.FORMATS, *annotation.TEXT, *tables.FORMATS),
}

FORMATS: tuple[Format, ...] = (*itertools.chain.from_iterable(_READERS.values()), *_RUNNING)
"""The formats in the order of asking."""

SUFFIXES = not_read.SUFFIXES.union(*(format_.suffixes for format_ in FORMATS))
"""The endings of files that can be transcripts, or are refused by the name of their format."""

_PAGES = (".md", ".markdown", ".txt")

_OF_RATE = "words a second"
"""The words of a doubt about the unit of times, which a file needs once."""

_UNKNOWN = "in no transcript format that Overheard reads; see the README"


def parse(path: Path, text: str) -> Transcript:
    """Return the transcript in `text`, the decoded content of the file `path`, as the file has it.

    Its cues still hold sound markers, labels and a transcriber's loops, and some may hold no word.
    Raises `TranscriptError` for a text that is in no format, or that its format cannot read,
    and `ChapterList` for one that holds chapters.
    """
    if reason := not_read.why_not_read(path, text):
        raise TranscriptError(path, reason)
    kind = _container(path, text)
    taken_off = around.Talk(text, 0, {})
    if kind is Container.TEXT and text_formats.caption_text.is_regular(text):
        recognised: Format | None = text_formats.caption_text.FORMAT
    else:
        recognised = _recognised(_READERS[kind], text)
    if kind is Container.TEXT and recognised is None:
        taken_off = _talk_of(text)
        text = text_formats.with_stamps_above(taken_off.text)
        recognised = _recognised(_RUNNING, text)
    format_ = recognised or _by_name(path, text, kind)
    try:
        raw = format_.parse(path, text)
    except TooLong as error:
        raise TranscriptError(path, str(error)) from None
    if refused := no_talk(path, raw):
        raise refused
    raw = _on_the_clock(raw, kind is Container.TEXT and format_ not in captions.FORMATS)
    removed = Counter(raw.removed)
    removed[around.REMOVED] += taken_off.removed
    return dataclasses.replace(
        raw,
        recognised_by=format_.recognised_by if recognised else "",
        removed=+removed,
        facts={**taken_off.facts, **raw.facts},
    )


def _container(path: Path, text: str) -> Container:
    """Return the container of a text; JSON above other text is its front matter."""
    kind = container(path, text)
    if kind is Container.JSON and path.suffix.lower() in _PAGES:
        source, body, _ = text_formats.front_matter.split(text)
        return container(path, body) if source and body.strip() else kind
    return kind


def _on_the_clock(raw: Transcript, is_text: bool) -> Transcript:
    """Return a transcript with its stamps on the clock that they are written in."""
    cues, doubt = units.told_of_clocks(raw.cues, is_text)
    if not doubt or any(_OF_RATE in known.reason for known in raw.doubts):
        return raw
    ordered, late = (raw.cues, ()) if cues is raw.cues else in_order(cues)
    return dataclasses.replace(
        raw, cues=ordered, doubts=(*raw.doubts, TranscriptDoubt(0, doubt), *late)
    )


def _recognised(formats: Iterable[Format], text: str) -> Format | None:
    return next((format_ for format_ in formats if format_.recognise(text)), None)


def _talk_of(text: str) -> around.Talk:
    body = text_formats.front_matter.split(text)[1]
    talk = around.talk_of(body)
    return talk._replace(text=text[: len(text) - len(body)] + talk.text)


def without_speech(path: Path, transcript: Transcript) -> TranscriptError:
    """Return the error for a file whose `transcript` holds no speech.

    If the content was not recognised, it is taken for no transcript at all.
    """
    if not transcript.recognised_by:
        return TranscriptError(path, _UNKNOWN)
    return TranscriptError(path, f"no speech in it, although it looks like {transcript.format}")


def _by_name(path: Path, text: str, kind: Container) -> Format:
    """Return the only format of texts with this ending. Raises `TranscriptError` for none."""
    if kind in (Container.XML, Container.HTML):
        within = f"XML of <{root(text)}>" if kind is Container.XML else kind.value
        raise TranscriptError(path, f"{within}, {_UNKNOWN}")
    if kind is Container.JSON or path.suffix.lower() == ".json":
        asr.load(path, text)  # raises an error with the line if it is not valid JSON
        raise TranscriptError(path, f"JSON, {_UNKNOWN}")
    named = [f for f in (*_READERS[kind], *_RUNNING) if path.suffix.lower() in f.suffixes]
    if len(named) == 1:
        return named[0]
    raise TranscriptError(path, _UNKNOWN)
