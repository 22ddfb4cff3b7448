from pathlib import Path

from bench.compare.corpus import Line, Talk, stream, write


def test_what_was_written_comes_back_and_every_copy_has_ids_of_its_own(tmp_path: Path) -> None:
    talks = [Talk("a", "A", "en", [Line(0, "", -1.0, "hello")]), Talk("b", "B", "en", [])]
    write(tmp_path / "talks", talks)

    assert list(stream(tmp_path / "talks")) == talks
    assert [talk.id for talk in stream(tmp_path / "talks", 3)] == [
        "a",
        "b",
        "a~1",
        "b~1",
        "a~2",
        "b~2",
    ]
