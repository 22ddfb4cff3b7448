"""The web endpoint: the same search as JSON for programs and as a page for people."""

import dataclasses
import datetime
import html
import re
import shutil
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any, NoReturn
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import index
from index import Episode, SearchRequest, Segment, clock
from search_web import create_app
from tests.builders import indexed
from tests.samples import Page, address_of, command, fetch, process, serving, started

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
CURL = "*/*"
AS_PAGE = {"Accept": BROWSER}
AS_JSON = {"Accept": "application/json"}

OUR_SCRIPT = {"src": "/static/suggest.js", "defer": ""}

ATTACK = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def client(sample_index: Path) -> FlaskClient:
    return create_app(sample_index).test_client()


@pytest.fixture(scope="module")
def site(sample_index: Path) -> Iterator[str]:
    """The address of a real server of the sample show."""
    with serving(sample_index) as address:
        yield address


def page_at(client: FlaskClient, path: str) -> Page:
    return Page(client.get(path, headers=AS_PAGE).text)


def body_of(answer: TestResponse) -> dict[str, Any]:
    body = answer.json
    assert isinstance(body, dict)
    return body


def json_at(client: FlaskClient, path: str) -> dict[str, Any]:
    return body_of(client.get(path, headers=AS_JSON))


def said(text: str, speaker: str | None = None, start: float | None = None) -> Segment:
    return Segment(0, start, None, text, speaker=speaker)


# The envelope


def test_the_envelope_has_exactly_the_keys_and_types_of_the_contract(client: FlaskClient) -> None:
    envelope = json_at(client, "/search?q=wsgi&limit=3&offset=1")
    assert {key: type(value) for key, value in envelope.items()} == {
        "query": str,
        "hits": list,
        "total": dict,
        "total_close": dict,
        "collapsed": int,
        "limit": int,
        "offset": int,
        "next": int,
        "took_ms": float,
        "facets": dict,
        "facets_left_off": dict,
        "facets_count": str,
        "suggestion": type(None),
        "speakers": type(None),
        "heard_as": list,
    }
    assert {key: type(value) for key, value in envelope["total"].items()} == {
        "value": int,
        "relation": str,
    }
    asked = {"query": "wsgi", "limit": 3, "offset": 1, "next": 4}
    assert {key: envelope[key] for key in asked} == asked


def test_a_hit_has_exactly_the_keys_and_types_of_the_contract(client: FlaskClient) -> None:
    (hit,) = json_at(client, "/search?q=%22very+patient+function%22")["hits"]
    assert {key: type(value) for key, value in hit.items()} == {
        "id": str,
        "episode": dict,
        "speaker": str,
        "speaker_source": str,
        "speaker_probability": float,
        "sponsor": bool,
        "start": float,
        "end": float,
        "text": str,
        "snippet": str,
        "matches": list,
        "score": float,
        "near_duplicates": int,
        "exact": bool,
        "missing": list,
        "url": str,
    }
    assert hit["episode"] == {
        "id": "01-what-a-wsgi-server-actually-does",
        "number": "1",
        "title": "What a WSGI server actually does",
        "show": "The Request Cycle",
        "date": "2025-01-14",
        "people": ["Maren Holt", "Tobias Adeyemi", "Ines Okafor"],
        "url": "https://requestcycle.example/episodes/1",
    }
    (match,) = hit["matches"]
    assert {key: type(value) for key, value in match.items()} == {
        "start": float,
        "offset": int,
        "length": int,
    }
    assert "<mark>very patient function</mark>" in hit["snippet"]
    assert hit["url"] == f"{hit['episode']['url']}?t={int(match['start'])}"


TWO_VOICES = "/search?q=%22read+his+margin+the+margin%22"


def test_a_hit_that_spans_segments_says_who_says_which_part(client: FlaskClient) -> None:
    (hit,) = json_at(client, TWO_VOICES)["hits"]
    text = hit["text"]

    assert [
        (part["speaker"], text[part["offset"] :][: part["length"]][:12]) for part in hit["parts"]
    ] == [("Priya Raman", "And I could "), ("Olek Sandu", "The margin, ")]
    assert hit["start"] == hit["parts"][0]["start"]
    assert hit["end"] == hit["parts"][1]["end"]


def test_the_page_names_each_speaker_of_a_hit(client: FlaskClient) -> None:
    page = page_at(client, TWO_VOICES)

    assert [one.text for one in page.all("span", **{"class": "speaker"})] == [
        "Priya Raman",
        "Olek Sandu",
    ]
    assert [mark.text for mark in page.all("mark")] == ["read his margin.", "The margin"]


def test_an_explained_search_has_the_tree_on_a_line_and_as_values(client: FlaskClient) -> None:
    envelope = json_at(client, "/search?q=wsgi+-flask&explain=1")
    plain = json_at(client, "/search?q=wsgi+-flask&explain=0")

    parsed = {
        "text": "And(Word(wsgi), Not(Word(flask)))",
        "tree": {
            "type": "and",
            "children": [
                {"type": "word", "term": "wsgi"},
                {"type": "not", "child": {"type": "word", "term": "flask"}},
            ],
        },
    }
    assert envelope["explain"] == {**parsed, "expanded": parsed}
    assert envelope.keys() - plain.keys() == {"explain"}


def test_a_strict_search_refuses_what_would_be_searched_literally(client: FlaskClient) -> None:
    answer = client.get("/search?q=wsgi+(flask&strict=1", headers=AS_JSON)
    error = body_of(answer)

    assert (answer.status_code, error["code"], error["type"]) == (400, 400, "query_error")
    assert error["message"].startswith("column 6 of the query: this ( is never closed; write )")
    assert client.get("/search?q=wsgi+(flask&strict=0").status_code == 200


def test_the_last_page_has_no_next(client: FlaskClient) -> None:
    total = json_at(client, "/search?q=wsgi")["total"]["value"]
    assert json_at(client, f"/search?q=wsgi&offset={total - 1}")["next"] is None


def test_matches_slice_the_text_by_code_points(tmp_path: Path) -> None:
    text = "🎙️ naïve 👩‍💻 Needles in the hay 🎉 and a needle"
    location = indexed(tmp_path / "index", {Episode("e", "T"): [said(text, start=1.0)]})
    (hit,) = json_at(create_app(location).test_client(), "/search?q=needle")["hits"]
    slices = [hit["text"][m["offset"] : m["offset"] + m["length"]] for m in hit["matches"]]
    assert slices == ["Needles", "needle"]


def test_matches_and_marks_are_the_words_asked_for_in_every_hit(client: FlaskClient) -> None:
    hits = json_at(client, "/search?q=cook*&limit=1000")["hits"]
    assert len(hits) > 20
    for hit in hits:
        text = hit["text"]
        slices = [text[m["offset"] : m["offset"] + m["length"]] for m in hit["matches"]]
        assert slices
        assert all(word.casefold().startswith("cook") for word in slices)
        marks = [html.unescape(mark) for mark in re.findall("<mark>(.*?)</mark>", hit["snippet"])]
        assert marks
        assert " ".join(marks) in " ".join(slices)


# JSON or a page


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        (CURL, "application/json"),
        ("", "application/json"),
        ("application/json", "application/json"),
        ("application/json, text/plain, */*", "application/json"),
        ("text/html;q=0.1, application/json", "application/json"),
        ("image/png", "application/json"),
        (BROWSER, "text/html"),
        ("text/html", "text/html"),
        ("text/html;q=0.1", "text/html"),
    ],
)
def test_the_client_chooses_between_page_and_json(
    client: FlaskClient, accept: str, mimetype: str
) -> None:
    for path in ("/search?q=wsgi", "/search?q=wsgi&limit=abc", "/nowhere"):
        answer = client.get(path, headers={"Accept": accept})
        assert answer.mimetype == mimetype
        assert "Accept" in answer.vary


def test_a_client_that_says_nothing_gets_json(site: str) -> None:
    assert fetch(f"{site}/search?q=wsgi").headers["Content-Type"] == "application/json"


# The page


def test_a_grouped_page_has_a_heading_an_episode_and_says_how_many_hits_it_has(
    tmp_path: Path,
) -> None:
    location = indexed(
        tmp_path / "index",
        {Episode("e", "Hay"): ["a needle"] * 3, Episode("t", "The hay"): ["one needle"]},
    )
    client = create_app(location).test_client()

    page = page_at(client, "/search?q=needle&group_limit=2")
    one = page_at(client, "/search?q=needle&limit=1")

    assert [heading.text for heading in page.all("h2")] == ["Hay 3 hits", "The hay 1 hit"]
    assert len(page.all("article")) == 3
    assert page.only("h1").text == "2 episodes with 4 hits for needle"
    assert [link.attributes["href"] for link in one.all("a", rel="next")] == [
        "/search?q=needle&limit=1&group_by=episode&offset=1"
    ]


@pytest.mark.parametrize(
    ("asked", "groups"), [("", True), ("&group_by=", True), ("&group_by=none", False)]
)
def test_the_page_groups_by_episode_and_its_links_say_whether_it_does(
    client: FlaskClient, asked: str, groups: bool
) -> None:
    page = page_at(client, f"/search?q=the&limit=2&facets=speaker{asked}")
    links = [link for link in page.links if link.startswith("/search?")]

    assert ("episodes with" in page.only("h1").text) is groups
    assert len(links) > 2
    for link in links:
        assert f"group_by={'episode' if groups else 'none'}" in link
        assert ("groups" in json_at(client, link)) is groups


def test_json_is_grouped_only_if_that_is_asked(client: FlaskClient) -> None:
    asked = ("", "&group_by=none", "&group_by=episode")

    assert ["groups" in json_at(client, f"/search?q=the{one}") for one in asked] == [
        False,
        False,
        True,
    ]


def test_the_empty_page_is_a_form_with_one_script_of_our_own(client: FlaskClient) -> None:
    page = page_at(client, "/search")
    form = page.only("form")
    assert form.attributes["action"] == "/search"
    assert form.attributes["method"] == "get"
    assert page.only("input", name="q", type="search", value="")
    assert page.only("label", for_="q").text
    assert page.only("button").text
    assert page.only("script").attributes == OUR_SCRIPT


def test_the_page_keeps_what_was_asked_in_its_form(client: FlaskClient) -> None:
    page = page_at(
        client,
        "/search?q=%22a+b%22&speaker=ines&episode=1&date_from=2025-01-01&date_to=2025-12-31&sort=date",
    )
    kept = {e.attributes["name"]: e.attributes["value"] for e in page.all("input")}
    assert kept == {
        "q": '"a b"',
        "speaker": "ines",
        "episode": "1",
        "date_from": "2025-01-01",
        "date_to": "2025-12-31",
    }
    assert page.only("option", selected="").attributes["value"] == "date"
    hits = page_at(client, "/search?q=a&group_by=none")
    assert hits.only("option", selected="").attributes["value"] == "none"


def test_the_page_shows_the_hits_of_the_envelope(client: FlaskClient) -> None:
    hits = json_at(client, "/search?q=wsgi")["hits"]
    page = page_at(client, "/search?q=wsgi&group_by=none")
    assert [e.text for e in page.all("blockquote")] == [
        Page(f"<p>{hit['snippet']}</p>").only("p").text for hit in hits
    ]
    assert [e.text for e in page.all("span", class_="speaker")] == [
        hit["speaker"] or "speaker unknown" for hit in hits
    ]
    assert [e.attributes["href"] for e in page.all("a", class_="time")] == [
        hit["url"] for hit in hits
    ]


def test_the_page_marks_the_words_and_links_to_their_second(client: FlaskClient) -> None:
    page = page_at(client, "/search?q=%22very+patient+function%22")
    assert page.only("mark").text == "very patient function"
    time = page.only("a", class_="time")
    assert (time.text, time.attributes["href"]) == (
        "7:26",
        "https://requestcycle.example/episodes/1?t=446",
    )


def test_the_page_counts_the_hits_and_repeats_the_query(client: FlaskClient) -> None:
    total = json_at(client, "/search?q=wsgi")["total"]["value"]
    page = page_at(client, "/search?q=wsgi&group_by=none")
    assert page.only("h1").text == f"{total} hits for wsgi"
    assert "wsgi" in page.only("title").text


@pytest.mark.parametrize(("offset", "shown"), [(1, "2 to 21"), (10, "11 to 30"), (20, "21 to 40")])
def test_a_later_page_says_which_hits_it_shows(
    client: FlaskClient, offset: int, shown: str
) -> None:
    page = page_at(client, f"/search?q=the&group_by=none&offset={offset}")
    assert shown in page.only("h1").text


def test_following_next_leads_through_all_hits_with_the_filters_kept(client: FlaskClient) -> None:
    asked = "/search?q=wsgi+OR+cookie&speaker=holt&date_to=2025-03-01&sort=date&group_by=none"
    whole = json_at(client, f"{asked}&limit=1000")["hits"]
    pages = [page_at(client, f"{asked}&limit=3")]
    while following := pages[-1].all("a", rel="next"):
        pages.append(page_at(client, following[0].attributes["href"]))
        assert len(pages) <= len(whole)
    shown = [e.attributes["href"] for page in pages for e in page.all("a", class_="time")]
    assert shown == [hit["url"] for hit in whole]
    assert len(pages) > 2


def test_following_previous_leads_back_to_the_first_page(client: FlaskClient) -> None:
    asked = "/search?q=wsgi&speaker=ines&limit=3&group_by=none"
    first = page_at(client, asked)
    page = page_at(client, f"{asked}&offset=6")
    for _ in range(2):
        page = page_at(client, page.only("a", rel="prev").attributes["href"])
    assert page.all("a", rel="prev") == []
    assert [e.text for e in page.all("blockquote")] == [e.text for e in first.all("blockquote")]


def test_a_facet_of_the_page_leads_to_as_many_hits_as_it_says(client: FlaskClient) -> None:
    asked = "/search?q=server&date_from=2025-02-01&facets=speaker,show,year,episode&offset=1"
    counted = json_at(client, asked)["facets"]
    page = page_at(client, asked)

    for name, values in counted.items():
        assert page.only("h2", id=f"by-{name}").text == f"By {name}"
        for value in values:
            shown = value.get("title", value["value"])
            link = next(link for link in page.all("a") if link.text == shown)
            narrowed = json_at(client, link.attributes["href"])
            assert narrowed["total"]["value"] == value["count"], value
            assert narrowed["offset"] == 0


def test_context_of_a_hit_is_marked_apart_on_the_page(client: FlaskClient) -> None:
    asked = "/search?q=%22very+patient+function%22&before=1&after=2"
    (hit,) = json_at(client, asked)["hits"]
    page = page_at(client, asked)

    around = [*hit["before"], *hit["after"]]
    assert len(around) == 3
    for shown, one in zip(page.all("p", class_="context"), around, strict=True):
        said = " ".join(one["text"].split())
        assert shown.text == f"{clock(one['start'])} {one['speaker']}: {said}"


def test_a_list_of_a_facet_that_is_cut_says_so(tmp_path: Path) -> None:
    people = [Segment(at, None, None, "hay", speaker=f"voice {at}") for at in range(52)]
    client = create_app(indexed(tmp_path, {"e": people})).test_client()

    page = page_at(client, "/search?q=hay&facets=speaker")
    assert page.all("li")[-1].text == "and 2 more"


def test_a_facet_narrows_what_is_narrowed_already(tmp_path: Path) -> None:
    said = {
        Episode(f"e{day}", "E", date=datetime.date(2015, 5, day), show='The "Hay" Show'): ["hay"]
        for day in (1, 2, 3)
    }
    client = create_app(indexed(tmp_path, said)).test_client()

    page = page_at(client, "/search?q=hay&date_from=2015-05-02&facets=year,show")
    year, show = [link for link in page.all("a") if link.text in ("2015", 'The "Hay" Show')]

    for link in (year, show):
        assert json_at(client, link.attributes["href"])["total"]["value"] == 2


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ("date_from=2025", "date_from=2025-01-01"),
        ("date_to=2025-02", "date_to=2025-02-28"),
        ("date_from=2025-02&date_to=2025-02", "date_from=2025-02-01&date_to=2025-02-28"),
    ],
)
def test_a_month_or_a_year_stands_for_its_days(client: FlaskClient, asked: str, days: str) -> None:
    hits = json_at(client, f"/search?q=server&{asked}")["hits"]

    assert hits == json_at(client, f"/search?q=server&{days}")["hits"] != []


def test_a_show_that_was_followed_is_asked_for_once(tmp_path: Path) -> None:
    client = create_app(indexed(tmp_path, {Episode("e", "E", show="Hay"): ["hay"]})).test_client()

    page = page_at(client, "/search?q=needle+OR+hay&facets=show")
    for _ in range(2):
        (link,) = [link for link in page.all("a") if link.text == "Hay"]
        page = page_at(client, link.attributes["href"])

    assert page.only("input", id="q").attributes["value"] == 'needle OR hay show:"Hay"'


def test_a_facet_that_is_known_of_no_hit_says_so(tmp_path: Path) -> None:
    client = create_app(indexed(tmp_path, {"e": ["hay"]})).test_client()

    page = page_at(client, "/search?q=hay&facets=year")

    assert "unknown for all hits" in page.only("section", class_="facet").text
    assert page.all("h2", id="by-show") == []


def test_an_episode_without_a_title_goes_by_its_id(tmp_path: Path) -> None:
    client = create_app(indexed(tmp_path, {Episode("e7", ""): ["hay"]})).test_client()

    assert page_at(client, "/search?q=hay").only("h2").text.strip() == "e7 1 hit"


def test_a_hit_without_a_time_is_a_link_without_one(tmp_path: Path) -> None:
    untimed = {Episode("e", "E", url="https://hay.example/1"): ["hay"]}
    client = create_app(indexed(tmp_path, untimed)).test_client()

    time = page_at(client, "/search?q=hay").only("a", class_="time")

    assert (time.text, time.attributes["aria-label"]) == ("-:--", "Listen")
    assert time.attributes["href"] == "https://hay.example/1"


def test_the_page_without_hits_says_what_to_try(client: FlaskClient) -> None:
    page = page_at(client, "/search?q=zeppelin")
    assert page.only("h1").text == "No hits for zeppelin"
    assert "Try fewer words" in page.only("main").text
    assert page.all("article") == []


@pytest.mark.parametrize("offset", [30, 1000])
def test_a_page_past_the_last_hit_leads_back_to_hits(client: FlaskClient, offset: int) -> None:
    page = page_at(client, f"/search?q=wsgi&offset={offset}")
    assert page.all("article") == []
    (back,) = [e for e in page.all("a") if e.text == "Go to the last page"]
    assert page_at(client, back.attributes["href"]).all("article")


def test_every_link_of_a_page_leads_somewhere(client: FlaskClient) -> None:
    for asked in ("", "?q=wsgi", "?q=zeppelin", "?q=wsgi&offset=1000", "?q=wsgi&limit=0"):
        assert all(page_at(client, f"/search{asked}").links), asked


@pytest.fixture
def told(client: FlaskClient) -> dict[str, list[str]]:
    """The row headers of the help page, by the id of the table."""
    rows: dict[str, list[str]] = {}
    for element in page_at(client, "/help").elements:
        if element.tag == "table":
            rows[element.attributes.get("id", "")] = of_table = []
        elif element.tag == "th" and element.attributes["scope"] == "row":
            of_table += element.text.split(", ")
    return rows


def test_the_help_has_a_row_for_every_parameter(told: dict[str, list[str]]) -> None:
    fields = [field.name for field in dataclasses.fields(SearchRequest)]
    assert sorted(told["parameters"]) == sorted(fields)


def test_the_help_has_a_row_for_every_field_of_an_answer(
    client: FlaskClient, told: dict[str, list[str]]
) -> None:
    envelope = json_at(client, f"{TWO_VOICES}&group_by=episode&explain=1&after=1")
    suggestions = json_at(client, "/suggest?q=pri")["suggestions"]

    assert sorted(told["answer"]) == sorted(envelope)
    assert sorted(told["hit"]) == sorted(envelope["hits"][0])
    assert sorted(told["suggestion"]) == sorted(suggestions[0])


def test_the_root_leads_to_the_search(client: FlaskClient) -> None:
    answer = client.get("/", follow_redirects=True, headers=AS_PAGE)
    assert (answer.status_code, answer.request.path) == (200, "/search")


@pytest.mark.parametrize(
    ("name", "mimetype"), [("overheard.css", "text/css"), ("icon.svg", "image/svg+xml")]
)
def test_the_page_finds_its_style_and_icon(client: FlaskClient, name: str, mimetype: str) -> None:
    page = page_at(client, "/search")
    (address,) = [
        e.attributes["href"] for e in page.all("link") if e.attributes["href"].endswith(name)
    ]
    with client.get(address) as answer:
        assert (answer.status_code, answer.mimetype) == (200, mimetype)


# Transcripts and queries are text, never markup


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A show with markup in every text."""
    known = Episode(
        "e",
        title=f"Title {ATTACK}",
        number=f"1{ATTACK}",
        show=f"Show {ATTACK}",
        url=f"https://show.example/{ATTACK}",
    )
    segments = [said(f"A needle {ATTACK} in & out", f"Mallory {ATTACK}", start=1.0)]
    location = indexed(tmp_path_factory.mktemp("nasty") / "index", {known: segments})
    return create_app(location, title=f"Site {ATTACK}").test_client()


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=needle",
        f"/search?q=needle {ATTACK}",
        f"/search?q=needle&speaker={ATTACK}&episode={ATTACK}",
        f"/search?q=needle&limit={ATTACK}",
        f"/search?q=needle&sort={ATTACK}",
        f"/{ATTACK}",
        "/help",
    ],
)
def test_markup_from_outside_never_becomes_markup_of_the_page(
    nasty: FlaskClient, path: str
) -> None:
    source = nasty.get(quote(path, safe="/?=&"), headers=AS_PAGE).text
    page = Page(source)
    assert [e.attributes for e in page.all("script")] in ([], [OUR_SCRIPT])
    assert [e.attributes["src"] for e in page.all("img")] == ["/static/icon.svg"]
    assert not any(name.startswith("on") for e in page.elements for name in e.attributes)
    assert source.count("<script") == len(page.all("script"))


def test_markup_from_outside_is_shown_as_it_was_written(nasty: FlaskClient) -> None:
    page = page_at(nasty, "/search?q=needle")
    assert page.only("blockquote").text == f"A needle {ATTACK} in & out"
    assert page.only("span", class_="speaker").text == f"Mallory {ATTACK}"
    assert page.only("h2").text.startswith(f"Title {ATTACK} Show {ATTACK} · #1{ATTACK}")


def test_the_snippet_of_the_envelope_is_safe_to_put_into_a_page(nasty: FlaskClient) -> None:
    (hit,) = json_at(nasty, "/search?q=needle")["hits"]
    assert (
        hit["snippet"] == f"A <mark>needle</mark> {html.escape(ATTACK, quote=False)} in &amp; out"
    )


OVERRIDE = "\u202e"
"""It shows what follows from right to left, until something ends it."""


@pytest.mark.parametrize(
    "asked", ["", "&facets=speaker,show,episode", "&before=1&after=1", "+nobody"]
)
@pytest.mark.parametrize("grouped", ["", "&group_by=none"])
def test_an_override_of_direction_ends_with_the_text_that_has_it(
    tmp_path: Path, asked: str, grouped: str
) -> None:
    known = Episode("e", f"Title {OVERRIDE}", f"1{OVERRIDE}", f"Show {OVERRIDE}")
    talk = [
        Segment(at, float(at), None, f"A needle {OVERRIDE} {at}", speaker=f"Mallory {OVERRIDE}")
        for at in range(3)
    ]
    client = create_app(indexed(tmp_path / "index", {known: talk})).test_client()
    path = f"/search?q=needle {OVERRIDE}{asked}{grouped}&collapse=0"
    source = client.get(quote(path, safe="/?=&+,"), headers=AS_PAGE).text
    outside = re.sub(r"<bdi>.*?</bdi>|value=\"[^\"]*\"", "", source, flags=re.DOTALL)

    assert OVERRIDE in source
    assert OVERRIDE not in outside
    assert "<title>needle �" in source


@pytest.mark.parametrize(
    "scheme", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,"]
)
def test_a_script_is_never_a_link(tmp_path: Path, scheme: str) -> None:
    shows = {
        Episode("page", "Page", url=scheme): [said("needle", start=1.0)],
        Episode("media", "Media", media_url=scheme): [said("needle", start=1.0)],
    }
    client = create_app(indexed(tmp_path / "index", shows)).test_client()
    page = page_at(client, "/search?q=needle&collapse=0")
    assert len(page.all("article")) == 2
    assert all(re.match("(?i)https?://|/|#", link) for link in page.links)


# Errors


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ("limit=-1", "limit"),
        ("limit=abc", "limit"),
        ("limit=100000", "limit"),
        ("limit=1.5", "limit"),
        ("offset=-1", "offset"),
        ("offset=x", "offset"),
        ("sort=x", "sort"),
        ("date_from=yesterday", "date_from"),
        ("strict=yes", "strict"),
        ("explain=2", "explain"),
        ("date_to=2025-02-30", "date_to"),
        ("date_to=2025-13", "date_to"),
        ("before=-1", "before"),
        ("after=101", "after"),
        ("date_from=%3E%3D2025", "date_from"),
        ("date_from=2025-03-01&date_to=2025-02-01", "date_to"),
    ],
)
def test_a_parameter_that_cannot_be_served_is_named(
    client: FlaskClient, parameters: str, named: str
) -> None:
    answer = client.get(f"/search?q=wsgi&{parameters}")
    assert answer.status_code == 400
    assert list(body_of(answer)) == ["message", "code", "type", "link"]
    assert body_of(answer)["code"] == 400
    assert body_of(answer)["type"] == "invalid_request"
    assert named in body_of(answer)["message"]


def test_the_page_of_an_error_says_what_is_wrong(client: FlaskClient) -> None:
    answer = client.get("/search?q=wsgi&limit=-1", headers=AS_PAGE)
    alert = Page(answer.text).only("p", role="alert")
    assert answer.status_code == 400
    assert alert.text == "limit must be a whole number from 0 to 1000, not -1"


def test_the_link_of_an_error_leads_to_its_explanation(client: FlaskClient) -> None:
    path, _, anchor = json_at(client, "/nowhere")["link"].partition("#")
    answer = client.get(path)
    assert answer.status_code == 200
    assert Page(answer.text).only("h2", id=anchor)


def test_programs_have_to_ask_for_something(client: FlaskClient) -> None:
    answer = client.get("/search")
    assert (answer.status_code, body_of(answer)["type"]) == (400, "invalid_request")
    assert client.get("/search", headers=AS_PAGE).status_code == 200


def test_a_speaker_alone_is_something_to_ask_for(client: FlaskClient) -> None:
    hits = json_at(client, "/search?speaker=priya")["hits"]
    assert {hit["speaker"] for hit in hits} == {"Priya Raman"}


@pytest.mark.parametrize("q", ["wsgi " * 2000, "x" * 10_000, '"' * 10_000, "(" * 10_000])
def test_ten_thousand_characters_are_a_query(site: str, q: str) -> None:
    for accept in (CURL, BROWSER):
        assert fetch(f"{site}/search?q={quote(q)}", Accept=accept).status == 200


@pytest.mark.parametrize("q", ["%00", "%FF", "%F0%9F%8E%99", "%0A%0D", '%22%28-"', "%25", "+"])
def test_no_query_is_an_error(client: FlaskClient, q: str) -> None:
    for headers in (AS_JSON, AS_PAGE):
        assert client.get(f"/search?q={q}", headers=headers).status_code == 200


def test_an_unknown_address_is_told_to_programs_as_json(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert list(body_of(answer)) == ["message", "code", "type", "link"]
    assert (body_of(answer)["code"], body_of(answer)["type"]) == (404, "not_found")


def test_an_unknown_address_is_told_to_people_as_a_page(client: FlaskClient) -> None:
    answer = client.get("/nowhere", headers=AS_PAGE)
    page = Page(answer.text)
    assert answer.status_code == 404
    assert page.only("h1").text
    assert "/search" in page.links


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_only_reading_is_allowed(client: FlaskClient, method: str) -> None:
    answer = client.open("/search?q=wsgi", method=method)
    assert answer.status_code == 405
    assert answer.allow.as_set() >= {"get", "head"}
    assert body_of(answer)["type"] == "method_not_allowed"


def test_head_answers_the_headers_of_get_without_a_body(site: str) -> None:
    head = fetch(f"{site}/search?q=wsgi", "HEAD")
    get = fetch(f"{site}/search?q=wsgi")
    assert (head.status, head.text) == (200, "")
    for name in ("Content-Type", "ETag", "Cache-Control", "Vary"):
        assert head.headers[name] == get.headers[name] is not None


# Caches and origins


def test_an_answer_that_is_known_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/search?q=wsgi")
    again = client.get("/search?q=wsgi", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    for name in ("ETag", "Cache-Control", "Vary"):
        assert again.headers[name] == first.headers[name]


def test_another_answer_has_another_tag(client: FlaskClient) -> None:
    tags = [
        client.get(path, headers=headers).headers["ETag"]
        for path in ("/search?q=wsgi", "/search?q=cookie", "/search?q=wsgi&limit=1")
        for headers in (AS_JSON, AS_PAGE)
    ]
    assert len(set(tags)) == 6


def test_a_commit_changes_the_tag(tmp_path: Path) -> None:
    location = indexed(tmp_path / "index", {"one": ["needle"]})
    client = create_app(location).test_client()
    known = {"If-None-Match": client.get("/search?q=needle").headers["ETag"]}
    assert client.get("/search?q=needle", headers=known).status_code == 304
    indexed(location, {"two": ["needle"]})
    assert client.get("/search?q=needle", headers=known).status_code == 200


def test_an_index_built_anew_changes_the_tag(tmp_path: Path) -> None:
    location = tmp_path / "index"
    tags = set()
    for text in ("a needle", "another needle"):
        shutil.rmtree(location, ignore_errors=True)
        indexed(location, {"one": [text]})
        tags.add(create_app(location).test_client().get("/search?q=needle").headers["ETag"])
    assert len(tags) == 2


def test_caches_may_keep_an_answer_as_long_as_configured(sample_index: Path) -> None:
    client = create_app(sample_index, max_age=7).test_client()
    assert client.get("/search?q=wsgi").headers["Cache-Control"] == "max-age=7"


def test_caches_keep_no_error(client: FlaskClient) -> None:
    for path in ("/search?q=wsgi&limit=x", "/nowhere"):
        assert client.get(path).headers["Cache-Control"] == "no-store"


def test_a_misspelt_query_is_answered_with_a_link_to_the_right_one(client: FlaskClient) -> None:
    page = page_at(client, "/search?q=coookie&speaker=priya")
    (link,) = [a for a in page.all("a") if a.text == "cookie"]
    assert link.attributes["href"] == "/search?q=cookie&speaker=priya&group_by=episode"
    assert "Did you mean cookie?" in page.only("main").text
    assert "Did you mean" not in page_at(client, "/search?q=cookie").only("main").text


def test_what_was_meant_is_asked_with_the_same_filters_from_its_first_page_on(
    client: FlaskClient,
) -> None:
    page = page_at(client, "/search?q=coookie+server&speaker=priya&limit=1&offset=1")

    (meant,) = [link for link in page.all("a") if link.text == "cookie server"]
    assert (
        meant.attributes["href"] == "/search?q=cookie+server&speaker=priya&limit=1&group_by=episode"
    )


def test_what_is_typed_is_completed_as_json(client: FlaskClient) -> None:
    answer = client.get("/suggest?q=pip+in")
    assert answer.json == {
        "prefix": "pip in",
        "suggestions": [
            {"text": "pip install", "kind": "phrase", "count": 6, "query": "pip install"},
            {
                "text": "pip install regret",
                "kind": "title",
                "count": 101,
                "query": 'title:"pip install regret"',
            },
        ],
    }
    again = client.get("/suggest?q=pip+in", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_nothing_to_complete_is_an_empty_list_no_prefix_an_error(client: FlaskClient) -> None:
    assert client.get("/suggest?q=").json == {"prefix": "", "suggestions": []}
    answer = client.get("/suggest")
    assert answer.status_code == 400
    assert "q is missing" in answer.text


@pytest.mark.parametrize(
    "path",
    ["/search?q=wsgi", "/search?limit=x", "/help", "/health", "/nowhere", "/static/icon.svg"],
)
def test_every_answer_forbids_scripts_but_our_own_and_guessing(
    client: FlaskClient, path: str
) -> None:
    with client.get(path, headers=AS_PAGE) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_only_configured_origins_may_read_answers(sample_index: Path) -> None:
    client = create_app(sample_index, origins=["https://show.example"]).test_client()
    for path in ("/search?q=wsgi", "/search?q=wsgi&limit=x", "/nowhere"):
        for origin, allowed in [
            ("https://show.example", "https://show.example"),
            ("https://evil.example", None),
            ("https://show.example.evil.example", None),
            ("http://show.example", None),
            ("null", None),
        ]:
            answer = client.get(path, headers={"Origin": origin})
            assert answer.headers.get("Access-Control-Allow-Origin") == allowed
            assert "Origin" in answer.vary


def test_no_origin_may_read_answers_unless_configured(client: FlaskClient) -> None:
    answer = client.get("/search?q=wsgi", headers={"Origin": "https://show.example"})
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


# The index comes, changes and goes while serving


def test_health_is_ok_while_the_index_can_be_read(client: FlaskClient) -> None:
    answer = client.get("/health")
    assert (answer.status_code, body_of(answer)) == (200, {"ok": True})


@pytest.mark.parametrize("path", ["/health", "/search?q=needle"])
def test_without_an_index_the_server_asks_to_come_back(tmp_path: Path, path: str) -> None:
    answer = create_app(tmp_path / "index").test_client().get(path)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert (body_of(answer)["code"], body_of(answer)["type"]) == (503, "unavailable")
    assert str(tmp_path) not in answer.text


def test_the_server_recovers_once_the_index_is_made(tmp_path: Path) -> None:
    location = tmp_path / "index"
    client = create_app(location).test_client()
    assert client.get("/search?q=needle").status_code == 503
    indexed(location, {"one": ["needle"]})
    assert client.get("/health").status_code == 200
    assert json_at(client, "/search?q=needle")["total"]["value"] == 1


def test_health_tells_when_the_index_is_taken_away(tmp_path: Path) -> None:
    location = indexed(tmp_path / "index", {"one": ["needle"]})
    client = create_app(location).test_client()
    assert client.get("/health").status_code == 200
    shutil.rmtree(location)
    assert client.get("/health").status_code == 503


def test_an_index_built_anew_is_served(tmp_path: Path) -> None:
    location = indexed(tmp_path / "index", {"one": ["a needle"]})
    client = create_app(location).test_client()
    assert json_at(client, "/search?q=needle")["total"]["value"] == 1
    shutil.rmtree(location)
    indexed(location, {"one": ["a pin"]})
    assert json_at(client, "/search?q=pin")["total"]["value"] == 1
    assert json_at(client, "/search?q=needle")["total"]["value"] == 0


def test_a_commit_shows_with_the_next_request(tmp_path: Path) -> None:
    location = indexed(tmp_path / "index", {"one": ["needle"]})
    with serving(location) as address:
        for number in range(2, 5):
            indexed(location, {f"episode {number}": ["needle"]})
            assert f'"value": {number},' in fetch(f"{address}/search?q=needle").text


def test_every_answer_is_of_one_whole_commit_while_others_are_made(tmp_path: Path) -> None:
    location = indexed(tmp_path / "index", {"one": ["needle"], "two": ["needle"]})
    app = create_app(location)
    done = Event()

    def ask() -> set[tuple[int, int]]:
        seen = set()
        with app.test_client() as client:
            while not done.is_set():
                answer = client.get("/search?q=needle")
                seen.add((answer.status_code, body_of(answer)["total"]["value"] % 2))
        return seen

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask) for _ in range(4)]
        try:
            for pair in range(10):
                indexed(location, {f"{pair} a": ["needle"], f"{pair} b": ["needle"]})
        finally:
            done.set()
        assert {outcome for future in asking for outcome in future.result()} == {(200, 0)}


def test_requests_at_once_get_their_own_answers(site: str, sample_index: Path) -> None:
    queries = ["wsgi", "cookie", '"back pressure"', "python", "deploy*", "the", "zeppelin", "C++"]
    with index.open_index(sample_index) as engine:
        expected = [[h.id for h in engine.search(SearchRequest(q)).hits] for q in queries]

    def ids_of(q: str) -> list[str]:
        return re.findall(
            r'\{"id": "([^"]+)", "episode"', fetch(f"{site}/search?q={quote(q)}").text
        )

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ids_of, queries * 10)) == expected * 10


# overheard serve


def test_a_real_server_answers_curl_and_browsers(site: str) -> None:
    curl = fetch(f"{site}/search?q=wsgi", Accept=CURL)
    browser = fetch(f"{site}/search?q=wsgi", Accept=BROWSER)
    assert (curl.status, curl.headers.get_content_type()) == (200, "application/json")
    assert (browser.status, browser.headers.get_content_type()) == (200, "text/html")


def test_a_real_server_says_not_modified_without_a_body(site: str) -> None:
    tag = fetch(f"{site}/search?q=wsgi").headers["ETag"]
    again = fetch(f"{site}/search?q=wsgi", **{"If-None-Match": tag})
    assert (again.status, again.text) == (304, "")


def test_title_and_origin_are_options_of_serve(sample_index: Path) -> None:
    options = ["--title", "The Request Cycle", "--origin", "https://show.example"]
    with serving(sample_index, *options) as address:
        page = fetch(f"{address}/search", Accept=BROWSER, Origin="https://show.example")
    assert Page(page.text).only("title").text == "The Request Cycle"
    assert page.headers["Access-Control-Allow-Origin"] == "https://show.example"


def test_control_c_stops_the_server_quietly(sample_index: Path) -> None:
    with started("serve", "-i", sample_index, "--port", "0") as server:
        assert fetch(f"{address_of(server)}/health").status == 200
        server.send_signal(signal.SIGINT)
        _, stderr = server.communicate(timeout=20)
    assert (server.returncode, stderr) == (0, "")


def test_serving_a_missing_index_is_refused_at_the_start(tmp_path: Path) -> None:
    done = process("serve", "-i", tmp_path / "index", "--port", "0")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"overheard: no index at {tmp_path / 'index'}; make one with: ")


def test_a_port_that_is_taken_is_told_with_a_way_out(sample_index: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = process("serve", "-i", sample_index, "--port", str(port))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"overheard: cannot listen on 127.0.0.1:{port} (Address already in use); "
        "choose another --port\n"
    )


@pytest.mark.parametrize(
    "options",
    [
        ["--port", "-1"],
        ["--port", "65536"],
        ["--port", "http"],
        ["--host", "192.0.2.1"],  # for documentation, so no machine's own (RFC 5737)
        ["--threads", "0"],
    ],
)
def test_a_server_that_cannot_start_says_so_and_exits_with_two(
    sample_index: Path, options: list[str]
) -> None:
    with started("serve", "-i", sample_index, "--port", "0", *options) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == ""
        _, stderr = server.communicate(timeout=20)
    assert server.returncode == 2
    assert options[1] in stderr
    assert "Traceback" not in stderr


def test_a_host_that_no_resolver_knows_is_told(
    sample_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolve(host: str, *_: object) -> NoReturn:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    done = command("serve", "-i", sample_index, "--host", "no.such.host.invalid")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "overheard: cannot listen on no.such.host.invalid; choose another --host\n"
    )


def test_a_bad_option_of_serve_is_refused_before_anything_listens(sample_index: Path) -> None:
    done = command("serve", "-i", sample_index, "--nonsense")
    assert (done.exit_code, done.stdout) == (2, "")


def test_close_hits_are_marked_and_say_what_they_lack(tmp_path: Path) -> None:
    far = ["flask", *["um " * 60] * 4, "wsgi"]
    indexed(tmp_path, {"near": ["flask and wsgi"], "far": far})
    client = create_app(tmp_path).test_client()

    page = page_at(client, "/search?q=flask+wsgi&group_by=none")
    assert sorted(mark.text for mark in page.all("small", class_="close")) == [
        "close hit, without flask",
        "close hit, without wsgi",
    ]
    assert page.only("h1").text == "1 exact hit for flask wsgi and 2 close ones"
    grouped = page_at(client, "/search?q=flask+wsgi&facets=episode")
    assert grouped.only("h1").text == "2 episodes with 1 exact hit for flask wsgi and 2 close ones"
    assert {heading.text for heading in grouped.all("h2")} == {
        "By episode",
        "A title 1 hit",
        "A title 2 close hits",
    }
    none = page_at(client, "/search?q=flask+zzz&facets=episode")
    assert none.only("h1").text == "2 episodes with no exact hits for flask zzz, but 2 close ones"
    assert none.all("h2")[0].text == "By episode, of close hits"
    assert not page_at(client, "/search?q=flask+wsgi&relax=0").all("small", class_="close")
    assert json_at(client, "/search?q=flask+zzz&relax=0")["total_close"]["value"] == 0


def test_an_error_leads_back_to_what_was_asked(client: FlaskClient) -> None:
    page = page_at(client, "/search?q=%22a+cookie%22&limit=many")

    (link,) = [link for link in page.all("a") if link.text == 'Back to the search for "a cookie"']
    assert link.attributes["href"] == "/search?q=%22a+cookie%22"


# Near-duplicates


def test_the_page_counts_the_near_duplicates_of_a_hit_and_links_to_them(tmp_path: Path) -> None:
    shows = {f"e{at}": [said("Thank you.")] for at in range(3)}
    client = create_app(indexed(tmp_path / "index", shows)).test_client()
    page = page_at(client, "/search?q=thank&limit=2&group_by=none")

    assert len(page.all("article")) == 1
    assert page.all("p", class_="near-duplicates")[0].text == "and 2 near-duplicates"
    (link,) = [link for link in page.links if "collapse=0" in link]
    assert len(page_at(client, link).all("article")) == 2
    assert len(json_at(client, "/search?q=thank")["hits"]) == 3


def test_what_a_sponsor_says_is_labelled(tmp_path: Path) -> None:
    shows = {"e": [dataclasses.replace(said("A rope."), sponsor=True)]}
    client = create_app(indexed(tmp_path / "index", shows)).test_client()

    assert "sponsor" in [one.text for one in page_at(client, "/search?q=rope").all("small")]
