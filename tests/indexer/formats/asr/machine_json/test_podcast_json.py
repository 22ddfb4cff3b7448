import json

import pytest

import indexer
from indexer import Cue, Transcript
from tests.indexer.reading import read, refused, said_by, starts, texts


def podcast(*segments: object) -> str:
    return json.dumps({"version": "1.0.0", "segments": segments})


def test_a_segment_has_a_body_a_speaker_and_times() -> None:
    transcript = read(
        "talk.json",
        '{"version": "1.0.0", "segments": [',
        '{"speaker": "Luke", "startTime": 2.75, "endTime": 3, "body": "No"}]}',
    )

    assert transcript == Transcript("JSON", (Cue("No", 2.75, 3.0, "Luke", line=1),))


def test_a_word_a_segment_is_still_one_talk() -> None:
    words = ["pour", "some", "web", "into", "your", "flask"]
    transcript = read(
        "talk.json",
        podcast(
            *({"startTime": at, "endTime": at + 0.5, "body": word} for at, word in enumerate(words))
        ),
    )

    (segment,) = indexer.cut(transcript.cues)
    assert segment.text == "pour some web into your flask"
    assert [anchor.second for anchor in segment.anchors] == [0, 1, 2, 3, 4, 5]


def test_a_segment_without_a_time_continues_the_one_before() -> None:
    cues = read(
        "talk.json",
        podcast(
            {"startTime": 4.5, "body": "One."}, {"body": "Two."}, {"startTime": None, "body": "3."}
        ),
    ).cues

    assert starts(cues) == [4.5, None, None]


def test_segments_without_text_are_left_out() -> None:
    cues = read("talk.json", podcast({"body": ""}, {"body": "Yes."}, {"body": " "})).cues

    assert texts(cues) == ["Yes."]


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("Luke", "Luke"),
        (" Luke  S ", "Luke S"),
        ("", None),
        (" ", None),
        (None, None),
        (7, "Speaker 7"),
    ],
)
def test_a_speaker_is_a_name_or_nobody(speaker: object, name: str | None) -> None:
    assert said_by(read("talk.json", podcast({"body": "No", "speaker": speaker})).cues) == [
        (name, "No")
    ]


def test_a_time_before_the_beginning_is_the_beginning() -> None:
    transcript = read("talk.json", podcast({"startTime": -0.2, "body": "No"}))

    assert starts(transcript.cues) == [0.0]
    assert transcript.doubts == ()


@pytest.mark.parametrize("second", [1.0004, 1.0006, 12.34567])
def test_times_finer_than_a_millisecond_never_fall(second: float) -> None:
    talk = {"body": "word " * 200, "startTime": second, "endTime": second}
    first, last = indexer.cut(read("talk.json", podcast(talk)).cues)

    assert (first.start or 0) <= (first.end or 0) <= (last.start or 0) <= (last.end or 0)


@pytest.mark.parametrize(
    "number", ["1" + "0" * 400, "1" + "0" * 5000], ids=["of 401 digits", "of 5001 digits"]
)
def test_a_number_too_large_for_a_time_is_none(number: str) -> None:
    text = '{"segments": [{"body": "No", "startTime": ' + number + "}]}"

    if len(number) > 5000:
        assert "a number too long" in refused("talk.json", text).reason
    else:
        assert starts(read("talk.json", text).cues) == [None]


@pytest.mark.parametrize(
    "text",
    [
        '{"segments": [{"body": "No"}], "segments": 5}',
        '{"segments": [{"body": "No"}], "segments": null}',
        r'{"x\"segments": []}',
    ],
)
def test_json_without_a_list_of_segments_is_refused(text: str) -> None:
    refused("talk.json", text)


def test_invalid_json_is_refused_with_its_line() -> None:
    error = refused("talk.json", '{"segments": [', '{"body": "One."},', '{"body": "Two.",}]}')

    assert error.line == 3
    assert "not valid JSON" in error.reason


def test_json_nested_too_deeply_is_refused() -> None:
    error = refused("talk.json", '{"segments": [{"body": "No", "x": ' + "[" * 100_000)

    assert "nested too deeply" in error.reason


def test_half_a_character_never_reaches_the_text() -> None:
    (cue,) = read("talk.json", r'{"segments": [{"body": "No \ud83d way"}]}').cues

    assert cue.text.encode().startswith(b"No ")
