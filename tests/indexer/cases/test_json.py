"""The cases of JSON beside the project: one invented talk in the shapes of many tools."""

import json
import re
from typing import Any

import pytest

from indexer import Cue
from indexer.recording import read_file
from tests.conftest import ROOT

FOLDER = ROOT.parent / "shared" / "cases" / "reading"

NORA, PAVEL = "Nora Quist", "Pavel Imre"
# The names of the two speakers as each file gives them, None where it names nobody.
CASES: dict[str, tuple[str, str] | None] = {
    "022-B-eleven": ("speaker_0", "speaker_1"),
    "023-B-seg_ms": (NORA, PAVEL),
    "025-B-buzz_ms": None,
    "026-B-bbc_kaldi": (NORA, PAVEL),
    "036-C-dialogue": (NORA, PAVEL),
    "037-C-interview": (NORA, PAVEL),
    "097-E-ifw": ("SPEAKER_00", "SPEAKER_01"),
    "098-E-speaker_name_key": (NORA, PAVEL),
    "119-H-revai": (NORA, PAVEL),
    "120-H-speechmatics": ("S1", "S2"),
    "122-H-google_stt": ("Speaker 1", "Speaker 2"),
    "123-H-google_stt2": ("Speaker 1", "Speaker 2"),
    "125-H-azure_fast": ("Speaker 1", "Speaker 2"),
    "126-H-azure_vi": (NORA, PAVEL),
    "128-H-vosk1": None,
    "129-H-watson": ("Speaker 0", "Speaker 1"),
    "131-H-yt_json3_asr": None,
    "132-H-yt_api": None,
    "134-H-podlove": (NORA, PAVEL),
    "135-H-podlove2": (NORA, PAVEL),
    "137-H-fireflies": (NORA, PAVEL),
    "138-H-fireflies_api": (NORA, PAVEL),
    "140-H-recall2": (NORA, PAVEL),
    "141-H-otter_json": (NORA, PAVEL),
    "143-H-ted": None,
    "144-H-sonix": (NORA, PAVEL),
    "146-H-hf_list": None,
    "147-H-nemo": None,
    "149-H-aai_sent": ("Speaker A", "Speaker B"),
    "150-H-aws_call": ("AGENT", "CUSTOMER"),
    "152-H-se_json": (NORA, PAVEL),
    "153-H-pc20_str": (NORA, PAVEL),
    "155-H-llm_list2": (NORA, PAVEL),
    "156-H-jsonl": (NORA, PAVEL),
    "158-H-spotify_json": (NORA, PAVEL),
    "159-H-transcript_env": (NORA, PAVEL),
    "161-H-captions_env": None,
    "162-H-speakers_obj": (NORA, PAVEL),
    "164-H-vibe": None,
    # The file has a table of speakers, and nothing that tells who says which word.
    "165-H-trint": None,
}
WITHOUT_TIMES = {"036-C-dialogue", "037-C-interview"}


def cues_of(name: str) -> tuple[Cue, ...]:
    folder = FOLDER / name / "in"
    if not folder.is_dir():
        pytest.skip(f"there is no case at {folder}")
    (path,) = folder.iterdir()
    return read_file(path, path.read_bytes()).cues


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@pytest.mark.parametrize("name", CASES)
def test_a_case_has_each_word_with_its_speaker_and_second(name: str) -> None:
    names = CASES[name]
    cues = cues_of(name)
    talk: list[dict[str, Any]] = json.loads((FOLDER / "TALK.json").read_text())
    speakers = dict(zip((NORA, PAVEL), names or (None, None), strict=True))

    said = [(word, cue.speaker, cue.start) for cue in cues for word in words(cue.text)]
    right = [
        (word, speakers[line["speaker"]], line["start"], line["end"])
        for line in talk
        for word in words(line["text"])
    ]

    assert [one[:2] for one in said] == [one[:2] for one in right]
    if name not in WITHOUT_TIMES:
        for (word, _, at), (_, _, start, end) in zip(said, right, strict=True):
            assert at is not None, word
            assert start - 1 <= at <= end + 1, word


def test_tokens_of_the_decoder_are_no_words() -> None:
    texts = [cue.text for cue in cues_of("070-D-whisper-tokens")]

    assert texts == ["The rope is new.", "The knot is old."]


def test_a_damaged_time_costs_that_time() -> None:
    cues = cues_of("116-G-nan")

    assert [(cue.text, cue.start) for cue in cues] == [
        ("Yes.", 0.0),
        ("The knot is old.", 2.0),
        ("The rope is new.", None),
        ("Done.", 9.0),
    ]
