"""The spelling command, on tiny literal episodes."""

from pathlib import Path
from random import Random

import pytest

from bench.compare.overheard_engine import OverheardEngine, Spoken
from bench.quality import spelling
from bench.quality.spelling import Asked, guests, misspelt, misspelt_names, rare_words, wrong
from index import Segment, open_index
from index.analysis.edit_distance import damerau
from tests.builders import episode, segment


def spoken(id_: str, *texts: str, people: tuple[str, ...] = ()) -> Spoken:
    segments: list[Segment] = [segment(text, at) for at, text in enumerate(texts)]
    return Spoken(id_, episode(id_, people=people), segments)


SHOW = [
    spoken("a", "hello owls", "brett cannon", people=("Ann Host", "Brett Cannon")),
    spoken("b", "hello owls", "hello badger", people=("Ann Host", "Zoë Ek")),
    spoken("c", "hello", "the otter otter", people=("Ann Host", "Bo")),
]


def test_guests_are_full_names_in_plain_letters_of_few_episodes() -> None:
    assert guests(SHOW) == ["brett cannon"]


@pytest.mark.parametrize("edits", [1, 2])
def test_a_misspelt_name_has_so_many_edits_and_is_no_other_name(edits: int) -> None:
    random, name = Random(5), "ann lee"
    near = frozenset({"ann lew", "an lee", name})

    typed = {misspelt(random, name, edits, near) for _ in range(50)}

    assert {damerau(one, name) for one in typed} == {edits}
    assert not typed & near
    assert {len(one.split()) for one in typed} == {2}


def test_the_same_names_are_misspelt_in_every_run() -> None:
    names = [f"ann {word}" for word in ("badger", "otter", "weasel", "marten")]

    assert misspelt_names(names, 3) == misspelt_names(names, 3)
    assert {damerau(*asked) for asked in misspelt_names(names, 3)} == {1, 2}


def test_rare_words_are_said_twice_at_least_and_in_two_episodes() -> None:
    assert sorted(rare_words(SHOW)) == [Asked("hello", "hello"), Asked("owls", "owls")]


@pytest.mark.parametrize(
    ("asked", "known", "row"),
    [
        (Asked("bret cannon", "brett cannon"), [], None),
        (Asked("zzz", "brett cannon"), [], ["zzz", "brett cannon", ""]),
        (Asked("owls", "owls"), [], None),
        # Offered is a known name as near as the one that was meant, or nearer.
        (Asked("brett kannon", "brett bannon"), ["brett cannon"], None),
        (
            Asked("brett kannon", "brett bannon"),
            [],
            ["brett kannon", "brett bannon", "brett cannon"],
        ),
        # Found first, though nothing is offered.
        (Asked("brett", "brett cannon"), [], None),
    ],
)
def test_an_answer_is_wrong_that_neither_offers_nor_finds_what_is_meant(
    tmp_path: Path, asked: Asked, known: list[str], row: list[str] | None
) -> None:
    OverheardEngine().build(SHOW, tmp_path / "index")
    with open_index(tmp_path / "index") as engine:
        assert list(wrong(engine, [asked], known)) == ([] if row is None else [row])


def test_the_page_says_how_many_are_right_and_names_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spelling, "misspelt_names", lambda names: [Asked("zzz", names[0])])
    OverheardEngine().build(SHOW, tmp_path / "index")
    with open_index(tmp_path / "index") as engine:
        page = spelling.render(engine, SHOW)

    assert "## 0 of 1 misspelt names are offered or found first" in page
    assert "| zzz | brett cannon |  |" in page
    assert "## 2 of 2 rare words are left as they are" in page
