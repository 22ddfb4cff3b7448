"""What is no speech goes out of the text: sound markers and transcribers' loops."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from indexer.cues import Cue

__all__ = ["clean"]

_LOOP = 5
"""So many identical lines in a row are a machine transcriber's loop, not talk."""

# A marker is a short note in brackets, asterisks or between notes of music that names a
# sound. "(if any)" and "(DRF)" are talk: without a sound's name nothing is removed.
_SOUND = (
    r"music|musik|jingle|intro|outro|theme|song|applau\w*|clap\w*|cheer\w*|laugh\w*|"
    r"chuckl\w*|giggl\w*|sigh\w*|cough\w*|sneez\w*|gasp\w*|snort\w*|noise|static|silence|"
    r"pause|beep\w*|bleep\w*|crosstalk|cross talk|inaudible|indistinct|unintelligible|"
    r"blank_audio|blank audio|no audio|no speech|audio cuts? out|foreign language"
)
_MARKER = re.compile(
    r"\[([^\[\]\n]{1,60})\]|\(([^()\n]{1,60})\)|\*([^*\n]{1,60})\*|[♪♫]+([^♪♫\n]*)(?:[♪♫]+|$)"
)
_NAMES_SOUND = re.compile(rf"(?:[\w'’,&-]+\s+){{0,4}}(?:{_SOUND})\b(?:\s+[\w'’.:,-]+){{0,3}}", re.I)
_BREAK = re.compile(r"music|musik|jingle|intro|outro|theme|♪|♫", re.I)
_MAY_HOLD_MARKER = re.compile(r"[\[(*♪♫]")


def clean(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Yield the cues that hold speech, without markers, their spaces single.

    Of five or more identical lines in a row the first stays. A cue that was only music
    leaves `after_break` on the next one.
    """
    broke = False
    turned = False
    for cue in _unloop(cues):
        text = cue.text
        marked = _MAY_HOLD_MARKER.search(text) is not None
        if marked:
            text = _MARKER.sub(_drop, text)
        said = " ".join(text.split())
        if not any(map(str.isalnum, said)):
            broke = broke or (marked and _BREAK.search(cue.text) is not None)
            turned = turned or cue.new_turn
            continue
        if said != cue.text or broke or turned:
            cue = replace(
                cue,
                text=said,
                after_break=cue.after_break or broke,
                new_turn=cue.new_turn or turned,
            )
        yield cue
        broke = turned = False


def _unloop(cues: Iterable[Cue]) -> Iterator[Cue]:
    for _, run in itertools.groupby(cues, key=lambda cue: cue.text.strip().casefold()):
        same = list(run)
        yield from same[:1] if len(same) >= _LOOP else same


def _drop(marker: re.Match[str]) -> str:
    bracketed, parenthesised, starred, _sung = marker.groups()
    inner = bracketed or parenthesised or starred
    if inner is None:
        return " "
    return " " if _NAMES_SOUND.fullmatch(inner.strip()) else marker[0]
