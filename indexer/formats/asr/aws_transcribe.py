"""Amazon Transcribe JSON: items that are words or punctuation, with times as strings.

    {"results": {"items": [{"type": "pronunciation", "start_time": "0.1", "end_time": "0.5",
     "speaker_label": "spk_0", "alternatives": [{"content": "Hello"}]}, ...]}}

Source: Amazon Transcribe Developer Guide, "Example diarization output (batch)". Punctuation
has no time. The speaker stands in the item, in older files in `speaker_labels` only. A file without
items is read by its `audio_segments`. A bare list of items occurs too.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from indexer.cues import Cue, Transcript
from indexer.formats.asr import json_text, timed_words
from indexer.formats.asr.json_text import Entry
from indexer.formats.asr.timed_words import TimedWord
from indexer.formats.format import Format

__all__ = ["FORMAT"]


def _recognise(text: str) -> bool:
    keys = json_text.keys(text)
    return (
        not keys.isdisjoint(
            f"results.{key}" for key in ("items", "transcripts", "audio_segments", "speaker_labels")
        )
        or {"[].alternatives[].content", "[].type"} <= keys
    )


def _parse(path: Path, text: str) -> Transcript:
    document = json_text.document(path, text, bare="items")
    results = document if "items" in document.fields else document.entry("results")
    code = json_text.language(results, "language_code")
    channels: dict[str, list[TimedWord]] = {}
    for channel, word in _words(results):
        channels.setdefault(channel, []).append(word)
    if channels:
        # Only the words of several channels may be out of order.
        words = (
            timed_words.interleave(channels.values())
            if len(channels) > 1
            else next(iter(channels.values()))
        )
        cues = timed_words.cues(words)
        return json_text.transcript(FORMAT.name, "item", cues, code, words=True)
    return json_text.transcript(FORMAT.name, "audio segment", _audio_segments(results), code)


def _words(results: Entry) -> Iterator[tuple[str, TimedWord]]:
    """Yield each item with its channel, which is empty in a file without channels."""
    items = list(results.entries("items", "item"))
    contents = [_content(item) for item in items]
    whole = " ".join(
        entry.text("transcript") for entry in results.entries("transcripts", "transcript")
    )
    attached = timed_words.align(whole, contents) or [
        item.fields.get("type") == "punctuation" for item in items
    ]
    speakers = _speakers(results)
    channel = ""
    for item, content, attaches in zip(items, contents, attached, strict=True):
        start, end = item.second("start_time"), item.second("end_time")
        own = item.speaker("channel_label")
        channel = own or channel
        speaker = item.speaker("speaker_label") or speakers.get((start, end)) or own
        yield channel, TimedWord(content, start, end, speaker, attaches, item.number)


def _content(item: Entry) -> str:
    first = next(item.entries("alternatives", "alternative"), None)
    if first is None:
        raise item.wrong(" has no alternatives")
    return first.text("content")


def _speakers(results: Entry) -> dict[tuple[float | None, float | None], str | None]:
    labels = results.entry("speaker_labels")
    return {
        (item.second("start_time"), item.second("end_time")): item.speaker("speaker_label")
        or segment.speaker("speaker_label")
        for segment in labels.entries("segments", "speaker segment")
        for item in segment.entries("items", "item")
    }


def _audio_segments(results: Entry) -> Iterator[Cue]:
    segments: Iterable[Entry] = results.entries("audio_segments", "audio segment")
    for segment in segments:
        yield Cue(
            segment.text("transcript"),
            segment.second("start_time"),
            segment.second("end_time"),
            segment.speaker("speaker_label") or segment.speaker("channel_label"),
            line=segment.number,
        )


FORMAT = Format("Amazon Transcribe JSON", (".json",), _recognise, _parse, "results with items")
