"""The tuning experiment, on tiny literal episodes."""

from pathlib import Path

import pytest

from bench.quality import tuning
from bench.quality.evaluation import Tasks
from bench.quality.judged import Judged, Known
from bench.quality.known_item import Title
from bench.quality.material import Told
from bench.quality.places import Placed
from bench.quality.questions import Question
from index import Segment
from index.ranking import parameters


def episode(id_: str, *texts: str) -> Told:
    segments = [Segment(at, None, None, text) for at, text in enumerate(texts)]
    return Told(id_, id_, "en", segments)


def test_each_number_is_tried_as_others_and_then_is_what_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filler = ["so well then we went on and on"] * 60
    told = [
        episode("opening", "this is about flask", *filler, "bye"),
        episode("later", "hello", *filler, "flask", "flask"),
    ]
    asked = Tasks(
        titles=[Title("flask", frozenset({"opening"}), "key")],
        questions=[Question("about flask", {"opening": 3})],
    )
    monkeypatch.setattr(parameters, "PLACES_WEIGHT", 0.0)
    monkeypatch.setattr(tuning, "VARIED", {"OPENING": (0,)})
    set_as = parameters.OPENING

    rows = list(tuning.rows(told, asked, tmp_path))

    assert rows == [
        ["as set", "", "1.000", "1.000", "1.000", "", "", "", ""],
        ["OPENING", "0", "0.500", "0.500", "0.631", "", "", "", ""],
        ["OPENING", f"{set_as:g}", "1.000", "1.000", "1.000", "", "", "", ""],
    ]
    assert set_as == parameters.OPENING


def test_queries_on_meetings_are_asked_of_the_meetings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tuning, "VARIED", {})
    met = [episode("m1", "we met for flask"), episode("m2", "hello", "the owls are here")]
    judgements = Judged(
        summaries=[Known("they met for flask", "m1", "m1")],
        questions=[Known("where are the owls", "m2", "m2")],
        places=[
            Placed("where are the owls", "m2", frozenset({1}), "m2"),
            Placed("where are the owls", "m2", frozenset({0}), "m2"),
        ],
    )

    (row,) = tuning.rows([episode("e", "owls")], Tasks(), tmp_path, met, judgements)

    assert row == ["as set", "", "", "", "", "1.000", "1.000", "0.500", "0.500"]


@pytest.mark.parametrize("name", tuning.VARIED)
def test_what_is_varied_is_a_number_that_ranking_goes_by(name: str) -> None:
    assert name in parameters.__all__
    assert getattr(parameters, name) > 0
