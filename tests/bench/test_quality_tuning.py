"""The tuning experiment, on tiny literal episodes."""

from pathlib import Path

import pytest

from bench.quality import tuning
from bench.quality.evaluation import Tasks
from bench.quality.known_item import Title
from bench.quality.material import Told
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
        quotes=[],
        pairs=[],
        questions=[Question("about flask", {"opening": 3})],
    )
    monkeypatch.setattr(parameters, "PLACES_WEIGHT", 0.0)
    monkeypatch.setattr(tuning, "VARIED", {"OPENING": (0,)})
    set_as = parameters.OPENING

    rows = list(tuning.rows(told, asked, tmp_path))

    assert rows == [
        ["as set", "", "1.000", "1.000"],
        ["OPENING", "0", "0.500", "0.631"],
        ["OPENING", f"{set_as:g}", "1.000", "1.000"],
    ]
    assert set_as == parameters.OPENING


@pytest.mark.parametrize("name", tuning.VARIED)
def test_what_is_varied_is_a_number_that_ranking_goes_by(name: str) -> None:
    assert name in parameters.__all__
    assert getattr(parameters, name) > 0
