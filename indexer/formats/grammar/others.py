"""Heads in another shape than the labels of a file in which nearly all turns have a label.

    Ann: Yes.  [Eve] No.        Ann: Yes.  Eve - No.        **Ann:** Yes.  ### Eve
    Ann: Yes.  **Eve:** No.     Ann:  Bob:  both of them:   ANN LEE  BOB RAY  Voice from the boat

Such a line ends the voice before it. The words may be a title or a sentence too, so its turn is
nobody's. Imports `names` and `heads`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from indexer.formats.grammar.heads import ALONE, Candidate, Line
from indexer.formats.grammar.names import Likeness, likeness

__all__ = ["others"]

_LONGEST = 40  # characters of words that stand alone
_MOST_WORDS = 3  # of a heading
_SET_APART = ("heading", "bold line", "square line", "round line")
_ENDS = frozenset(".,;:!?…。！？\"'”’)]»-–—")


def others(
    lines: Sequence[Line],
    opened: Iterable[int],
    candidates: Mapping[int, Candidate],
    heads: Mapping[int, Candidate],
    taken: Collection[int],
) -> dict[int, str]:
    """Return the words that may be a label in another shape, by the numbers of their lines.

    `lines` are numbers, texts and whether each is a heading, `opened` the indexes of those that
    open a paragraph, `candidates` and `heads` what is in the place of a label and what is one, by
    the numbers of lines, as `taken` is.
    """
    are_alone = sum(not head.said for head in heads.values()) * 2 > len(heads)
    are_bare = not any(head.bold or head.stamped for head in heads.values())
    places = {lines[at][0]: at for at in opened}
    first = min(heads, default=0)
    headings = [number for number, _, is_heading in lines if is_heading and number > first]
    if len(headings) == 1:
        # Several are the sections of a text.
        places[headings[0]] = -1
    found: dict[int, str] = {}
    for number, head in candidates.items():
        if number in taken or number not in places:
            continue
        if _is_other(head, are_bare, are_alone):
            found[number] = head.name
    if are_alone:
        known = {*taken, *candidates}
        for number, at in places.items():
            if at >= 0 and number not in known and _is_set_apart(lines, at):
                found[number] = lines[at][1]
    return found


def _is_other(head: Candidate, labels_are_bare: bool, labels_are_alone: bool) -> bool:
    like = likeness(head.name)
    if head.shape in _SET_APART:
        return like is Likeness.NAME and head.name.count(" ") < _MOST_WORDS
    if head.shape in ALONE:
        return False
    if head.shape.startswith("colon"):
        if not head.said:
            # `both of them:` on a line of its own. Elsewhere a list follows.
            return labels_are_alone and len(head.name) <= _LONGEST
        is_unlike = head.bold or head.stamped or not labels_are_bare
        return is_unlike and like is not Likeness.SENTENCE
    # `Singletons - same story` is a topic.
    is_topic = head.shape == "dash" and head.said[:1].islower()
    return like is Likeness.NAME and bool(head.said) and not is_topic


def _is_set_apart(lines: Sequence[Line], at: int) -> bool:
    """Return whether short words stand below a blank line, with talk right below them."""
    line = lines[at][1]
    above = lines[at - 1][1] if at else ""
    below = lines[at + 1][1] if at + 1 < len(lines) else ""
    is_short = len(line) <= _LONGEST and line[-1] not in _ENDS
    return is_short and not above and line[0].isupper() and below[:1].isupper()
