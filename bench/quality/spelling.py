"""The spelling command: misspelt names of guests, and rare words that are spelt right.

A person who types the name of a guest with one or two wrong letters should be offered the name, or
find the guest first. A person who types a rare word rightly should be offered nothing else. The
index holds the titles and people of the episodes, as one of `overheard index` does; that of the
other tasks holds none.
"""

import argparse
import string
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import index
from bench.compare import corpus, transcripts
from bench.compare.overheard_engine import OverheardEngine, Spoken
from bench.compare.tables import table
from bench.quality import sources
from bench.quality.parts import draws
from bench.quality.scan import word_of
from index import Engine, SearchRequest
from index.analysis import terms
from index.analysis.edit_distance import damerau

__all__ = ["Asked", "guests", "misspelt", "misspelt_names", "rare_words", "wrong"]

_RESULTS = Path(__file__).with_name("spelling.md")

_COUNT = 200
"""The names, and the words, that are drawn."""

_RARE = range(2, 5)
"""How often a rare word is said. It must be said in two episodes, as a slip of one transcriber is
not spelt right."""

_LEAST = 4
"""The fewest letters of a rare word."""


class Asked(NamedTuple):
    """A text as it is typed, and as it is meant."""

    typed: str
    meant: str


def guests(spoken: Iterable[Spoken]) -> list[str]:
    """Return the full names of the people who are in less than half of the episodes, in order."""
    episodes = list(spoken)
    held = Counter(name for one in episodes for name in one.episode.people)
    return sorted(
        {
            " ".join(words)
            for name, count in held.items()
            if len(words := terms(name)) > 1
            and count * 2 < len(episodes)
            and all(word.isascii() and word.isalpha() for word in words)
        }
    )


def misspelt_names(names: Sequence[str], count: int = _COUNT) -> list[Asked]:
    """Return drawn names with one or two edits; none is another name."""
    random = draws("misspelt names")
    drawn = random.sample(names, min(count, len(names)))
    return [
        Asked(misspelt(random, name, 1 + number % 2, frozenset(names)), name)
        for number, name in enumerate(drawn)
    ]


def misspelt(random: Random, name: str, edits: int, names: frozenset[str]) -> str:
    """Return a name after so many edits at random letters; words stay words, and no edit is undone.

    An edit drops, doubles, changes or adds a letter, or swaps it with the next one.
    """
    while True:
        typed = name
        for _ in range(edits):
            typed = _edited(random, typed)
        words = typed.split()
        whole = len(words) == len(name.split()) and all(len(word) > 1 for word in words)
        if whole and typed not in names and damerau(typed, name) == edits:
            return typed


def _edited(random: Random, text: str) -> str:
    at = random.choice([n for n, letter in enumerate(text) if letter != " "])
    before, letter, after = text[:at], text[at], text[at + 1 :]
    other = random.choice(string.ascii_lowercase)
    ways = [after, 2 * letter + after, other + after, letter + other + after]
    if after and after[0] != " ":
        ways.append(after[0] + letter + after[1:])
    return before + random.choice(ways)


def rare_words(spoken: Iterable[Spoken], count: int = _COUNT) -> list[Asked]:
    """Return drawn words that are said two to four times, in two episodes at least."""
    said = Counter[str]()
    episodes = defaultdict[str, set[str]](set)
    for one in spoken:
        for segment in one.segments:
            for word in map(word_of, segment.text.split()):
                said[word] += 1
                episodes[word].add(one.id)
    rare = sorted(
        word
        for word, times in said.items()
        if times in _RARE
        and len(episodes[word]) > 1
        and len(word) >= _LEAST
        and word.isascii()
        and word.isalpha()
    )
    drawn = draws("rare words").sample(rare, min(count, len(rare)))
    return [Asked(word, word) for word in drawn]


def wrong(engine: Engine, asked: Iterable[Asked], known: Sequence[str] = ()) -> Iterator[list[str]]:
    """Yield what is typed, meant and offered where the answer is wrong.

    An answer is right that offers what is meant, or one of the `known` names that is as near to
    what is typed; or that offers nothing where nothing is to be corrected. So is one whose first
    hit says what is meant, or is of an episode whose title or people do.
    """
    for typed, meant in asked:
        results = engine.search(SearchRequest(typed, limit=1))
        offered = " ".join(terms(results.suggestion or typed))
        near = {name for name in known if damerau(typed, name) <= damerau(typed, meant)}
        first = results.hits[0] if results.hits and typed != meant else None
        texts = [first.text, first.episode.title, *first.episode.people] if first else []
        found = any(f" {meant} " in f" {' '.join(terms(text))} " for text in texts)
        if not found and offered not in {meant, *near}:
            yield [typed, meant, results.suggestion or ""]


def render(engine: Engine, spoken: Sequence[Spoken]) -> str:
    """Return the figures, and each wrong answer, as Markdown."""
    names = guests(spoken)
    parts = [
        "# Spelling",
        "Names of guests with one or two wrong letters, and words that are said two to four times. "
        "Written by `python -m bench.quality.spelling`.",
    ]
    for title, asked in (
        ("misspelt names are offered or found first", misspelt_names(names)),
        ("rare words are left as they are", rare_words(spoken)),
    ):
        missed = list(wrong(engine, asked, names))
        parts.append(f"## {len(asked) - len(missed)} of {len(asked)} {title}")
        if missed:
            parts.append(table(["typed", "meant", "offered"], missed))
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Print and write the figures for the transcripts at PATH."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.quality.spelling",
        description="Ask Overheard for misspelt names, and for rare words that are spelt right.",
    )
    sources.add_options(parser)
    parser.add_argument("--out", type=Path, default=_RESULTS, help="where to write the figures")
    options = parser.parse_args()
    chosen = sources.chosen(parser, options)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print("reading the transcripts", file=sys.stderr, flush=True)
        transcripts.parse(chosen.paths, chosen.pattern, folder)
        spoken: list[Spoken] = list(corpus.stream(folder / transcripts.SEGMENTS))
        OverheardEngine().build(spoken, folder / "index")
        with index.open_index(folder / "index") as engine:
            page = render(engine, spoken)
    options.out.write_text(page)
    print(page, end="")


if __name__ == "__main__":
    main()
