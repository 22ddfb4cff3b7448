"""Chapters of an episode: from which file they come, and what the report says of it."""

import json
from pathlib import Path

import pytest

import index
import indexer
from index import Chapter, Episode
from indexer import Report
from tests.indexer.reading import vtt, write

SAID = [f"The plank called {chr(97 + at % 26) * (3 + at // 26)} is steamed" for at in range(50)]
TALK = vtt(*SAID)  # 50 seconds
LINES = "".join(f"[00:{at:02}] {line}.\n" for at, line in enumerate(SAID))
INTRO, OAK, TAR = Chapter(0.0, "Intro"), Chapter(20.0, "Oak"), Chapter(40.0, "Tar")
LISTED = {"chapters": [{"startTime": 0, "title": "Intro"}, {"startTime": 20, "title": "Oak"}]}
JSON = json.dumps({"version": "1.2.0", **LISTED})
CUES = "WEBVTT\n\n00:00.000 --> 00:20.000\nIntro\n\n00:20.000 --> 00:50.000\nOak\n"
KIND = CUES.replace("WEBVTT", "WEBVTT\nKind: chapters")
DESCRIPTION = "Boats.\n00:00 Intro\n00:20 Oak\n00:40 Tar\n"


def built(folder: Path, files: dict[str, str]) -> tuple[Report, list[Episode]]:
    report = indexer.build([write(folder / "show", files)], folder / "index")
    if not (folder / "index").exists():
        return report, []
    with index.open_index(folder / "index") as engine:
        return report, engine.episodes()


def sidecar(**facts: object) -> str:
    return json.dumps({"episodes": {"12.vtt": facts}})


@pytest.mark.parametrize(
    ("files", "chapters"),
    [
        ({"12.chapters.vtt": KIND}, (INTRO, OAK)),
        ({"12-chapters.json": JSON}, (INTRO, OAK)),
        ({"12.chapters.txt": "00:00 Intro\n00:20 Oak\n00:40 Tar\n"}, (INTRO, OAK, TAR)),
        ({"chapters.json": JSON}, (INTRO, OAK)),
        ({"chapters.vtt": KIND, "12.txt": "\n\n".join(SAID)}, (INTRO, OAK)),
        ({"12.json": JSON}, (INTRO, OAK)),
        ({"12.json": JSON + " " * 9000}, (INTRO, OAK)),
        ({"12.srt": CUES[8:]}, (INTRO, OAK)),
        ({"12.info.json": json.dumps({"webpage_url": "https://x.y/", **LISTED})}, (INTRO, OAK)),
        ({"episodes.json": sidecar(**LISTED)}, (INTRO, OAK)),
        ({"12.episode.yaml": "chapters:\n- {start: 20, title: Oak}\n"}, (OAK,)),
        ({"episodes.json": sidecar(description=DESCRIPTION)}, (INTRO, OAK, TAR)),
        (
            {"12.episode.json": json.dumps({"description": "<p>Boats.</p>" + "".join(
                f"<p>{line}</p>" for line in DESCRIPTION.splitlines())})},
            (INTRO, OAK, TAR),
        ),
        (
            {"feed.xml": "<rss version='2.0'><channel><title>S</title><item><title>12</title>"
             f"<description>{DESCRIPTION.replace(chr(10), '&lt;br&gt;')}</description>"
             "</item></channel></rss>"},
            (INTRO, OAK, TAR),
        ),
        ({"episodes.json": sidecar(description=DESCRIPTION), "chapters.json": JSON}, (INTRO, OAK)),
        (
            {"episodes.json": sidecar(description=DESCRIPTION),
             "12.info.json": json.dumps({"webpage_url": "https://x.y/", **LISTED})},
            (INTRO, OAK),
        ),
    ],
    ids=["WebVTT beside", "JSON beside", "text beside", "the folder's", "the folder's, two formats",
         "of the same name", "of the same name, large", "told by its titles", "yt-dlp",
         "episodes.json", "a sidecar in YAML", "a description",
         "a description in HTML", "a feed", "a file before a description",
         "a list before a description"],
)  # fmt: skip
def test_an_episode_has_the_chapters_that_lie_beside_it(
    tmp_path: Path, files: dict[str, str], chapters: tuple[Chapter, ...]
) -> None:
    report, (episode,) = built(tmp_path, {"12.vtt": TALK, **files})

    assert episode.chapters == chapters
    assert report.doubts == ()
    assert [taken.chapters for taken in report.read] == [len(chapters)]
    assert report.with_chapters == 1
    assert [note for note in report.skipped if note.path.name != "12.txt"] == []


def test_front_matter_may_list_chapters(tmp_path: Path) -> None:
    matter = "---\ntitle: Oak\nchapters:\n- start: 0\n  title: Intro\n---\n\n"
    _, (episode,) = built(tmp_path, {"12.md": matter + LINES})

    assert episode.chapters == (INTRO,)


@pytest.mark.parametrize("name", ["12.chapters.json", "chapters.json", "episodes.json"])
def test_chapters_that_go_on_after_the_talk_are_left_out_with_a_doubt(
    tmp_path: Path, name: str
) -> None:
    listed = {"chapters": [*LISTED["chapters"], {"startTime": 900, "title": "Tar"}]}
    text = sidecar(**listed) if name == "episodes.json" else json.dumps(listed)
    report, (episode,) = built(tmp_path, {"12.vtt": TALK, name: text})

    (doubt,) = report.doubts
    assert episode.chapters == ()
    assert doubt.reason == (
        "its chapters are left out: Tar begins at 15:00, and the talk ends at 0:50"
    )
    assert doubt.path.name == ("12.vtt" if name == "episodes.json" else name)


OPENED = "[00:01] Ann: We steam oak.\n\n[00:02] Bob: Do we?\n\n[00:03] Ann: Yes.\n\n"


@pytest.mark.parametrize(
    ("talk", "chapters"),
    [
        ("Ann: We steam oak.\n\nBob: So we do.\n\n" * 9, (INTRO, Chapter(800.0, "Oak"))),
        (f"{OPENED}[00:05] Bob: So we do.\n", ()),
        (
            f"{OPENED}[00:05] Bob: {'We do so. ' * 500}\n",
            (INTRO, Chapter(800.0, "Oak")),
        ),
    ],
    ids=["no times", "few words after the last stamp", "many of them"],
)
def test_the_end_of_a_talk_is_estimated_where_its_file_does_not_say_it(
    tmp_path: Path, talk: str, chapters: tuple[Chapter, ...]
) -> None:
    listed = [{"startTime": 0, "title": "Intro"}, {"startTime": 800, "title": "Oak"}]
    files = {"12.txt": talk, "12.chapters.json": json.dumps({"chapters": listed})}
    report, (episode,) = built(tmp_path, files)

    assert episode.chapters == chapters
    assert len(report.doubts) == (chapters == ())


@pytest.mark.parametrize("name", ["12.chapters.json", "episodes.json"])
def test_chapters_whose_times_fall_are_left_out_with_a_doubt(tmp_path: Path, name: str) -> None:
    listed = {"chapters": LISTED["chapters"][::-1]}
    text = sidecar(**listed) if name == "episodes.json" else json.dumps(listed)
    report, (episode,) = built(tmp_path, {"12.vtt": TALK, name: text})

    (doubt,) = report.doubts
    assert episode.chapters == ()
    assert doubt.path.name == name
    assert doubt.reason.endswith("Intro begins at 0:00, and Oak before it at 0:20")
    assert report.skipped == ()


def test_a_list_in_the_wrong_order_is_no_talk(tmp_path: Path) -> None:
    files = {"12.vtt": TALK, "12.chapters.txt": "00:00 Intro\n00:40 Tar\n00:20 Oak\n"}
    report, (episode,) = built(tmp_path, files)

    assert episode.chapters == ()
    assert [(note.path.name, note.line) for note in report.doubts] == [("12.chapters.txt", 3)]


@pytest.mark.parametrize(
    ("files", "alone"),
    [
        ({"12.vtt": TALK, "13.chapters.vtt": KIND}, "13.chapters.vtt"),
        ({"12.vtt": TALK, "13.vtt": TALK, "chapters.vtt": KIND}, "chapters.vtt"),
        ({"12.vtt": TALK, "other/12.chapters.vtt": KIND}, "12.chapters.vtt"),
        ({"12.chapters.vtt": KIND, "12.vtt": "WEBVTT\n"}, "12.chapters.vtt"),
        ({"12.vtt": TALK, "13.vtt": CUES, "13.srt": CUES[8:]}, "13.vtt"),
    ],
    ids=["another name", "two episodes", "another folder", "no talk", "only chapters"],
)
def test_chapters_of_no_episode_are_reported_as_no_talk(
    tmp_path: Path, files: dict[str, str], alone: str
) -> None:
    report, episodes = built(tmp_path, files)

    assert all(episode.chapters == () for episode in episodes)
    assert [note.path.name for note in report.skipped if "chapters" in note.reason][-1] == alone


def test_talk_that_is_called_chapters_is_an_episode(tmp_path: Path) -> None:
    _, episodes = built(tmp_path, {"12.vtt": TALK, "chapters.vtt": vtt("We read chapters aloud.")})

    assert [episode.id for episode in episodes] == ["12", "chapters"]


def test_captions_in_two_languages_have_the_same_chapters(tmp_path: Path) -> None:
    files = {"12.en.vtt": TALK, "12.es.vtt": vtt(*["Hola."] * 50), "12.chapters.vtt": KIND}
    _, episodes = built(tmp_path, files)

    assert [episode.chapters for episode in episodes] == [(INTRO, OAK)] * 2


def test_a_folder_that_is_one_episode_has_one_list_of_chapters(tmp_path: Path) -> None:
    named = "".join(f"[00:{at:02}] Ann: {line}.\n" for at, line in enumerate(SAID))
    folder = {"ep12/transcript.txt": named, "ep12/captions.vtt": TALK, "ep12/chapters.json": JSON}
    report, (episode,) = built(tmp_path, folder)

    assert (Path(episode.source).name, episode.chapters) == ("transcript.txt", (INTRO, OAK))
    assert [note.path.name for note in report.skipped] == ["captions.vtt"]


def test_a_page_and_chapters_go_with_one_transcript(tmp_path: Path) -> None:
    page = "---\nepisode: 12\ntitle: Steam\n---\n\nWe talk about steam.\n"
    files = {"12.vtt": TALK, "12.chapters.vtt": KIND, "steam.md": page}
    _, (episode,) = built(tmp_path, files)

    assert (episode.title, episode.chapters) == ("Steam", (INTRO, OAK))


def test_the_chapters_of_a_video_are_not_those_of_the_podcast_of_the_same_talk(
    tmp_path: Path,
) -> None:
    named = "".join(f"[00:{at:02}] Ann: {line}.\n" for at, line in enumerate(SAID))
    files = {"text/12-oak.txt": named, "video/12-oak-video.vtt": TALK}
    report, (episode,) = built(tmp_path, {
        **files,
        "video/12-oak-video.chapters.vtt": KIND,
        "video/12-oak-video.info.json": json.dumps({"webpage_url": "https://x.y/", **LISTED}),
    })  # fmt: skip

    assert (Path(episode.source).name, episode.chapters) == ("12-oak.txt", ())
    assert {note.path.name: note.reason for note in report.skipped} == {
        "12-oak-video.vtt": "the same episode as 12-oak.txt, which was taken",
        "12-oak-video.chapters.vtt": (
            "chapters of another file of the episode than 12-oak.txt, which was taken"
        ),
    }


@pytest.mark.parametrize("name", ["12.chapters.json", "episodes.json", "12.info.json"])
def test_changed_chapters_make_the_episode_be_read_anew(tmp_path: Path, name: str) -> None:
    def told(*chapters: Chapter) -> str:
        listed = [{"startTime": one.start, "title": one.title} for one in chapters]
        facts = {"chapters": listed}
        return sidecar(**facts) if name == "episodes.json" else json.dumps(facts)

    built(tmp_path, {"12.vtt": TALK, name: told(INTRO, OAK)})
    same, _ = built(tmp_path, {})
    changed, (episode,) = built(tmp_path, {name: told(INTRO, TAR)})

    assert (same.unchanged, same.skipped, changed.unchanged) == (1, (), 0)
    assert episode.chapters == (INTRO, TAR)
