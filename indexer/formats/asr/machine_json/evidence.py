"""Evidence: which list of a JSON value is the talk, if any of them is.

A list is talk if its objects have text of words and a time, or text and a speaker. Offsets of
characters are no times, dates are none unless a speaker stands beside them, and a list that says
something about the talk (chapters, summaries) is not looked at. Of several lists that say the same,
the one with speakers is taken, then the one whose rows hold the others.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from indexer.formats.asr.machine_json.envelopes import Envelope
from indexer.formats.asr.machine_json.rows import Row, is_sound, rows, words_in
from indexer.formats.asr.machine_json.times import is_date

__all__ = ["Talk", "is_timed", "leaves", "talk", "tracks"]

_KNOWN = frozenset({"segment", "utterance", "monologue"})  # lists that hold nothing but talk
_KINDS = 50  # sets of keys in one list
_TEXTS = 0.3  # of the rows of a list of talk have text, at least
_TIMES = 0.6  # of the rows that have text have a time
_SAME = 0.7  # of the words of the longest list


class Talk(NamedTuple):
    """A list that is talk: if its rows have times, or dates; the path of one that says more."""

    envelope: Envelope
    timed: bool
    dated: bool
    words: float
    speakers: bool
    sample: tuple[Row, ...]
    beside: str = ""


def talk(found: Mapping[tuple[str, ...], Envelope]) -> Talk | None:
    """Return the list that is the talk of a file, None if none of them is."""
    likely = [one for envelope in found.values() if (one := _talk(envelope))]
    if not likely:
        return None
    most = max(one.words for one in likely)
    best = min((one for one in likely if one.words >= _SAME * most), key=_order)
    others = [one for one in likely if _says_other(one, best)]
    return (
        best._replace(beside=max(others, key=lambda one: one.words).envelope.path)
        if others
        else best
    )


def tracks(found: Mapping[tuple[str, ...], Envelope]) -> list[Envelope]:
    """Return the lists whose objects have times and speakers, but no text."""
    return [one for one in found.values() if _is_track(_sample(one))]


def is_timed(row: Row) -> bool:
    """Return whether a row, or one in it, has a time."""
    return row.start.per_second >= 0 or any(map(is_timed, row.children))


def leaves(row: Row) -> Sequence[Row]:
    """Return the rows in a row that hold no other; the row itself if it holds none."""
    if not row.children:
        return (row,)
    if not any(child.children for child in row.children):
        return row.children
    return [leaf for child in row.children for leaf in leaves(child)]


def _order(one: Talk) -> tuple[bool, bool, bool, int, float]:
    return (
        not one.timed,
        not one.dated,
        not one.speakers,
        one.envelope.depth,
        one.envelope.count,
    )


def _talk(envelope: Envelope) -> Talk | None:
    if _is_irregular(envelope):
        return None
    sample = _sample(envelope)
    texts = [(row, _text_of(row)) for row in sample if not is_sound(row)]
    said = [row for row, text in texts if text]
    if not said or len(said) < _TEXTS * len(sample):
        return None
    if not _are_words([text for _, text in texts if text]):
        return None
    count = len(said)
    known = envelope.noun in _KNOWN
    times = sum(map(is_timed, said))
    timed = (times > 0 if known else times >= _TIMES * count) and not _are_offsets(said)
    strong = sum(row.asked and _has_voice(row) for row in said)
    dated = not timed and sum(is_date(row.start) for row in said) >= _TIMES * count
    named = strong * 2 > count > 1
    if not timed and not named and not known:
        return None
    sizes = [(row, words_in(text)) for row, text in texts if text]
    words = sum(size for _, size in sizes)
    named_words = sum(size for row, size in sizes if _has_voice(row))
    whole = words * envelope.count / len(sample)
    return Talk(envelope, timed, dated, whole, named_words * 2 >= words, tuple(sample))


def _is_irregular(envelope: Envelope) -> bool:
    """Return whether the objects of a list have all sorts of keys, as no tool writes them."""
    kinds = {tuple(item) for item in envelope.sample if isinstance(item, dict)}
    return len(kinds) > _KINDS and len(kinds) * 2 > len(envelope.sample)


def _sample(envelope: Envelope) -> list[Row]:
    return [row for row in rows(envelope.sample) if row is not None]


def _text_of(row: Row) -> str:
    if row.text is not None and row.text.strip():
        return row.text
    return " ".join(leaf.text for leaf in leaves(row) if leaf is not row and leaf.text)


def _are_words(texts: Sequence[str]) -> bool:
    """Return whether texts are of words: half have a letter, and few are an address or a path."""
    letters = sum(any(map(str.isalpha, text)) for text in texts)
    places = sum("://" in text or ("/" in text and " " not in text) for text in texts)
    return letters * 2 >= len(texts) and places * 2 < len(texts)


def _are_offsets(said: Sequence[Row]) -> bool:
    """Return whether the times are places in a text, so that they tell its length."""
    return len(said) > 1 and all(
        row.start.per_second == 0
        and row.end.per_second == 0
        and row.end.value - row.start.value == len((row.text or "").strip())
        for row in said
    )


def _has_voice(row: Row) -> bool:
    return row.voice is not None or any(child.voice is not None for child in row.children)


def _is_track(sample: Sequence[Row]) -> bool:
    return bool(sample) and all(
        not row.text and not row.children and row.start.per_second >= 0 and row.asked
        for row in sample
    )


def _says_other(one: Talk, best: Talk) -> bool:
    """Return whether a list holds talk that the best one does not."""
    inside = _begins(one.envelope.parts, best.envelope.parts)
    around = _begins(best.envelope.parts, one.envelope.parts)
    if inside or around or not one.timed or one.words < (1 - _SAME) * best.words:
        return False
    mine, known = (
        Counter(
            word.strip(".,!?;:").casefold() for row in each.sample for word in _text_of(row).split()
        )
        for each in (one, best)
    )
    return (mine - known).total() * 2 > mine.total()


def _begins(parts: tuple[str, ...], with_: tuple[str, ...]) -> bool:
    return parts[: len(with_)] == with_
