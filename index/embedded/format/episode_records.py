"""Stored episodes: an episode as JSON, and back, and the words of titles and of names of people.

JSON and not pickle, so reading a stored value never runs code. Decision 0016.

    name.terms?           the terms of titles and names, ascending (strings.py)
    name.terms.counts?    the number of episodes with each (counts.py)
    name.terms.episodes?  u32: the numbers of these episodes, ascending, term by term
    name.stems? and so on  the same of the stems of the terms, in the language of each episode

Analysing the titles and people of 447 episodes takes 25 ms, which the first question would wait
for; stored they take 0.07 MB of 27. The fact `names` holds the version of the analysis they were
made by. Under another version, as in an index segment without the sections, they are made anew.
"""

import dataclasses
import datetime
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index import analysis
from index.analysis import stemmer
from index.analysis.languages import DEFAULT_LANGUAGE
from index.embedded.format.counts import append_counts, read_counts, starts
from index.embedded.format.sections import SectionFile, SectionWriter
from index.embedded.format.strings import Dictionary, append_strings
from index.embedded.storage.damage import Damaged, parse_json
from index.model import Chapter, Episode

__all__ = [
    "NameWords",
    "append_name_words",
    "read_episode",
    "read_name_words",
    "read_names",
    "terms_of_names",
    "write_episode",
]

_FIELDS = [field.name for field in dataclasses.fields(Episode)]
_OTHERS = frozenset({"chapters", "people", "reading"})
"""The fields that are no text."""


def write_episode(episode: Episode) -> str:
    """Return the stored text of an episode; raises `ValueError` for text that is not Unicode."""
    fields = {name: getattr(episode, name) for name in _FIELDS}
    if episode.date is not None:
        fields["date"] = episode.date.isoformat()
    del fields["chapters"]
    if episode.chapters:
        # Most episodes have none; their records are those of before there were chapters.
        fields["chapters"] = [[chapter.start, chapter.title] for chapter in episode.chapters]
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    text.encode()  # raises for a lone surrogate here, where nothing is written yet
    return text


def read_episode(text: str | bytes) -> Episode:
    """Return the episode that `write_episode` wrote.

    Raises `Damaged`, `ValueError`, `TypeError` or `LookupError` for any other text.
    """
    fields = parse_json(text, "a record")
    _require_types(fields)
    if fields.get("date") is not None:
        fields["date"] = datetime.date.fromisoformat(fields["date"])
    fields["people"] = tuple(fields.get("people", ()))
    if "chapters" in fields:
        fields["chapters"] = tuple(
            Chapter(float(start), _text(title)) for start, title in fields["chapters"]
        )
    return Episode(**fields)


def read_names(texts: Iterable[bytes]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the title and the people of each episode that `write_episode` wrote.

    Reading 447 at once takes 1 ms; as whole episodes they take 3 ms.
    """
    return [(fields["title"], tuple(fields.get("people", ()))) for fields in _fields(texts)]


def terms_of_names(title: str, people: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the terms of a title, and of the name of each person."""
    return [tuple(analysis.terms(analysis.normalize(name))) for name in (title, *people)]


class NameWords(NamedTuple):
    """The words of titles and people of an index segment.

    Both functions return the numbers of the episodes with a term, or with a term of a stem in the
    language of the episode, ascending; dead ones are among them.
    """

    of_term: Callable[[bytes], list[int]]
    of_stem: Callable[[bytes], list[int]]


def append_name_words(out: SectionWriter, records: Iterable[bytes]) -> None:
    """Add the words of the titles and people of all episodes of an index segment."""
    for name, words in zip(("name.terms", "name.stems"), _name_words(records), strict=True):
        ordered = sorted(words)
        append_strings(out, name, ordered)
        numbers = [words[word] for word in ordered]
        append_counts(out, f"{name}.counts", np.array([*map(len, numbers)], np.int64))
        out.append(f"{name}.episodes", np.array([*chain.from_iterable(numbers)], np.uint32))
    out.facts(names=analysis.VERSION)


def read_name_words(file: SectionFile, records: Iterable[bytes]) -> NameWords:
    """Return the words of the titles and people of an index segment; raises `Damaged`."""
    if file.facts.get("names") == analysis.VERSION:
        return NameWords(_stored(file, "name.terms"), _stored(file, "name.stems"))
    terms, stems = _name_words(records)
    return NameWords(partial(_held, terms), partial(_held, stems))


def _fields(texts: Iterable[bytes]) -> list[dict[str, Any]]:
    fields: list[dict[str, Any]] = parse_json(b"[" + b",".join(texts) + b"]", "a record")
    for each in fields:
        _require_types(each)
    return fields


def _require_types(fields: object) -> None:
    """Raise `Damaged` for fields of a type that no episode has."""
    if not isinstance(fields, dict):
        raise Damaged("a record is no episode")
    for name, value in fields.items():
        if name not in _OTHERS and not isinstance(value, str | None):
            raise Damaged(f"a record has {name[:20]!r} that is no text")
    if not isinstance(fields["id"], str) or not isinstance(fields["title"], str):
        raise Damaged("a record lacks its id or title")
    if not isinstance(fields.get("reading", 0), int):
        raise Damaged("a record was read by no version")
    for person in fields.get("people", ()):
        _text(person)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Damaged("a record has a name that is no text")
    return value


def _name_words(
    records: Iterable[bytes],
) -> tuple[dict[bytes, list[int]], dict[bytes, list[int]]]:
    """Return the numbers of the episodes with each term and with each stem."""
    terms: dict[bytes, list[int]] = {}
    stems: dict[bytes, list[int]] = {}
    for number, fields in enumerate(_fields(records)):
        names = terms_of_names(fields["title"], fields.get("people", ()))
        own = list(dict.fromkeys(chain.from_iterable(names)))
        for term in own:
            terms.setdefault(term.encode(), []).append(number)
        for stem in set(stemmer.stems(own, fields.get("language") or DEFAULT_LANGUAGE)):
            stems.setdefault(stem.encode(), []).append(number)
    return terms, stems


def _held(words: Mapping[bytes, Sequence[int]], word: bytes) -> list[int]:
    return list(words.get(word, ()))


def _stored(file: SectionFile, name: str) -> Callable[[bytes], list[int]]:
    firsts = starts(read_counts(file, f"{name}.counts"))
    return partial(_numbers, file, f"{name}.episodes", Dictionary(file, name), firsts)


def _numbers(
    file: SectionFile, name: str, words: Dictionary, firsts: NDArray[np.int64], word: bytes
) -> list[int]:
    number = words.find(word)
    if number < 0:
        return []
    numbers: list[int] = file.array(name, int(firsts[number]), int(firsts[number + 1])).tolist()
    return numbers
