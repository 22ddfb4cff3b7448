import datetime
import json
from pathlib import Path
from typing import Any

import pytest

import index
import indexer
from index import Episode
from indexer.metadata.episode import Known, describe, known_beside
from tests.indexer.reading import vtt, write


def beside(folder: Path, about: object, name: str = "talk.vtt", **for_all: str) -> Known:
    """Return what a sidecar with this entry for `talk.vtt` says about the file `name`."""
    sidecar = {**for_all, "episodes": {"talk.vtt": about}}
    write(folder, {"episodes.json": json.dumps(sidecar)})
    return known_beside([folder / name])


def facts(folder: Path, about: object, name: str = "talk.vtt", **for_all: str) -> dict[str, Any]:
    known = beside(folder, about, name, **for_all)
    assert known.doubts == ()
    return known.facts


@pytest.mark.parametrize(
    ("name", "number", "title"),
    [
        ("013-flask-armin-ronacher.txt", "13", "Flask armin ronacher"),
        ("001_nicola_iarocci.txt", "1", "Nicola iarocci"),
        ("07.1-listener-questions.vtt", "7.1", "Listener questions"),
        ("12 - The C++ under it.srt", "12", "The C++ under it"),
        ("000-hello.txt", "0", "Hello"),
        ("549.txt", "549", "Episode 549"),
        ("07.1.txt", "7.1", "Episode 7.1"),
        ("listener-questions.vtt", None, "Listener questions"),
        ("3d-printing.vtt", None, "3d printing"),
        ("---.vtt", None, "---"),
    ],
)
def test_a_file_s_name_gives_a_number_and_a_title(
    name: str, number: str | None, title: str
) -> None:
    episode = describe("e", Path(name), {}, "")

    assert (episode.number, episode.title) == (number, title)


@pytest.mark.parametrize(
    ("names", "numbers"),
    [
        (("go-time-93.md", "go-time-202.md"), {"93", "202"}),
        (("Go Time 093.vtt", "go time 7.vtt"), {"93", "7"}),
        (("go-time-93.md", "go-time-202.png"), {None}),
        (("go-time-93.md", "go-time-93.vtt", "js-party-34.md"), {None}),
        (("http-2.md", "ipv-6.md"), {None}),
        (("pycon-2019.md", "pycon-2020.md"), {None}),
        (("talk-2019-05-12.md", "talk-2019-05-19.md"), {None}),
        (("silent-payments-part-1.md", "silent-payments-part-2.md"), {None}),
        (("12-go-time-93.md", "13-go-time-202.md"), {"12", "13"}),
    ],
)
def test_a_number_at_the_end_counts_where_files_share_what_is_before_it(
    tmp_path: Path, names: tuple[str, ...], numbers: set[str | None]
) -> None:
    show = write(tmp_path, dict.fromkeys(names, ""))

    assert {
        describe("e", show / name, {}, "").number for name in names if "png" not in name
    } == numbers


def test_an_episode_gets_its_number_when_a_second_one_shows_what_it_is(tmp_path: Path) -> None:
    show = write(tmp_path / "show", {"go-time-93.vtt": vtt("Hello.")})
    indexer.build([show], tmp_path / "index")
    write(show, {"go-time-94.vtt": vtt("Hello again.")})

    indexer.build([show], tmp_path / "index")

    with index.open_index(tmp_path / "index") as engine:
        known = [(episode.title, episode.number) for episode in engine.episodes()]
    assert known == [("Go time 93", "93"), ("Go time 94", "94")]


def test_an_episode_knows_its_file_and_its_fingerprint(tmp_path: Path) -> None:
    episode = describe("e", tmp_path / "talk.vtt", {}, "f")

    assert episode == Episode(
        "e", "Talk", source=str((tmp_path / "talk.vtt").resolve()), fingerprint="f"
    )


def test_the_sidecar_says_what_a_name_cannot(tmp_path: Path) -> None:
    about = {
        "number": "13.1",
        "title": "What WSGI is",
        "date": "2015-05-29",
        "people": ["Michael", "Armin"],
        "url": "https://talk.example/13",
        "media_url": "http://talk.example/13.mp3",
    }
    known = facts(tmp_path, about, show="Talk")

    assert describe("e", tmp_path / "99-talk.vtt", known, "f") == Episode(
        id="e",
        number="13.1",
        title="What WSGI is",
        show="Talk",
        date=datetime.date(2015, 5, 29),
        people=("Michael", "Armin"),
        url="https://talk.example/13",
        media_url="http://talk.example/13.mp3",
        source=str((tmp_path / "99-talk.vtt").resolve()),
        fingerprint="f",
    )


@pytest.mark.parametrize("about", [{}, {"title": "", "number": None, "url": None, "date": None}])
def test_what_the_sidecar_leaves_out_comes_from_the_name(tmp_path: Path, about: object) -> None:
    episode = describe("e", Path("13-talk.vtt"), facts(tmp_path, about), "")

    assert (episode.number, episode.title, episode.url, episode.people) == ("13", "Talk", None, ())


@pytest.mark.parametrize(("written", "number"), [(13, "13"), (7.1, "7.1"), ("013", "013")])
def test_a_number_may_be_written_as_one(tmp_path: Path, written: object, number: str) -> None:
    assert facts(tmp_path, {"number": written})["number"] == number


def test_an_episode_may_be_of_another_show(tmp_path: Path) -> None:
    assert facts(tmp_path, {"show": "Guests"}, show="Talk")["show"] == "Guests"


def test_the_key_may_leave_out_the_ending(tmp_path: Path) -> None:
    write(tmp_path, {"episodes.json": '{"episodes": {"talk": {"title": "Yes"}}}'})

    assert known_beside([tmp_path / "talk.srt"]).facts["title"] == "Yes"


def test_any_file_of_the_recording_may_be_the_key(tmp_path: Path) -> None:
    write(tmp_path, {"episodes.json": '{"episodes": {"talk.vtt": {"title": "Yes"}}}'})

    both = known_beside([tmp_path / "talk.txt", tmp_path / "talk.vtt"])
    assert both.facts["title"] == "Yes"


def test_nothing_is_known_without_a_sidecar_or_a_word_in_it(tmp_path: Path) -> None:
    assert known_beside([tmp_path / "talk.vtt"]) == Known({})
    assert facts(tmp_path, {"title": "Yes"}, name="other.vtt") == {}
    assert facts(tmp_path, None) == {}


@pytest.mark.parametrize("link", ["url", "media_url"])
@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JavaScript:alert(1)", " https://x", "data:,x", "/13", "x"]
)
def test_a_link_is_a_web_address(tmp_path: Path, link: str, address: str) -> None:
    known = beside(tmp_path, {link: address, "title": "Yes"})

    assert known.facts == {"title": "Yes"}
    assert [error.reason for error in known.doubts] == [
        f"{link} of talk.vtt is not a web address that begins with https:// or http://"
    ]


@pytest.mark.parametrize(
    "sidecar",
    [
        b"",
        b'{"episodes": {',
        b'{"episodes": {"talk": {"title": "caf\xe9"}}}',
        b"[]",
        b'{"show": "Talk"}',
        b'{"episodes": ["talk"]}',
        b'{"episodes": {"talk": 5}}',
        b'{"episodes": {"talk": "a title"}}',
        b'{"episodes": {"talk": ["a title"]}}',
        b'{"show": 5, "episodes": {"talk": {}}}',
        b'{"episodes": {"talk": {"title": 5}}}',
        b'{"episodes": {"talk": {"number": [1]}}}',
        b'{"episodes": {"talk": {"number": true}}}',
        b'{"episodes": {"talk": {"number": NaN}}}',
        b'{"episodes": {"talk": {"number": 1' + b"0" * 5000 + b"}}}",
        b'{"episodes": {"talk": {"date": "soon"}}}',
        b'{"episodes": {"talk": {"date": "2015-02-30"}}}',
        b'{"episodes": {"talk": {"date": 20150529}}}',
        b'{"episodes": {"talk": {"people": "Ann"}}}',
        b'{"episodes": {"talk": {"people": [1]}}}',
        b'{"episodes": {"talk": {"url": "javascript:alert(1)"}}}',
        b'{"episodes": ' + b"[" * 100_000,
    ],
    ids=lambda sidecar: sidecar[:60].decode("latin-1"),
)
def test_a_malformed_sidecar_is_a_doubt_and_the_talk_is_indexed(
    tmp_path: Path, sidecar: bytes
) -> None:
    show = write(tmp_path / "show", {"talk.vtt": vtt("Hello."), "more.vtt": vtt("Hello again.")})
    (show / "episodes.json").write_bytes(sidecar)

    report = indexer.build([show], tmp_path / "index")

    assert [note.path for note in report.doubts] == [show / "episodes.json"]
    assert (report.episodes, report.skipped) == (2, ())
    with index.open_index(tmp_path / "index") as engine:
        assert [episode.title for episode in engine.episodes()] == ["More", "Talk"]


def test_half_a_character_never_reaches_a_title(tmp_path: Path) -> None:
    sidecar = r'{"episodes": {"talk": {"title": "Way \ud83d out"}}}'
    show = write(tmp_path / "show", {"talk.vtt": vtt("Hello."), "episodes.json": sidecar})

    indexer.build([show], tmp_path / "index")

    with index.open_index(tmp_path / "index") as engine:
        assert [episode.title.encode() for episode in engine.episodes()]


def test_an_error_in_the_sidecar_s_json_has_its_line(tmp_path: Path) -> None:
    write(tmp_path, {"episodes.json": '{"episodes":\n{"talk":\noops}}'})

    known = known_beside([tmp_path / "talk.vtt"])

    assert [error.line for error in known.doubts] == [3]
