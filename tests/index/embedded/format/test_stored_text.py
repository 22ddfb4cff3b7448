import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Anchor, Segment
from index.embedded.format.sections import SectionFile, SectionWriter
from index.embedded.format.stored_text import Blocks, Talk, TalkWriter
from index.embedded.writing.prepared import prepare
from tests.builders import empty_folder, episode, segment
from tests.effort import examples

TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.integers(3_000, 9_000).map(
    "a".__mul__
)
WHOLE = st.integers(0, 10**8).map(lambda beats: beats / 1000)
FAR = st.integers(-(10**16), 10**16).map(lambda beats: beats / 1000)
ODD = st.floats(-1e300, 1e300)


def segments_of(seconds: st.SearchStrategy[float]) -> st.SearchStrategy[Segment]:
    anchors = st.lists(st.builds(Anchor, st.integers(0, 100_000), seconds), max_size=4)
    return st.builds(
        Segment,
        ordinal=st.just(0),
        start=st.none() | seconds,
        end=st.none(),
        text=TEXTS,
        anchors=anchors.map(lambda anchors: tuple(sorted(anchors))),
    )


def talk_of(segments: Sequence[Segment]) -> Talk:
    numbered = [
        segment(s.text, n, start=s.start, anchors=s.anchors) for n, s in enumerate(segments)
    ]
    return prepare(episode(), numbered).talk


def begins_of(segments: Sequence[Segment]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([np.nan if s.start is None else s.start for s in segments], np.float64)


def write(path: Path, *parts: Sequence[Segment]) -> SectionFile:
    with SectionWriter(path) as out:
        writer = TalkWriter(out)
        for part in parts:
            writer.append([talk_of(part)], begins_of(part))
        out.finish()
    return SectionFile(path)


def assert_same(file: SectionFile, segments: Sequence[Segment]) -> None:
    blocks = Blocks(file)
    for document, said in enumerate(segments):
        assert blocks.text(document) == said.text
        assert blocks.talk(document, said.start) == (said.text, said.anchors)
    read = blocks.read(np.arange(len(segments)), begins_of(segments))
    expected = talk_of(segments)
    assert read.text == expected.text
    for one, other in zip(read[1:], expected[1:], strict=True):
        assert one.tolist() == other.tolist()
        assert one.dtype == other.dtype


@settings(max_examples=examples(50))
@given(st.data(), st.sampled_from([WHOLE, FAR, ODD, WHOLE | ODD]))
def test_texts_and_anchors_come_back_as_they_were(
    data: st.DataObject, seconds: st.SearchStrategy[float]
) -> None:
    parts = data.draw(st.lists(st.lists(segments_of(seconds), max_size=4), min_size=1, max_size=3))
    with empty_folder() as folder:
        file = write(folder / "file", *parts)
        assert_same(file, [said for part in parts for said in part])
        file.close()


def test_parts_that_are_added_at_once_are_cut_into_blocks_and_samples_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.embedded.format.stored_text._PART", 20_000)
    monkeypatch.setattr("index.embedded.format.stored_text._TRAINED", 100_000)
    dice = random.Random(7)
    words = ["".join(dice.choices("abcdefghij", k=dice.randint(2, 9))) for _ in range(500)]
    said = [segment(" ".join(dice.choices(words, k=40)), n) for n in range(1_500)]
    parts = [said[at : at + 7] for at in range(0, len(said), 7)]
    with SectionWriter(tmp_path / "file") as out:
        talk = [talk_of(part) for part in [[], *parts, []]]
        TalkWriter(out).append(talk, begins_of(said))
        out.finish()
    file = SectionFile(tmp_path / "file")

    assert file.length("talk.dictionary") > 0
    assert file.length("talk.documents") < len(said) / 7
    assert_same(file, said)


@pytest.mark.parametrize(
    ("anchors", "start"),
    [
        ([(0, 1.5), (255, 1.5), (510, 34.267)], 1.5),
        ([(0, 1.5), (256, 34.268)], 1.5),
        ([(0, 40.0)], None),
        ([(0, 1.0), (9, 0.5)], 2.0),
        ([(70_000, 3_000_000.0)], 0.0),
        ([(0, 0.0005)], 0.0),
        ([(0, 1 / 3), (0, 1e9)], 1 / 7),
        ([(0, 2.0**40)], 0.0),
        ([(0, 5.0)], -1e300),
        ([(0, 5.0)], 1e300),
    ],
)
def test_times_of_any_kind_come_back(
    tmp_path: Path, anchors: list[tuple[int, float]], start: float | None
) -> None:
    said = [segment("a b", 0, start=start, anchors=anchors), segment("c", 1)]

    assert_same(write(tmp_path / "file", said), said)


def test_a_text_may_be_far_longer_than_a_block_and_next_to_empty_ones(tmp_path: Path) -> None:
    texts = ["", "é" * 300_000, "", "", "東京" * 3_000, "a", ""]
    said = [segment(text, n) for n, text in enumerate(texts)]
    file = write(tmp_path / "file", said)

    assert_same(file, said)
    assert Blocks(file).text(5) == "a"


@pytest.mark.parametrize("documents", [254, 255, 256, 600])
def test_a_block_may_hold_many_short_texts(tmp_path: Path, documents: int) -> None:
    said = [segment("", n) for n in range(documents)]

    assert_same(write(tmp_path / "file", said), said)


def test_much_talk_is_compressed_with_a_dictionary_of_its_own(tmp_path: Path) -> None:
    dice = random.Random(5)
    words = ["".join(dice.choices("abcdefghij", k=dice.randint(2, 9))) for _ in range(5_000)]
    said = [segment(" ".join(dice.choices(words, k=60)), n) for n in range(4_000)]
    file = write(tmp_path / "file", said[:3_500], said[3_500:])

    assert file.length("talk.dictionary") > 0
    assert_same(file, said)


@pytest.mark.parametrize("texts", [["a b " * 300_000], ["a" * 200_000] * 7, ["a"] * 2_000_000])
def test_much_talk_that_no_dictionary_can_be_made_of_is_stored_without(
    tmp_path: Path, texts: list[str]
) -> None:
    with SectionWriter(tmp_path / "file") as out:
        nothing = np.zeros(len(texts), np.int64)
        sizes = np.array([len(text) for text in texts])
        talk = Talk("".join(texts).encode(), sizes, nothing, nothing[:0], np.empty(0))
        TalkWriter(out).append([talk], np.zeros(len(texts)))
        out.finish()
    blocks = Blocks(SectionFile(tmp_path / "file"))

    assert [blocks.text(document) for document in (0, len(texts) - 1)] == [texts[0], texts[-1]]


def test_an_index_segment_may_have_no_talk(tmp_path: Path) -> None:
    assert_same(write(tmp_path / "file", []), [])
