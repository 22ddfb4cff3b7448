r"""Heads: a label with its separator, and a stamp beside it, at the opening of a line.

    Ann: Yes.    **Ann:** [0:03] Yes.    Ann (0:03 - 0:09): Yes.    [Ann] (0:03)    Ann @ 0:03
    [Ann] Yes.   (Ann) Yes.   Ann - Yes.   Ann >> Yes.   Ann | Yes.   Q. Yes?   >> Ann: Yes.
    ANN LEE      **Ann Lee**      ## Ann Lee      alone on a line, above the talk

A head is found by its shape alone. Whether its words are a label is told across the whole file, by
`evidence`. So any words may stand in the place of a name here. A line may be read in two ways:

    [Ann] She said this: yes.    the label is `Ann`, or the words before the colon
    Ann: 10:15                   the time is a stamp, or it is said
"""

import functools
import re
from typing import NamedTuple

from indexer.formats.grammar.names import Likeness, likeness
from indexer.formats.grammar.stamps import BARE_RANGE, BRACKETED, OPENS, RANGE, leading, read
from indexer.formats.timecodes import CLOCK
from indexer.sound_markers import is_speech

__all__ = [
    "ALONE",
    "HEAD_SIZE",
    "NAME_LINE",
    "OPENINGS",
    "QUESTIONS",
    "SEPARATORS",
    "Candidate",
    "Line",
    "candidate",
    "may_open",
    "of_line",
]

HEAD_SIZE = 100  # characters

Line = tuple[int, str, bool]
"""A line's number, its text with markup, and whether it is a heading.

The text is "" for blank lines and for lines that are not spoken.
"""

_MARK = r"[*_]{0,3}"
# No colon, and no separator of the shapes below.
_FIRST = r"[^\s:：*`|<>\t~_^=+/\\.,;!)\]}-]"
_LAST = r"[^\s:：*`|<>\t_@•–—-]"
_ANY = r"[^\n:：*`<>\t]"
_NAME = rf"{_FIRST}(?:{_ANY}{{0,58}}{_LAST})?"
_LAZY = rf"{_FIRST}(?:{_ANY}{{0,58}}?{_LAST})?"
_SHORT = (
    rf"{_FIRST}(?:[^\n:：*`<>\t()\[\]|]{{0,40}}[^\s:：*`|<>\t_@•–—(\[-])?(?: \([^()\n]{{1,30}}\))?"
)

_SHAPES = (
    # Ann (00:03): Hello | Ann (00:03) - Hello | **Ann** [00:03] Hello
    (
        "stamp",
        "([【（<{`",
        re.compile(
            rf"({_MARK})({_NAME}){_MARK}(?:\s{{1,4}}|(?=[（【]))({_MARK}{BRACKETED}{_MARK}\s?[:：–—-]?{_MARK}(?:\s.*|$|\w.*))"
        ),
    ),
    # **Ann:** Hello | **Ann**: Hello | Ann : [04:03] Hello | Ann: 00:00:16 | Ann: | Ann：Hello
    (
        "colon",
        ":：",
        re.compile(rf"({_MARK})({_NAME})(?:{_MARK}\s?:{_MARK}(?:\s+|$)|{_MARK}：{_MARK})(.*)"),
    ),
    # Ann  0:25 | Ann - 0:25 | Ann @0:25 | Ann 0m 25s | Ann 0 minutes 25 seconds
    (
        "alone",
        "",
        re.compile(
            rf"({_MARK})({_LAZY}){_MARK}[:,;]?\s{{1,4}}(?:[|@•–—-]\s|@)?({_MARK}{RANGE}{_MARK}[:：]?)\s*$"
        ),
    ),
    # [Speaker 1] [00:08] Hello | [Ann]: Hello | [Ann] Hello
    (
        "square",
        "[",
        re.compile(
            rf"({_MARK})\\?\[({_SHORT})\\?\]{_MARK}:?{_MARK}(?:[ \u00a0]+|$)(?![-–—|>]+\s)(.*)"
        ),
    ),
    # (Ann) Hello | <Ann> Hello | {Ann} Hello
    ("round", "(", re.compile(rf"()\(({_SHORT})\):?(?:\s+|$)(?![-–—|>]+\s)(.*)")),
    ("angle", "<", re.compile(rf"()<({_SHORT})>:?\s+(.*)")),
    ("curly", "{", re.compile(rf"()\{{(?![{{%])({_SHORT})\}}:?\s+(.*)")),
    # NORA >> Hello
    ("chevron", ">", re.compile(rf"({_MARK})(\[{_SHORT}\]|{_SHORT}){_MARK}\s?>>+\s?(.*)")),
    # Q - How? | Q. How? | Q How
    ("dash", "QA", re.compile(r"()(Q|A)(?:\s[-–—]|[.)])\s+(.*)")),
    # Ann - Hello | Ann — Hello | Ann | Hello | [Ann] - Hello | Ann\tHello
    (
        "dash",
        "-–—|\t",
        re.compile(rf"({_MARK})(\[{_SHORT}\]|{_SHORT}){_MARK}(?:\s[-–—|]{_MARK}\s+|\t\s*)(.*)"),
    ),
)
# `Ann: Hello`, as most lines with a label are, found in a fraction of the time.
_USUAL_NAME = r"([^\W_](?:[^\n:：*`<>\t()\[\]|_\\【（]{0,58}[^\W_])?)"
_USUAL = re.compile(rf"{_USUAL_NAME}: ([^\s\d\[(*_\\【（`{{<:：].*)")
_USUAL_BOLD = re.compile(rf"\*\*{_USUAL_NAME}(?::\*\*|\*\*:) ([^\s\d\[(*_\\【（`{{<:：].*)")
_USUAL_STAMPED = re.compile(rf"{_USUAL_NAME}: (\\?[\[(])({CLOCK})(\\?[\])])(?:\s+(?![:–—-])|$)(.*)")
_STAMPED = re.compile(rf"({_MARK}{RANGE}{_MARK}[:：]?)(?:\s*$|\t\s*|\s{{2,}}|\s[-–—|]\s)")
_BOLD_LINE = re.compile(rf"(\*{{2,3}}|_{{2,3}})({_NAME})\1$")
_FIRST_SIGN = re.compile(r"[:：(\[【（<{`]")
_TIME_ONLY = re.compile(RANGE)  # `5 minutes 30 seconds`
_ENDS_TIME = frozenset("0123456789smM.")
# Zoom's chat: `From Ann Lee to Everyone: Hello`
_FROM = re.compile(r"From\s+(?=[^\Wa-z_])(.+?)(?:\s+[Tt]o\s+[^\Wa-z_].*)?")
# `00m05s Ann: Hello`, `0.0 - 5.2 Ann: Hello`, a time that has no colon in front of the name.
_TIMED_NAME = re.compile(rf"({RANGE}|{BARE_RANGE})\s+(?=[^\W\d_])(.+)")
# `1. Ann: Hello`, `[1] Ann: Hello`, a list with numbers, and `12  ANN: Hello`, a line with its own.
_ITEM = re.compile(r"(?:(?:\d{1,4}[.)]|\[\d{1,5}\])\s+|\d{1,5}\s{2,})(?=[^\W\d_])")
_TURN = re.compile(r"(?:>>+|&gt;(?:&gt;)+)\s*")
_MARKS = re.compile(r"[*_]{1,3}")
# A separator inside the words before a colon or a time: `[Ann] She said: yes`, `Ann - this: yes`.
_INSIDE = re.compile(r"[\])}] | [-–—|] |^[QA][.)] ")
_INNER_SHAPES = tuple(
    shape for shape in _SHAPES if shape[0] in ("square", "round", "curly", "dash")
)
SEPARATORS = (
    *(":", ";", "：", "\t", "（", "【", "|"),
    *(" - ", " – ", " — ", ">>", "second", "s)", "s]"),
)
"""The signs behind a label or a stamp. To look for each takes a third of the time of one search."""

OPENINGS = frozenset("[(*_【（<{")
"""The characters with which a head may begin, besides the letters of its name."""

QUESTIONS = frozenset({"Q.", "A.", "Q)", "A)"})
"""The marks of questions and answers."""


NAME_LINE = "name line"
"""The shape of a name that stands alone on a plain line, as `name_lines` finds it."""

ALONE = frozenset({"capitals", "bold line", "heading", "square line", "round line", NAME_LINE})
"""Shapes of a label that stands alone on its line and has no colon."""


class Candidate(NamedTuple):
    """Words in the place of a label, and the way in which they are set off from the talk.

    `shape` is equal for labels that are written the same way. `stamped` means that a time stands
    at the label, `bold` that it is set in bold; sentences rarely have either. `before` is the
    number of words above it. `said` is the text after it, `start` and `end` its time in seconds.
    `other` is another head that the line may have: a shorter one, or one whose time is talk.
    """

    name: str
    shape: str
    stamped: bool
    bold: bool
    before: int
    said: str
    start: float | None = None
    end: float | None = None
    other: "Candidate | None" = None


def may_open(line: str) -> bool:
    """Return whether a head may open a line. It is a cheap test, for all lines."""
    if line[:1] in OPENINGS or line[:2] in QUESTIONS:
        return True
    opening = line[:HEAD_SIZE]
    if any(map(opening.__contains__, SEPARATORS)):
        return True
    return line[-1:] == "s" and len(line) < HEAD_SIZE and line[-2:-1].isdecimal()


def candidate(line: str, before: int = 0) -> Candidate | None:
    """Return the head that opens a line of text, None for a line that has none."""
    if line[:1] in ">&" and (turn := _TURN.match(line)):
        line = line[turn.end() :]
    if not may_open(line):
        return None
    if plain := _USUAL.match(line):
        usual_head = Candidate(_sender(plain[1]), "colon", False, False, before, plain[2])
        usual_head = _timed(usual_head)
        return _with_inner(usual_head, line) if _has_separator(plain[1]) else usual_head
    if usual := _USUAL_STAMPED.match(line):
        name, opened, clock, closed, said = usual.groups()
        shape = f"colon{opened[0]}{closed[-1]}"
        return Candidate(name, shape, True, False, before, said, read(clock)[0])
    head: Candidate | None
    if bold := _USUAL_BOLD.match(line):
        head = _timed(Candidate(_plain(bold[1]), "colon", False, True, before, bold[2]))
    else:
        head = _found(line, before)
    if head and (head.shape == "alone" or _has_separator(head.name)):
        return _with_inner(head, line)
    return head


@functools.lru_cache(4096)
def _has_separator(name: str) -> bool:
    return _INSIDE.search(name) is not None


def _with_inner(head: Candidate, line: str) -> Candidate:
    """Return a head with the shorter one whose separator stands in its name or before its time."""
    if not head.shape.startswith(("colon", "stamp", "alone")):
        return head
    for shape, _, pattern in _INNER_SHAPES:
        if (inner := pattern.match(line)) is None:
            continue
        mark, name, said = inner.groups()
        name = _plain(name)
        if not name or not said or len(name) > len(head.name) - (head.shape != "alone"):
            continue
        if shape in ("square", "round") and _is_sound(name):
            continue
        return head._replace(other=Candidate(name, shape, False, bool(mark), head.before, said))
    return head


def _found(line: str, before: int) -> Candidate | None:
    """Return the head of a line in the first shape that it has."""
    opening = line[:HEAD_SIZE]
    signs = frozenset(opening)
    first = _FIRST_SIGN.search(opening)
    has_colon = first is not None and first[0] in ":："
    for shape, marks, pattern in _SHAPES:
        # Most lines have a colon only.
        if marks and signs.isdisjoint(marks):
            continue
        if shape == "stamp" and has_colon:
            continue
        if shape == "alone" and line.rstrip(" *_:：")[-1:] not in _ENDS_TIME:
            continue
        found = pattern.match(line)
        if found is None:
            continue
        mark, name, said = found.groups()
        name = _plain(name)
        if shape == "alone" and name[:1].isdecimal() and _TIME_ONLY.fullmatch(line):
            return None
        stamp = leading(said) if said[:1] in OPENS else None
        start: float | None = None
        end: float | None = None
        closing = ""
        bold = bool(mark) or "*" in line[found.end(2) : found.start(3)]
        other: Candidate | None = None
        if stamp is not None:
            start, end = stamp.start, stamp.end
            closing = said[: len(said) - len(stamp.said)].rstrip(" \t*_")[-1]
            closing = f"{said.lstrip('*_')[:1]}{closing}"
            said = stamp.said
        elif (said[:1].isdecimal() or said[:1] in "*_") and (time := _STAMPED.match(said)):
            start, end = read(time[1])
            if shape not in ("stamp", "alone"):
                closing = " and a time"
                other = Candidate(name, shape, False, bold, before, said)
            said = said[time.end() :]
        if not name or (shape in ("square", "round") and _is_sound(name)):
            return None
        stamped = start is not None
        if stamped:
            shape = f"{shape}{closing}"
        elif not said and shape in ("square", "round"):
            shape = f"{shape} line"
        elif shape in ("stamp", "alone"):
            continue
        return _timed(Candidate(name, shape, stamped, bold, before, said, start, end, other))
    return None


def _timed(head: Candidate) -> Candidate:
    """Return a head whose name has a time or the number of an item before it, without them."""
    if not (head.name[:1].isdigit() or head.name[:1] == "["):
        return head
    if item := _ITEM.match(head.name):
        return head._replace(name=head.name[item.end() :])
    if head.stamped or (timed := _TIMED_NAME.fullmatch(head.name)) is None:
        return head
    start, end = read(timed[1])
    shape = f"{head.shape} after a time"
    return head._replace(name=timed[2], shape=shape, stamped=True, start=start, end=end)


def of_line(line: str, is_heading: bool, before: int = 0) -> Candidate | None:
    """Return the head that a line alone may be: in capitals, in bold, a heading."""
    if len(line) > HEAD_SIZE // 2 or (
        line[-1] in ".,;:：?!…" and likeness(line) is not Likeness.NAME
    ):
        return None
    if bold := _BOLD_LINE.match(line):
        return Candidate(_plain(bold[2]), "bold line", False, False, before, "")
    if is_heading:
        return Candidate(_plain(line), "heading", False, False, before, "")
    if line == line.upper() and (line[0].isalpha() or likeness(line) is Likeness.NAME):
        return Candidate(line, "capitals", False, False, before, "")
    return None


@functools.lru_cache(4096)
def _plain(name: str) -> str:
    """Return a name without marks and brackets around it: `[Speaker 3]` is `Speaker 3`."""
    name = _MARKS.sub("", name) if "*" in name or name[0] == "_" else name
    name = name.replace("\\", "").strip()
    for opening, closing in ("[]", "()", "<>"):
        if name[:1] == opening and name[-1:] == closing:
            name = name[1:-1]
    return " ".join(_sender(name).split())


def _sender(name: str) -> str:
    sent = _FROM.fullmatch(name) if name.startswith("From") else None
    return sent[1] if sent else name


@functools.lru_cache(1024)
def _is_sound(name: str) -> bool:
    return any(map(str.isalnum, name)) and not is_speech(f"[{name}]")
