"""Folders that strangers may send: each is a generator, with the good talk that is in it.

A generator fills `show`, the folder that is given, beside `outside`, which is not and has a file
with a word that must never be read. `size` is 1 for a small form, and up to 100 for the long one.
It returns the number of good files, each of which says "plover".
"""

import json
import os
import random
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.indexer.reading import vtt, write

__all__ = ["CORPORA", "HARM", "SECRET", "Corpus"]

SECRET = "xyzzy"
"""A word that is said outside alone."""

HARM = "\x1b]52;c;cm0=\x07\x9b2J\x7f\u202e\u2066"
"""OSC 52, CSI of C1, DEL, an override of direction and an isolate without ends."""

Corpus = Callable[[Path, Path, int], int]

CORPORA: dict[str, Corpus] = {}

SIDECARS = ("episodes.json", "talk.episode.json", "talk.info.json", "episodes.csv", "episodes.toml")
BESIDE = (*SIDECARS, "speakers.yaml", "talk.speakers.yaml", "feed.xml", "show.rss", "chapters.vtt")


def corpus(generator: Corpus) -> Corpus:
    CORPORA[generator.__name__] = generator
    return generator


def good(show: Path, name: str = "talk.vtt", more: str = "") -> int:
    """Write a good file, whose words depend on its name."""
    write(show, {name: vtt(f"They say that {abs(hash(name)) % 1000} plover nest here. {more}")})
    return 1


def link(path: Path, target: Path | str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


# Links


@corpus
def links_to_files_outside(show: Path, outside: Path, size: int) -> int:
    for name in ("a.vtt", "talk.srt", "b.json", "sub/c.txt"):
        link(show / name, outside / "secret.vtt")
    link(show / "d.vtt", os.path.relpath(outside / "secret.vtt", show))
    return good(show)


@corpus
def links_to_folders_outside(show: Path, outside: Path, size: int) -> int:
    link(show / "season", outside)
    link(show / "up", "..")
    link(show / "root", "/proc/self/cwd")
    return good(show)


@corpus
def facts_that_are_links(show: Path, outside: Path, size: int) -> int:
    for name in BESIDE:
        link(show / name, outside / name)
    link(show / "ep12" / "speakers.yaml", outside / "speakers.yaml")
    return good(show) + good(show, "ep12/transcript.vtt")


@corpus
def links_through_links(show: Path, outside: Path, size: int) -> int:
    link(show / "0.vtt", outside / "secret.vtt")
    for step in range(1, 30):
        link(show / f"{step}.vtt", f"{step - 1}.vtt")
    return good(show)


@corpus
def loops_of_links(show: Path, outside: Path, size: int) -> int:
    link(show / "self.vtt", "self.vtt")
    link(show / "one.vtt", "two.vtt")
    link(show / "two.vtt", "one.vtt")
    link(show / "again", ".")
    link(show / "sub" / "above", "..")
    return good(show)


@corpus
def links_that_lead_nowhere(show: Path, outside: Path, size: int) -> int:
    for name in (*BESIDE, "a.vtt", "b.json"):
        link(show / name, "not-there")
    return good(show)


# Files of other kinds


@corpus
def pipes(show: Path, outside: Path, size: int) -> int:
    show.mkdir(exist_ok=True)
    for name in (*BESIDE, "a.vtt", "talk.srt", "b.json", "README.md"):
        os.mkfifo(show / name)
    return good(show)


@corpus
def sockets(show: Path, outside: Path, size: int) -> int:
    count = good(show)
    for name in ("a.vtt", "feed.xml", "episodes.json"):
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(os.path.relpath(show / name))
    return count


@corpus
def devices(show: Path, outside: Path, size: int) -> int:
    for name, device in (
        *(("a.vtt", "/dev/zero"), ("b.vtt", "/dev/tty"), ("c.json", "/proc/self/mem")),
        *(("episodes.json", "/dev/random"), ("feed.xml", "/dev/zero"), ("d.txt", "/dev/stdin")),
    ):
        link(show / name, device)
    with suppress(PermissionError, OSError):
        os.mknod(show / "e.vtt", 0o020666, os.makedev(1, 5))  # /dev/zero; only root may
    return good(show)


# Names


@corpus
def names_with_control_characters(show: Path, outside: Path, size: int) -> int:
    names = (f"talk{HARM}.vtt", "line\nbreak.vtt", "tab\there.vtt", "\r.vtt", f"{HARM}/talk.vtt")
    write(show, {f"bad{HARM}.vtt": "nothing", f"picture{HARM}.png": "", f"un{HARM}": ""})
    return sum(good(show, name) for name in names)


@corpus
def names_that_are_not_utf8(show: Path, outside: Path, size: int) -> int:
    count = good(show)
    for name in (b"\xff\xfe.vtt", b"caf\xe9.json", b"\x80"):
        (show / os.fsdecode(name)).write_text(vtt("Not by this name."))
    return count


@corpus
def folders_a_thousand_deep(show: Path, outside: Path, size: int) -> int:
    deep = show
    for _ in range(1000):
        deep /= "d"
        deep.mkdir()
    return good(deep) + good(show)


@corpus
def folders_deeper_than_a_path_may_be(show: Path, outside: Path, size: int) -> int:
    count = good(show)
    at = os.open(show, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("n" * 200, dir_fd=at)
        below = os.open("n" * 200, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)
    return count


@corpus
def names_that_differ_by_case_or_composition(show: Path, outside: Path, size: int) -> int:
    names = (
        "Talk.vtt",
        "TALK.vtt",
        "talk.VTT.vtt",
        "caf\u00e9.vtt",
        "cafe\u0301.vtt",
        "..talk.vtt",
    )
    return sum(good(show, name) for name in names[:-1]) + 0 * good(show, names[-1])


@corpus
def names_as_long_as_may_be(show: Path, outside: Path, size: int) -> int:
    digits = "9" * 251 + ".vtt"
    return sum(good(show, name) for name in ("a" * 251 + ".vtt", digits, "-" * 251 + ".vtt"))


# Sizes and numbers


@corpus
def a_file_of_six_gigabytes(show: Path, outside: Path, size: int) -> int:
    count = good(show)
    for name in ("a.vtt", "chapters.vtt", "talk.json", *BESIDE[:-1]):
        with (show / name).open("wb") as file:
            file.truncate(6_000_000_000)
    return count


@corpus
def lines_without_an_end(show: Path, outside: Path, size: int) -> int:
    long = "word " * (20_000 * size)
    write(show, {"a.txt": long, "b.vtt": f"WEBVTT\n\n00:01.000 --> 00:02.000\n{long}"})
    write(
        show, {"c.srt": "1" * len(long), "d.json": '{"text": "' + long + '"}', "e.md": "#" * 99999}
    )
    return good(show)


@corpus
def many_tiny_files(show: Path, outside: Path, size: int) -> int:
    return sum(good(show, f"talk-{number:05}-x.vtt") for number in range(20 * size))


@corpus
def many_files_of_one_number(show: Path, outside: Path, size: int) -> int:
    draw = random.Random(1)
    words = [f"word{number}" for number in range(500)]
    return sum(
        good(show, f"1-{number:04}.vtt", " ".join(draw.choices(words, k=200)))
        for number in range(10 * size)
    )


@corpus
def captions_for_days(show: Path, outside: Path, size: int) -> int:
    cues = "".join(
        f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}.000 --> {at // 3600:02}:"
        f"{at // 60 % 60:02}:{at % 60:02}.900\nSo the {at % 97} of us went on and on.\n\n"
        for at in range(7_000 * size)
    )
    write(show, {"a.vtt": f"WEBVTT\n\n{cues}"})
    return good(show)


@corpus
def data_in_the_place_of_words(show: Path, outside: Path, size: int) -> int:
    draw = random.Random(1)
    for name in range(3):
        lines = [
            f"{at // 60:02}:{at % 60:02} {' '.join(f'{draw.getrandbits(40):x}' for _ in range(6))}."
            for at in range(300 * size)
        ]
        write(show, {f"{name}.txt": "\n".join(lines)})
    return good(show)


# Syntax


@corpus
def json_that_is_deep(show: Path, outside: Path, size: int) -> int:
    deep = "[" * 100_000 * size
    write(show, dict.fromkeys(("a.json", "talk.json", "episodes.json", "b.info.json"), deep))
    write(show, {"c.json": '{"segments":' * 50_000, "d.json": "[" * 900 + "1" + "]" * 900})
    return good(show)


@corpus
def json_that_is_wide(show: Path, outside: Path, size: int) -> int:
    wide = "[" + "[],{},\n" * (20_000 * size) + "0]"
    write(show, dict.fromkeys(("a.json", "talk.json", "episodes.json", "b.info.json"), wide))
    write(show, {"c.json": '{"segments": ' + wide + "}"})
    return good(show)


@corpus
def numbers_out_of_this_world(show: Path, outside: Path, size: int) -> int:
    numbers = ("1e999", "NaN", "-Infinity", "9" * 5000, "-1", "1e308", "1e-320")
    cues = ",".join(f'{{"start": {n}, "end": {n}, "text": "Hello {n:.9}."}}' for n in numbers)
    write(
        show, {"a.json": f'{{"segments": [{cues}]}}', "b.vtt": "WEBVTT\n\n99999999:00.000 --> 1\nx"}
    )
    write(show, {"episodes.json": f'{{"episodes": {{"talk": {{"number": {"9" * 5000}}}}}}}'})
    write(show, {"c.srt": f"1\n{'9' * 400}:00:00,000 --> 00:00:00,000\nHello.\n"})
    return good(show)


@corpus
def tables_of_a_million_columns(show: Path, outside: Path, size: int) -> int:
    columns = ",".join(f"c{number}" for number in range(10_000 * size))
    table = f"{columns}\n" + "1\n" * 2000
    write(show, dict.fromkeys(("a.csv", "b.tsv", "episodes.csv"), table))
    write(show, {"c.csv": "start,text\n" + "," * 1_000_000, "d.csv": '"' * 1_000_001})
    return good(show)


@corpus
def xml_with_entities(show: Path, outside: Path, size: int) -> int:
    laughs = "".join(
        f'<!ENTITY l{step} "{f"&l{step - 1};" * 10}">' if step else '<!ENTITY l0 "lol">'
        for step in range(10)
    )
    external = f'<!ENTITY x SYSTEM "{(outside / "secret.vtt").as_uri()}">'
    outer = f'<!ENTITY % p SYSTEM "{(outside / "secret.vtt").as_uri()}"> %p;'
    space = "http://www.w3.org/ns/ttml"
    for name, body in {
        "a.ttml": f'<tt xmlns="{space}"><body><p begin="0s" end="1s">{{}}</p></body></tt>',
        "b.xml": "<TEI><text><u who='a'>{}</u></text></TEI>",
        "feed.xml": "<rss version='2.0'><channel><item><title>{}</title></item></channel></rss>",
        "c.html": "<html><body><p><b>Ann:</b> {}</p></body></html>",
    }.items():
        for number, (dtd, entity) in enumerate(
            ((laughs, "&l9;"), (external, "&x;"), (outer, "&x;"), ("", "&x;"))
        ):
            root = body.partition("<")[2].partition(" ")[0].partition(">")[0]
            text = f"<?xml version='1.0'?><!DOCTYPE {root} [{dtd}]>{body.format(entity)}"
            write(show / str(number), {name: text})
    return good(show)


@corpus
def markup_that_is_deep(show: Path, outside: Path, size: int) -> int:
    many = 2_000 * size
    write(show, {"a.xml": "<a>" * many, "b.html": "<html><body>" + "<div>" * many + "Hello."})
    write(show, {"c.ttml": "<tt>" + "<div>" * many, "d.html": f"<html {'a=1 ' * many}>"})
    write(show, {"feed.xml": "<rss>" + "<item>" * many, "e.vtt": "WEBVTT\n\n" + "<v " * many})
    return good(show)


@corpus
def yaml_and_toml_that_grow(show: Path, outside: Path, size: int) -> int:
    laughs = "a0: &a0 [x,x]\n" + "".join(
        f"a{step}: &a{step} [*a{step - 1},*a{step - 1}]\n" for step in range(1, 40)
    )
    run = "!!python/object/apply:os.system ['touch ran']"
    write(show, {"speakers.yaml": laughs, "1/speakers.yaml": run, "2/speakers.yaml": "[" * 100_000})
    write(
        show,
        {"1/episodes.yaml": run, "2/episodes.yaml": "? " * 50_000, "3/a.md": f"---\n{run}\n---\n"},
    )
    write(
        show, {"3/episodes.toml": "a." * 50_000 + "b = 1", "4/episodes.toml": "x = " + "[" * 50_000}
    )
    return good(show) + sum(good(show, f"{number}/talk{number}.vtt") for number in range(1, 5))


@corpus
def front_matter_that_names_files(show: Path, outside: Path, size: int) -> int:
    secret = outside / "secret.vtt"
    facts = {
        "file": str(secret),
        "transcript": str(secret),
        "title": "A talk",
        "url": secret.as_uri(),
    }
    listed = [facts, {"file": "../outside/secret.vtt", "title": "Another"}]
    write(show, {"episodes.json": json.dumps(listed), "talk.episode.json": json.dumps(facts)})
    page = f"---\nepisode: 3\ntitle: A page\ntranscript: {secret}\n---\n![[{secret}]]\n"
    write(
        show, {"3-page.md": page, "b.md": f"{{{{ include {secret} }}}}\nAnn: Hello.\nBob: Yes.\n"}
    )
    return good(show)


@corpus
def texts_with_escape_codes(show: Path, outside: Path, size: int) -> int:
    facts = {"title": f"Title{HARM}", "show": HARM, "people": [f"Ann{HARM}"], "date": HARM}
    write(show, {"episodes.json": json.dumps({"episodes": {"talk": facts, HARM: facts}})})
    write(show, {"speakers.yaml": f'people: {{"A{json.dumps(HARM)[1:-1]}": [x]}}\n{{}}: [\n'})
    write(show, {"a.txt": f"Ann{HARM}: Hello{HARM}.\nBob{HARM}: Yes.\nAnn{HARM}: {HARM}\n"})
    cues = [{"start": 1, "end": 2, "speaker": f"Eve{HARM}", "text": f"plover {HARM} {SURROGATE}"}]
    write(show, {"b.json": json.dumps({"segments": cues})})
    return good(show, more=HARM) + 1


SURROGATE = "\ud800"


@corpus
def a_feed_with_hostile_links(show: Path, outside: Path, size: int) -> int:
    links = (
        *((outside / "secret.vtt").as_uri(), "http://127.0.0.1:1/", "http://0x7f000001/talk.vtt"),
        *(
            "javascript:alert(1)",
            "//[::1]/talk.vtt",
            "http://ann:b@10.0.0.1/",
            f"http://x/{'a' * 9999}",
        ),
    )
    items = "".join(
        f'<item><title>talk</title><link>{url}</link><podcast:transcript url="{url}"/></item>'
        for url in links
    )
    space = 'xmlns:podcast="https://podcastindex.org/namespace/1.0"'
    write(show, {"feed.xml": f'<rss version="2.0" {space}><channel>{items}</channel></rss>'})
    return good(show)


@corpus
def lines_that_try_patterns(show: Path, outside: Path, size: int) -> int:
    units = (
        "a:",
        " ",
        "-",
        "[",
        "(",
        "<",
        "0:",
        "1.",
        "*_",
        "A B: ",
        "\t",
        "=\n",
        '"',
        ",",
        "\\",
        "…",
    )
    for number, unit in enumerate(units):
        write(show, {f"{number}.txt": unit * (5_000 * size), f"{number}.md": f"# x\n{unit * 9999}"})
    return good(show)


@corpus
def bytes_that_are_no_text(show: Path, outside: Path, size: int) -> int:
    count = good(show)
    for number, data in enumerate(
        (
            *(b"\0" * 100_000 * size, b"\x1f\x8b\x08" + b"\xff" * 9999, b"PK\x03\x04" * 999),
            *(b"\xff\xfe" + b"\x00\xd8" * 999, b"\xef\xbb\xbf" * 999, b"\x80" * 9999),
            *(b"\xff\xfe\0\0" * 99, random.Random(1).randbytes(10_000 * size), b""),
        )
    ):
        for ending in (".vtt", ".txt", ".json"):
            (show / f"{number}{ending}").write_bytes(data)
    return count


@corpus
def an_index_among_the_transcripts(show: Path, outside: Path, size: int) -> int:
    write(
        show / "old", {"_MAIN_1.toc": "garbage", "MAIN_0.talk": "garbage", "talk.vtt": vtt("No.")}
    )
    write(show, {"MAIN_WRITELOCK": "", "MAIN_1.talk": "garbage"})
    return good(show)
