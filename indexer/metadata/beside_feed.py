"""Feeds that lie beside transcripts: the item of a feed that a transcript belongs to."""

import functools
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from index import TranscriptError
from indexer import file_access
from indexer.metadata import file_names
from indexer.metadata.documents import remembered, stamp
from indexer.metadata.facts import Facts, join
from indexer.metadata.feed import LARGEST, Feed, Item, is_feed, parse_feed
from indexer.metadata.folders import folder, parsed_name

__all__ = ["read_feeds"]


class _Lookup(NamedTuple):
    """A feed's items by the parts of a file's name; a key of two items is left out."""

    feed: Feed
    by_transcript: dict[Hashable, Item]
    by_number: dict[Hashable, Item]
    by_title: dict[Hashable, Item]


def read_feeds(files: Sequence[Path]) -> tuple[Facts, tuple[TranscriptError, ...]]:
    """Return the facts of the feeds in the folder of `files` about their episode, and errors.

    An item belongs to the files if it links to a transcript of their name, or is the only one
    with the number or the title in their name. Each error names a fault in a feed, with its path;
    none is raised.
    """
    found: list[Facts] = []
    doubts: list[TranscriptError] = []
    for name in _feeds(folder(files[0].parent)):
        path = files[0].parent / name
        if file_access.why_not(path) is not None:
            continue
        try:
            lookup = _lookup(path, stamp(path))
        except TranscriptError as error:
            doubts.append(error)
            continue
        doubts += lookup.feed.doubts
        if item := _item(lookup, files):
            found.append(item.facts)
    return join(*found), tuple(doubts)


@functools.lru_cache(maxsize=64)
def _feeds(names: frozenset[str]) -> tuple[str, ...]:
    """Return the names of feeds among those of a folder, in order; once for all files in it."""
    return tuple(sorted(filter(is_feed, names)))


@remembered(2)
def _lookup(path: Path, modified: int) -> _Lookup:
    feed = parse_feed(path, file_access.read(path, LARGEST))
    return _Lookup(
        feed,
        _unique(feed, lambda item: {_file_name(link.url) for link in item.transcripts}),
        _unique(feed, lambda item: item.numbers),
        _unique(feed, lambda item: [file_names.slug(item.facts.get("title", ""))]),
    )


def _unique(feed: Feed, keys: Callable[[Item], Iterable[str]]) -> dict[Hashable, Item]:
    pairs = [(key, item) for item in feed.items for key in keys(item) if key]
    times = Counter(key for key, _ in pairs)
    return {key: item for key, item in pairs if times[key] == 1}


def _item(lookup: _Lookup, files: Sequence[Path]) -> Item | None:
    for file in files:
        if item := lookup.by_transcript.get(file.name.lower()):
            return item
    name = parsed_name(files[0])
    if name.number and (item := lookup.by_number.get(name.number)):
        return item
    return lookup.by_title.get(file_names.slug(name.title)) or lookup.by_title.get(
        file_names.slug(files[0].stem)
    )


def _file_name(url: str) -> str:
    return PurePosixPath(unquote(urlsplit(url).path)).name.lower()
