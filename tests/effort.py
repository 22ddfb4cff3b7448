"""The effort of the tests: `make test` tries a third of the examples that `make thorough` tries.

`make thorough` also runs the tests that are marked `long`. Both draw the same examples on every
run; `--hypothesis-profile=fresh` draws others.
"""

import os

__all__ = ["examples", "trials"]

_FAULTS = os.environ.get("OVERHEARD_FAULTS") == "1"
_THOROUGH = os.environ.get("OVERHEARD_THOROUGH") == "1"


def examples(many: int) -> int:
    """Return how many examples of a property are tried where `many` are the thorough number."""
    return many if _THOROUGH else many // 3


def trials(many: int, few: int) -> int:
    """Return `many`, the number that `make faults` tries, or the `few` of `make test`."""
    return many if _FAULTS else few
