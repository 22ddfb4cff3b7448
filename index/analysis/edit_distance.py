"""Edit distances: the number of letters to change to turn one word into another."""

__all__ = ["auto_edits", "damerau", "levenshtein"]


def levenshtein(one: str, other: str, most: int | None = None) -> int:
    """Return the Levenshtein distance: letters inserted, deleted or replaced between two words.

    The distance is by V. I. Levenshtein (1966), the algorithm by R. Wagner and M. Fischer (1974).
    If the distance exceeds `most`, computation stops early and returns a number above `most`.
    """
    if most is not None and abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        least = at
        for place, wanted in enumerate(other, 1):
            cost = before if letter == wanted else 1 + min(before, row[place], row[place - 1])
            before, row[place] = row[place], cost
            least = min(least, cost)
        if most is not None and least > most:
            return least
    return row[-1]


def damerau(one: str, other: str) -> int:
    """Return the Damerau distance: as Levenshtein's, with swaps of neighbours as one edit.

    This is the restricted distance of F. J. Damerau (1964): swapped letters are not edited again.
    """
    before: list[int] = []
    last, row = before, list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        last, before, row = before, row, [at]
        for place, wanted in enumerate(other, 1):
            cost = min(before[place], row[place - 1]) + 1
            cost = min(cost, before[place - 1] + (letter != wanted))
            swapped = at > 1 and place > 1 and letter == other[place - 2] and wanted == one[at - 2]
            row.append(min(cost, last[place - 2] + 1) if swapped else cost)
    return row[-1]


def auto_edits(term: str) -> int:
    """Return the number of edits that a fuzzy query allows for a term of this length.

    It is 0 for up to two letters, 1 for up to five and 2 from six on, as Elasticsearch's fuzziness
    `AUTO`.
    """
    return 0 if len(term) < 3 else 1 if len(term) < 6 else 2
