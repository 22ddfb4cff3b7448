from pathlib import Path

import pytest

from index import (
    Engine,
    Segment,
    Suggestion,
    open_index,
    open_writer,
    suggestions_as_json,
)
from index.embedded.writing.merge_policies import NO_MERGE
from index.embedded.writing.writer import EmbeddedWriter
from tests.builders import episode, indexed, segment
from tests.index.embedded.format.test_collocations import FILLER
from tests.samples import DATA

TALK = {
    episode("one", "Flask from scratch", people=("Ada Holm", "Guido van Rossum")): [
        segment(f"data science {FILLER} data scientists and data science", 0, "Ada Holm"),
        segment("data science in Flask, flasks of Django, the data", 1, "Zoë Núñez"),
        segment("data scientists, data scientists", 2, "ada holm"),
    ],
    episode("two", "Data “science” at scale", people=("Ada Holm",)): [
        segment(f"C++ and node.js {FILLER} node.js flaskiest", 0),
    ],
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return open_index(indexed(tmp_path_factory.mktemp("suggest"), TALK))


def shown(engine: Engine, prefix: str) -> list[tuple[str, str, int]]:
    return [(one.query, one.kind, one.count) for one in engine.suggest(prefix)]


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("data sc", [("data science", "phrase", 3), ("data scientists", "phrase", 3)]),
        ("data scientist", [("data scientists", "phrase", 3)]),
        # Nobody says the words before.
        ("big data sc", []),
        ('"Data sc', [('"Data science', "phrase", 3), ('"Data scientists', "phrase", 3)]),
        # Never said in a row, but in one segment.
        ("science fla", [("science flask", "term", 1)]),
        # Three words in a row, counted as such.
        ("and data sc", [("and data science", "phrase", 1)]),
        ("data science in fla", [("data science in flask", "phrase", 1)]),
    ],
)
def test_talk_completes_the_last_word_by_the_one_before_it_and_by_use(
    engine: Engine, prefix: str, expected: list[tuple[str, str, int]]
) -> None:
    found = [one for one in shown(engine, prefix) if one[1] in ("term", "phrase")]

    assert found == expected


MET = [
    *["welcome to the owl show again"] * 4,
    "to the owl and the owl",
    "the owlets of the owl show",
    *[f"the owl {word}" for word in ("sat", "sang", "slept", "saw")],
]


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("to the", [("to the", 5), ("to the owl", 5)]),
        ("to the o", [("to the owl", 5)]),
        ("the owl sh", [("the owl show", 5)]),
        # After `the owl` no word is mostly said.
        ("the owl", [("the owl", 11), ("the owlets", 1)]),
        ("welcome to the ", [("welcome to the owl", 4)]),
    ],
)
def test_rows_of_words_are_completed_by_what_follows_them_and_counted_as_rows(
    tmp_path: Path, prefix: str, expected: list[tuple[str, int]]
) -> None:
    with open_index(indexed(tmp_path, {"met": MET})) as engine:
        assert [(query, count) for query, kind, count in shown(engine, prefix)] == expected


def test_the_talk_of_removed_episodes_completes_no_row(tmp_path: Path) -> None:
    indexed(tmp_path, {"gone": MET, "kept": ["the owl show of the year"]})
    with open_writer(tmp_path) as writer:
        writer.remove("gone")
    with open_index(tmp_path) as engine:
        assert shown(engine, "the owl s") == [("the owl show", "phrase", 1)]
        assert shown(engine, "welcome to ") == []


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("ada", [('speaker:"Ada Holm"', "person", 2)]),
        ("ho", [('speaker:"Ada Holm"', "person", 2)]),
        ("ada h", [('speaker:"Ada Holm"', "person", 2)]),
        ("núñ", [('speaker:"Zoë Núñez"', "person", 1)]),
        ("van ross", [("Guido van Rossum", "person", 1)]),
        ("-speaker:ada", [('-speaker:"Ada Holm"', "person", 2)]),
        ('flask speaker:"guido v', [('flask speaker:"Guido van Rossum"', "person", 1)]),
        ("scra", [('title:"Flask from scratch"', "title", 3)]),
        ("cratch", []),
        ("title:data", [('title:"Data  science  at scale"', "title", 1)]),
        ("speaker:flask", []),
        ("speaker:", [('speaker:"Ada Holm"', "person", 2), ('speaker:"Zoë Núñez"', "person", 1)]),
        (
            "flask title:",
            [
                ('flask title:"Flask from scratch"', "title", 3),
                ('flask title:"Data  science  at scale"', "title", 1),
            ],
        ),
        ("flask OR ada", []),
    ],
)
def test_names_are_completed_from_any_of_their_words(
    engine: Engine, prefix: str, expected: list[tuple[str, str, int]]
) -> None:
    found = [one for one in shown(engine, prefix) if one[1] in ("title", "person")]

    assert found == expected


def test_talk_comes_first_then_people_then_titles(engine: Engine) -> None:
    kinds = [kind for _, kind, _ in shown(engine, "da")]

    assert kinds == ["term", "phrase", "phrase", "title"]


def test_there_are_eight_at_most_and_names_do_not_crowd_out_words(tmp_path: Path) -> None:
    talk = {
        episode(f"e{n}", f"Sea {n}", people=(f"Sean {n}",)): [f"sea{n}x said so{n}x"]
        for n in range(20)
    }
    with open_index(indexed(tmp_path, talk)) as engine:
        kinds = [one.kind for one in engine.suggest("se")]

    assert kinds == ["term"] * 4 + ["person"] * 2 + ["title"] * 2


def test_words_of_several_index_segments_are_added_up(tmp_path: Path) -> None:
    for id_ in "ab":
        with EmbeddedWriter(tmp_path) as writer:
            writer.add(episode(id_, id_ * 9), [segment(f"data science {FILLER} " * 3)])
            writer.commit(mergetype=NO_MERGE)
    with open_index(tmp_path) as engine:
        assert shown(engine, "data s") == [("data science", "phrase", 6)]
        assert shown(engine, "scie")[0] == ("science", "term", 6)


def test_a_term_is_counted_in_index_segments_that_say_others_more_often(tmp_path: Path) -> None:
    others = " ".join(f"q{n}x" for n in range(40))
    for id_, said in (("a", f"{others} {others} quay"), ("b", "quay quay quay")):
        with EmbeddedWriter(tmp_path) as writer:
            writer.add(episode(id_), [segment(said)])
            writer.commit(mergetype=NO_MERGE)
    with open_index(tmp_path) as engine:
        assert shown(engine, "q")[0] == ("quay", "term", 4)


def test_what_only_the_removed_said_or_were_is_not_suggested(tmp_path: Path) -> None:
    gone = [segment(f"data science {FILLER} " * 3, 0, "Ada Holm")]
    kept: list[Segment] = [segment("science and data", 0)]
    indexed(tmp_path, {episode("a", "Sciences", people=("Sci Fi",)): gone, "b": kept})
    with open_writer(tmp_path) as writer:
        writer.remove("a")
    with open_index(tmp_path) as engine:
        assert shown(engine, "data s") == [("data science", "term", 1)]
        assert shown(engine, "sci") == [("science", "term", 1)]
        assert shown(engine, "ada") == []


def test_an_index_of_before_completes_words_and_names() -> None:
    with open_index(DATA / "index-1") as engine:
        assert shown(engine, "lam")[0] == ("lamp", "term", 303)
        assert shown(engine, "zoë") == [('speaker:"Zoë Núñez"', "person", 1)]
        assert [query for query, _, _ in shown(engine, "Keep")] == [
            'title:"Keeping the Lighthouse"'
        ]


def test_a_suggestion_is_json_of_four_values() -> None:
    one = Suggestion("Ada", "person", 2, 'speaker:"Ada"')

    assert suggestions_as_json("a", [one]) == {
        "prefix": "a",
        "suggestions": [
            {"text": "Ada", "kind": "person", "count": 2, "query": 'speaker:"Ada"'},
        ],
    }
