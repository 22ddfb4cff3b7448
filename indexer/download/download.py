"""A run of `overheard feed`: the transcripts of a feed and an `episodes.json`, into a folder.

An interrupted run is continued by the next one. Complete files are not requested again, and
partial ones are continued. Beside the transcripts the folder gets hidden files: the state, a copy
of the feed, and parts of files.
"""

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from index import TranscriptError
from indexer.download.episodes_file import EpisodesFile
from indexer.download.http import Fetched, Fetcher
from indexer.download.responses import FetchError, Validators
from indexer.download.state import Entry, State
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
    `largest` is the most bytes of a transcript.
    """

    limit: int | None = None
    every: bool = False
    refresh: bool = False
    largest: int = 20_000_000


@dataclass
class DownloadOutcome:
    """The result of a run: the transcripts it got and those it had, and an error for each failure.

    `without` counts the episodes of the feed that link to no transcript.
    """

    show: str | None = None
    episodes: int = 0
    without: int = 0
    downloaded: list[Path] = field(default_factory=list)
    here: list[Path] = field(default_factory=list)
    errors: list[FetchError | TranscriptError] = field(default_factory=list)


def download(
    source: str,
    folder: Path,
    options: Options = Options(),
    fetcher: Fetcher | None = None,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> DownloadOutcome:
    """Download the transcripts that the feed at `source`, an address or a path, links to.

    A transcript that fails adds to the outcome's `errors`, and the others go on. `on_progress` is
    called with the number of episodes done and of all. Raises `FetchError` or `TranscriptError` if
    there is no feed at `source`, or the folder's `episodes.json` cannot be extended.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TranscriptError(folder, f"cannot be made: {error.strerror}") from None
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

    def feed(self, source: str) -> Feed:
        """Return the feed at an address or in a file. Raises as `download` does."""
        if not _is_address(source):
            path = Path(source)
            try:
                with path.open("rb") as file:
                    return parse_feed(path, file.read(LARGEST + 1))
            except OSError as error:
                raise TranscriptError(path, f"cannot be read: {error.strerror}") from None
        name = f".overheard-feed-{_short(source)}.xml"
        copy = self.folder / name
        entry = self.state.files.get(source) if copy.is_file() else None
        fetched = self._fetch(source, LARGEST, entry.validators if entry else None)
        if fetched.changed:
            part = self._part(source)
            try:
                feed = parse_feed(part, part.read_bytes(), fetched.url)
            except TranscriptError as error:
                raise _of_feed(source, error) from None
            self._finish(source, name, fetched)
            return feed
        return parse_feed(copy, copy.read_bytes(), fetched.url)

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
        known = entry.validators if entry and path.is_file() else None
        fetched = self._fetch(link.url, self.options.largest, known)
        if not fetched.changed:
            return path, False
        self._check(link, fetched)
        return self._finish(link.url, path.name, fetched), True

    def _fetch(self, url: str, largest: int, known: Validators | None) -> Fetched:
        part = self._part(url)
        begun = self.state.parts.get(url)

        def on_part(validators: Validators) -> None:
            self.state.parts[url] = Entry(part.name, validators.etag, validators.last_modified)
            self.state.save()

        try:
            return self.fetcher.fetch(
                url, part, largest, known, begun.validators if begun else None, on_part
            )
        except OSError as error:
            raise FetchError(url, f"cannot be written: {error.strerror}") from None

    def _check(self, link: TranscriptLink, fetched: Fetched) -> None:
        """Raise `FetchError` for what is no transcript: a recording, an error page, no bytes."""
        with self._part(link.url).open("rb") as file:
            head = file.read(512).lstrip().lower()
        reason = ""
        if not head:
            reason = "an empty file"
        elif fetched.type.startswith(_NO_TEXT):
            reason = f"no transcript but {fetched.type}"
        elif _suffix(link) != ".html" and head.startswith((b"<!doctype html", b"<html")):
            reason = "no transcript but a web page"
        if reason:
            self._part(link.url).unlink()
            self.state.parts.pop(link.url, None)
            raise FetchError(link.url, reason)

    def _finish(self, url: str, name: str, fetched: Fetched) -> Path:
        path = self.folder / name
        os.replace(self._part(url), path)
        self.state.parts.pop(url, None)
        validators = fetched.validators
        self.state.files[url] = Entry(name, validators.etag, validators.last_modified)
        self.state.save()
        return path

    def _part(self, url: str) -> Path:
        return self.folder / f".overheard-{_short(url)}.part"


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
