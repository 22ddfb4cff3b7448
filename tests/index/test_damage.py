import gc
import os
import random
import shutil
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from whoosh import fields
from whoosh import index as whoosh_index

from index import (
    CorruptIndex,
    IndexMissing,
    OverheardError,
    SearchRequest,
    open_index,
    open_writer,
)
from tests.builders import episode, indexed, segment

# Whoosh leaves files that turn out to be damaged to the garbage collector, which warns.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

WORDS = ["pour", "some", "web", "into", "your", "flask", "and", "run", "it", "in", "the", "cloud"]


@pytest.fixture(autouse=True, scope="module")
def collected() -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three index segments, in the first of them a replaced episode."""
    folder = tmp_path_factory.mktemp("healthy")
    dice = random.Random(13)
    for names in ("ab", "bc", "d"):
        indexed(
            folder,
            {
                episode(name, f"Title {name}", number="13"): [
                    segment(" ".join(dice.choices(WORDS, k=12)), n, "Ann Lee") for n in range(6)
                ]
                for name in names
            },
        )
    return folder


@pytest.fixture
def damaged(healthy: Path, tmp_path: Path) -> Path:
    """A copy of the healthy index, to be damaged."""
    return shutil.copytree(healthy, tmp_path / "index")


def read_everything(folder: Path) -> None:
    with open_index(folder) as engine:
        for q in ("flask", '"some web"', "po*", "-flask", "web speaker:ann", "run -title:b"):
            engine.search(SearchRequest(q, limit=100)).to_dict()
            engine.search(SearchRequest(q, limit=1, sort="date", episode="13"))
        for one in engine.episodes():
            engine.segments(one.id)
        list(engine.terms())
        engine.stats()


def outcome(read: Callable[[Path], None], folder: Path) -> str:
    """Return "fine", "corrupt", or whatever else came out."""
    try:
        read(folder)
    except CorruptIndex as error:
        message = str(error)
        good = len(message.splitlines()) == 1 and str(folder) in message and "delete" in message
        return "corrupt" if good else f"an unhelpful message: {message!r}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "fine"


def file_of(folder: Path, kind: str) -> Path:
    return max(folder.glob(f"*.{kind}"))


def test_the_healthy_index_is_fine(healthy: Path) -> None:
    assert outcome(read_everything, healthy) == "fine"
    assert len(list(healthy.glob("*.seg"))) == 3


@pytest.mark.parametrize("kind", ["toc", "seg"])
@pytest.mark.parametrize("kept", [0, 1, 7, 64, 500, 1500])
def test_a_truncated_file_is_reported(damaged: Path, kind: str, kept: int) -> None:
    file = file_of(damaged, kind)
    file.write_bytes(file.read_bytes()[:kept])

    assert outcome(read_everything, damaged) == "corrupt"


@pytest.mark.parametrize("kind", ["toc", "seg"])
@pytest.mark.parametrize("garbage", [b"\0", b"\xff", b"garbage\n"])
def test_a_file_of_garbage_is_reported(damaged: Path, kind: str, garbage: bytes) -> None:
    file = file_of(damaged, kind)
    file.write_bytes(garbage * file.stat().st_size)

    assert outcome(read_everything, damaged) == "corrupt"


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_deleted_segment_file_is_reported(damaged: Path, number: int) -> None:
    sorted(damaged.glob("*.seg"))[number].unlink()

    assert outcome(read_everything, damaged) == "corrupt"


def cut_off(content: bytearray, dice: random.Random) -> None:
    del content[dice.randrange(len(content)) :]


def flip_a_bit(content: bytearray, dice: random.Random) -> None:
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)


def overwrite_a_stretch(content: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(content))
    content[at : at + 40] = dice.randbytes(len(content[at : at + 40]))


@pytest.mark.parametrize("kind", ["toc", "seg", "sums"])
@pytest.mark.parametrize("harm", [cut_off, flip_a_bit, overwrite_a_stretch])
def test_damage_anywhere_is_reported_or_does_not_matter(
    damaged: Path, kind: str, harm: Callable[[bytearray, random.Random], None]
) -> None:
    file = file_of(damaged, kind)
    whole = file.read_bytes()
    outcomes = set()
    for seed in range(60):
        content = bytearray(whole)
        harm(content, random.Random(seed))
        file.write_bytes(content)
        outcomes.add(outcome(read_everything, damaged))

    assert outcomes <= {"corrupt", "fine"}
    assert "corrupt" in outcomes


def write_one_more(folder: Path) -> None:
    with open_writer(folder) as writer:
        writer.episodes()
        writer.add(episode("d"), [segment("flask")])


@pytest.mark.parametrize("kind", ["toc", "seg", "sums"])
@pytest.mark.parametrize("harm", [cut_off, flip_a_bit, overwrite_a_stretch])
def test_writing_to_a_damaged_index_is_refused_or_works(
    damaged: Path, kind: str, harm: Callable[[bytearray, random.Random], None]
) -> None:
    for number in range(2):  # five index segments: the next commit merges
        indexed(damaged, {f"f{number}": ["it"]})
    outcomes = set()
    for seed in range(12):
        folder = shutil.copytree(damaged, damaged.with_name(f"copy{seed}"))
        file = file_of(folder, kind)
        content = bytearray(file.read_bytes())
        harm(content, random.Random(seed))
        file.write_bytes(content)
        outcomes |= {outcome(write_one_more, folder), outcome(write_one_more, folder)}

    assert outcomes <= {"corrupt", "fine"}
    assert "corrupt" in outcomes


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are not listed here")
def test_no_file_of_a_damaged_index_stays_open(damaged: Path) -> None:
    file_of(damaged, "seg").write_bytes(b"garbage")
    outcome(read_everything, damaged)
    gc.collect()
    before = len(os.listdir("/proc/self/fd"))

    for _ in range(5):
        outcome(read_everything, damaged)
    gc.collect()

    assert len(os.listdir("/proc/self/fd")) == before


def test_reading_a_damaged_index_leaves_its_files_alone(damaged: Path) -> None:
    file = file_of(damaged, "seg")
    file.write_bytes(b"garbage")
    before = {path.name: path.read_bytes() for path in damaged.iterdir()}

    outcome(read_everything, damaged)
    with pytest.raises(OverheardError):
        write_one_more(damaged)

    assert {path.name: path.read_bytes() for path in damaged.iterdir()}.items() >= before.items()


# A Whoosh index that somebody else made is none of ours, but it is not damaged.


def assert_not_ours(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for opening in (open_index, open_writer):
        with pytest.raises(IndexMissing, match="give -i a"):
            opening(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


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
