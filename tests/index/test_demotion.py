"""Sponsors' messages in an index: kept, told apart, ranked down."""

from pathlib import Path

from whoosh import index as whoosh_index

from index import open_index, prepare
from index.embedded.policies import NO_MERGE, OPTIMIZE
from index.embedded.writer import EmbeddedWriter
from tests.builders import episode, segment


def test_what_is_a_sponsor_s_is_kept_when_index_segments_are_merged(tmp_path: Path) -> None:
    talk = {
        "a": [segment("A rope.", 0, sponsor=True), segment("A sail.", 1)],
        "b": [segment("A rope.", 0), segment("A sail.", 1)],
        "c": [segment("A rope.", 0), segment("A sail.", 1, sponsor=True)],
    }
    for name, said in talk.items():
        with EmbeddedWriter(tmp_path) as writer:
            writer.add_prepared(prepare(episode(name), said))
            writer.commit(mergetype=NO_MERGE)
    with EmbeddedWriter(tmp_path) as writer:
        writer.remove("b")
        writer.commit(mergetype=OPTIMIZE)

    with open_index(tmp_path) as engine:
        assert {name: engine.segments(name) for name in ("a", "c")} == {
            "a": talk["a"],
            "c": talk["c"],
        }


def test_whoosh_alone_reads_what_is_a_sponsor_s(tmp_path: Path) -> None:
    with EmbeddedWriter(tmp_path) as writer:
        writer.add(episode(), [segment("A rope.", 0, sponsor=True), segment("A sail.", 1)])

    with whoosh_index.open_dir(tmp_path).reader() as reader:
        assert [reader.stored_fields(n).get("sponsor") for n in (0, 1)] == [True, None]
