"""Metadata: what is known about an episode beside its talk?

Takes the files of a recording and what lies beside them (sidecars, feeds), gives facts: number,
title, show, date, people, addresses, language. What is wrong in a source becomes a note and is
left out. Imports `dates`, `notes`, `formats` and `speakers`.
"""

from indexer.metadata.episode import (
    Known,
    describe,
    is_metadata,
    known_beside,
    known_within,
)
from indexer.metadata.facts import Facts, join
from indexer.metadata.folders import parsed_name

__all__ = [
    "Facts",
    "Known",
    "describe",
    "is_metadata",
    "join",
    "known_beside",
    "known_within",
    "parsed_name",
]
