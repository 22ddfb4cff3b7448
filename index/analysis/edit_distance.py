"""Edit distances: how many letters must change to make one word of another."""

__all__ = ["auto_edits", "damerau", "levenshtein"]


def levenshtein(one: str, other: str, most: int | None = None) -> int:
    """Return how many letters are added, dropped or changed between two words.

    The distance of V. I. Levenshtein (1966), by the algorithm of R. Wagner and M. Fischer (1974).
    Past `most`, where that is given, some larger number is returned, and sooner.
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
    """Return how many letters are added, dropped, changed or swapped with the next one.

    The restricted distance of F. J. Damerau (1964): what was swapped is not touched again.
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
    """Return how many edits a word of this length forgives.

    None up to two letters, one up to five, two from six on: `AUTO` of Elasticsearch's fuzziness.
    """
    return 0 if len(term) < 3 else 1 if len(term) < 6 else 2
