"""BM25 of segments, beside rank_bm25 over the terms that our tokenizer gives.

Two differences are right for search. Their idf, log((N - n + 0.5) / (n + 0.5)), is below zero for a
word in more than half of all segments, where they take a quarter of the mean idf instead. Ours
never is, so a common word still counts for a segment; here it stands in the place of theirs. Our
scores are float32, and a length is kept in a byte, which holds no more than ten tokens exactly.
"""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from index import analysis
from index.embedded.matching.executor import evaluate
from index.embedded.reading.opening import open_snapshot
from index.query.tree import Phrase, any_of
from index.ranking import bm25, parameters
from tests.builders import empty_folder, indexed
from tests.effort import examples

WORDS = ["web", "webs", "don’t", "C++", "É", "東京", "U.S.", "so\u00adft", "ＡＩ", "می\u200cخواهم"]
SEGMENTS = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), min_size=2, max_size=9
)


@settings(max_examples=examples(40), deadline=None)
@given(SEGMENTS, st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True))
def test_segments_score_as_in_rank_bm25(said: Sequence[Sequence[str]], asked: list[str]) -> None:
    texts = [" ".join(words) for words in said]
    tokens = [analysis.terms(text) for text in texts]
    terms = list(dict.fromkeys(analysis.terms(" ".join(asked))))
    theirs = BM25Okapi(tokens, k1=parameters.K1, b=parameters.B)
    theirs.idf = {
        term: bm25.idf(len(texts), sum(term in segment for segment in tokens))
        for term in theirs.idf
    }
    with empty_folder() as folder:
        snapshot, _ = open_snapshot(indexed(folder, {"e": texts}))
        found = evaluate(snapshot, any_of([Phrase((term,)) for term in terms]))
        ours = np.zeros(len(texts))
        ours[found.documents] = found.filled_scores

    assert ours.tolist() == pytest.approx(theirs.get_scores(terms).tolist(), rel=1e-4)
