"""A run of `overheard feed`: the transcripts of a feed and an `episodes.json`, into a folder.

An interrupted run is continued by the next one: complete files are not requested again. A file is
written when it is whole. Beside the transcripts the folder gets two hidden files: the state and a
copy of the feed.
"""

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from index import TranscriptError
from indexer import file_access
from indexer.download.episodes_file import EpisodesFile
from indexer.download.http import Fetched, Fetcher
from indexer.download.responses import FetchError, RunOver
from indexer.download.state import Entry, State, remove_leftovers, write_whole
from indexer.metadata import file_names
from indexer.metadata.feed import LARGEST, Feed, Item, TranscriptLink, parse_feed

__all__ = ["DownloadOutcome", "Options", "download"]

# The order of preference: transcripts that have speakers, then those that have times.
_RANKS = (".json", ".vtt", ".srt", ".html", ".txt")
_SUFFIXES = {
    "application/json": ".json",
    "text/vtt": ".vtt",
    "application/srt": ".srt",
    "application/x-subrip": ".srt",
    "text/srt": ".srt",
    "text/html": ".html",
    "text/plain": ".txt",
}
_PLAIN = frozenset({"text/plain", "application/octet-stream", ""})
_NO_TEXT = ("audio/", "video/", "image/", "font/")


@dataclass(frozen=True, slots=True)
class Options:
    """The choice of transcripts: the newest `limit` episodes or all, one or `every` transcript.

    With `refresh` the files that are here already are requested again if they have changed.
    `largest` is the most bytes of a transcript, `most_files` the most files that a run fetches.
    """

    limit: int | None = None
    every: bool = False
    refresh: bool = False
    largest: int = 20_000_000
    most_files: int = 10_000


@dataclass
class DownloadOutcome:
    """The result of a run: the transcripts it got and those it had, and an error for each failure.

    `without` counts the episodes of the feed that link to no transcript. `stopped` is set if the
    run ended at one of its bounds.
    """

    show: str | None = None
    episodes: int = 0
    without: int = 0
    downloaded: list[Path] = field(default_factory=list)
    here: list[Path] = field(default_factory=list)
    errors: list[FetchError | TranscriptError] = field(default_factory=list)
    stopped: RunOver | None = None


def download(
    source: str,
    folder: Path,
    options: Options = Options(),
    fetcher: Fetcher | None = None,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> DownloadOutcome:
    """Download the transcripts that the feed at `source`, an address or a path, links to.

    A transcript that fails adds to the outcome's `errors`, and the others go on. `on_progress` is
    called with the number of episodes done and of all. Raises `FetchError`, `RunOver` or
    `TranscriptError` if there is no feed at `source`, or the folder's `episodes.json` cannot be
    extended.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TranscriptError(folder, f"cannot be made: {error.strerror}") from None
    remove_leftovers(folder)
    episodes_file = EpisodesFile.load(folder)
    state = State.load(folder)
    fetcher = fetcher or Fetcher()
    with contextlib.closing(fetcher):
        run = _Run(folder, options, fetcher, state)
        feed = run.feed(source)
        outcome = DownloadOutcome(
            feed.title, errors=[_of_feed(source, doubt) for doubt in feed.doubts]
        )
        wanted = [item for item in feed.items if item.transcripts]
        outcome.without = len(feed.items) - len(wanted)
        wanted.sort(key=lambda item: str(item.facts.get("date", "")), reverse=True)
        wanted = wanted[: options.limit]
        outcome.episodes = len(wanted)
        try:
            for done, item in enumerate(wanted):
                on_progress(done, len(wanted))
                for path, language in run.transcripts(item, feed, outcome):
                    facts = item.facts | ({"language": language} if language else {})
                    episodes_file.add(path.name, facts, state.written)
        except RunOver as over:
            outcome.stopped = over
        finally:
            # An interrupted run saves the files that it got.
            episodes_file.save(feed.title)
            state.save()
        on_progress(len(wanted), len(wanted))
    return outcome


def _is_address(source: str) -> bool:
    return source.lower().startswith(("https://", "http://"))


def _of_feed(source: str, error: TranscriptError) -> FetchError | TranscriptError:
    """Return the error with the feed's own address in place of the path of our copy."""
    return FetchError(source, error.reason) if _is_address(source) else error


@dataclass
class _Run:
    """One run into one folder."""

    folder: Path
    options: Options
    fetcher: Fetcher
    state: State
    _stems: set[str] = field(default_factory=set)
    _fetched: int = 0

    def feed(self, source: str) -> Feed:
        """Return the feed at an address or in a file. Raises as `download` does."""
        if not _is_address(source):
            path = Path(source)
            with file_access.bounded([path]):
                return parse_feed(path, file_access.read(path, LARGEST))
        name = f".overheard-feed-{_short(source)}.xml"
        copy = self.folder / name
        entry = self.state.files.get(source) if copy.is_file() else None
        fetched = self.fetcher.fetch(source, LARGEST, entry.validators if entry else None)
        if not fetched.changed:
            return parse_feed(copy, file_access.read(copy, LARGEST), fetched.url)
        try:
            feed = parse_feed(copy, fetched.data, fetched.url)
        except TranscriptError as error:
            raise _of_feed(source, error) from None
        self._keep(source, name, fetched)
        return feed

    def transcripts(
        self, item: Item, feed: Feed, outcome: DownloadOutcome
    ) -> Iterator[tuple[Path, str | None]]:
        """Yield the transcripts of an item that are in the folder now, with their language."""
        stem = self._stem(item)
        names_: set[str] = set()
        for link in _ranked(item, feed.language):
            name = f"{stem}{_suffix(link)}"
            if name in names_:
                name = f"{stem}.{file_names.slug(link.language or 'other')}{_suffix(link)}"
            if name in names_:
                continue  # the same transcript once more
            names_.add(name)
            try:
                path, is_new = self._transcript(link, name)
            except FetchError as error:
                outcome.errors.append(error)
                continue
            (outcome.downloaded if is_new else outcome.here).append(path)
            yield path, link.language
            if not self.options.every:
                return

    def _stem(self, item: Item) -> str:
        """Return the name for an item's files, the same in every run."""
        facts = item.facts
        first = file_names.stem_for(facts.get("number"), facts.get("date"), facts.get("title", ""))
        known = (self.state.files.get(link.url) for link in item.transcripts)
        if entry := next(filter(None, known), None):
            # The title or the number may have changed since the first run.
            language = f".{file_names.slug(item.transcripts[0].language or 'other')}"
            first = PurePosixPath(entry.file).stem.removesuffix(language)
        stem = first
        count = 1
        while stem in self._stems:
            count += 1
            stem = f"{first}-{count}"
        self._stems.add(stem)
        return stem

    def _transcript(self, link: TranscriptLink, name: str) -> tuple[Path, bool]:
        """Return the file of a transcript, and whether it was downloaded now."""
        entry = self.state.files.get(link.url)
        path = self.folder / (entry.file if entry else name)
        # A file of that name from elsewhere was put there by hand, and stays.
        if path.is_file() and not (entry and self.options.refresh):
            return path, False
        if self._fetched >= self.options.most_files:
            raise RunOver(f"after {self.options.most_files:,} files")
        known = entry.validators if entry and path.is_file() else None
        fetched = self.fetcher.fetch(link.url, self.options.largest, known)
        if not fetched.changed:
            return path, False
        _check(link, fetched)
        self._fetched += 1
        return self._keep(link.url, path.name, fetched), True

    def _keep(self, url: str, name: str, fetched: Fetched) -> Path:
        path = self.folder / name
        try:
            write_whole(path, fetched.data)
        except TranscriptError as error:
            raise FetchError(url, error.reason) from None
        validators = fetched.validators
        self.state.files[url] = Entry(name, validators.etag, validators.last_modified)
        self.state.save()
        return path


def _check(link: TranscriptLink, fetched: Fetched) -> None:
    """Raise `FetchError` for what is no transcript: a recording, an error page, no bytes."""
    head = fetched.data[:512].lstrip().lower()
    if not head:
        raise FetchError(link.url, "an empty file")
    if fetched.type.startswith(_NO_TEXT):
        raise FetchError(link.url, f"no transcript but {fetched.type}")
    if _suffix(link) != ".html" and head.startswith((b"<!doctype html", b"<html")):
        raise FetchError(link.url, "no transcript but a web page")


def _ranked(item: Item, language: str | None) -> list[TranscriptLink]:
    """Return the transcripts of an item, the best first: by the show's language, then by type."""
    base = (language or "").partition("-")[0].lower()

    def rank(link: TranscriptLink) -> tuple[bool, int]:
        spoken = (link.language or base).partition("-")[0].lower()
        return spoken != base, _RANKS.index(_suffix(link))

    return sorted(dict.fromkeys(item.transcripts), key=rank)


def _suffix(link: TranscriptLink) -> str:
    """Return the ending of a transcript's file, by its type, or by its address if more precise."""
    ending = PurePosixPath(urlsplit(link.url).path).suffix.lower()
    ending = ".html" if ending == ".htm" else ending
    if link.type in _PLAIN and ending in _RANKS:
        return ending
    return _SUFFIXES.get(link.type) or (ending if ending in _RANKS else ".txt")


def _short(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()[:12]
