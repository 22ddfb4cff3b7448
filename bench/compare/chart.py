"""The comparison as an SVG chart: one row a query, one mark an engine, logarithmic time."""

import math
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from bench.compare.engines import ENGINES
from bench.compare.queries import MIX
from bench.compare.ratios import geometric_means
from bench.compare.results import Comparison
from bench.compare.tables import number

__all__ = ["render"]

_WIDTH, _LABELS, _ROW, _TOP, _MARGIN = 760, 230, 24, 78, 24

# Marks differ in shape and colour, so either is enough. They are drawn around (0, 0).
_MARKS = (
    '<circle r="6" class="{0}"/>',
    '<path d="M0-7 7 0 0 7-7 0Z" class="{0}"/>',
    '<path d="M0-6 6 0 0 6-6 0Z" class="{0} open"/>',
    '<path d="M-5-5H5V5H-5Z" class="{0}"/>',
    '<path d="M0-6 6 5H-6Z" class="{0}"/>',
)

# Okabe and Ito's palette, lighter where the page is dark.
_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #222 }
.head { font-size: 16px; font-weight: 600 }
.axis { stroke: #ccc } .page { fill: #fff } .open { fill: none; stroke-width: 2 }
.e0 { fill: #0072b2; stroke: #0072b2 } .e1 { fill: #d55e00; stroke: #d55e00 }
.e2 { stroke: #d55e00 }
.e3 { fill: #00795a; stroke: #00795a } .e4 { fill: #8a5a83; stroke: #8a5a83 }
@media (prefers-color-scheme: dark) {
  text { fill: #eee } .axis { stroke: #444 } .page { fill: #16181c }
  .e0 { fill: #56b4e9; stroke: #56b4e9 } .e1 { fill: #ff9f4a; stroke: #ff9f4a }
  .e2 { stroke: #ff9f4a }
  .e3 { fill: #3fd0a4; stroke: #3fd0a4 } .e4 { fill: #e0a3d3; stroke: #e0a3d3 }
}
.e2.open { fill: none }
"""


def render(measured: Comparison) -> str:
    """Return the chart of all queries as one SVG document."""
    names = list(measured.versions)
    mix = {asked.overheard for asked in MIX}
    means = geometric_means(question for question in measured.questions if question.q in mix)
    rows = [("mix, geometric mean", means)]
    rows += [(question.q, dict(question.seconds)) for question in measured.questions]
    axis = _Axis([seconds for _, times in rows for seconds in times.values()])
    height = _TOP + _ROW * len(rows) + 40
    told = ", ".join(f"{name} {number(means[name] * 1000)} ms" for name in names)
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img"'
        ' aria-labelledby="title desc">',
        '<title id="title">Milliseconds for ten hits with snippets, by query and engine</title>',
        f'<desc id="desc">Geometric mean of sixteen queries: {escape(told)}.</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="page" width="{_WIDTH}" height="{height}"/>',
        f'<text class="head" x="{_MARGIN}" y="28">Ten hits with snippets: milliseconds, '
        "logarithmic, less is better</text>",
        *_legend(names),
        *axis.lines(height - 30),
        *(line for at, row in enumerate(rows) for line in _row(at, row, names, axis)),
        "</svg>",
    ]
    return "\n".join(body) + "\n"


class _Axis:
    """Whole decades of milliseconds, from left to right."""

    def __init__(self, seconds: Sequence[float]) -> None:
        decades = [math.log10(of * 1000) for of in seconds]
        self._least = math.floor(min(decades))
        self._most = max(math.ceil(max(decades)), self._least + 1)

    def at(self, seconds: float) -> float:
        """Return the x coordinate of a time in seconds."""
        share = (math.log10(seconds * 1000) - self._least) / (self._most - self._least)
        return round(_LABELS + share * (_WIDTH - _MARGIN - _LABELS), 1)

    def lines(self, bottom: int) -> Iterator[str]:
        """Yield a line and a label for each decade."""
        for decade in range(self._least, self._most + 1):
            x = self.at(10**decade / 1000)
            yield f'<path class="axis" d="M{x} {_TOP - 8}V{bottom}"/>'
            yield f'<text x="{x}" y="{bottom + 18}" text-anchor="middle">{10**decade:g}</text>'


def _legend(names: Sequence[str]) -> Iterator[str]:
    x = _MARGIN + 6
    for name in names:
        yield f'<g transform="translate({x} 50)">{_mark(name)}</g>'
        yield f'<text x="{x + 12}" y="54">{escape(name)}</text>'
        x += 40 + 8 * len(name)


def _row(
    at: int, row: tuple[str, Mapping[str, float]], names: Sequence[str], axis: _Axis
) -> Iterator[str]:
    label, seconds = row
    y = _TOP + _ROW * at + _ROW // 2
    yield f'<text x="{_LABELS - 14}" y="{y + 4}" text-anchor="end">{escape(label)}</text>'
    for name in reversed(names):  # so that the first engine's mark lies on top
        told = escape(f"{label}, {name}: {number(seconds[name] * 1000)} ms")
        place = f"translate({axis.at(seconds[name])} {y})"
        yield f'<g transform="{place}"><title>{told}</title>{_mark(name)}</g>'


def _mark(name: str) -> str:
    """Return the engine's mark, the same in every chart."""
    at = list(ENGINES).index(name)
    return _MARKS[at].format(f"e{at}")
