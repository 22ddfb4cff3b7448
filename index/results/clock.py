"""Clock times: seconds formatted for the terminal and the page."""

__all__ = ["clock"]


def clock(second: float | None) -> str:
    """Return a time in seconds as `7:05` or `1:02:03`, or `-:--` if it is None."""
    if second is None:
        return "-:--"
    minutes, seconds = divmod(int(second), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
