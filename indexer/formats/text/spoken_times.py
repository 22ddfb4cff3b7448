"""Lines below labels that need not be what they look like: times that are said, and an end.

    Ann:            a time on a line of its own that somebody says
    10:15

    Bob: Yes.       paragraphs below the last turn, where each turn has one with a label
    Summary

Imports `formats.grammar` and `markdown`.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from indexer.formats.grammar import Candidate
from indexer.formats.grammar.stamps import read
from indexer.formats.text import markdown

__all__ = ["End", "spoken", "unlabelled_end"]

_FEWEST = 6  # paragraphs with a label
_TITLE = 12  # words
_ENDS = frozenset(".!?…。！？,;:\"'”’)]»")


class End(NamedTuple):
    """A paragraph below the last turn: its line, its words, and whether a title sets it apart."""

    line: int
    said: str
    is_apart: bool


def spoken(
    lines: Sequence[markdown.Line],
    heads: Mapping[int, Candidate],
    stamps: Container[int],
    alone: Iterable[int],
) -> frozenset[int]:
    """Return those of the lines with only a time that are the only words below a label: `10:15`.

    They are stamps in a file that has its stamps there, with talk below them, and where they repeat
    the stamp of the label.
    """
    said: set[int] = set()
    are_stamps = False
    for at in alone:
        head = heads.get(markdown.number_above(lines, at))
        is_stamp_again = head is not None and head.start == read(lines[at][1])[0]
        if head is None or head.said or is_stamp_again:
            continue
        below = next((lines[n] for n in range(at + 1, len(lines)) if lines[n][1]), None)
        if below is None or below[0] in heads or below[0] in stamps:
            said.add(lines[at][0])
        else:
            are_stamps = are_stamps or not head.stamped
    return frozenset() if are_stamps else frozenset(said)


def unlabelled_end(
    lines: Sequence[markdown.Line],
    heads: Mapping[int, Candidate],
    doubtful: Container[int],
) -> End | None:
    """Return the line below the last turn that need not be its talk, where all others have a label.

    Tools write summaries, notes and the like there. None is found where a paragraph without a
    label stands elsewhere below the first one.
    """
    if len(heads) < _FEWEST:
        return None
    opens = [at for at, line in enumerate(lines) if line[1] and (not at or not lines[at - 1][1])]
    paragraphs = [at for at in opens if not lines[at][2]]
    labelled = [at for at in paragraphs if lines[at][0] in heads]
    units = paragraphs
    if len(labelled) < _FEWEST:
        # Each line is a turn, without blank ones between.
        units = [at for at, (_, said, is_heading) in enumerate(lines) if said and not is_heading]
        labelled = [at for at in units if lines[at][0] in heads]
    if not labelled:
        return None
    last = labelled[-1]
    within = [at for at in units if labelled[0] < at < last and lines[at][0] not in heads]
    below = [at for at in paragraphs if at > last]
    # The talk of a label that stands alone.
    if any(not heads[lines[at][0]].said for at in labelled) or within or not below:
        return None
    number, said, _ = lines[below[0]]
    is_title = said.count(" ") < _TITLE and said[-1] not in _ENDS and not said[0].islower()
    is_apart = is_title or any(is_heading for _, _, is_heading in lines[last : below[0]])
    return None if number in doubtful else End(number, said, is_apart)
