import datetime
from pathlib import Path

import pytest

import index
import indexer
from indexer.metadata import file_names
from indexer.metadata.file_names import FileName, around, is_episode_name, parse_name, stem_for
from indexer.metadata.folders import parsed_name
from tests.indexer.reading import vtt, write

MARCH_4 = datetime.date(2021, 3, 4)


@pytest.mark.parametrize(
    ("stem", "number", "title"),
    [
        ("S02E01 - Oak", "S2E1", "Oak"),
        ("Harbour Desk S02E12 Oak", "S2E12", "Oak"),
        ("Harbour.Desk.s2e1.Oak", "S2E1", "Oak"),
        ("Season 2 Episode 1 - Oak", "S2E1", "Oak"),
        ("2x01 Oak", "S2E1", "Oak"),
        ("S02E01", "S2E1", "Episode S2E1"),
        ("Ep 12 - Steam", "12", "Steam"),
        ("ep12-steam", "12", "Steam"),
        ("Ep. 12: Steam", "12", "Steam"),
        ("Episode 012 Steam", "12", "Steam"),
        ("harbour-desk-episode-12-steam", "12", "Steam"),
        ("Folge 12 - Dampf", "12", "Dampf"),
        ("E012 - Steam", "12", "Steam"),
        ("#12 Steam", "12", "Steam"),
        ("#12", "12", "Episode 12"),
        ("Harbour Desk #12.1 - Steam", "12.1", "Steam"),
        ("Steam with Pavel (Ep 12)", "12", "Steam with Pavel"),
        ("Interview #12 with Nora", "12", "Interview #12 with Nora"),
        ("c#12", None, "C#12"),
        ("e2e-testing", None, "E2e testing"),
        ("Step 12", None, "Step 12"),
        ("1920x1080 wallpapers", None, "1920x1080 wallpapers"),
        ("2021 in review", None, "2021 in review"),
        ("1234567 plates", None, "1234567 plates"),
    ],
)
def test_a_number_is_announced_by_a_word_or_a_sign(
    stem: str, number: str | None, title: str
) -> None:
    assert parse_name(stem)[::2] == (number, title)


@pytest.mark.parametrize(
    ("stem", "date", "number", "title"),
    [
        ("20210304-steam", MARCH_4, None, "Steam"),
        ("2021_03_04 Steam", MARCH_4, None, "Steam"),
        ("2021.03.04 Steam", MARCH_4, None, "Steam"),
        ("steam-2021-03-04", MARCH_4, None, "Steam"),
        ("04.03.2021 Steam", MARCH_4, None, "Steam"),
        ("14-03-2021 Steam", datetime.date(2021, 3, 14), None, "Steam"),
        ("03-14-2021 Steam", datetime.date(2021, 3, 14), None, "Steam"),
        ("04-03-2021 Steam", None, None, "04 03 2021 Steam"),
        ("04-04-2021 Steam", datetime.date(2021, 4, 4), None, "Steam"),
        ("Steam, 4 March 2021", MARCH_4, None, "Steam"),
        ("March_4_2021_Steam", MARCH_4, None, "Steam"),
        ("20210304_140005 Steam", MARCH_4, None, "Steam"),
        ("GMT20210304-140005_Recording.transcript", MARCH_4, None, "Recording"),
        ("2021-03-04 - Ep 12 - Steam", MARCH_4, "12", "Steam"),
        ("20210304-012-steam", MARCH_4, "12", "Steam"),
        ("012 2021-03-04 Steam", MARCH_4, "12", "Steam"),
        ("2021-03-04-10-tips", MARCH_4, None, "10 tips"),
        ("04-03-21 Steam", None, None, "04 03 21 Steam"),
        ("2021-03 Steam", None, None, "2021 03 Steam"),
        ("20219999 Steam", None, None, "20219999 Steam"),
        ("2021-02-30 Steam", None, None, "2021 02 30 Steam"),
    ],
)
def test_a_date_is_no_number_and_is_read_only_where_its_day_is_known(
    stem: str, date: datetime.date | None, number: str | None, title: str
) -> None:
    assert parse_name(stem) == FileName(number, date, title)


@pytest.mark.parametrize(
    ("others", "date"),
    [
        (("25-03-2021 Tar",), MARCH_4),
        (("03-25-2021 Tar",), datetime.date(2021, 4, 3)),
        (("11-03-2021 Tar",), None),
        (("25-03-2021 Tar", "03-25-2021 Oak"), None),
    ],
)
def test_the_names_around_tell_which_of_two_numbers_is_the_day(
    others: tuple[str, ...], date: datetime.date | None
) -> None:
    near = around(["04-03-2021 Steam", *others])

    assert parse_name("04-03-2021 Steam", near)[:2] == (None, date)


@pytest.mark.parametrize(
    ("stem", "language", "title"),
    [
        ("12_steam.en", "en", "Steam"),
        ("12_steam.en-orig", "en", "Steam"),
        ("12_steam.pt-BR", "pt", "Steam"),
        ("12_steam.deu.forced", "de", "Steam"),
        ("12_steam.en.auto", "en", "Steam"),
        ("12_steam.transcript", None, "Steam"),
        ("12_steam [dQw4w9WgXcQ].en", "en", "Steam"),
        ("12_steam.mp4.en-orig", "en", "Steam"),
        ("12_steam.MP3", None, "Steam"),
        ("12.mp4.en-orig", "en", "Episode 12"),
        ("12_node.js", None, "Node.js"),
        ("12_converting_Patreon.com", None, "Converting Patreon.com"),
    ],
)
def test_the_language_and_the_id_of_a_caption_file_are_no_part_of_the_title(
    stem: str, language: str | None, title: str
) -> None:
    assert parse_name(stem) == FileName("12", None, title, language)


@pytest.mark.parametrize(
    ("stems", "numbers"),
    [
        (("harbour-desk-012-steam", "harbour-desk-013-tar"), ["12", "13"]),
        (("desk-12-steam", "desk-13-tar", "desk-14-oak"), ["12", "13", "14"]),
        (("desk-12-steam", "desk-90-tar"), [None, None]),
        (("top-5-boats", "top-10-ropes"), [None, None]),
        (("boats-2019-in-review", "boats-2020-in-review", "boats-2021-in-review"), [None] * 3),
        (("sail-part-01-oak", "sail-part-02-tar"), [None, None]),
        (("harbour-desk-012-steam",), [None]),
    ],
)
def test_a_number_between_show_and_title_counts_where_the_names_around_count_up(
    stems: tuple[str, ...], numbers: list[str | None]
) -> None:
    near = around(stems)

    assert [parse_name(stem, near).number for stem in stems] == numbers


def test_a_year_is_a_number_only_in_a_show_that_has_come_so_far() -> None:
    assert parse_name("2021 Nora Quist").number is None
    assert parse_name("2021 Nora Quist", around(["1899 Pavel", "2021 Nora Quist"])).number == "2021"


@pytest.mark.parametrize("name", ["transcript", "captions.en", "en", "index", "Full Transcript"])
def test_a_file_named_by_its_kind_has_the_facts_of_its_folder(tmp_path: Path, name: str) -> None:
    write(tmp_path, {f"ep12-steam/{name}.vtt": "", f"ep13-tar/{name}.vtt": ""})

    known = parsed_name(tmp_path / "ep12-steam" / f"{name}.vtt")

    assert known[:3] == ("12", None, "Steam")


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (("it.txt", "oak.txt", "tar.txt"), "It"),
        (("it.txt", "en.txt", "chapters.txt"), "Steam"),
        (("it.txt", "oak.md", "tar.md"), "Steam"),
    ],
)
def test_a_code_is_a_word_among_names_of_episodes(
    tmp_path: Path, names: tuple[str, ...], title: str
) -> None:
    write(tmp_path, {f"steam/{name}": "" for name in names})

    assert parsed_name(tmp_path / "steam" / "it.txt").title == title


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("A script of the play about it, whatever it is, and it comes at night.", "en"),
        ("Questa è la storia della barca e del mare in tempesta, e di chi la racconta.", "it"),
        ("Ja.", "it"),
    ],
)
def test_english_talk_is_english_in_a_file_named_by_another_code(
    tmp_path: Path, said: str, language: str
) -> None:
    show = write(tmp_path / "show", {"it.vtt": vtt(said)})

    (read,) = indexer.build([show], tmp_path / "index").read

    assert read.language == language


def test_a_folder_that_says_nothing_names_no_episode(tmp_path: Path) -> None:
    write(tmp_path, {"transcripts/transcript.vtt": ""})

    assert parsed_name(tmp_path / "transcripts" / "transcript.vtt").title == "Transcript"
    assert is_episode_name("012-steam")
    assert is_episode_name("---")


def test_a_number_with_a_season_is_read_back_from_the_name_that_it_gets() -> None:
    assert stem_for("S2E1", None, "Oak") == "s02e01-oak"
    assert file_names.number_in("s02e01-oak") == "S2E1"


def listed(location: Path) -> list[tuple[str | None, str]]:
    with index.open_index(location) as engine:
        return [(episode.number, episode.title) for episode in engine.episodes()]


def test_the_first_episodes_of_two_seasons_are_two_in_order(tmp_path: Path) -> None:
    names = ("S02E01 - Oak", "S01E10 - Tar", "S01E02 - Rope")
    show = write(tmp_path / "show", {f"{name}.vtt": vtt(f"The word {name}.") for name in names})

    indexer.build([show], tmp_path / "index")

    assert listed(tmp_path / "index") == [("S1E2", "Rope"), ("S1E10", "Tar"), ("S2E1", "Oak")]


@pytest.mark.parametrize(
    ("names", "episodes"),
    [
        (("talk.en.vtt", "talk.en-orig.vtt"), 1),
        (("talk.en.vtt", "talk.txt"), 1),
        (("talk.en.vtt", "talk.transcript.vtt"), 1),
        (("talk.en.vtt", "talk.es.vtt"), 2),
    ],
)
def test_captions_of_one_language_are_one_episode(
    tmp_path: Path, names: tuple[str, ...], episodes: int
) -> None:
    show = write(tmp_path / "show", {name: vtt("Oak and tar.") for name in names})

    report = indexer.build([show], tmp_path / "index")

    assert report.episodes == episodes
    assert len(report.skipped) == 2 - episodes


def test_a_number_in_the_first_line_wins_over_a_name_that_begins_with_zeros(tmp_path: Path) -> None:
    said = "Welcome to Harbour Desk, episode #13, with guest Pavel Imre."
    show = write(tmp_path / "show", {"000_intro.vtt": vtt(said), "012_steam.vtt": vtt(said)})

    indexer.build([show], tmp_path / "index")

    assert listed(tmp_path / "index") == [("12", "Steam"), ("13", "Intro")]
