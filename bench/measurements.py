"""The measurements that pages quote: docs/measurements.md, and a table of README.md.

    python -m bench.measurements

Nothing is measured here. The page is made of the first tables of the results that the last kept
runs wrote, the README's table of the first rows of the stream; a test holds both to them.
"""

import re
from pathlib import Path

__all__ = ["PAGE", "README", "page", "quoted"]

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "measurements.md"
README = ROOT / "README.md"

_HEAD = """# Measurements

Written by `python -m bench.measurements` from the results of the last kept runs; do not edit by
hand. [bench/](../bench/README.md) says how everything is measured and how to run it. Figures of two
runs are figures of two machines: compare within one table.
"""

_STREAM = "bench/stream/results.md"

_PARTS = (
    ("How fast: questions that nobody has asked before", _STREAM, "The whole stream"),
    ("What is found", "bench/quality/results.md", "The whole evaluation"),
    (
        "How large; and a footnote: sixteen questions asked again and again",
        "bench/compare/results.md",
        "The whole run",
    ),
)

_QUOTED = re.compile(r"(<!-- the stream begins -->\n).*(<!-- the stream ends -->)", re.DOTALL)


def page(root: Path = ROOT) -> str:
    """Return the text of the page, from the results kept below `root`."""
    parts = [_HEAD]
    for title, name, link in _PARTS:
        setup, table = _first_table((root / name).read_text(encoding="utf-8"))
        parts.append(f"## {title}\n\n{setup}\n\n{table}\n\n[{link}](../{name}).\n")
    return "\n".join(parts)


def quoted(readme: str, root: Path = ROOT) -> str:
    """Return a README with the figures of the stream on one copy of the corpus between its marks.

    Raises `ValueError` if the README has not just one pair of marks.
    """
    setup, table = _first_table((root / _STREAM).read_text(encoding="utf-8"))
    rows = [row for row in table.split("\n") if " x the corpus" not in row]
    drawn, warm, modes, machine, *_ = setup.split("\n\n")
    said = "\n\n".join([drawn, warm, modes, "\n".join(rows), machine])
    text, marks = _QUOTED.subn(lambda found: f"{found[1]}\n{said}\n\n{found[2]}", readme)
    if marks != 1:
        raise ValueError(f"the README has {marks} pairs of marks for the stream, not 1")
    return text


def _first_table(results: str) -> tuple[str, str]:
    """Return the paragraphs before the first table of a page of results, and the table."""
    before, bar, after = results.partition("\n|")
    table = (bar + after).strip("\n").partition("\n\n")[0]
    said = [part for part in before.split("\n\n") if part and not part.startswith("#")]
    # Links of the results are relative to their own folder.
    return "\n\n".join(said).strip().replace("](../README.md", "](../bench/README.md"), table


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    README.write_text(quoted(README.read_text(encoding="utf-8")), encoding="utf-8")
