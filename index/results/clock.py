"""Times as people read them, the same in the terminal and on the page."""

__all__ = ["clock"]


def clock(second: float | None) -> str:
    """Return a time as people write it: 7:05, 1:02:03, or -:-- where it is unknown."""
    if second is None:
        return "-:--"
    minutes, seconds = divmod(int(second), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
