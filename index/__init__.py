"""The index: how is talk stored, searched and returned? This is the library's public interface.

Takes episodes with their segments and search requests, returns results. `import overheard` exports
the same names. Imports nothing of `indexer`, `search_web` or `overheard`.

with index.open_index("overheard-index") as engine:
    for hit in engine.search(index.SearchRequest(q="wsgi")).hits:
        print(hit.time, hit.speaker, hit.snippet.text)
"""

from index.engine import Engine, Writer
from index.errors import (
    CorruptIndex,
    EngineUnavailable,
    FormatTooNew,
    FormatTooOld,
    IndexLocked,
    IndexMissing,
    InvalidRequest,
    OverheardError,
    QueryError,
    SynonymsError,
    TranscriptError,
    UnknownLanguage,
    WorkerDied,
)
from index.highlight.snippet import Snippet
from index.locations import (
    DEFAULT_LOCATION,
    check,
    copy,
    kernels_in_use,
    layout,
    open_index,
    open_writer,
)
from index.model import Anchor, Chapter, Episode, Segment, SpeakerSource
from index.query.date_syntax import days_of
from index.query.printing import one_line
from index.query.request import (
    MAX_CONTEXT,
    MAX_GROUP_LIMIT,
    MAX_LIMIT,
    FacetName,
    GroupBy,
    SearchRequest,
    Sort,
    Sponsor,
)
from index.results.as_json import as_json, suggestions_as_json
from index.results.as_table import TableForm, episode_table, hit_table
from index.results.clock import clock
from index.results.harmless import harmless
from index.results.hints import HeardAs, KnownSpeakers, Suggestion, SuggestionKind
from index.results.hit import Group, Hit, Match, Part
from index.results.page import CLOSE_COUNTED, Facet, SearchResults, Stats
from index.results.paging import all_pages
from index.results.upkeep import CheckReport, Copied, Layout, Problem, StoredSegment
from index.versions import READING_VERSION, Versions

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
