"""Overheard: the public interface of the library, and the package of its command line.

    with overheard.open_index("overheard-index") as engine:
        for hit in engine.search(overheard.SearchRequest(q="wsgi")).hits:
            print(hit.time, hit.speaker, hit.snippet.text)

It exports the public names of `index`. Importing it raises `ImportError` if another module hides
one of the packages `index`, `indexer` and `search_web` beside it.
"""

import importlib.util
from pathlib import Path

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

from index import (  # noqa: E402  # only after the check that it is ours
    CLOSE_COUNTED,
    DEFAULT_LOCATION,
    MAX_CONTEXT,
    MAX_GROUP_LIMIT,
    MAX_LIMIT,
    READING_VERSION,
    Anchor,
    Chapter,
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
    Match,
    OverheardError,
    Part,
    QueryError,
    SearchRequest,
    SearchResults,
    Segment,
    Snippet,
    Sort,
    SpeakerSource,
    Sponsor,
    Stats,
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
    clock,
    days_of,
    episode_table,
    hit_table,
    one_line,
    open_index,
    open_writer,
    suggestions_as_json,
)

__all__ = [
    "CLOSE_COUNTED",
    "DEFAULT_LOCATION",
    "MAX_CONTEXT",
    "MAX_GROUP_LIMIT",
    "MAX_LIMIT",
    "READING_VERSION",
    "Anchor",
    "Chapter",
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
    "Match",
    "OverheardError",
    "Part",
    "QueryError",
    "SearchRequest",
    "SearchResults",
    "Segment",
    "Snippet",
    "Sort",
    "SpeakerSource",
    "Sponsor",
    "Stats",
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
    "clock",
    "days_of",
    "episode_table",
    "hit_table",
    "one_line",
    "open_index",
    "open_writer",
    "suggestions_as_json",
]
