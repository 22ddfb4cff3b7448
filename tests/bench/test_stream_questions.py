from collections import Counter

import pytest

from bench.stream.questions import KINDS, WARM, draw, known_words

TALK = [
    "So this is a pot of copper that the baker on our street used for boiling sugar and plums",
    "And the violin on that shelf belongs to the baker too because she plays in a small orchestra",
    "A kettle of hers whistles in two notes like the steam engine that pulled trains to the coast",
]


@pytest.fixture(scope="module")
def drawn() -> list[tuple[str, str]]:
    return [(asked.kind, asked.overheard) for asked in draw(TALK, 200)]


def test_the_same_talk_gives_the_same_questions_and_no_question_twice(
    drawn: list[tuple[str, str]],
) -> None:
    assert [(asked.kind, asked.overheard) for asked in draw(TALK, 200)] == drawn
    assert len({q for _, q in drawn}) == len(drawn) == 200
    assert not {q for _, q in drawn} & {asked.overheard for asked in WARM}


def test_there_are_questions_of_every_kind_most_of_one_or_two_words(
    drawn: list[tuple[str, str]],
) -> None:
    few = Counter(kind for kind, _ in drawn[:60])

    assert {kind for kind, _ in drawn} == set(KINDS) >= {asked.kind for asked in WARM}
    assert few["one word"] + few["two words"] > 20


def test_a_question_has_the_words_that_its_kind_says_all_of_one_text(
    drawn: list[tuple[str, str]],
) -> None:
    counts = {"one word": 1, "two words": 2, "three words": 3, "four words": 4, "OR": 3}
    for kind, q in drawn:
        words = q.strip('"').split()
        assert any(set(words) - {"OR"} <= set(text.lower().split()) for text in TALK), q
        assert len(words) == counts[kind] if kind in counts else 2 <= len(words) <= 5, q


def test_words_stand_for_themselves_only_if_they_have_content(
    drawn: list[tuple[str, str]],
) -> None:
    asked = {word for kind, q in drawn if kind != "phrase" for word in q.split()}

    assert asked.isdisjoint({"so", "the", "and", "is", "our", "of"})
    assert asked >= {"baker", "copper", "violin", "kettle"}


def test_a_phrase_is_words_in_a_row_and_may_begin_and_end_anywhere(
    drawn: list[tuple[str, str]],
) -> None:
    # One letter is no word of a question, so it stands in no phrase.
    rows = [" ".join(word for word in text.lower().split() if len(word) > 1) for text in TALK]
    phrases = [q.strip('"') for kind, q in drawn if kind == "phrase"]

    assert all(any(f" {phrase} " in f" {row} " for row in rows) for phrase in phrases)
    assert any(row.endswith(phrase) for row in rows for phrase in phrases)


def test_talk_that_has_no_more_questions_gives_fewer() -> None:
    assert draw([], 10) == []
    assert draw(["Yes, of course."], 10) == []
    assert 50 < len(draw(["Once the copper kettle had been by the sea."], 1000)) < 500


def test_sqlite_is_told_the_column() -> None:
    assert draw(TALK, 1)[0].fts5.startswith("text : (")


def test_a_word_is_known_if_an_earlier_question_had_it() -> None:
    assert known_words([]) == 0
    assert known_words(["copper", "violin"]) == 0
    assert known_words(["copper", "copper OR violin", '"violin case"']) == pytest.approx(2 / 5)
