"""The reader: from the text of a JSON file to its transcript."""

import operator
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from index import TranscriptError
from indexer.cues import Transcript
from indexer.formats.asr import json_text, partials
from indexer.formats.asr.machine_json import (
    aliases,
    envelopes,
    evidence,
    facts,
    loading,
    said,
    scales,
    tabular,
    tracks,
    untimed,
    voices,
)
from indexer.formats.asr.machine_json.envelopes import Envelope
from indexer.formats.asr.machine_json.evidence import Talk
from indexer.formats.asr.machine_json.rows import Row, is_sound, rows
from indexer.formats.asr.machine_json.scales import Scale
from indexer.formats.doubts import Doubts
from indexer.formats.format import Format

__all__ = ["FORMAT"]

_LISTS = ("segments", "words", "utterances", "chunks", "results", "transcription", "monologues")


def _parse(path: Path, text: str) -> Transcript:
    doubts = Doubts()
    removed = Counter[str]()
    value = partials.finals(tabular.as_rows(loading.load(path, text, doubts)), removed)
    found = envelopes.envelopes(value)
    talk = evidence.talk(found)
    if talk is not None:
        return _read(path, value, found, talk, doubts, removed)
    if cues := untimed.cues(value):
        code = facts.language(facts.objects(value, ()))
        return json_text.transcript(FORMAT.name, "item", cues, code)
    if isinstance(value, dict) and any(value.get(key) == [] for key in _LISTS):
        return Transcript(FORMAT.name, ())  # a recording without speech
    if isinstance(value, dict) and value.get("error"):
        raise TranscriptError(path, "the report of a transcription that failed; export it again")
    raise TranscriptError(
        path, "JSON without a transcript: no list in it has words with times or with speakers"
    )


def _read(
    path: Path,
    value: object,
    found: Mapping[tuple[str, ...], Envelope],
    talk: Talk,
    doubts: Doubts,
    removed: Counter[str],
) -> Transcript:
    noun = talk.envelope.noun
    items = envelopes.whole(value, talk.envelope)
    listed = list(_rows(_read_items(items, talk), noun, doubts, removed))
    around = facts.objects(value, talk.envelope.around)
    scale = _scale(path, talk, listed, around)
    for doubt in scale.doubts:
        doubts.add(0, "{}", doubt)
    labels = (row.voice for top in listed for row in (top, *top.children))
    names = voices.names(around, labels)
    talker = said.Talker(
        noun, scale, names, talk.timed or talk.dated, said.spaced(listed), doubts, removed
    )
    cues, words = said.cues(talker, listed, _whole(talk.envelope))
    if not any(cue.speaker for cue in cues):
        beside = (envelopes.whole(value, one) for one in evidence.tracks(found))
        cues = tracks.named(cues, beside, around)
        if not any(cue.speaker for cue in cues) and (key := voices.unread(items)):
            doubts.add(0, "`{}` may name the speakers; it is not read", key)
    if talk.beside:
        doubts.add(0, "{} holds other talk, which is not read", talk.beside)
    code = facts.language(around) or facts.language_of_items(talk.envelope)
    read = json_text.transcript(FORMAT.name, noun, cues, code, words)
    return Transcript(
        read.format,
        read.cues,
        (*doubts.told(), *read.doubts),
        read.language,
        read.words,
        dict(+removed),
    )


def _read_items(items: Sequence[Any], talk: Talk) -> Iterable[Row | None]:
    """Return the rows of all items: those that were read as evidence, if they are all."""
    sample = talk.envelope.sample
    are_all = len(items) == len(sample) == len(talk.sample) and all(
        map(operator.is_, items, sample)
    )
    return talk.sample if are_all else rows(items)


def _rows(
    items: Iterable[Row | None], noun: str, doubts: Doubts, removed: Counter[str]
) -> Iterator[Row]:
    """Yield the rows of speech. In Spotify's sections a title is the speaker of what follows."""
    heading = ""
    for number, row in enumerate(items, 1):
        if row is None:
            doubts.add(0, "{} {} is not an object; left out", noun, number)
        elif is_sound(row):
            removed["markers"] += 1
        elif row.text is None and not row.children:
            heading = row.heading or heading
        elif noun == "section" and heading and row.voice is None:
            yield row._replace(voice=heading)
        else:
            yield row


def _scale(path: Path, talk: Talk, listed: list[Row], around: list[dict[str, Any]]) -> Scale:
    if talk.dated:
        if (scale := scales.since(listed)) is None:
            raise TranscriptError(path, "its times are dates of several days, not of one talk")
        return scale
    if not talk.timed:
        return Scale()
    if (scale := scales.bare(listed, facts.duration(around))) is None:
        what = f"the times of its {talk.envelope.noun}s are in no unit in which people talk"
        raise TranscriptError(path, what)
    return scale


def _whole(envelope: Envelope) -> str:
    """Return the text of a whole talk that stands beside the list of its words."""
    around = envelope.around[-1] if envelope.around else {}
    keys = aliases.shape(tuple(around)).text
    return next((text for key in keys if isinstance(text := around[key], str)), "")


FORMAT = Format(
    "JSON",
    (".json", ".jsonl", ".ndjson"),
    loading.is_json,
    _parse,
    "a list of objects with text and times or speakers",
)
