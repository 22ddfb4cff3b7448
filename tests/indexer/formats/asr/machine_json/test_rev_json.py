from typing import Any

from hypothesis import given

from indexer import Cue, Transcript
from indexer.formats.asr.machine_json import FORMAT
from tests.indexer.formats.asr.json_reading import MORE_EXAMPLES, check, like, parsed, timed

SAMPLE: dict[str, Any] = {
    "segments": [
        {
            "start": 0.5,
            "end": 2.0,
            "wdlist": [
                {"start": 0.5, "end": 0.75, "word": "A "},
                {"start": 1.0, "end": 1.25, "word": "non-", "unaligned": True},
                {"start": 1.25, "end": 1.5, "word": "profit. "},
            ],
            "speaker_name": "Ann Lee",
            "lang": "en",
        }
    ]
}


def words(*texts: str, **fields: object) -> dict[str, object]:
    return {"wdlist": [{"start": at, "end": at, "word": w} for at, w in enumerate(texts)], **fields}


def test_a_word_is_a_cue_and_one_without_a_space_has_the_rest_of_it() -> None:
    assert parsed(FORMAT, SAMPLE) == Transcript(
        "JSON",
        (
            Cue("A", 0.5, 0.75, "Ann Lee", line=1),
            Cue("non-profit.", 1.0, 1.5, "Ann Lee", line=1),
        ),
        language="en",
        words=True,
    )


def test_the_last_word_of_a_segment_has_no_rest() -> None:
    document = {"segments": [words("So", "we"), words("go ")]}

    assert [cue.text for cue in parsed(FORMAT, document).cues] == ["Sowe", "go"]


def test_a_word_of_several_words_keeps_them() -> None:
    (cue,) = parsed(FORMAT, {"segments": [words("at @", "home ")]}).cues

    assert cue.text == "at @home"


def test_words_without_times_are_a_cue_of_their_segment() -> None:
    document = {"segments": [{"start": 7, "wdlist": [{"word": "So "}, {"word": "it "}]}]}

    assert timed(parsed(FORMAT, document)) == [("So it", 7.0, None)]


def test_segments_of_several_languages_give_none() -> None:
    assert (
        parsed(FORMAT, {"segments": [words("a", lang="en"), words("b", lang="fr")]}).language
        is None
    )


@MORE_EXAMPLES
@given(like(SAMPLE))
def test_anything_in_its_shape_is_read_or_refused(document: object) -> None:
    check(FORMAT, document)
