"""docs/measurements.md: the first tables of the kept results, on one page.

    python -m bench.measurements

Nothing is measured here. The page is made of `bench/compare/results.md` and
`bench/quality/results.md`, which the last kept runs wrote; a test holds it to them.
"""

from pathlib import Path

__all__ = ["PAGE", "page"]

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "measurements.md"

_HEAD = """# Measurements

Written by `python -m bench.measurements` from the results of the last kept runs; do not edit by
hand. [bench/](../bench/README.md) says how everything is measured and how to run it. Figures of two
runs are figures of two machines: compare within one table. A query of the mix is asked again and
again, so lists and windows are remembered; the row "each asked once" says what the first time
takes.
"""

_PARTS = (
    ("How fast, how large", "bench/compare/results.md", "The whole run"),
    ("What is found", "bench/quality/results.md", "The whole evaluation"),
)


def page(root: Path = ROOT) -> str:
    """Return the text of the page, from the results kept below `root`."""
    parts = [_HEAD]
    for title, name, link in _PARTS:
        setup, table = _first_table((root / name).read_text(encoding="utf-8"))
        parts.append(f"## {title}\n\n{setup}\n\n{table}\n\n[{link}](../{name}).\n")
    return "\n".join(parts)


def _first_table(results: str) -> tuple[str, str]:
    """Return the paragraphs before the first table of a page of results, and the table."""
    before, bar, after = results.partition("\n|")
    table = (bar + after).strip("\n").partition("\n\n")[0]
    said = [part for part in before.split("\n\n") if part and not part.startswith("#")]
    # Links of the results are relative to their own folder.
    return "\n\n".join(said).strip().replace("](../README.md", "](../bench/README.md"), table


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
