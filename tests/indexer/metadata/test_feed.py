import contextlib
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import TranscriptError
from indexer.formats.decoding import whole
from indexer.metadata.episode import known_beside
from indexer.metadata.feed import Feed, Item, parse_feed
from tests.indexer.reading import write
from tests.indexer.test_properties import MORE_EXAMPLES
from tests.indexer.work import assert_work_grows_with_the_length

PODCAST = "https://podcastindex.org/namespace/1.0"
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
HEAD = f'<rss version="2.0" xmlns:podcast="{PODCAST}" xmlns:itunes="{ITUNES}">'


def rss(*items: str, channel: str = "<title>The Show</title>") -> str:
    return (
        f"{HEAD}<channel>{channel}{''.join(f'<item>{one}</item>' for one in items)}</channel></rss>"
    )


def parse(text: str | bytes, url: str = "") -> Feed:
    return parse_feed(Path("feed.xml"), text.encode() if isinstance(text, str) else text, url)


def only(text: str) -> Item:
    (item,) = parse(text).items
    return item


def facts(inside: str) -> dict[str, Any]:
    """Return the facts of an item without those of its show."""
    return {key: value for key, value in only(rss(inside)).facts.items() if key != "show"}


def refused(text: str | bytes) -> TranscriptError:
    with pytest.raises(TranscriptError) as caught:
        parse(text)
    return caught.value


FULL = """
<title>Pour some web &amp; <![CDATA[wsgi <3]]></title><link>https://show.example/13</link>
<pubDate>Fri, 29 May 2015 23:30:00 -0500</pubDate><itunes:episode>13</itunes:episode>
<podcast:episode display="13 ½">13.1</podcast:episode><itunes:author>Somebody</itunes:author>
<description><![CDATA[<p>All <b>about</b>&nbsp;Flask.</p>]]></description>
<enclosure url="https://cdn.example/13.mp3" type="audio/mpeg" length="1"/>
<podcast:person role="Guest" href="https://armin.example">Armin Example</podcast:person>
<podcast:person>Michael Example</podcast:person>
<podcast:person group="visuals" role="cover art designer">Vera Visual</podcast:person>
<podcast:transcript url="https://t.example/13.vtt" type="text/vtt" language="en-US"/>
<podcast:transcript url="https://t.example/13.srt" type="application/srt" rel="captions"/>
"""


def test_everything_a_feed_says_about_an_episode_is_taken() -> None:
    item = only(rss(FULL, channel="<title>The Show</title><language>en_us</language>"))

    assert item.facts == {
        "title": "Pour some web & wsgi <3",
        "number": "13.1",
        "date": datetime.date(2015, 5, 29),
        "url": "https://show.example/13",
        "media_url": "https://cdn.example/13.mp3",
        "description": "All about Flask.",
        "show": "The Show",
        "language": "en-us",
        "people": ("Armin Example", "Michael Example"),
        "hosts": ("Michael Example",),
        "guests": ("Armin Example",),
    }
    assert item.transcripts == (
        ("https://t.example/13.vtt", "text/vtt", "en-US"),
        ("https://t.example/13.srt", "application/srt", None),
    )


@pytest.mark.parametrize(
    "space",
    [
        PODCAST,
        "http://podcastindex.org/namespace/1.0",
        "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
        "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
    ],
)
def test_a_namespace_may_have_any_prefix(space: str) -> None:
    text = (
        f'<rss xmlns:p2="{space}" xmlns:apple="{ITUNES}"><channel><title>S</title><item>'
        "<title>Raw</title><apple:title>Clean</apple:title><apple:episode>3</apple:episode>"
        '<p2:transcript url="https://t.example/3" type="text/vtt"/></item></channel></rss>'
    )

    assert (only(text).facts["title"], only(text).facts["number"]) == ("Clean", "3")
    assert len(only(text).transcripts) == 1


def test_an_atom_feed_says_the_same() -> None:
    text = (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:podcast="{PODCAST}" xml:lang="de">'
        "<title>Die Schau</title><link rel='self' href='https://a.example/feed'/><entry>"
        "<title type='html'>Eins &amp;amp; zwei</title>"
        "<published>2015-05-29T23:30:00-05:00</published>"
        "<link rel='alternate' href='https://a.example/1'/><author><name>Ann Lee</name></author>"
        "<link rel='enclosure' type='audio/mpeg' href='https://a.example/1.mp3'/>"
        "<summary>Kurz.</summary>"
        "<podcast:transcript url='https://a.example/1.vtt' type='text/vtt'/>"
        "</entry></feed>"
    )

    assert only(text).facts == {
        "title": "Eins & zwei",
        "date": datetime.date(2015, 5, 29),
        "url": "https://a.example/1",
        "media_url": "https://a.example/1.mp3",
        "description": "Kurz.",
        "show": "Die Schau",
        "language": "de",
        "people": ("Ann Lee",),
    }
    assert [link.url for link in only(text).transcripts] == ["https://a.example/1.vtt"]


def test_a_show_s_people_are_those_of_an_item_that_names_none() -> None:
    channel = "<title>S</title><podcast:person>Ann Lee</podcast:person>"
    guest = '<podcast:person role="guest">Bo Ray</podcast:person>'
    feed = parse(rss("<title>A</title>", f"<title>B</title>{guest}", channel=channel))

    assert [item.facts["people"] for item in feed.items] == [("Ann Lee",), ("Bo Ray",)]


def test_relative_links_are_resolved_where_the_feed_s_address_is_known() -> None:
    text = rss('<title>A</title><link>/1</link><podcast:transcript url="1.vtt" type="text/vtt"/>')
    (item,) = parse(text, "https://show.example/feeds/all").items

    assert item.facts["url"] == "https://show.example/1"
    assert item.transcripts[0].url == "https://show.example/feeds/1.vtt"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "", "/1.vtt", "http://"]
)
def test_a_link_that_leads_not_to_the_web_is_no_link(url: str) -> None:
    feed = parse(
        rss(
            f'<title>A</title><link>{url}</link><enclosure url="{url}" type="audio/mpeg"/>'
            f'<podcast:transcript url="{url}" type="text/vtt"/>'
        )
    )

    assert feed.items[0].facts == {"title": "A", "show": "The Show"}
    assert feed.items[0].transcripts == ()
    assert [doubt.reason for doubt in feed.doubts] == [
        "the link to the transcript of A is no web address"
    ]


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Fri, 29 May 2015 10:00:00 GMT", datetime.date(2015, 5, 29)),
        ("Mon, 29 May 2015 10:00:00 +0000", datetime.date(2015, 5, 29)),
        ("29 May 2015", datetime.date(2015, 5, 29)),
        ("2015-05-29T10:00:00Z", datetime.date(2015, 5, 29)),
        ("2015-05-29 10:00:00", datetime.date(2015, 5, 29)),
        ("Fri, 32 May 2015 10:00:00 GMT", None),
        ("yesterday", None),
    ],
)
def test_a_date_that_is_none_is_a_doubt(written: str, date: datetime.date | None) -> None:
    feed = parse(rss(f"<title>A</title><pubDate>{written}</pubDate>"))

    assert feed.items[0].facts.get("date") == date
    assert [doubt.reason for doubt in feed.doubts] == ["date of A is not a date"] * (date is None)


@pytest.mark.parametrize(
    ("inside", "number"),
    [
        ("<podcast:episode>315.5</podcast:episode>", "315.5"),
        ("<itunes:episode> 7 </itunes:episode>", "7"),
        ("<podcast:episode>x</podcast:episode><itunes:episode>7</itunes:episode>", "7"),
        ("<itunes:episode>-1</itunes:episode>", None),
        ("<itunes:episode>" + "9" * 99 + "</itunes:episode>", None),
    ],
)
def test_a_number_may_have_a_point(inside: str, number: str | None) -> None:
    assert facts(inside + "<title>A</title>").get("number") == number


@pytest.mark.parametrize(
    ("title", "clean"),
    [
        ("R&D and A&nbsp;&ndash;&hellip;", "R&D and A –…"),
        ("A &amp;amp; B", "A & B"),
        ("<![CDATA[R&D &amp; you]]>", "R&D & you"),
        ("&unknown; &#8217; &", "&unknown; ’ &"),
        ("bell\x07 and\x0b tab", "bell and tab"),
    ],
)
def test_what_breaks_real_feeds_is_mended(title: str, clean: str) -> None:
    assert facts(f"<title>{title}</title>")["title"] == clean


def test_a_feed_that_breaks_off_gives_the_items_before() -> None:
    feed = parse(rss("<title>A</title>", "<title>B</title>").rpartition("</item>")[0])

    assert [item.facts["title"] for item in feed.items] == ["A"]
    assert [(doubt.line, "broken" in doubt.reason) for doubt in feed.doubts] == [(1, True)]


def test_a_live_item_is_no_episode_and_a_title_inside_is_not_the_show_s() -> None:
    live = "<podcast:liveItem><title>Live</title></podcast:liveItem>"
    image = "<image><title>Logo</title></image>"
    feed = parse(rss("<title>A</title>", channel=f"{image}<title>The Show</title>{live}"))

    assert (feed.title, len(feed.items)) == ("The Show", 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_the_encoding_is_the_declared_one(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>' + rss(
        "<title>Café</title>"
    )

    assert parse(text.encode(encoding)).items[0].facts["title"] == "Café"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "text",
    [
        f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>{rss("<title>&l9;</title>")}',
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>{rss("<title>&x;</title>")}',
        f'<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x">%x;]>{rss("<title>a</title>")}',
    ],
    ids=["laughs", "external", "parameter"],
)
def test_a_feed_that_declares_entities_is_not_read(text: str) -> None:
    assert refused(text).reason == "declares entities in its XML, so not read"


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "feed", "{}", "<html><body>Log in</body></html>", "<rss/>", "<rss>", "<?xml?>"),
        *("<rss><channel/></rss>", "\0\0", "<a>" * 100_000, HEAD + "<x>" * 100_000),
    ],
    ids=lambda text: text[:30],
)
def test_what_is_no_feed_is_refused(text: str) -> None:
    assert refused(text).path == Path("feed.xml")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (
            lambda n: rss(*["<title>A &nbsp; &</title><description>&lt;a </description>"] * n),
            5_000,
        ),
        (
            lambda n: rss(f"<title>A</title><description>{'&lt;a &lt;!--' * n}</description>"),
            100_000,
        ),
        (lambda n: rss("<title>A</title>" + "<x/>" * n), 400_000),
        (lambda n: rss("<title>A</title>" + "<podcast:person>A</podcast:person>" * n), 50_000),
        (lambda n: HEAD + "<![CDATA[" * n, 200_000),
        (lambda n: HEAD + "&" * n, 2_000_000),
        (
            lambda n: rss(
                "".join(f'<a{at} xmlns:n{at}="http://x{at}.example"/>' for at in range(n))
            ),
            30_000,
        ),
    ],
    ids=range(7),
)
def test_a_feed_made_to_keep_the_reader_busy_does_not(
    text: Callable[[int], str], count: int
) -> None:
    def read(text: str) -> None:
        with contextlib.suppress(TranscriptError):
            assert parse(text).items

    assert_work_grows_with_the_length(read, lambda size: text(size // 10))
    read(text(count))


def test_items_without_end_are_cut_off() -> None:
    feed = parse(rss(*["<title>A</title>"] * 20_001))

    assert len(feed.items) == 20_000
    assert [doubt.reason for doubt in feed.doubts] == ["only its first 20,000 items are read"]


SOUP = st.lists(
    st.sampled_from(
        [
            *("<rss>", "</rss>", HEAD, "<channel>", "</channel>", "<item>", "</item>", "<title>"),
            *("</title>", "<podcast:transcript url='https://t.example/1'/>", "&nbsp;", "&", "&#0;"),
            *("<![CDATA[", "]]>", "<podcast:person role='guest'>", "</podcast:person>", "<a b="),
            *(
                "<pubDate>",
                "</pubDate>",
                "Fri, 29 May 2015",
                "<link>",
                "</link>",
                "https://[",
                "<!--",
            ),
            *('<feed xmlns="http://www.w3.org/2005/Atom">', "<entry>", "</entry>", "</feed>", "\0"),
        ]
    )
    | st.text(max_size=5),
    max_size=20,
).map("".join)


@MORE_EXAMPLES
@given(SOUP | SOUP.map(rss) | st.binary(max_size=50))
def test_any_file_is_a_feed_or_refused(soup: str | bytes) -> None:
    data = soup if isinstance(soup, bytes) else whole(soup).encode()
    try:
        feed = parse(data)
    except TranscriptError:
        return
    for item in feed.items:
        assert all(isinstance(value, (str, tuple, datetime.date)) for value in item.facts.values())


SHOW = rss(
    "<title>Pour some web</title><itunes:episode>13</itunes:episode>"
    '<podcast:transcript url="https://t.example/x/talk%20one.vtt?k=1" type="text/vtt"/>',
    "<title>Twice</title><itunes:episode>5</itunes:episode>",
    "<title>Twice</title><itunes:episode>5</itunes:episode>",
    "<title>What's WSGI, really?</title><podcast:episode>13.1</podcast:episode>",
)


@pytest.mark.parametrize("feed", ["feed.xml", "show.rss", "Show.ATOM"])
@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("talk one.vtt", "Pour some web"),
        ("013-anything.txt", "Pour some web"),
        ("13.1.srt", "What's WSGI, really?"),
        ("pour-some-web.json", "Pour some web"),
        ("2015-05-29 Whats WSGI really.txt", "What's WSGI, really?"),
        ("5.txt", None),
        ("twice.txt", None),
        ("other.txt", None),
    ],
)
def test_a_file_finds_its_item_by_transcript_number_or_title(
    tmp_path: Path, feed: str, file: str, title: str | None
) -> None:
    write(tmp_path, {feed: SHOW})

    assert known_beside([tmp_path / file]).facts.get("title") == title


def test_a_feed_that_cannot_be_read_is_a_doubt(tmp_path: Path) -> None:
    write(tmp_path, {"feed.xml": "<html/>", "good.rss": SHOW})
    known = known_beside([tmp_path / "13.txt"])

    assert [doubt.path for doubt in known.doubts] == [tmp_path / "feed.xml"]
    assert known.facts["title"] == "Pour some web"


def test_a_sidecar_knows_better_than_a_feed(tmp_path: Path) -> None:
    sidecar = '{"episodes": {"13": {"title": "Mine"}}}'
    write(tmp_path, {"feed.xml": SHOW, "episodes.json": sidecar})
    facts = known_beside([tmp_path / "13.txt"]).facts

    assert (facts["title"], facts["number"], facts["show"]) == ("Mine", "13", "The Show")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<p>Nora planes oak.</p><p>Really &amp; truly.</p>", "Nora planes oak. Really & truly."),
        ("<b>w</b>ord&nbsp;one<br/>two<script>x()</script><style>y</style>", "word one two"),
        ("I &lt;3 tar", "I <3 tar"),
    ],
)
@pytest.mark.parametrize("element", ["description", "itunes:summary"])
def test_a_description_in_html_is_its_text(element: str, written: str, text: str) -> None:
    inside = f"<title>One</title><{element}><![CDATA[{written}]]></{element}>"

    assert facts(inside)["description"] == text


@pytest.mark.parametrize(
    ("guid", "url"),
    [
        ("<guid>https://show.example/13</guid>", "https://show.example/13"),
        ('<guid isPermaLink="false">Buzz-13</guid>', None),
        ("<guid>Buzz-13</guid>", None),
    ],
)
def test_a_guid_is_the_page_only_where_it_is_an_address(guid: str, url: str | None) -> None:
    (item,) = parse(rss(f"<title>One</title>{guid}"), "https://show.example/feed.xml").items

    assert item.facts.get("url") == url


def numbered(season: int | None, number: int) -> str:
    of = f"<itunes:season>{season}</itunes:season>" if season else ""
    return f"<title>{season} {number}</title>{of}<itunes:episode>{number}</itunes:episode>"


@pytest.mark.parametrize(
    ("placed", "numbers"),
    [
        ([(1, 1), (2, 1), (2, 2)], ["S1E1", "S2E1", "S2E2"]),
        ([(1, 1), (1, 2), (2, 3)], ["1", "2", "3"]),
        ([(1, 1), (1, 2)], ["1", "2"]),
        ([(None, 1), (2, 1)], ["1", "1"]),
    ],
)
def test_the_season_is_part_of_the_number_where_each_season_begins_anew(
    placed: list[tuple[int | None, int]], numbers: list[str]
) -> None:
    feed = parse(rss(*(numbered(*one) for one in placed)))

    assert [item.facts["number"] for item in feed.items] == numbers


@pytest.mark.parametrize(
    ("placed", "name", "title"),
    [
        ([(1, 1), (2, 1)], "s02e01.vtt", "2 1"),
        ([(1, 1), (2, 1)], "1-oak.vtt", None),
        ([(2, 1)], "s02e01.vtt", "2 1"),
        ([(2, 1)], "1-oak.vtt", "2 1"),
        ([(1, 1), (2, 2)], "2-oak.vtt", "2 2"),
    ],
)
def test_a_file_finds_its_item_by_season_and_number(
    tmp_path: Path, placed: list[tuple[int | None, int]], name: str, title: str | None
) -> None:
    write(tmp_path, {"feed.xml": rss(*(numbered(*one) for one in placed)), name: ""})

    assert known_beside([tmp_path / name]).facts.get("title") == title


def test_a_prefix_that_is_not_declared_costs_a_doubt_and_not_the_feed() -> None:
    feed = parse(
        '<rss version="2.0"><channel><title>Tar & Steam</title>\n'
        "<item><title>One</title><itunes:episode>4</itunes:episode><odd:thing/>\n"
        '<podcast:transcript url="https://t.example/1.vtt" type="text/vtt"/></item>'
        "</channel></rss>"
    )

    assert feed.title == "Tar & Steam"
    assert feed.items[0].facts["number"] == "4"
    assert feed.items[0].transcripts[0].url == "https://t.example/1.vtt"
    assert [(doubt.line, doubt.reason.split(" is ")[0]) for doubt in feed.doubts] == [
        (2, "its prefix itunes"),
        (2, "its prefix odd"),
        (3, "its prefix podcast"),
    ]


def test_a_bare_ampersand_and_a_broken_reference_are_text() -> None:
    assert (
        facts("<title>Tar & oak &#xZZ; &#x26; AT&T;</title>")["title"] == "Tar & oak &#xZZ; & AT&T;"
    )


def test_a_title_of_atom_may_have_markup_inside() -> None:
    feed = parse(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Hour</title><entry>'
        '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">The <b>red</b> oar</div>'
        "</title><id>urn:x:1</id></entry></feed>"
    )

    assert feed.items[0].facts["title"] == "The red oar"
