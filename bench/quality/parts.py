"""The split into tuning and held-out questions, and the seed of random draws."""

import hashlib
import random

__all__ = ["draws", "is_held_out"]

_SEED = "overheard"


def is_held_out(key: str, percent: int = 50) -> bool:
    """Return whether the question with this key is among the held-out `percent`.

    The split is by a hash of the key alone. So it does not depend on the corpus, and a larger
    `percent` includes a smaller one.
    """
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % 100 < percent


def draws(key: str) -> random.Random:
    """Return a random generator for a key, the same in every run."""
    return random.Random(f"{_SEED}:{key}")
