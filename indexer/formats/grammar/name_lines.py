"""Names on plain lines of their own above the talk, as documents have them.

    Ann Lee                      Speaker 1
    The rope is new.
                                 The rope is new.

A short line may be talk as well, so names must come again, each time above talk. Where they do, any
short line in their place is a head; `evidence` tells which are labels. Imports `names` and `heads`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from indexer.formats.grammar.heads import NAME_LINE, Candidate, Line
from indexer.formats.grammar.names import Likeness, is_break, likeness

__all__ = ["name_lines"]

_LONGEST = 40  # characters
_MOST_WORDS = 6
_VOICES = 2  # names that come again
_MOST_VOICES = 20
_SHARE = 0.25  # of the paragraphs
_MOSTLY = 0.9  # of the lines that are names have talk below them
_SENTENCES = 0.6  # of the lines below names are talk
_WORDS = 3  # of a line of talk that ends no sentence
_ENDS = frozenset(".,;:!?…。！？，、\"'”’»-–—")
_ENDS_SENTENCE = frozenset(".!?…。！？\"'”’»")


def name_lines(lines: Sequence[Line]) -> dict[int, Candidate]:
    """Return the heads that are lines of their own, by the numbers of the lines.

    There are none in a text in which no names come again in this way, or names stand below talk.
    """
    short = Counter(
        [said for _, said, is_heading in lines if said and len(said) <= _LONGEST and not is_heading]
    )
    again = {said for said, count in short.items() if count > 1 and _is_name(said)}
    if not _VOICES <= len(again) <= _MOST_VOICES or all(map(str.isupper, again)):
        return {}  # Those in capitals are told without this.
    places = [at for at, (_, said, is_heading) in enumerate(lines) if said in again]
    below = {
        at: lines[following]
        for at in places
        if _opens(lines, at) and (following := _next(lines, at)) is not None
    }
    named = {
        at for at, (_, said, is_heading) in below.items() if said not in again and not is_heading
    }
    paragraphs = sum(_opens(lines, at) for at in range(len(lines)))
    talk = sum(_is_talk(below[at][1]) for at in named)
    if (
        len({lines[at][1] for at in named}) < _VOICES
        or len(named) < max(2 * _VOICES, _SHARE * paragraphs, _MOSTLY * len(places))
        or talk < _SENTENCES * len(named)
        or (places[-1] not in below and any(said for _, said, _ in lines[: places[0]]))
    ):
        return {}
    are_close = sum(bool(lines[at + 1][1]) for at in named) * 2 > len(named)
    return dict(_heads(lines, are_close))


def _heads(lines: Sequence[Line], are_close: bool) -> Iterator[tuple[int, Candidate]]:
    """Yield the lines in the place of a name, right above the talk where names are `are_close`."""
    for at, (number, said, is_heading) in enumerate(lines):
        if said and not is_heading and _may_be(said) and _opens(lines, at):
            following = _next(lines, at)
            if following is not None and (following == at + 1 or not are_close):
                yield number, Candidate(said, NAME_LINE, False, False, 0, "")


def _may_be(said: str) -> bool:
    if len(said) > _LONGEST or said.count(" ") >= _MOST_WORDS or said[0] in "*_":
        return False
    return said[-1] not in _ENDS or not any(map(str.isalpha, said)) or _is_name(said)


def _is_name(said: str) -> bool:
    is_abbreviation = said[-1] == "." and said[-3:-2] in (" ", ".", "")
    return (
        (said[-1] not in _ENDS or is_abbreviation)
        and (said[0].isalpha() or said[0] == "@")
        and likeness(said) is Likeness.NAME
        and not is_break(said)
    )


def _opens(lines: Sequence[Line], at: int) -> bool:
    """Return whether a line that is not blank stands below a blank one or below a sentence."""
    if not lines[at][1]:
        return False
    above = lines[at - 1][1] if at else ""
    return not above or above[-1] in _ENDS_SENTENCE or lines[at - 1][2]


def _next(lines: Sequence[Line], at: int) -> int | None:
    """Return the index of the next line that is not blank, None at the end."""
    return next(
        (below for below in range(at + 1, min(at + 3, len(lines))) if lines[below][1]), None
    )


def _is_talk(said: str) -> bool:
    return said[-1] in _ENDS_SENTENCE or said.count(" ") + 1 >= _WORDS
