"""A year of a show: weekly updates of an index beside a mirror in memory."""

import random
from pathlib import Path

import pytest

from index import check, open_index, open_writer
from index.embedded.writing.writer import EmbeddedWriter
from tests.builders import episode, segment
from tests.effort import trials

pytestmark = pytest.mark.usefixtures("unsynced")

YEARS = trials(4, 1)
WEEKS = 52
WORDS = [f"{first}{second}" for first in ("flo", "tra", "ki", "mo", "se") for second in "bdgklmnr"]

Mirror = dict[str, tuple[str, list[str]]]
"""The title and the texts of each episode, by id."""


def spoken(dice: random.Random) -> list[str]:
    return [" ".join(dice.choices(WORDS, k=20)) for _ in range(dice.randrange(1, 6))]


def week(mirror: Mirror, number: int, dice: random.Random) -> tuple[Mirror, set[str]]:
    """Return the mirror after a week, and the ids that are added or replaced."""
    after = dict(mirror)
    for n in range(dice.choice([1, 1, 1, 2, 3])):
        after[f"w{number:03}-{n}"] = (f"Week {number}", spoken(dice))
    for id_ in dice.sample(sorted(mirror), min(len(mirror), dice.choice([0, 0, 1, 2]))):
        after[id_] = (f"Week {number}, edited", spoken(dice))
    changed = {id_ for id_ in after if after[id_] is not mirror.get(id_)}
    if number % 5 == 4:
        gone = dice.choice(sorted(mirror))
        after.pop(gone)
        changed.discard(gone)
    if number % 11 == 10:
        old = dice.choice(sorted(set(after) - changed))
        after[f"{old}-renamed"] = after.pop(old)
        changed.add(f"{old}-renamed")
    return after, changed


def update(folder: Path, before: Mirror, after: Mirror, changed: set[str], how: str) -> None:
    with EmbeddedWriter(folder) as writer:
        for id_ in before.keys() - after.keys():
            writer.remove(id_)
        for id_ in sorted(changed):
            title, texts = after[id_]
            writer.add(episode(id_, title), [segment(t, n) for n, t in enumerate(texts)])
        if how == "give up":
            writer.rollback()
        elif how != "end":
            writer.commit(optimize=how == "optimize", purge=how == "purge")


def said(mirror: Mirror, word: str) -> set[str]:
    return {
        f"{id_}:{n}"
        for id_, (_, texts) in mirror.items()
        for n, text in enumerate(texts)
        if word in text.split()
    }


def compare(folder: Path, mirror: Mirror, dice: random.Random) -> None:
    with open_index(folder) as engine:
        assert engine.warning is None
        assert {one.id: one.title for one in engine.episodes()} == {
            id_: title for id_, (title, _) in mirror.items()
        }
        for id_ in dice.sample(sorted(mirror), min(len(mirror), 5)):
            assert [held.text for held in engine.segments(id_)] == mirror[id_][1]
        for word in dice.sample(WORDS, 3):
            found = [hit.id for hit in engine.hits(f'"{word}"')]
            assert sorted(found) == sorted(said(mirror, word))
        assert engine.stats().words == sum(
            len(text.split()) for _, texts in mirror.values() for text in texts
        )


def test_an_index_of_weekly_updates_is_its_mirror(tmp_path: Path) -> None:
    dice = random.Random(52)
    folder = tmp_path / "index"
    mirror: Mirror = {}
    open_writer(folder).commit()
    for number in range(YEARS * WEEKS):
        after, changed = week(mirror, number, dice)
        how = dice.choice(["end"] * 8 + ["give up", "optimize", "purge"])
        update(folder, mirror, after, changed, how)
        if how != "give up":
            mirror = after
        compare(folder, mirror, dice)
        if number % 13 == 12:
            assert check(folder, full=True).problems == ()

    rebuilt = tmp_path / "rebuilt"
    update(rebuilt, {}, mirror, set(mirror), "end")
    compare(rebuilt, mirror, dice)
    with open_index(folder) as engine, open_index(rebuilt) as other:
        assert list(engine.terms()) == list(other.terms())
    print(f"\n{YEARS * WEEKS} weeks: {len(mirror)} episodes, as in the mirror")
