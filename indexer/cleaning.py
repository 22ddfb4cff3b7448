"""What is no speech goes out of the text: sound markers and transcribers' loops."""

import itertools
import re
from collections.abc import Iterable, Iterator

from indexer.cues import Cue

__all__ = ["clean"]

_LOOP = 5
"""So many identical lines in a row are a machine transcriber's loop, not talk."""

# A marker is a note in brackets, asterisks or between notes of music that names a sound.
# "(if any)", "(DRF)" and "(static files)" are talk. Square brackets are for notes, so
# there the sound may stand among other words; elsewhere it must be the note's whole point.
_SOUND = (
    r"music|musik|applau\w*|clapping|claps|cheer(?:s|ing)|laugh(?:s|ing|ter)?|chuckl\w*|"
    r"giggl\w*|sigh(?:s|ing)?|cough(?:s|ing)?|sneez\w*|gasp(?:s|ing)?|snorts?|clears throat|"
    r"silence|beep(?:s|ing)?|crosstalk|cross talk|inaudible|indistinct|unintelligible"
)
_NOTE = (
    rf"{_SOUND}|jingle|intro|outro|theme|song|noise|static|pause|bleep\w*|blank_audio|"
    r"blank audio|no audio|no speech|audio cuts? out|foreign language"
)
_AFTER = (
    r"(?:\s+(?:plays?|playing|continues|fades?|stops|ends|starts|in|out|background|the|break))*"
)
_BARE = re.compile(
    rf"(?:[\w'’&-]+\s+){{0,3}}(?:{_SOUND}|(?:intro|outro|theme) music){_AFTER}", re.I
)
_BRACKETED = re.compile(rf"(?:[\w'’,&-]+\s+){{0,4}}(?:{_NOTE})\b(?:\s+[\w'’.:,-]+){{0,3}}", re.I)
_MARKER = re.compile(
    r"\[([^\[\]\n]{1,60})\]|\(([^()\n]{1,60})\)|\*([^*\n]{1,60})\*|[♪♫]+([^♪♫\n]*)(?:[♪♫]+|$)"
)
_BREAK = re.compile(r"music|musik|jingle|intro|outro|theme|♪|♫", re.I)
_MAY_HOLD_MARKER = re.compile(r"[\[(*♪♫]")


def clean(cues: Iterable[Cue], words: bool = False) -> Iterator[Cue]:
    """Yield the cues that hold speech, without markers, their spaces single.

    Of five or more identical lines in a row the first stays; where the cues are single
    `words`, a line is the words of one segment of the file. A cue that held no speech
    leaves what it said beside on the next one: its stamp if that has none, a new turn,
    and if it was music, a break.
    """
    broke = turned = False
    stamp: float | None = None
    for cue in _unloop_words(cues) if words else _unloop(cues):
        text = cue.text
        marked = _MAY_HOLD_MARKER.search(text) is not None
        if marked:
            text = _MARKER.sub(_drop, text)
        if "  " in text or not text.isprintable() or text[:1] == " " or text[-1:] == " ":
            # Only then are there spaces to make single: tabs and no-break spaces, which
            # split() takes too, are not printable.
            text = " ".join(text.split())
        if not text.isalnum() and not any(map(str.isalnum, text)):
            broke = broke or (marked and _BREAK.search(cue.text) is not None)
            turned = turned or cue.new_turn
            stamp = stamp if cue.start is None else cue.start
            continue
        if text is not cue.text or broke or turned or stamp is not None:
            cue = cue._replace(
                text=text,
                start=stamp if cue.start is None else cue.start,
                after_break=cue.after_break or broke,
                new_turn=cue.new_turn or turned,
            )
            broke = turned = False
            stamp = None
        yield cue


def _unloop(cues: Iterable[Cue]) -> Iterator[Cue]:
    run: list[Cue] = []
    folded = ""
    for cue in cues:
        text = cue.text
        if run and (text == run[0].text or text.strip().casefold() == folded):
            run.append(cue)
            continue
        yield from run if len(run) < _LOOP else run[:1]
        run = [cue]
        folded = text.strip().casefold()
    yield from run if len(run) < _LOOP else run[:1]


def _unloop_words(cues: Iterable[Cue]) -> Iterator[Cue]:
    run: list[list[Cue]] = []
    said: list[str] = []
    for _, line in itertools.groupby(cues, key=lambda cue: cue.line):
        same = list(line)
        texts = [cue.text.strip().casefold() for cue in same]
        if run and texts == said:
            run.append(same)
            continue
        yield from itertools.chain.from_iterable(_once(run, said))
        run, said = [same], texts
    yield from itertools.chain.from_iterable(_once(run, said))


def _once(run: list[list[Cue]], said: list[str]) -> list[list[Cue]]:
    # "No, no, no, no, no" is talk: a single word repeated is no loop.
    return run[:1] if len(run) >= _LOOP and len(said) > 1 else run


def _drop(marker: re.Match[str]) -> str:
    bracketed, parenthesised, starred, _sung = marker.groups()
    if bracketed is not None:
        is_note = _BRACKETED.fullmatch(bracketed.strip()) is not None
    else:
        bare = parenthesised if parenthesised is not None else starred
        is_note = bare is None or _BARE.fullmatch(bare.strip()) is not None
    return " " if is_note else marker[0]
