import json
from pathlib import Path

import pytest

import indexer
from index import SearchRequest, open_index
from index.rewriting.mishearings import heard_as
from tests.samples import DATA


def test_an_index_of_before_is_learnt_from_too() -> None:
    with open_index(DATA / "index-1") as engine:
        assert engine.search(SearchRequest("lamp", heard_as=True)).heard_as == ()


# What is learnt from the real talk, judged by reading it

JUDGED = DATA / "heard_as.json"


@pytest.mark.long
@pytest.mark.corpora
def test_four_of_five_that_are_offered_for_sixty_terms_are_right(
    corpora: Path, tmp_path: Path
) -> None:
    judged = json.loads(JUDGED.read_text())
    files = sorted((corpora / "talk-python" / "transcripts").glob("*.txt"))
    indexer.build(files, tmp_path / "index", processes=4)
    with open_index(tmp_path / "index") as engine:
        answers = {term: heard_as(engine.statistics, term) for term in judged}
    pairs = [(term, one.heard, one.searched) for term in judged for one in answers[term]]
    known = {
        term: {**dict.fromkeys(said["right"], True), **dict.fromkeys(said["wrong"], False)}
        for term, said in judged.items()
    }
    unjudged = [f"{term}: {said}" for term, said, _ in pairs if said not in known[term]]
    right = [known[term].get(said, False) for term, said, _ in pairs]
    sure = [known[term].get(said, False) for term, said, searched in pairs if searched]
    to_find = sum(len(said["right"]) for said in judged.values())

    assert len(judged) == 60
    assert unjudged == [], "read where these are said, and add them to tests/data/heard_as.json"
    assert sum(right) >= 0.8 * len(right)
    assert sum(sure) >= 0.9 * len(sure)
    assert sum(right) >= 0.4 * to_find
