"""Rev's and Reduct's JSON: segments with a speaker and a `wdlist` of timed words.

    {"segments": [{"speaker_name": "Ann", "start": 0.1, "end": 0.9, "lang": "en",
     "wdlist": [{"start": 0.1, "end": 0.5, "word": "Hello "}, ...]}]}

Source: the Metamuse transcripts (ppkn/metamuse-transcripts, audiotext/). A word without a
space at its end continues in the next item: "non-", "profit ". A segment is a paragraph; the
speaker of the one before may go on in it.
"""

from collections.abc import Iterator
from pathlib import Path

from indexer.cues import Transcript
from indexer.formats.asr import json_text, timed_words
from indexer.formats.asr.json_text import Entry
from indexer.formats.asr.timed_words import TimedWord
from indexer.formats.format import Format

__all__ = ["FORMAT"]


def _recognise(text: str) -> bool:
    return "segments[].wdlist" in json_text.keys(text)


def _parse(path: Path, text: str) -> Transcript:
    document = json_text.document(path, text)
    segments = list(document.entries("segments", "segment"))
    cues = (
        cue for segment in segments for cue in timed_words.cues(_words(segment), segment.number)
    )
    codes = {json_text.language(segment, "lang") for segment in segments}
    code = codes.pop() if len(codes) == 1 else None
    return json_text.transcript(FORMAT.name, "segment", cues, code, words=True)


def _words(segment: Entry) -> Iterator[TimedWord]:
    speaker = segment.speaker("speaker_name")
    start = segment.second("start")
    attached = False
    for word in segment.entries("wdlist", "word"):
        text = word.text("word")
        own = word.second("start")
        yield TimedWord(text, start if own is None else own, word.second("end"), speaker, attached)
        start = None
        attached = bool(text) and not text[-1].isspace()


FORMAT = Format("wdlist JSON", (".json",), _recognise, _parse, "segments with a wdlist")
