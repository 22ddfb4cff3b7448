"""Facts: the metadata of an episode under one set of names, with checked values.

Sources have different keys for the same fact (`date`, `publishDate`, `pub_date`). The names here
and their values:

    number, title, show, language, description   text
    date                                         datetime.date
    url, media_url                               a web address
    people                                       names, hosts and guests among them
    hosts, guests                                the names of `people` whose role is known
    chapters                                     chapters, in the order of time
    described                                    chapters that the description lists
"""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from index import Chapter
from indexer.chapters import UnclearChapters, chapters_in, described
from indexer.dates import parse_date
from indexer.formats.decoding import whole
from indexer.metadata import markup
from indexer.metadata.file_names import season_number

__all__ = ["Facts", "check", "is_web_address", "join", "with_people"]

Facts = dict[str, Any]

_HIGHEST = 10**9  # of the numbers of episodes; also refuses NaN
_LONGEST = 4000  # characters of a text; a description is shown, not searched

_TEXTS = {
    "number": ("number", "episode", "episode_number", "episodenumber"),
    "title": ("title",),
    "show": ("show", "podcast", "channel", "series"),
    "language": ("language", "lang"),
    "description": ("description", "summary", "subtitle"),
}
_SEASONS = ("season", "season_number", "seasonnumber", "seasons")
_DATES = ("date", "publishdate", "publish_date", "pub_date", "pubdate", "published", "recorded")
_LINKS = {
    "url": ("url", "link", "showlink", "permalink", "page"),
    "media_url": ("media_url", "media", "audio", "audio_url", "video", "enclosure", "mp3"),
}
_PEOPLE = {
    "people": ("people", "speakers", "persons", "participants"),
    "hosts": ("hosts",),
    "guests": ("guests",),
}
_PERSON = {"people": ("speaker", "person"), "hosts": ("host",), "guests": ("guest",)}
_ROLES = {"host": "hosts", "cohost": "hosts", "guest": "guests"}
_BETWEEN = re.compile(r"\s*[;|\n]\s*")
_COMMA = re.compile(r"\s*,\s*|\s+(?:and|&)\s+")


class _Wrong(Exception):
    """A value of the wrong kind for its key; the text names the expected kind."""


def check(
    source: Mapping[Any, Any], doubt: Callable[[str, str], None], listed: bool = False
) -> Facts:
    """Return the facts in `source`, an object of a sidecar or front matter.

    Keys are compared without case, and unknown keys are skipped. `doubt` is called with the key
    and the expected kind for every wrong value; the other facts are returned. `listed` means that
    a text may hold several names, as in a cell of a table.
    """
    given = {str(key).lower().replace("-", "_"): value for key, value in source.items()}
    facts: Facts = {}

    def take(fact: str, names: Iterable[str], read: Callable[[Any], Any]) -> None:
        for name in names:
            value = given.get(name)
            if value is None or value in ("", []) or fact in facts:
                continue
            try:
                facts[fact] = read(value)
            except _Wrong as wrong:
                doubt(name, str(wrong))

    readers = {"number": _number, "description": _description}
    for fact, names in _TEXTS.items():
        take(fact, names, readers.get(fact, _text))
    season: Facts = {}
    for name in _SEASONS:
        value = given.get(name)
        # `seasons: ["1"]` of Castanet, and `season: Spring`, which is no number.
        value = value[0] if isinstance(value, list) and value else value
        if re.fullmatch(r"0*[1-9]\d{0,3}", str(value).strip()):
            season.setdefault("number", str(value).strip())
    if season and re.fullmatch(r"\d{1,5}", facts.get("number", "")):
        facts["number"] = season_number(season["number"], facts["number"])
    take("date", _DATES, _date)
    for fact, names in _LINKS.items():
        take(fact, names, _address)
    for fact, names in _PEOPLE.items():
        take(fact, names, lambda value: _people(value, listed))
        take(fact, _PERSON[fact], lambda value: _people(value, True))
    take("chapters", ("chapters",), _chapters)
    # The description is cut where it is long, and a list in it must not be.
    take("described", _TEXTS["description"], _described)
    return _gather({fact: value for fact, value in facts.items() if value != ()})


def with_people(people: Iterable[tuple[str, str | None]]) -> Facts:
    """Return `people`, `hosts` and `guests` for names with the role `host`, `guest` or None."""
    facts: Facts = {"people": list(people)}
    return _gather(facts)


def join(*sources: Facts) -> Facts:
    """Return the facts of all `sources`; the earlier source wins.

    Roles are taken from every source, for the people that the first one with people names.
    """
    joined: Facts = {}
    for facts in sources:
        for fact, value in facts.items():
            if fact not in ("hosts", "guests"):
                joined.setdefault(fact, value)
    named = {name.casefold(): name for name in joined.get("people", ())}
    known: dict[str, str] = {}
    for facts in sources:
        for role in ("hosts", "guests"):
            for name in facts.get(role, ()):
                if name.casefold() in named:
                    known.setdefault(named[name.casefold()], role)
    for role in ("hosts", "guests"):
        if with_role := tuple(name for name in named.values() if known.get(name) == role):
            joined[role] = with_role
    return joined


def is_web_address(text: str) -> bool:
    """Return whether `text` is an http or https address with a host, and nothing around it."""
    if not text.startswith(("https://", "http://")) or re.search(r"[\s\x00-\x1f\x7f]", text):
        return False
    try:
        return bool(urlsplit(text).hostname)
    except ValueError:
        return False


def _text(value: Any) -> str:  # noqa: ANN401  # any value of a document
    if not isinstance(value, str):
        raise _Wrong("text")
    return whole(value).strip()[:_LONGEST]


def _description(value: Any) -> str:  # noqa: ANN401  # any value of a document
    text = _text(value)
    return markup.text_of(text) if markup.is_markup(text) else text


def _chapters(value: Any) -> tuple[Chapter, ...]:  # noqa: ANN401  # any value of a document
    if isinstance(value, str):
        return described(value)  # a cell of a table
    try:
        return chapters_in(value)
    except UnclearChapters as unclear:
        raise _Wrong(f"a list of starts and titles in the order of time: {unclear}") from None


def _described(value: Any) -> tuple[Chapter, ...]:  # noqa: ANN401  # any value of a document
    return described(markup.lines_of(value)) if isinstance(value, str) else ()


def _number(value: Any) -> str:  # noqa: ANN401  # any value of a document
    if type(value) in (int, float) and 0 <= value < _HIGHEST:
        value = str(value)
    return _text(value)


def _date(value: Any) -> datetime.date:  # noqa: ANN401  # any value of a document
    if isinstance(value, datetime.datetime):  # TOML has dates of its own
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = value if isinstance(value, str) else ""
    if compact := re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)", text):
        text = "-".join(compact.groups())
    date = parse_date(text)
    if date is None:
        raise _Wrong("a date such as 2025-01-14")
    return date


def _address(value: Any) -> str:  # noqa: ANN401  # any value of a document
    text = value if isinstance(value, str) else ""
    if not is_web_address(text):
        raise _Wrong("a web address that begins with https:// or http://")
    return whole(text)


def _people(value: Any, listed: bool) -> list[tuple[str, str | None]]:  # noqa: ANN401  # any value of a document
    if isinstance(value, str) and listed:
        several = _BETWEEN.split(value)
        value = several if len(several) > 1 else _COMMA.split(value)
    people: list[tuple[str, str | None]] = []
    for person in value if isinstance(value, list) else [None]:
        role = None
        if isinstance(person, dict):
            role, person = person.get("role"), person.get("name")
        if not isinstance(person, str) or not isinstance(role, str | None):
            raise _Wrong("a list of names")
        if name := whole(person).strip():
            people.append((name, role))
    return people


def _gather(facts: Facts) -> Facts:
    """Return `facts` with its pairs of name and role as `people`, `hosts` and `guests`."""
    pairs = [
        (name, fact if fact != "people" else _ROLES.get((role or "").lower().replace("-", "")))
        for fact in _PEOPLE
        for name, role in facts.pop(fact, ())
    ]
    names = {name.casefold(): name for name, _ in reversed(pairs)}
    roles = {name.casefold(): role for name, role in reversed(pairs) if role}
    order = list(dict.fromkeys(name.casefold() for name, _ in pairs))
    if order:
        facts["people"] = tuple(names[name] for name in order)
    for role in ("hosts", "guests"):
        if with_role := tuple(names[name] for name in order if roles.get(name) == role):
            facts[role] = with_role
    return facts
