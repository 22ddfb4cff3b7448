"""The page docs/speaker-inference.md: accuracy, coverage and calibration of the inference."""

import itertools
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer import recording
from indexer.cues import Cue
from indexer.speakers import inference, introductions, turn_features
from training.judged import Judged

__all__ = ["THRESHOLD", "Figures", "figures", "gold_roles", "hand_made", "page"]

Array = npt.NDArray[np.float64]

THRESHOLD = 0.85
"""The least probability at which the model gives a name."""

_BINS = (
    *itertools.pairwise((0.5, 0.6, 0.7, 0.8, THRESHOLD, 0.9, 0.95, 0.97, 1.0001)),
    (THRESHOLD, 1.0001),
)


class Figures(NamedTuple):
    """Shares of the turns, 0 to 1; `said_words` is a share of the words.

    `brier` is the mean squared error of the host's probability (Brier, 1950).
    """

    turns: int
    accuracy: float
    coverage: float
    said_words: float
    right_where_said: float
    brier: float


def figures(probability: Array, truth: Array, words: Array) -> Figures:
    """Return the figures of host probabilities against the truth (1 host, 0 guest, -1)."""
    known = truth >= 0
    host, is_host, length = probability[known], truth[known], words[known]
    right = (host >= 0.5) == (is_host == 1)
    said = np.maximum(host, 1 - host) >= THRESHOLD
    return Figures(
        turns=int(known.sum()),
        accuracy=float(right.mean()),
        coverage=float(said.mean()),
        said_words=float(length[said].sum() / length.sum()),
        right_where_said=float(right[said].mean()) if said.any() else float("nan"),
        brier=float(((host - is_host) ** 2).mean()),
    )


def gold_roles(gold: Path, cues: Sequence[Cue]) -> list[str]:
    """Return the role of each turn of the cues, H or G, from the gold file.

    A turn without a stamp has the speaker before. Raises `ValueError` if the stamps of the gold
    file are not those of the cues.
    """
    labels = iter(json.loads(gold.read_text(encoding="utf-8"))["turns"])
    roles: list[str] = []
    for turn in turn_features.turns(cues):
        start = cues[turn.first].start
        if start is not None:
            second, role = next(labels)
            if second != start:
                raise ValueError(f"the gold file has {second} s where the turn starts at {start} s")
        roles.append(role)
    return roles


def hand_made(corpora: Path, gold: Path, model: inference.Model) -> tuple[Figures, float]:
    """Return the figures on Talk Python #13 and the accuracy of strict alternation there.

    Its people are found in its own talk. Alternation changes the speaker at every turn.
    """
    path = corpora / "talk-python/original/013-flask-armin-ronacher.txt"
    cues = recording.read_file(path, path.read_bytes()).cues
    people = introductions.find(cues)
    turns = turn_features.turns(cues)
    host = inference.host_probabilities(turns, people.hosts[0], people.guests[0], model)
    truth = np.array([float(role == "H") for role in gold_roles(gold, cues)])
    words = np.array([float(len(turn.words)) for turn in turns])
    alternating = float((truth == (np.arange(len(truth)) + 1) % 2).mean())
    return figures(np.array(host), truth, words), max(alternating, 1 - alternating)


def page(
    by_show: Sequence[Judged],
    by_source: Sequence[Judged],
    introduced: tuple[int, int],
    thirteen: Sequence[tuple[str, Figures]],
    alternation: float,
    reversed_: str,
) -> str:
    """Return the report in Markdown."""
    usual = [case for case in by_show if case.talk.name != reversed_]
    whole = [case for case in usual if not case.talk.split]
    split = [case for case in usual if case.talk.split]
    other = [case for case in by_source if case.talk.name != reversed_]
    swapped = [case for case in by_show if case.talk.name == reversed_ and not case.talk.split]
    shows = sorted({case.talk.show for case in whole})
    lines = [
        *_INTRODUCTION,
        *_HEAD,
        *(_row(show, [case for case in whole if case.talk.show == show]) for show in shows),
        _row("**all**", whole),
        "",
        "The same talk, its long turns cut into paragraphs of about 75 words that are marked",
        "like turns, as hand-made transcripts have it:",
        "",
        *_HEAD,
        *(_row(show, [case for case in split if case.talk.show == show]) for show in shows),
        _row("**all**", split),
        "",
        "Without the whole source (all of Changelog, of Talk Python, of the Bitcoin shows), so",
        "that no host of the judged show was ever seen either:",
        "",
        *_HEAD,
        _row("turns whole", [episode for episode in other if not episode.talk.split]),
        _row("in paragraphs", [episode for episode in other if episode.talk.split]),
        "",
        "An episode in which the show's host is the one interviewed (Talk Python 531; left out",
        "of the training and of every figure above):",
        "",
        *_HEAD,
        _row("roles exchanged", swapped),
        "",
        "## Calibration",
        "",
        "The probability that is given, and how often it is right, on the held-out shows:",
        "",
        *_calibration(whole, split),
        "",
        *_CALIBRATED,
        "## Talk Python #13",
        "",
        "This episode is not used for training or calibration, nor to choose the penalty or the",
        "threshold. It is no blind test: it had been read, for its labels and its kind of",
        "sponsor's message, before the features were written. The labels, read off by hand, are in",
        "`tests/data/013-gold.json`; host and guest are found in its own prose.",
        f"Strict alternation is right in {alternation:.1%} of these turns.",
        "",
        *_HEAD,
        *(_line(name, 1, found) for name, found in thirteen),
        "",
        "## More than two people",
        "",
        'Only a turn in which a speaker says the own full name ("I\'m …", "this is your host, …")',
        f"gets a name there. In the labelled files {introduced[1]} of {introduced[0]} such turns",
        "are by that person.",
        "",
        *_LIMITS,
    ]
    return "\n".join(lines) + "\n"


_INTRODUCTION = (
    "# Speaker inference",
    "",
    "Written by `python -m training.train_speakers CORPORA`; do not edit by hand.",
    "",
    "`indexer/speakers/inference.py` names the speaker of a turn in transcripts that mark their",
    "turns and label nobody. A linear-chain model reads the features of",
    "`indexer/speakers/turn_features.py`; its weights are in",
    "`indexer/speakers/speaker_model.json`. It gives a name where it is at least 85 % sure and",
    "none elsewhere.",
    "",
    "Four weights are set, not learned, because no labelled file holds a sponsor's message or",
    "a recorded opening: *reads a sponsor*, *signs on*, *is host*, *is guest*. The training may",
    "move them, and hardly does.",
    "",
    "## Held-out accuracy",
    "",
    "Episodes of one host with one guest, without their labels. Each show is judged by a model",
    "and a calibration that never saw it. *All turns right* counts the likelier name for every",
    "turn; *named* is the share of turns (and of words) where the model is sure enough to give a",
    "name, and *right where named* is the share of these names that are right.",
    "",
)
_CALIBRATED = (
    "The slope of the calibration depends on the episode: the longer the guest's turns are",
    "beside the host's, the steeper the log-odds count (*contrast* in the weights). No",
    "probability is above 98 %. One episode in 27, Changelog & Friends 100, is talk between",
    "friends, and 15 % of its surest turns are wrong; the other episodes hold no such talk. This",
    "limit is set; slope, contrast and intercept are fitted without the show that is judged.",
    "",
)
_HEAD = (
    "| show | episodes | turns | all turns right | named | of the words | right where named "
    "| Brier |",
    "|---|---:|---:|---:|---:|---:|---:|---:|",
)
_LIMITS = (
    "## What it does not do",
    "",
    "- Captions without turn marks get no speakers: a caption's border is no change of voice. Nor",
    "  do captions that mark their turns in one part of the talk and not in another.",
    "- Nothing is the guest's before the guest is greeted: announcements are as long as answers.",
    "  Of ten such guesses in 56 labelled interviews none was right, so they are not given.",
    "- Hosts who talk as much as their guests are hard, and so are paragraphs marked like turns:",
    "  there the model names fewer turns.",
    "- Its words are English. Other languages are recognised and left without speakers.",
    "- Shows of co-hosts without a guest, and of several guests, get names only from people who",
    "  say their own.",
)


def _row(name: str, judged: Sequence[Judged]) -> str:
    return _line(name, len(judged), figures(*_concatenated(judged)))


def _line(name: str, episodes: int, found: Figures) -> str:
    shares = (found.accuracy, found.coverage, found.said_words, found.right_where_said)
    cells = (name, episodes, found.turns, *(f"{share:.1%}" for share in shares))
    return f"| {' | '.join(map(str, cells))} | {found.brier:.3f} |"


def _concatenated(judged: Iterable[Judged]) -> tuple[Array, Array, Array]:
    parts = [(episode.probability, episode.truth, episode.words) for episode in judged]
    probability, truth, words = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    return probability, truth, words


def _calibration(whole: Sequence[Judged], split: Sequence[Judged]) -> list[str]:
    rows = [
        "| probability | turns whole | given | right | in paragraphs | given | right |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for low, high in _BINS:
        cells = [f"{low:.2f} to {min(high, 1.0):.2f}"]
        for judged in (whole, split):
            probability, truth, _ = _concatenated(judged)
            sure = np.maximum(probability, 1 - probability)
            inside = (truth >= 0) & (sure >= low) & (sure < high)
            right = ((probability >= 0.5) == (truth == 1))[inside]
            count = int(inside.sum())
            shares = (sure[inside].mean(), right.mean()) if count else (float("nan"),) * 2
            cells += [str(count), *(f"{share:.1%}" for share in shares)]
        rows.append(f"| {' | '.join(cells)} |")
    return rows
