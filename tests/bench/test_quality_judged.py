"""The judged questions of the evaluation, on tiny literal transcripts."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.compare.engines import Ranked
from bench.quality import descriptions, judged, listed, meetings, other_words, places
from bench.quality.known_item import Title
from bench.quality.material import Told
from bench.quality.places import Placed
from bench.quality.score import SEGMENTS, TYPED
from index import Segment
from index.analysis import terms
from index.analysis.stemmer import stems
from index.analysis.stop_words import stop_words
from indexer import recording
from tests.bench.test_quality_tasks import Canned
from tests.conftest import ROOT


def segments(*texts: str) -> list[Segment]:
    return [Segment(at, 10.0 * at, 10.0 * at + 10, text) for at, text in enumerate(texts)]


MEETING = "\n\n".join(
    [
        "Ann: Shall we begin ?",
        "Bob: Yes .",
        "Ann: The remote has too many buttons . "
        "Not one of us in here ever presses {vocalsound} half of them .",
        "Bob: ",
        "The Chair (Hon. Bob Hill): Yes . Thank you",
    ]
)


@pytest.mark.parametrize(
    ("texts", "turns"),
    [
        # As labels are read, and with the words of turns in several segments.
        (["Shall we begin ?", "Yes .", "The remote has too many buttons ."], [{0}, {1}, {2}]),
        (["Shall we begin ? Yes .", "The remote has"], [{0, 1}, {2}]),
        # A marker was taken off, and a label was left.
        (
            [
                "Not one of us in here ever presses half of them .",
                "The Chair (Hon. Bob Hill): Yes .",
            ],
            [{2}, {4}],
        ),
        # The second `Yes` is not the first.
        (["buttons . Not one", "Yes ."], [{2}, {4}]),
        (["What nobody said .", "Yes ."], [set(), {1}]),
        (["- - -", "Thank you"], [set(), {4}]),
    ],
)
def test_a_segment_lies_in_the_turns_in_which_its_words_stand(
    texts: list[str], turns: list[set[int]]
) -> None:
    found = meetings.turns_of_segments(MEETING, segments(*texts))

    assert [set(found[n]) for n in range(len(texts))] == turns


@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=12), min_size=1))
def test_each_turn_that_is_one_segment_is_found_where_it_stands(turns: list[list[str]]) -> None:
    texts = [" ".join(words) for words in turns]
    text = "\n\n".join(f"Ann: {turn}" for turn in texts)

    found = meetings.turns_of_segments(text, segments(*texts))

    assert found == {n: frozenset({n}) for n in range(len(turns))}


def test_turns_of_a_query_are_all_from_first_to_last_of_each_span(tmp_path: Path) -> None:
    rows = [
        {"meeting": "m", "question": "q", "summary": "s", "turns": [["2", "4"], ["7", "7"]]},
        {"meeting": "m", "question": "q", "summary": "s", "turns": None},
    ]
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, rows)))

    assert [one.turns for one in meetings.queries(tmp_path)] == [frozenset({2, 3, 4, 7}), None]


def judged_set(folder: Path) -> Path:
    (folder / "meetings").mkdir()
    for name in ("m1", "m2"):
        (folder / "meetings" / f"{name}.txt").write_text(MEETING)
    rows = [
        {"meeting": name, "question": "whose buttons", "summary": "They met", "turns": turns}
        for name in ("m1", "m2")
        for turns in (None, [["1", "2"]])
    ]
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return folder


MET = [
    Told(id_, name, "en", segments("Shall we begin ?", "Yes .", "The remote has too many buttons"))
    for id_, name in (("e0", "m1"), ("e1", "m2"))
]


def test_a_meeting_is_asked_for_by_its_summary_and_by_its_questions(tmp_path: Path) -> None:
    asked = judged.tasks(MET, judged_set(tmp_path))

    assert asked.summaries == [
        judged.Known("They met", id_, key) for id_, key in (("e0", "m1"), ("e1", "m2"))
    ]
    assert [one.right for one in asked.questions] == ["e0", "e1"]
    assert asked.places[0] == Placed("whose buttons", "e0", frozenset({1, 2}), "m1")


def test_all_queries_on_a_meeting_are_kept_aside_together(tmp_path: Path) -> None:
    folder = judged_set(tmp_path)
    some = judged.tasks(MET, folder, 50)
    every = judged.tasks(MET, folder, 100)

    assert {one.key for one in some.summaries} == {one.key for one in some.places}
    assert every == judged.Judged([], [], [])


def test_a_query_without_an_answer_is_empty_and_scores_nothing() -> None:
    asked = [judged.Known("whose", "e1", "m2")]
    (none, *_) = judged.ask(Canned(), "x", "tantivy", SEGMENTS, judged.QUESTIONS, asked)
    hits = [Ranked(("e0", 0), 0.0), Ranked(("e1", 0), 0.0)]
    (second, *_) = judged.ask(Canned(*hits), "x", "tantivy", SEGMENTS, judged.QUESTIONS, asked)

    assert none.values == {"nDCG@10": 0, "MRR@10": 0, "empty": 1}
    assert second.values == {"nDCG@10": pytest.approx(0.6309, abs=1e-4), "MRR@10": 0.5, "empty": 0}


def test_a_place_is_found_by_a_right_segment_among_ten_hits() -> None:
    others = [Ranked(("e2", n), 0.0) for n in range(9)]
    asked = [Placed("whose", "e1", frozenset({4}), "m2")]
    hits = [*others, Ranked(("e1", 3), 0.0), Ranked(("e1", 4), 0.0)]
    snapshot = Canned(*hits)

    large, within = places.ask(snapshot, "Overheard", "overheard", "places", asked)

    assert snapshot.asked == ["whose", "whose in e1"]
    assert (large.task, within.task) == ("places at large", "places within the episode")
    assert large.values == {"in ten": 0, "MRR@10": 0}  # the eleventh
    assert within.values == {"in ten": 1, "MRR@10": 0.5}


def test_a_title_ranks_by_its_first_hit_and_by_distinct_episodes() -> None:
    hits = [Ranked(("e1", n), 0.0) for n in range(10)] + [Ranked(("e2", 0), 0.0)]
    asked = [Title("flask", frozenset({"e2"}), "2-flask")]

    (score,) = listed.ask(Canned(*hits), "Overheard", "overheard", asked)

    assert score.way == TYPED
    assert score.values == {"MRR@10": 0, "in ten": 0, "distinct MRR@10": 0.5}


def test_a_peer_is_asked_for_hits_in_three_ways_and_gives_none_twice() -> None:
    hits = [Ranked(("e1", 0), 0.0), Ranked(("e2", 0), 0.0)]
    asked = [Title("flask", frozenset({"e2"}), "2-flask")]

    scores = list(listed.ask(Canned(*hits), "tantivy", "tantivy", asked))

    assert [score.way for score in scores] == ["all words", "any word", "all words, then any"]
    assert {score.values["MRR@10"] for score in scores} == {0.5}


def test_sentences_of_descriptions_are_asked_where_they_tell_something() -> None:
    told = [
        Told("e1", "1", "en", [], "We count owls in a barn at night. Enjoy! See https://a.example"),
        Told("e2", "2", "en", [], "We count owls in a barn at night."),
        Told("e3", "3", "en", []),
    ]

    assert descriptions.tasks(told) == [
        Title("We count owls in a barn at night.", frozenset({"e1", "e2"}), "1")
    ]


JUDGED = other_words.judgements()


def test_there_are_more_than_forty_questions_in_other_words_each_asked_once() -> None:
    assert len({one.question for one in JUDGED}) == len(JUDGED) > 40
    assert all(one.begin < one.end for one in JUDGED)


def test_moments_are_the_segments_that_are_spoken_in_the_seconds_of_the_answer() -> None:
    first = JUDGED[0]
    texts = ["so many words"] * 300
    told = [Told("e7", first.name, "en", segments(*texts)), Told("e8", "other", "en", [])]
    of_first = [one for one in JUDGED if one.name == first.name]

    assert other_words.episodes(told) == [
        Title(one.question, frozenset({"e7"}), first.name) for one in of_first
    ]
    for placed, one in zip(other_words.moments(told), of_first, strict=True):
        spoken = {n for n in range(300) if 10 * n < one.end and 10 * n + 10 > one.begin}
        assert placed == Placed(one.question, "e7", frozenset(spoken), first.name)


def test_every_answer_is_talk_that_hardly_shares_a_word_with_its_question(corpora: Path) -> None:
    files = {
        path.stem: path for folder in (ROOT / "corpus", corpora) for path in folder.rglob("*.txt")
    }
    stops = stop_words(frozenset({"en"}))
    told = []
    for name in {one.name for one in JUDGED}:
        read = recording.read(recording.load([files[name]], []), [], [])
        assert read is not None
        told.append(Told(name, name, "en", read.segments))
    for placed in other_words.moments(told):
        (one,) = [one for one in told if one.id == placed.episode]
        talk = " ".join(one.segments[ordinal].text for ordinal in placed.ordinals)
        asked = [term for term in terms(placed.text.lower()) if term not in stops]
        shared = set(stems(asked, "en")) & set(stems(terms(talk.lower()), "en"))
        assert len(terms(talk)) > 20, placed
        assert len(shared) <= len(asked) / 3, (placed.text, shared)
