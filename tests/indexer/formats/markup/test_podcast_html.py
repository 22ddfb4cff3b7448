from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import TranscriptError
from indexer import Cue, Transcript
from indexer.formats.markup import podcast_html
from tests.indexer.test_properties import MORE_EXAMPLES
from tests.indexer.work import assert_work_grows_with_the_length


def parse(text: str) -> Transcript:
    return podcast_html.FORMAT.parse(Path("talk.html"), text)


def said(text: str) -> list[tuple[str | None, float | None, str]]:
    return [(cue.speaker, cue.start, cue.text) for cue in parse(text).cues]


def test_a_paragraph_has_a_speaker_a_time_and_a_line() -> None:
    text = "<cite>Ann Lee:</cite>\n<time>1:02:03</time>\n<p>\n  Hello.\n</p>"

    assert parse(text) == Transcript(
        "podcast HTML", (Cue("Hello.", 3723.0, speaker="Ann Lee", line=4),)
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<cite>Ann :</cite><time>0:09</time><p>One</p>", [("Ann", 9.0, "One")]),
        ("<time>0:09</time><cite>Ann</cite><p>One</p>", [("Ann", 9.0, "One")]),
        ("<time>[0:09]</time><p>One</p>", [(None, 9.0, "One")]),
        ("<cite>Ann</cite><p>One</p><p>two</p>", [("Ann", None, "One"), ("Ann", None, "two")]),
        (
            "<cite>Ann</cite><p>One</p><cite></cite><p>two</p>",
            [("Ann", None, "One"), (None, None, "two")],
        ),
        (
            "<cite>Ann</cite><time>0:01</time><p>One</p><time>0:02</time><p>two</p>",
            [("Ann", 1.0, "One"), ("Ann", 2.0, "two")],
        ),
        ("<cite>Ann &amp; Bob:</cite><p>Q&amp;A &lt;p&gt;</p>", [("Ann & Bob", None, "Q&A <p>")]),
        ("<cite>Ann</cite><p>One <b>two</b><br>three</p>", [("Ann", None, "One two three")]),
        ('<CITE class="x">Ann</CITE><P id="y">One</P>', [("Ann", None, "One")]),
        ("<cite>Ann</cite><time>soon</time><p>One</p>", [("Ann", None, "One")]),
        (
            "<cite>Ann</cite><p>It was <time>noon</time> then",
            [("Ann", None, "It was"), ("Ann", None, "noon"), ("Ann", None, "then")],
        ),
        ("<cite>Ann</cite><time>0:01</time> One", [("Ann", 1.0, "One")]),
        ("<cite>Ann</cite><div><div>One</div></div>", [("Ann", None, "One")]),
        ("<p><cite>Ann:</cite> <time>0:01</time> One</p>", [("Ann", 1.0, "One")]),
        ("<cite>Ann</cite><p>if a < b</p>", [("Ann", None, "if a < b")]),
        ("<p><cite>Ann</cite> One</p>", [("Ann", None, "One")]),
        ("<p> \n<cite>Ann</cite> One</p>", [("Ann", None, "One")]),
        ("<cite>Ann <cite>Bob</cite> One", [("Bob", None, "One")]),
    ],
)
def test_who_says_what_from_when_on(
    written: str, expected: list[tuple[str | None, float | None, str]]
) -> None:
    assert said(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "<cite>Ann:<time>0:01<p>One<cite>Bob:<time>0:02<p>two",
        "<cite>Ann:</cite><time>0:01</time><p>One<cite>Bob:</cite><time>0:02</time><p>two",
        "<p><cite>Ann:</cite><time>0:01</time>One<p><cite>Bob</cite><time>0:02</time>two",
        "<cite>Ann</cite><time>0:01</time><p>One<cite>Bob</cite>\n<time>0:02</time><p>two",
    ],
)
def test_tags_may_be_unclosed(written: str) -> None:
    assert said(written) == [("Ann", 1.0, "One"), ("Bob", 2.0, "two")]


def test_a_work_that_is_cited_was_said() -> None:
    written = "<cite>Ann</cite><p>I read <cite>Dune</cite> twice.</p>"

    assert said(written) == [("Ann", None, "I read Dune twice.")]


@pytest.mark.parametrize(
    "around",
    [
        ("<!DOCTYPE html><html><head><title>No</title></head><body>", "</body></html>"),
        ("<h1>No</h1>", "<h2>No</h2>"),
        ("<!-- <p>no</p> -->", "<!-- <cite>no</cite><p>no -->"),
        ("<script>'<p>no</p>'</script>", "<style>p { }</style>"),
        ("<header><p>no</p></header>", "<footer><p>no</p></footer>"),
        ("<nav>no", ""),
    ],
)
def test_markup_around_is_not_said(around: tuple[str, str]) -> None:
    before, after = around

    assert said(f"{before}<cite>Ann:</cite><time>0:01</time><p>One</p>{after}") == [
        ("Ann", 1.0, "One")
    ]


def test_the_page_gives_the_language() -> None:
    assert parse('<html lang="pt-BR"><cite>Ann:</cite><p>Oi.</p>').language == "pt-BR"
    assert parse("<cite>Ann:</cite><p>Hi.</p>").language is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<cite>Ann:</cite>\n<time>0:00</time>", True),
        ("<html><body><time>0:00</time><cite>Ann</cite><p>One", True),
        ("<html><body><b>Ann</b> <time>0:00</time><p>One", False),
        ("<CITE>Ann</CITE><P>One", True),
        ("<html><p>One</p></html>", False),
        ("<article><time>3 May</time><p>I read <cite>Dune</cite>.</p></article>", False),
        ("One <time>0:00</time>", False),
        ("", False),
    ],
)
def test_a_time_or_a_speaker_is_the_head(text: str, expected: bool) -> None:
    assert podcast_html.FORMAT.recognise(text) is expected


PIECES = st.sampled_from(
    [
        *("<cite>", "</cite>", "<time>", "</time>", "<p>", "</p>", "<div>", "<br>", "<b>", "</b>"),
        *("Ann:", "0:09", "One ", "&amp;", "<", "<!--", "-->", "<script>", "<nav>", "</nav>"),
    ]
)


@MORE_EXAMPLES
@given(st.text() | st.lists(PIECES).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    podcast_html.FORMAT.recognise(text)
    try:
        cues = parse(text).cues
    except TranscriptError:
        return
    assert all(cue.text for cue in cues)


@pytest.mark.parametrize(
    "unit",
    [
        *("<", "<p", "<!--", "<!-- -->", "<script>", "<cite>", "a<cite>b", "<header>", "&", " <"),
        *("<b> \n", "<time> ", "<br> "),
    ],
)
def test_a_million_characters_of_anything_are_read(unit: str) -> None:
    def text(size: int) -> str:
        return f"<cite>Ann:</cite><time>0:00</time><p>{unit * (size // len(unit))}"

    assert_work_grows_with_the_length(parse, text)
    parse(text(1_000_000))
