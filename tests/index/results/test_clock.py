import pytest

from index import clock


@pytest.mark.parametrize(
    ("second", "text"),
    [
        (None, "-:--"),
        (0.0, "0:00"),
        (59.99, "0:59"),
        (425, "7:05"),
        (3599, "59:59"),
        (3723, "1:02:03"),
        (36000, "10:00:00"),
    ],
)
def test_a_time_reads_like_a_clock(second: float | None, text: str) -> None:
    assert clock(second) == text
