"""Cleaning of cues: sound markers and the loops of speech recognisers are removed.

A change of the text that is left raises `index.READING_VERSION`.
"""

import functools
import itertools
import operator
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from indexer import sound_markers
from indexer.cues import Cue
from indexer.formats import around
from indexer.formats.decoding import SPACES, UNSEEN

__all__ = ["clean"]

_LOOP = 5
"""The number of identical lines in a row that are a loop of a speech recogniser, and no talk."""

_EDGE = 3  # cues
_SHORTEST_NOTICE = 8  # characters

_LOOPED = re.compile(rb"\x01{%d,}" % (_LOOP - 1))

_INVISIBLE = re.compile(f"[{UNSEEN}]+")

# The characters that a clean text has not: spaces but for the usual one, and unseen marks.
_ODD = (*SPACES.replace(" ", ""), *UNSEEN)

_MAY_HOLD_MARKER = re.compile(rf"[{re.escape(sound_markers.OPENS)}]")


def clean(
    cues: Iterable[Cue], words: bool = False, removed: Counter[str] | None = None
) -> Sequence[Cue]:
    """Return the cues that hold speech, without markers, their spaces single.

    The first of five or more identical lines in a row stays. If the cues are single `words`, a
    line is the words of one segment of the file. A cue without speech passes its marks to the next
    one: its stamp if that has none, a new turn, and a break if it was music. `removed`, if given,
    counts what is removed: `markers`, the `sung words` between notes of music, `looped cues` and
    `looped words`, the `tokens` of a decoder, and the lines about the file at either end.
    """
    counts = Counter[str]() if removed is None else removed
    kept = tuple(_unloop_words(cues, counts)) if words else _unloop(tuple(cues), counts)
    kept = kept if words else _without_notices(kept, counts)
    return kept if _are_clean([cue.text for cue in kept]) else tuple(_cleaned(kept, counts))


def _without_notices(cues: Sequence[Cue], removed: Counter[str]) -> Sequence[Cue]:
    """Return the cues without those at either end that tell of the transcript.

    `Transcribed by https://otter.ai` may be a caption of its own.
    """
    edges = (*range(min(_EDGE, len(cues))), *range(max(_EDGE, len(cues) - _EDGE), len(cues)))
    if not around.may_hold_notice("\n".join([cues[at].text for at in edges])):
        return cues
    # What a named speaker says is talk.
    notices = {at for at in edges if not cues[at].speaker and _is_notice(cues[at].text)}
    if not notices or len(notices) == len(cues):
        return cues
    removed[around.REMOVED] += len(notices)
    return [cue for at, cue in enumerate(cues) if at not in notices]


def _is_notice(text: str) -> bool:
    return len(text) > _SHORTEST_NOTICE and (around.is_credit(text) or around.is_note(text))


def _are_clean(texts: Sequence[str]) -> bool:
    """Return whether no text needs cleaning, as in most files; one look at all is fast."""
    joined = f" {' '.join(texts)} "
    return (
        # An empty text shows as a double space, as one does that begins or ends with a space.
        "  " not in joined
        # A search for one character is twenty times as fast as a look at each.
        and not any(map(joined.__contains__, _ODD))
        and not any(map(joined.__contains__, sound_markers.OPENS))
        and ("|" not in joined or "<|" not in joined)
        and (
            "".join([text[0] for text in texts]).isalnum()
            or all(any(map(str.isalnum, text)) for text in texts if not text[0].isalnum())
        )
    )


def _cleaned(cues: Iterable[Cue], removed: Counter[str]) -> Iterator[Cue]:
    drop = functools.partial(_drop, removed)
    broke = turned = False
    stamp: float | None = None
    for cue in cues:
        text = cue.text
        if "<|" in text:
            text, tokens = sound_markers.DECODER_TOKEN.subn(" ", text)
            removed["tokens"] += tokens
        marked = _MAY_HOLD_MARKER.search(text) is not None
        if marked:
            text = sound_markers.MARKER.sub(drop, text)
        is_printable = text.isprintable()
        if not is_printable:
            text = _INVISIBLE.sub("", text)
        if not is_printable or "  " in text or text[:1] == " " or text[-1:] == " ":
            # Other texts have single spaces already.
            text = " ".join(text.split())
        if not text[:1].isalnum() and not any(map(str.isalnum, text)):
            broke = broke or (marked and sound_markers.is_music(cue.text))
            turned = turned or cue.new_turn
            stamp = stamp if cue.start is None else cue.start
            continue
        if text != cue.text or broke or turned or stamp is not None:
            cue = cue._replace(
                text=text,
                start=stamp if cue.start is None else cue.start,
                after_break=cue.after_break or broke,
                new_turn=cue.new_turn or turned,
            )
            broke = turned = False
            stamp = None
        yield cue


def _unloop(cues: Sequence[Cue], removed: Counter[str]) -> Sequence[Cue]:
    # Of five lines in a row at least two are among these. Most files have no loop.
    stripped = map(str.strip, [cue.text for cue in cues[::2]])
    every_other = list(map(str.casefold, stripped))
    pairs = map(operator.eq, every_other, every_other[1:])
    if not any(_is_looped(cues, 2 * at) for at in itertools.compress(itertools.count(), pairs)):
        return cues
    folded = [cue.text.strip().casefold() for cue in cues]
    # A byte for each cue, 1 if its text equals the text of the cue before.
    again = b"\x00" + bytes(map(operator.eq, folded[1:], folded))
    kept: list[Cue] = []
    done = 0
    for loop in _LOOPED.finditer(again):
        looped = cues[loop.start() : loop.end()]
        removed["looped cues"] += len(looped)
        removed["looped words"] += sum(len(cue.text.split()) for cue in looped)
        kept += cues[done : loop.start()]
        done = loop.end()
    return [*kept, *cues[done:]] if done else cues


def _is_looped(cues: Sequence[Cue], at: int) -> bool:
    """Return whether a cue that another follows is one of many in a row with the same text."""
    said = cues[at].text.strip().casefold()
    if cues[at + 1].text.strip().casefold() != said:
        return False
    near = [cue.text.strip().casefold() for cue in cues[max(0, at - _LOOP + 1) : at + _LOOP]]
    same = map(operator.eq, near, itertools.repeat(said))
    return bytes(same).find(b"\x01" * _LOOP) >= 0


def _unloop_words(cues: Iterable[Cue], removed: Counter[str]) -> Iterator[Cue]:
    # A segment of the file counts as a line. A single repeated word, "no, no, no, no, no", is talk.
    lines = [list(line) for _, line in itertools.groupby(cues, key=lambda cue: cue.line)]
    folded = [" ".join([cue.text for cue in line]).casefold() for line in lines]
    for said, group in itertools.groupby(zip(folded, lines, strict=True), key=lambda one: one[0]):
        run = [line for _, line in group]
        if len(run) >= _LOOP and " " in said:
            looped = [cue for line in run[1:] for cue in line]
            removed["looped cues"] += len(looped)
            removed["looped words"] += len(looped)
            run = run[:1]
        yield from itertools.chain.from_iterable(run)


def _drop(removed: Counter[str], marker: re.Match[str]) -> str:
    if sound_markers.is_note(marker):
        removed["markers"] += 1
        words = sound_markers.sung(marker).split()
        if lyrics := sum(any(map(str.isalnum, word)) for word in words):
            removed["sung words"] += lyrics
    return sound_markers.left_of(marker)
