"""The comparison as Markdown: ratios, every query, totals, and growth."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.compare.engines import OVERHEARD
from bench.compare.ratios import Row, rows
from bench.compare.results import Comparison, Growth, Question

__all__ = ["number", "render", "table"]

_REMEMBERED = (
    "Remembered is what Overheard keeps in memory of questions asked before: *all* of the query, "
    "if it was asked again; the *words* that it has in common with others; or *nothing*. The "
    "others keep nothing."
)


def render(measured: Comparison) -> str:
    """Return all tables as one Markdown page."""
    corpus = measured.corpus
    names = list(measured.versions)
    parts = [
        "# Overheard beside other engines",
        f"{corpus.episodes:,} episodes, {corpus.segments:,} segments, {corpus.words:,} words "
        f"({corpus.characters / 1e6:.1f} M characters) of "
        f"{', '.join(Path(path).name for path in corpus.paths)} "
        f"({corpus.pattern}), read from {corpus.cues:,} lines in {number(corpus.seconds)} s.",
        f"{', '.join(f'{name} {of}' for name, of in measured.versions.items())}. "
        f"{', '.join(measured.machine.values())}. Rounds: {measured.rounds}; medians.",
        *(f"Not measured: {name}, {why}." for name, why in measured.absent.items()),
        "After × is the peer's figure over Overheard's: above 1, Overheard needs less.",
        _REMEMBERED,
        table(["", "remembered", *names], (_ratio_cells(row, names) for row in rows(measured))),
        "## Each query: ms for the ten hits with snippets, and the exact total",
        table(["", *names], (_time_cells(asked, names) for asked in measured.questions)),
        "## What was found",
        "Documents that match. Where an engine and a plain reading of the text by that engine's "
        "own rules differ, what the reading gives is in parentheses, or how many documents differ.",
        table(["", *names], (_found_cells(asked, names) for asked in measured.questions)),
        _agreement(measured.questions),
        f"A Python that does nothing takes {min(measured.commands.nothing) * 1000:.0f} ms.",
    ]
    if measured.growth:
        parts += ["## The corpus repeated", _growth(measured.growth)]
    return "\n\n".join(parts) + "\n"


def number(value: float) -> str:
    """Return a figure with three significant digits."""
    if value >= 1000:
        return f"{value:,.0f}"
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3
    return f"{value:.{digits}f}"


def _ratio_cells(row: Row, names: Sequence[str]) -> list[str]:
    ratios = row.ratios()
    cells = []
    for name in names:
        if name not in row.figures:
            cells.append("")
        else:
            ratio = f" ×{number(ratios[name])}" if name in ratios else ""
            cells.append(f"{number(row.figures[name])} {row.unit}{ratio}")
    return [row.what, row.remembered, *cells]


def _time_cells(asked: Question, names: Sequence[str]) -> list[str]:
    own = asked.seconds[OVERHEARD]
    return [
        f"`{asked.q}`",
        *(
            number(asked.seconds[name] * 1000)
            + ("" if name == OVERHEARD else f" ×{number(asked.seconds[name] / own)}")
            for name in names
        ),
    ]


def _found_cells(asked: Question, names: Sequence[str]) -> list[str]:
    cells = []
    for name in names:
        total, expected, strays = asked.totals[name], asked.expected[name], asked.strays[name]
        doubt = f" ({expected:,})" if total != expected else f" ({strays} differ)" if strays else ""
        cells.append(f"{total:,}{doubt}")
    return [f"`{asked.q}`", *cells]


def _agreement(questions: Sequence[Question]) -> str:
    """Return the number of queries by engine whose total equals that of the reference."""
    parts = []
    for name in questions[0].totals:
        right = [q.totals[name] == q.expected[name] and not q.strays[name] for q in questions]
        parts.append(f"{name} {sum(right)}")
    return f"As the text reads, of {len(questions)} queries: {', '.join(parts)}."


def _growth(growth: Sequence[Growth]) -> str:
    body = []
    for grown in growth:
        for name, build in grown.builds.items():
            memory = grown.serving[name]
            body.append(
                [
                    f"{grown.copies} x",
                    name,
                    number(build.seconds),
                    number(build.bytes / 1e6),
                    number(build.peak / 1e6),
                    number(memory.resident / 1e6),
                    "" if memory.anonymous is None else number(memory.anonymous / 1e6),
                    *(number(seconds[name] * 1000) for seconds in grown.seconds.values()),
                ]
            )
    head = ["corpus", "engine", "build s", "disk MB", "build peak MB", "serving MB"]
    head += ["of it no file's", *(f"`{q}` ms" for q in growth[0].seconds)]
    return table(head, body)


def table(head: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown: the first column to the left, figures to the right."""
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *body))
