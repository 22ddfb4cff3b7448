"""No control character of a transcript, a name or a title is printed, by any command."""

import ast
import json
import logging
import os
import re
from pathlib import Path

import pytest

from index import Episode, open_writer
from overheard.printing import HarmlessFormatter, as_json_text
from tests.builders import segment
from tests.conftest import ROOT
from tests.indexer.reading import vtt, write
from tests.samples import process

HARM = "\x1b]52;c;cm0=\x07\x9b2J\x7f\u202e\u2066"
"""OSC 52, which fills the clipboard; CSI of C1; DEL; an override and an isolate without an end."""

RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Control characters but for the line feed."""

PRINTS = ("printing", "interrupts", "main")
"""The modules that call `click.echo`; the last two print what they say themselves."""


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of an episode in which every text is hostile."""
    place = tmp_path_factory.mktemp("hostile") / "index"
    with open_writer(place) as writer:
        episode = Episode(
            id=f"id{HARM}",
            title=f"Title{HARM}",
            number=f"7{HARM}",
            show=f"Show{HARM}",
            people=(f"Mallory{HARM}",),
            url=f"https://show.example/{HARM}",
        )
        talk = [
            segment(f"A needle{HARM} in the hay.", 0, f"Mallory{HARM}", start=1.0),
            segment(f"And{HARM} another needle.", 1, f"Eve{HARM}", start=9.0),
        ]
        writer.add(episode, talk)
        writer.commit()
    return place


COMMANDS = [
    ["search", "needle"],
    ["search", "needle", "-C", "1", "--links", "--explain", "--facet", "speaker"],
    ["search", "needle", "--facet", "episode", "--group-by", "episode"],
    ["search", f"needl{HARM}"],
    ["search", f'"needle {HARM}" speaker:nobody{HARM}', "--explain"],
    ["search", "needle", "-c"],
    ["search", "needle", "-l"],
    *(["search", "needle", "--format", form] for form in ("json", "jsonl", "csv", "tsv")),
    ["search", "needle", "--format", "markdown"],
    ["search", "needle", "--strict", f"field:{HARM}(("],
    ["search", "needle", "--date-from", HARM],
    ["suggest", "mal"],
    ["suggest", "title:"],
    ["suggest", "mal", "--format", "json"],
    ["inspect"],
    ["inspect", "--episodes"],
    ["inspect", "--episode", f"id{HARM}"],
    ["inspect", "--episode", HARM],
    ["inspect", "--terms"],
    [f"--opt{HARM}"],
    [f"command{HARM}"],
    ["search", f"--opt{HARM}"],
    ["index", f"gone{HARM}.vtt"],
    ["feed", f"gone{HARM}.rss", "--into", f"folder{HARM}"],
    ["feed", f"http://127.0.0.1/{HARM}", "--into", "folder"],
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: " ".join(arguments[:3])[:40])
def test_no_command_prints_a_control_character(
    location: Path, tmp_path: Path, arguments: list[str]
) -> None:
    more = (
        ["-i", str(location)] if arguments[0] in ("search", "suggest", "inspect", "index") else []
    )
    done = process(*arguments, *more, cwd=tmp_path)

    assert done.stdout + done.stderr
    separators = "\t" if "tsv" in arguments else ""
    assert RAW.search((done.stdout + done.stderr).replace(separators, "")) is None
    assert "Traceback" not in done.stderr


def test_with_colour_only_our_own_sequences_are_printed(location: Path) -> None:
    done = process("search", "needle", "-i", location, "--color", "always")
    ours = re.sub(r"\x1b\[(?:1;33|0|1|2)m", "", done.stdout)

    assert "\x1b[1;33mneedle\x1b[0m" in done.stdout
    assert RAW.search(ours) is None


@pytest.mark.parametrize("option", [[], ["--verbose"], ["--explain"], ["--report", "-"]])
def test_indexing_prints_no_control_character_of_names_and_contents(
    tmp_path: Path, option: list[str]
) -> None:
    show = write(tmp_path / "show", {"talk.vtt": vtt(f"<v Mallory{HARM}>Hello."), "feed.xml": HARM})
    write(
        show,
        {
            f"talk{HARM}.vtt": vtt("Hello again."),
            f"bad{HARM}.vtt": "no transcript",
            f"x.mp3{HARM}": "",
            "speakers.yaml": f'people: {{"A{json.dumps(HARM)[1:-1]}": 5}}\nepisodes: {{99: {{}}}}',
            "episodes.json": json.dumps({"episodes": {"talk": {"title": HARM, "date": HARM}}}),
        },
    )
    with open(os.fsencode(show) + b"/\xff\xfe.vtt", "w") as file:
        file.write(vtt("A name that is not UTF-8."))
    done = process("index", show, "-i", tmp_path / "index", *option)

    assert done.returncode == 0
    assert "bad�" in done.stdout or option == ["--explain"] or "\\u001b" in done.stdout
    assert RAW.search(done.stdout + done.stderr) is None


def test_a_line_of_a_log_shows_no_control_character() -> None:
    record = logging.LogRecord("", logging.ERROR, "", 0, "asked for %s", (f"/{HARM}",), None)

    assert RAW.search(HarmlessFormatter().format(record)) is None


def test_json_is_escaped_and_means_the_same() -> None:
    text = as_json_text({HARM: [HARM, "naïve 日本"]})

    assert RAW.search(text) is None
    assert "naïve 日本" in text
    assert json.loads(text) == {HARM: [HARM, "naïve 日本"]}


@pytest.mark.parametrize("path", sorted((ROOT / "overheard").glob("*.py")), ids=lambda p: p.stem)
def test_every_module_prints_through_the_one_that_makes_harmless(path: Path) -> None:
    called = {
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    printing = {"print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write"}

    assert path.stem in PRINTS or not called & printing
