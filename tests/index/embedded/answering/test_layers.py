from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index import Segment
from index.embedded.answering.layers import match_layers
from index.embedded.matching.executor import evaluate
from index.embedded.reading.opening import open_snapshot
from index.embedded.statistics import EmbeddedStatistics
from index.embedded.writing.merge_policies import NO_MERGE
from index.embedded.writing.writer import EmbeddedWriter
from index.query.parser import parse
from index.rewriting.relaxation import steps
from tests.builders import empty_folder, indexed, segment
from tests.effort import examples


def test_what_is_said_all_the_time_is_so_of_what_was_not_removed(tmp_path: Path) -> None:
    talk = {"talk": ["um flask", "um", "um", *["flask"] * 20], "silence": ["x"] * 40}
    indexed(tmp_path / "whole", {"talk": talk["talk"]})
    indexed(tmp_path / "left", talk)
    with EmbeddedWriter(tmp_path / "left") as writer:
        writer.remove("silence")
        writer.commit(mergetype=NO_MERGE)

    asked = []
    for name in ("whole", "left"):
        snapshot, _ = open_snapshot(tmp_path / name)
        asked.append(
            [step.tree for step in steps(EmbeddedStatistics(snapshot), parse("um flask zzz"))]
        )
        snapshot.close()
    assert asked[0] == asked[1]


WORDS = ["flask", "django", "web", "x", "zzz"]
SAID = st.lists(
    st.tuples(st.sampled_from(["ann", "bob"]), st.lists(st.sampled_from(WORDS), max_size=5)),
    max_size=6,
).map(lambda said: [segment(" ".join(words), n, who) for n, (who, words) in enumerate(said)])
TALKS = st.dictionaries(st.sampled_from(["e0", "e1", "e2"]), SAID, max_size=3)
PARTS = st.lists(
    st.sampled_from([*WORDS, "absent", '"web flask"', "speaker:ann", "-x", "fla*"]),
    min_size=2,
    max_size=5,
).map(" ".join)


@settings(max_examples=examples(60))
@given(TALKS, TALKS, PARTS)
def test_no_document_is_in_two_layers(
    first: dict[str, list[Segment]], second: dict[str, list[Segment]], q: str
) -> None:
    with empty_folder() as folder:
        for talk in (first, second):
            indexed(folder, talk)
        snapshot, _ = open_snapshot(folder)
        tree = parse(q)
        found = [
            set(layer.matches.documents.tolist())
            for layer in match_layers(EmbeddedStatistics(snapshot), tree)
        ]
        assert found[0] == set(evaluate(snapshot, tree).documents.tolist())
        assert sum(map(len, found)) == len(set().union(*found))
        snapshot.close()
