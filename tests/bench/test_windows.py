from hypothesis import given
from hypothesis import strategies as st

from bench.compare.windows import held_together
from tests.contract import windows

TALK = st.lists(st.text("abcd", max_size=4), max_size=8)


@given(
    TALK, st.lists(st.sampled_from("abcd"), min_size=2, max_size=4, unique=True), st.integers(1, 9)
)
def test_reading_from_left_to_right_finds_what_trying_every_stretch_finds(
    said: list[str], words: list[str], window: int
) -> None:
    spoken = "".join(said)
    ordinals = [ordinal for ordinal, one in enumerate(said) for _ in one]
    places = [[at for at, word in enumerate(spoken) if word == wanted] for wanted in words]

    assert held_together(ordinals, places, window) == windows.held_together(said, places, window)
