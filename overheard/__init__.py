"""Overheard: the public interface of the library, and the package of its command line.

    with overheard.open_index("overheard-index") as engine:
        for hit in engine.search(overheard.SearchRequest(q="wsgi")).hits:
            print(hit.time, hit.speaker, hit.snippet.text)

It exports the public names of `index`, which is imported when the first of them is used: so the
command is ready for an interrupt before it has loaded anything. Importing it raises `ImportError`
if another module hides one of the packages `index`, `indexer` and `search_web` beside it.
"""

import importlib
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index import (
        CLOSE_COUNTED,
        DEFAULT_LOCATION,
        MAX_CONTEXT,
        MAX_GROUP_LIMIT,
        MAX_LIMIT,
        READING_VERSION,
        Anchor,
        Chapter,
        CheckReport,
        Copied,
        CorruptIndex,
        Engine,
        EngineUnavailable,
        Episode,
        Facet,
        FacetName,
        FormatTooNew,
        FormatTooOld,
        Group,
        GroupBy,
        HeardAs,
        Hit,
        IndexLocked,
        IndexMissing,
        InvalidRequest,
        KnownSpeakers,
        Layout,
        Match,
        OverheardError,
        Part,
        Problem,
        QueryError,
        SearchRequest,
        SearchResults,
        Segment,
        Snippet,
        Sort,
        SpeakerSource,
        Sponsor,
        Stats,
        StoredSegment,
        Suggestion,
        SuggestionKind,
        SynonymsError,
        TableForm,
        TranscriptError,
        UnknownLanguage,
        Versions,
        WorkerDied,
        Writer,
        all_pages,
        as_json,
        check,
        clock,
        copy,
        days_of,
        episode_table,
        harmless,
        hit_table,
        kernels_in_use,
        layout,
        one_line,
        open_index,
        open_writer,
        suggestions_as_json,
    )

_BESIDE = ("index", "indexer", "search_web")


def _refuse_shadows() -> None:
    """Raise `ImportError` if another module hides a package of ours.

    Packages are located without importing them. Otherwise a script named `index.py` that imports
    this package would run a second time and fail with an AttributeError.
    """
    home = Path(__file__).resolve().parent.parent
    for name in _BESIDE:
        try:
            spec = importlib.util.find_spec(name)
        except ValueError:  # a module without a spec
            spec = None
        located = Path(spec.origin).resolve() if spec and spec.origin else None
        if not (home / name / "__init__.py").is_file():
            raise ImportError(
                f"overheard needs its own package {name!r}, which is not in {home}; install "
                "overheard anew"
            )
        if located != home / name / "__init__.py":
            raise ImportError(
                f"overheard needs its own package {name!r}, but {located or 'nothing'} has that "
                "name; rename that file, or run from another folder"
            )


_refuse_shadows()


__all__ = [
    "CLOSE_COUNTED",
    "DEFAULT_LOCATION",
    "MAX_CONTEXT",
    "MAX_GROUP_LIMIT",
    "MAX_LIMIT",
    "READING_VERSION",
    "Anchor",
    "Chapter",
    "CheckReport",
    "Copied",
    "CorruptIndex",
    "Engine",
    "EngineUnavailable",
    "Episode",
    "Facet",
    "FacetName",
    "FormatTooNew",
    "FormatTooOld",
    "Group",
    "GroupBy",
    "HeardAs",
    "Hit",
    "IndexLocked",
    "IndexMissing",
    "InvalidRequest",
    "KnownSpeakers",
    "Layout",
    "Match",
    "OverheardError",
    "Part",
    "Problem",
    "QueryError",
    "SearchRequest",
    "SearchResults",
    "Segment",
    "Snippet",
    "Sort",
    "SpeakerSource",
    "Sponsor",
    "Stats",
    "StoredSegment",
    "Suggestion",
    "SuggestionKind",
    "SynonymsError",
    "TableForm",
    "TranscriptError",
    "UnknownLanguage",
    "Versions",
    "WorkerDied",
    "Writer",
    "all_pages",
    "as_json",
    "check",
    "clock",
    "copy",
    "days_of",
    "episode_table",
    "harmless",
    "hit_table",
    "kernels_in_use",
    "layout",
    "one_line",
    "open_index",
    "open_writer",
    "suggestions_as_json",
]

if not TYPE_CHECKING:  # else a name that is not there would pass for one

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module 'overheard' has no attribute {name!r}")
        value = getattr(importlib.import_module("index"), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted([*globals(), *__all__])
