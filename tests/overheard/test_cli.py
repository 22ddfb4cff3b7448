"""The command line: its output on stdout and stderr, and its exit codes."""

import contextlib
import itertools
import json
import os
import pty
import re
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import index
from index import READING_VERSION, Chapter, Episode, SearchRequest, Segment, analysis, as_json
from index.analysis import VERSION
from search_web import create_app
from tests.builders import episode, indexed
from tests.contract.test_mishearings import RIGHT, WRONG, talk
from tests.samples import (
    CORPUS,
    GOLDEN_FILES,
    Page,
    arguments_of,
    command,
    environment_of,
    process,
    started,
    written_to,
)

GOLDEN = GOLDEN_FILES / "search.txt"

GOLDEN_QUERIES = [
    ["wsgi", "-n", "3"],
    ['"a web server is just a very patient function"'],
    ["cookie speaker:priya", "-n", "2"],
    ["C++", "-n", "2"],
    ["deploy", "--sort", "date", "-n", "3", "--offset", "2"],
    ["back OR pressure", "--episode", "6", "--limit", "1"],
    ["wsgi", "--offset", "1000"],
    ["zeppelin"],
    ['"patient function" OR fl*sk^2', "--explain", "-n", "1"],
    ["friday deploy", "--group-by", "episode", "--group-limit", "1", "-n", "2"],
    ["cookie", "--sort", "time", "-n", "2"],
]

PHRASE = "a web server is just a very patient function"

MARK = "\x1b[1;33m"
PLAIN = "\x1b[0m"
LINK = "\x1b]8;;"


def untimed(text: str) -> str:
    return re.sub(r"in \d+ ms", "in 0 ms", text)


def without_time(envelope: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in envelope.items() if key != "took_ms"}


def ids_of(location: Path, *arguments: str) -> list[str]:
    found = command("search", "-i", location, "--format", "json", *arguments)
    return [hit["id"] for hit in json.loads(found.stdout)["hits"]]


def contents_of(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def show(tmp_path: Path) -> Path:
    """The nine transcripts of the sample show and their sidecar."""
    return shutil.copytree(CORPUS, tmp_path / "show", ignore=shutil.ignore_patterns("*.md"))


# overheard index


def test_indexing_tells_how_much_it_took_and_from_how_many_files(
    show: Path, tmp_path: Path
) -> None:
    location = tmp_path / "index"
    done = process("index", show, "-i", location)
    with index.open_index(location) as engine:
        stats = engine.stats()
    head, body = done.stdout.splitlines()
    assert head == "9 files: 9 episodes indexed, 0 unchanged, 0 skipped"
    assert re.fullmatch(
        rf"{stats.segments:,} segments, {stats.words:,} words, "
        rf"\d+\.\d s; {re.escape(str(location))} takes {stats.bytes / 1e6:.1f} MB",
        body,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_second_run_leaves_unchanged_episodes_alone(show: Path, tmp_path: Path) -> None:
    location = tmp_path / "index"
    command("index", show, "-i", location)
    again = command("index", show, "-i", location)
    assert again.stdout.startswith("9 files: 0 episodes indexed, 9 unchanged, 0 skipped\n")
    assert again.exit_code == 0


def test_a_run_without_news_leaves_every_file_of_the_index_as_it_was(
    show: Path, tmp_path: Path
) -> None:
    location = tmp_path / "index"
    command("index", show, "-i", location)
    before = contents_of(location)
    command("index", show, "-i", location)
    assert contents_of(location) == before


def test_a_changed_file_is_indexed_again(show: Path, tmp_path: Path) -> None:
    location = tmp_path / "index"
    command("index", show, "-i", location)
    with (show / "04-deploying-on-a-friday.txt").open("a") as file:
        file.write("\n00:59:00 Nobody ever deploys a zeppelin.\n")
    again = command("index", show, "-i", location)
    assert "1 episode indexed, 8 unchanged, 0 skipped" in again.stdout
    assert len(ids_of(location, "zeppelin")) == 1


def test_skipped_files_are_named_with_line_and_reason(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("00:00:01 Hello there.\n00:00:04 Hello you.\n")
    (tmp_path / "latin.vtt").write_bytes(b"WEBVTT\n\n00:00.000 --> 00:01.000\ncaf\xe9 ol\xe9\n")
    (tmp_path / "empty.srt").touch()
    (tmp_path / "cover.png").write_bytes(b"\x89PNG")
    done = command("index", tmp_path, "-i", tmp_path / "index")
    assert "4 files: 1 episode indexed, 0 unchanged, 3 skipped" in done.stdout
    skipped = done.stdout[done.stdout.index("Skipped:") :]
    assert f"  {tmp_path / 'latin.vtt'}:4: not UTF-8 (byte 0xe9), " in skipped
    assert f"  {tmp_path / 'empty.srt'}: empty file; " in skipped
    assert f"  {tmp_path / 'cover.png'}: no transcript goes by .png" in skipped
    assert done.exit_code == 0


def test_a_stamp_that_runs_backwards_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "back.txt"
    file.write_text("00:00:09 Hello there.\n00:00:04 Hello you.\n00:00:12 And you.\n")
    done = command("index", file, "-i", tmp_path / "index")
    doubts = done.stdout[done.stdout.index("In doubt:") :]
    assert f"  {file}:2: the stamp runs backwards" in doubts
    assert done.exit_code == 0


def test_episodes_without_times_are_told(tmp_path: Path) -> None:
    prose = "Hello there, and welcome to the show. We talk about the weather today, and of boats."
    (tmp_path / "prose.txt").write_text(prose)
    (tmp_path / "timed.txt").write_text("00:00:01 Hello there.\n00:00:04 Hello you.\n")
    report = tmp_path / "report.json"

    done = command("index", tmp_path, "-i", tmp_path / "index", "--report", report)
    timed = command("index", tmp_path / "timed.txt", "-i", tmp_path / "other")

    assert "1 episode without times: searchable, but hits have no time" in done.stdout
    assert json.loads(report.read_text())["untimed"] == 1
    assert "without times" not in timed.stdout


def test_an_episode_with_chapters_is_counted_and_explained_with_them(tmp_path: Path) -> None:
    (tmp_path / "7.txt").write_text("00:00:01 Hello there.\n00:00:40 Hello you.\n")
    (tmp_path / "7.chapters.txt").write_text("00:00 Intro\n00:20 Oak\n00:40 Tar\n")
    report = tmp_path / "report.json"
    arguments = ("index", tmp_path / "7.txt", tmp_path / "7.chapters.txt")

    done = command(*arguments, "-i", tmp_path / "index", "--report", report)
    again = command(*arguments, "-i", tmp_path / "index")

    assert done.stdout.startswith("2 files: 1 episode indexed, 0 unchanged, 0 skipped\n")
    assert "1 episode with chapters\n" in done.stdout
    assert json.loads(report.read_text())["read"][0]["chapters"] == 3
    assert again.stdout.startswith("2 files: 0 episodes indexed, 1 unchanged, 0 skipped\n")
    explained = command(*arguments, "--explain").stdout
    assert "chapters     0:00 Intro, 0:20 Oak, 0:40 Tar\n" in explained


def test_a_folder_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    location = indexed(tmp_path / "index", {"one": ["a needle"]})
    before = contents_of(location)
    done = process("index", tmp_path / "nowhere", "-i", location)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"overheard: {tmp_path / 'nowhere'}: no such file or folder; check the path\n"
    )
    assert contents_of(location) == before


def test_a_folder_that_is_not_there_leaves_no_index_behind(tmp_path: Path) -> None:
    location = tmp_path / "index"
    assert command("index", tmp_path / "nowhere", "-i", location).exit_code == 2
    assert not location.exists()


def test_a_folder_with_nothing_readable_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "show").mkdir()
    (tmp_path / "show" / "notes.txt").write_text("Buy milk.\n")
    location = tmp_path / "index"
    done = process("index", tmp_path / "show", "-i", location)
    assert done.returncode == 2
    assert done.stdout.startswith("1 file: 0 episodes indexed, 0 unchanged, 1 skipped\n")
    assert done.stderr.startswith("overheard: found no transcript to index")
    assert done.stderr.count("\n") == 1
    assert not location.exists()


def test_a_locked_index_says_so_and_stays_readable(tmp_path: Path) -> None:
    location = indexed(tmp_path / "index", {"one": ["a needle"]})
    with index.open_writer(location) as writer:
        done = process("index", CORPUS, "-i", location)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            f"overheard: another process is writing to {location}; wait until it has finished\n"
        )
        assert command("search", "-i", location, "needle").exit_code == 0
        writer.rollback()


def test_a_folder_of_other_things_is_not_made_an_index(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")
    done = command("index", CORPUS, "-i", tmp_path)
    assert done.exit_code == 2
    assert "holds something else than an index" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


class Interrupted(NamedTuple):
    location: Path
    exit_code: int
    shown: str


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory: pytest.TempPathFactory) -> Interrupted:
    """An indexer on a terminal that got Ctrl-C while reading its second file."""
    folder = tmp_path_factory.mktemp("interrupted")
    lines = [
        f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02} Line {at} is said and takes its time.\n"
        for at in range(30_000)
    ]
    (folder / "1.txt").write_text("".join(lines[:1500]))
    (folder / "2.txt").write_text("".join(lines))
    ours, theirs = pty.openpty()
    with started("index", folder, "-i", folder / "index", stderr=theirs) as indexer:
        os.close(theirs)
        shown, met = "", False
        for piece in written_to(ours):
            shown += piece
            if not met and re.search(r"[1-9]\d*%", shown):
                indexer.send_signal(signal.SIGINT)
                met = True
        indexer.communicate(timeout=20)
    os.close(ours)
    return Interrupted(folder / "index", indexer.returncode, shown)


def test_a_terminal_is_shown_how_far_the_indexer_is(interrupted: Interrupted) -> None:
    assert re.search(r"Indexing .*\b[1-9]\d?%", interrupted.shown)


def test_an_interrupted_indexer_leaves_no_index_behind(interrupted: Interrupted) -> None:
    assert not interrupted.location.exists()
    assert "Traceback" not in interrupted.shown


def test_an_interrupt_does_not_end_like_a_search_without_hits(interrupted: Interrupted) -> None:
    assert interrupted.exit_code in (130, -signal.SIGINT)


# overheard search, for people


def test_search_results_read_as_in_the_golden_file(
    sample_index: Path, request: pytest.FixtureRequest
) -> None:
    shown = ""
    for arguments in GOLDEN_QUERIES:
        done = command("search", "-i", sample_index, *arguments)
        line = shlex.join(["overheard", "search", *arguments])
        shown += f"$ {line}\n{untimed(done.stdout)}[exit {done.exit_code}]\n\n"
    if request.config.getoption("update"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(shown, encoding="utf-8")
    assert shown == GOLDEN.read_text(encoding="utf-8")


def test_each_speaker_of_a_hit_is_named(sample_index: Path) -> None:
    shown = command("search", "-i", sample_index, '"read his margin the margin"').stdout

    assert "Priya Raman\n   And I could read his margin.\n   Olek Sandu:\n   The margin" in shown


def test_text_collapses_near_duplicates_and_json_shows_all(tmp_path: Path) -> None:
    indexed(tmp_path, {name: ["Thank you."] for name in "abc"})

    shown = command("search", "-i", tmp_path, "thank").stdout
    every = command("search", "-i", tmp_path, "thank", "--no-collapse").stdout
    (line,) = command(
        "search", "-i", tmp_path, "thank", "--collapse", "--format", "jsonl"
    ).stdout.splitlines()

    assert (shown.count("Thank you."), every.count("Thank you.")) == (1, 3)
    assert "and 2 near-duplicates" in shown
    assert json.loads(line)["near_duplicates"] == 2
    lines = command("search", "-i", tmp_path, "thank", "--format", "jsonl").stdout.splitlines()
    assert len(lines) == 3


def test_words_after_the_options_are_one_query(sample_index: Path) -> None:
    assert ids_of(sample_index, "back", "pressure") == ids_of(sample_index, "back pressure")


def test_hits_exit_with_zero_and_write_nothing_to_stderr(sample_index: Path) -> None:
    done = process("search", "-i", sample_index, "wsgi")
    assert (done.returncode, done.stderr) == (0, "")


def test_no_hits_exits_with_one(sample_index: Path) -> None:
    done = process("search", "-i", sample_index, "zeppelin")
    assert (done.returncode, done.stdout, done.stderr) == (1, "No hits for zeppelin.\n", "")


def test_limit_and_offset_page_through_all_hits(sample_index: Path) -> None:
    whole = ids_of(sample_index, "wsgi", "-n", "1000")
    pages = [
        ids_of(sample_index, "wsgi", "-n", "4", "--offset", str(offset))
        for offset in range(0, len(whole) + 4, 4)
    ]
    assert [id_ for page in pages for id_ in page] == whole
    assert len(pages[0]) == 4
    assert pages[-1] == []


def test_the_footer_tells_how_to_see_more(sample_index: Path) -> None:
    total = len(ids_of(sample_index, "wsgi", "-n", "1000"))
    done = command("search", "-i", sample_index, "wsgi", "-n", "4", "--offset", "4")
    assert untimed(done.stdout).splitlines()[-1] == (
        f"5–8 of {total} hits in 0 ms; more with --offset 8"
    )


def test_close_hits_are_marked_and_left_out_if_that_is_asked(tmp_path: Path) -> None:
    far = ["flask", *["um " * 60] * 4, "wsgi"]
    indexed(tmp_path, {"near": ["flask and wsgi"], "far": far})

    lines = untimed(command("search", "-i", tmp_path, "flask", "wsgi").stdout).splitlines()
    exact = command("search", "-i", tmp_path, "flask", "wsgi", "--no-relax")
    close = command("search", "-i", tmp_path, "flask", "zzz")
    none = command("search", "-i", tmp_path, "flask", "zzz", "--no-relax")

    assert [line.partition(" · ")[2] for line in lines if "speaker unknown" in line].count("") == 1
    assert " -:--  speaker unknown · close, without wsgi" in lines
    assert lines[-1] == "1–3 of 1 exact hit and 2 close ones in 0 ms"
    assert (exact.exit_code, untimed(exact.stdout).splitlines()[-1]) == (0, "1–1 of 1 hit in 0 ms")
    assert close.exit_code == 0
    assert close.stdout.startswith("No exact hits. These come close:\n")
    assert (none.exit_code, none.stdout) == (1, "No hits for flask zzz.\n")


def test_the_footer_of_the_last_page_promises_no_more(sample_index: Path) -> None:
    total = len(ids_of(sample_index, "wsgi", "-n", "1000"))
    done = command("search", "-i", sample_index, "wsgi", "--offset", str(total - 2))
    assert untimed(done.stdout).splitlines()[-1] == (f"{total - 1}–{total} of {total} hits in 0 ms")


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        (["--date-from", "2025-03"], ["--date-from", "2025-03-01"]),
        (["--date-to", "2025-02"], ["--date-to", "2025-02-28"]),
        (["--date-from", "2024", "--date-to", "2025"], []),
    ],
)
def test_a_month_or_a_year_stands_for_its_days(
    sample_index: Path, asked: list[str], days: list[str]
) -> None:
    assert ids_of(sample_index, "server", *asked) == ids_of(sample_index, "server", *days) != []


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--limit", "-1"], "-1"),
        (["--limit", "abc"], "abc"),
        (["--limit", "1001"], "1001"),
        (["--offset", "-1"], "-1"),
        (["--date-from", "yesterday"], "yesterday"),
        (["--date-to", "2025-13-01"], "2025-13-01"),
        (["--date-to", "25"], "25"),
        (["--date-from", "2025-05-01", "--date-to", "2025-01-01"], "2025-01-01"),
        (["--sort", "length"], "length"),
        (["--format", "xml"], "xml"),
        (["--all", "-n", "3"], "--all"),
        (["--explain", "--format", "csv"], "--explain"),
        (["--explain", "-c"], "--explain"),
    ],
)
def test_a_bad_option_is_named_and_exits_with_two(
    sample_index: Path, options: list[str], named: str
) -> None:
    done = command("search", "-i", sample_index, "wsgi", *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert named in done.stderr


def test_a_query_has_to_be_given(sample_index: Path) -> None:
    done = command("search", "-i", sample_index)
    assert (done.exit_code, done.stdout) == (2, "")


def test_ten_thousand_characters_are_a_query(sample_index: Path) -> None:
    done = process("search", "-i", sample_index, "wsgi " * 2000, "--format", "json")
    hits = json.loads(done.stdout)["hits"]
    assert [hit["id"] for hit in hits] == ids_of(sample_index, "wsgi")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_long_query_is_shortened_where_it_is_repeated(sample_index: Path) -> None:
    done = command("search", "-i", sample_index, "zeppelin" * 1000)
    assert len(done.stdout) < 80


@pytest.mark.parametrize("q", ['"wsgi', 'wsgi"', "(wsgi", "wsgi)", "((wsgi", "wsgi ()", "OR wsgi"])
def test_a_malformed_query_still_finds_its_words(sample_index: Path, q: str) -> None:
    words = analysis.terms(q)
    assert ids_of(sample_index, q) == ids_of(sample_index, " ".join(words))


@pytest.mark.parametrize(
    "q",
    [
        *("", " ", "(((", '"', "*", ":", "~", "speaker:", "NOT", "AND OR NOT", "\udcff", "🎙"),
        *("NEAR(", "-", "https://x.y", "a:b:c", "\\", "date:[", "^", "?*?", "שלום"),
    ],
)
def test_no_query_is_an_error(sample_index: Path, q: str) -> None:
    done = command("search", "-i", sample_index, "--", q)
    assert done.exit_code in (0, 1), done.output
    assert done.stderr == ""


def test_a_query_that_begins_with_minus_comes_after_two(sample_index: Path) -> None:
    with index.open_index(sample_index) as engine:
        segments = engine.stats().segments
        with_it = engine.search(SearchRequest("python")).total
    done = command("search", "-i", sample_index, "--format", "json", "--", "-python")
    assert json.loads(done.stdout)["total"]["value"] == segments - with_it
    assert with_it > 0


@pytest.mark.parametrize(
    ("q", "message"),
    [
        ("cookie (session", "column 8 of the query: this ( is never closed"),
        (
            "speakr:priya cookie",
            "column 1 of the query: 'speakr:' is no field; write one of speaker:",
        ),
    ],
)
def test_a_strict_search_says_on_one_line_what_to_write_instead(
    sample_index: Path, q: str, message: str
) -> None:
    done = command("search", "-i", sample_index, "--strict", q)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"overheard: {message}")
    assert done.stderr.count("\n") == 1


def test_a_strict_search_finds_what_any_search_finds(sample_index: Path) -> None:
    assert ids_of(sample_index, "cookie -session", "--strict") == ids_of(
        sample_index, "cookie -session"
    )


def test_an_explained_search_shows_first_the_query_as_read_and_as_searched(
    sample_index: Path,
) -> None:
    done = command("search", "-i", sample_index, "--explain", "(zeppelin e-mail")

    assert done.stdout.splitlines()[:3] == [
        "read      Window(Word(zeppelin), AutoPhrase(e mail), window=64)",
        "searched  Window(Word(zeppelin), Or(AutoPhrase(e mail), "
        "Boost(Boost(Word(email), 0.973), 0.5)), window=64)",
        "",
    ]


def test_json_lines_cannot_be_explained(sample_index: Path) -> None:
    done = command("search", "-i", sample_index, "--explain", "--format", "jsonl", "wsgi")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "--format json" in done.stderr


# Colours and links


def test_colour_marks_exactly_the_words_asked_for(sample_index: Path) -> None:
    done = command("search", "-i", sample_index, "--color", "always", '"very patient function"')
    assert re.findall(rf"{re.escape(MARK)}(.*?){re.escape(PLAIN)}", done.stdout) == [
        "very patient function"
    ]


def test_a_mark_over_a_line_end_is_closed_there_and_opened_again(sample_index: Path) -> None:
    done = command("search", "-i", sample_index, "--color", "always", f'"{PHRASE}"', COLUMNS="30")
    marked = [
        re.findall(rf"{re.escape(MARK)}(.*?){re.escape(PLAIN)}", line)
        for line in done.stdout.splitlines()
        if MARK in line
    ]
    assert len(marked) > 1
    assert " ".join(part for parts in marked for part in parts) == PHRASE


def test_colour_adds_nothing_but_escapes(sample_index: Path) -> None:
    plain, coloured = (
        untimed(command("search", "-i", sample_index, "--color", choice, "the of wsgi").stdout)
        for choice in ("never", "always")
    )
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[\d;]*m|\x1b\]8;;.*?\x1b\\", "", coloured) == plain


def test_times_are_links_in_colour(sample_index: Path) -> None:
    done = command("search", "-i", sample_index, "--color", "always", '"very patient function"')
    page = "https://requestcycle.example/episodes/1?t=446"
    assert f"{LINK}{page}\x1b\\7:26{LINK}\x1b\\" in done.stdout


def test_there_are_no_links_without_colour(sample_index: Path) -> None:
    done = command("search", "-i", sample_index, "--color", "never", "wsgi")
    assert "requestcycle.example" not in done.stdout


def test_a_pipe_gets_no_colour(sample_index: Path) -> None:
    assert "\x1b" not in process("search", "-i", sample_index, "wsgi").stdout


def on_a_terminal(*arguments: str | Path, **environment: str) -> str:
    """Return the output of the command on a terminal."""
    ours, theirs = pty.openpty()
    with started(*arguments, stdout=theirs, environment=environment):
        os.close(theirs)
        shown = "".join(written_to(ours))
    os.close(ours)
    return shown


def test_a_terminal_gets_colour(sample_index: Path) -> None:
    assert MARK in on_a_terminal("search", "-i", sample_index, "-n", "1", "wsgi")


def test_a_terminal_gets_no_colour_where_the_user_wants_none(sample_index: Path) -> None:
    shown = on_a_terminal("search", "-i", sample_index, "-n", "1", "wsgi", NO_COLOR="1")
    assert "WSGI" in shown
    assert "\x1b" not in shown


def test_colour_asked_for_by_option_wins_over_the_environment(sample_index: Path) -> None:
    done = command("search", "-i", sample_index, "--color", "always", "wsgi", NO_COLOR="1")
    assert MARK in done.stdout


@pytest.mark.parametrize("choice", ["always", "never"])
def test_a_transcript_cannot_command_the_terminal(tmp_path: Path, choice: str) -> None:
    clear, rename = "\x1b[2J", "\x1b]0;owned\x07"
    known = Episode("e", f"A title{rename}", url=f"https://show.example/{clear}")
    said = Segment(0, None, None, f"A needle {clear} and {rename} hay", (), f"Mallory{clear}")
    location = indexed(tmp_path / "index", {known: [said]})
    done = command("search", "-i", location, "--color", choice, "needle")
    assert clear not in done.stdout
    assert rename not in done.stdout
    assert "\x07" not in done.stdout


# overheard search, for programs


def test_json_is_the_envelope_of_the_library(sample_index: Path) -> None:
    done = command("search", "-i", sample_index, "--format", "json", "-n", "3", "wsgi")
    with index.open_index(sample_index) as engine:
        expected = as_json(engine.search(SearchRequest("wsgi", limit=3)))
    envelope = json.loads(done.stdout)
    assert without_time(envelope) == without_time(expected)
    assert list(envelope) == list(expected)


def test_json_keeps_letters_readable(sample_index: Path) -> None:
    done = command("search", "-i", sample_index, "--format", "json", "back pressure speaker:lucía")
    assert "Lucía Ferrand" in done.stdout


def test_jsonl_is_one_hit_a_line(sample_index: Path) -> None:
    lines = command("search", "-i", sample_index, "--format", "jsonl", "wsgi").stdout.splitlines()
    whole = command("search", "-i", sample_index, "--format", "json", "wsgi").stdout
    assert [json.loads(line) for line in lines] == json.loads(whole)["hits"]
    assert len(lines) == 19


def test_jsonl_of_no_hits_is_empty_and_exits_with_one(sample_index: Path) -> None:
    done = command("search", "-i", sample_index, "--format", "jsonl", "zeppelin")
    assert (done.exit_code, done.stdout) == (1, "")


def test_colour_never_gets_into_json(sample_index: Path) -> None:
    done = command("search", "-i", sample_index, "--format", "json", "--color", "always", "wsgi")
    assert "\x1b" not in done.stdout


# Pipes


def test_head_ends_a_search_quietly(sample_index: Path) -> None:
    with (
        started("search", "-i", sample_index, "--format", "json", "-n", "1000", "the") as search,
        subprocess.Popen(["head", "-1"], stdin=search.stdout, stdout=subprocess.PIPE) as head,
    ):
        assert head.communicate(timeout=20)[0] == b"{\n"
        assert search.stdout is not None
        search.stdout.close()
        assert search.stderr is not None
        assert search.stderr.read() == ""


@pytest.fixture
def closed_pipe() -> Iterator[int]:
    """The writing end of a pipe with a closed reader."""
    reader, writer = os.pipe()
    os.close(reader)
    yield writer
    with contextlib.suppress(OSError):
        os.close(writer)


def test_a_reader_that_leaves_does_not_turn_hits_into_none(
    sample_index: Path, closed_pipe: int
) -> None:
    done = subprocess.run(
        arguments_of("search", "-i", sample_index, "wsgi"),
        env=environment_of(),
        stdout=closed_pipe,
        stderr=subprocess.PIPE,
        check=False,
    )
    assert done.stderr == b""
    assert done.returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        *("search wsgi -i INDEX", "search zeppelin -i INDEX", "inspect --terms -i INDEX"),
        *("--help", "--version", "search --help"),
    ],
)
@pytest.mark.parametrize(
    ("redirected", "reason"),
    [("> /dev/full", "No space left on device"), (">&-", "standard output is closed")],
)
def test_output_that_cannot_be_written_is_one_line_and_exit_two(
    sample_index: Path, arguments: str, redirected: str, reason: str
) -> None:
    program = shlex.join(arguments_of(*arguments.replace("INDEX", str(sample_index)).split()))
    done = subprocess.run(
        ["sh", "-c", f"{program} {redirected}"],
        env=environment_of(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == f"overheard: input or output failed: {reason}\n"
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ("--facet year -c", "--facet needs --format json, or text without -c and -l"),
        ("--facet year --format csv", "--facet needs --format json"),
        ("--facet year --format jsonl", "--facet needs --format json"),
        ("--links -l", "--links needs text without -c and -l"),
        ("--links --format tsv", "the other forms have a url"),
        ("-c -l", "give -c or -l"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(
    sample_index: Path, options: str, reason: str
) -> None:
    done = command("search", "-i", sample_index, "wsgi", *options.split())

    assert done.exit_code == 2
    assert reason in done.stderr


@pytest.mark.parametrize(("option", "count"), [("-l", ""), ("-c", "        0  ")])
def test_an_episode_with_close_hits_alone_says_so_in_a_list(
    tmp_path: Path, option: str, count: str
) -> None:
    indexed(tmp_path, {"near": ["flask and ant"]})

    done = command("search", "-i", tmp_path, "flask", "zzz", option)

    assert done.stdout.startswith(f"{count}near  ")
    assert "(1 close hit, without zzz)" in done.stdout


# Context


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """Six segments, of which the second, the fifth and the last are found by `web`."""
    texts = ["one", "two web", "three", "four", "five web", "six web"]
    said = [Segment(at, at * 10.0, None, text) for at, text in enumerate(texts)]
    return indexed(tmp_path / "index", {episode("talk", "Talk"): said})


def said_by(told: Path, *options: str) -> list[str]:
    lines = command("search", "-i", told, "web", "--sort", "time", *options).stdout.splitlines()
    return lines[1 : lines.index("")]


def test_context_stands_around_hits_behind_a_minus_and_each_segment_once(told: Path) -> None:
    assert said_by(told, "-C", "1") == [
        "-0:00  speaker unknown",
        "-  one",
        " 0:10  speaker unknown",
        "   two web",
        "-0:20  speaker unknown",
        "-  three",
        "-0:30  speaker unknown",
        "-  four",
        " 0:40  speaker unknown",
        "   five web",
        " 0:50  speaker unknown",
        "   six web",
    ]


def test_two_hyphens_stand_where_the_talk_does_not_go_on(told: Path) -> None:
    shown = [line[1:].strip() for line in said_by(told, "-A", "1") if "speaker" not in line]

    assert shown == ["two web", "three", "-", "five web", "six web"]


@pytest.mark.parametrize(
    ("options", "around"),
    [
        ([], (0, 0)),
        (["-C", "2"], (2, 2)),
        (["-B", "1"], (1, 0)),
        (["-A", "1"], (0, 1)),
        (["--context", "2", "--after", "0"], (2, 0)),
    ],
)
def test_before_and_after_go_before_context(
    told: Path, options: list[str], around: tuple[int, int]
) -> None:
    done = command("search", "-i", told, "--format", "jsonl", '"three four"', *options)
    hit = json.loads(done.stdout)

    assert (len(hit.get("before", ())), len(hit.get("after", ()))) == around


# All hits, tables, and episodes alone


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with 1,203 hits of `hay` in four episodes, more than one page holds."""
    said = {episode(f"e{n}", f"Stack {n}"): ["hay"] * 300 for n in range(4)}
    said[episode("e4", "Last", url="https://x.y/4")] = ["hay", "hay", "hay", "needle"]
    return indexed(tmp_path_factory.mktemp("long") / "index", said)


@pytest.mark.parametrize("form", ["jsonl", "csv", "tsv", "markdown"])
def test_all_prints_every_hit_a_line(long: Path, form: str) -> None:
    heads = {"jsonl": 0, "markdown": 2}.get(form, 1)
    done = command("search", "-i", long, "hay", "--all", "--format", form)

    assert len(done.stdout.splitlines()) == heads + 1203


def test_all_prints_one_json_document_of_every_hit(long: Path) -> None:
    done = command("search", "-i", long, "hay", "--all", "--format", "json", "--facet", "episode")
    envelope = json.loads(done.stdout)

    assert len({hit["id"] for hit in envelope["hits"]}) == envelope["total"]["value"] == 1203
    assert (envelope["next"], len(envelope["facets"]["episode"])) == (None, 5)


def test_all_prints_every_hit_as_text_with_one_last_line(long: Path) -> None:
    done = command("search", "-i", long, "hay", "--all", "--no-collapse", "--sort", "time")
    lines = untimed(done.stdout).splitlines()

    assert sum(line == "   hay" for line in lines) == 1203
    assert [line for line in lines if " of " in line] == ["1–1,203 of 1,203 hits in 0 ms"]
    assert lines[-1] == "1–1,203 of 1,203 hits in 0 ms"


def test_the_first_hits_of_all_are_printed_before_the_last_are_found(long: Path) -> None:
    with started("search", "-i", str(long), "hay", "--all", "--format", "jsonl") as search:
        assert search.stdout is not None
        assert json.loads(search.stdout.readline())["text"] == "hay"


COUNTS = """\
      300  e0  Stack 0
      300  e1  Stack 1
      300  e2  Stack 2
      300  e3  Stack 3
        3  e4  Last
"""


def test_count_prints_how_many_hits_each_episode_has(long: Path) -> None:
    done = command("search", "-i", long, "hay", "-c", "--sort", "time")
    assert (done.stdout, done.exit_code) == (COUNTS, 0)


def test_list_prints_the_ids_of_episodes_that_have_hits(long: Path) -> None:
    done = command("search", "-i", long, "hay", "-l", "--sort", "time", "-n", "2")
    assert done.stdout == "e0  Stack 0\ne1  Stack 1\n"
    assert command("search", "-i", long, "-l", "needle").stdout == "e4  Last\n"


@pytest.mark.parametrize("option", ["-c", "-l"])
def test_no_hits_are_no_episodes_and_exit_code_one(long: Path, option: str) -> None:
    done = command("search", "-i", long, "zeppelin", option)
    assert (done.stdout, done.exit_code) == ("", 1)


@pytest.mark.parametrize("option", ["-c", "-l"])
def test_episodes_alone_have_every_form(long: Path, option: str) -> None:
    def printed(form: str) -> str:
        return command("search", "-i", long, "needle", option, "--format", form).stdout

    (group,) = json.loads(printed("json"))["groups"]
    assert (group["episode"]["id"], group["total"], group["hits"]) == ("e4", 1, [])
    assert json.loads(printed("jsonl")) == group
    assert printed("csv").splitlines()[1:] == ["e4,,Last,,,1,0,,https://x.y/4"]


def test_links_prints_the_address_of_each_hit_beside_it(long: Path) -> None:
    done = command("search", "-i", long, "needle", "--links")
    assert done.stdout.splitlines()[1] == " -:--  speaker unknown  https://x.y/4"
    assert "https" not in command("search", "-i", long, "needle").stdout


# The index option


def test_the_environment_can_name_the_index(sample_index: Path) -> None:
    assert command("search", "wsgi", OVERHEARD_INDEX=str(sample_index)).exit_code == 0


def test_the_option_wins_over_the_environment(sample_index: Path, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere")
    assert command("search", "-i", sample_index, "wsgi", OVERHEARD_INDEX=nowhere).exit_code == 0


def test_the_index_is_otherwise_the_folder_beside_you(tmp_path: Path) -> None:
    indexed(tmp_path / "overheard-index", {"one": ["a needle"]})
    assert process("search", "needle", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    "arguments", [["search", "wsgi"], ["inspect"], ["inspect", "--terms"], ["serve"]]
)
def test_a_missing_index_is_one_line_that_tells_how_to_make_one(
    tmp_path: Path, arguments: list[str]
) -> None:
    nowhere = tmp_path / "nowhere"
    done = command(*arguments, "-i", nowhere)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        f"overheard: no index at {nowhere}; make one with: overheard index PATH -i {nowhere}\n"
    )
    assert not nowhere.exists()


def test_a_location_that_no_engine_serves_says_so() -> None:
    done = command("search", "-i", "opensearch+http://localhost:9200/show", "wsgi")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "no engine serves opensearch+http://" in done.stderr


@pytest.mark.parametrize("damaged", ["*.toc", "*.talk", "*.commit"])
@pytest.mark.parametrize("junk", [b"", b"\x00junk\xff" * 20])
def test_a_damaged_index_says_so_and_what_to_do(
    tmp_path: Path, sample_index: Path, damaged: str, junk: bytes
) -> None:
    location = shutil.copytree(sample_index, tmp_path / "index")
    for path in location.glob(damaged):
        path.write_bytes(junk)
    done = command("search", "-i", location, "wsgi")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"overheard: the index at {location} is damaged")
    assert done.stderr.endswith("delete that folder and index the transcripts again\n")
    assert done.stderr.count("\n") == 1


# overheard inspect


def test_inspect_tells_how_much_an_index_holds(sample_index: Path) -> None:
    with index.open_index(sample_index) as engine:
        stats = engine.stats()
    lines = command("inspect", "-i", sample_index).stdout.splitlines()
    sizes, versions, kernels, years = lines[:6], lines[6:8], lines[8], lines[9:12]
    told = {name: int(number.replace(",", "")) for name, number in map(str.split, sizes)}
    assert told == {name: getattr(stats, name) for name in told}
    assert versions == [f"analysis   {VERSION:>12}", f"reading    {READING_VERSION:>12}"]
    assert kernels.split()[:2] == ["kernels", index.kernels_in_use()]
    assert ("slower" in kernels) == (index.kernels_in_use() == "numpy")
    assert years == ["", "Words by year:", f"2025       {stats.words:>12,}"]
    assert lines[12:15] == ["", "On disk, in format 1:", "commit 1"]


def test_inspect_lists_the_episodes_in_order(sample_index: Path) -> None:
    lines = command("inspect", "-i", sample_index, "--episodes").stdout.splitlines()
    with index.open_index(sample_index) as engine:
        told = {line.split()[0]: int(line.split()[1].replace(",", "")) for line in lines}
        assert list(told.items()) == list(engine.stats().episode_words.items())
        assert list(told) == [episode.id for episode in engine.episodes()]
    assert "The Request Cycle · #7.1 · Listener questions · 2025-04-15" in lines[-2]


def test_inspect_shows_an_episode_whole(sample_index: Path) -> None:
    done = command("inspect", "-i", sample_index, "--episode", "07-pip-install-regret")
    with index.open_index(sample_index) as engine:
        segments = engine.segments("07-pip-install-regret")
    said = " ".join(line.strip() for line in done.stdout.splitlines() if line.startswith("   "))
    assert said == " ".join(segment.text for segment in segments)
    assert done.stdout.startswith("0:00  Maren Holt\n")


def test_inspect_shows_the_chapters_of_an_episode_above_its_segments(tmp_path: Path) -> None:
    chapters = (Chapter(0.0, "Intro"), Chapter(3723.5, "Oak\x1b[31m"))
    location = indexed(
        tmp_path / "index", {episode("talk", number="7", chapters=chapters): ["Hi."]}
    )
    shown = [command("inspect", "-i", location, "--episode", name).stdout for name in ("talk", "7")]
    assert shown[0] == shown[1]
    assert shown[0].startswith("Chapters:\n   0:00  Intro\n1:02:03  Oak�[31m\n\n")


def test_inspect_of_an_unknown_episode_tells_where_they_are_listed(sample_index: Path) -> None:
    done = command("inspect", "-i", sample_index, "--episode", "nope")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "overheard: no episode nope; `overheard inspect --episodes` lists them\n"
    )


def test_inspect_counts_the_terms_of_a_prefix(sample_index: Path) -> None:
    with index.open_index(sample_index) as engine:
        said = [
            term
            for known in engine.episodes()
            for segment in engine.segments(known.id)
            for term in analysis.terms(segment.text)
        ]
    lines = command("inspect", "-i", sample_index, "--terms", "Cook").stdout.splitlines()
    told = {term: int(count) for count, term in map(str.split, lines)}
    assert told == {term: said.count(term) for term in said if term.startswith("cook")}
    assert "cookie" in told


def test_inspect_lists_all_terms_in_order(sample_index: Path) -> None:
    with index.open_index(sample_index) as engine:
        count = engine.stats().terms
    lines = command("inspect", "--terms", "-i", sample_index).stdout.splitlines()
    terms = [line.split()[1] for line in lines]
    assert len(terms) == count
    assert terms == sorted(terms)


# Help


@pytest.mark.parametrize(
    ("name", "purpose"),
    [
        ("index", "Index the transcripts"),
        ("search", "Search the transcripts"),
        ("inspect", "Inspect an index"),
        ("serve", "Serve the search page"),
        ("suggest", "Complete a query"),
    ],
)
def test_every_command_says_what_it_does(name: str, purpose: str) -> None:
    for option in ("-h", "--help"):
        done = command(name, option)
        assert purpose in done.stdout
        assert "OVERHEARD_INDEX" in done.stdout
        assert done.exit_code == 0


def test_the_help_names_every_command() -> None:
    listed = command("--help").stdout.partition("Commands:")[2]
    assert re.findall(r"^  (\w+)", listed, re.M) == [
        "check",
        "copy",
        "feed",
        "index",
        "inspect",
        "remove",
        "search",
        "serve",
        "suggest",
        "watch",
    ]


def test_the_help_of_search_gives_an_example_a_line() -> None:
    lines = [line.strip() for line in command("search", "--help").stdout.splitlines()]
    examples = [line for line in lines if line.startswith("overheard search ")]
    assert len(examples) == 13
    assert all(line.count("overheard search") == 1 for line in examples)


def test_no_help_shows_what_only_click_should_see() -> None:
    for name in ("index", "search", "inspect", "serve"):
        assert "\\b" not in command(name, "--help").stdout


def test_the_command_knows_its_version() -> None:
    assert re.fullmatch(r"overheard, version \d+\.\d+\.\d+\n", command("--version").stdout)


def test_the_installed_script_is_the_same_command() -> None:
    script = shutil.which("overheard", path=str(Path(arguments_of()[0]).parent))
    assert script is not None
    done = subprocess.run(
        [script, "search", "--help"],
        env=environment_of(),
        capture_output=True,
        text=True,
        check=True,
    )
    module = process("search", "--help")
    assert done.stdout.splitlines()[1:] == module.stdout.splitlines()[1:]


# overheard suggest


def test_suggestions_are_a_line_each_with_use_kind_and_query(sample_index: Path) -> None:
    found = command("suggest", "-i", sample_index, "pip", "in")
    assert found.stdout.splitlines() == [
        "        6  phrase  pip install",
        '      101  title   title:"pip install regret"',
    ]
    assert found.exit_code == 0


def test_no_suggestion_is_no_line_and_exit_code_1(sample_index: Path) -> None:
    found = command("suggest", "-i", sample_index, "zeppelin")
    assert (found.stdout, found.exit_code) == ("", 1)


def test_a_misspelt_query_is_told_on_stderr(sample_index: Path) -> None:
    found = command("search", "-i", sample_index, "coookie")
    assert found.stderr == "Did you mean: cookie\n"
    assert found.exit_code == 1
    assert command("search", "-i", sample_index, "cookie").stderr == ""
    printed = command("search", "-i", sample_index, "--format", "json", "coookie")
    assert (json.loads(printed.stdout)["suggestion"], printed.stderr) == ("cookie", "")


# Synonyms and mishearings


def test_synonyms_of_a_file_are_searched_from_then_on(show: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.txt"
    rules.write_text("biscuit => cookie\n", encoding="utf-8-sig")
    command("index", show, "-i", tmp_path / "index")
    assert ids_of(tmp_path / "index", "biscuit") == []
    done = command("index", show, "-i", tmp_path / "index", "--synonyms", rules)
    assert (done.exit_code, done.stderr) == (0, "")
    cookies = ids_of(tmp_path / "index", "cookie")
    assert ids_of(tmp_path / "index", "biscuit") == cookies != []
    command("index", show, "-i", tmp_path / "index")
    assert ids_of(tmp_path / "index", "biscuit") == cookies


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a, b\na,,b\n", "rules.txt:2: an empty part; write words between the commas"),
        (b"a, b\n\xff, c\n", "rules.txt:2: not UTF-8 (byte 0xff); save it as UTF-8"),
    ],
)
def test_a_synonyms_file_that_means_nothing_is_one_line_with_its_place(
    show: Path, tmp_path: Path, content: bytes, told: str
) -> None:
    (tmp_path / "rules.txt").write_bytes(content)
    done = command("index", show, "-i", tmp_path / "i", "--synonyms", tmp_path / "rules.txt")
    assert done.stderr == f"overheard: {tmp_path}/{told}\n"
    assert done.exit_code == 2
    assert not (tmp_path / "i").exists()


@pytest.fixture(scope="module")
def unnamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three segments of ten have a speaker."""
    speakers = ["Ann <b>", "Ann <b>", "Bo", *[None] * 7]
    said = [Segment(n, None, None, f"owls {n}", speaker=who) for n, who in enumerate(speakers)]
    return indexed(tmp_path_factory.mktemp("unnamed"), {Episode("a", "A"): said})


@pytest.mark.parametrize("q", ["speaker:guido", "owls speaker:bo", "owls OR speaker:bo"])
def test_who_is_known_is_told_where_most_of_the_talk_is_nobodys(unnamed: Path, q: str) -> None:
    told = "7 of 10 segments have no speaker. Known speakers: Ann <b>, Bo"
    client = create_app(unnamed).test_client()
    page = client.get(f"/search?q={q}", headers={"Accept": "text/html"})

    assert command("search", "-i", unnamed, q).stdout.splitlines()[-2] == told
    assert told in Page(page.text).only("main").text
    assert client.get(f"/search?q={q}").get_json()["speakers"] == {
        "names": ["Ann <b>", "Bo"],
        "others": 0,
        "unknown": 7,
        "segments": 10,
    }


def test_speakers_are_told_only_to_who_asks_for_one(unnamed: Path) -> None:
    assert "no speaker" not in command("search", "-i", unnamed, "owls").stdout


@pytest.fixture(scope="module")
def misheard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    corpus = {Episode(f"other{n}", "Other"): talk(seed=n) for n in range(40)}
    corpus[Episode("one", "One")] = talk(*[RIGHT] * 4, *[WRONG] * 2, seed=100)
    corpus[Episode("two", "Two")] = talk(*[RIGHT] * 4, *[WRONG] * 2, seed=101)
    return indexed(tmp_path_factory.mktemp("misheard"), corpus)


def test_what_a_word_was_heard_as_is_told_above_the_count(misheard: Path) -> None:
    lines = command("search", "-i", misheard, "wsgi").stdout.splitlines()
    told = "Also heard as: wsgi as whiskey (4 times); --heard-as searches those that are certain"
    assert lines[-2] == told
    assert "8 hits" in lines[-1]
    lines = command("search", "-i", misheard, "--heard-as", "wsgi").stdout.splitlines()
    assert lines[-2] == "Also heard as: wsgi as whiskey (4 times, searched too)"
    assert "12 hits" in lines[-1]
    plain = command("search", "-i", misheard, "--no-heard-as", "wsgi").stdout
    assert "heard as" not in plain
    assert "8 hits" in plain


def test_what_a_word_was_heard_as_is_a_link_on_the_page(misheard: Path) -> None:
    client = create_app(misheard).test_client()
    page = Page(client.get("/search?q=wsgi", headers={"Accept": "text/html"}).text)
    (link,) = [a for a in page.all("a") if a.text == "whiskey"]
    assert link.attributes["href"] == "/search?q=whiskey&group_by=episode"
    assert "Also heard as: whiskey for wsgi (4 times). Search those" in page.only("main").text
    (more,) = [a for a in page.all("a") if a.text == "Search those that are certain"]
    assert more.attributes["href"] == "/search?q=wsgi&group_by=episode&heard_as=1"
    assert client.get("/search?q=wsgi").get_json()["total"]["value"] == 8
    assert client.get("/search?q=wsgi&heard_as=1").get_json()["total"]["value"] == 12
    assert client.get("/search?q=wsgi&heard_as=0").get_json()["heard_as"] == []


def test_a_language_is_given_by_code_or_name_and_an_unknown_one_is_refused_with_the_list(
    tmp_path: Path,
) -> None:
    (tmp_path / "talk.txt").write_text("00:00:01 Hello there.\n00:00:04 Hello you.\n")
    told = {
        name: command("index", tmp_path / "talk.txt", "--explain", "--language", name).stdout
        for name in ("german", "de", "de-AT", "deu")
    }
    refused = command(
        "index", tmp_path / "talk.txt", "-i", tmp_path / "index", "--language", "elvish"
    )

    assert all("language     de\n" in text for text in told.values())
    assert refused.exit_code == 2
    assert "no language 'elvish'" in refused.stderr
    assert "de German, " in refused.stderr
    assert not (tmp_path / "index").exists()


def test_an_inferred_speaker_is_marked_where_an_episode_is_printed(tmp_path: Path) -> None:
    segments = [
        Segment(0, 0.0, 5.0, "Hello there.", (), "Nora Quist", "inferred", 0.931),
        Segment(1, 5.0, 9.0, "Hello you.", (), "Pavel Imre", "labelled", 1.0),
    ]
    location = indexed(tmp_path / "index", {"talk": segments})

    told = command("inspect", "-i", location, "--episode", "talk").stdout

    assert "0:00  Nora Quist (inferred, 93%)\n" in told
    assert "0:05  Pavel Imre\n" in told


def section(stdout: str, title: str) -> list[str]:
    """Return the lines of a section of the summary, without their indent."""
    lines = iter(stdout.splitlines())
    for line in lines:
        if line == f"{title}:":
            return [one.strip() for one in itertools.takewhile(lambda one: one[:1] == " ", lines)]
    return []


def test_what_an_earlier_run_told_is_counted_and_listed_on_request(tmp_path: Path) -> None:
    show, location = tmp_path / "show", tmp_path / "index"
    show.mkdir()
    (show / "good.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nHello there.\n")
    (show / "good.txt").write_text("00:00:01 Hello there.\n00:00:04 Hello you.\n")
    (show / "cover.png").write_bytes(b"PNG")
    (show / "empty.srt").touch()

    first = command("index", show, "-i", location).stdout
    (show / "later.png").write_bytes(b"PNG")
    second = command("index", show, "-i", location, "--report", tmp_path / "report.json").stdout
    third = command("index", show, "-i", location, "--verbose").stdout

    assert len(section(first, "Skipped")) == 3
    assert section(second, "Skipped") == [
        f"{show / 'later.png'}: no transcript goes by .png",
        "3 as an earlier run told; --verbose lists them",
    ]
    assert "5 files: 0 episodes indexed, 1 unchanged, 4 skipped" in second
    assert len(section(third, "Skipped")) == 4
    notes = json.loads((tmp_path / "report.json").read_text())["skipped"]
    assert sorted(note["repeated"] for note in notes) == [False, True, True, True]


def test_a_file_that_was_changed_since_is_told_again(tmp_path: Path) -> None:
    show, location = tmp_path / "show", tmp_path / "index"
    show.mkdir()
    (show / "good.txt").write_text("00:00:01 Hello there.\n00:00:04 Hello you.\n")
    (show / "empty.srt").touch()
    command("index", show, "-i", location)
    (show / "empty.srt").write_text("\n")

    told = section(command("index", show, "-i", location).stdout, "Skipped")

    assert len(told) == 1
    assert told[0].startswith(f"{show / 'empty.srt'}: ")


@pytest.mark.parametrize(
    ("name", "lines", "line"),
    [
        ("episodes.json", ['{"episodes": {', '"talk.txt": {', '"date": "soon"}}}'], 3),
        ("episodes.yaml", ["episodes:", "  a.txt:", "    date: soon", "  talk:", "    date: x"], 5),
        ("episodes.csv", ["file,date", "other.txt,soon", "talk.txt,soon"], 3),
        ("talk.episode.toml", ['title = "Talk"', 'date = "soon"'], 2),
        ("feed.xml", ["<rss><channel><title>S</title><item>", "<title>Talk</title>",
                      "<pubDate>soon</pubDate></item></channel></rss>"], 3),
    ],
)  # fmt: skip
def test_a_doubt_about_a_fact_names_its_file_and_line(
    tmp_path: Path, name: str, lines: list[str], line: int
) -> None:
    (tmp_path / "talk.txt").write_text("00:00:01 Hello there.\n00:00:04 Hello you.\n")
    (tmp_path / name).write_text("\n".join(lines))

    doubts = section(command("index", tmp_path, "-i", tmp_path / "index").stdout, "In doubt")

    assert len(doubts) == 1
    assert doubts[0].startswith(f"{tmp_path / name}:{line}: date")
