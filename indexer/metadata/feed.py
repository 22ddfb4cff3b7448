"""Podcast feeds: the episodes in RSS or Atom, and the transcripts that they link to.

feedparser reads what RSS 2.0, RSS 1.0, Atom 1.0 and iTunes define: dates and links in all
their variants. It cannot hold repeated elements of the podcast namespace (its issue 301),
so those are read here, item by item, as the namespace defines them
(https://github.com/Podcastindex-org/podcast-namespace, docs/1.0.md). `feed_xml` cleans the file
first.
"""

import dataclasses
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin

import feedparser  # type: ignore[import-untyped]  # it has no stubs

from index import Chapter, TranscriptError
from indexer import memory
from indexer.chapters import described
from indexer.dates import parse_date
from indexer.formats.decoding import whole
from indexer.metadata import feed_xml, markup
from indexer.metadata.facts import Facts, is_web_address, with_people
from indexer.metadata.file_names import bare, season_number

__all__ = ["LARGEST", "Feed", "Item", "TranscriptLink", "is_feed", "parse_feed"]

LARGEST = 50_000_000  # bytes; the largest feeds of podcasts have about 30 MB

_LONGEST = 4000  # characters of a description
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
_BEGINS = re.compile(r"(?<!\d)0{1,2}:(?:00:)?0\d(?!\d)")  # a list of chapters
_SEASON = re.compile(r"0*[1-9]\d{0,3}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


class TranscriptLink(NamedTuple):
    """A `podcast:transcript`: its address, and the type and language that the feed gives."""

    url: str
    type: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An episode of a feed; `facts` have the names of `indexer.metadata.facts`.

    `numbers` are the ways in which a file's name may give its number: `S2E1`, `1`.
    """

    facts: Facts
    transcripts: tuple[TranscriptLink, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A show: its items in the feed's order, and errors about parts of it."""

    title: str | None
    language: str | None
    items: tuple[Item, ...]
    doubts: tuple[TranscriptError, ...] = ()


def is_feed(name: str) -> bool:
    """Return whether a file of this name holds a feed."""
    return name.lower().endswith((".rss", ".atom")) or name.lower() == "feed.xml"


def parse_feed(path: Path, data: bytes, url: str = "") -> Feed:
    """Return the feed in `data`, which comes from the file `path` or the address `url`.

    Relative links are resolved against `url` and `xml:base`. A fault in an item becomes a doubt of
    the feed, and the rest of the item is taken. A file that breaks off gives the items before the
    break. Raises `TranscriptError` for a file that is no feed, or takes too much memory.
    """
    if len(data) > LARGEST:
        raise TranscriptError(path, f"larger than {LARGEST:,} bytes, so not read")
    try:
        with memory.limited(memory.MOST_OF_FACTS):
            return _parsed(path, data, url)
    except MemoryError:
        raise TranscriptError(path, "takes too much memory to read, so not read") from None


def _parsed(path: Path, data: bytes, url: str) -> Feed:
    strained = feed_xml.strain(path, data)
    # feedparser takes a base only as the header of a response.
    parsed = feedparser.parse(
        io.BytesIO(strained.xml),
        response_headers={
            "content-location": url,
            "content-type": "application/xml; charset=utf-8",
        },
        sanitize_html=False,
        resolve_relative_uris=False,
    )

    def line_of(text: str) -> int | None:
        at = data.find(text.encode()) if text else -1
        return data.count(b"\n", 0, at) + 1 if at >= 0 else None

    about = parsed.feed
    if not parsed.entries and not about.get("title"):
        raise TranscriptError(path, "neither an RSS nor an Atom feed")
    doubts = list(strained.doubts)
    show = _plain(about, "title")
    language = _language(about.get("language"))
    hosts = with_people(_persons(strained.channel))
    pairs = list(zip(parsed.entries, strained.items, strict=False))
    placed = [(_season(entry, extras), _number(entry, extras)) for entry, extras in pairs]
    items = [
        _item(
            path, entry, extras, url, {"show": show, "language": language}, hosts, doubts, line_of
        )
        for entry, extras in pairs
    ]
    if _starts_anew(placed):
        for item, (season, number) in zip(items, placed, strict=True):
            if season and number:
                item.facts["number"] = season_number(season, number)
    items = [
        dataclasses.replace(item, numbers=_numbers(season, number))
        for item, (season, number) in zip(items, placed, strict=True)
    ]
    return Feed(show, language, tuple(items), tuple(doubts))


def _item(
    path: Path,
    entry: Any,  # noqa: ANN401  # feedparser carries no types
    extras: Iterable[feed_xml.Extra],
    base: str,
    of_show: Facts,
    hosts: Facts,
    doubts: list[TranscriptError],
    line_of: Callable[[str], int | None],
) -> Item:
    extras = tuple(extras)
    title = _text(entry.get("itunes_title") or "") or _plain(entry, "title")
    written = entry.get("published") or entry.get("updated") or ""
    date = parse_date(written)
    if written and date is None and (parsed := entry.get("published_parsed")):
        date = parse_date(f"{parsed.tm_year}-{parsed.tm_mon}-{parsed.tm_mday}")
    if written and date is None:
        reason = f"date of {title or 'an item'} is not a date"
        doubts.append(TranscriptError(path, reason, line_of(written)))
    facts: Facts = {
        "title": title,
        "number": _number(entry, extras),
        "date": date,
        "url": _address(base, entry.get("link")),
        "media_url": _enclosure(base, entry),
        "description": _plain(entry, "summary"),
        "described": _described(entry),
        **of_show,
    }
    people = with_people(_persons(extras))
    if not people:
        # An item without people has those of the channel.
        people = hosts or with_people((name, None) for name in _authors(entry))
    facts |= people
    return Item(
        {key: value for key, value in facts.items() if value},
        tuple(_transcripts(path, extras, base, title, doubts, line_of)),
    )


def _described(entry: Any) -> tuple[Chapter, ...]:  # noqa: ANN401  # feedparser carries no types
    """Return the chapters that an item lists, in its summary or in its whole text."""
    texts = (entry.get("summary") or "", *(one.value for one in entry.get("content") or ()))
    lists = (described(markup.lines_of(text)) for text in texts if _BEGINS.search(text))
    return next(filter(None, lists), ())


def _starts_anew(placed: Iterable[tuple[str | None, str | None]]) -> bool:
    """Return whether two seasons have an episode of one number.

    In other feeds the numbers run on, and a season tells nothing more.
    """
    seasons: dict[str, str] = {}
    return any(
        seasons.setdefault(number, season) != season
        for season, number in placed
        if season and number
    )


def _numbers(season: str | None, number: str | None) -> tuple[str, ...]:
    if number is None:
        return ()
    return (season_number(season, number), bare(number)) if season else (bare(number),)


def _season(entry: Any, extras: Iterable[feed_xml.Extra]) -> str | None:  # noqa: ANN401  # feedparser carries no types
    given = [extra.text for extra in extras if extra.name == "season"]
    seasons = (text.strip() for text in (*given, entry.get("itunes_season") or ""))
    return next((bare(one) for one in seasons if _SEASON.fullmatch(one)), None)


def _number(entry: Any, extras: Iterable[feed_xml.Extra]) -> str | None:  # noqa: ANN401  # feedparser carries no types
    given = [extra.text for extra in extras if extra.name == "episode"]
    for number in (*given, entry.get("itunes_episode") or ""):
        if _NUMBER.fullmatch(number := number.strip()):
            return number
    return None


def _persons(extras: Iterable[feed_xml.Extra]) -> list[tuple[str, str | None]]:
    """Return the name and the role of each person who speaks.

    Role and group default to `host` and `cast`; people in another group do not speak.
    """
    return [
        (name, extra.attributes.get("role", "host").lower())
        for extra in extras
        if extra.name == "person" and (name := _text(extra.text))
        if extra.attributes.get("group", "cast").lower() == "cast"
    ]


def _transcripts(
    path: Path,
    extras: Iterable[feed_xml.Extra],
    base: str,
    title: str | None,
    doubts: list[TranscriptError],
    line_of: Callable[[str], int | None],
) -> Iterable[TranscriptLink]:
    for extra in extras:
        if extra.name != "transcript":
            continue
        url = _address(base, extra.attributes.get("url"))
        if url is None:
            of = f"the transcript of {title or 'an item'}"
            line = line_of(extra.attributes.get("url") or title or "")
            doubts.append(TranscriptError(path, f"the link to {of} is no web address", line))
            continue
        type_ = extra.attributes.get("type", "").partition(";")[0].strip().lower()
        language = _language(extra.attributes.get("language"))
        yield TranscriptLink(url, type_, language)


def _authors(entry: Any) -> list[str]:  # noqa: ANN401  # feedparser carries no types
    names = (_text(author.get("name") or "") for author in entry.get("authors") or ())
    return [name for name in names if name]


def _enclosure(base: str, entry: Any) -> str | None:  # noqa: ANN401  # feedparser carries no types
    links = [link for link in entry.get("links") or () if link.get("rel") == "enclosure"]
    links.sort(key=lambda link: not str(link.get("type")).startswith(("audio/", "video/")))
    return next((url for link in links if (url := _address(base, link.get("href")))), None)


def _address(base: str, link: str | None) -> str | None:
    try:
        url = urljoin(base, (link or "").strip()) if link else ""
    except ValueError:
        return None
    return whole(url) if is_web_address(url) else None


def _language(code: str | None) -> str | None:
    code = (code or "").strip()
    return code.replace("_", "-") if _LANGUAGE.fullmatch(code) else None


def _plain(entry: Any, key: str) -> str | None:  # noqa: ANN401  # feedparser carries no types
    """Return the text of an element without markup."""
    text = entry.get(key) or ""
    # The type is no proof: summaries of iTunes are called plain and hold HTML.
    if (entry.get(f"{key}_detail") or {}).get("type") != "text/plain" or markup.is_markup(text):
        # The cut is enough for a description; the parser takes time in the square of unclosed tags.
        text = markup.text_of(text[: 4 * _LONGEST])
    return _text(text)[:_LONGEST] or None


def _text(text: str) -> str:
    # A control character would reach the terminal.
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", whole(text)).split())
