"""Sponsor messages: segments in which a host reads one are marked. Decision 0025.

A read (of a sponsor's message) begins with the naming of the sponsor ("this episode is brought to
you by …"). It ends with the thanks ("thank you to … for supporting the show"), else with the last
offer: an address, a promo code, a free trial. If its beginning was misheard, the thanks show the
read, which then begins where the sponsor is first named. A segment is marked if at least half of it
is part of a read.

The rules are English, and prefer missing a read to marking talk. Their results were judged by hand
(docs/sponsor-reads.md). Each recording is judged by itself.
"""

import heapq
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import accumulate, repeat
from typing import Literal, NamedTuple

from index import Segment

__all__ = ["mark_sponsors"]

_LONGEST = 2600  # characters of a read, two and a half minutes
_NAMED = 900  # characters from one piece of evidence for a read to one that names the sponsor
_APART = 600  # characters to any other evidence
_AFTER = 200  # characters from one offer to the next
_SENTENCE = 250  # characters until the sentence of a piece of evidence ends
_AROUND = 200  # characters around one of `_HINTS` in which a beginning is searched

_HINTS = ("sponsor", "brought to you", "supporting th", "support for th")
"""Every beginning holds one of these words; finding them takes a tenth of the pattern's time."""

_SHOW = r"(?:episode|show|podcast|portion|segment|program|programme|broadcast|stream|video)s?"

_BEGINNING = re.compile(
    rf"""
      \b{_SHOW}\b[^.?!]{{0,60}}?\b(?:brought\ to\ you|sponsored|presented|supported)\b
        [^.?!]{{0,30}}?\bby\b
    | \b(?:it|is|and)(?:['’]s|\ is|\ was|\ has)?\ (?:been\ |also\ )?brought\ to\ you\ by\b
    | \b(?:today|week|month|episode|show)['’]s\ sponsors?\b
    | \b(?:the\ sponsors?\ of|(?:['’]re|['’]s|is|are|has)\ (?:also\ )?sponsor(?:ed|ing))
        \ (?:this|today['’]s|the)\ {_SHOW}\b
    | \bour\ (?:first\ |next\ |second\ |last\ )?sponsors?\ (?:for|of|this|today)\b
    | \b(?:words?|messages?)\ from\ [^.?!]{{0,30}}?\bsponsors?\b
    | \bthank(?:s|\ you)\b[^.?!]{{0,20}}?\bour\ sponsors?\b
    | \bsupport\ for\ th[^.?!]{{0,60}}?\bcomes?\ from\b
    """,
    re.VERBOSE,
)

_THANKS = re.compile(r"\bthank(?:s| you)?\b[^.?!]{0,90}?\bfor (?:sponsoring|supporting)\b")
_THANKS_FOR_SHOW = re.compile(
    r"\bthank(?:s|\ you)?\ (?:(?:again\ )?to\ )?(?P<name>[\w-]+)\b[^.?!]{0,90}?"
    rf"\bfor (?:sponsoring|supporting) (?:the|this|our) {_SHOW}\b"
)

# There is no \b before the alternatives: a pattern of plain letters is three times as fast.
_OFFER = re.compile(
    r"""
      \.[a-z]{2,10}(?:/|\ slash\ )[\w-]+
    | dot\ (?:com|io|org|net|fm|dev|ai|co)\ slash\b
    | (?:visit|go\ to|over\ to|at|check\ out)\ (?:[\w-]+\.)+(?:com|io|org|net|fm|dev|ai|co)\b
    | (?:promo|coupon|discount|offer|voucher)\ codes?\b
    | use\ (?:the\ |our\ |my\ )?code\b
    | (?:%|percent)\ (?:off|discount)\b
    | free\ (?:trial|account)\b
    | (?:try|sign\ up|get\ started)\b[^.?!]{0,40}?\b(?:free|today|now)\b
    | (?:days|weeks|months?)\ (?:for\ )?free\b
    | money-back\b
    | show\ notes\b
    | podcast\ player\b
    | special\ offer\b
    | we\ sent\ you\b
    """,
    re.VERBOSE,
)

_PRAISE = re.compile(
    r"""
      \$\d | free\b | listeners\b | get\ started\b | sign\ up\b | check\ (?:it|them)\ out\b
    | what\ they(?:['’]re|\ are)\ offering\b
    | supports?\ (?:the|this|our)\ (?:show|podcast)\b
    """,
    re.VERBOSE,
)

_TALK_AGAIN = re.compile(
    rf"""
      welcome\ (?:back\ )?to\b
    | thanks?\ (?:you\ )?(?:so\ much\ )?for\ (?:having\ me|being|coming|listening)\b
    | back\ to\ (?:the|our|my)\ (?:{_SHOW}|interview|conversation|discussion|talk)\b
    | now,?\ (?:on\ (?:to|with)|let['’]s)\b
    | subscribe\ to\b
    | this\ is\ your\ host\b
    """,
    re.VERBOSE,
)

_NAMES = re.compile(r"by (?:the )?(?:(?:folks|people|team) at )?([\w-]{3,})(?:\W+and ([\w-]{3,}))?")
_NO_NAMES = frozenset(
    (
        "all",
        "and",
        "everyone",
        "everybody",
        "guys",
        "our",
        "that",
        "the",
        "them",
        "this",
        "who",
        "you",
    )
)

_SENTENCE_END = re.compile(r"[.?!…][\"'”’)]*(?= |$)")


class _Evidence(NamedTuple):
    """Words that show that a read goes on: their offsets in the talk, and their kind."""

    begin: int
    end: int
    kind: Literal["name", "offer", "praise"]


def mark_sponsors(segments: Sequence[Segment]) -> list[Segment]:
    """Return an episode's segments, with those that are mostly a sponsor's message marked."""
    marked = list(segments)
    texts = [segment.text for segment in segments]
    # Offsets must stay, and this is the only letter whose lower case has two code points.
    talk = " ".join(texts).replace("İ", "I").lower()
    hints = _hints(talk)
    if not hints:
        return marked
    borders = list(accumulate((len(text) + 1 for text in texts), initial=0))
    read = [0] * len(texts)  # characters of each segment
    for begin, end in _reads(talk, hints, _Turns(segments, borders)):
        for number in range(bisect_right(borders, begin) - 1, bisect_left(borders, end)):
            read[number] += min(end, borders[number + 1] - 1) - max(begin, borders[number])
    for number, text in enumerate(texts):
        if read[number] and 2 * read[number] >= len(text):
            marked[number] = replace(marked[number], sponsor=True)
    return marked


class _Turns:
    """The labelled speakers; `borders` are the offsets of the segments and of the talk's end."""

    def __init__(self, segments: Sequence[Segment], borders: Sequence[int]) -> None:
        self._borders = borders
        self._speakers = [
            segment.speaker if segment.speaker_source == "labelled" else None
            for segment in segments
        ]

    def around(self, at: int) -> tuple[int, int]:
        """Return the range around an offset, as long as a read, in which one person speaks."""
        borders, speakers = self._borders, self._speakers
        first = last = bisect_right(borders, at) - 1
        while first and borders[first] > at - _LONGEST and speakers[first - 1] == speakers[last]:
            first -= 1
        speaker = speakers[last]
        while last + 1 < len(speakers) and borders[last + 1] < at + _LONGEST:
            if speakers[last + 1] != speaker:
                break
            last += 1
        return max(borders[first], at - _LONGEST), min(borders[last + 1] - 1, at + _LONGEST)


def _hints(talk: str) -> list[int]:
    """Return the offsets where a beginning, or thanks, may be."""
    return sorted(offset for hint in _HINTS for offset in _offsets(hint, talk, 0, len(talk)))


def _offsets(what: str, talk: str, at: int, limit: int) -> Iterator[int]:
    while (at := talk.find(what, at, limit)) >= 0:
        yield at
        at += 1


def _reads(talk: str, hints: Sequence[int], turns: _Turns) -> Iterator[tuple[int, int]]:
    """Yield the begin and end of each read in `talk`, which is in lower case, in order."""
    done = 0
    for hint in hints:
        if hint < done:
            continue
        low, high = max(done, hint - _AROUND), hint + _AROUND
        beginning = _BEGINNING.search(talk, low, high)
        thanks = None if beginning else _THANKS_FOR_SHOW.search(talk, low, high)
        if beginning:
            begin = beginning.start()
            end = _end(talk, beginning.end(), turns.around(begin)[1])
        elif thanks:
            earliest, latest = turns.around(thanks.start())
            begin = _begin(talk, thanks, max(done, earliest))
            end = _sentence_end(talk, thanks.end(), latest)
        else:
            continue
        yield begin, end
        done = max(end, hint + 1)


def _begin(talk: str, thanks: re.Match[str], earliest: int) -> int:
    """Return the offset of the sentence that first names the sponsor who is thanked."""
    begin = thanks.start()
    name = thanks["name"]
    if name not in _NO_NAMES:
        while (named := talk.rfind(name, max(earliest, begin - _APART), begin)) >= 0:
            begin = named
    before = _SENTENCE_END.finditer(talk, max(earliest, begin - _SENTENCE), begin)
    return max((found.end() + 1 for found in before), default=begin)


def _end(talk: str, begun: int, limit: int) -> int:
    """Return the end of the read whose first words end at `begun`, `limit` at most."""
    again = _TALK_AGAIN.search(talk, begun, limit)
    if again:
        limit = again.start()
    # Thanks right after the beginning, for several sponsors, stand before their messages.
    thanks = _THANKS.search(talk, begun + _AROUND, limit)
    if thanks:
        return _sentence_end(talk, thanks.end(), limit)
    found = _NAMES.match(talk, begun - len("by"))
    names = {name for name in found.groups() if name} - _NO_NAMES if found else set()
    end = _sentence_end(talk, begun, limit)
    last = begun
    offered = False
    for evidence in _evidence(talk, begun, limit, names):
        if offered and evidence.kind == "praise":
            continue
        named = any(name in talk[evidence.begin : evidence.end] for name in names)
        if evidence.begin - last > (_NAMED if named else _AFTER if offered else _APART):
            break
        last = evidence.end
        if evidence.kind == "offer":
            offered = True
            end = _sentence_end(talk, evidence.end, limit)
    return end


def _evidence(talk: str, begun: int, limit: int, names: Set[str]) -> Iterator[_Evidence]:
    """Yield the evidence that a read goes on, in order, searched for only as far as asked."""
    offers = (_Evidence(*match.span(), "offer") for match in _OFFER.finditer(talk, begun, limit))
    praise = (_Evidence(*match.span(), "praise") for match in _PRAISE.finditer(talk, begun, limit))
    named = (map(_naming, _offsets(name, talk, begun, limit), repeat(len(name))) for name in names)
    return heapq.merge(offers, praise, *named)


def _naming(offset: int, length: int) -> _Evidence:
    return _Evidence(offset, offset + length, "name")


def _sentence_end(talk: str, at: int, limit: int) -> int:
    found = _SENTENCE_END.search(talk, at, min(limit, at + _SENTENCE))
    return found.end() if found else at
