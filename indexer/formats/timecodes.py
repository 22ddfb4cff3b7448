"""Clock times as transcripts write them."""

__all__ = ["CLOCK", "seconds"]

CLOCK = r"\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,3})?"
"""Pattern of `1:02`, `01:02:03`, `100:02`, `01:02:03,500`; hours may be absent."""


def seconds(clock: str) -> float:
    """Return the seconds of a clock time: `1:02:03,5` is 3723.5, `100:02` is 6002.0."""
    *higher, last = clock.split(":")
    total = 0
    for part in higher:
        total = total * 60 + int(part)
    total *= 60
    if last.isdecimal():
        return float(total + int(last))
    return round(total + float(last.replace(",", ".")), 3)
