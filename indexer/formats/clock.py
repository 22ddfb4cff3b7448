"""Clock times as transcripts write them."""

__all__ = ["CLOCK", "seconds"]

CLOCK = r"\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,3})?"
"""Pattern of `1:02`, `01:02:03`, `100:02`, `01:02:03,500`; hours may be absent."""


def seconds(clock: str) -> float:
    """Return the seconds of a clock time: `1:02:03,5` is 3723.5, `100:02` is 6002.0."""
    total = 0.0
    for part in clock.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return round(total, 3)
