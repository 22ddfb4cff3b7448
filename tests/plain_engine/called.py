"""The episodes that are called by the words of a query, by a look at every title and name."""

from collections.abc import Iterable, Sequence

from index import Episode, analysis
from index.analysis.languages import DEFAULT_LANGUAGE
from index.query import tree
from index.query.tree import Query
from index.rewriting.relaxation import Relaxation
from tests.plain_engine import scan
from tests.plain_engine.scan import Match
from tests.plain_engine.talk import Document, Talk

__all__ = ["called_so", "holds", "names"]


def called_so(
    talk: Talk, query: Query, relaxed: Relaxation, found: Iterable[Document]
) -> dict[Document, Match]:
    """Return the documents of episodes that are called so, and of which nothing is `found`."""
    answering = {document.episode_number for document in found}
    if not answering or not relaxed.called:
        return {}
    _, filters = tree.required(query)
    passing = scan.match(talk, tree.And(tuple(filters))) if filters else talk.documents
    close = scan.match(talk, relaxed.weaker[0]) if relaxed.weaker else {}
    places: dict[Document, Match] = {}
    for number, recording in enumerate(talk.recordings.values()):
        is_called = all(_named(recording.episode, part) for part in relaxed.called)
        if number not in answering and is_called:
            held = [
                one for one in talk.documents if one.episode_number == number and one in passing
            ]
            holding = {one: close[one] for one in held if one in close}
            places |= holding or {one: Match(0.0, one.number) for one in held[:1]}
    return places


def names(episode: Episode) -> list[tuple[str, ...]]:
    """Return the terms of the title, and of the name of each of the people."""
    called = (episode.title, *episode.people)
    return [tuple(analysis.terms(analysis.normalize(name))) for name in called]


def holds(name: Sequence[str], terms: Sequence[str]) -> bool:
    """Return whether terms follow each other in a name."""
    size = len(terms)
    return any(tuple(name[at : at + size]) == tuple(terms) for at in range(len(name)))


def _named(episode: Episode, part: Query) -> bool:
    """Return whether the title and people of an episode hold a part of a query."""
    match part:
        case tree.Word(term):
            language = episode.language or DEFAULT_LANGUAGE
            words = {one for name in names(episode) for one in name}
            stems = {analysis.stem(one, language) for one in words}
            return term in words or analysis.stem(term, language) in stems
        case tree.Phrase(terms):
            return any(holds(name, terms) for name in names(episode))
        case tree.Boost(child):
            return _named(episode, child)
        case tree.Or(children):
            return any(_named(episode, child) for child in children)
        case tree.And(children) | tree.Window(children):
            return all(_named(episode, child) for child in children)
    return False
