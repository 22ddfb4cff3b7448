"""File names of episodes: the facts in a name, and the name for a file of an episode.

    013-flask_talk              number 13
    S02E01 - Oak, 2x01 Oak      number S2E1: season and episode together
    Ep 12 - Steam, #12 Steam    number 12
    harbour-desk-012-steam      number 12, if the names around it are of the same make
    20210304-steam              a date (`name_dates`)
    12_steam.en-orig            the language of a caption file
    Steam [dQw4w9WgXcQ]         the id of a video, which is left out

Sources: the names that yt-dlp, podcast-dl, podgrab, Jellyfin and Plex give or expect.
"""

import datetime
import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from indexer.language_names import code_named
from indexer.metadata import name_dates

__all__ = [
    "ALONE",
    "Around",
    "FileName",
    "around",
    "bare",
    "is_episode_name",
    "number_in",
    "parse_name",
    "season_number",
    "slug",
    "split_language",
    "stem_for",
]

_NUMBERED = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)(?:[-_. ]+(.*))?$", re.DOTALL)
_SERIAL = re.compile(r"(.*[^\W\d_])[-_. ]+(\d{1,4})")
_MIDDLE = re.compile(r"([^\d]*[^\W\d_])[-_. ]+(\d{2,4})[-_. ]+([^\W\d_].*)")
# `go-part-1` and `go-part-2` are one episode or two, and `go-part` is no show.
_PART = re.compile(
    r"(?:.*[-_. ])?(?:chapter|day|disc|draft|part|pt|take|v|version|vol|volume)", re.I
)
_YEARS = range(1900, 2100)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 80  # bytes of a slug; file systems allow 255 for the whole name

_BEFORE = r"(?:^|(?<=[-_.,;:()\[\] ]))"
_AFTER = r"(?![^\W_])"
_SEASON = re.compile(
    rf"{_BEFORE}(?:s(?:eason)?[-_. ]*(?P<season>\d{{1,2}})[-_., ]*e(?:p(?:isode)?)?[-_. ]*"
    rf"(?P<episode>\d{{1,4}})|(?P<of>\d{{1,2}})x(?P<number>\d{{2,3}})){_AFTER}",
    re.IGNORECASE,
)
_EPISODE = re.compile(
    rf"{_BEFORE}(?:(?:episode|ep|eps|episodio|episódio|épisode|folge|aflevering|avsnitt|odcinek)"
    rf"[-_. ]*(?:no\.? ?|nr\.? ?)?#?|#[ _]?|№ ?|(?<![^-_. (\[])(?:no|nr)\. ?)"
    rf"(?P<number>\d{{1,5}}(?:\.\d{{1,3}}(?!\d))?){_AFTER}",
    re.IGNORECASE,
)
_LETTER = re.compile(r"e(?P<number>\d{2,4})(?=$|[-_. ])", re.IGNORECASE)

_TAG = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,12}){0,4}"
_KIND = r"auto|asr|cc|sdh|hi|forced|default|transcript|captions?|subtitles?"
_ENDING = re.compile(rf"(?:\.({_TAG}))?((?:\.(?:{_KIND})){{0,3}})$", re.IGNORECASE)
_MEDIA = re.compile(r"\.(?:mp3|mp4|m4a|m4v|mkv|mov|webm|wav|flac|ogg|opus|aac|avi)$", re.IGNORECASE)
_VIDEO = re.compile(r"[-_. ]*\[[\w-]{11}\]$")

# Names that say what a file is, and not which episode it is of.
_GENERIC = frozenset(
    {"transcript", "transcripts", "transcription", "caption", "captions", "subtitle", "subtitles"}
    | {"subs", "index", "audio", "video", "episode", "output", "content", "text", "page", "main"}
    | {"full transcript", "show notes", "media", "recording", "diarized", "whisper", "result"}
    | {"downloads", "desktop", "documents", "data", "episodes", "files", "in", "out", "tmp", "home"}
)

# Names that Windows reserves for devices, with any ending.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)$")


class FileName(NamedTuple):
    """The facts about an episode in the name of a file."""

    number: str | None
    date: datetime.date | None
    title: str
    language: str | None = None


class Around(NamedTuple):
    """Evidence in the names of a folder.

    `series` are the names of shows that end in their number: `go-time` for the files `go-time-93`
    and `go-time-202`; `middle` those that have a number and a title behind. `day_first` is the
    order of day and month. `years_count` means that numbers such as 2021 are numbers of episodes.
    """

    series: frozenset[str] = frozenset()
    middle: frozenset[str] = frozenset()
    day_first: bool | None = None
    years_count: bool = False


ALONE = Around()
"""The evidence of no names."""


def around(stems: Iterable[str]) -> Around:
    """Return the evidence in the names of a folder, given without their endings."""
    names = sorted({_clean(stem)[0] for stem in stems})
    numbers = defaultdict[str, set[int]](set)
    written = defaultdict[str, set[str]](set)
    leading: set[int] = set()
    for name in names:
        if serial := _SERIAL.fullmatch(name):
            numbers[serial[1].casefold()].add(int(serial[2]))
        if middle := _MIDDLE.fullmatch(name):
            written[middle[1].casefold()].add(middle[2])
        if head := re.match(r"\d{3,4}(?=$|[-_. ]+[^\W\d_])", name):
            leading.add(int(head[0]))
    return Around(
        frozenset(name for name, found in numbers.items() if _is_series(name, found)),
        frozenset(name for name, found in written.items() if _counts_up(name, found)),
        name_dates.day_first(names),
        any(number not in _YEARS and number > 1000 for number in leading) or len(leading) > 99,
    )


def _is_series(name: str, found: set[int]) -> bool:
    """Return whether a name is a show; a single one may end in a year or a version."""
    return len(found) > 1 and not found.issubset(_YEARS) and not _PART.fullmatch(name)


def _counts_up(name: str, found: set[str]) -> bool:
    """Return whether the numbers between a name and titles count episodes.

    They do if they are of one length and one begins with 0, or if three follow each other closely.
    """
    numbers = {int(one) for one in found}
    if not _is_series(name, numbers) or len({len(one) for one in found}) > 1:
        return False
    close = len(numbers) > 2 and max(numbers) - min(numbers) < 2 * len(numbers)
    return close or any(one.startswith("0") for one in found)


@functools.lru_cache(4096)  # each name is asked for several times in a run
def parse_name(stem: str, near: Around = ALONE) -> FileName:
    """Return the number, the date, the title and the language in a file's name without its ending.

    `near` is the evidence in the names of its folder. A date whose order of day and month is not
    known is no date, and no number either.
    """
    name, language = _clean(stem)
    rest, date, number = name, None, None
    dated = name_dates.find_date(name, near.day_first)
    if dated:
        date = dated.date
        rest = _joined(dated.before, dated.after) if date else name
    number, title = _explicit(rest)
    if number is None and not dated and not name_dates.is_short_date(rest):
        number, title = _plain(rest, near)
    elif number is None and dated and (head := _NUMBERED.match(dated.before.rstrip("-_. "))):
        # `012 2021-03-04 Steam`
        number, title = bare(head[1]), _joined(head[2] or "", dated.after)
    elif number is None and date and re.match(r"[-_. ]+0\d+[-_. ]", dated.after if dated else ""):
        number, title = _plain(rest, near)  # `2021-03-04-012-steam`
    words = " ".join(re.split(r"[-_\s]+", title.strip("-_.,;: "))).strip()
    if not words:
        return FileName(number, date, f"Episode {number}" if number else stem, language)
    return FileName(number, date, words[0].upper() + words[1:], language)


def _explicit(name: str) -> tuple[str | None, str]:
    """Return the number that a word or sign in the name announces, and the title."""
    if found := _SEASON.search(name):
        season = found["season"] or found["of"]
        number = season_number(season, found["episode"] or found["number"])
    elif found := (_EPISODE.search(name) or _LETTER.match(name)):
        number = bare(found["number"])
    else:
        return None, name
    before, after = name[: found.start()].rstrip("-_. (["), name[found.end() :].lstrip(")]")
    if not after.strip("-_.,;:() "):
        return number, before
    if before and after.startswith(" ") and after.lstrip()[0].islower():
        return number, name  # `Interview #12 with Nora`
    return number, after


def _plain(name: str, near: Around) -> tuple[str | None, str]:
    """Return the number that stands alone in the name, and the title."""
    if numbered := _NUMBERED.match(name):
        if _YEAR.fullmatch(numbered[1]) and numbered[2] and not near.years_count:
            return None, name
        return bare(numbered[1]), numbered[2] or ""
    if (serial := _SERIAL.fullmatch(name)) and serial[1].casefold() in near.series:
        return bare(serial[2]), name
    if (middle := _MIDDLE.fullmatch(name)) and middle[1].casefold() in near.middle:
        return bare(middle[2]), middle[3]
    return None, name


def _joined(before: str, after: str) -> str:
    before, after = before.strip("-_., ("), after.strip("-_., )")
    return f"{before} {after}" if before and after else before or after


def _clean(stem: str) -> tuple[str, str | None]:
    """Return a name without the id and ending of its video and its language, and the language."""
    name, language = split_language(stem)
    name = _MEDIA.sub("", name) or name
    return _VIDEO.sub("", name) or name, language


@functools.lru_cache(4096)
def split_language(stem: str) -> tuple[str, str | None]:
    """Return a name without the endings of a caption file, and the language that they name.

    `12_steam.en-orig` is `12_steam` in English; `talk.transcript` is `talk`.
    """
    found = _ENDING.search(stem)
    if found is None or not found[0] or not found.start():
        return stem, None
    language = code_named(found[1]) if found[1] else None
    if found[1] and language is None:
        kinds = found[2] or ""
        return stem[: len(stem) - len(kinds)], None
    return stem[: found.start()], language


@functools.lru_cache(4096)
def is_episode_name(stem: str) -> bool:
    """Return whether a name tells an episode, and not only the kind of a file: `transcript`."""
    name, language = split_language(stem)
    plain = " ".join(re.split(r"[-_. ]+", name.casefold())).strip()
    return plain not in _GENERIC and not (language is None and code_named(plain))


def season_number(season: str, episode: str) -> str:
    """Return the number of an episode in a season: `S2E1`."""
    return f"S{bare(season)}E{bare(episode)}"


def number_in(stem: str) -> str | None:
    """Return the episode number in a file's name, without leading zeros."""
    return parse_name(stem).number


def bare(number: str) -> str:
    """Return `number` without its leading zeros: `007.1` is `7.1`, `S02E01` is `S2E1`."""
    if season := re.fullmatch(r"[sS]0*(\d+)[eE]0*(\d+)", number):
        return f"S{season[1]}E{season[2]}"
    return re.sub(r"^0+(?=\d)", "", number)


def slug(title: str) -> str:
    """Return `title` as part of a file name: words of lower case joined by hyphens.

    It holds letters and digits of any script, `+` and `-`, and no character with a meaning in a
    path, a shell or a file system. It has at most 80 bytes of UTF-8 and may be empty.
    """
    plain = unicodedata.normalize("NFKC", title).lower().replace("'", "").replace("’", "")
    words = re.sub(r"(?:[^\w+]|_)+", "-", plain).strip("-")
    return words.encode()[:_LONGEST].decode("utf-8", "ignore").strip("-")


def stem_for(number: str | None, date: datetime.date | None, title: str) -> str:
    """Return the name, without ending, of a file about an episode: `013-flask`.

    `parse_name` reads the number back from it, or the date if there is no number.
    """
    words = slug(title)
    if number and re.fullmatch(r"[0-9]{1,5}(?:\.[0-9]{1,3})?", number):
        whole, dot, part = bare(number).partition(".")
        head = f"{whole:0>3}{dot}{part}"
    elif number and (season := re.fullmatch(r"S(\d{1,2})E(\d{1,4})", number)):
        head = f"s{season[1]:0>2}e{season[2]:0>2}"
    else:
        head = date.isoformat() if date else ""
    stem = "-".join(part for part in (head, words) if part) or "episode"
    return f"{stem}-episode" if _RESERVED.match(stem) else stem
