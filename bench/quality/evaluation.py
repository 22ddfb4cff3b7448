"""One run of the evaluation, from the paths to every score."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.compare import engines, machine, transcripts
from bench.compare.engines import OVERHEARD, Engine
from bench.compare.results import Corpus
from bench.quality import code_words, known_item, material, pairs, questions, quotes
from bench.quality.known_item import Title
from bench.quality.material import Told
from bench.quality.pairs import Pair
from bench.quality.parts import is_held_out
from bench.quality.questions import Question
from bench.quality.quotes import Quote
from bench.quality.scan import Scan
from bench.quality.score import SEGMENTS, WHOLE, Score

__all__ = ["Evaluation", "Tasks", "drawn", "evaluate"]


@dataclass(frozen=True, slots=True)
class Tasks:
    """All questions about the transcripts; code words have their own documents."""

    titles: Sequence[Title]
    quotes: Sequence[Quote]
    pairs: Sequence[Pair]
    questions: Sequence[Question]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The setup and the scores of a run; `held_out` is the percentage not asked."""

    machine: dict[str, str]
    corpus: Corpus
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
    names: Sequence[str] = tuple(engines.ENGINES),
    held_out: int = 0,
    say: Callable[[str], None] = lambda step: None,
) -> Evaluation:
    """Evaluate every installed engine of `names` on the transcripts at `paths`.

    Works in `folder`, which must be empty. `held_out` percent of the questions are not asked.
    """
    absent = engines.missing()
    present = [name for name in names if name not in absent]
    say("reading the transcripts")
    corpus = transcripts.parse(paths, pattern, folder)
    told = material.read(folder / transcripts.SEGMENTS)
    say("drawing the questions")
    tasks = drawn(told, held_out)
    scores: list[Score] = []
    for name in present:
        scores += _asked(name, told, tasks, folder / name, say)
    return Evaluation(
        machine=machine.describe(),
        corpus=corpus,
        versions={name: engines.load(name).version() for name in present},
        absent={name: why for name, why in absent.items() if name in names},
        held_out=held_out,
        asked={
            known_item.TASK: len(tasks.titles),
            quotes.TASK: len(tasks.quotes),
            pairs.TASK: len(tasks.pairs),
            questions.TASK: len(tasks.questions),
            code_words.TASK: len(code_words.CASES),
        },
        scores=scores,
    )


def drawn(told: Sequence[Told], held_out: int = 0) -> Tasks:
    """Return all questions about the transcripts, without those that are held out."""
    scan = Scan(told)
    return Tasks(
        [one for one in known_item.tasks(told) if not is_held_out(one.key, held_out)],
        [one for one in quotes.tasks(told, scan) if not is_held_out(one.key, held_out)],
        [one for one in pairs.tasks(told, scan) if not is_held_out(one.words, held_out)],
        [one for one in questions.tasks(told, scan) if not is_held_out(one.text, held_out)],
    )


def _asked(
    name: str, told: Sequence[Told], tasks: Tasks, folder: Path, say: Callable[[str], None]
) -> Iterator[Score]:
    engine = engines.load(name)
    language = engine.language
    say(f"{name}: building from segments")
    _build(engine, material.given(told, engine.stream), folder / SEGMENTS)
    snapshot = engine.open(folder / SEGMENTS)
    say(f"{name}: asking for titles and questions")
    yield from known_item.ask(snapshot, name, language, SEGMENTS, tasks.titles)
    yield from questions.ask(snapshot, name, language, SEGMENTS, tasks.questions)
    say(f"{name}: asking for quotes and pairs")
    yield from quotes.ask(snapshot, name, language, SEGMENTS, tasks.quotes)
    yield from pairs.ask(snapshot, name, language, tasks.pairs)
    snapshot.close()
    say(f"{name}: asking for code words")
    _build(engine, material.given(code_words.documents(), engine.stream), folder / "code")
    snapshot = engine.open(folder / "code")
    yield from code_words.ask(snapshot, name, language)
    snapshot.close()
    if name == OVERHEARD:
        return
    say(f"{name}: building from whole episodes, asking for titles, questions, quotes")
    _build(engine, material.whole(told), folder / WHOLE)
    snapshot = engine.open(folder / WHOLE)
    yield from known_item.ask(snapshot, name, language, WHOLE, tasks.titles)
    yield from questions.ask(snapshot, name, language, WHOLE, tasks.questions)
    yield from quotes.ask(snapshot, name, language, WHOLE, tasks.quotes)
    snapshot.close()


def _build(engine: Engine, talks: Iterator[object], folder: Path) -> None:
    folder.mkdir(parents=True)
    engine.build(talks, folder)
