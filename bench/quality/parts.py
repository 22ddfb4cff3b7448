"""Which questions are for tuning and which are kept aside; and the seed of everything drawn."""

import hashlib
import random

__all__ = ["draws", "is_held_out"]

_SEED = "overheard"


def is_held_out(key: str, percent: int = 50) -> bool:
    """Return whether what `key` names is among the `percent` kept aside.

    By a hash of the key alone: it stays where it is whatever else is in the corpus, and a
    greater `percent` keeps what a smaller one kept.
    """
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % 100 < percent


def draws(key: str) -> random.Random:
    """Return the random numbers for what `key` names: the same in every run."""
    return random.Random(f"{_SEED}:{key}")
