from collections.abc import Mapping, Sequence
from pathlib import Path

from index import SearchRequest, open_index
from index.embedded.writing.merge_policies import NO_MERGE
from index.embedded.writing.writer import EmbeddedWriter
from tests.builders import episode, segment


def test_of_words_in_as_many_segments_the_one_said_more_often_is_meant(tmp_path: Path) -> None:
    # Neither of the two index segments alone tells which one that is.
    commit_apart(tmp_path, {"a": ["brock brock brock", "brack"]})
    commit_apart(tmp_path, {"b": ["brack brack", "brock"]})

    with open_index(tmp_path) as engine:
        assert engine.search(SearchRequest("bruck")).suggestion == "brock"


def commit_apart(folder: Path, talk: Mapping[str, Sequence[str]]) -> None:
    """Commit episodes as an index segment of their own."""
    with EmbeddedWriter(folder) as writer:
        for name, said in talk.items():
            writer.add(episode(name), [segment(text, n) for n, text in enumerate(said)])
        writer.commit(mergetype=NO_MERGE)
