"""Numbers of pages and running headers, as they stand among the talk of a printed file.

    Page 2                               Lamplight 12 – Clocks          Page 2 of 9
    \\f12                                 Lamplight 12 – Clocks

They stand between blank lines or beside a form feed. A running header repeats the first line of
the file. Sources: text copied from PDF and Word files.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from indexer.formats.around.titles import ENDS_NO_TITLE
from indexer.formats.grammar import Likeness, candidate, likeness

__all__ = ["of_pages"]

_LONGEST = 120  # characters
_NUMBER = r"(?:page|seite|página|pagina)\s{1,3}\d{1,4}(?:\s{0,2}(?:of|/|von|de|di)\s{0,2}\d{1,4})?"
_PAGE = re.compile(rf"(?:[^\n]{{0,90}}(?:\s{{2,}}|\s[-–—|•]\s))?[-–—\s]*{_NUMBER}[-–—\s]*", re.I)
_LONE = re.compile(r"[\s\f]*[-–—]?\s?\d{1,4}\s?[-–—]?[\s\f]*")
# `- 2 -`, which talk may say once.
_DASHED = re.compile(r"\n[ \t]{0,80}[-–—] ?(\d{1,4}) ?[-–—][ \t]{0,8}(?=\n|\Z)")
_LONGEST_TITLE = 3  # words of a first line that may be a name
_FEWEST = 2  # times that a header with a number comes


def of_pages(lines: Sequence[str], short: Iterable[int], text: str) -> Iterator[int]:
    """Yield the indexes of the lines that are numbers of pages or running headers.

    `short` holds the indexes of the lines that may be numbers of pages.
    """
    for at in short:
        if _PAGE.fullmatch(lines[at]) and _stands_alone(lines, at):
            yield at
    if "\f" in text:
        fed = {at + step for at, line in enumerate(lines) if "\f" in line for step in (-1, 0)}
        yield from (at for at in fed if at >= 0 and _LONE.fullmatch(lines[at]))
    yield from _dashed(lines, text)
    yield from _running(lines)


def _dashed(lines: Sequence[str], text: str) -> Iterator[int]:
    """Yield the indexes of numbers between dashes, if they count the pages."""
    found = list(_DASHED.finditer(text))
    numbers = [int(number[1]) for number in found]
    if len(found) < _FEWEST or numbers != list(range(numbers[0], numbers[0] + len(found))):
        return
    for number in found:
        at = text.count("\n", 0, number.start() + 1)
        if _stands_alone(lines, at):
            yield at


def _running(lines: Sequence[str]) -> Iterator[int]:
    """Yield the indexes of the lines that repeat the title on the first line."""
    title = next((line for line in lines if line.strip()), "")
    if not _LONGEST_TITLE < len(title) <= _LONGEST or title[-1] in ENDS_NO_TITLE:
        return
    count = lines.count(title)
    has_number = any(map(str.isdigit, title))
    if count < (_FEWEST if has_number else _FEWEST + 1) or title.count(" ") < _LONGEST_TITLE:
        return
    if likeness(title.strip()) is Likeness.NAME or candidate(title.strip()) is not None:
        return  # A label comes again too.
    found = [at for at, line in enumerate(lines) if line == title]
    if all(_stands_alone(lines, at) for at in found):
        yield from found


def _stands_alone(lines: Sequence[str], at: int) -> bool:
    """Return whether no talk stands directly above a line or directly below it."""
    above = lines[at - 1] if at else ""
    below = lines[at + 1] if at + 1 < len(lines) else ""
    is_fed = "\f" in f"{lines[at]}{below}"
    return is_fed or not (above.strip() or below.strip())
