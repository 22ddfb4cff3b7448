"""The effort of the tests: `make test` tries a third of the examples that `make thorough` tries.

`make thorough` also runs the tests that are marked `long`. Both draw the same examples on every
run; `--hypothesis-profile=fresh` draws others.
"""

import os

__all__ = ["examples"]

_THOROUGH = os.environ.get("OVERHEARD_THOROUGH") == "1"


def examples(many: int) -> int:
    """Return how many examples of a property are tried where `many` are the thorough number."""
    return many if _THOROUGH else many // 3
