"""The questions and the relevance rules of the evaluation, on tiny literal episodes."""

from collections.abc import Callable

import pytest

from bench.compare.engines import Document, Page, Ranked
from bench.quality import code_words, known_item, pairs, questions, quotes
from bench.quality.material import Told, given, whole
from bench.quality.parts import draws, is_held_out
from bench.quality.scan import Scan, word_of
from bench.quality.score import SEGMENTS, TYPED, WHOLE
from bench.quality.titles import titles
from index import Anchor, Segment


def episode(number: int, name: str, *texts: str) -> Told:
    """Return an episode of segments of 10 s, with a cue at the start and after each comma."""
    segments = [
        Segment(
            ordinal=at,
            start=10.0 * at,
            end=10.0 * at + 10,
            text=text,
            anchors=tuple(
                Anchor(offset, 10.0 * at + 2 * n)
                for n, offset in enumerate([0, *(i + 2 for i, c in enumerate(text) if c == ",")])
            ),
        )
        for at, text in enumerate(texts)
    ]
    return Told(f"e{number}", name, "en", segments)


class Canned:
    """An index with the same results for every query."""

    def __init__(self, *hits: Ranked) -> None:
        self.hits = list(hits)
        self.asked: list[str] = []

    def search(self, q: str) -> Page:
        raise NotImplementedError

    def documents(self, q: str, most: int) -> set[Document]:
        return {hit.document for hit in self.hits}

    def ranked(self, q: str, limit: int, episode: str | None = None) -> list[Ranked]:
        self.asked.append(q if episode is None else f"{q} in {episode}")
        hits = [hit for hit in self.hits if episode in (None, hit.document[0])]
        return hits[:limit]

    def episodes(self, q: str, limit: int) -> list[str]:
        self.asked.append(q)
        return [hit.document[0] for hit in self.hits][:limit]

    def close(self) -> None:
        raise NotImplementedError


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("013-flask_talk", "Flask talk"),
        ("100-guido-van-rossum", "Guido van rossum"),
        ("049_ Microsofts_JIT", "Microsofts JIT"),
        ("2015-05-29-flask", "Flask"),
        ("402-polars-v2", "Polars"),
        ("545-owasp-top-10-transcript-final", "Owasp top 10"),
        ("some-show__2020__2020-02-06-signatures", "Signatures"),
        ("549", None),
        ("episode", "Episode"),
    ],
)
def test_a_title_is_the_name_without_what_is_not_of_the_talk(stem: str, title: str | None) -> None:
    assert titles([stem]) == [title]


def test_what_most_names_begin_with_is_the_show() -> None:
    names = ["night talk owls", "night talk bats", "night talk moths", "a night talk special"]

    assert titles(names) == ["owls", "bats", "moths", "A night talk special"]


def test_names_that_only_count_have_no_title() -> None:
    assert titles(["go-time-93", "go-time-202", "flask"]) == [None, None, "Flask"]


def test_a_title_of_two_episodes_is_asked_once_and_either_is_right() -> None:
    told = [episode(1, "1-polars", "a"), episode(2, "2-polars-v2", "b"), episode(3, "3", "c")]

    assert known_item.tasks(told) == [
        known_item.Title("polars", frozenset({"e1", "e2"}), "1-polars")
    ]


def test_overheard_is_asked_as_typed_and_others_with_every_word_quoted() -> None:
    asked = [known_item.Title("C++ or rust", frozenset({"e2"}), "1")]
    ours, theirs = (Canned(Ranked(("e1", 0), 0.0), Ranked(("e2", 4), 0.0)) for _ in range(2))
    scores = list(known_item.ask(ours, "Overheard", "overheard", SEGMENTS, asked))
    peers = list(known_item.ask(theirs, "SQLite FTS5", "fts5", SEGMENTS, asked))

    assert ours.asked == ["c++ or rust"]
    assert theirs.asked == ['text : ("c++" "or" "rust")', 'text : ("c++" OR "or" OR "rust")']
    assert [score.way for score in scores] == [TYPED]
    assert [score.way for score in peers] == ["all words", "any word", "all words, then any"]
    assert [score.values["MRR@10"] for score in [*scores, *peers]] == [0.5] * 4


def test_what_an_episode_is_called_is_told_to_no_engine() -> None:
    told = [episode(1, "13-flask", "Hello there.", "Bye.")]
    ours, theirs, one = (
        repr(list(talks))
        for talks in (given(told, "segments.pickle"), given(told, "talks.pickle"), whole(told))
    )

    assert "flask" not in ours + theirs + one
    assert "Hello there. Bye." in one


@pytest.mark.parametrize(
    ("chunk", "word"),
    [
        ("Well,", "well"),
        ('"C++"', "c"),
        ("__init__", "init"),
        ("don't", "don't"),
        ("3.12.", "3.12"),
    ],
)
def test_a_word_is_what_stands_between_spaces_without_its_punctuation(
    chunk: str, word: str
) -> None:
    assert word_of(chunk) == word


TOLD = [
    episode(1, "1-one", "Pour some web, into your flask.", "And some more web."),
    episode(2, "2-two", "Pour some web, into the sink.", "Flask."),
]


@pytest.mark.parametrize(
    ("words", "positions"),
    [
        ("some web", [1, 11]),
        ("flask and", [5]),
        ("web pour", []),  # an episode ends between them
        ("sink flask", [15]),
        ("pour water", []),
        ("flask", [5, 16]),
    ],
)
def test_a_scan_finds_runs_across_segments_but_not_across_episodes(
    words: str, positions: list[int]
) -> None:
    # 0 pour 1 some 2 web 3 into 4 your 5 flask | 6 and 7 some 8 more 9 web || 10 pour ...
    assert Scan(TOLD).find(words.split()).tolist() == positions


@pytest.mark.parametrize(
    ("one", "other", "reach", "positions"),
    [
        ("pour", "flask", 5, [0, 5]),
        ("pour", "flask", 4, []),
        ("pour", "flask", 6, [0, 5, 10, 16]),
        ("more", "pour", 60, [0, 8]),
        ("more", "water", 60, []),
    ],
)
def test_a_scan_finds_words_near_each_other_in_one_episode(
    one: str, other: str, reach: int, positions: list[int]
) -> None:
    assert Scan(TOLD).near(one, other, reach).tolist() == positions


def test_the_words_of_the_vocabulary_are_counted_by_episode() -> None:
    counted = Scan(TOLD).vocabulary()

    assert (counted["some"], counted["flask"], counted["sink"]) == (2, 2, 1)


LONG = [
    episode(
        n,
        f"{n}-long",
        *(
            " ".join(f"w{n}x{at}x{word}{',' if word == 6 else ''}" for word in range(14))
            for at in range(4)
        ),
    )
    for n in range(3)
]


def test_quotes_are_runs_of_the_episode_half_of_them_across_segments() -> None:
    asked = quotes.tasks(LONG, Scan(LONG))
    spoken = {one.id: " ".join(segment.text for segment in one.segments) for one in LONG}

    assert len(asked) == 12
    for quote in asked:
        assert quote.text in spoken[quote.episode]
        assert 3 <= len(quote.text.split()) <= 12
        assert (quote.kind == "across segments") == (len(quote.ordinals) == 2)
    assert sum(quote.kind == "across segments" for quote in asked) == 6
    assert asked == quotes.tasks(LONG, Scan(LONG))


def test_what_is_said_twice_is_no_quote() -> None:
    told = [episode(n, f"{n}", "the same words are said", "in both of them") for n in range(2)]

    assert quotes.tasks(told, Scan(told)) == []


def quote(**differing: object) -> quotes.Quote:
    made = quotes.Quote(
        "some web", "across segments", "e1", frozenset({3, 4}), 33.0, 30.0, False, "1-one"
    )
    return made._replace(**differing)  # type: ignore[arg-type]  # by the test's own names


@pytest.mark.parametrize(
    ("hit", "unit", "values"),
    [
        (Ranked(("e1", 3), 32.0), SEGMENTS, {"first": 1, "seek": 1, "from stamp": 2}),
        (Ranked(("e1", 4), 40.0), SEGMENTS, {"first": 1, "seek": 7, "from stamp": 10}),
        (Ranked(("e1", 5), 32.0), SEGMENTS, {"first": 0}),
        (Ranked(("e2", 3), 32.0), SEGMENTS, {"first": 0}),
        (Ranked(("e1", 3), -1.0), SEGMENTS, {"first": 1}),
        (Ranked(("e1", 0), 0.0), WHOLE, {"first": 1, "seek": 33, "from stamp": 30}),
    ],
)
def test_a_quote_is_found_at_its_segments_and_timed_only_there(
    hit: Ranked, unit: str, values: dict[str, float]
) -> None:
    (score,) = quotes.ask(Canned(hit), "tantivy", "tantivy", unit, [quote()])

    assert score.values == values


def test_only_a_word_that_begins_a_cue_is_held_to_the_stamp_alone() -> None:
    asked = [quote(begins_cue=True, spoken=30.0)]
    (score,) = quotes.ask(Canned(Ranked(("e1", 3), 30.5)), "x", "tantivy", SEGMENTS, asked)

    assert score.values == {"first": 1, "seek": 0.5, "from stamp": 0.5, "at stamp": 0.5}


def test_pairs_are_near_each_other_and_drawn_the_same_every_time() -> None:
    texts = ["alpha bravo charlie delta", "echo foxtrot golf hotel"]
    told = [episode(n, f"{n}", *texts) for n in range(2)] + [
        episode(n, f"{n}", "india juliet") for n in range(2, 12)
    ]
    asked = pairs.tasks(told, Scan(told))

    assert len(asked) == 28  # all pairs of eight words; the words of ten episodes are too common
    assert {tuple(pair.places) for pair in asked} == {("e0", "e1")}
    assert asked == pairs.tasks(told, Scan(told))


def test_a_place_is_found_by_a_segment_that_holds_one_of_the_words() -> None:
    asked = [pairs.Pair("flask web", {"e1": frozenset({3}), "e2": frozenset({5, 6})})]
    hits = [Ranked(("e1", 4), 0.0), Ranked(("e2", 6), 0.0), Ranked(("e3", 1), 0.0)]
    (score,) = pairs.ask(Canned(*hits), "tantivy", "tantivy", asked)

    assert score.values == {
        "places": 2,
        "found": 1,
        "recall": 0.5,
        "precision": pytest.approx(2 / 3),
    }


GRADED = [
    episode(1, "1-flask-goes-home", "hello"),
    episode(2, "2-a", *["we love flask"] * 30),
    episode(3, "3-b", *["flask and micro-web"] * 9, "micro webs"),
    episode(4, "4-c", *["flask"] * 9),
    episode(5, "5-flasks", "hello"),
]


@pytest.mark.parametrize(
    ("topics", "graded"),
    [
        ("flask", {"e1": 3, "e2": 2}),
        ("flask*", {"e1": 3, "e2": 2, "e5": 3}),
        ("micro web*", {"e3": 1}),
        ("micro web", {}),
        ("flask, micro web*", {"e1": 3, "e2": 2, "e3": 1}),
    ],
)
def test_an_episode_is_graded_by_its_title_and_by_how_often_a_topic_is_spoken(
    topics: str, graded: dict[str, int]
) -> None:
    assert questions.grades(topics, GRADED, Scan(GRADED)) == graded


def test_a_question_that_nothing_answers_is_not_asked() -> None:
    asked = questions.tasks(GRADED, Scan(GRADED))

    assert 0 < len(asked) < len(questions.QUESTIONS)
    assert all(max(question.grades.values()) > 0 for question in asked)


def test_there_are_forty_questions() -> None:
    assert len(questions.QUESTIONS) == 40


def test_every_case_of_code_words_names_documents_that_are_there() -> None:
    for case in code_words.CASES:
        assert case.must
        assert case.must | case.may <= set(code_words.DOCUMENTS)
        assert not case.must & case.may


def test_a_document_that_may_be_found_counts_neither_way() -> None:
    hits = [Ranked((name, 0), 0.0) for name in ("snake spoken", "snake", "animal")]
    scores = code_words.ask(Canned(*hits), "tantivy", "tantivy")
    values = next(score.values for score in scores if score.q == "snake_case")

    assert values == {"recall": 1, "precision": 0.5, "first": 1}


@pytest.mark.parametrize("draw", [lambda: draws("a").random(), lambda: is_held_out("a")])
def test_what_is_drawn_and_kept_aside_is_the_same_in_every_run(
    draw: Callable[[], float],
) -> None:
    assert draw() == draw()


def test_a_greater_percentage_keeps_aside_what_a_smaller_one_kept() -> None:
    keys = [f"episode {n}" for n in range(400)]
    few, half = ({key for key in keys if is_held_out(key, percent)} for percent in (20, 50))

    assert few < half
    assert 160 < len(half) < 240
    assert not any(is_held_out(key, 0) for key in keys)
    assert all(is_held_out(key, 100) for key in keys)
