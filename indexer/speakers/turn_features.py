"""Features of a turn for speaker inference. Decision 0032.

A turn is the talk from one mark of the file (a change of voice, a break) to the next. A feature
has a name and a value between 0 and 1; `speaker_model.json` holds a weight for each. The words are
English: `is_english` returns whether the features apply to a text.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.cues import Cue

__all__ = [
    "EMISSIONS",
    "TRANSITIONS",
    "Turn",
    "emissions",
    "greeted_at",
    "is_english",
    "transitions",
    "turns",
    "wholeness",
]

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_LENGTHS = (3, 7, 16, 41, 101)  # words; a turn is in the first bucket that is longer
_LONG = 41  # words
_PARAGRAPH = 150  # words; files that hold longer turns do not cut them into paragraphs
_TAIL = 200  # code points at a turn's end in which a question asks for an answer
_OPENING = 6  # words

_OPENERS = (
    *("absolutely", "actually", "and", "because", "but", "exactly", "great", "hello", "how", "i"),
    *("it", "like", "no", "now", "oh", "ok", "okay", "right", "so", "sure", "that", "that's"),
    *("the", "there", "they", "uh", "we", "well", "what", "when", "which", "yeah", "yep", "yes"),
    *("you", "you're"),
)
_PRAISE = frozenset(
    {"amazing", "awesome", "beautiful", "cool", "excellent", "fantastic", "fascinating"}
    | {"gotcha", "great", "incredible", "interesting", "nice", "wonderful", "wow"}
)
_RATES = {
    "i": frozenset(("i", "i'm", "i've", "i'd", "me", "my")),
    "we": frozenset(("we", "we're", "we've", "us", "our")),
    "you": frozenset(("you", "you're", "you've", "your", "you'd")),
    "they": frozenset(("they", "they're", "them", "their")),
    "asking words": frozenset(("what", "how", "why", "when", "which", "where", "who")),
    "hedges": frozenset(("basically", "actually", "probably", "definitely", "maybe", "just")),
    "past": frozenset(("was", "were", "had", "did", "started", "went", "came", "worked")),
}
_SPONSOR = "sponsor phrases"
_PHRASES = {
    "asks": "can you|could you|curious about|did you|do you|have you|how about|how did|how do|i'm "
    "curious|i wonder|talk about|tell me|tell us|was it|were you|what about|what are|what do|"
    "what is|what kind|what was|what were|what's the|would you|you think|your thoughts",
    "hosts": "a listener|listening to|on the show|our guest|people listening|the audience|the "
    "listeners|the show|this episode|this podcast|to the show|welcome back|welcome to",
    "thanks the guest": "appreciate you|for being here|for being on|for coming on|for joining|for "
    "taking the time|thanks for being|thanks for coming|thank you for being|you joining",
    "is a guest": "for having me|for inviting me|glad to be|good question|good to be|great "
    "question|great to be|having me|happy to be|honored to|pleasure to be|to be here|to be "
    "on|you for having|you're welcome|you are welcome",
    _SPONSOR: "brought to|by using the|check out|check them|discount code|for supporting|free plan|"
    "free trial|get started|offers from|percent off|plan today|promo code|sign up|sponsored by|"
    "sponsoring the|sponsors for|support the|the link|their website|them on|thanks to|use the|"
    "visit them|your first",
    "signs on": "episode number|follow me|i'm your|keep up|this is your|today we're|we'll be|"
    "with guest|with me today|your host",
    "signs off": "check the|for listening|final question|has been another|in the show|last "
    "question|next time|next week|see you|show notes|so much for|take care|thank "
    "you for|thanks for|wrap up",
    "opinion": "i believe|i don't|i guess|i mean|i think|kind of|sort of",
    "own story": "i got|i had|i started|i used|i was|i worked|my own|my first|we built|we had|"
    "we started|we were|when i",
    "moves on": "before we|let's talk|like to ask|move on|one more|one thing|so let's|so you|the "
    "other|want to ask|wanted to ask|you mentioned|you said|you were|you've been",
}
_PHRASE_OF = {
    tuple(phrase.split()): name
    for name, phrases in _PHRASES.items()
    for phrase in phrases.split("|")
}

_LENGTH_NAMES = (*(f"under {n} words" for n in _LENGTHS), "long")
_NAMES = ("addresses guest", "addresses host", "names guest", "names host", "is host", "is guest")

EMISSIONS: tuple[str, ...] = (
    "any turn",
    *_LENGTH_NAMES,
    *("ends in a question", "asks near its end", "questions"),
    *("first turn", "opening", "closing", "early"),
    *("praise", "only praise", "after a break", "longer than around", "reads a sponsor"),
    *("previous asks", "next long", "previous long", "next praises"),
    *(f"opens with {word}" for word in _OPENERS),
    *_RATES,
    *(name for name in _PHRASES if name != _SPONSOR),
    *_NAMES,
)
"""The names of the features of a turn, in the order of the model's weights."""

TRANSITIONS: tuple[str, ...] = (
    *("any pair", "question before", "short before", "short after", "both long", "unfinished"),
    *("answer opens", "goes on", "after a break", "unmarked", "praise opens", "both short"),
    *("long turns about", "long turns about, both long", "long turns about, no question"),
)
"""The names of the features of a pair of turns, in the order of the model's weights."""

_ANSWERS = frozenset(
    {"yeah", "yes", "yep", "no", "right", "sure", "exactly", "absolutely", "ok", "okay", "well"}
    | {"oh", "definitely", "correct", "thanks", "mm", "mhm", "totally", "hmm", "wow"}
)
_GOES_ON = frozenset(("and", "but", "because", "so", "then", "also", "or", "which", "for", "now"))

# The most frequent words of English talk: 20 to 35 % of each English file in the corpora,
# 0.2 % of the Spanish one.
_FUNCTION_WORDS = frozenset(
    {"and", "are", "but", "have", "it", "it's", "not", "of", "on", "that", "the", "this", "to"}
    | {"was", "we", "what", "with", "you", "i", "is", "so", "like", "they", "for"}
)
_ENGLISH = 0.12


# 99 % of Talk Python's guests are greeted by word 1,200.
_GREETED_BY = 1500
_GREETING = (
    r"\b{name},? +(?:welcome|hello|hi\b|hey\b|thanks|thank you|(?:it's |it is |so )?"
    r"(?:great|good|nice|glad|happy|lovely) to|how are you|how's it)"
    r"|\b(?:hi|hey|hello|hiya|welcome|welcome back|thanks|thank you),? +{name}\b"
    r"|\b(?:welcome|thanks|thank you|great to|good to|nice to|glad to)\b[^.?!]{{0,60}}, +{name}\b"
)
_IS_GREETED = re.compile(
    r"\b(?:for having me|for inviting me|(?:happy|glad|great|good|pleasure|honou?red|excited)"
    r" to be (?:here|on|back))\b",
    re.IGNORECASE,
)


class Turn(NamedTuple):
    """A turn: the index of its first cue and of the cue after its last, its text and words."""

    first: int
    last: int
    text: str
    words: list[str]
    marked: bool
    after_break: bool


def turns(cues: Sequence[Cue]) -> list[Turn]:
    """Return the turns of an episode, in order; every cue is in one turn."""
    if not cues:
        return []
    firsts = [at for at, cue in enumerate(cues) if not at or cue.new_turn or cue.after_break]
    return [
        _turn(cues, first, last)
        for first, last in zip(firsts, [*firsts[1:], len(cues)], strict=True)
    ]


def _turn(cues: Sequence[Cue], first: int, last: int) -> Turn:
    text = " ".join(cue.text for cue in cues[first:last]).replace("’", "'").strip()
    words = _WORD.findall(text.lower())
    return Turn(first, last, text, words, cues[first].new_turn, cues[first].after_break)


def is_english(turns_: Sequence[Turn]) -> bool:
    """Return whether the talk is English, by the share of the most frequent English words."""
    words = [word for turn in turns_[:40] for word in turn.words]
    return sum(word in _FUNCTION_WORDS for word in words) >= _ENGLISH * max(1, len(words))


def emissions(turns_: Sequence[Turn], host: str, guest: str) -> Iterator[dict[str, float]]:
    """Yield for each turn its features that are not 0, by name.

    `host` and `guest` are their full names, for turns that address or name one of them.
    """
    names = _Names(host, guest)
    lengths = [len(turn.words) for turn in turns_]
    asks = [_asks(turn.text) for turn in turns_]
    last = len(turns_) - 1
    for at, turn in enumerate(turns_):
        seen = _alone(turn)
        seen.update(names.seen_in(turn.text))
        seen["any turn"] = 1.0
        seen["first turn"] = float(at == 0)
        seen["opening"] = float(at < 4)
        seen["closing"] = float(at > last - 4)
        seen["early"] = float(at < 0.04 * last)
        seen["previous asks"] = float(at > 0 and asks[at - 1])
        seen["previous long"] = float(at > 0 and lengths[at - 1] >= _LONG)
        seen["next long"] = float(at < last and lengths[at + 1] >= _LONG)
        seen["next praises"] = float(at < last and _praises(turns_[at + 1]))
        around = lengths[max(0, at - 3) : at] + lengths[at + 1 : at + 4]
        seen["longer than around"] = lengths[at] / (
            lengths[at] + sum(around) / max(1, len(around)) + 1
        )
        yield seen


def greeted_at(turns_: Sequence[Turn], guest: str) -> int:
    """Return the index of the first turn that may be the guest's, 0 if no greeting is found.

    It is the turn after the one that greets the guest by name, or the one in which the guest is
    thankful for it. Later greetings are no introductions.
    """
    name = re.escape(guest.split()[0]) if guest.split() else ""
    greeting = re.compile(_GREETING.format(name=name), re.IGNORECASE)
    words = 0
    for at, turn in enumerate(turns_):
        if name and _IS_GREETED.search(turn.text):
            return at
        if name and greeting.search(turn.text):
            return at + 1
        words += len(turn.words)
        if words > _GREETED_BY:
            break
    return 0


def wholeness(turns_: Sequence[Turn]) -> float:
    """Return 1 if long talk stands in one piece, 0 if it is cut into paragraphs, or between."""
    monologues = sum(len(turn.words) > _PARAGRAPH for turn in turns_)
    return min(1.0, monologues / (0.1 * len(turns_))) if turns_ else 0.0


def transitions(turns_: Sequence[Turn]) -> Iterator[dict[str, float]]:
    """Yield for each turn but the first the features of the pair of the one before and it."""
    whole = wholeness(turns_)
    for before, after in itertools.pairwise(turns_):
        opening = after.words[0] if after.words else ""
        yield {
            "any pair": 1.0,
            "question before": float(_asks(before.text)),
            "short before": float(len(before.words) < _LENGTHS[1]),
            "short after": float(len(after.words) < _LENGTHS[1]),
            "both short": float(max(len(before.words), len(after.words)) < _LENGTHS[2]),
            "both long": float(min(len(before.words), len(after.words)) >= _LONG),
            "unfinished": float(not before.text.endswith((".", "?", "!", '"'))),
            "answer opens": float(opening in _ANSWERS),
            "goes on": float(opening in _GOES_ON),
            "praise opens": float(_praises(after)),
            "after a break": float(after.after_break),
            "unmarked": float(not after.marked),
            "long turns about": whole,
            "long turns about, both long": whole
            * (min(len(before.words), len(after.words)) >= _LONG),
            "long turns about, no question": whole * (not _asks(before.text)),
        }


def _alone(turn: Turn) -> dict[str, float]:
    words = turn.words
    count = len(words)
    bucket = sum(count >= length for length in _LENGTHS)
    opener = words[0] if words else ""
    seen = {
        _LENGTH_NAMES[bucket]: 1.0,
        "ends in a question": float(turn.text.endswith("?")),
        "asks near its end": float(_asks(turn.text)),
        "questions": turn.text.count("?") / (1 + sum(map(turn.text.count, ".?!"))),
        "praise": float(_praises(turn)),
        "only praise": float(_praises(turn) and count < _LENGTHS[1]),
        "after a break": float(turn.after_break),
    }
    if opener in _OPENERS:
        seen[f"opens with {opener}"] = 1.0
    if count >= _LENGTHS[0]:
        for name, class_ in _RATES.items():
            seen[name] = min(1.0, 5 * sum(map(class_.__contains__, words)) / (count + 5))
    pairs = set(itertools.pairwise(words))
    triples = set(zip(words, words[1:], words[2:], strict=False))
    for phrase in (pairs | triples) & _PHRASE_OF.keys():
        seen[_PHRASE_OF[phrase]] = min(1.0, seen.get(_PHRASE_OF[phrase], 0.0) + 0.5)
    # One phrase may be talk about a product. Two together, or one after a break, are a sponsor's
    # message.
    sponsor = seen.pop(_SPONSOR, 0.0)
    seen["reads a sponsor"] = float(sponsor == 1.0 or (sponsor > 0 and turn.after_break))
    return seen


def _asks(text: str) -> bool:
    return "?" in text[-_TAIL:]


def _praises(turn: Turn) -> bool:
    return not _PRAISE.isdisjoint(turn.words[:_OPENING])


class _Names:
    """Patterns of the host's and the guest's names, when they are addressed or mentioned."""

    def __init__(self, host: str, guest: str) -> None:
        self._patterns: list[tuple[str, re.Pattern[str]]] = []
        first = {
            "host": host.split()[0] if host else "",
            "guest": guest.split()[0] if guest else "",
        }
        if not first["host"] or first["host"].casefold() == first["guest"].casefold():
            return
        for role, full in (("host", host), ("guest", guest)):
            name = re.escape(first[role])
            if not name:
                continue
            self._add(f"names {role}", rf"\b{name}\b")
            self._add(
                f"addresses {role}",
                rf"(?:^|[.!?,] +|\b(?:hi|hey|hello|thanks|thank you|you|so|well|yeah|right|okay|ok|"
                rf"welcome|back|now|but|cool|great|awesome) +){name}\s*(?:[,.!?]|$)",
            )
            self._add(
                f"is {role}",
                rf"\b(?:i'm|i am|my name is|my name's|your host,?) +(?:{name}|{re.escape(full)})\b",
            )

    def _add(self, feature: str, pattern: str) -> None:
        self._patterns.append((feature, re.compile(pattern, re.IGNORECASE)))

    def seen_in(self, text: str) -> dict[str, float]:
        return {name: 1.0 for name, pattern in self._patterns if pattern.search(text)}
