"""The fields of episodes that filters ask for: ids, numbers, dates, words of titles and shows."""

from collections.abc import Iterable

from index.analysis import subwords
from index.model import Episode, number_term

__all__ = ["named_episodes"]


def named_episodes(episodes: Iterable[Episode]) -> dict[str, dict[str, list[int]]]:
    """Return for each field the numbers of the episodes with each of its values, ascending.

    Episodes are numbered from 0 in their order.
    """
    named: dict[str, dict[str, list[int]]] = {
        "date": {},
        "episode": {},
        "number": {},
        "show": {},
        "title": {},
    }
    for number, episode in enumerate(episodes):
        named["episode"].setdefault(episode.id, []).append(number)
        if episode.date is not None:
            named["date"].setdefault(episode.date.isoformat(), []).append(number)
        if episode.number is not None:
            named["number"].setdefault(number_term(episode.number), []).append(number)
        for name, text in (("title", episode.title), ("show", episode.show or "")):
            for word in dict.fromkeys(subwords.names(text)):
                named[name].setdefault(word, []).append(number)
    return named
