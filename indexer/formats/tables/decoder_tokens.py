"""Text with the tokens of Whisper's decoder, which are times in seconds.

    <|startoftranscript|><|en|><|transcribe|><|0.00|> It is a callable.<|2.40|>
    <|2.40|> Yes.<|4.80|>

The decoder works on windows of 30 seconds and counts the seconds of each from 0, so times that
begin anew are not those of the recording, and such a text is refused.
Source: Radford et al., "Robust Speech Recognition via Large-Scale Weak Supervision" (2022), section
2.3; openai-whisper, `whisper/tokenizer.py`.
"""

import re
from pathlib import Path

from index import TranscriptError
from indexer.cues import Cue, Transcript
from indexer.formats import limits
from indexer.formats.format import Format
from indexer.sound_markers import DECODER_TOKEN

__all__ = ["FORMAT"]

_TIME = re.compile(r"<\|(\d{1,5}\.\d{2})\|>")
_OPENING = re.compile(r"\s*(?:<\|[^<>|\n]{0,40}\|>\s*){0,8}<\|\d{1,5}\.\d{2}\|>")
_FEWEST = 2  # times
_HEAD = 4000  # characters
_LANGUAGE = re.compile(r"<\|([a-z]{2,3})\|>")


def _recognise(text: str) -> bool:
    text = text[:_HEAD].lstrip("\ufeff")
    return _OPENING.match(text) is not None and len(_TIME.findall(text)) >= _FEWEST


def _parse(path: Path, text: str) -> Transcript:
    limits.check(text)
    opening, *parts = _TIME.split(text)
    cues: list[Cue] = []
    line = 1 + opening.count("\n")
    latest = 0.0
    for time, said in zip(parts[::2], parts[1::2], strict=True):
        second = float(time)
        if second < latest:
            reason = f"its times begin anew after {latest:g} s, as the decoder's windows do"
            raise TranscriptError(path, f"{reason}; export it with times of the recording", line)
        if cues and cues[-1].end is None:
            cues[-1] = cues[-1]._replace(end=second)
        latest = second
        if words := " ".join(DECODER_TOKEN.sub(" ", said).split()):
            cues.append(Cue(words, second, line=line))
        line += said.count("\n")
    language = _LANGUAGE.search(opening)
    return Transcript(FORMAT.name, tuple(cues), (), language[1] if language else None)


FORMAT = Format(
    "decoder tokens", (".txt",), _recognise, _parse, "times that are tokens: `<|0.00|>`"
)
