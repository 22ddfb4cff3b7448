"""Fitting of the linear-chain model of `indexer.speakers.inference` by maximum likelihood.

Two states, host and guest. The score of a labelling is the sum of its emission weights
(given to the host state) and its transition weights (one for each pair of states); the
likelihood, its gradient and the marginals come from the forward-backward recursions.
Source: Lafferty, McCallum, Pereira, "Conditional random fields" (ICML 2001), section 3.
The penalty is L2, so the optimum is unique; L-BFGS (Nocedal and Wright, "Numerical
Optimization", 2nd ed., algorithm 7.4) finds it.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Batch", "Weights", "batch", "fit", "marginals"]

Array = npt.NDArray[np.float64]

_MEMORY = 12  # pairs of steps that L-BFGS keeps


class Weights(NamedTuple):
    """Emission weights (features), transition weights (features, before, after)."""

    emission: Array
    transition: Array


class Batch(NamedTuple):
    """Several episodes, padded to one length: arrays of (episode, turn, …); state 0 is the host.

    `mask` is 1 where there is a turn, `known` 1 where its true speaker is known.
    """

    emission: Array
    transition: Array
    truth: Array
    mask: Array
    known: Array


def batch(
    episodes: Sequence[tuple[Array, Array, Array]],
) -> Batch:
    """Return the batch of (emissions, transitions, truth) of each episode.

    `truth` is 0 for the host, 1 for the guest, -1 for neither.
    """
    count, longest = len(episodes), max(len(truth) for _, _, truth in episodes)
    emission = np.zeros((count, longest, episodes[0][0].shape[1]))
    transition = np.zeros((count, longest, episodes[0][1].shape[1]))
    truth = np.zeros((count, longest))
    mask = np.zeros((count, longest))
    known = np.zeros((count, longest))
    for at, (seen, between, labels) in enumerate(episodes):
        emission[at, : len(seen)] = seen
        transition[at, 1 : len(seen)] = between
        truth[at, : len(seen)] = np.maximum(labels, 0)
        mask[at, : len(seen)] = 1
        known[at, : len(seen)] = labels >= 0
    return Batch(emission, transition, truth, mask, known)


def _chain(weights: Weights, data: Batch, bias: Array) -> tuple[Array, Array, Array]:
    """Return log-partitions, node marginals (e, t, 2), pair marginals (e, t, 2, 2)."""
    node = np.stack([data.emission @ weights.emission, np.zeros(data.mask.shape)], -1) + bias
    pair = np.einsum("etf,fab->etab", data.transition, weights.transition)
    turns = data.mask.shape[1]
    forward = np.empty_like(node)
    forward[:, 0] = node[:, 0]
    for t in range(1, turns):
        step = np.logaddexp.reduce(forward[:, t - 1, :, None] + pair[:, t], axis=1) + node[:, t]
        forward[:, t] = np.where(data.mask[:, t, None] > 0, step, forward[:, t - 1])
    backward = np.zeros_like(node)
    for t in range(turns - 2, -1, -1):
        step = np.logaddexp.reduce(
            pair[:, t + 1] + (node[:, t + 1] + backward[:, t + 1])[:, None, :], axis=2
        )
        backward[:, t] = np.where(data.mask[:, t + 1, None] > 0, step, 0.0)
    partition = np.logaddexp.reduce(forward[:, -1], axis=1)
    nodes = np.exp(forward + backward - partition[:, None, None]) * data.mask[..., None]
    pairs = np.zeros_like(pair)
    if turns > 1:
        logs = forward[:, :-1, :, None] + pair[:, 1:] + (node + backward)[:, 1:, None, :]
        with np.errstate(over="ignore"):
            pairs[:, 1:] = np.exp(logs - partition[:, None, None, None])
        pairs[:, 1:] = np.where(data.mask[:, 1:, None, None] > 0, pairs[:, 1:], 0.0)
    return partition, nodes, pairs


def marginals(weights: Weights, data: Batch) -> Array:
    """Return the probability of the host, 0 to 1, as an array of (episode, turn)."""
    return _chain(weights, data, np.zeros(2))[1][..., 0]


def fit(data: Batch, prior: Weights, penalty: float, steps: int = 200) -> Weights:
    """Return the weights of greatest likelihood, held to `prior` by an L2 `penalty`.

    Turns whose speaker is not known are summed over both states.
    """
    # The clamp makes the other state impossible where the truth is known.
    clamp = np.zeros((*data.mask.shape, 2))
    clamp[..., 0] = np.where((data.known > 0) & (data.truth > 0), -1e4, 0.0)
    clamp[..., 1] = np.where((data.known > 0) & (data.truth == 0), -1e4, 0.0)
    cut = data.emission.shape[2]

    def unpack(flat: Array) -> Weights:
        return Weights(flat[:cut], flat[cut:].reshape(-1, 2, 2))

    centre = np.concatenate([prior.emission, prior.transition.ravel()])

    def loss(flat: Array) -> tuple[float, Array]:
        weights = unpack(flat)
        free, nodes, pairs = _chain(weights, data, np.zeros(2))
        held, true_nodes, true_pairs = _chain(weights, data, clamp)
        emission = np.einsum("et,etf->f", (nodes - true_nodes)[..., 0], data.emission)
        transition = np.einsum("etab,etf->fab", pairs - true_pairs, data.transition)
        value = float((free - held).sum() + penalty / 2 * ((flat - centre) ** 2).sum())
        gradient = np.concatenate([emission, transition.ravel()])
        return value, gradient + penalty * (flat - centre)

    return unpack(_minimise(loss, centre.copy(), steps))


def _minimise(loss: Callable[[Array], tuple[float, Array]], at: Array, steps: int) -> Array:
    value, gradient = loss(at)
    history: list[tuple[Array, Array]] = []
    for _ in range(steps):
        direction = _direction(gradient, history)
        slope = float(gradient @ direction)
        length = 1.0 if history else 1.0 / max(1.0, float(np.abs(gradient).sum()))
        while True:
            new = at + length * direction
            new_value, new_gradient = loss(new)
            if new_value <= value + 1e-4 * length * slope or length < 1e-12:
                break
            length /= 2
        step, change = new - at, new_gradient - gradient
        if float(step @ change) > 1e-12:
            history = [*history[-_MEMORY + 1 :], (step, change)]
        done = value - new_value < 1e-7 * abs(value)
        at, value, gradient = new, new_value, new_gradient
        if done:
            break
    return at


def _direction(gradient: Array, history: list[tuple[Array, Array]]) -> Array:
    direction = -gradient
    factors = []
    for step, change in reversed(history):
        factor = float(step @ direction) / float(step @ change)
        direction = direction - factor * change
        factors.append(factor)
    if history:
        step, change = history[-1]
        direction = direction * (float(step @ change) / float(change @ change))
    for (step, change), factor in zip(history, reversed(factors), strict=True):
        correction = float(change @ direction) / float(step @ change)
        direction = direction + (factor - correction) * step
    return direction
