"""Train and judge the speaker model; write indexer/speakers/speaker_model.json and its report.

    python -m training.train_speakers CORPORA

The figures of a show come from a model and a calibration that never saw the show. Talk Python #13
is not used for training or for any choice.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.speakers import inference, turn_features
from indexer.speakers import introductions as names
from indexer.speakers.inference import Calibration
from training import chain, report
from training.judged import Judged
from training.labelled import Talk, read_all

__all__ = ["encode", "judge", "main", "train", "two_person"]

Array = npt.NDArray[np.float64]

PENALTY = 20.0
"""The weight of the L2 prior. 1 to 30 were tried on the labelled shows: at 20 the slope of the
calibration is nearest 1, and no accuracy is lost where the model gives a name."""

CEILING = 0.98
"""The highest probability. It is set and not learned in each fold: in one episode of 27, talk
between friends, 15 % of the surest turns are wrong, and a fold without it holds no such talk."""

# Weights that the corpora cannot teach: no labelled file holds a sponsor's message or the recorded
# opening of a show. Only hosts read those, so the weights are set and not learned.
_PRIOR = {"reads a sponsor": 3.0, "signs on": 1.5, "is host": 2.0, "is guest": -2.0}

# The host of the show is interviewed here: the talk is left out of the training and judged alone.
_REVERSED = "531-talk-python-in-prod-youtube"


def two_person(corpora: Path) -> list[Talk]:
    """Return the talks of one host with one guest, each with its turns whole and split.

    The two voices of metamuse host it together, so it is left out.
    """
    talks = [talk for split in (False, True) for talk in read_all(corpora, split=split)]
    return [
        talk
        for talk in talks
        if len(talk.hosts) == len(talk.guests) == 1 and talk.show != "metamuse"
    ]


def encode(talk: Talk) -> tuple[Array, Array, Array]:
    """Return an episode's emission rows, transition rows, and truth (0 host, 1 guest, -1)."""
    turns = turn_features.turns(talk.cues)
    seen = turn_features.emissions(turns, talk.hosts[0], talk.guests[0])
    emission = np.array([[row.get(name, 0.0) for name in turn_features.EMISSIONS] for row in seen])
    between = turn_features.transitions(turns)
    transition = np.array(
        [[row.get(name, 0.0) for name in turn_features.TRANSITIONS] for row in between]
    )
    truth = [0.0 if name in talk.hosts else 1.0 if name else -1.0 for name in talk.speakers]
    return emission, transition, np.array(truth)


def fit(talks: Sequence[Talk]) -> chain.Weights:
    """Return the weights fitted to the talks."""
    emission = np.array([_PRIOR.get(name, 0.0) for name in turn_features.EMISSIONS])
    prior = chain.Weights(emission, np.zeros((len(turn_features.TRANSITIONS), 2, 2)))
    learned = [talk for talk in talks if talk.name != _REVERSED]
    return chain.fit(chain.batch([encode(talk) for talk in learned]), prior, PENALTY)


def judge(talks: Sequence[Talk], group: Callable[[Talk], str]) -> tuple[list[Judged], Calibration]:
    """Return each talk judged by a model without its group, and the whole calibration.

    The calibration of a group's probabilities is fitted to the other groups' held-out
    ones; the one returned, to all of them.
    """
    encoded = [encode(talk) for talk in talks]
    lengths = [[len(turn.words) for turn in turn_features.turns(talk.cues)] for talk in talks]
    heard: list[_Heard] = []
    for name in sorted({group(talk) for talk in talks}):
        weights = fit([talk for talk in talks if group(talk) != name])
        for talk, one, words in zip(talks, encoded, lengths, strict=True):
            if group(talk) == name:
                host = chain.marginals(weights, chain.batch([one]))[0]
                truth = np.where(one[2] < 0, -1.0, 1 - one[2])
                heard.append(_Heard(talk, _logit(host), truth, words))
    judged: list[Judged] = []
    for talk, odds, truth, words in heard:
        others = [other for other in heard if group(other.talk) != group(talk)]
        probability = inference.calibrated(odds.tolist(), words, _calibrate(others))
        judged.append(Judged(talk, np.array(probability), truth, np.array(words, np.float64)))
    return judged, _calibrate(heard)


class _Heard(NamedTuple):
    """A talk, the log-odds of its host, and the truth and the words of its turns."""

    talk: Talk
    odds: Array
    truth: Array
    words: list[int]


def _logit(probability: Array) -> Array:
    clipped = np.clip(probability, 1e-9, 1 - 1e-9)
    return np.asarray(np.log(clipped / (1 - clipped)))


def _calibrate(heard: Iterable[_Heard]) -> Calibration:
    """Fit Platt's slope (1999), by the contrast of an episode's voices, and his intercept.

    The likelihood is a mixture of that and a lapse, in which either voice is as likely;
    Dempster, Laird, Rubin (1977) climb it, each step by Newton's method. The reversed show
    is left out.
    """
    rows: list[Array] = []
    truths: list[Array] = []
    for talk, odds, truth, words in heard:
        if talk.name != _REVERSED:
            known = odds[truth >= 0]
            contrast = inference.contrast(odds.tolist(), words)
            rows.append(np.stack([known, known * contrast, np.ones_like(known)], 1))
            truths.append(truth[truth >= 0])
    seen, host = np.concatenate(rows), np.concatenate(truths)
    lapse = 1 - CEILING
    weights = np.array([1.0, 0.0, 0.0])
    meant = np.ones(len(host))
    for _ in range(100):
        guess = 1 / (1 + np.exp(-seen @ weights))
        curve = (seen * (meant * guess * (1 - guess))[:, None]).T @ seen
        weights -= np.linalg.solve(curve, seen.T @ (meant * (guess - host)))
        guess = 1 / (1 + np.exp(-seen @ weights))
        likely = (1 - 2 * lapse) * np.where(host == 1, guess, 1 - guess)
        meant = likely / (likely + lapse)
    slope, by_contrast, intercept = (round(float(weight), 4) for weight in weights)
    return Calibration(slope, by_contrast, intercept, CEILING)


def introductions(corpora: Path) -> tuple[int, int]:
    """Return the number of turns that name their own speaker, and how many of them are right."""
    found = right = 0
    for talk in read_all(corpora, split=False):
        people = names.People(talk.hosts, talk.guests, ("",))
        turns = turn_features.turns(talk.cues)
        for turn, name in zip(turns, talk.speakers, strict=True):
            said = inference.introduced(turn.text, people.everyone)
            found += said is not None
            right += said is not None and said == name
    return found, right


def document(
    weights: chain.Weights, calibration: Calibration, introduction: float
) -> dict[str, Any]:
    """Return the model as the JSON document of its file."""
    return {
        "about": "Weights of indexer/speakers/inference.py, written by training/train_speakers.py.",
        "threshold": report.THRESHOLD,
        "calibration": calibration._asdict(),
        "introduction": round(introduction, 3),
        "emission": {
            name: round(float(weight), 4)
            for name, weight in zip(turn_features.EMISSIONS, weights.emission, strict=True)
        },
        "transition": {
            name: np.round(pair, 4).tolist()
            for name, pair in zip(turn_features.TRANSITIONS, weights.transition, strict=True)
        },
    }


def train(corpora: Path) -> tuple[dict[str, Any], list[Judged], list[Judged]]:
    """Return the model, and the talks judged without their show and without their source."""
    talks = two_person(corpora)
    by_show, calibration = judge(talks, lambda talk: talk.show)
    by_source, _ = judge(talks, lambda talk: talk.show.split("/")[0])
    found, right = introductions(corpora)
    # Laplace's rule of succession: a few right ones are no certainty.
    model = document(fit(talks), calibration, (right + 1) / (found + 2))
    return model, by_show, by_source


def without_show(model: dict[str, Any], corpora: Path) -> inference.Model:
    """Return the model trained without Talk Python, calibrated as `model`."""
    talks = [talk for talk in two_person(corpora) if talk.show != "talk-python"]
    fitted = document(fit(talks), Calibration(**model["calibration"]), 0.0)
    return inference.parse(
        {**model, "emission": fitted["emission"], "transition": fitted["transition"]}
    )


def main() -> None:
    """Run the training from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    root = Path(__file__).resolve().parents[1]
    arguments = parser.parse_args()
    model, by_show, by_source = train(arguments.corpora)
    text = json.dumps(model, indent=1, ensure_ascii=False)
    text = re.sub(r"\[\s+([-\d.]+),\s+([-\d.]+)\s+\]", r"[\1, \2]", text)
    text = re.sub(r"\[\s+(\[[^\]]+\]),\s+(\[[^\]]+\])\s+\]", r"[\1, \2]", text)
    inference.MODEL.write_text(text + "\n", encoding="utf-8")
    gold = root / "tests/data/013-gold.json"
    found, alternation = report.hand_made(arguments.corpora, gold, inference.load())
    foreign, _ = report.hand_made(arguments.corpora, gold, without_show(model, arguments.corpora))
    thirteen = [("the model", found), ("trained without Talk Python", foreign)]
    told = introductions(arguments.corpora)
    page = report.page(by_show, by_source, told, thirteen, alternation, _REVERSED)
    (root / "docs/speaker-inference.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
