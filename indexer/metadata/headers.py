"""Facts in the lines above the talk of a transcript, and in its first sentences.

Header lines are `Hello Internet #1: Being Wrong` with a date under it, `Episode 17: The Kettle`
and `Kettle show, episode 17` above a blank line, `Title: …`, `Date: …`,
`* **Speaker: Rich Hickey**`. The sentences are those with which shows begin:
"episode number 13 with guest Armin Ronacher, recorded Monday, May 29th 2015". The people in them
are found by `indexer.speakers.introductions`.
"""

import re
from collections.abc import Iterator

from indexer.dates import find_date, parse_date
from indexer.formats.header_lines import KEYED, KEYS, LINES, LONGEST, NUMBERED, PERSON_KEYS
from indexer.formats.timecodes import CLOCK
from indexer.metadata.facts import Facts, check, join
from indexer.speakers.introductions import is_full_name

__all__ = ["header_facts", "opening_facts"]

_OPENING = 6000  # characters, about six minutes

_MARKS = re.compile(r"^[#>*\-\s]+|[*_\s]+$|\*\*|__")
_LINK = re.compile(r"\[[^\]\n]{0,200}\]\((https?://[^)\s]{1,500})\)")

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {"zero": "0"} | {word: str(number) for number, word in enumerate(_ONES, 1)}
# `formats.around` takes such a line off the talk if it stands alone.
_EPISODE = re.compile(
    r"(?:[A-Z][^\n:.!?]{1,60}, )?(?:episode|ep\.?)\s?#?(?P<number>\d{1,5}(?:\.\d{1,3})?)"
    r"(?:\s?[:\-–—]\s(?P<title>\S[^\n]{0,98}[^\s.!?…]))?",
    re.IGNORECASE,
)
_NUMBER = rf"#?(?P<number>\d+(?:\.\d+)?|{'|'.join(_NUMBERS)})\b"

# Shows also talk of other episodes and recordings. So a number counts only where the show signs
# on, and a date only beside the number. In 15 of 448 Talk Python transcripts the first "episode N"
# named another episode.
_SIGN_ON = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"\b(?:episode|number)\s+(?:number\s+)?{_NUMBER}[^?!]{{0,90}}?\brecorded(?:\s+on)?[\s,]+"
        r"(?P<when>[^\n]{0,40})",
        r"\b(?:this is|it's|welcome to|listening to)\s[^.?!]{0,60}?"
        rf"\bepisode\s+(?:number\s+)?{_NUMBER}",
        rf"\bepisode\s+(?:number\s+)?{_NUMBER},?\s+with\s+(?:guest|host)",
        r"\bthis episode (?:is|was) recorded(?:\s+on)?[\s,]+(?P<when>[^\n]{0,40})",
    )
)
_STAMP = re.compile(rf"[\[(]?{CLOCK}[\])]?")
_TAG = re.compile(r"<[^<>\n]{0,100}>")


def header_facts(text: str) -> Facts:
    """Return the facts in the lines above the talk in `text`, a transcript of text or Markdown.

    The header ends at the first line that is too long or begins with a time.
    """
    lines = list(_header(text))
    if not lines:
        return {}
    numbered = NUMBERED.fullmatch(lines[0])
    facts: Facts = {}
    if numbered:
        facts = {name: value.strip() for name, value in numbered.groupdict().items()}
    elif (told := _EPISODE.fullmatch(lines[0])) and (len(lines) == 1 or KEYED.fullmatch(lines[1])):
        facts = {name: value for name, value in told.groupdict().items() if value}
    keyed: dict[str, str] = {}
    for line in lines:
        if found := KEYED.fullmatch(line):
            keyed.setdefault(found["key"].lower(), found["value"])
        elif (facts or keyed) and (date := parse_date(line)):
            facts.setdefault("date", date)
    return join(facts, _from_keys(keyed, bool(facts)))


def opening_facts(talk: str) -> Facts:
    """Return the number and the date that the first sentences of `talk` give.

    `talk` is the spoken text, or a text with its stamps and tags. Only its first 6,000 characters
    are read.
    """
    talk = _TAG.sub(" ", _STAMP.sub(" ", talk[:_OPENING]))
    talk = " ".join(talk.split())
    facts: Facts = {}
    for shape in _SIGN_ON:
        found = shape.search(talk)
        said = found.groupdict() if found else {}
        date = find_date(said.get("when") or "")
        if "when" in said and date is None:
            continue  # recorded in another sense
        if number := said.get("number"):
            facts.setdefault("number", _NUMBERS.get(number.lower(), number))
        if date:
            facts.setdefault("date", date)
    return facts


def _header(text: str) -> Iterator[str]:
    blank = False
    for line in text.lstrip("\ufeff\n").split("\n", LINES)[:LINES]:
        plain = _LINK.sub(r"\1", _MARKS.sub("", line.replace("\u00a0", " ")))
        if len(plain) > LONGEST or (_STAMP.match(plain) and not _STAMP.fullmatch(plain)):
            return  # a stamp alone is the duration
        if not plain:
            blank = True
        elif blank and not (KEYED.fullmatch(plain) or parse_date(plain)):
            return
        else:
            yield plain


def _from_keys(keyed: dict[str, str], sure: bool) -> Facts:
    known = {key: value for key, value in keyed.items() if key in KEYS}
    if not known and not sure:
        return {}  # "Host: Hello there" alone is the talk
    # `Podcast: https://…` is the page, `Podcast: The Show` the show.
    for key in ("podcast", "show"):
        if known.get(key, "").startswith(("https://", "http://")):
            known.setdefault("url", known.pop(key))
    people = {
        key: value
        for key, value in keyed.items()
        if key in PERSON_KEYS and all(is_full_name(name) for name in re.split(r",|&| and ", value))
    }
    return check(known | people, lambda key, expected: None, listed=True)
