"""Checking an index: its commits, their files, and what lies beside them. Decision 0046."""

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from index.embedded.checking.again import content_problems
from index.embedded.checking.structure import structure_problems
from index.embedded.format import manifest
from index.embedded.reading import folder as store
from index.embedded.reading import opening
from index.embedded.reading.leaf import Leaf
from index.embedded.storage.damage import Damaged
from index.embedded.writing.commit import digest_of_commit
from index.errors import CorruptIndex, SynonymsError
from index.query.synonyms import parse_synonyms
from index.results.upkeep import CheckReport, Problem

__all__ = ["check"]

_AGAIN = "delete the folder and index the transcripts again, or take a copy in its place"
_GO_ON = "give the transcripts to `overheard index` again; it goes on from the commit before"
_NEXT = "the next commit removes it; until then a damaged newest commit has none to go back to"


def check(
    folder: Path,
    *,
    full: bool = False,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> CheckReport:
    """Return what is wrong with the index in `folder`, and how to mend it.

    The newest commit and the one before it are read whole: checksums, then structure, and if
    `full` the talk is read again, and the index has to be what it makes. `on_progress` gets the
    work done and its total, in bytes. Raises `IndexMissing`, `FormatTooOld`, `FormatTooNew` and
    `EngineUnavailable` for what cannot be checked; damage is never raised.
    """
    began = time.monotonic()
    with contextlib.suppress(CorruptIndex):  # an index whose table of contents is gone
        opening.raise_if_missing(folder)
    checked = _Check(folder, full, on_progress)
    checked.run()
    return CheckReport(
        store.generation(folder),
        full,
        tuple(checked.problems),
        tuple(checked.notes),
        checked.episodes,
        checked.segments,
        checked.words,
        store.size(folder),
        round(time.monotonic() - began, 3),
    )


class _Check:
    """One check, and what it has found so far."""

    def __init__(self, folder: Path, full: bool, on_progress: Callable[[int, int], None]) -> None:
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.episodes = self.segments = self.words = 0
        self._folder = folder
        self._full = full
        self._on_progress = on_progress
        self._done = 0
        self._total = store.size(folder) * (1 + full)
        self._checked: set[str] = set()
        self._damaged: set[str] = set()
        """The names of the index segments that were checked, and of those that are damaged."""

    def run(self) -> None:
        generations = store.generations(self._folder)
        lost = store.lost_commit(self._folder)
        if not generations or (lost is not None and lost > generations[0]):
            self._add(f"_MAIN_{lost or 0}.toc", "it is missing", _GO_ON if generations else _AGAIN)
        needed: set[str] = set()
        for number, committed in enumerate(generations):
            before = len(self.problems)
            mend = _NEXT if number else _AGAIN
            mine = self._check_commit(committed, mend, newest=number == 0)
            needed |= mine
            whole = before == len(self.problems) and not mine & self._damaged
            if number == 1 and whole:
                going_on = _going_on(generations[0])
                self.problems = [problem._replace(mend=going_on) for problem in self.problems]
        self._note_others(needed)

    def _check_commit(self, committed: int, mend: str, *, newest: bool) -> set[str]:
        """Check a commit; return the names of the files it needs."""
        toc = store.toc_of(self._folder, committed).name
        listing = manifest.path_of(self._folder, committed).name
        needed = {toc, listing}
        try:
            with opening.reporting_damage(self._folder, missing=True):
                contents = manifest.read_manifest(self._folder, committed)
                needed |= {f"{part.name}{manifest.SUFFIX}" for part in contents.segments}
                leaves, contents = opening.open_commit(self._folder, committed)
        except CorruptIndex as error:
            self._add(listing, _cause(error), mend)
            return needed
        try:
            before = len(self.problems)
            for leaf in leaves:
                name = leaf.file.path.name
                if name not in self._checked:
                    self._checked.add(name)
                    current = contents.versions.is_analysis_current
                    for what in self._leaf_problems(leaf, full=self._full and newest and current):
                        self._damaged.add(name)
                        self._add(name, what, mend)
            if newest and before == len(self.problems):
                self._check_whole(leaves, contents, listing, mend)
            if newest and self._full and not contents.versions.is_analysis_current:
                self.notes.append(
                    "the words were made by another version of Overheard, so they are not compared "
                    "with the talk; `overheard index` makes them anew"
                )
        finally:
            for leaf in leaves:
                leaf.close()
        return needed

    def _check_whole(
        self, leaves: list[Leaf], contents: manifest.Manifest, listing: str, mend: str
    ) -> None:
        """Check what the index segments of a commit are together."""
        try:
            with opening.reporting_damage(self._folder, missing=True):
                _require_synonyms(contents.synonyms)
                ids = [id_ for leaf in leaves for id_ in leaf.ids]
                if len(set(ids)) < len(ids):
                    self._add(listing, "an episode is in two index segments", mend)
                made = digest_of_commit(ids, contents.synonyms, contents.versions)
                if contents.digest not in ("", made):
                    self._add(listing, "it has other episodes than were committed", mend)
        except CorruptIndex as error:
            self._add(listing, _cause(error), mend)

    def _leaf_problems(self, leaf: Leaf, *, full: bool) -> Iterator[str]:
        file = leaf.file
        try:
            file.check_all()
        except opening.DAMAGE as error:
            yield _text(error)
            return
        problems = 0
        for what in structure_problems(leaf):
            problems += 1
            yield what
        self._advance(file.size)
        with contextlib.suppress(*opening.DAMAGE):
            self.episodes += leaf.episodes
            self.segments += leaf.documents
            self.words += int(np.sum(leaf.lengths))
        if full and not problems:
            words = max(1, leaf.tokens)
            yield from content_problems(leaf, lambda more: self._advance(file.size * more // words))

    def _note_others(self, needed: set[str]) -> None:
        for path in sorted(self._folder.iterdir()):
            if path.name in needed or path.name == store.LOCK:
                continue
            if store.OURS.match(path.name):
                self.notes.append(
                    f"{path.name}: left by a writer that died, or of one that writes now; the next "
                    "commit removes it"
                )
        for name in sorted({*needed, store.LOCK}):
            path = self._folder / name
            if os.path.lexists(path) and (path.is_symlink() or not path.is_file()):
                self._add(name, "it is no regular file", "put the file itself in its place")

    def _add(self, where: str, what: str, mend: str) -> None:
        self.problems.append(Problem(where, what, mend))

    def _advance(self, done: int) -> None:
        self._done += done
        self._on_progress(min(self._done, self._total), self._total)


def _require_synonyms(text: str) -> None:
    try:
        parse_synonyms(text)
    except SynonymsError as error:
        raise Damaged(f"its synonyms are none: {error}") from error


def _going_on(newest: int) -> str:
    return (
        f"the commit before it is whole: delete _MAIN_{newest}.toc, and give the transcripts to "
        "`overheard index` again"
    )


def _cause(error: CorruptIndex) -> str:
    return _text(error.__cause__ or error)


def _text(error: BaseException) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__
