"""The speakers of an episode joined: one spelling for each person, and no speakers that are none.

`Lenny`, `LENNY RACHITSKY` and `Lenny Rachitsky` are one person; `Break` is none. A short name is
joined to a full one only if a single full one fits: `Adam` stays beside `Adam Wiggins` and
`Adam Wolf`. Two people under one name are worse than one person under two.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from indexer.cues import Cue
from indexer.speakers.name_spelling import folded

__all__ = ["is_numbered", "is_person", "join", "spellings"]

_NOBODY = re.compile(
    r"(?:[\w'’-]+ ){0,3}(?:ad|ads|advert|advertisement|applause|break|clip|commercial|inaudible|"
    r"intro|introduction|jingle|laughter|midroll|music|noise|outro|pause|preroll|promo|silence|"
    r"sound|sound effect|soundbite|sponsor|sponsors|sponsorship|theme|theme song|trailer|"
    r"transcriber|transcript|transcription)(?:'s? note| break| message| read)?s?(?: \d{1,2})?",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"(?:unknown|unidentified|unnamed|\?+|n/?a|none|-+)(?: (?:speaker|person|voice))?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:speaker|spk|guest|host|person|voice|participant)[ _-]?\w{1,3}", re.I)
_CREDENTIALS = re.compile(
    r"(?:,? (?:(?:ph|psy|ed|j|m)\.?d\.?|m\.?sc\.?|m\.?b\.?a\.?|esq\.?)"
    r"|, (?:(?:co-?)?host|byline|guest|moderator))$",
    re.IGNORECASE,
)
_HONORIFICS = re.compile(
    r"^(?:dr|prof|professor|mr|ms|mrs|miss|sir|lord|lady|dame)\.? ", re.IGNORECASE
)
_HANDLE = re.compile(r"[@$#]\w[\w.-]*|[a-z]\w*_\w+|(?=.*_)[\w.-]*[a-z][\w.-]*")
_GENDERED = {"mr": "mr", "lord": "mr"} | dict.fromkeys(("mrs", "ms", "miss", "lady", "dame"), "ms")
_ASIDE = re.compile(r" *[(\[][^()\[\]]*[)\]] *$")
_INITIALS = re.compile(r"(?:[A-Z]\.?){2,3}")
_HANDLE = re.compile(r"@.*|\S*_\S*")  # a name on a network, of whom nobody can tell the rest
_MOST = 200  # labels; in a file with more, many are no labels, so short names are not joined
_ANSWERS = 0.2  # of a short name's turns next to the full name; above that they are two people


def join(cues: Sequence[Cue], known: Sequence[str] = ()) -> tuple[Cue, ...]:
    """Return the cues with one spelling for each speaker, and without speakers that are no people.

    `known` are people from the metadata. Their spelling wins, and initials are resolved with
    them. A cue whose label names a break or music has no speaker, and it and the next cue are
    `after_break`.
    """
    turns = [name for name, _ in itertools.groupby(cue.speaker for cue in cues) if name]
    if not turns:
        return tuple(cues)
    return tuple(_joined(cues, spellings(turns, known)))


def _joined(cues: Sequence[Cue], spelt: Mapping[str, str]) -> Iterator[Cue]:
    broke = False
    for cue in cues:
        if cue.speaker is None:
            yield cue._replace(after_break=True) if broke and not cue.after_break else cue
            broke = False
        elif not is_person(cue.speaker):
            is_break = _UNKNOWN.fullmatch(cue.speaker.strip()) is None
            yield cue._replace(speaker=None, after_break=cue.after_break or is_break, new_turn=True)
            broke = is_break
        else:
            speaker = spelt[cue.speaker]
            if broke or speaker != cue.speaker:
                cue = cue._replace(speaker=speaker, after_break=cue.after_break or broke)
            yield cue
            broke = False


def is_person(label: str) -> bool:
    """Return whether a label names a person, and no sound, part of the show or unknown voice."""
    bare = " ".join(label.strip("[]()*:. ").split())
    return not (_NOBODY.fullmatch(bare) or _UNKNOWN.fullmatch(bare) or not _words(bare))


def is_numbered(label: str) -> bool:
    """Return whether a label is a number or letter for a voice, as `SPEAKER_00`."""
    return _NUMBERED.fullmatch(label) is not None


def spellings(turns: Sequence[str], known: Sequence[str] = ()) -> dict[str, str]:
    """Return the spelling to use for each label in `turns`, the labels of an episode in order."""
    labels = [label for label in dict.fromkeys(turns) if is_person(label)]
    keys = _keys([*known, *dict.fromkeys(turns)])
    groups: dict[tuple[str, ...], list[str]] = {}
    for name in (*known, *labels):
        groups.setdefault(keys[name], []).append(name)
    counts = Counter(turns)
    answers = Counter(
        frozenset((keys[one], keys[other])) for one, other in itertools.pairwise(turns)
    )
    # A number makes another person, and no fuller spelling: `Host` and `Host 2`.
    fuller = [words for words in groups if len(words) > 1 and not any(map(str.isdecimal, words))]
    spelt: dict[str, str] = {}
    for label in labels:
        key = keys[label]
        full = _fullest(key, label, fuller) if len(groups) <= _MOST else key
        if full != key and label not in known:
            said = sum(counts[name] for name in groups[key] if name in counts)
            if answers[frozenset((key, full))] > _ANSWERS * said:
                full = key
        spelt[label] = _best(groups[full], known)
    return spelt


def _keys(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the words by which each name is compared.

    A title counts only where another one contradicts it: `Mr. Quist` and `Mrs. Quist` are two
    people.
    """
    titles: dict[tuple[str, ...], set[str]] = {}
    # A handle is one word, whatever it is made of: `@ann`, `ann_lee`, `$BOAT`.
    keys = {name: (name.casefold(),) if _HANDLE.fullmatch(name) else _words(name) for name in names}
    for name, words in keys.items():
        if title := _title(name):
            titles.setdefault(words, set()).add(title)
    for name, words in keys.items():
        if len(titles.get(words, ())) > 1 and (title := _title(name)):
            keys[name] = (title, *words)
    return keys


def _title(name: str) -> str | None:
    found = _HONORIFICS.match(name)
    return _GENDERED.get(found[0].casefold().rstrip(". ")) if found else None


def _fullest(
    key: tuple[str, ...], label: str, fuller: Sequence[tuple[str, ...]]
) -> tuple[str, ...]:
    """Return the words of the only full name that `label` may be short for, else its own words."""
    if _NUMBERED.fullmatch(label) or _HANDLE.fullmatch(label):
        return key
    full = [other for other in fuller if other != key]
    if _INITIALS.fullmatch(label):
        fits = [other for other in full if _initials(other) in _spelt_out(label)]
        # Some first names are written like initials: `DJ Patil`.
        fits = fits or [other for other in full if other[0] == key[0]]
    elif len(key) == 1:
        fits = [other for other in full if key[0] == other[0]]
        fits = fits or [other for other in full if key[0] == other[-1]]
    else:
        fits = [other for other in full if _shortens(key, other)]
    # Two fuller spellings of one person are one candidate.
    fits = [one for one in fits if not any(_shortens(one, other) for other in fits)]
    return fits[0] if len(fits) == 1 else key


def _shortens(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Return whether `short` is `full` without middle names, or with an initial for a name."""
    if len(short) < 2 or short == full or len(short) > len(full) or short[0] != full[0]:
        return False
    if len(short[-1]) == 1 and full[-1].startswith(short[-1]):
        return len(short) == len(full)
    return short[-1] == full[-1] and all(
        any(word.startswith(middle) for word in full[1:-1]) for middle in short[1:-1]
    )


def _initials(words: tuple[str, ...]) -> str:
    return "".join(word[0] for word in words)


def _spelt_out(label: str) -> str:
    return "".join(char for char in label.casefold() if char.isalpha())


def _words(name: str) -> tuple[str, ...]:
    """Return a name's words without case, accents, titles, credentials and asides."""
    bare = _HONORIFICS.sub("", _CREDENTIALS.sub("", _ASIDE.sub("", name).strip()))
    return tuple(re.sub(r"[^\w'’]|_", " ", folded(bare)).split())


def _best(names: Sequence[str], known: Sequence[str]) -> str:
    """Return the best spelling of one name: a known one, else mixed case with accents."""
    for name in names:
        if name in known:
            return name
    plain = [name for name in names if not _HONORIFICS.match(name)] or names
    first = max(plain, key=lambda name: (_is_mixed(name), not name.isascii()))
    first = " ".join(_CREDENTIALS.sub("", _ASIDE.sub("", first).strip(" :")).split())
    if _is_mixed(first) or _NUMBERED.fullmatch(first) or _INITIALS.fullmatch(first):
        return first
    # `will.i.am`, `bell hooks`, `GPT-4` and `nora_q` are written so on purpose.
    if all(map(str.islower, names)) or any(map(str.isdigit, first)):
        return first
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]{1,2}\b)?", lambda word: word[0].capitalize(), first)


def _is_mixed(name: str) -> bool:
    return not (name.isupper() or name.islower())
