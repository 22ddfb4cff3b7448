import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.phonetic import NAMES, distance, pronunciations, skeletons, sounds

ALIKE = [
    ("wsgi", "whiskey"),
    ("starlette", "starlet"),
    ("pypi", "pie pie"),
    ("pytest", "pie test"),
    ("json", "jason"),
    ("nginx", "engine x"),
    ("jupyter", "jupiter"),
    ("pydantic", "pedantic"),
    ("ruff", "rough"),
    ("numpy", "num pie"),
    ("conda", "condo"),
    ("django", "jango"),
    ("quart", "kwort"),
    ("knight", "night"),
    ("phone", "fone"),
]

UNLIKE = [
    ("pypi", "pip"),
    ("pypi", "pypa"),
    ("numpy", "numba"),
    ("flask", "django"),
    ("wsgi", "asgi"),
    ("redis", "reddit"),
    ("gpu", "cpu"),
]


def nearest(word: str, heard: str) -> float | None:
    """Return the phonetic distance of a word to others, None if their skeletons differ."""
    spoken = "".join(map(sounds, heard.split()))
    keys = {one.skeleton for one in pronunciations(word)}
    key = "".join(skeletons(NAMES.get(part, part).encode()).decode() for part in heard.split())
    found = [distance(one.sounds, spoken) for one in pronunciations(word)]
    return min(found) if key in keys else None


@pytest.mark.parametrize(("word", "heard"), ALIKE)
def test_words_that_are_heard_as_each_other_have_a_skeleton_and_nearly_their_sounds(
    word: str, heard: str
) -> None:
    found = nearest(word, heard)

    assert found is not None
    assert found <= 0.2


@pytest.mark.parametrize(("word", "heard"), UNLIKE)
def test_words_that_nobody_mixes_up_differ_in_skeleton_or_sounds(word: str, heard: str) -> None:
    found = nearest(word, heard)

    assert found is None or found > 0.2


@pytest.mark.parametrize(
    ("word", "ways"),
    [
        ("wsgi", 3),  # with a soft g, with a hard one, letter by letter
        ("flask", 2),
        ("cpu", 1),  # it is never said as a word
        ("python", 1),
        ("a", 0),
        ("", 0),
    ],
)
def test_a_word_may_be_read_in_several_ways(word: str, ways: int) -> None:
    assert len(pronunciations(word)) == ways


WORDS = st.text("abcdefghijklmnopqrstuvwxyz0é'", max_size=8)


@given(st.lists(WORDS, min_size=1))
def test_skeletons_of_many_words_are_those_of_each(words: list[str]) -> None:
    together = skeletons("\n".join(words).encode()).decode()

    assert together.split("\n") == [skeletons(word.encode()).decode() for word in words]


@given(WORDS, WORDS)
def test_distance_is_zero_for_alike_and_the_same_both_ways(one: str, other: str) -> None:
    first, second = sounds(one), sounds(other)

    assert distance(first, first) == 0
    assert distance(first, second) == pytest.approx(distance(second, first))
    assert distance(first, second) >= 0


@given(WORDS, WORDS, st.sampled_from([0.1, 0.2, 0.5]))
def test_a_limit_only_shortens_the_work_on_words_farther_apart(
    one: str, other: str, limit: float
) -> None:
    exact = distance(sounds(one), sounds(other))
    limited = distance(sounds(one), sounds(other), limit)

    assert limited == exact if exact <= limit else limit < limited <= exact + 1e-9
