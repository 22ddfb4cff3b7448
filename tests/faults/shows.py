"""Small indexes to be harmed, and changes to them; the state of an index as plain values."""

import datetime
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from index import Chapter, Episode, Segment, check, open_index, open_writer
from index.embedded.writing.merge_policies import NO_MERGE
from index.embedded.writing.writer import EmbeddedWriter
from tests.builders import episode, segment

__all__ = [
    "CHANGES",
    "Change",
    "State",
    "check_usable",
    "make_show",
    "make_talk",
    "state_of",
]

State = dict[str, list[str]]
"""The texts of each episode, by id."""

Change = Callable[[Path], None]
"""Makes one commit to the index in a folder."""


def make_show(folder: Path) -> None:
    """Make an index of two index segments, with a removed episode and a commit before."""
    with open_writer(folder) as writer:
        for name in "abcd":
            writer.add(episode(name), [segment(f"old {name} {n} talk", n) for n in range(3)])
    with EmbeddedWriter(folder) as writer:
        writer.remove("d")
        writer.add(episode("e"), [segment("old e talk")])
        writer.commit(mergetype=NO_MERGE)


WORDS = ["pour", "some", "web", "into", "your", "flask", "and", "run", "it", "in", "the", "cloud"]


def make_talk(folder: Path) -> None:
    """Make an index of three index segments that have every section, one episode replaced."""
    dice = random.Random(13)
    for names in ("ab", "bc", "d"):
        with EmbeddedWriter(folder) as writer:
            writer.set_synonyms("web, net")
            for name in names:
                writer.add(_talking(name), [*_said(dice)])
            writer.commit(mergetype=NO_MERGE)


def _talking(name: str) -> Episode:
    return episode(
        name,
        f"Title {name} of webs",
        number="13",
        show="The Net",
        date=datetime.date(2025, 1, ord(name) - 96),
        people=("Ann Lee",),
        language="es" if name == "c" else None,
        chapters=(Chapter(0.0, "Begin"), Chapter(2.5, "Pour")),
    )


def _said(dice: random.Random) -> Iterator[Segment]:
    for n in range(6):
        yield segment(
            f"machine learning {' '.join(dice.choices(WORDS, k=12))} camelCase",
            n,
            dice.choice(["Ann Lee", "Bo", None]),
            start=n / 3 if n % 2 else n * 2.0,
            end=n * 2 + 1.5,
            anchors=[(0, n * 2.0), (8, n * 2 + 0.7)],
            speaker_source="inferred",
            speaker_probability=0.9,
            sponsor=n == 4,
        )
    for n in (6, 7):
        yield segment("Thank you all, and welcome back.", n)


def state_of(folder: Path) -> State:
    """Return the state of an index, and that searches find what it holds."""
    with open_index(folder) as engine:
        state = {
            one.id: [held.text for held in engine.segments(one.id)] for one in engine.episodes()
        }
        found = {hit.id for hit in engine.hits("talk")}
    said = {f"{id_}:{n}" for id_, texts in state.items() for n in range(len(texts))}
    assert found == said
    return state


def check_usable(folder: Path) -> None:
    """Assert that a writer can go on at once, and that nothing is wrong or left after it."""
    with open_writer(folder) as writer:
        writer.add(episode("next"), [segment("next talk")])
    assert state_of(folder)["next"] == ["next talk"]
    report = check(folder)
    assert (report.problems, report.notes) == ((), ())


def _add(folder: Path) -> None:
    with EmbeddedWriter(folder) as writer:
        writer.add(episode("new"), [segment("new talk")])
        writer.commit(mergetype=NO_MERGE)


def _add_and_merge(folder: Path) -> None:
    with EmbeddedWriter(folder) as writer:
        for name in "vwxyz":
            writer.add(episode(name), [segment(f"new {name} {n} talk", n) for n in range(3)])


def _replace(folder: Path) -> None:
    with open_writer(folder) as writer:
        writer.add(episode("b"), [segment("new b talk")])


def _remove(folder: Path) -> None:
    with open_writer(folder) as writer:
        writer.remove("a")


def _purge(folder: Path) -> None:
    with EmbeddedWriter(folder) as writer:
        writer.remove("b")
        writer.commit(purge=True)


def _optimize(folder: Path) -> None:
    with EmbeddedWriter(folder) as writer:
        writer.commit(optimize=True)


CHANGES: dict[str, Change] = {
    "add": _add,
    "merge": _add_and_merge,
    "replace": _replace,
    "remove": _remove,
    "purge": _purge,
    "optimize": _optimize,
}
