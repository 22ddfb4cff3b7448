"""One run of the evaluation, from the paths to every score."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bench.compare import engines, machine, transcripts
from bench.compare.engines import OVERHEARD, Engine, Snapshot
from bench.compare.results import Corpus
from bench.quality import (
    code_words,
    descriptions,
    judged,
    known_item,
    listed,
    material,
    other_words,
    pairs,
    places,
    questions,
    quotes,
)
from bench.quality.judged import Judged
from bench.quality.known_item import Title
from bench.quality.material import Told
from bench.quality.meetings import FOLDER
from bench.quality.pairs import Pair
from bench.quality.parts import is_held_out
from bench.quality.places import Placed
from bench.quality.questions import Question
from bench.quality.quotes import Quote
from bench.quality.remembering import Remembering
from bench.quality.scan import Scan
from bench.quality.score import SEGMENTS, WHOLE, Score
from indexer import cores

__all__ = ["Evaluation", "Tasks", "drawn", "evaluate"]

_Keyed = TypeVar("_Keyed", Title, Quote, Placed)


@dataclass(frozen=True, slots=True)
class Tasks:
    """All questions about the transcripts; code words have their own documents."""

    titles: Sequence[Title] = ()
    quotes: Sequence[Quote] = ()
    pairs: Sequence[Pair] = ()
    questions: Sequence[Question] = ()
    descriptions: Sequence[Title] = ()
    other_words: Sequence[Title] = ()
    moments: Sequence[Placed] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The setup and the scores of a run; `held_out` is the percentage not asked.

    `meetings` is the size of the judged set, None without it. `asked` has the number of queries of
    each task; none are of what the transcripts do not have.
    """

    machine: dict[str, str]
    corpus: Corpus
    meetings: Corpus | None
    versions: dict[str, str]
    absent: dict[str, str]
    held_out: int
    asked: dict[str, int]
    scores: list[Score]


def evaluate(
    paths: Sequence[Path],
    pattern: str,
    folder: Path,
    *,
    meetings: Path | None = None,
    names: Sequence[str] = tuple(engines.ENGINES),
    held_out: int = 0,
    say: Callable[[str], None] = print,
) -> Evaluation:
    """Evaluate every installed engine of `names` on the transcripts at `paths`.

    Works in `folder`, which must be empty. `meetings` is the folder of the judged meetings, None
    to leave them out. `held_out` percent of the questions are not asked. Nothing is timed, so each
    engine has a process of its own, as many at once as there are cores; `say` is pickled for them.
    """
    absent = engines.missing()
    present = [name for name in names if name not in absent]
    say("reading the transcripts")
    corpus, told = _read(paths, pattern, folder)
    say("drawing the questions")
    tasks = drawn(told, held_out)
    judged_corpus: Corpus | None = None
    met: Sequence[Told] = ()
    judgements = Judged()
    if meetings is not None:
        say("reading the meetings")
        judged_corpus, met = _read([meetings / FOLDER], "*.txt", folder / "meetings")
        judgements = judged.tasks(met, meetings, held_out)
    # The slow ones begin first, so that the others go beside them.
    begun = sorted(present, key=lambda name: not engines.load(name).slow)
    with ProcessPoolExecutor(min(len(present), cores()) or 1) as pool:
        asking = {
            name: pool.submit(_scores, name, told, tasks, met, judgements, folder / name, say)
            for name in begun
        }
        scores = [score for name in present for score in asking[name].result()]
    return Evaluation(
        machine=machine.describe(),
        corpus=corpus,
        meetings=judged_corpus,
        versions={name: engines.load(name).version() for name in present},
        absent={name: why for name, why in absent.items() if name in names},
        held_out=held_out,
        asked={
            known_item.TASK: len(tasks.titles),
            quotes.TASK: len(tasks.quotes),
            pairs.TASK: len(tasks.pairs),
            questions.TASK: len(tasks.questions),
            descriptions.TASK: len(tasks.descriptions),
            other_words.TASK: len(tasks.other_words),
            judged.SUMMARIES: len(judgements.summaries),
            judged.QUESTIONS: len(judgements.questions),
            code_words.TASK: len(code_words.CASES),
        },
        scores=scores,
    )


def drawn(told: Sequence[Told], held_out: int = 0) -> Tasks:
    """Return all questions about the transcripts, without those that are held out."""
    scan = Scan(told)

    def kept(asked: Iterable[_Keyed]) -> list[_Keyed]:
        return [one for one in asked if not is_held_out(one.key, held_out)]

    return Tasks(
        kept(known_item.tasks(told)),
        kept(quotes.tasks(told, scan)),
        [one for one in pairs.tasks(told, scan) if not is_held_out(one.words, held_out)],
        [one for one in questions.tasks(told, scan) if not is_held_out(one.text, held_out)],
        kept(descriptions.tasks(told)),
        kept(other_words.episodes(told)),
        kept(other_words.moments(told)),
    )


def _read(paths: Sequence[Path], pattern: str, folder: Path) -> tuple[Corpus, Sequence[Told]]:
    folder.mkdir(exist_ok=True)
    corpus = transcripts.parse(paths, pattern, folder)
    return corpus, material.read(folder / transcripts.SEGMENTS)


def _scores(
    name: str,
    told: Sequence[Told],
    tasks: Tasks,
    met: Sequence[Told],
    judgements: Judged,
    folder: Path,
    say: Callable[[str], None],
) -> list[Score]:
    """Return all scores of an engine."""
    scores = list(_asked(name, told, tasks, folder, say))
    if met:
        scores += _asked_meetings(name, met, judgements, folder / "meetings", say)
    return scores


def _asked(
    name: str, told: Sequence[Told], tasks: Tasks, folder: Path, say: Callable[[str], None]
) -> Iterator[Score]:
    engine = engines.load(name)
    language = engine.language
    say(f"{name}: building from segments")
    with _built(engine, material.given(told, engine.stream), folder / SEGMENTS) as snapshot:
        say(f"{name}: asking for titles and questions")
        yield from _about_episodes(snapshot, name, language, SEGMENTS, tasks)
        yield from listed.ask(snapshot, name, language, tasks.titles)
        yield from places.ask(snapshot, name, language, other_words.MOMENTS, tasks.moments)
        say(f"{name}: asking for quotes and pairs")
        yield from quotes.ask(snapshot, name, language, SEGMENTS, tasks.quotes)
        yield from pairs.ask(snapshot, name, language, tasks.pairs)
    say(f"{name}: asking for code words")
    words = material.given(code_words.documents(), engine.stream)
    with _built(engine, words, folder / "code") as snapshot:
        yield from code_words.ask(snapshot, name, language)
    if name == OVERHEARD:
        return
    say(f"{name}: building from whole episodes, asking for titles, questions, quotes")
    with _built(engine, material.whole(told), folder / WHOLE) as snapshot:
        yield from _about_episodes(snapshot, name, language, WHOLE, tasks)
        yield from quotes.ask(snapshot, name, language, WHOLE, tasks.quotes)


def _about_episodes(
    snapshot: Snapshot, name: str, language: str, unit: str, tasks: Tasks
) -> Iterator[Score]:
    """Yield the scores of the tasks in which the relevant documents are episodes."""
    yield from known_item.ask(snapshot, name, language, unit, tasks.titles)
    yield from questions.ask(snapshot, name, language, unit, tasks.questions)
    for task, asked in (
        (descriptions.TASK, tasks.descriptions),
        (other_words.TASK, tasks.other_words),
    ):
        yield from known_item.ask(snapshot, name, language, unit, asked, task)


def _asked_meetings(
    name: str, told: Sequence[Told], tasks: Judged, folder: Path, say: Callable[[str], None]
) -> Iterator[Score]:
    engine = engines.load(name)
    language = engine.language
    grouped = ((judged.SUMMARIES, tasks.summaries), (judged.QUESTIONS, tasks.questions))
    say(f"{name}: building from the segments of meetings, asking for meetings and places")
    with _built(engine, material.given(told, engine.stream), folder / SEGMENTS) as snapshot:
        for task, asked in grouped:
            yield from judged.ask(snapshot, name, language, SEGMENTS, task, asked)
        yield from places.ask(snapshot, name, language, judged.PLACES, tasks.places)
    if name == OVERHEARD:
        return
    say(f"{name}: building from whole meetings, asking for meetings")
    with _built(engine, material.whole(told), folder / WHOLE) as snapshot:
        for task, asked in grouped:
            yield from judged.ask(snapshot, name, language, WHOLE, task, asked)


@contextmanager
def _built(engine: Engine, talks: Iterator[object], folder: Path) -> Iterator[Snapshot]:
    """Yield the index of `talks` in a new folder, open; what a peer ranks is remembered."""
    folder.mkdir(parents=True)
    engine.build(talks, folder)
    snapshot = engine.open(folder)
    yield snapshot if engine.language == "overheard" else Remembering(snapshot)
    snapshot.close()
