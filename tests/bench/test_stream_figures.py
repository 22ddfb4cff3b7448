"""Figures of a stream, from measurements that are written down here."""

import dataclasses
from pathlib import Path

import pytest

from bench.compare.engines import OVERHEARD
from bench.compare.results import Corpus
from bench.stream import contenders as roster
from bench.stream import results, tables
from bench.stream.contenders import MODES, contenders, pairs
from bench.stream.figures import Waits, beside, groups, percentile
from bench.stream.results import Drawn, Memory, Part, Run

QUESTIONS = [
    Drawn("two words", "copper kettle"),
    Drawn("one word", "copper"),
    Drawn("three words", "copper kettle plums"),
    Drawn("one word", "violin"),
]
PEERS = {"tantivy": [0.001, 0.002, 0.001, 0.004], "stock Whoosh": [0.5, 0.25]}


def run(*ours: float, names: tuple[str, ...] = (OVERHEARD,)) -> Run:
    seconds = {**{name: list(ours) for name in names}, **PEERS}
    memory = {name: Memory(80_000_000, 60_000_000, None) for name in seconds}
    return Run(seconds, memory, {name: {1: 100.0, 2: 150.0} for name in names})


def part(*runs: Run, mode: str = "asked", copies: int = 1) -> Part:
    return Part(
        mode=mode,
        copies=copies,
        clock="wall",
        machine={"python": "Python 3.11", "processor": "Z80"},
        versions={OVERHEARD: "1", "tantivy": "2", "stock Whoosh": "3"},
        absent={"SQLite FTS5": "not built"},
        corpus=Corpus(("talk",), "*.txt", 1.0, 9, 2, 9, 99, 999),
        questions=QUESTIONS,
        totals={OVERHEARD: [12, 90, 0, 11], "tantivy": [9, 90, 0, 10], "stock Whoosh": [8, 90]},
        runs=list(runs),
    )


ONE = part(run(0.004, 0.002, 0.002, 0.004))


def test_a_percentile_is_the_value_below_which_that_part_lies() -> None:
    assert percentile([3.0], 0.99) == 3
    assert [percentile([4.0, 1.0, 3.0, 2.0, 5.0], share) for share in (0, 0.5, 0.9, 1)] == [
        *(1, 3, 4, 5)
    ]
    with pytest.raises(ValueError, match="values"):
        percentile([], 0.5)


def test_a_ratio_is_the_geometric_mean_of_the_ratios_of_each_question() -> None:
    found = beside(ONE, OVERHEARD, "tantivy", range(4))

    assert found
    assert found.asked == 4
    assert found.ratio == pytest.approx((4 * 1 * 2 * 1) ** (1 / 4))
    assert found.total == pytest.approx(0.012 / 0.008)
    assert found.first == Waits(0.002, 0.004, 0.004)
    assert found.second.p50 == 0.001


def test_a_slow_engine_is_compared_on_the_questions_that_it_was_asked() -> None:
    found = beside(ONE, OVERHEARD, "stock Whoosh", range(4))

    assert found
    assert found.asked == 2
    assert found.total == pytest.approx(0.006 / 0.75)
    assert beside(ONE, OVERHEARD, "stock Whoosh", [2, 3]) is None


def test_every_figure_is_the_median_of_the_runs() -> None:
    slow, quick, odd = run(*4 * [0.008]), run(*4 * [0.001]), run(0.004, 0.002, 0.002, 0.004)
    found = beside(part(slow, odd, quick), OVERHEARD, "tantivy", range(4))

    assert found == beside(ONE, OVERHEARD, "tantivy", range(4))


def test_questions_are_shown_by_kind_and_by_whether_tantivy_fills_its_page() -> None:
    assert list(groups(ONE, OVERHEARD)) == [
        ("one word", [1, 3]),
        ("two words", [0]),
        ("three words", [2]),
        ("three and four words, both fill the page", []),
        ("tantivy fills its page", [1, 3]),
        ("it does not", [0, 2]),
        ("all", [0, 1, 2, 3]),
    ]


@pytest.mark.parametrize("mode", MODES)
def test_ours_is_measured_by_every_peer_of_its_mode(mode: str) -> None:
    found = contenders(mode, 1)
    peers = [(one.name, peer.name) for one, peer in pairs(found)]

    assert len({one.name for one in found}) == len(found)
    assert {peer for _, peer in peers} == {
        "asked": {"tantivy", "SQLite FTS5", "stock Whoosh"},
        "default": {"tantivy"},
        "page": {OVERHEARD},
    }[mode]
    assert all(one.engine in (OVERHEARD, "tantivy") for one in contenders(mode, 4))
    assert all(one.engine == OVERHEARD for one in contenders(mode, 1, PEERS | {"SQLite FTS5": ""}))


def test_overheard_may_run_in_several_ways_each_a_column_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(roster, "_LIBRARY", {OVERHEARD: {}, "plain": {"LISTS": "slow lists"}})

    assert [(one.name, peer.name) for one, peer in pairs(contenders("default", 1))] == [
        (OVERHEARD, "tantivy"),
        ("plain", "tantivy"),
    ]
    assert [(one.name, peer.name) for one, peer in pairs(contenders("page", 1))] == [
        (f"{OVERHEARD}, page", OVERHEARD),
        ("plain, page", "plain"),
    ]
    both = part(run(0.004, 0.002, 0.002, 0.004, names=(OVERHEARD, "plain")), mode="default")
    both = dataclasses.replace(both, totals={**both.totals, "plain": both.totals[OVERHEARD]})

    assert "| default: all 4 (slow lists) | words | tantivy |" in tables.render([both])


def test_parts_are_kept_by_mode_and_size_and_read_again(tmp_path: Path) -> None:
    grown = part(ONE.runs[0], copies=16)
    for one in (grown, part(run(1.0, 1.0, 1.0, 1.0)), ONE):
        results.save(one, tmp_path)
    (tmp_path / "stream.md").write_text("no part")

    assert {path.name for path in tmp_path.glob("*.json")} == {"asked-1.json", "asked-16.json"}
    assert results.load(tmp_path) == [ONE, grown]


def test_the_page_says_what_was_warm_and_beside_each_figure_what_was_remembered() -> None:
    page = tables.render([ONE, part(ONE.runs[0], copies=16)])
    short = [row for row in page.partition("\n## ")[0].splitlines() if row.startswith("| ")][2:]

    assert "answered five other questions" in page
    assert "of which earlier questions had 43%" in page
    assert "*Asked*: Only places that hold all" in page
    assert "Z80; 1 run, time that a person waits." in page
    assert "Not measured: SQLite FTS5, not built." in page
    assert short
    assert all("| words |" in row for row in short)
    assert (
        short[1] == "| asked: all 4 | words | tantivy | 1.00 / 2.00 ms | 2.00 / 4.00 ms | 1.68 x |"
    )
    assert any(row.startswith("| asked: the first 2 | words | stock Whoosh |") for row in short)
    assert any(row.startswith("| asked, 16 x the corpus: all 4 |") for row in short)
    assert "| asked: memory after it | words |  |  | 80.0 MB |  |" in short


def test_a_section_shows_each_pair_and_each_process() -> None:
    page = tables.render([ONE])

    assert "### Overheard beside tantivy" in page
    assert "stock Whoosh is so slow that it is asked only the first" in page
    assert "| one word | 2 | 2.00 | 2.00 | 2.00 | 2.00 | 2.00 | 2.00 | 1.00 x | 1.00 x |" in page
    assert "| Overheard | 80.0 | 60.0 |  | 100 | 150 |" in page
    assert "| tantivy | 80.0 | 60.0 |  |  |  |" in page


def test_threads_are_left_out_where_they_were_not_measured() -> None:
    alone = dataclasses.replace(ONE.runs[0], rates={})
    page = tables.render([part(alone, copies=4)])

    assert "by two threads" not in page
    assert "two threads over one" not in page
    assert "| tantivy | 80.0 | 60.0 |  |" in page
