from typing import Any

import pytest
from hypothesis import given

from indexer import Cue, Transcript
from indexer.formats.asr.machine_json import FORMAT
from tests.indexer.formats.asr.json_reading import MORE_EXAMPLES, check, like, parsed, said

SAMPLE: dict[str, Any] = {
    "speakers": {"spk_0": "Ann", "spk_1": " "},
    "segments": [
        {"speakerLabel": "spk_0", "start": 0, "end": 4.4, "text": " Hello."},
        {"speakerLabel": "spk_1", "start": 4.4, "end": 5, "text": " Yes."},
    ],
}


def test_a_label_is_the_name_that_the_map_gives() -> None:
    assert parsed(FORMAT, SAMPLE) == Transcript(
        "JSON",
        (Cue(" Hello.", 0.0, 4.4, "Ann", line=1), Cue(" Yes.", 4.4, 5.0, "spk_1", line=2)),
    )


@pytest.mark.parametrize("speakers", [{}, None, {"spk_1": "Bob"}, {"spk_0": None}])
def test_a_label_that_the_map_lacks_is_the_name(speakers: object) -> None:
    assert said(parsed(FORMAT, SAMPLE | {"speakers": speakers}))[0] == ("spk_0", " Hello.")


def test_a_segment_without_a_label_has_no_speaker() -> None:
    document = {"segments": [{"speakerLabel": None, "start": 1, "text": "So"}]}

    assert said(parsed(FORMAT, document)) == [(None, "So")]


@MORE_EXAMPLES
@given(like(SAMPLE))
def test_anything_in_its_shape_is_read_or_refused(document: object) -> None:
    check(FORMAT, document)
