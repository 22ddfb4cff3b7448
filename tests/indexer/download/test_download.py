import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from index import TranscriptError
from indexer.download.connecting import Guard
from indexer.download.download import DownloadOutcome, Options, download
from indexer.download.http import Fetcher
from indexer.download.responses import FetchError
from indexer.download.state import STATE, State
from overheard.indexing import feed_command
from tests.indexer.download.serving import Answer, Handler, Server, ranged, reply, serving
from tests.indexer.reading import vtt, write

TALK = vtt("Hello there.", "And welcome.").encode()
EVERYTHING = Options()
NAMESPACES = (
    'xmlns:podcast="https://podcastindex.org/namespace/1.0" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def transcript(url: str, type_: str = "text/vtt", **attributes: str) -> str:
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<podcast:transcript url="{url}" type="{type_}"{more}/>'


def item(number: int, title: str, *transcripts: str, inside: str = "") -> str:
    return (
        f"<item><title>{title}</title><itunes:episode>{number}</itunes:episode>"
        f"<pubDate>Tue, {number:02} Sep 2020 10:00:00 GMT</pubDate>"
        f"<link>https://show.example/{number}</link>{''.join(transcripts)}{inside}</item>"
    )


def rss(*items: str) -> str:
    return (
        f'<?xml version="1.0"?><rss version="2.0" {NAMESPACES}><channel><title>The Show</title>'
        f"<language>en</language>{''.join(items)}</channel></rss>"
    )


def feed_of(server: Server, *items: str) -> str:
    return server.on("/feed", reply(rss(*items), type_="application/rss+xml"))


def fetcher(
    pause: float = 0,
    sleep: Callable[[float], None] = time.sleep,
    timeout: float = 20,
    deadline: float = 300,
    attempts: int = 3,
) -> Fetcher:
    guard = Guard(allow_private=True)
    return Fetcher(pause, timeout, deadline, attempts=attempts, sleep=sleep, guard=guard)


def got(source: str, folder: Path, options: Options = EVERYTHING) -> DownloadOutcome:
    return download(source, folder, options, fetcher())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def parts(folder: Path) -> list[Path]:
    return list(folder.glob(".*.part"))


def reasons(outcome: DownloadOutcome) -> list[str]:
    return [error.reason for error in outcome.errors]


def only(server: Server, tmp_path: Path, *, type_: str = "text/vtt") -> DownloadOutcome:
    """Download from a feed with one episode, whose transcript is at /talk."""
    return got(feed_of(server, item(1, "Talk", transcript(server.url + "/talk", type_))), tmp_path)


def test_the_transcripts_of_a_feed_are_downloaded_with_a_sidecar(
    server: Server, tmp_path: Path
) -> None:
    one = server.on("/a.vtt", reply(TALK))
    two = server.on("/b.srt", reply("1\n00:00:01,000 --> 00:00:02,000\nHello.\n"))
    source = feed_of(
        server,
        item(2, "What’s <![CDATA[WSGI & C++]]>?", transcript(two, "application/x-subrip")),
        item(1, "Hello", transcript(one), inside="<podcast:person>Ann Lee</podcast:person>"),
        item(3, "Silence"),
    )

    outcome = got(source, tmp_path / "corpus")

    assert (outcome.episodes, outcome.without, outcome.errors) == (2, 1, [])
    assert names(tmp_path / "corpus") == [
        "001-hello.vtt",
        "002-whats-wsgi-c++.srt",
        "episodes.json",
    ]
    assert (tmp_path / "corpus/001-hello.vtt").read_bytes() == TALK
    assert json.loads((tmp_path / "corpus/episodes.json").read_text()) == {
        "show": "The Show",
        "episodes": {
            "002-whats-wsgi-c++": {
                "number": "2",
                "title": "What’s WSGI & C++?",
                "date": "2020-09-02",
                "url": "https://show.example/2",
                "language": "en",
            },
            "001-hello": {
                "number": "1",
                "title": "Hello",
                "date": "2020-09-01",
                "people": ["Ann Lee"],
                "hosts": ["Ann Lee"],
                "url": "https://show.example/1",
                "language": "en",
            },
        },
    }


def test_it_says_who_asks(server: Server, tmp_path: Path) -> None:
    server.on("/talk", reply(TALK))
    only(server, tmp_path)

    assert all(asked["User-Agent"].startswith("Overheard/") for _, asked in server.asked)


def test_what_is_complete_is_not_asked_for_again_and_the_feed_only_if_changed(
    server: Server, tmp_path: Path
) -> None:
    server.on("/talk", ranged(TALK))
    source = feed_of(server, item(1, "Talk", transcript(server.url + "/talk")))
    server.on("/feed", ranged(rss(item(1, "Talk", transcript(server.url + "/talk"))).encode()))
    got(source, tmp_path)
    again = got(source, tmp_path)

    assert server.paths() == ["/feed", "/talk", "/feed"]
    assert server.headers("/feed")[1]["If-None-Match"] == '"v1"'
    assert ([path.name for path in again.here], again.downloaded) == (["001-talk.vtt"], [])


@pytest.mark.parametrize("changed", [False, True])
def test_refresh_asks_whether_a_file_has_changed(
    server: Server, tmp_path: Path, changed: bool
) -> None:
    server.on("/talk", ranged(TALK))
    only(server, tmp_path)
    if changed:
        server.on("/talk", ranged(TALK * 2, '"v2"'))
    outcome = got(server.url + "/feed", tmp_path, Options(refresh=True))

    assert server.headers("/talk")[1]["If-None-Match"] == '"v1"'
    assert len(outcome.downloaded) == changed
    assert (tmp_path / "001-talk.vtt").read_bytes() == TALK * (1 + changed)


@pytest.mark.parametrize("refresh", [False, True])
@pytest.mark.parametrize("lost", ["001-talk.vtt", "episodes.json", STATE, ".overheard-feed-*", "*"])
def test_what_was_deleted_from_the_folder_is_there_after_the_next_run(
    server: Server, tmp_path: Path, lost: str, refresh: bool
) -> None:
    source = server.url + "/feed"
    server.on("/talk", ranged(TALK))
    server.on("/feed", ranged(rss(item(1, "Talk", transcript(server.url + "/talk"))).encode()))
    got(source, tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    deleted = list(tmp_path.glob(lost))
    for path in deleted:
        path.unlink()
    outcome = got(source, tmp_path, Options(refresh=refresh))

    assert deleted
    assert outcome.errors == []
    came = [path.name for path in outcome.downloaded]
    assert ("001-talk.vtt" in came) == (lost in ("001-talk.vtt", "*"))
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == before


def test_a_file_put_there_by_hand_stays(server: Server, tmp_path: Path) -> None:
    write(tmp_path, {"001-talk.vtt": "mine"})
    outcome = only(server, tmp_path)

    assert (len(outcome.here), server.paths()) == (1, ["/feed"])
    assert (tmp_path / "001-talk.vtt").read_text() == "mine"


def test_the_newest_episodes_come_first_and_a_limit_counts_them(
    server: Server, tmp_path: Path
) -> None:
    urls = {number: server.on(f"/{number}", reply(TALK)) for number in range(1, 5)}
    source = feed_of(
        server, *(item(number, "Talk", transcript(urls[number])) for number in (2, 4, 1, 3))
    )
    outcome = got(source, tmp_path, Options(limit=2))

    assert server.paths()[1:] == ["/4", "/3"]
    assert outcome.episodes == 2


def test_the_best_transcript_is_taken_or_every_one(server: Server, tmp_path: Path) -> None:
    kinds = ["text/plain", "text/html", "application/srt", "application/json", "text/vtt"]
    links = [transcript(server.on(f"/{kind}", reply("words")), kind) for kind in kinds]
    spanish = transcript(server.on("/es", reply("palabras")), "application/json", language="es")
    source = feed_of(server, item(1, "Talk", spanish, *links))

    got(source, tmp_path / "one")
    got(source, tmp_path / "all", Options(every=True))

    assert names(tmp_path / "one") == ["001-talk.json", "episodes.json"]
    assert (tmp_path / "one/001-talk.json").read_text() == "words"
    assert names(tmp_path / "all") == [
        *("001-talk.es.json", "001-talk.html", "001-talk.json", "001-talk.srt"),
        *("001-talk.txt", "001-talk.vtt", "episodes.json"),
    ]
    episodes = json.loads((tmp_path / "all/episodes.json").read_text())["episodes"]
    assert {name: about["language"] for name, about in episodes.items()} == {
        "001-talk": "en",
        "001-talk.es": "es",
    }


def test_the_next_best_is_taken_where_the_best_is_missing(server: Server, tmp_path: Path) -> None:
    there = transcript(server.on("/there", reply("words")), "text/plain")
    missing = transcript(server.url + "/missing", "application/json")
    outcome = got(feed_of(server, item(1, "Talk", there, missing)), tmp_path)

    assert reasons(outcome) == ["not found (HTTP 404)"]
    assert [path.name for path in outcome.downloaded] == ["001-talk.txt"]


@pytest.mark.parametrize(
    ("type_", "address", "name"),
    [
        ("text/plain", "/a.srt?x=1", "001-talk.srt"),
        ("text/plain", "/a", "001-talk.txt"),
        ("", "/a.vtt", "001-talk.vtt"),
        ("application/x-thing", "/a.JSON", "001-talk.json"),
        ("text/vtt; charset=utf-8", "/a.txt", "001-talk.vtt"),
        ("text/html", "/a.htm", "001-talk.html"),
        ("application/x-thing", "/a.exe", "001-talk.txt"),
    ],
)
def test_the_ending_follows_the_type_and_then_the_address(
    server: Server, tmp_path: Path, type_: str, address: str, name: str
) -> None:
    url = server.on(address, reply(TALK))
    got(feed_of(server, item(1, "Talk", transcript(url, type_))), tmp_path)

    assert names(tmp_path) == [name, "episodes.json"]


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("../../etc/passwd", "001-etc-passwd"),
        ("a/b\\c:d|e?f*g&quot;h", "001-a-b-c-d-e-f-g-h"),
        ("…", "001"),
        ("Ünïcode 日本語 ½", "001-ünïcode-日本語-1-2"),
        ("long " * 100, "001-" + "-".join(["long"] * 16)),
        ("\u202egpj.exe", "001-gpj-exe"),
    ],
)
def test_a_title_gives_a_safe_file_name(
    server: Server, tmp_path: Path, title: str, stem: str
) -> None:
    url = server.on("/talk", reply(TALK))
    got(feed_of(server, item(1, title, transcript(url))), tmp_path / "corpus")

    assert names(tmp_path / "corpus") == [f"{stem}.vtt", "episodes.json"]
    assert names(tmp_path) == ["corpus"]


def test_a_device_s_name_is_no_file_name(server: Server, tmp_path: Path) -> None:
    url = server.on("/talk", reply(TALK))
    got(feed_of(server, f"<item><title>NUL</title>{transcript(url)}</item>"), tmp_path)

    assert names(tmp_path) == ["episodes.json", "nul-episode.vtt"]


def test_two_episodes_of_one_name_are_kept_apart_in_every_run(
    server: Server, tmp_path: Path
) -> None:
    one, two = server.on("/1", reply("WEBVTT one")), server.on("/2", reply("WEBVTT two"))
    source = feed_of(server, item(1, "Talk", transcript(one)), item(1, "Talk", transcript(two)))
    got(source, tmp_path)
    feed_of(server, item(1, "Talk", transcript(two)), item(1, "Talk", transcript(one)))
    outcome = got(source, tmp_path)

    assert (tmp_path / "001-talk.vtt").read_text() == "WEBVTT one"
    assert (tmp_path / "001-talk-2.vtt").read_text() == "WEBVTT two"
    assert (len(outcome.here), server.paths().count("/1")) == (2, 1)


def test_what_a_person_wrote_in_the_sidecar_is_kept(server: Server, tmp_path: Path) -> None:
    mine = {
        "note": "by hand",
        "episodes": {
            "001-talk.vtt": {"title": "Mine", "stars": 5},
            "other": {"title": "Another"},
        },
    }
    write(tmp_path, {"episodes.json": json.dumps(mine)})
    server.on("/talk", reply(TALK))
    only(server, tmp_path)

    document = json.loads((tmp_path / "episodes.json").read_text())
    assert (document["note"], document["show"]) == ("by hand", "The Show")
    assert document["episodes"]["other"] == {"title": "Another"}
    about = document["episodes"]["001-talk.vtt"]
    assert (about["title"], about["stars"], about["number"]) == ("Mine", 5, "1")


def test_the_feed_corrects_what_it_said_but_not_what_a_person_changed(
    server: Server, tmp_path: Path
) -> None:
    server.on("/talk", reply(TALK))
    only(server, tmp_path)
    document = json.loads((tmp_path / "episodes.json").read_text())
    del document["episodes"]["001-talk"]["url"]
    document["episodes"]["001-talk"]["date"] = "1999-01-01"
    write(tmp_path, {"episodes.json": json.dumps(document)})
    feed_of(server, item(1, "Talk, corrected", transcript(server.url + "/talk")))
    got(server.url + "/feed", tmp_path)

    about = json.loads((tmp_path / "episodes.json").read_text())["episodes"]["001-talk"]
    assert (about["title"], about["date"], "url" in about) == (
        "Talk, corrected",
        "1999-01-01",
        False,
    )


@pytest.mark.parametrize("sidecar", ["{", "[]", '{"episodes": []}'])
def test_a_sidecar_that_cannot_be_added_to_stops_before_anything_is_asked(
    server: Server, tmp_path: Path, sidecar: str
) -> None:
    write(tmp_path, {"episodes.json": sidecar})
    with pytest.raises(TranscriptError):
        only(server, tmp_path)

    assert (server.asked, (tmp_path / "episodes.json").read_text()) == ([], sidecar)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, "not found (HTTP 404)"),
        (403, "not allowed (HTTP 403)"),
        (401, "wants a login (HTTP 401)"),
        (500, "the server refused (HTTP 500)"),
    ],
)
def test_a_refusal_is_reported_and_the_others_go_on(
    server: Server, tmp_path: Path, status: int, reason: str
) -> None:
    bad = server.on("/bad", reply("sorry", status))
    good = server.on("/good", reply(TALK))
    source = feed_of(server, item(2, "Bad", transcript(bad)), item(1, "Good", transcript(good)))
    outcome = got(source, tmp_path)

    assert [str(error) for error in outcome.errors] == [f"{bad}: {reason}"]
    assert names(tmp_path) == ["001-good.vtt", "episodes.json"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_given_the_time_it_asks_for(
    server: Server, tmp_path: Path, status: int
) -> None:
    waits: list[float] = []
    url = server.on("/talk", reply(status=status, Retry_After="7"), reply(TALK))
    source = feed_of(server, item(1, "Talk", transcript(url)))
    outcome = download(source, tmp_path, fetcher=fetcher(sleep=waits.append))

    assert (outcome.errors, waits) == ([], [7.0])


def test_a_server_that_wants_too_long_a_wait_is_not_asked_again(
    server: Server, tmp_path: Path
) -> None:
    waits: list[float] = []
    urls = [server.on(f"/{n}", reply(status=429, Retry_After="3600")) for n in (1, 2)]
    source = feed_of(server, *(item(n, "Talk", transcript(urls[n - 1])) for n in (1, 2)))
    outcome = download(source, tmp_path, fetcher=fetcher(sleep=waits.append))

    reason = "the server is busy (HTTP 429) and asks to come back in 3,600 s"
    assert reasons(outcome) == [reason, reason]
    assert (server.paths(), waits) == (["/feed", "/2"], [])


@pytest.mark.parametrize("when", ["Wed, 21 Oct 2015 07:28:00 GMT", "soon", "-5"])
def test_a_retry_after_may_be_a_date_or_nonsense(server: Server, tmp_path: Path, when: str) -> None:
    server.on("/talk", reply(status=503, Retry_After=when), reply(TALK))

    assert only(server, tmp_path).errors == []


def test_a_server_that_stays_busy_is_given_up(server: Server, tmp_path: Path) -> None:
    server.on("/talk", reply(status=503, Retry_After="0"))

    assert reasons(only(server, tmp_path)) == ["the server is busy (HTTP 503)"]
    assert server.paths().count("/talk") == 3


def test_between_two_requests_to_a_host_there_is_a_pause(server: Server, tmp_path: Path) -> None:
    waits: list[float] = []
    url = server.on("/talk", reply(TALK))
    source = feed_of(server, item(1, "Talk", transcript(url)))
    download(source, tmp_path, fetcher=fetcher(pause=1000, sleep=waits.append))

    assert [wait > 0 for wait in waits] == [True]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(server: Server, tmp_path: Path, status: int) -> None:
    server.on("/talk", reply(status=status, Location="/there"))
    server.on("/there", reply(TALK))

    assert only(server, tmp_path).errors == []


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("/talk", "redirected more than 5 times"),
        ("file:///etc/passwd", "redirected to what is not an http or https address"),
        ("ftp://show.example/talk", "redirected to what is not an http or https address"),
        ("http://[bad", "redirected to what is not an http or https address"),
    ],
)
def test_a_redirect_that_leads_nowhere_good_is_refused(
    server: Server, tmp_path: Path, location: str, reason: str
) -> None:
    server.on("/talk", reply(status=302, Location=location))

    assert reasons(only(server, tmp_path)) == [reason]


def test_a_body_that_breaks_off_is_continued(server: Server, tmp_path: Path) -> None:
    cut = reply(TALK[:20], length=len(TALK), ETag='"v1"')
    server.on("/talk", cut, ranged(TALK))

    assert only(server, tmp_path).errors == []
    assert server.headers("/talk")[1]["Range"] == "bytes=20-"
    assert server.headers("/talk")[1]["If-Range"] == '"v1"'
    assert (tmp_path / "001-talk.vtt").read_bytes() == TALK
    assert parts(tmp_path) == []


def test_a_body_without_a_mark_of_its_version_is_fetched_from_the_start(
    server: Server, tmp_path: Path
) -> None:
    server.on("/talk", reply(TALK[:20], length=len(TALK)), reply(TALK))

    assert only(server, tmp_path).errors == []
    assert "Range" not in server.headers("/talk")[1]
    assert (tmp_path / "001-talk.vtt").read_bytes() == TALK


def test_a_file_that_changed_meanwhile_is_fetched_from_the_start(
    server: Server, tmp_path: Path
) -> None:
    cut = reply(b"x" * 20, length=99, ETag='"v0"')
    server.on("/talk", cut, ranged(TALK))

    assert only(server, tmp_path).errors == []
    assert (tmp_path / "001-talk.vtt").read_bytes() == TALK


@pytest.mark.parametrize("span", ["bytes 5-9/10", "bytes 0-19/999", "nonsense", ""])
def test_a_range_that_was_not_asked_for_is_never_joined(
    server: Server, tmp_path: Path, span: str
) -> None:
    cut = reply(TALK[:20], length=len(TALK), ETag='"v1"')
    wrong = reply(b"x" * 20, 206, ETag='"v1"', Content_Range=span)
    server.on("/talk", cut, wrong, reply(TALK))

    assert only(server, tmp_path).errors == []
    assert (tmp_path / "001-talk.vtt").read_bytes() == TALK


def test_nothing_half_fetched_is_on_disk_and_the_next_run_fetches_it(
    server: Server, tmp_path: Path
) -> None:
    server.on("/talk", reply(TALK[:20], length=len(TALK), ETag='"v1"'))
    write(tmp_path, {".overheard-0123456789ab.part": "of a run", ".overheard-0.new": "killed"})
    first = only(server, tmp_path)
    assert reasons(first) == ["the connection broke off"]
    assert sorted(path.name[:16] for path in tmp_path.iterdir()) == [
        ".overheard-feed-",
        ".overheard-feed.",
    ]
    server.asked.clear()
    server.on("/talk", ranged(TALK))
    second = only(server, tmp_path)

    assert second.errors == []
    assert "Range" not in server.headers("/talk")[0]
    assert (tmp_path / "001-talk.vtt").read_bytes() == TALK


def test_an_interrupt_keeps_what_is_there(server: Server, tmp_path: Path) -> None:
    urls = [server.on(f"/{n}", reply(TALK)) for n in (1, 2)]
    source = feed_of(server, *(item(n, "Talk", transcript(urls[n - 1])) for n in (1, 2)))

    def interrupt(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        download(source, tmp_path, fetcher=fetcher(), on_progress=interrupt)

    assert names(tmp_path) == ["002-talk.vtt", "episodes.json"]
    assert list(json.loads((tmp_path / "episodes.json").read_text())["episodes"]) == ["002-talk"]
    assert len(State.load(tmp_path).files) == 2


@pytest.mark.parametrize("claimed", [True, False])
def test_a_body_that_is_too_large_is_refused(server: Server, tmp_path: Path, claimed: bool) -> None:
    def endless(request: Handler) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"x" * 65536)

    server.on("/talk", reply(b"x" * 3000) if claimed else endless)
    source = feed_of(server, item(1, "Talk", transcript(server.url + "/talk")))

    assert reasons(got(source, tmp_path, Options(largest=2000))) == ["larger than 2,000 bytes"]


def test_a_body_that_says_it_is_too_large_is_refused_before_it_comes(
    server: Server, tmp_path: Path
) -> None:
    server.on("/talk", reply(b"", length=2001))
    source = feed_of(server, item(1, "Talk", transcript(server.url + "/talk")))

    assert reasons(got(source, tmp_path, Options(largest=2000))) == ["larger than 2,000 bytes"]
    assert parts(tmp_path) == []


def test_a_body_as_large_as_allowed_is_taken(server: Server, tmp_path: Path) -> None:
    server.on("/talk", reply(TALK))
    source = feed_of(server, item(1, "Talk", transcript(server.url + "/talk")))

    assert got(source, tmp_path, Options(largest=len(TALK))).errors == []


def test_what_is_left_of_a_part_counts_with_the_part_for_what_is_too_large(
    server: Server, tmp_path: Path
) -> None:
    rest = reply(b"", 206, length=1981, ETag='"v1"', Content_Range="bytes 20-2000/2001")
    server.on("/talk", reply(b"x" * 20, length=99, ETag='"v1"'), rest)
    source = feed_of(server, item(1, "Talk", transcript(server.url + "/talk")))

    assert reasons(got(source, tmp_path, Options(largest=2000))) == ["larger than 2,000 bytes"]


def bounded(
    server: Server, folder: Path, files: int = 10, most_bytes: int = 1 << 30
) -> DownloadOutcome:
    """Download three talks in a run with bounds."""
    urls = {n: server.on(f"/{n}", reply(TALK)) for n in (1, 2, 3)}
    source = feed_of(server, *(item(n, "Talk", transcript(url)) for n, url in urls.items()))
    run = fetcher()
    run.most_bytes = most_bytes
    return download(source, folder, Options(most_files=files), run)


def test_a_run_fetches_so_many_files_and_the_next_one_goes_on(
    server: Server, tmp_path: Path
) -> None:
    first = bounded(server, tmp_path, files=2)
    second = bounded(server, tmp_path, files=2)

    assert str(first.stopped) == "stopped after 2 files; run it again to go on"
    assert [len(run.downloaded) for run in (first, second)] == [2, 1]
    assert (second.stopped, len(second.here)) == (None, 2)


def test_a_run_fetches_so_many_bytes(server: Server, tmp_path: Path) -> None:
    feed = len(rss(*(item(n, "Talk", transcript(f"{server.url}/{n}")) for n in (1, 2, 3))))
    outcome = bounded(server, tmp_path, most_bytes=feed + 2 * len(TALK))

    assert outcome.stopped is not None
    assert len(outcome.downloaded) == 2
    assert len(names(tmp_path)) == 3


def dripping(head: bytes, gone: threading.Event) -> Answer:
    """Answer with `head` and a byte now and then, for ever."""

    def answer(request: Handler) -> None:
        request.wfile.write(head)
        while not gone.wait(0.05):
            request.wfile.write(b"x")

    return answer


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nX: "])
@pytest.mark.parametrize("of_run", [True, False])
def test_a_head_that_drips_meets_the_deadline(
    server: Server, tmp_path: Path, head: bytes, of_run: bool
) -> None:
    gone = threading.Event()
    url = server.on("/talk", dripping(head, gone))
    source = feed_of(server, item(1, "Talk", transcript(url)))
    run = fetcher(deadline=60 if of_run else 0.5)
    run.most_seconds = 1 if of_run else 60
    try:
        outcome = download(source, tmp_path, fetcher=run)
    finally:
        gone.set()

    if of_run:
        assert str(outcome.stopped) == "stopped after 1 s; run it again to go on"
    assert reasons(outcome) == ([] if of_run else ["took longer than 0.5 s"])


def test_a_server_that_stops_sending_is_left(server: Server, tmp_path: Path) -> None:
    gone = threading.Event()

    def stops(request: Handler) -> None:
        reply(b"WEBVTT", length=100)(request)
        gone.wait(30)

    server.on("/talk", stops)
    source = feed_of(server, item(1, "Talk", transcript(server.url + "/talk")))
    try:
        outcome = download(source, tmp_path, fetcher=fetcher(timeout=1, attempts=1))
    finally:
        gone.set()

    assert reasons(outcome) == ["the server stopped sending"]


def test_a_server_that_drips_meets_the_deadline(server: Server, tmp_path: Path) -> None:
    url = server.on("/talk", reply(TALK))
    write(tmp_path, {"show.rss": rss(item(1, "Talk", transcript(url)))})
    outcome = download(str(tmp_path / "show.rss"), tmp_path, fetcher=fetcher(deadline=0))

    assert reasons(outcome) == ["took longer than 0 s"]


@pytest.mark.parametrize(
    ("body", "type_", "reason"),
    [
        ("<!DOCTYPE html><p>Log in</p>", "text/html", "no transcript but a web page"),
        ("  <html>", "text/vtt", "no transcript but a web page"),
        ("ID3", "audio/mpeg", "no transcript but audio/mpeg"),
        ("", "text/vtt", "an empty file"),
        (" \n", "text/vtt", "an empty file"),
    ],
)
def test_what_is_no_transcript_is_not_kept(
    server: Server, tmp_path: Path, body: str, type_: str, reason: str
) -> None:
    server.on("/talk", reply(body, type_=type_))

    assert reasons(only(server, tmp_path)) == [reason]
    assert (names(tmp_path), parts(tmp_path)) == ([], [])


def test_a_server_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with serving() as gone:
        url = gone.url
    with pytest.raises(FetchError, match="cannot be reached"):
        got(f"{url}/feed", tmp_path)


def test_a_password_in_an_address_is_sent_and_never_shown(server: Server, tmp_path: Path) -> None:
    url = server.url.replace("http://", "http://ann:s%40crt@") + "/talk"
    outcome = got(feed_of(server, item(1, "Talk", transcript(url))), tmp_path)

    assert server.headers("/talk")[0]["Authorization"] == "Basic YW5uOnNAY3J0"
    assert "crt" not in str(outcome.errors[0])


def test_what_is_wrong_in_a_feed_is_told_with_its_address(server: Server, tmp_path: Path) -> None:
    url = feed_of(server, item(1, "Lost", transcript("file:///lost.vtt")))

    (error,) = got(url, tmp_path).errors
    assert str(error) == f"{url}: the link to the transcript of Lost is no web address"
    with pytest.raises(FetchError, match=server.on("/page", reply("<html>"))):
        got(server.on("/page", reply("<html>")), tmp_path)


def test_a_feed_may_be_a_file_and_its_links_must_be_whole(server: Server, tmp_path: Path) -> None:
    url = server.on("/talk", reply(TALK))
    feed = rss(item(1, "Talk", transcript(url)), item(2, "Lost", transcript("/lost.vtt")))
    write(tmp_path, {"show.rss": feed})
    outcome = got(str(tmp_path / "show.rss"), tmp_path / "corpus")

    assert [path.name for path in outcome.downloaded] == ["001-talk.vtt"]
    assert reasons(outcome) == ["the link to the transcript of Lost is no web address"]


@pytest.mark.parametrize(
    "state",
    [
        *("", "{", "[]", '{"version": 9}', "null", "[" * 100_000),
        '{"version": 1, "files": {"u": 5}, "parts": {}, "written": {}}',
        '{"version": 1, "files": {"URL": {"file": "../../out"}}, "parts": {}, "written": {}}',
        '{"version": 1, "files": {"URL": {"file": "a", "etag": 5}}, "parts": {}, "written": {}}',
    ],
    ids=lambda state: state[:40],
)
def test_a_damaged_state_only_loses_its_memory(server: Server, tmp_path: Path, state: str) -> None:
    server.on("/talk", reply(TALK))
    write(tmp_path / "corpus", {STATE: state.replace("URL", server.url + "/talk")})
    only(server, tmp_path / "corpus")

    assert names(tmp_path / "corpus") == ["001-talk.vtt", "episodes.json"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(feed_command, [*arguments, "--pause", "0", "--allow-private"])


def test_the_command_sums_up(server: Server, tmp_path: Path) -> None:
    server.on("/talk", reply(TALK))
    source = feed_of(server, item(1, "Talk", transcript(server.url + "/talk")), item(2, "None"))
    result = run(source, "--into", str(tmp_path))

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "The Show: 1 episode with a transcript, 1 without",
        f"1 downloaded, 0 already in {tmp_path}, 0 failed",
    ]


def test_the_command_names_each_failure_and_fails(server: Server, tmp_path: Path) -> None:
    source = feed_of(server, item(1, "Talk", transcript(server.url + "/gone")))
    result = run(source, "--into", str(tmp_path))

    assert result.exit_code == 2
    assert f"  {server.url}/gone: not found (HTTP 404)" in result.stdout.splitlines()


def test_the_command_says_how_to_go_on_after_a_bound(server: Server, tmp_path: Path) -> None:
    urls = [server.on(f"/{n}", reply(TALK)) for n in (1, 2)]
    source = feed_of(server, *(item(n, "Talk", transcript(urls[n - 1])) for n in (1, 2)))
    result = run(source, "--into", str(tmp_path), "--max-files", "1")

    assert (result.exit_code, len(names(tmp_path))) == (2, 2)
    assert result.stderr == "overheard: stopped after 1 files; run it again to go on\n"


def test_the_command_refuses_what_is_not_public(server: Server, tmp_path: Path) -> None:
    source = feed_of(server, item(1, "Talk", transcript(server.url + "/talk")))
    result = CliRunner().invoke(feed_command, [source, "--into", str(tmp_path)])

    assert (result.exit_code, server.asked) == (2, [])
    assert result.stderr.endswith("it is of this machine; --allow-private lets it pass\n")


def test_a_link_in_the_place_of_a_file_is_replaced_and_not_written_through(
    server: Server, tmp_path: Path
) -> None:
    write(tmp_path / "corpus", {"mine.txt": "mine"})
    for name in ("001-talk.vtt", "episodes.json", STATE):
        (tmp_path / "corpus" / name).symlink_to(tmp_path / "gone")
    server.on("/talk", reply(TALK))
    only(server, tmp_path / "corpus")

    assert [path.name for path in tmp_path.iterdir()] == ["corpus"]
    assert (tmp_path / "corpus/001-talk.vtt").read_bytes() == TALK


def test_the_command_fails_without_a_feed_or_a_transcript(server: Server, tmp_path: Path) -> None:
    nothing = feed_of(server, item(1, "Talk"))
    results = [
        run(source, "--into", str(tmp_path / "corpus"))
        for source in (nothing, server.url + "/missing", str(tmp_path / "missing"))
    ]

    assert [result.exit_code for result in results] == [2, 2, 2]
    assert [result.stderr.strip() for result in results] == [
        "overheard: the feed links to no transcripts",
        f"overheard: {server.url}/missing: not found (HTTP 404)",
        f"overheard: {tmp_path / 'missing'}: cannot be read: No such file or directory",
    ]
