"""Each part of an index segment is changed, all checksums are made anew, and the check tells."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index import check
from tests.builders import index_segments
from tests.faults.mutations import SegmentFile
from tests.faults.shows import make_talk


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("talk") / "index"
    make_talk(folder)
    return folder


@pytest.fixture
def segment_file(talk: Path) -> SegmentFile:
    """The first index segment, which has every section, changed in memory only."""
    return SegmentFile(talk / f"{index_segments(talk)[0]}.talk")


def told(segment: SegmentFile, tmp_path: Path, *, full: bool = False) -> list[str]:
    """Store the changed index segment in a copy of the index, and return what is wrong there."""
    folder = tmp_path / "index"
    folder.mkdir()
    for path in segment.path.parent.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    segment.path = folder / segment.path.name
    segment.store(folder)
    return [problem.what for problem in check(folder, full=full).problems]


def item(segment: SegmentFile, name: str, number: int, value: int) -> None:
    dtype, offset, items = segment.sections[name]
    width = int(dtype[2:])
    at = offset + number % items * width
    segment.data[at : at + width] = value.to_bytes(width, "little")


def one_more_document(segment: SegmentFile) -> None:
    item(segment, "episode.documents", 0, 9)


def unknown_speaker(segment: SegmentFile) -> None:
    item(segment, "speaker", 0, 250)


def other_day(segment: SegmentFile) -> None:
    item(segment, "episode.days", 0, 7)


def other_language(segment: SegmentFile) -> None:
    segment.facts["languages"] = ["fr", *segment.facts["languages"][1:]]


def other_duplicates(segment: SegmentFile) -> None:
    item(segment, "alike", 0, 1)


def falling_terms(segment: SegmentFile) -> None:
    item(segment, "terms.bytes", 0, ord("z"))


def longer_term(segment: SegmentFile) -> None:
    item(segment, "terms.sizes", 0, 200)


def longer_document(segment: SegmentFile) -> None:
    item(segment, "lengths", 0, 99)


def far_position(segment: SegmentFile) -> None:
    item(segment, "positions.1", -1, 254)


def more_postings(segment: SegmentFile) -> None:
    item(segment, "documents", 0, 5)


def form_of_no_term(segment: SegmentFile) -> None:
    item(segment, "forms", 0, 1 << 20)


def collocation_of_no_term(segment: SegmentFile) -> None:
    item(segment, "pair.seconds", 0, 1 << 20)


def other_collocation(segment: SegmentFile) -> None:
    item(segment, "pair.counts", 0, 77)


def camel_case_nowhere(segment: SegmentFile) -> None:
    item(segment, "hump.documents", 0, 1 << 20)


def name_of_no_episode(segment: SegmentFile) -> None:
    item(segment, "name.terms.episodes", 0, 1 << 20)


def impacts_missing(segment: SegmentFile) -> None:
    segment.sections["impacts"][2] = 1


def no_length_for_scoring(segment: SegmentFile) -> None:
    segment.sections["scored.lengths"][2] = 2


def block_of_garbage(segment: SegmentFile) -> None:
    item(segment, "talk", 0, 0)


def block_of_another_size(segment: SegmentFile) -> None:
    item(segment, "talk.sizes", 0, 3)


def unknown_section(segment: SegmentFile) -> None:
    segment.sections["sponsored"] = segment.sections.pop("sponsor")


def overlap(segment: SegmentFile) -> None:
    segment.sections["begins"][1] = segment.sections["ends"][1]


Harm = Callable[[SegmentFile], None]

HARM: dict[Harm, str] = {
    one_more_document: "segments, and 16 are stored",
    unknown_speaker: "speaker has a number that names nothing",
    other_day: "the day of episode 'a' is not that of its date",
    other_language: "the language of episode 'a' is not its own",
    other_duplicates: "alike has other segments than those whose signature is repeated",
    falling_terms: "terms do not ascend",
    longer_term: "the sizes of terms are not those of their bytes",
    longer_document: "segment 0 has 99 words",
    far_position: "a term stands behind the end of its segment",
    more_postings: "posting lists",
    form_of_no_term: "a term has no stem, or a stem a term that is not there",
    collocation_of_no_term: "a collocation has a term that is not there",
    other_collocation: "collocations are not those that were counted",
    camel_case_nowhere: "a camel-case word stands in a segment that is not there",
    name_of_no_episode: "name.terms name episodes that are not there",
    impacts_missing: "impacts has 1 items",
    no_length_for_scoring: "the longest segment has no length that scoring uses",
    block_of_garbage: "block 0 cannot be read",
    block_of_another_size: "the sizes of blocks are not those of the talk",
    unknown_section: "there is a section 'sponsored', which this version does not know",
    overlap: "overlap",
}


@pytest.mark.parametrize("harm", HARM, ids=lambda harm: harm.__name__)
def test_what_does_not_fit_is_told(segment_file: SegmentFile, tmp_path: Path, harm: Harm) -> None:
    harm(segment_file)

    assert any(HARM[harm] in what for what in told(segment_file, tmp_path))


def a_second(segment: SegmentFile) -> None:
    item(segment, "begins", 1, 1)


def another_speaker(segment: SegmentFile) -> None:
    item(segment, "speaker", 0, 1 - segment.data[segment.sections["speaker"][1]] % 2)


def another_stem(segment: SegmentFile) -> None:
    item(segment, "stems.bytes", 0, segment.data[segment.sections["stems.bytes"][1]] - 1)


def another_impact(segment: SegmentFile) -> None:
    item(segment, "impacts", 0, 1)


def another_skeleton(segment: SegmentFile) -> None:
    item(segment, "skeletons", 0, 1)


def another_name(segment: SegmentFile) -> None:
    item(segment, "name.terms.bytes", 0, segment.data[segment.sections["name.terms.bytes"][1]] - 1)


TOLD_IN_FULL: dict[Harm, str] = {
    a_second: "is not as it was given to the indexer",
    another_speaker: "is not as it was given to the indexer",
    another_stem: "stems.bytes is not what the talk makes",
    another_impact: "impacts is not what the talk makes",
    another_skeleton: "skeletons is not what the talk makes",
    another_name: "name.terms.bytes is not what the talk makes",
}


@pytest.mark.parametrize("harm", TOLD_IN_FULL, ids=lambda harm: harm.__name__)
def test_what_fits_and_is_wrong_is_told_when_the_talk_is_read_again(
    segment_file: SegmentFile, tmp_path: Path, harm: Harm
) -> None:
    harm(segment_file)

    assert any(TOLD_IN_FULL[harm] in what for what in told(segment_file, tmp_path, full=True))


def test_a_merged_index_is_what_its_talk_makes(talk: Path, tmp_path: Path) -> None:
    assert told(SegmentFile(talk / f"{index_segments(talk)[1]}.talk"), tmp_path, full=True) == []
