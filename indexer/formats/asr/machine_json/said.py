"""Cues from the rows of a talk."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from indexer.cues import Cue
from indexer.formats.asr import timed_words
from indexer.formats.asr.machine_json.evidence import is_timed, leaves
from indexer.formats.asr.machine_json.rows import Row, is_sound, words_in
from indexer.formats.asr.machine_json.scales import Scale, seconds
from indexer.formats.asr.machine_json.times import ABSENT, DAMAGED, is_date
from indexer.formats.asr.machine_json.voices import Voices
from indexer.formats.asr.timed_words import TimedWord
from indexer.formats.doubts import Doubts

__all__ = ["Said", "Talker", "cues", "spaced"]

_SINGLE = 1.3  # words in a row of a list of words, on average
_SENTENCES = 1.6  # words in a row that is more than a word, on average
_COVERS = 0.9  # of the words of a text stand in the rows that make it
_ALIKE = 0.7  # of the words of two spellings of a text begin alike
_MOSTLY = 0.5  # of the rows have a speaker where one without is nobody's
_TURNS = frozenset({"utterance", "monologue", "turn"})
_LONG = 30  # seconds of a track, at least
_TRACKS = 50  # at most


class Talker(NamedTuple):
    """The means by which rows become cues, and where their doubts and removals are counted.

    `has_spaces` tells that the words of rows have all spaces at their edges.
    """

    noun: str
    scale: Scale
    voices: Voices
    timed: bool
    has_spaces: bool
    doubts: Doubts
    removed: Counter[str]

    def doubt(self, number: int, what: str) -> None:
        """Add a doubt about a row."""
        self.doubts.add(0, "{} {} {}", self.noun, number, what)


class Said(NamedTuple):
    """Cues, and whether each of them is a word."""

    cues: list[Cue]
    words: bool


def cues(talker: Talker, said: Sequence[Row], text: str) -> Said:
    """Return the cues of all rows; `text` is that of the whole talk, if the file gives it."""
    said = _without_repetition(said)
    if talker.timed and _is_list_of_words(said):
        tracks = _by_channel(said)
        whole = text if len(tracks) == 1 else ""
        words = [_words(talker, track, whole, None, talker.scale.rows) for track in tracks]
        if all(words):
            joined = timed_words.interleave(words) if len(words) > 1 else words[0]
            return Said(list(timed_words.cues(joined)), True)
    named = sum(row.voice is not None for row in said)
    is_named = named > _MOSTLY * len(said)
    runs = [_of_row(talker, row, row.number, None, is_named, talker.scale.rows) for row in said]
    channels = {str(row.channel) for row in said if row.channel is not None}
    found = _in_order_of_tracks([run.cues for run in runs], len(said) == len(channels) > 1)
    single = sum(" " not in cue.text.strip() for cue in found)
    return Said(found, any(run.words for run in runs) and single * 2 > len(found))


def spaced(said: Iterable[Row]) -> bool:
    """Return whether any word in a row has a space at its edge, so that all spaces are told."""
    texts = (child.text for row in said for child in row.children if child.text)
    return any(text != text.strip() for text in texts)


def _of_row(
    talker: Talker, row: Row, line: int, voice: str | None, is_named: bool, per_second: float
) -> Said:
    own = talker.voices.name(row.voice)
    voice = own or (None if row.voice is not None else voice)
    # Who is not named where most others are, or named as nobody, does not go on from above.
    new_turn = voice is None and (row.asked or is_named or talker.noun in _TURNS)
    text = row.text or ""
    talker.removed["decoder tokens"] += row.decoder
    start, end = _times(talker, row, per_second)
    if row.children:
        inner = [child for child in row.children if not is_sound(child)]
        talker.removed["markers"] += len(row.children) - len(inner)
        below = talker.scale.children
        has_times = any(is_timed(child) and not child.relative for child in inner)
        if has_times and _are_sentences(inner) and (not text or _covers(inner, text)):
            runs = [_of_row(talker, child, line, voice, False, below) for child in inner]
            found = [cue for run in runs for cue in run.cues]
            if found and new_turn:
                found[0] = found[0]._replace(new_turn=True)
            return Said(found, any(run.words for run in runs))
        words = _words(talker, inner, text, voice, below, start or 0.0)
        if any(word.start is not None for word in words):
            if start is not None and words[0].start is None:
                words[0] = words[0]._replace(start=start)
            return Said(list(timed_words.cues(words, line, new_turn)), True)
        times = [_times(talker, child, below) for child in inner]
        if start is None:
            start = next((first for first, _ in times if first is not None), None)
        if end is None:
            end = next((last for _, last in reversed(times) if last is not None), None)
        text = text or " ".join(child.text.strip() for child in inner if child.text)
    if not text.strip():
        return Said([], False)
    _tell(talker, row, line, start)
    return Said([Cue(text, start, end, voice, new_turn, line=line)], False)


def _tell(talker: Talker, row: Row, line: int, start: float | None) -> None:
    if DAMAGED in (row.start, row.end, row.duration):
        talker.doubt(line, "has a time that is none; its text is kept without it")
    elif start is None and row.start is ABSENT and talker.timed:
        talker.doubt(line, "has no time; its text continues the one before")


def _times(talker: Talker, row: Row, per_second: float) -> tuple[float | None, float | None]:
    since, until, lasts = row.start, row.end, row.duration
    if lasts is ABSENT and since.per_second >= 0 <= until.per_second:
        return (
            since.value / (since.per_second or per_second),
            until.value / (until.per_second or per_second),
        )
    if is_date(row.start):
        day = talker.scale.since
        if day is None:
            return None, None
        return row.start.value - day, row.end.value - day if is_date(row.end) else None
    start, end = seconds(since, per_second), seconds(until, per_second)
    length = seconds(lasts, per_second)
    if end is None and start is not None and length is not None:
        end = round(start + length, 6)
    return start, end


def _words(
    talker: Talker,
    inner: Sequence[Row],
    text: str,
    voice: str | None,
    per_second: float,
    since: float = 0.0,
) -> list[TimedWord]:
    """Return the words of a row, none if they are not the words of its text.

    Times that are relative count from `since`.
    """
    spoken = [row for row in inner if row.text and row.text.strip()]
    tokens = [row.text.strip() for row in spoken if row.text]
    if text.strip():
        joins = timed_words.align(text, tokens)
    else:
        texts = [row.text or "" for row in inner]
        joins = timed_words.spaces(texts, [row.attached for row in inner], talker.has_spaces)
    if joins is None:
        # Words as they were heard, beside the text as it is written.
        written = text.split()
        if len(written) != len(tokens) or not any(map(is_timed, spoken)):
            return []
        alike = sum(
            a[0].casefold() == b[0].casefold() for a, b in zip(written, tokens, strict=True)
        )
        if alike < _ALIKE * len(tokens):
            return []
        tokens, joins = written, [False] * len(tokens)
    words: list[TimedWord] = []
    for row, token, joined in zip(spoken, tokens, joins, strict=True):
        start, end = _times(talker, row, per_second)
        if row.relative:
            start, end = since + (start or 0.0), None
        elif row.start is ABSENT and any(other.relative for other in spoken[1:2]):
            start = since
        if DAMAGED in (row.start, row.end):
            talker.doubts.add(0, "word {} has a time that is none; left out", row.number)
        speaker = voice if row.voice is None else talker.voices.name(row.voice)
        words.append(TimedWord(token, start, end, speaker, joined, row.number))
    return words


def _is_list_of_words(said: Sequence[Row]) -> bool:
    if any(row.children for row in said):
        return False
    texts = [row.text for row in said if row.text and row.text.strip()]
    return len(texts) > 2 and sum(map(words_in, texts)) <= _SINGLE * len(texts)


def _are_sentences(inner: Sequence[Row]) -> bool:
    if any(row.children for row in inner):
        return True
    texts = [row.text for row in inner if row.text and row.text.strip()]
    return bool(texts) and sum(map(words_in, texts)) > _SENTENCES * len(texts)


def _covers(inner: Iterable[Row], text: str) -> bool:
    texts = (leaf.text for row in inner for leaf in leaves(row) if leaf.text)
    return sum(map(words_in, texts)) >= _COVERS * words_in(text)


def _by_channel(said: Sequence[Row]) -> list[list[Row]]:
    """Return rows by channel; who speaks on one of several is named after it."""
    channels: dict[str, list[Row]] = {}
    for row in said:
        channels.setdefault(str(row.channel), []).append(row)
    if len(channels) == 1:
        return list(channels.values())
    return [
        [row if row.voice is not None else row._replace(voice=f"Channel {name}") for row in channel]
        for name, channel in channels.items()
    ]


def _in_order_of_tracks(runs: Sequence[list[Cue]], are_channels: bool) -> list[Cue]:
    """Return the cues of rows in their order, or by time if the rows are parallel tracks."""
    found = [cue for run in runs for cue in run]
    if not 1 < len(runs) <= _TRACKS:
        return found
    spans = [
        (min(times), max(times))
        for run in runs
        if (times := [cue.start for cue in run if cue.start is not None])
    ]
    parallel = sum(
        min(one[1], other[1]) - max(one[0], other[0]) > _LONG
        for one, other in itertools.pairwise(spans)
    )
    if are_channels or (parallel and parallel >= len(spans) - 1):
        return list(timed_words.interleave(runs))
    return found


def _without_repetition(said: Sequence[Row]) -> Sequence[Row]:
    """Return rows, or only the last if it repeats the words of all with their speakers.

    Google's first version writes the speakers so.
    """
    if len(said) < 2 or not said[-1].children:
        return said
    last = said[-1].children
    before = [leaf for row in said[:-1] for leaf in row.children]
    if before and len(last) >= _COVERS * len(before) and last[0][1:3] == before[0][1:3]:
        return [said[-1]._replace(text=None)]
    return said
