from collections.abc import Callable, Iterator
from pathlib import Path

from overheard.indexing.watching import changes
from tests.indexer.reading import write


def test_what_changes_is_told_when_it_is_at_rest(tmp_path: Path) -> None:
    show = write(tmp_path / "show", {"a.vtt": "a", ".hidden/b.vtt": "b"})
    seen: list[str] = []
    steps: Iterator[Callable[[], object]] = iter(
        [
            lambda: seen.append("nothing yet"),
            lambda: write(show, {"c.vtt": "begun"}),
            lambda: write(show, {"c.vtt": "begun, and finished"}),
            lambda: seen.append("at rest"),
            lambda: write(show, {".hidden/d.vtt": "d"}),
            lambda: seen.append("hidden"),
            lambda: (show / "a.vtt").unlink(),
            lambda: seen.append("gone"),
            lambda: seen.append("still gone"),
        ]
    )

    def wait(seconds: float) -> None:
        assert seconds > 0
        step = next(steps, None)
        if step is None:
            raise InterruptedError
        step()

    try:
        for _ in changes([show], wait):
            seen.append("changed")
    except InterruptedError:
        pass

    assert seen == [
        *("changed", "nothing yet", "at rest", "changed", "hidden", "gone", "changed"),
        "still gone",
    ]


def test_a_path_may_come_and_go(tmp_path: Path) -> None:
    told = 0
    looks = 0

    def wait(seconds: float) -> None:
        nonlocal looks
        looks += 1
        if looks == 1:
            write(tmp_path, {"show/a.vtt": "a"})
        if looks > 3:
            raise InterruptedError

    try:
        for _ in changes([tmp_path / "show"], wait):
            told += 1
    except InterruptedError:
        pass

    assert told == 2
