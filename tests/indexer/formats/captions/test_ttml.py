from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import TranscriptError
from indexer import Cue, Transcript
from indexer.formats.captions import ttml
from tests.indexer.test_properties import MORE_EXAMPLES
from tests.indexer.work import assert_work_grows_with_the_length

AGENTS = (
    '<ttm:agent xml:id="a" type="person"><ttm:name type="full">Ann\n Lee</ttm:name></ttm:agent>'
    '<ttm:agent xml:id="b"/>'
)


def parse(body: str, attributes: str = "") -> Transcript:
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><tt xmlns="http://www.w3.org/ns/ttml" {attributes}>'
        f"<head><metadata>{AGENTS}<ttm:desc>About</ttm:desc></metadata></head>{body}</tt>"
    )
    return ttml.FORMAT.parse(Path("talk.ttml"), text)


def body(inside: str, attributes: str = "") -> Transcript:
    return parse(f"<body><div>{inside}</div></body>", attributes)


def times(transcript: Transcript) -> list[tuple[str, float | None, float | None]]:
    return [(cue.text, cue.start, cue.end) for cue in transcript.cues]


def test_a_paragraph_has_a_text_times_and_a_line() -> None:
    assert body('\n<p begin="00:00:01.000" end="00:00:02.440">Hello.</p>') == Transcript(
        "TTML", (Cue("Hello.", 1.0, 2.44, line=3),)
    )


@pytest.mark.parametrize(
    ("written", "rates", "second"),
    [
        ("01:02:03", "", 3723.0),
        ("00:00:01.5", "", 1.5),
        ("00:00:01:15", "", 1.5),
        ("00:00:01:05", 'ttp:frameRate="25"', 1.2),
        ("00:00:01:05.1", 'ttp:frameRate="25" ttp:subFrameRate="2"', 1.22),
        ("12.5s", "", 12.5),
        ("1500ms", "", 1.5),
        ("1.5m", "", 90.0),
        ("0.5h", "", 1800.0),
        ("75f", "", 2.5),
        ("75f", 'ttp:frameRate="25"', 3.0),
        ("30f", 'ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"', 1.001),
        ("5t", "", 5.0),
        ("50t", 'ttp:frameRate="25"', 2.0),
        ("15000000t", 'x:tickRate="10000000"', 1.5),
        ("75f", 'ttp:frameRate="0"', 2.5),
        (" 2s ", "", 2.0),
        ("2.5", "", 2.5),  # as Apple Podcasts writes
        ("1:06.5", "", 66.5),
    ],
)
def test_a_time_is_read(written: str, rates: str, second: float) -> None:
    assert times(body(f'<p begin="{written}">Hello.</p>', rates)) == [("Hello.", second, None)]


@pytest.mark.parametrize("written", ["", "soon", "1:", "-1s", "wallclock(10:00)", "9" * 30])
def test_what_is_no_time_is_reported_with_its_line(written: str) -> None:
    transcript = body(f'\n<p begin="{written}">Hello.</p>')

    assert times(transcript) == [("Hello.", None, None)]
    assert [doubt.line for doubt in transcript.doubts] == [3]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<p begin="1s" dur="2s">a</p>', [("a", 1.0, 3.0)]),
        ('<p begin="1s" dur="9s" end="4s">a</p>', [("a", 1.0, 4.0)]),
        ('<div begin="10s"><p begin="1s" end="2s">a</p></div>', [("a", 11.0, 12.0)]),
        (
            '<div begin="10s"><div begin="5s"><p begin="1s" end="2s">a</p></div></div>',
            [("a", 16.0, 17.0)],
        ),
        ('<div begin="3s" end="5s"><p>a</p><p>b</p></div>', [("a", 3.0, 5.0), ("b", None, None)]),
        (
            '<div timeContainer="seq"><p dur="2s">a</p><p dur="3s">b</p></div>',
            [("a", 0.0, 2.0), ("b", 2.0, 5.0)],
        ),
        ("<p>a</p>", [("a", None, None)]),
        (
            '<p begin="1s" end="4s"><span begin="0s" dur="1s">a</span> '
            '<span begin="1s">b</span></p>',
            [("a", 1.0, 2.0), ("b", 2.0, 4.0)],
        ),
        (
            '<p begin="1s" end="4s">a <span begin="1s">b</span> c</p>',
            [("a", 1.0, 4.0), ("b", 2.0, 4.0), ("c", None, None)],
        ),
    ],
)
def test_times_are_counted_from_what_the_element_stands_in(
    inside: str, expected: list[tuple[str, float | None, float | None]]
) -> None:
    assert times(body(inside)) == expected


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("One<br/>two", "One two"),
        ("One\n  two", "One two"),
        ('One <span tts:color="red">two</span>', "One two"),
        ("Q&amp;A &lt;i&gt; &#233;", "Q&A <i> é"),
        ("one&nbsp;caf&eacute;", "one café"),
        ("<metadata>no</metadata><ttm:desc>no</ttm:desc>One", "One"),
        ("One<!-- no --> two", "One two"),
        ("<![CDATA[a < b]]>", "a < b"),
    ],
)
def test_tags_go_and_what_was_said_stays(written: str, text: str) -> None:
    assert [cue.text for cue in body(f'<p begin="1s">{written}</p>').cues] == [text]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<p ttm:agent="a">One</p>', [("Ann Lee", "One")]),
        ('<p ttm:agent="#a b">One</p>', [("Ann Lee", "One")]),
        ('<p ttm:agent="b">One</p>', [("b", "One")]),
        ('<p ttm:agent="Eve">One</p>', [("Eve", "One")]),
        ('<div ttm:agent="a"><p>One</p></div><p>two</p>', [("Ann Lee", "One"), (None, "two")]),
        (
            '<p><span ttm:agent="a">One</span> <span ttm:agent="b">two</span></p>',
            [("Ann Lee", "One"), ("b", "two")],
        ),
    ],
)
def test_an_agent_is_the_speaker(inside: str, expected: list[tuple[str | None, str]]) -> None:
    assert [(cue.speaker, cue.text) for cue in body(inside).cues] == expected


def test_a_voice_in_a_span_starts_with_its_paragraph() -> None:
    transcript = body('<p begin="1s" end="2s"><span ttm:agent="a">One</span></p>')

    assert times(transcript) == [("One", 1.0, 2.0)]


def test_apple_counts_the_times_of_words_from_the_start_of_the_recording() -> None:
    apple = 'xmlns:podcasts="http://podcasts.apple.com/transcript-ttml-internal"'
    words = '<span begin="2.5" end="3">Good</span><span begin="3" end="4.1">day.</span>'
    said = f'<p begin="2.5" end="6.1" ttm:agent="a"><span>{words}</span></p>'

    for attributes, starts in ((apple, [2.5, 3.0]), ("", [5.0, 5.5])):
        spoken = body(said, attributes)
        assert [(cue.start, cue.text, cue.speaker) for cue in spoken.cues] == [
            (starts[0], "Good", "Ann Lee"),
            (starts[1], "day.", "Ann Lee"),
        ]


def test_any_prefix_will_do() -> None:
    text = (
        '<a:tt xmlns:a="http://www.w3.org/2006/10/ttaf1" xml:lang="pt-BR"><a:body>'
        '<a:p begin="1s" end="2s">One<a:br/>two</a:p></a:body></a:tt>'
    )
    assert ttml.FORMAT.recognise(text)

    transcript = ttml.FORMAT.parse(Path("talk.xml"), text)

    assert transcript == Transcript("TTML", (Cue("One two", 1.0, 2.0, line=1),), (), "pt-BR")


def test_a_dash_opens_a_turn() -> None:
    cues = body('<p begin="1s" end="2s">- One.<br/>- Two.</p>').cues

    assert [(cue.text, cue.new_turn) for cue in cues] == [("One.", True), ("Two.", True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<tt>", True),
        ('\ufeff\n<?xml version="1.0"?>\n<!-- <p> -->\n<tt:tt xmlns:tt="x">', True),
        ('<!DOCTYPE tt PUBLIC "-//W3C//DTD" "x.dtd"><tt>', True),
        ("<ttx>", False),
        ("<html><tt>", False),
        ("a <tt>", False),
        ("", False),
    ],
)
def test_the_first_element_is_the_head(text: str, expected: bool) -> None:
    assert ttml.FORMAT.recognise(text) is expected


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("<tt><body><p>a</body></tt>", "not well-formed", 1),
        ("<tt>\n<body>", "not well-formed", 2),
        ('<!DOCTYPE tt [\n<!ENTITY a "b">]><tt>&a;</tt>', "declares", 1),
        ('<!DOCTYPE tt [<!ENTITY a SYSTEM "file:///etc/passwd">]><tt>&a;</tt>', "declares", 1),
        ("<tt>" + "<div>" * 200, "too deeply", 1),
    ],
)
def test_what_is_broken_or_an_attack_is_refused_with_its_line(
    text: str, reason: str, line: int
) -> None:
    with pytest.raises(TranscriptError, match=reason) as caught:
        ttml.FORMAT.parse(Path("talk.ttml"), text)

    assert caught.value.line == line


PIECES = st.sampled_from(
    [
        *('<p begin="1s">', '<p end="2s" dur="1s">', "<p>", "</p>", '<span begin="0s">', "<span>"),
        *("</span>", "<br/>", '<div timeContainer="seq">', "</div>", "One ", "&amp;", "&nope;"),
        *('<span ttm:agent="a">', "<metadata>", "</metadata>", "<tt:p>", "</tt:p>", "<!--", "-->"),
    ]
)


@MORE_EXAMPLES
@given(st.text() | st.lists(PIECES).map(lambda pieces: f"<tt>{''.join(pieces)}</tt>"))
def test_any_text_is_read_or_refused(text: str) -> None:
    ttml.FORMAT.recognise(text)
    try:
        cues = ttml.FORMAT.parse(Path("talk.ttml"), text).cues
    except TranscriptError:
        return
    assert all(0 <= (cue.start or 0) <= (cue.end or cue.start or 0) for cue in cues)


@pytest.mark.parametrize(
    "unit", ["<p>", "<p/>", "<p>a<br/>", "<span>", "&", "&nbsp;", "<!--", "<", "<p a='b' ", " "]
)
def test_a_million_characters_of_anything_are_read_or_refused(unit: str) -> None:
    def text(size: int) -> str:
        return f"<tt><body><div>{unit * (size // len(unit))}"

    def refuse(text: str) -> None:
        with pytest.raises(TranscriptError):
            ttml.FORMAT.parse(Path("talk.ttml"), text)

    assert_work_grows_with_the_length(refuse, text)
    refuse(text(1_000_000))


def test_a_paragraph_of_many_voices_is_read() -> None:
    def paragraph(count: int) -> str:
        spans = (f'<span ttm:agent="{at % 9}">a</span>' for at in range(count))
        return f"<p>{''.join(spans)}</p>"

    assert_work_grows_with_the_length(parse, lambda size: paragraph(size // 10))
    assert len(parse(paragraph(100_000)).cues) == 100_000


def test_of_a_hundred_thousand_wrong_times_a_thousand_are_told() -> None:
    transcript = parse('<p begin="soon">a</p>' * 100_000)

    assert len(transcript.doubts) == 1001
    assert transcript.doubts[-1].reason == "and 99,000 more like these"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (
            '<div><p begin="0s">One</p><p begin="20s">Three</p></div>'
            '<div><p begin="10s">Two</p></div>',
            [("One", 0.0), ("Two", 10.0), ("Three", 20.0)],
        ),
        ('<div><p end="4s">One</p><p begin="5s">Two</p></div>', [("One", 0.0), ("Two", 5.0)]),
        ('<div begin="9s"><p dur="4s">One</p></div>', [("One", 9.0)]),
        (
            '<div timeContainer="seq" dur="60s"><metadata><desc>Calls</desc></metadata>'
            '<p dur="5s">One</p><p dur="5s">Two</p><p begin="2s">Three</p></div>',
            [("One", 0.0), ("Two", 5.0), ("Three", 12.0)],
        ),
        # A sequence of containers: each begins where the children of the one before end.
        (
            '<div timeContainer="seq"><div><p begin="0s" end="3s">One</p><p end="7s">Two</p></div>'
            '<div timeContainer="seq"><p dur="2s">Three</p><p dur="2s">Four</p></div>'
            '<div><p dur="1s">Five</p></div></div>',
            [("One", 0.0), ("Two", 0.0), ("Three", 7.0), ("Four", 9.0), ("Five", 11.0)],
        ),
        ("<div><p>One</p></div>", [("One", None)]),
    ],
)
def test_elements_stand_in_any_order_and_in_sequences(
    inside: str, expected: list[tuple[str, float | None]]
) -> None:
    found = parse(f"<body>{inside}</body>")

    assert [(cue.text, cue.start) for cue in found.cues] == expected
    assert found.doubts == ()


@pytest.mark.parametrize(
    ("written", "text"),
    [("Q & A", "Q & A"), ("AT&T", "AT&T"), ("1 < 2 &amp; 3", "1 < 2 & 3"), ("a &b; c", "a &b; c")],
)
def test_a_bare_ampersand_is_text_and_doubted(written: str, text: str) -> None:
    found = body(f'\n<p begin="1s">{written}</p>')

    assert [cue.text for cue in found.cues] == [text]
    assert [doubt.line for doubt in found.doubts] == [3]


def test_the_reading_of_a_word_is_not_said() -> None:
    ruby = (
        '<span tts:ruby="container"><span tts:ruby="base">船</span>'
        '<span tts:ruby="delimiter">(</span><span tts:ruby="text">ふね</span></span>です'
    )

    assert [cue.text for cue in body(f'<p begin="1s">{ruby}</p>').cues] == ["船です"]
