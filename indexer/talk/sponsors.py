"""Sponsor messages: where a host reads one. Decision 0025.

A read (of a sponsor's message) begins with the naming of the sponsor ("this episode is brought to
you by …"). It ends with the thanks ("thank you to … for supporting the show"), else with the last
offer: an address, a promo code, a free trial. If its beginning was misheard, the thanks or an
address of the sponsor show the read, which then begins where the sponsor is first named.

The rules are English (`sponsor_words`), and prefer missing a read to marking talk. Their results
were judged by hand (docs/sponsor-reads.md). Each recording is judged by itself.
"""

import heapq
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from itertools import accumulate, pairwise, repeat
from typing import Literal, NamedTuple

from indexer.cues import Cue
from indexer.talk import sponsor_words

__all__ = ["sponsor_messages"]

_LONGEST = 2600  # characters of a read, two and a half minutes
_NAMED = 900  # characters from one piece of evidence for a read to one that names the sponsor
_APART = 600  # characters to any other evidence
_AFTER = 200  # characters from one offer to the next
_CLAUSE = 90  # characters from the begin of a clause to words in it
_COMMON = 60  # the most times that a sponsor is named in an episode
_ADDRESS = 30  # characters from a sponsor's name to the rest of its address
_FIRST_WORDS = 20  # characters before a name that opens its sentence
_SILENCE = 20.0  # seconds that nobody speaks, within a read
_SHORT = 16  # characters of a sentence in between
_SENTENCE = 250  # characters until the sentence of a piece of evidence ends
_AROUND = 200  # characters around one of `sponsor_words.HINTS` in which a beginning is searched


class _Evidence(NamedTuple):
    """Words that show that a read goes on: their offsets in the talk, and their kind."""

    begin: int
    end: int
    kind: Literal["name", "offer", "praise"]


def sponsor_messages(cues: Sequence[Cue]) -> list[tuple[int, int]]:
    """Return the begin and end of each sponsor's message in an episode's cues, in order.

    They are offsets (code points) in the texts of the cues, joined by spaces. A message begins and
    ends with words, and no two overlap.
    """
    # Offsets must stay, and this is the only letter whose lower case has two code points.
    talk = " ".join([cue.text for cue in cues]).replace("İ", "I").lower()
    hints = _hints(talk)
    if not hints:
        return []
    turns = _Turns(cues)
    names: set[str] = set()
    announced = list(_reads(talk, hints, turns, names))
    return sorted(announced + list(_unannounced(talk, names, announced, turns)))


class _Turns:
    """The turns of labelled speakers, without long silences, by the offsets of the cues."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._borders = list(accumulate([len(cue.text) + 1 for cue in cues], initial=0))
        self._cues = cues

    def speaker(self, at: int) -> str | None:
        """Return who speaks at an offset, None if that is unknown."""
        return self._cues[bisect_right(self._borders, at) - 1].speaker

    def around(self, at: int) -> tuple[int, int]:
        """Return the range around an offset, as long as a read, in which one person speaks."""
        borders, cues = self._borders, self._cues
        first = last = bisect_right(borders, at) - 1
        while first and borders[first] > at - _LONGEST and _goes_on(cues[first - 1], cues[first]):
            first -= 1
        while last + 1 < len(cues) and borders[last + 1] < at + _LONGEST:
            if not _goes_on(cues[last], cues[last + 1]):
                break
            last += 1
        return max(borders[first], at - _LONGEST), min(borders[last + 1] - 1, at + _LONGEST)


def _goes_on(before: Cue, after: Cue) -> bool:
    """Return whether a read may go on from one cue to the next."""
    if before.speaker != after.speaker:
        return False
    return before.end is None or after.start is None or after.start - before.end <= _SILENCE


def _hints(talk: str) -> list[int]:
    """Return the offsets where a beginning, or thanks, may be."""
    return sorted(
        offset for hint in sponsor_words.HINTS for offset in _offsets(hint, talk, 0, len(talk))
    )


def _offsets(what: str, talk: str, at: int, limit: int) -> Iterator[int]:
    while (at := talk.find(what, at, limit)) >= 0:
        yield at
        at += 1


def _reads(
    talk: str, hints: Sequence[int], turns: _Turns, names: set[str]
) -> Iterator[tuple[int, int]]:
    """Yield the begin and end of each announced read in `talk`, which is in lower case, in order.

    The names of the sponsors are added to `names`.
    """
    done = 0
    for hint in hints:
        if hint < done:
            continue
        low, high = max(done, hint - _AROUND), hint + _AROUND
        beginning = sponsor_words.BEGINNING.search(talk, low, high)
        thanks = None if beginning else sponsor_words.THANKS_FOR_SHOW.search(talk, low, high)
        if beginning:
            earliest, latest = turns.around(beginning.start())
            begin = _clause_begin(talk, beginning, max(done, earliest))
            if sponsor_words.ANOTHER.match(talk, begin):
                begin = _first_message(talk, begin, max(done, earliest))
            found = sponsor_words.NAMES.match(talk, beginning.end())
            own = {name for name in found.groups("") if _is_name(talk, name)} if found else set()
            names |= own
            end = _end(talk, beginning.end(), latest, own)
        elif thanks:
            earliest, latest = turns.around(thanks.start())
            name = thanks["name"] or _site(talk, max(done, earliest), thanks.start())
            begin = _begin(talk, name, thanks.start(), max(done, earliest))
            own = {name for name in thanks.groups("") if _is_name(talk, name)}
            names |= own
            end = _sentence_end(talk, thanks.end(), latest)
            # Thanks to several sponsors stand before their messages.
            if thanks["other"] and own:
                end = _end(talk, end, latest, own)
        else:
            continue
        yield begin, end
        done = max(end, hint) + 1


def _unannounced(
    talk: str, names: Set[str], announced: Sequence[tuple[int, int]], turns: _Turns
) -> Iterator[tuple[int, int]]:
    """Yield further reads, in which who announces reads gives the address of a sponsor.

    `names` are those of the episode's sponsors.
    """
    speakers = {turns.speaker(begin) for begin, _ in announced}
    ends = [end for _, end in announced]
    done = 0
    for at, name in sorted(_namings(talk, names)):
        # The sponsor's people may be guests, and give the address in talk.
        if at < done or turns.speaker(at) not in speakers:
            continue
        near = bisect_right(announced, (at, len(talk)))
        high = announced[near][0] - 1 if near < len(announced) else len(talk)
        if near and at < ends[near - 1]:
            continue
        around = (max(0, at - _ADDRESS), min(at + len(name) + _ADDRESS, high))
        for offer in sponsor_words.OFFER.finditer(talk, *around):
            address = _address(talk, *offer.span())
            if not _is_of(name, address):
                continue
            earliest, latest = turns.around(offer.start())
            earliest = max(done, earliest, ends[near - 1] + 1 if near else 0)
            begin = _begin(talk, name, offer.start(), earliest)
            end = _end(talk, offer.end(), min(latest, high), {name}, address)
            yield begin, end
            done = end + 1
            break


def _namings(talk: str, names: Set[str]) -> Iterator[tuple[int, str]]:
    """Yield the offsets where sponsors are named, and who; "snap.ci" names SnapCI."""
    for name in names:
        for spelling in (name, f"{name[:-2]}.{name[-2:]}"):
            yield from ((at, name) for at in _offsets(spelling, talk, 0, len(talk)))


def _site(talk: str, earliest: int, at: int) -> str:
    """Return the name of the last site that is named before thanks without a name, else ""."""
    found = list(sponsor_words.SITE.finditer(talk, max(earliest, at - _SENTENCE), at))
    return found[-1][1] if found else ""


def _is_name(talk: str, word: str) -> bool:
    """Return whether a word where a sponsor is named can be a name: others are said too often."""
    return bool(word) and word not in sponsor_words.NO_NAMES and talk.count(word) <= _COMMON


def _address(talk: str, begin: int, end: int) -> tuple[str, str]:
    """Return the host and the path in an offer, without spaces; empty if it has no path."""
    found = sponsor_words.ADDRESS.search(talk, begin, end)
    if not found:
        return "", ""
    host = talk[talk.rfind(" ", 0, found.start()) + 1 : found.end(1)]
    path = sponsor_words.PATH.match(talk, found.end())
    return host, path[0] if path else ""


def _begin(talk: str, name: str, at: int, earliest: int) -> int:
    """Return the offset of the sentence that first names the sponsor, in the read around `at`."""
    begin = at
    if _is_name(talk, name):
        while (named := talk.rfind(name, max(earliest, begin - _APART), begin)) >= 0:
            begin = named
    before = list(
        sponsor_words.SENTENCE_END.finditer(talk, max(earliest, begin - _SENTENCE), begin)
    )
    if before:
        return before[-1].end() + 1
    return earliest if begin - earliest < _SENTENCE else talk.rfind(" ", 0, begin) + 1


def _clause_begin(talk: str, begun: re.Match[str], earliest: int) -> int:
    """Return the begin of the clause that announces a read, or of its word if that is far.

    What is said before is no part of the message: "our guest was Ada, and it was sponsored by".
    """
    at = begun.start()
    joined = [found.start(1) for found in sponsor_words.AND_IT.finditer(talk, at, begun.end())]
    before = joined or [
        found.end() for found in sponsor_words.CLAUSE_END.finditer(talk, max(0, at - _CLAUSE), at)
    ]
    begin = before[-1] if before else 0 if at < _CLAUSE else _first_words(talk, at)
    foreword = sponsor_words.FOREWORD.search(talk, max(earliest, begin - _SENTENCE), begin)
    return foreword.start() if foreword else max(begin, earliest)


def _first_message(talk: str, begin: int, earliest: int) -> int:
    """Return the begin of an offer right before "and it's brought to you by", else `begin`.

    The announcement of the first sponsor may be missing, as transcribers mishear it.
    """
    low = max(earliest, begin - _APART)
    ends = [found.end() + 1 for found in sponsor_words.SENTENCE_END.finditer(talk, low, begin)]
    sentences = [(first, last, talk[first:last]) for first, last in pairwise([low, *ends])]
    if not sentences or not sponsor_words.ADDRESS.search(sentences[-1][2]):
        return begin
    begin = sentences.pop()[0]
    while sentences and not sponsor_words.OPENING.search(sentences[-1][2]):
        begin = sentences.pop()[0]
    return begin


def _first_words(talk: str, at: int) -> int:
    """Return the begin of the words that lead to an announcement in talk without punctuation."""
    words = sponsor_words.LEAD.search(talk, max(0, at - _CLAUSE), at)
    return words.start() if words else talk.rfind(" ", 0, at) + 1


def _end(
    talk: str, begun: int, limit: int, names: Set[str], address: tuple[str, str] = ("", "")
) -> int:
    """Return the end of the read whose first words end at `begun`, `limit` at most.

    `names` are those of the sponsors it is for. `address` is that of an offer there, if any.
    """
    again = sponsor_words.TALK_AGAIN.search(talk, begun, limit)
    if again:
        limit = max(again.start() - 1, begun)
    # Thanks right after the beginning, for several sponsors, stand before their messages.
    thanks = sponsor_words.THANKS.search(talk, begun + _AROUND, limit)
    if thanks:
        return _further(talk, _sentence_end(talk, thanks.end(), limit), limit)
    follower = sponsor_words.BEGINNING.search(talk, begun, limit)
    near = follower.start() if follower else limit
    end = _sentence_end(talk, begun, limit)
    last = begun
    hosts = {address[0]} - {""}
    offered = bool(hosts)
    named_until = 0  # in a message without offers
    for evidence in _evidence(talk, begun, limit, names):
        host, path = _address(talk, evidence.begin, evidence.end)
        if host:
            named = any(_is_of(name, (host, path)) for name in names)
        else:
            named = any(name in talk[evidence.begin : evidence.end] for name in names)
        far = _NAMED if named else _AFTER if offered and host not in hosts else _APART
        # The sponsor's own address ends its message, however much is told before.
        is_own = host and named and evidence.begin < near
        if evidence.begin - last > far and not is_own:
            continue
        if evidence.kind == "praise" and offered and not _follows(talk, end, evidence.begin):
            continue
        last = evidence.end
        offered = offered or evidence.kind == "offer"
        hosts |= {host} - {""}
        if not offered and _opens(talk, evidence.begin):
            named_until = _sentence_end(talk, evidence.end, limit)
        is_clear = talk[evidence.begin : evidence.end] not in sponsor_words.UNCLEAR
        if evidence.kind == "offer" or (is_clear and _follows(talk, end, evidence.begin)):
            end = max(end, _sentence_end(talk, evidence.end, limit))
    if not offered:
        end = max(end, named_until)
    return _further(talk, end, limit)


def _opens(talk: str, at: int) -> bool:
    """Return whether an offset is in the first words of a sentence."""
    return bool(sponsor_words.SENTENCE_END.search(talk, max(0, at - _FIRST_WORDS), at))


def _is_of(name: str, address: tuple[str, str]) -> bool:
    """Return whether an address, a host and a path, is of the sponsor with this name."""
    host, path = address
    # "snap.ci" is of SnapCI.
    return path.startswith(name) or name in (host.partition(".")[0], host.replace(".", ""))


def _follows(talk: str, end: int, at: int) -> bool:
    """Return whether an offset is in the sentence after `end`, which a sentence ends at."""
    found = sponsor_words.SENTENCE_END.search(talk, end + 1, at)
    # Exclamations do not count: "That's right."
    while found and found.end() - end < _SHORT:
        found = sponsor_words.SENTENCE_END.search(talk, found.end(), at)
    return not found


def _further(talk: str, end: int, limit: int) -> int:
    """Return `end`, or that of the last sentence after it that can only belong to the read."""
    while found := sponsor_words.AFTERTHOUGHT.match(talk, end, limit):
        further = _sentence_end(talk, found.end(), limit)
        if further <= end:
            break
        end = further
    return end


def _evidence(talk: str, begun: int, limit: int, names: Set[str]) -> Iterator[_Evidence]:
    """Yield the evidence that a read goes on, in order, searched for only as far as asked."""
    offers = (
        _Evidence(*match.span(), "offer")
        for match in sponsor_words.OFFER.finditer(talk, begun, limit)
    )
    praise = (
        _Evidence(*match.span(), "praise")
        for match in sponsor_words.PRAISE.finditer(talk, begun, limit)
    )
    named = (map(_naming, _offsets(name, talk, begun, limit), repeat(len(name))) for name in names)
    return heapq.merge(offers, praise, *named)


def _naming(offset: int, length: int) -> _Evidence:
    return _Evidence(offset, offset + length, "name")


def _sentence_end(talk: str, at: int, limit: int) -> int:
    found = sponsor_words.SENTENCE_END.search(talk, at, min(limit, at + _SENTENCE))
    return found.end() if found else at
