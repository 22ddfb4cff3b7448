import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedded.format.signatures import signatures

WELCOME = "welcome to harbour talk the show about boats and those who mend them"
OTHERS = [
    "we had no rope left by then only a bit of sail",
    "she mends nets and he mends boats and neither of them swims",
    "thank you",
    "thank you very much for this",
    "yes",
]


def signed(texts: list[str], part: int = 2) -> list[int]:
    """Return the signature of each text; words are numbered in the order of their occurrence."""
    numbers: dict[str, int] = {}
    tokens = [[numbers.setdefault(w, len(numbers)) for w in text.split()] for text in texts]
    parts = [
        np.array([t for words in tokens[at : at + part] for t in words], np.int32)
        for at in range(0, len(tokens), part)
    ]
    lengths = np.array([len(words) for words in tokens], np.int64)
    found: list[int] = signatures(list(numbers), parts, lengths).tolist()
    return found


def test_the_same_words_have_the_same_signature_and_others_have_others() -> None:
    found = signed([WELCOME, *OTHERS, WELCOME])

    assert found[0] == found[-1]
    assert len(set(found)) == len(found) - 1


def test_the_order_of_words_counts() -> None:
    assert len(set(signed(["a b", "b a", "a b c", "c b a", "b c a"]))) == 5


def test_without_words_there_is_none() -> None:
    assert signed(["", "yes", ""]) == [0, signed(["yes"])[0], 0]
    assert signed([]) == []
    assert signed(["", ""]) == [0, 0]


@given(st.lists(st.text("abc ", max_size=30), max_size=12), st.integers(1, 12))
def test_a_signature_is_of_its_text_alone(texts: list[str], part: int) -> None:
    assert signed(texts, part) == [signed([text])[0] if text.strip() else 0 for text in texts]


def test_many_texts_at_a_time_have_the_signatures_of_few() -> None:
    texts = [f"{at} boats and {at % 7} nets {'in the harbour ' * (at % 40)}" for at in range(3000)]

    assert signed(texts, 1000) == signed(texts, 1) == [signed([text])[0] for text in texts]


@pytest.mark.parametrize(("changed", "least"), [(1, 0.6), (4, 0.2)])
def test_what_is_nearly_the_same_mostly_has_one_signature(changed: int, least: float) -> None:
    """`changed` of 100 words differ, and three shingles for each of them."""
    same = 0
    for at in range(100):
        words = [f"{at}-{number}" for number in range(100)]
        other = [f"x{w}" if number < changed else w for number, w in enumerate(words)]
        one, two = signed([" ".join(words), " ".join(other)])
        same += one == two
    assert same >= 100 * least


def test_what_has_little_in_common_has_not() -> None:
    texts = [f"{' '.join(f'{at}-{n}' for n in range(40))} {WELCOME}" for at in range(200)]

    assert len(set(signed(texts))) > 190
