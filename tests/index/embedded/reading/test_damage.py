import gc
import json
import os
import random
import shutil
import subprocess
import sys
import types
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from whoosh import fields
from whoosh import index as whoosh_index

from index import (
    CorruptIndex,
    Engine,
    FormatTooNew,
    FormatTooOld,
    IndexMissing,
    OverheardError,
    SearchRequest,
    open_index,
    open_writer,
)
from index.embedded.format.sections import FORMAT_VERSION, SectionFile
from index.embedded.writing.merge_policies import NO_MERGE
from index.embedded.writing.writer import EmbeddedWriter
from tests.builders import episode, found, index_segments, indexed, segment

WORDS = ["pour", "some", "web", "into", "your", "flask", "and", "run", "it", "in", "the", "cloud"]

KINDS = ["toc", "talk", "commit"]
"""Whoosh's table of contents, an index segment, the manifest of the commit."""


@pytest.fixture(autouse=True, scope="module")
def collected() -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three index segments with all optional sections; one episode of the first was replaced."""
    folder = tmp_path_factory.mktemp("healthy")
    dice = random.Random(13)
    for names in ("ab", "bc", "d"):
        with EmbeddedWriter(folder) as writer:
            for name in names:
                said = [
                    segment(
                        f"machine learning {' '.join(dice.choices(WORDS, k=12))} camelCase",
                        n,
                        "Ann Lee",
                        start=n / 3,
                        sponsor=n == 4,
                    )
                    for n in range(6)
                ]
                said += [segment("Thank you all, and welcome back.", n) for n in (6, 7)]
                writer.add(episode(name, f"Title {name}", number="13"), said)
            writer.commit(mergetype=NO_MERGE)
    return folder


@pytest.fixture
def damaged(healthy: Path, tmp_path: Path) -> Path:
    """A copy of the healthy index, to be damaged."""
    return shutil.copytree(healthy, tmp_path / "index")


class OlderCommit(Exception):
    """The commit before the newest one was opened, with a warning."""


def read_everything(folder: Path) -> list[Any]:
    with open_index(folder) as engine:
        answers = read_everything_of(engine)
        if engine.warning:
            raise OlderCommit(engine.warning)
        return answers


def read_everything_of(engine: Engine) -> list[Any]:
    answers: list[Any] = []
    for q in ("flask", '"some web"', "po*", "-flask", "web speaker:ann", "run -title:b"):
        answers.append(engine.search(SearchRequest(q, limit=100)).hits)
        answers.append(engine.search(SearchRequest(q, limit=1, sort="date", episode="13")).hits)
        answers.append(engine.search(SearchRequest(q, group_by="episode")).groups)
    answers.append(engine.search(SearchRequest(sponsor="only")).hits)
    answers.append(engine.search(SearchRequest("flask", heard_as=True)).hits)
    answers.append(engine.search(SearchRequest("welcome", collapse=True)).collapsed)
    answers.append(engine.search(SearchRequest("flsak")).suggestion)
    answers.append(engine.search(SearchRequest("run", facets=("speaker", "year"))).facets)
    answers += [engine.suggest(typed) for typed in ("po", "machine l", "ann", "title")]
    answers += [engine.segments(one.id) for one in engine.episodes()]
    answers += [engine.episodes(), list(engine.terms()), engine.stats().words]
    return answers


def outcome(read: Callable[[Path], object], folder: Path, healthy: object = None) -> str:
    """Return "fine", "corrupt", "older", or the error that was raised."""
    try:
        answers = read(folder)
    except CorruptIndex as error:
        message = str(error)
        good = len(message.splitlines()) == 1 and str(folder) in message and "delete" in message
        return "corrupt" if good else f"an unhelpful message: {message!r}"
    except OlderCommit as error:
        good = len(str(error).splitlines()) == 1 and str(folder) in str(error)
        return "older" if good else f"an unhelpful warning: {str(error)!r}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "fine" if answers == healthy else "a wrong answer"


def file_of(folder: Path, kind: str) -> Path:
    """Return the file of this kind that the newest commit has, and the one before it."""
    if kind == "talk":
        return folder / f"{index_segments(folder)[0]}.talk"
    return max(folder.glob(f"*.{kind}"))


def test_the_healthy_index_is_fine(healthy: Path) -> None:
    answers = read_everything(healthy)

    assert all(answers)
    assert {kind: len(list(healthy.glob(f"*.{kind}"))) for kind in KINDS} == {
        "toc": 2,
        "talk": 3,
        "commit": 2,
    }
    assert outcome(read_everything, healthy, answers) == "fine"


def test_the_healthy_index_has_what_an_index_segment_may_lack(healthy: Path) -> None:
    optional = ("sponsor", "signature", "alike", "humps.bytes", "pairs", "pair.seconds")
    file = SectionFile(file_of(healthy, "talk"))

    assert [name for name in optional if not file.length(name)] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", [0, 0.01, 0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_reported(damaged: Path, kind: str, part: float) -> None:
    file = file_of(damaged, kind)
    file.write_bytes(file.read_bytes()[: int(part * file.stat().st_size)])

    reported = "corrupt" if kind == "talk" else "older"
    assert outcome(read_everything, damaged) == reported
    assert outcome(write_one_more, damaged) == reported


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("garbage", [b"\0", b"\xff", b"garbage\n"])
def test_a_file_of_garbage_is_reported(damaged: Path, kind: str, garbage: bytes) -> None:
    file = file_of(damaged, kind)
    size = file.stat().st_size
    file.write_bytes((garbage * size)[:size])

    assert outcome(read_everything, damaged) == ("corrupt" if kind == "talk" else "older")


@pytest.mark.parametrize("part", [0, 0.5, 0.99])
def test_a_file_that_is_cut_short_while_it_is_open_ends_no_process(
    damaged: Path, part: float
) -> None:
    # The file fills several pages, of which opening reads the last.
    words = [f"word{number}" for number in range(20_000)]
    indexed(damaged, {"long": [" ".join(words[at : at + 60]) for at in range(0, 20_000, 60)]})
    with open_index(damaged) as engine:
        for file in damaged.glob("*.talk"):
            os.truncate(file, int(part * file.stat().st_size))

        with pytest.raises(CorruptIndex):
            read_everything_of(engine)


def test_a_page_that_is_overwritten_after_it_was_read_changes_no_answer(damaged: Path) -> None:
    with open_index(damaged) as engine:
        before = read_everything_of(engine)
        for file in damaged.glob("*.talk"):
            file.write_bytes(b"garbage" * file.stat().st_size)

        assert read_everything_of(engine) == before


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_file_is_reported(damaged: Path, kind: str, number: int) -> None:
    newest = {
        "toc": ["_MAIN_3.toc"],
        "talk": [f"{name}.talk" for name in index_segments(damaged)],
        "commit": ["overheard_3.commit"],
    }[kind]
    (damaged / newest[number % len(newest)]).unlink()
    before = contents(damaged)

    # The commit before has the first two index segments, and not the third.
    reported = "corrupt" if kind == "talk" and number < 2 else "older"
    assert outcome(read_everything, damaged) == reported
    assert contents(damaged) == before
    assert outcome(write_one_more, damaged) == reported
    assert reported == "older" or contents(damaged) == before


def cut_off(content: bytearray, dice: random.Random) -> None:
    del content[dice.randrange(len(content)) :]


def flip_a_bit(content: bytearray, dice: random.Random) -> None:
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)


def overwrite_a_stretch(content: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(content))
    content[at : at + 40] = dice.randbytes(len(content[at : at + 40]))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("harm", [cut_off, flip_a_bit, overwrite_a_stretch])
def test_damage_anywhere_is_reported_or_does_not_matter(
    damaged: Path, kind: str, harm: Callable[[bytearray, random.Random], None]
) -> None:
    answers = read_everything(damaged)
    file = file_of(damaged, kind)
    whole = file.read_bytes()
    outcomes = set()
    for seed in range(60):
        content = bytearray(whole)
        harm(content, random.Random(seed))
        file.write_bytes(content)
        outcomes.add(outcome(read_everything, damaged, answers))

    assert outcomes <= {"corrupt", "fine", "older"}
    assert ("corrupt" if kind == "talk" else "older") in outcomes


def write_one_more(folder: Path) -> None:
    with open_writer(folder) as writer:
        writer.episodes()
        writer.add(episode("d"), [segment("flask")])
    if writer.warning:
        raise OlderCommit(writer.warning)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("harm", [cut_off, flip_a_bit, overwrite_a_stretch])
def test_writing_to_a_damaged_index_is_refused_or_works(
    damaged: Path, kind: str, harm: Callable[[bytearray, random.Random], None]
) -> None:
    outcomes = set()
    for seed in range(12):
        folder = shutil.copytree(damaged, damaged.with_name(f"copy{seed}"))
        file = file_of(folder, kind)
        content = bytearray(file.read_bytes())
        harm(content, random.Random(seed))
        file.write_bytes(content)
        first, second = outcome(write_one_more, folder), outcome(write_one_more, folder)
        assert second == ("fine" if first == "older" else first)
        outcomes.add(first)

    assert outcomes <= {"corrupt", "fine", "older"}
    assert ("corrupt" if kind == "talk" else "older") in outcomes


def test_damage_that_only_a_merge_meets_is_reported_and_changes_nothing(tmp_path: Path) -> None:
    # The talk fills many pages. Opening reads few of them, and a merge reads nearly all, because it
    # stems the terms anew.
    dice = random.Random(7)
    words = [f"{dice.getrandbits(60):x}" for _ in range(30_000)]
    indexed(tmp_path, {"a": [" ".join(words[at : at + 60]) for at in range(0, 30_000, 60)]})
    file = file_of(tmp_path, "talk")
    whole = file.read_bytes()

    def merge_all(folder: Path) -> None:
        with EmbeddedWriter(folder) as writer:
            writer.add(episode("b"), [segment("flask")])
            writer.commit(optimize=True)

    for page in range(len(whole) >> 16):
        content = bytearray(whole)
        content[(page << 16) + dice.randrange(1 << 16)] ^= 1
        folder = shutil.copytree(tmp_path, tmp_path.with_name(f"page{page}"))
        (folder / file.name).write_bytes(content)
        before = contents(folder)
        if outcome(merge_all, folder) == "corrupt":
            assert contents(folder) == before
            assert outcome(merge_all, folder) == "corrupt"
        else:
            with open_index(folder) as engine:
                assert [term for term, _ in engine.terms()] == sorted([*words, "flask"])
                assert [one.text for one in engine.segments("a")] == [
                    " ".join(words[at : at + 60]) for at in range(0, 30_000, 60)
                ]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are not listed here")
def test_no_file_of_a_damaged_index_stays_open(damaged: Path) -> None:
    file_of(damaged, "talk").write_bytes(b"garbage")
    outcome(read_everything, damaged)
    gc.collect()
    before = len(os.listdir("/proc/self/fd"))

    for _ in range(5):
        outcome(read_everything, damaged)
        outcome(write_one_more, damaged)
    gc.collect()

    assert len(os.listdir("/proc/self/fd")) == before


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in folder.iterdir() if path.name != "MAIN_WRITELOCK"
    }


def test_reading_a_damaged_index_leaves_its_files_alone(damaged: Path) -> None:
    file_of(damaged, "talk").write_bytes(b"garbage")
    before = contents(damaged)

    outcome(read_everything, damaged)
    with pytest.raises(OverheardError):
        write_one_more(damaged)

    assert contents(damaged) == before


# Other versions.


def relabel(folder: Path, version: int) -> None:
    """Make the manifest say that it has another format."""
    manifest = file_of(folder, "commit")
    values = json.loads(manifest.read_bytes().splitlines()[1])
    line = json.dumps({**values, "format": version}).encode()
    manifest.write_bytes(b"%08x\n%s\n" % (zlib.crc32(line), line))


@pytest.mark.parametrize(
    ("version", "error", "way_out"),
    [
        (FORMAT_VERSION + 1, FormatTooNew, "made by a newer Overheard; update this one"),
        (FORMAT_VERSION - 1, FormatTooOld, "delete that folder and index the transcripts again"),
    ],
)
def test_an_index_of_another_version_says_what_to_do(
    damaged: Path, version: int, error: type[OverheardError], way_out: str
) -> None:
    relabel(damaged, version)
    before = contents(damaged)

    for opening in (open_index, open_writer):
        with pytest.raises(error, match=way_out):
            opening(damaged)
    assert contents(damaged) == before


def test_an_index_segment_of_a_newer_version_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed(tmp_path, {"a": ["flask"]})
    with monkeypatch.context() as patch:
        patch.setattr("index.embedded.format.sections.FORMAT_VERSION", FORMAT_VERSION + 1)
        indexed_anew = indexed(tmp_path / "newer", {"a": ["flask"]})
    newer, ours = file_of(indexed_anew, "talk"), file_of(tmp_path, "talk")
    assert newer.stat().st_size == ours.stat().st_size
    ours.write_bytes(newer.read_bytes())
    shutil.rmtree(indexed_anew)

    for opening in (open_index, open_writer):
        with pytest.raises(FormatTooNew, match="update this one"):
            opening(tmp_path)


def test_an_index_with_the_stock_codec_and_its_list_of_sums_is_too_old(tmp_path: Path) -> None:
    # Overheard 0.1 wrote this file, before it had a codec of its own.
    whoosh_index.create_in(tmp_path, fields.Schema(text=fields.TEXT(stored=True)))
    (tmp_path / "overheard_0.sums").write_text("{}")

    for opening in (open_index, open_writer):
        with pytest.raises(FormatTooOld, match="delete that folder and index the transcripts"):
            opening(tmp_path)


# A bare Whoosh program.

BARE = """
import sys
from whoosh import index, query
with index.open_dir(sys.argv[1]).searcher() as searcher:
    for field, word in (("text", "flask"), ("stem", "run"), ("speaker", "ann"), ("title", "b")):
        hits = searcher.search(query.Term(field, word), limit=None)
        print(sorted(f"{hit['episode']}:{hit['ordinal']}" for hit in hits))
    hits = searcher.search(query.Phrase("text", ["some", "web"]), limit=None)
    print(sorted(f"{hit['episode']}:{hit['ordinal']}" for hit in hits))
"""


def test_a_program_that_imports_only_whoosh_finds_the_same_hits(healthy: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", BARE, healthy], capture_output=True, text=True, check=True
    )
    flask, run, ann, title, phrase = map(json.loads, ran.stdout.replace("'", '"').splitlines())

    assert flask == sorted(found(healthy, '"flask"'))
    assert run == sorted(found(healthy, "run"))
    assert ann == sorted(found(healthy, "speaker:ann"))
    assert title == sorted(found(healthy, "title:b"))
    # Whoosh knows no phrase that begins in one segment and ends in the next.
    assert set(phrase) <= set(found(healthy, '"some web"'))


# A Whoosh index that another program made is not damaged, only not one of ours.


def assert_not_ours(folder: Path) -> None:
    before = contents(folder)
    for opening in (open_index, open_writer):
        with pytest.raises(IndexMissing, match="give -i a"):
            opening(folder)
    assert contents(folder) == before


def test_the_whoosh_index_of_another_program_is_left_alone(tmp_path: Path) -> None:
    theirs = whoosh_index.create_in(tmp_path, fields.Schema(title=fields.TEXT(stored=True)))
    with theirs.writer() as writer:
        writer.add_document(title="not ours")

    assert_not_ours(tmp_path)


def test_a_whoosh_index_with_classes_we_do_not_have_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = types.ModuleType("their_fields")
    exec("from whoosh.fields import TEXT\nclass THEIRS(TEXT): pass", module.__dict__)
    monkeypatch.setitem(sys.modules, "their_fields", module)
    whoosh_index.create_in(tmp_path, fields.Schema(title=module.THEIRS()))
    monkeypatch.delitem(sys.modules, "their_fields")

    assert_not_ours(tmp_path)


def test_index_segments_of_one_size_that_are_exchanged_are_reported(tmp_path: Path) -> None:
    for word in ("web", "run"):
        with EmbeddedWriter(tmp_path) as writer:
            writer.add(episode(word), [segment(f"{word} {word}")])
            writer.commit(mergetype=NO_MERGE)
    one, other = sorted(tmp_path.glob("MAIN_*.talk"))
    assert one.stat().st_size == other.stat().st_size
    one.rename(tmp_path / "aside")
    other.rename(one)
    (tmp_path / "aside").rename(other)

    with pytest.raises(CorruptIndex, match="not the file that was committed"):
        open_index(tmp_path)
