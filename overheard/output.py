"""Output of `overheard search`: pages of results as text, JSON, JSON lines or a table."""

import itertools
from collections.abc import Iterable, Iterator
from typing import Any, Literal, get_args

from index import Group, Hit, SearchResults, TableForm, as_json, episode_table, hit_table
from overheard import terminal
from overheard.printing import as_json_text, tell_styled
from overheard.terminal import Style

__all__ = ["FORMS", "Form", "write_episodes", "write_hits"]

Form = Literal["text", "json", "jsonl", "csv", "tsv", "markdown"]

FORMS: tuple[Form, ...] = get_args(Form)

_TABLES: tuple[TableForm, ...] = get_args(TableForm)


def write_hits(pages: Iterable[SearchResults], form: Form, style: Style) -> None:
    """Print the hits of pages; all forms but `json` are printed page by page."""
    if form == "text":
        _write(terminal.render(pages, style), style)
        return
    hits = itertools.chain.from_iterable(page.hits for page in pages)
    _write(_hit_lines(pages, hits, form))


def write_episodes(
    pages: Iterable[SearchResults], form: Form, style: Style, *, counted: bool
) -> None:
    """Print a line for each episode of grouped pages; `counted` puts its number of hits first."""
    groups = itertools.chain.from_iterable(page.groups for page in pages)
    _write(_episode_lines(pages, groups, form, style, counted=counted), style)


def _hit_lines(pages: Iterable[SearchResults], hits: Iterator[Hit], form: Form) -> Iterator[str]:
    if form in _TABLES:
        return hit_table(hits, form)
    if form == "jsonl":
        return (_line(as_json(hit)) for hit in hits)
    return _document(pages)


def _episode_lines(
    pages: Iterable[SearchResults],
    groups: Iterator[Group],
    form: Form,
    style: Style,
    *,
    counted: bool,
) -> Iterator[str]:
    if form in _TABLES:
        return episode_table(groups, form)
    if form == "jsonl":
        return (_line(as_json(group)) for group in groups)
    if form == "json":
        return _document(pages)
    return (terminal.group_line(group, style, counted=counted) for group in groups)


def _document(pages: Iterable[SearchResults]) -> Iterator[str]:
    """Yield the envelope of the first page with what the other pages hold."""
    first, *others = map(as_json, pages)
    for other in others:
        first["hits"] += other["hits"]
        first["took_ms"] = round(first["took_ms"] + other["took_ms"], 3)
        first["next"] = other["next"]
        if "groups" in first:
            first["groups"] += other["groups"]
    yield as_json_text(first, indent=2)


def _line(values: dict[str, Any]) -> str:
    return as_json_text(values)


def _write(lines: Iterable[str], style: Style | None = None) -> None:
    for line in lines:
        tell_styled(line, color=style.color if style else None)
