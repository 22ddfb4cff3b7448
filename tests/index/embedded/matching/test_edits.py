"""Edit distances to many terms at once, compared with those of one term after the other."""

from hypothesis import given
from hypothesis import strategies as st

from index.analysis import levenshtein
from index.embedded.matching.edits import edit_distances

WORDS = st.text("abcß𝔵", max_size=7)


@given(WORDS, st.lists(WORDS, max_size=8))
def test_the_distance_to_each_term_is_the_one_it_has_alone(term: str, others: list[str]) -> None:
    found = edit_distances(term, others)

    assert found.tolist() == [levenshtein(term, other) for other in others]
