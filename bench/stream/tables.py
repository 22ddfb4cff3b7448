"""The stream as Markdown: a table in short, then every kind of question beside every peer."""

import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.compare.tables import number, table
from bench.stream import figures
from bench.stream.contenders import MODES, Contender, contenders, pairs
from bench.stream.figures import Beside, Waits
from bench.stream.measuring import SLOW, THREADS
from bench.stream.questions import known_words
from bench.stream.results import Part

__all__ = ["render"]

_KEPT = "words"
"""Overheard's memory of a stream: of each question the words that earlier ones had."""

_CLOCKS = {"wall": "time that a person waits", "cpu": "time of the processor"}


def render(parts: Sequence[Part]) -> str:
    """Return all tables as one Markdown page; `parts` are of one machine."""
    lines = [
        "# A stream of questions, each asked once",
        *_setup(parts),
        table(
            ["", "remembered", "peer", "peer, p50 / p99", "ours, p50 / p99", "ours over the peer"],
            [row for part in parts for row in _short(part)],
        ),
    ]
    for part in parts:
        lines += _whole(part)
    return "\n\n".join(lines) + "\n"


def _setup(parts: Sequence[Part]) -> Iterator[str]:
    corpus = parts[0].corpus
    stream = parts[0].questions
    known = known_words(drawn.q for drawn in stream)
    yield (
        f"{len(stream):,} distinct questions, drawn at random from the talk of "
        f"{', '.join(Path(path).name for path in corpus.paths)} ({corpus.pattern}): "
        f"{corpus.episodes:,} episodes, {corpus.segments:,} segments, {corpus.words:,} words."
    )
    yield (
        "Warm: each process has its index open and has answered five other questions; the files "
        "are in memory. Each question is asked of a process once, and timed to its first page with "
        "snippets and the exact total. Remembered: of a question Overheard can know no more than "
        f"its *words*, of which earlier questions had {known:.0%}; the peers keep "
        "nothing."
    )
    modes = dict.fromkeys(part.mode for part in parts)
    yield " ".join(f"*{mode.capitalize()}*: {MODES[mode]}" for mode in modes)
    versions = {name: of for part in parts for name, of in part.versions.items()}
    yield f"{', '.join(f'{name} {of}' for name, of in versions.items())}. {_machine(parts[0])}."
    absent = {name: why for part in parts for name, why in part.absent.items()}
    yield from (f"Not measured: {name}, {why}." for name, why in absent.items())
    yield (
        "A ratio is Overheard's time over the peer's, the geometric mean over all questions: above "
        "1, Overheard takes longer."
    )


def _machine(part: Part) -> str:
    runs = "1 run" if len(part.runs) == 1 else f"medians of {len(part.runs)} runs"
    return f"{', '.join(part.machine.values())}; {runs}, {_CLOCKS[part.clock]}"


def _short(part: Part) -> Iterator[list[str]]:
    """Yield the rows of a part in the table in short."""
    found = _contenders(part)
    name = f"{part.mode}, {part.copies} x the corpus" if part.copies > 1 else part.mode
    for ours, peer in pairs(found):
        for group, chosen in figures.groups(part, ours.name):
            if group != figures.ALL and (group != figures.FILLED or peer.name not in group):
                continue
            of = figures.beside(part, ours.name, peer.name, chosen)
            if of:
                what = f"{name}: {_all(of, part) if group == figures.ALL else group}"
                yield [_of(ours, what), _KEPT, peer.name, *_short_cells(of)]
    for ours in (one for one in found if one.ours and part.copies == 1):
        yield [_of(ours, f"{name}: memory after it"), _KEPT, "", "", _memory(part, ours.name), ""]
        rates = [f"{number(_rate(part, ours.name, threads))} a second" for threads in THREADS]
        gain = _rate(part, ours.name, THREADS[1]) / _rate(part, ours.name, THREADS[0])
        what = _of(ours, f"{name}: two threads over one")
        yield [what, _KEPT, f"one thread: {rates[0]}", "", rates[1], f"{number(gain)} x"]


def _of(ours: Contender, what: str) -> str:
    """Return a label that also names the variant of Overheard, if it is not the usual one."""
    return f"{what} ({', '.join(ours.environment.values())})" if ours.environment else what


def _all(of: Beside, part: Part) -> str:
    count = f"{of.asked:,}"
    return f"all {count}" if of.asked == len(part.questions) else f"the first {count}"


def _short_cells(of: Beside) -> list[str]:
    return [_two(of.second), _two(of.first), f"{number(of.ratio)} x"]


def _two(waits: Waits) -> str:
    return f"{_ms(waits.p50)} / {_ms(waits.p99)} ms"


def _whole(part: Part) -> Iterator[str]:
    """Yield the section of a part: a table for each pair of contenders, memory and threads."""
    copies = "" if part.copies == 1 else f", {part.copies} times the corpus"
    yield f"## {part.mode.capitalize()}{copies}"
    yield f"{MODES[part.mode]} {_machine(part)}."
    found = _contenders(part)
    for ours, peer in pairs(found):
        yield f"### {ours.name} beside {peer.name}"
        if len(part.totals[peer.name]) < len(part.questions):
            yield f"{peer.name} is so slow that it is asked only the first {SLOW} questions."
        yield _pair(part, ours.name, peer.name)
    yield "### Processes after the stream"
    head = ["", "resident MB", "its share (PSS)", "of it no file's"]
    if part.runs[0].rates:
        head += ["questions a second", "by two threads"]
    yield table(head, (_process_cells(part, one.name) for one in found))


def _pair(part: Part, ours: str, peer: str) -> str:
    head = ["", "questions"]
    head += [f"{name} {which}" for name in (ours, peer) for which in ("p50 ms", "p90", "p99")]
    body = []
    for group, chosen in figures.groups(part, ours):
        of = figures.beside(part, ours, peer, chosen)
        if of:
            cells = [_ms(seconds) for seconds in (*of.first, *of.second)]
            ratios = [f"{number(ratio)} x" for ratio in (of.ratio, of.total)]
            body.append([group, f"{of.asked:,}", *cells, *ratios])
    return table([*head, "geometric mean of ratios", "ratio of sums"], body)


def _process_cells(part: Part, name: str) -> list[str]:
    memory = [
        [of for run in part.runs if (of := getattr(run.memory[name], field)) is not None]
        for field in ("resident", "proportional", "anonymous")
    ]
    cells = [number(statistics.median(values) / 1e6) if values else "" for values in memory]
    if rates := part.runs[0].rates:
        cells += [number(_rate(part, name, of)) if name in rates else "" for of in THREADS]
    return [name, *cells]


def _memory(part: Part, name: str) -> str:
    return f"{number(statistics.median(run.memory[name].resident for run in part.runs) / 1e6)} MB"


def _rate(part: Part, name: str, threads: int) -> float:
    return statistics.median(run.rates[name][threads] for run in part.runs)


def _contenders(part: Part) -> list[Contender]:
    """Return the contenders that were measured."""
    found = contenders(part.mode, part.copies, part.absent)
    return [one for one in found if one.name in part.totals]


def _ms(seconds: float) -> str:
    return number(seconds * 1000)
