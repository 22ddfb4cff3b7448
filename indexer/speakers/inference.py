"""Speaker inference: names for turns that a transcript marks and does not label. Decision 0032.

A linear-chain model takes the features of each turn (`turn_features`) as evidence for the host or
the guest, and those of each pair of turns as evidence for a change of speaker. The forward-backward
recursions combine all evidence. The weights are in `speaker_model.json`, written by
`training/train_speakers.py`; docs/speaker-inference.md gives the accuracy.

Names are given only if the turns are visible, the talk is English and the two people are known.
With more than two people, only a speaker who gives their own name is sure. Captions without turn
marks get no speakers, as the border of a caption is no change of voice.
Source of the recursions: Rabiner, "A tutorial on hidden Markov models" (1989), section III.
"""

import functools
import json
import math
import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from indexer.cues import Cue
from indexer.speakers import turn_features
from indexer.speakers.introductions import People
from indexer.speakers.turn_features import Turn

__all__ = [
    "MODEL",
    "Calibration",
    "Guess",
    "Model",
    "calibrated",
    "contrast",
    "host_probabilities",
    "infer",
    "introduced",
    "load",
    "parse",
]

MODEL = Path(__file__).with_name("speaker_model.json")

# Bounds for talk in turns, which every labelled interview of the corpora meets. Paragraphs cut by
# the clock have one length and are hardly ever short.
_FEWEST = 8  # turns
_LONGEST = 300  # words in a turn, on average
_SHORT = 10  # words
_SHORT_SHARE = 0.03
_SPREAD = 0.4  # of the turns' words: standard deviation over mean

# Some transcribers mark the turns of captions in one part of a talk only. Many captions in a row
# without a mark are no turn.
_CAPTIONS = 10
_UNMARKED_SHARE = 0.2  # of the words, in such runs that are longer than turns are on average

_SAYS_WHO = re.compile(
    r"\b(?:i'm|i am|my name is|my name's|(?:this is|i'm|i am) your host,?)", re.IGNORECASE
)

_States = tuple[float, float]


class Guess(NamedTuple):
    """A speaker's name and the calibrated probability, 0 to 1, that it is right."""

    speaker: str
    probability: float


class Calibration(NamedTuple):
    """Parameters that turn log-odds into probabilities: Platt's slope and intercept, and two more.

    The slope depends on the episode: the `contrast` of its two voices adds to it. No probability
    is above `ceiling`, as some talk does not keep to the roles.
    Source: Platt, "Probabilistic outputs for support vector machines" (1999).
    """

    slope: float
    contrast: float
    intercept: float
    ceiling: float


@dataclass(frozen=True, slots=True)
class Model:
    """The weights: of a feature of a turn for the host, of a pair's for (before, after).

    The states of a pair are (host, guest). `threshold` is the lowest probability of a guess that
    is given. `introduction` is the probability that a speaker who gives a name as their own has it.
    """

    emission: Mapping[str, float]
    transition: Mapping[str, tuple[_States, _States]]
    calibration: Calibration
    threshold: float
    introduction: float


def load(path: Path = MODEL) -> Model:
    """Return the model in a file. Raises `ValueError` if it is of other features."""
    return parse(json.loads(path.read_text(encoding="utf-8")))


@functools.cache
def _own() -> Model:
    return load()


def parse(document: Mapping[str, Any]) -> Model:
    """Return the model in a JSON document. Raises `ValueError` as `load` does."""
    emission, transition = document["emission"], document["transition"]
    if set(emission) != set(turn_features.EMISSIONS) or set(transition) != set(
        turn_features.TRANSITIONS
    ):
        raise ValueError("the speaker model is of other features; run training/train_speakers.py")
    return Model(
        emission={name: float(weight) for name, weight in emission.items()},
        transition={
            name: ((float(hh), float(hg)), (float(gh), float(gg)))
            for name, ((hh, hg), (gh, gg)) in transition.items()
        },
        calibration=Calibration(**document["calibration"]),
        threshold=float(document["threshold"]),
        introduction=float(document["introduction"]),
    )


def infer(cues: Sequence[Cue], people: People, *, model: Model | None = None) -> list[Guess | None]:
    """Return a guess at the speaker of each cue, or None.

    A guess that is less likely than the model's threshold is None. A file that labels any speaker
    gets no guesses: a speaker without a label is unknown to the file itself.
    """
    guesses: list[Guess | None] = [None] * len(cues)
    if any(cue.speaker for cue in cues):
        return guesses
    turns = turn_features.turns(cues)
    if not _visible(turns) or not turn_features.is_english(turns):
        return guesses
    model = model or _own()
    for turn, guess in zip(turns, _guesses(turns, people, model), strict=True):
        if guess is not None and guess.probability >= model.threshold:
            guesses[turn.first : turn.last] = [guess] * (turn.last - turn.first)
    return guesses


def _visible(turns: Sequence[Turn]) -> bool:
    if len(turns) < _FEWEST:
        return False
    lengths = [len(turn.words) for turn in turns]
    mean = statistics.fmean(lengths)
    unmarked = sum(
        length
        for turn, length in zip(turns, lengths, strict=True)
        if length > _LONGEST and turn.last - turn.first > _CAPTIONS
    )
    short = sum(length <= _SHORT for length in lengths) / len(lengths)
    return (
        0 < mean <= _LONGEST
        and short >= _SHORT_SHARE
        and statistics.pstdev(lengths) >= _SPREAD * mean
        and unmarked <= _UNMARKED_SHARE * sum(lengths)
    )


def _guesses(turns: Sequence[Turn], people: People, model: Model) -> Iterator[Guess | None]:
    if len(people.hosts) == len(people.guests) == 1 and not people.others:
        host, guest = people.hosts[0], people.guests[0]
        for probability in host_probabilities(turns, host, guest, model):
            if probability >= 0.5:
                yield Guess(host, round(probability, 3))
            else:
                yield Guess(guest, round(1 - probability, 3))
        return
    for turn in turns:
        name = introduced(turn.text, people.everyone)
        yield None if name is None else Guess(name, model.introduction)


def introduced(text: str, people: Sequence[str]) -> str | None:
    """Return the person of `people` whose name the speaker of `text` gives as own, or None."""
    if _SAYS_WHO.search(text) is None:
        return None
    said = {name for name in people if " " in name and _introduction(name).search(text)}
    return said.pop() if len(said) == 1 else None


@functools.lru_cache(maxsize=256)
def _introduction(name: str) -> re.Pattern[str]:
    return re.compile(rf"{_SAYS_WHO.pattern} {re.escape(name)}\b", re.IGNORECASE)


def host_probabilities(turns: Sequence[Turn], host: str, guest: str, model: Model) -> list[float]:
    """Return the calibrated probability, 0 to 1, that the host says each turn."""
    nodes = [
        sum(model.emission[name] * value for name, value in seen.items())
        for seen in turn_features.emissions(turns, host, guest)
    ]
    pairs = [_pair(seen, model) for seen in turn_features.transitions(turns)]
    odds = list(_log_odds(nodes, pairs))
    probabilities = calibrated(odds, [len(turn.words) for turn in turns], model.calibration)
    # Announcements are as long as answers, and nothing is the guest's before the guest is greeted.
    # It may be a clip of the guest, so it is not the host's either.
    greeted = turn_features.greeted_at(turns, guest)
    return [max(0.5, one) for one in probabilities[:greeted]] + probabilities[greeted:]


def calibrated(
    odds: Sequence[float], lengths: Sequence[int], calibration: Calibration
) -> list[float]:
    """Return the host's probabilities for the log-odds of turns and their lengths in words."""
    slope, by_contrast, intercept, ceiling = calibration
    # If the likely host talks more, the slope is 0 and not negative: the roles are unclear.
    slope = max(0.0, slope + by_contrast * contrast(odds, lengths))
    lapse = 1 - ceiling
    return [lapse + (1 - 2 * lapse) * _logistic(slope * one + intercept) for one in odds]


def contrast(odds: Sequence[float], lengths: Sequence[int]) -> float:
    """Return the natural logarithm of the guest's mean turn length over the host's.

    Each turn counts for both by the log-odds of the host. In an interview the guest's turns are
    three times as long; if both lengths are equal, the roles are not clear.
    """
    host = guest = turns_of_host = turns_of_guest = 1.0  # so that no length is 0
    for one, length in zip(odds, lengths, strict=True):
        share = _logistic(one)
        host += share * length
        guest += (1 - share) * length
        turns_of_host += share
        turns_of_guest += 1 - share
    return math.log(guest / turns_of_guest) - math.log(host / turns_of_host)


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _pair(seen: Mapping[str, float], model: Model) -> tuple[_States, _States]:
    scores = [0.0, 0.0, 0.0, 0.0]
    for name, value in seen.items():
        if value:
            (hh, hg), (gh, gg) = model.transition[name]
            for at, weight in enumerate((hh, hg, gh, gg)):
                scores[at] += value * weight
    return (scores[0], scores[1]), (scores[2], scores[3])


def _log_odds(nodes: Sequence[float], pairs: Sequence[tuple[_States, _States]]) -> Iterator[float]:
    """Yield the log-odds of the host at each turn, by the forward-backward recursions.

    Both recursions need only the difference between the logarithms of the two states.
    """
    ahead = [0.0] * len(nodes)
    for at in range(len(nodes) - 2, -1, -1):
        (hh, hg), (gh, gg) = pairs[at]
        odds = nodes[at + 1] + ahead[at + 1]
        ahead[at] = _log_add(hh + odds, hg) - _log_add(gh + odds, gg)
    behind = 0.0
    for at, node in enumerate(nodes):
        if at:
            (hh, hg), (gh, gg) = pairs[at - 1]
            behind = _log_add(behind + hh, gh) - _log_add(behind + hg, gg)
        behind += node
        yield behind + ahead[at]


def _log_add(one: float, other: float) -> float:
    high, low = max(one, other), min(one, other)
    return high + math.log1p(math.exp(low - high))
