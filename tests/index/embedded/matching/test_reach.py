from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.embedded.matching.executor import evaluate
from index.embedded.matching.reach import last_documents
from index.embedded.reading.opening import open_snapshot
from index.embedded.writing.merge_policies import NO_MERGE
from index.embedded.writing.writer import EmbeddedWriter
from index.query.parser import parse
from index.query.tree import Near, Phrase, Query, Window, Word
from tests.builders import empty_folder, episode, segment
from tests.effort import examples


def commit(folder: Path, talk: Mapping[str, Sequence[str]]) -> None:
    """Commit episodes of segments in which every letter is a word."""
    with EmbeddedWriter(folder) as writer:
        for name, said in talk.items():
            writer.add(episode(name), [segment(" ".join(one), n) for n, one in enumerate(said)])
        writer.commit(mergetype=NO_MERGE)


def spanned(folder: Path, tree: Query) -> dict[int, int]:
    """Return for each matching document the last document of the match that begins in it."""
    snapshot, _ = open_snapshot(folder)
    documents = evaluate(snapshot, tree).documents.tolist()
    found = dict(zip(documents, last_documents(snapshot, tree, documents), strict=True))
    assert last_documents(snapshot, tree, documents[::-1]) == list(found.values())[::-1]
    snapshot.close()
    return found


@pytest.mark.parametrize(
    ("q", "said", "reached"),
    [
        ("a b", ["ab"], {0: 0}),
        ("a b", ["a", "b"], {0: 1}),
        ("a b", ["ax", "x", "xb"], {0: 2}),
        ("a b", ["x", "b", "", "a"], {1: 3}),
        ("a b c", ["a", "bx", "c"], {0: 2}),
        ("a b c", ["ab", "c", "a"], {0: 1}),
        ("b c a", ["ab", "c", "a"], {0: 1}),
        ("a b -x", ["a", "b", "ab"], {0: 1, 2: 2}),
        ("(a b) OR c", ["a", "b", "c"], {0: 1, 2: 2}),
        ("(a b) OR (e c d)", ["ae", "bec", "d"], {0: 1, 1: 2}),
        ('"a b"', ["xa", "bx"], {0: 1}),
        ('"a b"', ["aba", "b"], {0: 0}),
        ('"a b c"^2', ["a", "b", "c"], {0: 2}),
        ('"a b" c', ["cxa", "b"], {0: 1}),
        ('"a b"~2', ["ax", "xb"], {0: 1}),
        ('"a b"~2', ["axa", "bb"], {0: 1}),
        ('"a b"~2', ["axb", "b"], {0: 0}),
        ("a NEAR/1 b", ["bx", "a"], {0: 1}),
        ("a NEAR/1 b", ["baxa", "b"], {0: 0}),
        ("a", ["a", "a"], {0: 0, 1: 1}),
        ("-x", ["a", "x"], {0: 0}),
        ("?", ["a"], {}),
    ],
)
def test_a_place_reaches_to_the_segment_it_ends_in(
    tmp_path: Path, q: str, said: list[str], reached: dict[int, int]
) -> None:
    commit(tmp_path, {"e": said})

    assert spanned(tmp_path, parse(q)) == reached


def test_documents_are_numbered_through_all_index_segments(tmp_path: Path) -> None:
    commit(tmp_path, {"e": ["a", "b"]})
    commit(tmp_path, {"f": ["x", "a", "b"]})

    for q in ("a b", '"a b"', '"a b"~1', "a NEAR b"):
        assert spanned(tmp_path, parse(q)) == {0: 1, 3: 4}


def test_nothing_is_asked_of_no_documents(tmp_path: Path) -> None:
    commit(tmp_path, {"e": ["a"]})
    snapshot, _ = open_snapshot(tmp_path)

    assert last_documents(snapshot, parse("a b"), []) == []


SAID = st.lists(st.text("abc", max_size=4), max_size=6)
TERMS = st.lists(st.sampled_from("abc"), min_size=2, max_size=3)


@settings(max_examples=examples(60))
@example([], ["acc", "b", "abc"], ["a", "b", "c"], 1)
@given(SAID, SAID, TERMS, st.integers(0, 4))
def test_a_place_reaches_no_further_than_a_scan_says(
    first: list[str], second: list[str], terms: list[str], others: int
) -> None:
    window = others + len(terms)
    asked: list[Phrase | Near | Window] = [
        Phrase(tuple(terms), others),
        Near(tuple(terms), window),
        Window(tuple(Word(term) for term in dict.fromkeys(terms)), window),
    ]
    said = [*first, *second]
    ordinals = [ordinal for ordinal, one in enumerate(said) for _ in one]
    cut = sum(map(len, first))
    with empty_folder() as folder:
        commit(folder, {"e": first})
        commit(folder, {"f": second})
        for tree in asked:
            for document, last in spanned(folder, tree).items():
                stretches = [
                    (begin, end)
                    for begin, ordinal in enumerate(ordinals)
                    if ordinal == document
                    for end in range(begin, len(ordinals))
                    if (begin < cut) == (end < cut)
                    and holds("".join(said)[begin : end + 1], terms, tree)
                ]
                whole = isinstance(tree, Window) and set(terms) <= set(said[document])
                if isinstance(tree, Window):
                    # A window that touches a document with all terms is no match.
                    holding = {at for at, one in enumerate(said) if set(terms) <= set(one)}
                    stretches = [
                        (begin, end)
                        for begin, end in stretches
                        if holding.isdisjoint(range(ordinals[begin], ordinals[end] + 1))
                    ]
                key = (lambda s: (s[1] - s[0], s)) if isinstance(tree, Window) else (lambda s: s[1])
                assert last == (document if whole else ordinals[min(stretches, key=key)[1]])


def holds(stretch: str, terms: Sequence[str], tree: Query) -> bool:
    """Return whether a stretch of talk, from its first word to its last, is a match of a tree."""
    if not isinstance(tree, Phrase):
        size = tree.window if isinstance(tree, Near | Window) else 0
        return stretch[0] in terms and len(stretch) <= size and set(terms) <= set(stretch)
    ends = {0} if stretch[0] == terms[0] else set()
    for term in terms[1:]:
        ahead = {end + step for end in ends for step in range(1, tree.slop + 2)}
        ends = {end for end in ahead if stretch[end : end + 1] == term}
    return len(stretch) - 1 in ends
