"""Words in the place of a label: how much they are like a name, and how much like a sentence."""

import functools
import re
from collections.abc import Mapping, Sequence
from enum import IntEnum

__all__ = [
    "LONGEST_HANDLE",
    "Likeness",
    "are_names",
    "could_be_name",
    "is_break",
    "is_handle",
    "is_question_or_answer",
    "is_sign",
    "is_title",
    "likeness",
]


class Likeness(IntEnum):
    """The likeness of words to a label."""

    SENTENCE = 0
    """Words that open a sentence: `The point is this`."""
    DOUBTFUL = 1
    """Words that may be either: `News anchor`, `Fun fact`."""
    NAME = 2
    """Words written as a name: `Nora Quist`, `The Doctor`, `Speaker #3`, `@nora`."""


# Words before a colon that open a sentence or a list, in the languages of the corpora.
_NO_NAMES = frozenset(
    {"and", "also", "answer", "attention", "background", "because", "bonus", "but", "caution"}
    | {"chapter", "conclusion", "correction", "date", "disclaimer", "edit", "editor's", "episode"}
    | {"e.g", "example", "exemple", "finally", "first", "firstly", "for", "hint", "however", "i.e"}
    | {"important", "if", "in", "introduction", "it", "key", "lesson", "like", "link", "links"}
    | {"meaning", "my", "next", "no", "nota", "note", "notes", "now", "number", "ok", "okay", "one"}
    | {"or", "part", "point", "problem", "pros", "cons", "question", "quote", "reason", "remember"}
    | {"result", "resultado", "résultat", "rule", "second", "secondly", "section", "slide"}
    | {"slides", "so", "solution", "source", "sources", "spoiler", "step", "summary", "that"}
    | {"then", "there", "these", "they", "third", "this", "three", "tip", "title", "to", "topic"}
    | {"transcript", "two", "update", "warning", "well", "what", "when", "which", "why", "with"}
    | {"yes", "you", "we", "he", "she", "i", "i'm", "it's", "that's", "here", "here's", "how"}
    | {"who", "where", "yeah", "oh", "right", "not", "just", "let's", "of", "at", "on", "as"}
    | {"is", "are", "was", "do", "does", "did", "from", "after", "before", "again"}
)
# Words inside a sentence. As a rule they are not in the names of people and parts.
_SENTENCE_WORDS = frozenset(
    {"is", "are", "was", "were", "be", "been", "am", "i", "you", "your", "he", "she", "it", "its"}
    | {"we", "they", "them", "this", "that", "these", "those", "my", "our", "his", "their"}
    | {"what", "why", "how", "when", "where", "if", "because", "have", "has", "had", "do", "does"}
    | {"did", "don't", "said", "says", "say", "can", "could", "will", "would", "should", "there"}
    | {"here", "not", "so", "then", "but", "or", "as", "than", "which", "just", "it's", "that's"}
    | {"i'm", "i've", "we're", "you're", "he's", "she's", "they're", "there's", "me", "us", "who"}
    | {"est", "sont", "était", "c'est", "que", "qui", "ist", "sind", "war", "dass", "está", "son"}
)
_PARTICLES = frozenset(
    {"af", "al", "and", "bin", "da", "de", "del", "della", "den", "der", "di", "du", "e", "el"}
    | {"et", "ibn", "la", "las", "le", "los", "of", "the", "und", "van", "von", "y", "zu", "’t"}
)
_IN_TITLES = _PARTICLES | {"at", "for", "in", "on"}
_BREAKS = frozenset(
    {"ad", "ads", "advert", "advertisement", "break", "commercial", "intro", "jingle", "music"}
    | {"outro", "sfx", "song", "sponsor", "theme"}
)
_HANDLE = re.compile(r"[@$#]\w[\w.-]*|\w+_\w+|[a-z]{1,12}[ _-]?#?\d{1,3}|[?¿]{1,5}")
# Words that are no name by themselves, but open one: `First Caller`, `The Right Honourable Lady`.
_OPEN_NAMES = frozenset(
    {"background", "first", "next", "number", "one", "right", "second", "third", "three", "two"}
)
_SIGN = re.compile(r"\d{1,3}|I")
LONGEST_HANDLE = 15  # characters
_MOST_WORDS = 7
_NAMED_ROWS = 0.8  # of the rows of a table have a name
_MOST_CAPITALISED = 10
_QUOTES = frozenset("\"'“”„«»")


@functools.lru_cache(4096)
def likeness(words: str) -> Likeness:
    """Return how much words in the place of a label are like one."""
    if _HANDLE.fullmatch(words):
        return Likeness.NAME
    if words[:1] in _QUOTES and words[-1:] in _QUOTES:
        return Likeness.SENTENCE  # A key of JSON, or words that somebody quotes.
    bare = words.strip("[](){}\"“”'‘’ ")
    parts = bare.split()
    if not parts or not any(map(str.isalpha, bare)):
        return Likeness.SENTENCE
    if len(parts) > 2 and len({part.casefold() for part in parts}) == 1:
        return Likeness.SENTENCE  # "Lucas Lucas Lucas" is a loop of a speech recogniser.
    is_title = _is_title(parts)
    if len(parts) > (_MOST_CAPITALISED if is_title else _MOST_WORDS) or bare[-1] in ",;!":
        return Likeness.SENTENCE
    rest = parts[1:] if parts[0].casefold() == "the" else parts
    first = rest[0].casefold().rstrip(".,") if rest else "the"
    if not rest or (first in _NO_NAMES and not (is_title and first in _OPEN_NAMES)):
        return Likeness.SENTENCE
    if any(part in _SENTENCE_WORDS for part in parts[1:]) or any(
        part[-1] in ",;!?" and part[0].islower() for part in parts[:-1]
    ):
        return Likeness.SENTENCE
    return Likeness.NAME if could_be_name(bare) else Likeness.DOUBTFUL


def _is_title(parts: Sequence[str]) -> bool:
    return len(parts) > 1 and all(not part[0].islower() or part in _IN_TITLES for part in parts)


def is_title(name: str) -> bool:
    """Return whether a label has three or more words, each with a capital: `The Lord Mayor`."""
    parts = name.split()
    return len(parts) > 2 and _is_title(parts)


def are_names(counts: Mapping[str, int], rows: int) -> bool:
    """Return whether the values of a column of a table are few names of two words that come again.

    `counts` holds the times that each comes, `rows` is the number of rows. A single word may be
    the name of a kind or a state.
    """
    total = sum(counts.values())
    is_few = 1 < len(counts) <= total / 2 and total >= _NAMED_ROWS * rows
    return is_few and all(" " in name and likeness(name) is Likeness.NAME for name in counts)


def is_handle(name: str) -> bool:
    """Return whether a label is one short word in small letters: `sipa`."""
    is_short = name.isalpha() and name.islower() and len(name) <= LONGEST_HANDLE
    return is_short and likeness(name) is Likeness.DOUBTFUL


def is_sign(name: str) -> bool:
    """Return whether a label is a number or the letter `I`, which open a sentence or a list too.

    Interviewers are `I` where those who answer are `R1`, `R2`.
    """
    return _SIGN.fullmatch(name) is not None


def could_be_name(name: str) -> bool:
    """Return whether words are few and capitalised, as in a name, and open no sentence."""
    words = name.split()
    if len(words) > 1 and words[0].casefold() == "the" and words[1][0].isupper():
        words = words[1:]
    if not 1 <= len(words) <= 6 or words[0].casefold() in _NO_NAMES or words[0] == "The":
        return False
    for word in words:
        if word[0].islower() and word not in _PARTICLES:
            return False
    return name.isalpha() or any(map(str.isalpha, name))


@functools.lru_cache(1024)
def is_break(name: str) -> bool:
    """Return whether a label names music or another break instead of a person."""
    return name.casefold().split()[-1].rstrip(":.") in _BREAKS


def is_question_or_answer(name: str) -> bool:
    """Return whether a label marks a question or an answer (`Q`, `A`) and names no speaker."""
    return name.casefold() in ("q", "a")
