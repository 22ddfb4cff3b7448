"""Hosts and guests, found by the introductions at the opening and at the end of the talk.

    ... episode thirteen with guest Armin Ronacher ... This is your host, Michael Kennedy.

Speech recognition misspells names. A close spelling in the metadata, the title or the file's name
wins over the one in the talk.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexer.cues import Cue
from indexer.dates import MONTHS
from indexer.speakers.name_spelling import Spellings

__all__ = ["People", "find", "is_full_name"]

_OPENING = 1500  # words; 99 % of Talk Python's guests are greeted by word 1,200
_ENDING = 400  # words
_LETTERS = 10  # code points for each word, a bound for cues without spaces
_SIGN_ON = 200  # code points around "I'm Maren Holt" in which a host names the show
_MOST_WORDS = 4  # of a name


@dataclass(frozen=True, slots=True)
class People:
    """The full names of the speakers: hosts, guests, and `others`, whose role is not known."""

    hosts: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def everyone(self) -> tuple[str, ...]:
        """All people, hosts first, then guests."""
        return self.hosts + self.guests + self.others


_HOSTS = re.compile(
    r"\b(?:your hosts?|I'm your host|your co-?hosts?|my co-?hosts?|hosted by|"
    r"(?:here )?with my colleague)"
    r"(?: today)?(?: (?:is|are))?,? +",
    re.I,
)
_SELF = re.compile(r"\b(?:I'm|I am|My name is|My name's|my name is|my name's) +")
_HOST_FOLLOWS = re.compile(r",? +your host\b", re.I)
_TITLE = re.compile(
    r"\b(?:listening to|welcome to|welcome back to|this is|podcast|the show)\b", re.I
)
_GUESTS = re.compile(
    r"\b(?:guests?(?:(?: for)? today)?(?: (?:is|are|was|were))?(?: today)?|"
    r"joined(?: today| here)?(?: once again| again)? by|(?<!are )welcoming(?: back)?|"
    r"please welcome(?: back)?|with us today(?: is| are)|with me today(?: is| are)|"
    r"with me(?: is| are)|episode #?[\w.-]+,? with(?: guests?)?)[,:]? +",
    re.I,
)
_GUEST_FOLLOWS = re.compile(
    r",? +(?:(?:is|are) here\b|(?:is|are) back\b|joins (?:us|me)\b|joined (?:us|me)\b)", re.I
)
_WELCOME = re.compile(
    r",? +(?:welcome\b|thank you (?:so much )?for (?:coming|joining|being|taking)|"
    r"thanks (?:so much )?for (?:coming|joining|being|taking)|"
    r"(?:it's )?(?:great|good) to have you)",
    re.I,
)
_PART = re.compile(r"[^\W\d_][\w.'’-]*")
_TOKEN = re.compile(r"[^\s,;:!?()\"“”—…]+|[,;:!?()\"“”—…]")
_PARTICLES = frozenset(
    {"van", "von", "de", "der", "den", "della", "di", "da", "del", "du", "la", "le", "el", "al"}
    | {"bin", "ibn", "ten", "ter", "dos", "y"}
)
_TITLES = frozenset(
    ("dr", "dr.", "prof", "prof.", "professor", "mr", "mr.", "ms", "ms.", "mrs", "mrs.")
)
_CONTRACTED = re.compile(r"'(?:re|ve|ll|s|m|d|t)$")
# Capitalised words in the place of a name that are no names.
_WORDS = frozenset(
    re.findall(
        r"\S+",
        "a about again ai all alright also an and another api at awesome aws before both but by "
        "conf conference cool data developer developers django engine every everybody everyone "
        "first flask folks for foundation framework friday from github google great guest guys he "
        "hello her here hey hi his how i i'll i'm i've if in it its javascript just let linux "
        "microsoft monday music my nice now of oh okay on our part podcast pycon pypi python "
        "radio really recorded right saturday science she show so software some special studio "
        "sunday sure talk thank thanks that the there these they this thursday today tuesday "
        "twitter university us we web wednesday welcome well what when windows with yeah yep yes "
        "you your",
    )
)
_NO_NAME = _WORDS.union(MONTHS)


def find(cues: Sequence[Cue], known: Sequence[str] = (), title: str = "") -> People:
    """Return the hosts and guests that the talk names.

    `known` are people from the metadata; all of them are in the result, in their spelling.
    `title` is the episode's title or its file's name, which may spell a guest. If one of two
    known people is the host, the other is the guest, and the reverse.
    """
    opening, ending = _opening_and_ending(cues)
    spellings = Spellings(known, title)
    hosts = spellings.people(_hosts(opening + "\n" + ending))
    guests = spellings.people(_guests(opening + "\n" + ending, hosts))
    hosts = list(dict.fromkeys(hosts))
    guests = _by_first_name((name for name in guests if name not in hosts), known)
    others = [name for name in known if name not in hosts and name not in guests]
    if len(known) == 2 and len(others) == 1 and bool(hosts) != bool(guests):
        (hosts if guests else guests).append(others.pop())
    elif hosts and not guests and len(others) == 1:
        guests.append(others.pop())
    return People(tuple(hosts), tuple(guests), tuple(others))


def is_full_name(text: str) -> bool:
    """Return whether `text` is written like a full name: `Ann Lee`, `Cy de Groot`, `April May`."""
    words = text.split()
    return (
        2 <= len(words) <= _MOST_WORDS
        and all(_PART.fullmatch(word) for word in words)
        and all(word[0].isupper() or word in _PARTICLES for word in words[1:-1])
        and all(
            word[0].isupper() and word.casefold() not in _WORDS for word in words[:: len(words) - 1]
        )
    )


def _by_first_name(names: Iterable[str], known: Sequence[str]) -> list[str]:
    """Drop names that are not known and share a first name with an earlier one.

    Two guests of one first name are rarer than a name that is written in two ways.
    """
    firsts: dict[str, str] = {}
    for name in names:
        firsts.setdefault(name if name in known else name.split()[0].casefold(), name)
    return list(firsts.values())


def _opening_and_ending(cues: Sequence[Cue]) -> tuple[str, str]:
    """Return both as text, each turn on a new line, so that no name crosses turns."""
    first: list[str] = []
    count = at = 0
    while at < len(cues) and count < _OPENING:
        first.append(("\n" if cues[at].new_turn else " ") + cues[at].text)
        count += cues[at].text.count(" ") + 1
        at += 1
    last: list[str] = []
    count, back = 0, len(cues) - 1
    while back >= at and count < _ENDING:
        last.append(("\n" if cues[back].new_turn else " ") + cues[back].text)
        count += cues[back].text.count(" ") + 1
        back -= 1
    opening = "".join(first)[: _OPENING * _LETTERS]
    ending = "".join(reversed(last))[-_ENDING * _LETTERS :]
    return opening.replace("’", "'"), ending.replace("’", "'")


def _hosts(text: str) -> list[str]:
    hosts = [name for said in _HOSTS.finditer(text) for name in _names_at(text, said.end())]
    for line in text.split("\n"):
        for said in _HOST_FOLLOWS.finditer(line):
            hosts += _name_before(line, said.start())
    return hosts or _signing_on(text)


def _signing_on(text: str) -> list[str]:
    """Return a speaker who gives their own name near the show's; guests name only themselves."""
    for said in _SELF.finditer(text):
        names = list(_names_at(text, said.end()))
        around = text[max(0, said.start() - _SIGN_ON) : said.start()]
        around += text[said.end() : said.end() + _SIGN_ON]
        if len(names) == 1 and _TITLE.search(around):
            return names
    return []


def _guests(text: str, hosts: Sequence[str]) -> Iterator[str]:
    sure = [name for said in _GUESTS.finditer(text) for name in _names_at(text, said.end())]
    for line in text.split("\n"):
        for pattern in (_WELCOME, _GUEST_FOLLOWS):
            for said in pattern.finditer(line):
                sure += _name_before(line, said.start())
    yield from sure
    # A guest is introduced by the full name and greeted by the first name.
    greeted = dict.fromkeys(_greeted(text))
    full = [name for name in _full_names(text) if name.split()[0] in greeted]
    yield from full
    sure += full
    known = {name.split()[0] for name in (*sure, *hosts)}
    yield from (name for name in greeted if name not in known)


def _greeted(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        for said in _WELCOME.finditer(line):
            before = re.search(
                r"(?:^|[.!?,] +|\b(?:so|hi|hey|hello|and|well) +)([^\W\d_][\w'-]+)$",
                line[: said.start()],
                re.I,
            )
            if before and _is_name_part(before[1]):
                yield before[1]


def _full_names(text: str) -> Iterator[str]:
    at = 0
    for said in re.finditer(r"(?<![\w'-])[^\W\d_][\w.'-]*(?= +[^\W\d_])", text):
        if said.start() >= at and said[0][0].isupper():
            for name in itertools.islice(_names_at(text, said.start()), 1):
                yield name
                at = said.start() + len(name)


def _names_at(text: str, at: int) -> Iterator[str]:
    """Yield the full names of the list that starts at `at`: `Priya Raman and Olek Sandu`."""
    line = text[at : at + 200].split("\n", 1)[0]
    name: list[str] = []
    for token in [*_TOKEN.findall(line), "."]:
        bare = token.removesuffix("'s").rstrip(".") if not _is_initials(token) else token
        ends = bare != token
        if name and token in _PARTICLES:
            name.append(token)
            continue
        if not name and bare.casefold() in _TITLES:
            continue
        is_part = _is_name_part(bare) and len(name) < _MOST_WORDS
        if is_part:
            name.append(bare)
        if is_part and not ends:
            continue
        if len(name) >= 2 and name[-1] not in _PARTICLES:
            yield " ".join(name)
        elif name:
            return
        if ends or token not in (",", "and", "&"):
            return
        name = []


def _name_before(line: str, at: int) -> Iterator[str]:
    """Yield the full name that ends at `at`, if one does."""
    name: list[str] = []
    for word in reversed(line[max(0, at - 80) : at].split()):
        if not _is_name_part(word) and not (name and word in _PARTICLES):
            break
        name.insert(0, word)
    if 2 <= len(name) <= _MOST_WORDS and name[0] not in _PARTICLES:
        yield " ".join(name)


def _is_name_part(word: str) -> bool:
    if _is_initials(word):
        return True
    if not word or not word[0].isupper() or word.casefold() in _NO_NAME:
        return False
    if re.fullmatch(r"[^\W\d_]+(?:['-][^\W\d_]+)*", word) is None or _CONTRACTED.search(word):
        return False
    # `API` and `MongoDB` are no names; `McKellar`, `O'Beirne` and `Müller-Simhofer` are.
    rest = re.sub(r"^(?:Mc|Mac|De|Di|La|Le|Van|O')(?=[^\W\d_a-z])", "", word)
    return all(part[1:].islower() for part in re.split("[-']", rest))


def _is_initials(word: str) -> bool:
    return re.fullmatch(r"(?:[A-Z]\.)+|[A-Z]", word) is not None and word not in ("I", "A")
