"""The same talk committed twice: by our writer, and by Whoosh with its own codec."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from whoosh import index as whoosh_index
from whoosh import writing as whoosh_writing

from index.embedded.bridge.schema import SCHEMA
from index.embedded.writing.merge_policies import OPTIMIZE, MergePolicy
from index.embedded.writing.writer import EmbeddedWriter
from tests.builders import episode, segment

Said = Sequence[tuple[str, str]]
"""The speaker and the text of each segment."""

Change = Mapping[str, Said | None]
"""The episodes that a commit adds or replaces; None removes one."""


def write_ours(folder: Path, change: Change, merging: MergePolicy) -> None:
    with EmbeddedWriter(folder) as writer:
        for name, said in change.items():
            if said is None:
                writer.remove(name)
            else:
                talk = [segment(text, n, who) for n, (who, text) in enumerate(said)]
                writer.add(episode(name), talk)
        writer.commit(mergetype=merging)


def write_theirs(folder: Path, change: Change, merging: MergePolicy) -> None:
    if not whoosh_index.exists_in(folder):
        whoosh_index.create_in(folder, SCHEMA)
    writer = whoosh_index.open_dir(folder).writer()
    for name, said in change.items():
        writer.delete_by_term("episode", name)
        for n, (who, text) in enumerate(said or ()):
            writer.add_document(episode=name, ordinal=n, speaker=who, text=text, stem=text)
    all_of_them = merging is OPTIMIZE
    writer.commit(whoosh_writing.OPTIMIZE if all_of_them else whoosh_writing.NO_MERGE)
