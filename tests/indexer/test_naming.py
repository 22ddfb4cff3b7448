"""The owner's word on speakers, from `speakers.yaml` to the index."""

import re
from pathlib import Path

import pytest

import index
import indexer
from indexer import explained
from indexer.metadata.speakers_file import is_speakers_file
from tests.conftest import ROOT
from tests.indexer.reading import write

PAGE = (ROOT / "docs" / "naming-speakers.md").read_text(encoding="utf-8")
FOLDER, BESIDE = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)

TALK = [
    ("SPEAKER_00", "Welcome to the harbour desk."),
    ("SPEAKER_01", "Thank you for the tea."),
    ("SPEAKER_00", "How did you learn to steam a plank?"),
    ("P. Imre", "With a kettle."),
    ("SPEAKER_02", "Mind the chair."),
    ("SPEAKER_00", "I mind it."),
    ("SPEAKER_01", "It was never yours."),
]


def captions(talk: list[tuple[str, str]] = TALK) -> str:
    return "WEBVTT\n\n" + "\n".join(
        f"00:{2 * at:02}.200 --> 00:{2 * at + 1:02}.900\n<v {name}>{text}\n"
        for at, (name, text) in enumerate(talk)
    )


def speakers(location: Path) -> list[str | None]:
    with index.open_index(location) as engine:
        (episode,) = engine.episodes()
        return [segment.speaker for segment in engine.segments(episode.id)]


def build(folder: Path, files: dict[str, str]) -> tuple[indexer.Report, Path]:
    show = write(folder / "show", files)
    return indexer.build([show], folder / "index"), folder / "index"


def test_the_page_s_example_names_the_speakers(tmp_path: Path) -> None:
    report, location = build(tmp_path, {"12-steam.vtt": captions(), "speakers.yaml": FOLDER})

    assert report.doubts == ()
    assert report.skipped == ()
    assert speakers(location) == [
        *("Nora Quist", "Pavel Imre", "Nora Quist", "Pavel Imre", "Nora Quist"),
        None,
    ]
    with index.open_index(location) as engine:
        (episode,) = engine.episodes()
        named = engine.segments(episode.id)[0]
    assert {"Nora Quist", "Pavel Imre"} <= set(episode.people)
    assert (named.speaker_source, named.speaker_probability) == ("labelled", 1.0)


def test_a_file_beside_an_episode_names_its_speakers_alone(tmp_path: Path) -> None:
    report, location = build(
        tmp_path,
        {"steam.en.vtt": captions(), "steam.speakers.yaml": BESIDE, "README.txt": "Read me."},
    )

    assert report.doubts == ()
    assert speakers(location)[0] == "Nora Quist"
    assert speakers(location)[1] != "Nora Quist"
    assert is_speakers_file("steam.speakers.yml")


@pytest.mark.parametrize("key", ["12", "012", '"#12"', "12-steam", "12-steam.vtt", "S0E0"])
def test_an_episode_goes_by_its_number_or_the_name_of_its_file(tmp_path: Path, key: str) -> None:
    yaml = f"episodes:\n  {key}:\n    SPEAKER_00: Nora Quist\n"
    report, location = build(tmp_path, {"12-steam.vtt": captions(), "speakers.yaml": yaml})

    if key == "S0E0":
        assert [(note.line, note.reason) for note in report.doubts] == [
            (2, "no file here is episode S0E0")
        ]
    else:
        assert (report.doubts, speakers(location)[0]) == ((), "Nora Quist")


def test_a_number_that_a_sidecar_gives_is_known(tmp_path: Path) -> None:
    files = {
        "steam.vtt": captions(),
        "steam.episode.json": '{"number": 12}',
        "speakers.yaml": "episodes: {12: {SPEAKER_00: Nora Quist}}",
    }
    report, location = build(tmp_path, files)

    assert (report.doubts, speakers(location)[0]) == ((), "Nora Quist")


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        ("SPEAKER_07: Nora Quist", 3, "there is no speaker SPEAKER_07 in 12-steam.vtt"),
        ('"59:00": Nora Quist', 3, "there is no turn at 59:00 in 12-steam.vtt"),
        ('"0:20": Nora Quist', 3, "there is no turn at 0:20 in 12-steam.vtt"),
        ("SPEAKER_00: [Nora]", 3, "SPEAKER_00 has no name"),
        ("SPEAKER_00: Nora Quist\npeoples: {}", 4, "peoples is neither people nor episodes"),
    ],
)
def test_a_line_that_names_what_is_not_there_is_a_doubt_with_its_place(
    tmp_path: Path, lines: str, line: int, reason: str
) -> None:
    yaml = f"episodes:\n  12:\n    {lines}\n"
    report, _ = build(tmp_path, {"12-steam.vtt": captions(), "speakers.yaml": yaml})

    (doubt,) = report.doubts
    assert (doubt.path.name, doubt.line) == ("speakers.yaml", line)
    assert doubt.reason.startswith(reason)


UNMARKED = "WEBVTT\n\n00:01.000 --> 00:04.000\nBoil it.\n\n00:05.000 --> 00:08.000\nWhy so?\n"


@pytest.mark.parametrize(
    ("key", "named", "reason"),
    [
        ("0:05", [None], "unmarked.vtt does not say where the turn at 0:05 begins and ends"),
        ("0:05-0:06", [None, "Nora Quist"], None),
        ("0:10", [None], "there is no turn at 0:10 in unmarked.vtt"),
    ],
)
def test_a_time_names_no_captions_whose_turns_are_not_marked(
    tmp_path: Path, key: str, named: list[str | None], reason: str | None
) -> None:
    yaml = f'"{key}": Nora Quist\n'
    report, location = build(tmp_path, {"unmarked.vtt": UNMARKED, "unmarked.speakers.yaml": yaml})

    assert speakers(location) == named
    assert [note.reason.partition(";")[0] for note in report.doubts] == ([reason] if reason else [])
    with index.open_index(location) as engine:
        assert engine.episodes()[0].people == (() if reason else ("Nora Quist",))


def test_a_spelling_of_two_people_names_neither(tmp_path: Path) -> None:
    yaml = "people:\n  Nora Quist: [SPEAKER_00]\n  Olek Brun: [speaker_00, SPEAKER_01]\n"
    report, location = build(tmp_path, {"12-steam.vtt": captions(), "speakers.yaml": yaml})

    assert [(note.line, note.reason) for note in report.doubts] == [
        (2, "speaker_00 is a spelling of several people, and names none")
    ]
    assert speakers(location)[:2] == ["SPEAKER_00", "Olek Brun"]


def test_a_file_that_is_no_yaml_costs_only_a_doubt(tmp_path: Path) -> None:
    report, location = build(
        tmp_path, {"12-steam.vtt": captions(), "speakers.yaml": "people: [x\nepisodes: {"}
    )

    assert [note.path.name for note in report.doubts] == ["speakers.yaml"]
    assert len(speakers(location)) == len(TALK)


def test_a_change_of_the_owner_s_word_reads_its_episode_anew_and_no_other(tmp_path: Path) -> None:
    tar = [(name, f"Tar {text}") for name, text in TALK]
    files = {"12-steam.vtt": captions(), "13-tar.vtt": captions(tar)}
    build(tmp_path, files)
    first, _ = build(tmp_path, {"speakers.yaml": "episodes: {12: {SPEAKER_00: Nora Quist}}"})
    second, _ = build(tmp_path, {"speakers.yaml": "episodes: {12: {SPEAKER_00: Olek Brun}}"})
    third, location = build(tmp_path, {})

    assert [taken.episode for taken in first.read] == ["12-steam"]
    assert [taken.episode for taken in second.read] == ["12-steam"]
    assert third.episodes == 0
    with index.open_index(location) as engine:
        assert engine.segments("12-steam")[0].speaker == "Olek Brun"


def interview() -> str:
    turns = ["Welcome to the show. This is your host, Nora Quist, and with me is Pavel Imre."]
    for at in range(8):
        turns += [
            f"So tell me, what do you do on day {at}?",
            "Well, I think that we plane the oak and then we steam it. " * 4,
            "Right.",
            "And it was all that we had at the time, so I kept the lid shut. " * 3,
        ]
    return "WEBVTT\n\n" + "\n".join(
        f"{at // 6:02}:{at % 6}0.000 --> {at // 6:02}:{at % 6}9.000\n>> {text}\n"
        for at, text in enumerate(turns)
    )


def guessed(location: Path) -> set[tuple[str | None, str | None]]:
    with index.open_index(location) as engine:
        (episode,) = engine.episodes()
        return {(s.speaker, s.speaker_source) for s in engine.segments(episode.id)}


@pytest.mark.parametrize(
    ("lines", "gone", "came"),
    [
        ("Pavel Imre: nobody", ("Pavel Imre", "inferred"), (None, None)),
        ("Pavel Imre: Olek Brun", ("Pavel Imre", "inferred"), ("Olek Brun", "inferred")),
        ('"0:00-59:00": Olek Brun', ("Pavel Imre", "inferred"), ("Olek Brun", "labelled")),
    ],
)
def test_an_inference_is_taken_back_or_corrected(
    tmp_path: Path,
    lines: str,
    gone: tuple[str, str],
    came: tuple[str | None, str | None],
) -> None:
    _, location = build(tmp_path, {"12-steam.vtt": interview()})
    assert gone in guessed(location)

    report, _ = build(tmp_path, {"speakers.yaml": f"episodes:\n  12:\n    {lines}\n"})

    assert report.doubts == ()
    assert gone not in guessed(location)
    assert came in guessed(location)


def test_the_explanation_shows_who_could_be_named(tmp_path: Path) -> None:
    write(tmp_path, {"12-steam.vtt": captions(), "13-tar.vtt": interview()})

    told = "\n".join(explained([tmp_path]))

    assert "to be named  SPEAKER_00, SPEAKER_01, SPEAKER_02; in speakers.yaml" in told
    assert "under episodes: 12:" in told
    assert "Nora Quist (inferred)" in told


SPELT = "people:\n  Nora Quist: [SPEAKER_00, Nora]\n  Olek Brun: [O. Brun]\n"
NO_SPELLING = "no file that was read has a speaker {}; this spelling names nobody"


def test_a_spelling_that_no_file_has_is_a_doubt_with_its_place(tmp_path: Path) -> None:
    report, _ = build(tmp_path, {"12-steam.vtt": captions(), "speakers.yaml": SPELT})

    assert [(note.line, note.reason) for note in report.doubts] == [
        (2, NO_SPELLING.format("Nora")),
        (3, NO_SPELLING.format("O. Brun")),
    ]


def test_a_spelling_that_one_file_of_the_folder_has_is_none(tmp_path: Path) -> None:
    other = captions([("Nora", "Tar floats."), ("O. Brun", "It does.")] * 2)
    files = {"12-steam.vtt": captions(), "13-tar.vtt": other, "speakers.yaml": SPELT}

    assert build(tmp_path, files)[0].doubts == ()


def test_a_spelling_may_be_the_name_of_a_label(tmp_path: Path) -> None:
    yaml = "people: {Nora Quist: [Nora]}\nepisodes: {12: {SPEAKER_00: Nora}}"
    report, _ = build(tmp_path, {"12-steam.vtt": captions(), "speakers.yaml": yaml})

    assert report.doubts == ()


def test_files_that_are_not_read_may_have_a_spelling(tmp_path: Path) -> None:
    files = {"12-steam.vtt": captions(), "speakers.yaml": SPELT}
    build(tmp_path, files)

    assert build(tmp_path, {"13-tar.vtt": captions()})[0].doubts == ()
