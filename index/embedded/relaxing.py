"""Less of what was asked for, step by step, where too little has all of it.

    as it is asked                  64 words in a row hold everything
    words    without words that nobody says
    window   wider: 200 words in a row
    episode  somewhere in one episode; segments with more of the words rank higher
    words    the same without the least telling words, a quarter of them at a time

What is quoted or filtered always holds, and other spellings of a word count as the word. A step
finds what the ones before it found and more; its hits come after theirs.
"""

from collections.abc import Iterator
from typing import NamedTuple

from index.embedded.executor import Search, evaluate, without
from index.embedded.expansion import expand
from index.embedded.snapshot import Found, Snapshot
from index.parsing import WINDOW, all_of
from index.relaxed import RelaxedStep
from index.tree import And, Compound, Near, Phrase, Query, SameEpisode, Together, leaves, written

__all__ = ["ENOUGH", "Layer", "Step", "layers", "steps"]

ENOUGH = 10
"""Hits that nobody needs more than: a page of the least that programs ask for.

It does not depend on the page, so that every page of a query is of the same hits.
"""

WIDE = 200
"""Words in a row of the wider window: a minute of talk, what one answer takes."""


class Step(NamedTuple):
    """A query that asks for less, and what it gave up; see `index.relaxed.Relaxed`."""

    name: RelaxedStep
    tree: Query
    window: int | None
    without: tuple[str, ...]


class Layer(NamedTuple):
    """Hits of one step that no step before it found; `step` is None for what was asked for."""

    step: Step | None
    found: Found


def layers(snapshot: Snapshot, tree: Query) -> list[Layer]:
    """Return the hits of a query, and while there are too few, those of each step after it.

    A step that finds nothing more is left out.
    """
    search = Search(snapshot)
    found = [Layer(None, search.match(expand(snapshot, tree)))]
    hits = len(found[0].found)
    if hits >= ENOUGH:
        return found
    for step in steps(snapshot, tree):
        more = search.match(expand(snapshot, step.tree))
        for _, before in found:
            more = without(more, before)
        if len(more):
            found.append(Layer(step, more))
            hits += len(more)
        if hits >= ENOUGH:
            break
    return found


def steps(snapshot: Snapshot, tree: Query) -> Iterator[Step]:
    """Yield what asks for less than `tree`, the least less first; nothing if nothing can give way.

    That is a `Together`, by itself or with filters and refusals beside it.
    """
    parts = tree.children if isinstance(tree, And) else (tree,)
    rows = [part for part in parts if isinstance(part, Together)]
    if len(rows) != 1:
        return
    rest = [part for part in parts if part is not rows[0]]
    quoted = [child for child in rows[0].children if _is_quoted(child)]
    loose = [child for child in rows[0].children if child not in quoted]
    held = {child: len(evaluate(snapshot, expand(snapshot, child))) for child in loose}
    telling = sorted((child for child in loose if held[child]), key=held.__getitem__)
    if not telling:
        return

    def missing() -> tuple[str, ...]:
        return tuple([written(child) for child in loose if child not in telling])

    def near(window: int) -> Query:
        children = (*quoted, *telling)
        return all_of([children[0] if len(children) == 1 else Together(children, window), *rest])

    def somewhere() -> Query:
        children = (*quoted, *telling)
        return all_of([SameEpisode(children), *quoted, *rest])

    if missing():
        yield Step("words", near(WINDOW), WINDOW, missing())
    if len(telling) + len(quoted) > 1:
        yield Step("window", near(WIDE), WIDE, missing())
        yield Step("episode", somewhere(), None, missing())
    while len(telling) > 1 or (telling and quoted):
        del telling[len(telling) * 3 // 4 :]
        yield Step("words", somewhere(), None, missing())


def _is_quoted(tree: Query) -> bool:
    return any(
        isinstance(leaf, Phrase | Near) and not isinstance(leaf, Compound) for leaf in leaves(tree)
    )
