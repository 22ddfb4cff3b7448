import contextlib
import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import TranscriptError
from indexer.dates import find_date, parse_date
from indexer.formats.decoding import whole
from indexer.metadata.documents import parse_yaml, read_document
from indexer.metadata.episode import Known, is_metadata, known_beside, known_within
from indexer.metadata.facts import check, join, with_people
from indexer.metadata.sidecars import is_sidecar, read_sidecars
from tests.indexer.reading import write
from tests.indexer.test_properties import MORE_EXAMPLES

EPISODE = {
    ".json": '{"number": 13, "title": "Flask", "date": "2015-05-29", "hosts": ["Ann Lee"]}',
    ".toml": 'number = "13"\ntitle = "Flask"\ndate = 2015-05-29\nhosts = ["Ann Lee"]\n',
    ".yaml": "number: 13\ntitle: Flask\ndate: 2015-05-29\nhosts: [Ann Lee]\n",
}
FACTS = {
    "number": "13",
    "title": "Flask",
    "date": datetime.date(2015, 5, 29),
    "people": ("Ann Lee",),
    "hosts": ("Ann Lee",),
}


def known(folder: Path, files: dict[str, str], *names: str) -> Known:
    """Return what the sidecars among `files` say about the recording of these names."""
    write(folder, files)
    return known_beside([folder / name for name in names or ("talk.vtt",)])


def reasons(known: Known) -> list[str]:
    return [doubt.reason for doubt in known.doubts]


@pytest.mark.parametrize("ending", EPISODE)
def test_a_sidecar_lies_beside_its_transcript(tmp_path: Path, ending: str) -> None:
    assert known(tmp_path, {f"talk.episode{ending}": EPISODE[ending]}) == (FACTS, ())
    assert known_beside([tmp_path / "other.vtt"]) == ({}, ())


@pytest.mark.parametrize("ending", EPISODE)
def test_a_folder_of_one_episode_needs_no_name(tmp_path: Path, ending: str) -> None:
    files = {f"episode{ending}": EPISODE[ending], "talk.vtt": "", "talk.srt": "", "cover.jpg": ""}

    assert known(tmp_path, files).facts == FACTS


def test_in_a_folder_of_several_episodes_it_is_nobody_s(tmp_path: Path) -> None:
    files = {"episode.json": EPISODE[".json"], "talk.vtt": "", "more.vtt": ""}

    assert known(tmp_path, files).facts == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("episodes.yaml", "show: S\nepisodes:\n  talk.vtt: {title: Yes, number: 13.10}\n"),
        ("episodes.yaml", "show: S\nepisodes:\n- {file: talk.vtt, title: Yes, number: 13.10}\n"),
        ("episodes.toml", 'show = "S"\n[episodes."talk.vtt"]\ntitle = "Yes"\nnumber = "13.10"\n'),
        ("episodes.json", '[{"file": "talk", "title": "Yes", "number": "13.10", "show": "S"}]'),
        ("episodes.csv", "File,Title,Number,Show\r\ntalk.vtt,Yes,13.10,S\r\nother,No,2,\r\n"),
        ("episodes.csv", "\ufefffile;title;number;show\ntalk.vtt;Yes;13.10;S\n"),
    ],
)
def test_one_file_may_tell_of_the_whole_folder(tmp_path: Path, name: str, text: str) -> None:
    facts = {"show": "S", "title": "Yes", "number": "13.10"}

    assert known(tmp_path, {name: text}) == (facts, ())


def test_a_row_without_a_file_goes_by_the_number_in_the_name(tmp_path: Path) -> None:
    table = {"episodes.csv": "number,title,guests\n007,Bond,Ann Lee; Bo Ray\n8,Other,\n"}
    facts = known(tmp_path, table, "07-talk.vtt").facts

    assert (facts["title"], facts["guests"]) == ("Bond", ("Ann Lee", "Bo Ray"))


def test_the_more_particular_sidecar_wins_and_the_rest_is_added(tmp_path: Path) -> None:
    files = {
        "talk.episode.yaml": "title: Own",
        "episodes.csv": "file,title,number\ntalk,Table,5\n",
        "episodes.json": '{"show": "S", "episodes": {"talk": {"title": "J", "number": 6}}}',
    }

    assert known(tmp_path, files).facts == {"title": "Own", "number": "5", "show": "S"}


def test_one_wrong_value_does_not_cost_the_others(tmp_path: Path) -> None:
    sidecar = '{"title": "Yes", "date": "2015-02-30", "url": "javascript:x", "people": 5}'
    found = known(tmp_path, {"talk.episode.json": sidecar})

    assert found.facts == {"title": "Yes"}
    assert reasons(found) == [
        "date is not a date such as 2025-01-14",
        "url is not a web address that begins with https:// or http://",
        "people is not a list of names",
    ]
    assert {doubt.path for doubt in found.doubts} == {tmp_path / "talk.episode.json"}


@pytest.mark.parametrize(
    "name",
    [
        *("episodes.json", "episodes.csv", "episode.toml", "Episodes.YAML", "talk.episode.json"),
        *("feed.xml", "show.rss", "a.atom"),
    ],
)
def test_a_file_of_facts_is_no_transcript(name: str) -> None:
    assert is_metadata(name)


@pytest.mark.parametrize("name", ["talk.json", "my-episodes.json", "episode.vtt", "captions.xml"])
def test_a_transcript_is_no_file_of_facts(name: str) -> None:
    assert not is_metadata(name)


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.json", '{\n"a": }', 2),
        ("a.json", "[" * 100_000, None),
        ("a.json", "1" * 5000, None),
        ("a.toml", "a = 1\nb = \n", 2),
        ("a.toml", "a = " + "[" * 50_000, None),
        ("a.toml", "a = 1\n" + "a." * 30_000 + "b = 1", 2),
        ("a.toml", "[" + '"a" . ' * 10_000 + "b]", 1),
        ("a.yaml", "a: 1\nb: [1, 2\n", 3),
        ("a.yaml", "a: &x [1, 1]\nb: [*x, *x]\n", 2),
        ("a.yaml", "{<<: &x {a: 1}}\n--- *x", None),
        ("a.yaml", "a: " + "[" * 100_000, 1),
        ("a.yaml", "".join(f"{' ' * depth}a:\n" for depth in range(500)), 21),
        ("a.yaml", "? [a, b]\n: c\n", 1),
        ("a.yaml", "a: \x07", None),
        ("a.yaml", "- &a x\n" * 50_000, None),
        ("a.yaml", "a: 1\n" * 300_000, None),
        ("a.csv", 'a,b\n1,"x\n', 2),
        ("a.csv", "a\n" + "x" * 200_000, 2),
        ("a.json", "x" * (1 << 24) + " ", None),
    ],
    ids=range(19),
)
def test_what_is_malformed_or_made_to_blow_up_is_refused(
    tmp_path: Path, name: str, text: str, line: int | None
) -> None:
    write(tmp_path, {name: text})
    with pytest.raises(TranscriptError) as caught:
        read_document(tmp_path / name)

    assert caught.value.path == tmp_path / name
    assert line is None or caught.value.line == line


def test_yaml_makes_nothing_but_text_of_its_scalars(tmp_path: Path) -> None:
    text = "a: 13.10\nb: no\nc: 010\nd: 2015-02-30\ne: ~\nf: !!python/name:os.system x\n"

    assert parse_yaml(tmp_path / "a.yaml", text) == {
        "a": "13.10",
        "b": "no",
        "c": "010",
        "d": "2015-02-30",
        "e": None,
        "f": "x",
    }


@pytest.mark.parametrize(
    ("written", "date"),
    [
        *(("2015-05-29", 29), ("2015/5/29", 29), ("29.05.2015", 29), ("May 29th 2015", 29)),
        *(("Monday, May 29th 2015", 29), ("Fri May 29, 2015", 29), ("29 May 2015", 29)),
        *(("29th of May, 2015", 29), ("MAY 1ST, 2015", 1), ("2 may 2015", 2), ("May 3 2015", 3)),
        *(("2015-05-29T10:00:00Z", 29), ("2015-05-29 10:00:00+02:00", 29)),
        *(("Fri, 29 May 2015 10:00:00 GMT", 29), ("2015-05-29, 10:00 pm", 29)),
        *(("05/06/2015", None), ("May 32, 2015", None), ("2015-02-30", None), ("2015", None)),
        *(("Mai 29, 2015", None), ("2015-05-29 and more", None), ("", None), ("May", None)),
        *(("2015-05/29", None), ("12015-05-29", None), ("2015-05-290", None)),
    ],
)
def test_a_date_is_read_as_people_write_it(written: str, date: int | None) -> None:
    assert parse_date(written) == (datetime.date(2015, 5, date) if date else None)


MONTHS = "January February March April May June July August September October November December"


@MORE_EXAMPLES
@given(st.dates(min_value=datetime.date(1000, 1, 1)), st.sampled_from(["", "Monday, ", "Sun "]))
def test_every_date_is_found_in_every_shape(date: datetime.date, weekday: str) -> None:
    month = MONTHS.split()[date.month - 1]
    shapes = [
        date.isoformat(),
        f"{month} {date.day}, {date.year}",
        f"{month[:3]}. {date.day}th {date.year}",
        f"{date.day} {month} {date.year}",
        f"{date.day:02}.{date.month:02}.{date.year}",
    ]
    for shape in shapes:
        assert parse_date(weekday + shape) == date
        assert find_date(f"recorded {weekday}{shape}, somewhere") == date


@MORE_EXAMPLES
@given(st.text(alphabet="0123456789-/.: ,TZthMay", max_size=30) | st.text(max_size=30))
def test_any_text_is_a_date_or_none(text: str) -> None:
    assert isinstance(parse_date(text), datetime.date | None)
    assert isinstance(find_date(text), datetime.date | None)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
KEYS = st.sampled_from(
    ["title", "number", "date", "pub_date", "people", "host", "guests", "url", "media", "language"]
)


@MORE_EXAMPLES
@given(st.dictionaries(KEYS | st.text(max_size=5), VALUES, max_size=6), st.booleans())
def test_any_object_gives_facts_of_the_right_types(about: dict[str, Any], listed: bool) -> None:
    facts = check(about, lambda key, expected: None, listed)

    for name, value in facts.items():
        if name in ("people", "hosts", "guests"):
            assert isinstance(value, tuple)
            assert all(isinstance(person, str) and person for person in value)
        else:
            assert isinstance(value, datetime.date if name == "date" else str)
    assert set(facts.get("hosts", ())) | set(facts.get("guests", ())) <= set(
        facts.get("people", ())
    )
    assert join(facts, facts) == facts


@MORE_EXAMPLES
@given(
    st.sampled_from(["a.json", "a.toml", "a.yaml", "a.csv"]),
    st.lists(
        st.sampled_from([*"{}[]:,\"'=-&*!?|>#\n\t", "a", "1", "<<", "---", "\\u", "...", "  "])
        | st.text(max_size=3)
    ).map("".join),
)
def test_any_document_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(whole(text).encode())
    with contextlib.suppress(TranscriptError):
        read_document(path)


def test_roles_are_learnt_from_every_source() -> None:
    named = with_people([("Ann Lee", None), ("Bo Ray", None)])
    heard = with_people([("ann lee", "host"), ("Cy Poe", "guest")])

    assert join(named, heard) == {"people": ("Ann Lee", "Bo Ray"), "hosts": ("Ann Lee",)}


def within(text: str, talk: str = "", name: str = "talk.txt") -> dict[str, Any]:
    return known_within(Path(name), text, talk).facts


def test_front_matter_says_it_by_many_names() -> None:
    text = (
        '---\npub_date: November 06, 2025\ntitle: "114: Fast"\nspeakers:\n  - Ann Lee\n'
        "showLink: https://show.example/114\nmedia: https://cdn.example/1.mp3\nchannel: Show\n"
        "episode: 114\nguests: Bo Ray and Cy Poe\nsummary: ''\ntags: [a, {b: c}]\n---\nHello.\n"
    )

    assert within(text) == {
        "date": datetime.date(2025, 11, 6),
        "title": "114: Fast",
        "url": "https://show.example/114",
        "media_url": "https://cdn.example/1.mp3",
        "show": "Show",
        "number": "114",
        "people": ("Ann Lee", "Bo Ray", "Cy Poe"),
        "guests": ("Bo Ray", "Cy Poe"),
    }


def test_a_wrong_value_in_front_matter_is_a_doubt_with_its_line() -> None:
    known = known_within(Path("a.md"), "---\ntitle: A\ndate: soon\n---\nHello.\n", "")

    assert known.facts == {"title": "A"}
    assert [(doubt.path, doubt.line) for doubt in known.doubts] == [(Path("a.md"), 3)]


def test_broken_front_matter_is_a_doubt_with_its_line() -> None:
    known = known_within(Path("a.md"), "---\ntitle: A\nb: [\n---\nHello.\n", "")

    assert (known.facts, [doubt.line is not None for doubt in known.doubts]) == ({}, [True])


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Quiet Internet #1: Being Wrong on It\n2014-01-31\n00:38:45\n"
            "Written by us.\n\nGrey: Hi.",
            {"show": "Quiet Internet", "number": "1", "title": "Being Wrong on It"}
            | {"date": datetime.date(2014, 1, 31)},
        ),
        (
            "Title: A talk\nDate: May 3, 2015\nGuest: Ann Lee\n\nHost: Hello there.\n",
            {"title": "A talk", "date": datetime.date(2015, 5, 3)}
            | {"people": ("Ann Lee",), "guests": ("Ann Lee",)},
        ),
        (
            "* **Speaker: Rich Example**\n* **Video: [https://v.example](https://v.example)**\n",
            {"people": ("Rich Example",), "media_url": "https://v.example"},
        ),
        ("podcast: https://show.example/1/\n\nAnn:\n\nHi.", {"url": "https://show.example/1/"}),
        (
            "Episode 17: The Cold Kettle\n\nAnn: Hello.\n",
            {"number": "17", "title": "The Cold Kettle"},
        ),
        ("Kettle show, episode 5\n\nAnn: Hello.\n", {"number": "5"}),
        ("Episode 17: we begin.\n\nAnn: Hello.\n", {}),
        ("Episode 17: The Cold Kettle\nis what we read.\n", {}),
        ("Host: Hello there\nGuest: Oh Hello\n", {}),
        ("0:38 Hello #1: welcome\n", {}),
        ("WEBVTT\nTitle: x\n", {}),
        ("", {}),
    ],
)
def test_header_lines_are_read(text: str, facts: dict[str, Any]) -> None:
    assert within(text) == facts


@pytest.mark.parametrize(
    ("talk", "facts"),
    [
        (
            "It's Talk Example, episode #13 with guest Armin Example, "
            "Recorded Monday, May 29th 2015",
            {"number": "13", "date": datetime.date(2015, 5, 29)},
        ),
        (
            "00:00:00 Talk Example. Episode number two with guest Jo Lee recorded Sunday, April "
            "5th, 2015.\n00:00:45 This is your\n00:00:46 host, Ann de Groot. Follow me.",
            {"number": "2", "date": datetime.date(2015, 4, 5)},
        ),
        ("As we said on episode 12 with the dog, it was recorded in 2014.", {}),
    ],
)
def test_the_first_sentences_name_number_and_date(talk: str, facts: dict[str, Any]) -> None:
    assert within("", talk) == facts


def test_the_file_s_name_knows_the_number_better_than_an_ear() -> None:
    talk = "This is Talk Example, episode 446, recorded May 3rd, 2015."

    assert within("", talk, "445-talk.txt") == {"date": datetime.date(2015, 5, 3)}


INFO = {
    "title": "Steam",
    "channel": "Harbour Desk",
    "upload_date": "20210304",
    "webpage_url": "https://video.example/watch?v=1",
    "url": "https://stream.example/expires",
    "description": "<p>About&nbsp;kettles.</p>",
    "language": "en",
    "extractor": "youtube",
}


@pytest.mark.parametrize("name", ["Steam [dQw4w9WgXcQ].en.vtt", "Steam [dQw4w9WgXcQ].vtt"])
def test_the_info_file_of_yt_dlp_is_a_sidecar(tmp_path: Path, name: str) -> None:
    write(tmp_path, {name: "", "Steam [dQw4w9WgXcQ].info.json": json.dumps(INFO)})

    assert read_sidecars([tmp_path / name]) == (
        {
            "title": "Steam",
            "show": "Harbour Desk",
            "date": datetime.date(2021, 3, 4),
            "url": "https://video.example/watch?v=1",
            "language": "en",
            "description": "About kettles.",
        },
        (),
    )
    assert is_sidecar("Steam [dQw4w9WgXcQ].info.json")


@pytest.mark.parametrize(
    ("more", "number", "title"),
    [
        ({"season_number": 2, "episode_number": 1, "episode": "Oak"}, "S2E1", "Oak"),
        ({"episode_number": 12, "episode": "Episode 12"}, "12", "Steam"),
    ],
)
def test_yt_dlp_tells_season_and_episode(
    tmp_path: Path, more: dict[str, object], number: str, title: str
) -> None:
    write(tmp_path, {"talk.vtt": "", "talk.info.json": json.dumps({**INFO, **more})})

    facts, _ = read_sidecars([tmp_path / "talk.vtt"])

    assert (facts["number"], facts["title"]) == (number, title)


@pytest.mark.parametrize(
    ("about", "number"),
    [
        ({"season": 2, "episode": 1}, "S2E1"),
        ({"season": "02", "number": "01"}, "S2E1"),
        ({"seasons": ["1"], "episode": "12"}, "S1E12"),
        ({"season": "Spring", "episode": 1}, "1"),
        ({"season": 2, "episode": "13.1"}, "13.1"),
    ],
)
def test_season_and_episode_together_are_the_number(
    tmp_path: Path, about: dict[str, object], number: str
) -> None:
    write(tmp_path, {"talk.vtt": "", "talk.episode.json": json.dumps(about)})

    assert read_sidecars([tmp_path / "talk.vtt"])[0]["number"] == number
