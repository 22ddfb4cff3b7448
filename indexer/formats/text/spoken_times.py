"""Times on lines of their own that somebody says: `Ann:` and below it `10:15`.

Imports `formats.grammar` and `markdown`.
"""

from collections.abc import Container, Iterable, Mapping, Sequence

from indexer.formats.grammar import Candidate
from indexer.formats.grammar.stamps import read
from indexer.formats.text import markdown

__all__ = ["spoken"]


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
