"""One run of the indexer: walk, compare, read, write, commit, report. Decision 0031.

Readers of the index see nothing of a run before its one commit, and a run that fails changes
nothing.
"""

import contextlib
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import index
from index import READING_VERSION, Episode, SynonymsError, TranscriptError, Writer
from indexer import file_access, recording, tasks, workers
from indexer.gone import gone, pruned
from indexer.grouping import assign, join_beside, join_same_talk, walk
from indexer.metadata import known_beside, speakers_file
from indexer.notes import Note
from indexer.report import Moved, Report, Taken
from indexer.talk import language as spoken
from indexer.tasks import Loaded, Outcome, Task

__all__ = ["Progress", "build"]

_MOST_HELD = 2 * workers.WORTH
"""The most bytes of changed files that are kept in memory until they are read."""


class Progress(NamedTuple):
    """The progress of a run: bytes read, bytes in total, and whether it is committing."""

    done: int
    total: int
    committing: bool = False


def build(
    paths: Sequence[Path],
    location: str | Path = index.DEFAULT_LOCATION,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    *,
    language: str | None = None,
    processes: int = 1,
    synonyms: Path | None = None,
    prune: bool = False,
    rebuild: bool = False,
    dry_run: bool = False,
    follow_links: bool = False,
    wait: float = 0,
) -> Report:
    """Index the transcripts at and below `paths` into the index at `location`.

    `language` is the code or the English name of the language of all of them, None to detect it
    for each. Episodes that the index has with the same content are left alone, and changed ones are
    replaced; an episode whose file was moved or renamed keeps its id. Files that cannot be read are
    in the report's `skipped`, and the others go on. The index keeps the last `synonyms`, a file in
    Solr's form. The words of an index of another analysis are made anew, also those of episodes
    whose files are not given.

    An episode stays in the index when its file is gone, unless it is told otherwise: `prune`
    removes those whose files are gone from `paths`, and `rebuild` reads all files anew and leaves
    no other episode. With `dry_run` the report is that of a run, and the index stays as it is.
    Regular files alone are read, and links out of `paths` only with `follow_links`. Another writer
    of the index is waited for, for `wait` seconds at most.

    Raises `TranscriptError` for a path that does not exist and for a folder to prune that is empty
    now, `UnknownLanguage`, `SynonymsError`, `WorkerDied`, and what `index.open_writer` raises.

    If there is enough to read, `processes` worker processes read it. Each of them imports the
    main module, so a script that asks for several keeps its own code under
    `if __name__ == "__main__":`.
    """
    began = time.perf_counter()
    language = spoken.chosen(language)
    walked = walk(paths, follow_links=follow_links)
    rules = None if synonyms is None else _text(synonyms)
    committed_at = _committed_at(location)
    with (
        file_access.bounded(paths, follow_links=follow_links),
        index.open_writer(location, wait=wait) as writer,
    ):
        changed = rules is not None and writer.set_synonyms(rules, str(synonyms))
        before = writer.episodes()
        committed = {} if rebuild else before
        recordings = join_beside(walked.recordings)
        loaded: dict[tuple[Path, ...], Loaded] = {}
        is_known = _known(committed, language, loaded)
        recordings = join_same_talk(recordings, committed, walked.places, is_known)
        sizes = [sum(map(_size_of, files)) for files in recordings]
        progress = Progress(0, sum(sizes))
        outcomes: dict[int, Outcome] = {}
        empty: set[str] = set()

        def digests_of(files: Sequence[Path]) -> frozenset[str]:
            loaded[tuple(files)] = found = tasks.load(files, language)
            return recording.digests(found.raw.contents.values())

        ids = assign(recordings, committed, walked.places, digests_of)
        todo = (
            Task(
                *(number, id_, files, size, language, committed.get(id_), writer.prepare),
                *(had, file_access.bounds()),
            )
            for number, (files, size, id_) in enumerate(zip(recordings, sizes, ids, strict=True))
            for had in [loaded.pop(files, None)]
        )
        with contextlib.closing(_outcomes(todo, processes)) as coming:
            for task, outcome in coming:
                outcomes[task.number] = _added(writer, outcome)
                if outcome.empty:
                    empty.add(task.episode_id)
                progress = progress._replace(done=progress.done + task.size)
                on_progress(progress)
        in_order = [outcomes[number] for number in range(len(sizes))]
        read = {outcome.taken.episode: outcome.taken for outcome in in_order if outcome.taken}
        unnamed = [
            *_unknown_episodes(recordings, committed),
            *_unknown_spellings(recordings, in_order, committed, walked.places),
        ]
        kept = {id_: episode for id_, episode in committed.items() if id_ not in read}
        here = set(map(str, walked.places.values()))
        lost = gone(kept, here, empty)
        removed = set(pruned(lost, paths, walked.places.values())) if prune else set[str]()
        removed |= before.keys() - kept.keys() - read.keys()
        for id_ in removed:
            writer.remove(id_)
        analysed_again = bool(kept) and not writer.versions.is_analysis_current
        if read and not dry_run:
            on_progress(progress._replace(committing=True))
        # A damaged commit is replaced, even by one that is equal to the one before it.
        is_new = read or changed or removed or analysed_again or writer.warning
        size = writer.commit() if is_new and not dry_run else writer.rollback()
    skipped = (*walked.ignored, *(note for outcome in in_order for note in outcome.skipped))
    return Report(
        files=sum(map(len, walked.recordings)) + len(walked.ignored),
        episodes=len(read),
        segments=sum(taken.segments for taken in read.values()),
        words=sum(taken.words for taken in read.values()),
        unchanged=sum(outcome.unchanged for outcome in in_order),
        skipped=skipped,
        doubts=(*_doubts(in_order), *unnamed),
        seconds=round(time.perf_counter() - began, 3),
        bytes=size,
        read=tuple(read.values()),
        repeated=_repeated((*skipped, *unnamed), committed, committed_at),
        analysed_again=len(kept) if analysed_again else 0,
        not_read_again=tuple(
            Path(episode.source)
            for episode in kept.values()
            if episode.fingerprint and episode.reading != READING_VERSION
        ),
        moved=tuple(_moved(committed, read)),
        removed=tuple(sorted(removed)),
        without_file=tuple(episode.id for episode in lost if episode.id not in removed),
        dry_run=dry_run,
        warning=writer.warning,
    )


def _moved(committed: Mapping[str, Episode], read: Mapping[str, Taken]) -> Iterator[Moved]:
    """Yield the episodes that were read from another file than before."""
    for id_, taken in read.items():
        before = committed.get(id_)
        if before is not None and before.source:
            was, now = Path(before.source), taken.path.resolve()
            if was != now and not was.exists():
                yield Moved(id_, was, now)


def _known(
    committed: Mapping[str, Episode],
    language: str | None,
    loaded: dict[tuple[Path, ...], Loaded],
) -> Callable[[tuple[Path, ...]], bool]:
    """Return a function that says whether the index has an episode of some files as they are.

    The files are added to `loaded`, as far as they may be kept in memory.
    """
    fingerprints = {episode.fingerprint for episode in committed.values()}
    held = 0

    def is_known(files: tuple[Path, ...]) -> bool:
        nonlocal held
        found = tasks.load(files, language)
        if found.raw.fingerprint not in fingerprints:
            return False
        held += sum(map(len, found.raw.contents.values()))
        if held <= _MOST_HELD:
            loaded[files] = found
        return True

    return is_known


def _committed_at(location: str | Path) -> int:
    """Return the time of the last commit in nanoseconds, 0 where there is no folder of an index."""
    folder = Path(location)
    times = [file.stat().st_mtime_ns for file in folder.iterdir()] if folder.is_dir() else []
    return max(times, default=0)


def _repeated(
    notes: Iterable[Note], committed: Mapping[str, Episode], committed_at: int
) -> frozenset[Note]:
    """Return the notes that an earlier run has told.

    It has if it took an episode from the same folder, and the file is as it was at the commit. The
    time of change tells it, as a file that is moved here keeps its time of writing.
    """
    folders = {Path(episode.source).parent for episode in committed.values()}
    return frozenset(
        note
        for note in notes
        if note.path.parent.resolve() in folders and 0 < _changed_at(note.path) < committed_at
    )


def _changed_at(file: Path) -> int:
    try:
        found = file.stat()
    except OSError:
        return 0
    return max(found.st_mtime_ns, found.st_ctime_ns)


def _unknown_episodes(
    recordings: Sequence[tuple[Path, ...]], committed: Mapping[str, Episode]
) -> list[Note]:
    """Return notes on the episodes that the owner names in a folder and that are not there."""
    folders = dict.fromkeys(file.parent for files in recordings for file in files)
    if not any(map(speakers_file.has_speakers_file, folders)):
        return []
    known: dict[Path, frozenset[str]] = {}
    for files in (*recordings, *((Path(episode.source),) for episode in committed.values())):
        keys = speakers_file.keys_of(files, known_beside(files).facts.get("number"))
        for place in {up for file in files for up in file.resolve().parents[:2]}:
            known[place] = known.get(place, frozenset()) | keys
    return speakers_file.unknown_episodes(folders, known)


def _unknown_spellings(
    recordings: Sequence[tuple[Path, ...]],
    outcomes: Sequence[Outcome],
    committed: Mapping[str, Episode],
    places: Mapping[Path, Path],
) -> list[Note]:
    """Return notes on the spellings of people that no recording has, where all were read."""
    here = set(map(str, places.values()))
    others = [episode.source for episode in committed.values() if episode.source not in here]
    return speakers_file.unknown_spellings(
        [
            *(
                (files, None if outcome.unchanged else outcome.spellings)
                for files, outcome in zip(recordings, outcomes, strict=True)
            ),
            *(([Path(file)], None) for file in others),
        ]
    )


def _outcomes(todo: Iterable[Task], processes: int) -> Generator[tuple[Task, Outcome], None, None]:
    """Yield the outcome of each task; the files of each are read and hashed once.

    Worker processes save time if `workers.WORTH` bytes or more are to be read, but only a loaded
    file shows whether it has changed. So files that the index may have already are loaded here, and
    kept if they have changed, until that many bytes are to be read. After that the workers load
    and compare the files.
    """
    batch: list[Task] = []
    to_read = held = 0
    for task in todo:
        load_here = task.committed and processes > 1 and to_read < workers.WORTH
        if task.loaded is None and load_here:
            task = task._replace(loaded=tasks.load(task.files, task.language))
        if task.loaded and (unchanged := tasks.compare(task.committed, task.loaded)):
            yield task._replace(loaded=None), unchanged
            continue
        batch.append(task)
        to_read += task.size
        held += task.size if task.loaded else 0
        if held > _MOST_HELD:
            yield from _read(batch, processes)
            batch = []
            to_read = held = 0
    yield from _read(batch, processes)


def _read(batch: Sequence[Task], processes: int) -> Iterator[tuple[Task, Outcome]]:
    return workers.each(tasks.read, batch, [task.size for task in batch], processes)


def _added(writer: Writer, outcome: Outcome) -> Outcome:
    """Add an episode to the next commit; return its outcome with its words, without its arrays."""
    if outcome.prepared is None or outcome.taken is None:
        return outcome
    words = writer.add_prepared(outcome.prepared)
    return outcome._replace(taken=replace(outcome.taken, words=words), prepared=None)


def _doubts(outcomes: Iterable[Outcome]) -> list[Note]:
    """Return the doubts of all outcomes; one about a file beside several recordings comes once."""
    doubts: list[Note] = []
    told: set[Note] = set()
    for outcome in outcomes:
        doubts += [note for note in outcome.doubts if note not in told]
        told.update(outcome.doubts)
    return doubts


def _text(synonyms: Path) -> str:
    try:
        return file_access.read(synonyms).decode("utf-8-sig")
    except TranscriptError as error:
        raise SynonymsError(str(synonyms), f"{error.reason}; check its name") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        reason = f"not UTF-8 (byte 0x{error.object[error.start]:02x}); save it as UTF-8"
        raise SynonymsError(str(synonyms), reason, line) from error


def _size_of(file: Path) -> int:
    """Return the bytes of a file, 0 for one that will not be read."""
    try:
        size = file.stat().st_size
    except OSError:
        return 0
    return size if size <= file_access.LARGEST else 0
