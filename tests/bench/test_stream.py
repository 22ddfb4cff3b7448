"""The whole stream on four transcripts, with the installed peers, and its parts by themselves."""

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from bench.compare import engines
from bench.compare.corpus import Line, Talk
from bench.compare.engines import OVERHEARD
from bench.compare.queries import same
from bench.quality.material import given
from bench.stream import results, ways
from bench.stream.asker import asking
from bench.stream.contenders import MODES, Contender
from bench.stream.measuring import measured_run
from bench.stream.results import Part
from tests.bench.test_engines import TOLD
from tests.conftest import ROOT

COUNT = 30
PEERS = {"asked": {"SQLite FTS5", "stock Whoosh", "tantivy"}, "default": {"tantivy"}}


def stream(*options: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench.stream", *map(str, options)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stream")
    questions = ("--questions", str(COUNT), "--runs", "1", "--out", folder)
    done = stream("corpus", "--glob", "0[1-4]*", *questions)
    assert not done.returncode, done.stderr
    return folder


@pytest.fixture(scope="module")
def parts(out: Path) -> dict[str, Part]:
    return {part.mode: part for part in results.load(out)}


def test_every_question_is_asked_of_every_engine_once(parts: dict[str, Part]) -> None:
    assert set(parts) == set(MODES)
    missing = engines.missing()
    for mode, part in parts.items():
        assert len(set(part.questions)) == COUNT
        peers = PEERS.get(mode, {"Overheard, page"}) - set(missing)
        assert set(part.totals) == peers | {OVERHEARD}
        assert len(part.runs) == 1
        for run in part.runs:
            assert {name: len(seconds) for name, seconds in run.seconds.items()} == dict.fromkeys(
                part.totals, COUNT
            )
            assert all(of.resident > 1_000_000 for of in run.memory.values())
        assert set(part.absent) == set(missing)


def test_what_a_question_finds_does_not_depend_on_the_mode(parts: dict[str, Part]) -> None:
    totals = [part.totals[OVERHEARD] for part in parts.values()]

    assert totals[0] == totals[1] == totals[2]
    assert sum(map(bool, totals[0])) > COUNT / 2
    assert parts["asked"].totals.get("tantivy") == parts["default"].totals.get("tantivy")


def test_two_threads_share_an_engine_that_can_be_shared_at_one_copy(parts: dict[str, Part]) -> None:
    for part in parts.values():
        shared = {name for name in part.totals if name not in ("SQLite FTS5", "stock Whoosh")}
        for run in part.runs:
            assert set(run.rates) == shared
            assert all(set(rates) == {1, 2} for rates in run.rates.values())


def test_a_mode_can_be_measured_by_itself_and_joins_what_is_kept(out: Path) -> None:
    before = {path.name: path.read_bytes() for path in out.glob("*.json")}
    asked = ("--glob", "0[1-4]*", "--questions", str(COUNT), "--runs", "1", "--mode", "page")
    done = stream("corpus", *asked, "--times", "2", "--clock", "cpu", "--out", out)
    after = {path.name: path.read_bytes() for path in out.glob("*.json")}

    assert not done.returncode, done.stderr
    assert after == before | {"page-2.json": after["page-2.json"]}
    assert (out / "stream.md").read_text() == done.stdout
    assert "1 run, time of the processor" in done.stdout
    assert "page, 2 x the corpus: all 30" in done.stdout
    assert not results.load(out)[-1].runs[0].rates


def test_without_transcripts_the_page_is_made_of_what_is_kept(out: Path, tmp_path: Path) -> None:
    assert stream("--out", out).stdout == (out / "stream.md").read_text()
    nothing = stream("--out", tmp_path)
    assert nothing.returncode == 2
    assert "holds no results; give the PATH of transcripts" in nothing.stderr


def test_parts_of_different_questions_make_no_page(out: Path, tmp_path: Path) -> None:
    first, second, *_ = results.load(out)
    for part in (first, dataclasses.replace(second, questions=second.questions[1:])):
        results.save(part, tmp_path)
    done = stream("--out", tmp_path)

    assert done.returncode == 2
    assert "results of different questions; give another by --out" in done.stderr


OURS = Contender(OVERHEARD, OVERHEARD, "default", ours=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the indexes of three episodes by Overheard and SQLite."""
    folder = tmp_path_factory.mktemp("built")
    for name in (OVERHEARD, "SQLite FTS5"):
        engine = engines.load(name)
        (folder / name).mkdir()
        engine.build(given(TOLD, engine.stream), folder / name)
    return folder


def test_a_process_gets_its_environment_and_its_end_is_an_error(built: Path) -> None:
    with asking(OURS, built) as asker:
        assert asker.ask([same("one word", "flask"), same("one word", "nobody")])[1] == [3, 0]
    broken = OURS._replace(environment={"PYTHONHOME": str(built)})
    with (
        pytest.raises(RuntimeError, match=r"bench\.stream\.child.* ended with 1"),
        asking(broken, built),
    ):
        pass


def test_a_slow_engine_is_asked_the_beginning_of_the_stream(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    peer = Contender("SQLite FTS5", "SQLite FTS5", "asked", ours=False)
    monkeypatch.setattr(type(engines.load(peer.engine)), "slow", True)
    questions = [same("one word", word) for word in ("flask", "web", "tea")]
    run, totals = measured_run([OURS, peer], questions, built, slow=2)

    assert totals == {OVERHEARD: [3, 3, 1], "SQLite FTS5": [3, 3]}
    assert len(run.seconds["SQLite FTS5"]) == 2
    assert set(run.rates) == {OVERHEARD}


def test_tantivy_does_the_same_work_close_hits_and_episodes_that_lift_their_places(
    tmp_path: Path,
) -> None:
    if "tantivy" in engines.missing():
        pytest.skip("tantivy is not installed; pip install -r bench/requirements.txt")
    talks = [
        Talk("tea", "Tea", "en", [Line(0, "", 0.0, "tea and milk"), Line(1, "", 9.0, "tea tea")]),
        Talk("oak", "Oak", "en", [Line(0, "", 0.0, "an oak chair"), Line(1, "", 9.0, "milk too")]),
    ]
    (tmp_path / "tantivy").mkdir()
    engines.load("tantivy").build(talks, tmp_path / "tantivy")
    ways.build_episodes(talks, tmp_path)
    snapshot = ways.open_way("tantivy", "default", tmp_path)

    both = snapshot.search("tea milk")
    assert both.total == 1
    assert [hit.document for hit in both.hits] == [("tea", 0), ("tea", 1), ("oak", 1)]
    assert "<b>" in both.hits[0].snippet
    assert [hit.document for hit in snapshot.search('"tea and milk"').hits] == [("tea", 0)]
    assert snapshot.search("walnut").hits == []
    snapshot.close()
