import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import TranscriptError
from tests.indexer.reading import read, refused, said_by
from tests.indexer.test_properties import MORE_EXAMPLES
from tests.indexer.work import assert_work_grows_with_the_length

TALK = [
    ("0:02", "Ines Okafor", "It is a callable."),
    ("0:06", "Bo Chen", "So what?"),
    ("0:09", "Ines Okafor", "It takes two things."),
    ("0:12", "Bo Chen", "That is all there is?"),
    ("0:15", "Ines Okafor", "Then we are done."),
]
AROUND = (
    '<!DOCTYPE html><html lang="en"><head><title>Talk</title><style>p{}</style></head>'
    "<body><nav>Home</nav><h1>Talk</h1>{}<h2>Related</h2><p>Another talk.</p></body></html>"
)


def said(page: str) -> list[tuple[float | None, str | None, str]]:
    transcript = read("talk.html", page)
    assert transcript.format == "HTML page"
    return [(cue.start, cue.speaker, cue.text) for cue in transcript.cues]


def shaped(row: str) -> str:
    return "".join(
        row.format(time=time, s=int(time[2:]), ms=int(time[2:]) * 1000, name=name, text=text)
        for time, name, text in TALK
    )


EXPECTED = [(float(time[2:]), name, text) for time, name, text in TALK]


@pytest.mark.parametrize(
    "row",
    [
        "<p>[{time}] {name}: {text}<br></p>",
        "<p><b>{name}</b> <i>{time}</i><br/>{text}</p>",
        "<p><strong>{name}</strong> ({time})</p><p>{text}</p>",
        "<p><strong>{name}:</strong> [{time}] {text}</p>",
        "<p><span class=timestamp data-timestamp={s}.5>{time}</span> {name}: {text}</p>",
        "<h3>{name} <small>{time}</small></h3><p>{text}</p>",
        "<h4>{name} ({time})</h4><div>{text}</div>",
        "<h3>[{time}] {name}</h3>\n{text}\n",
        "<dl><dt>{name} {time}</dt><dd>{text}</dd></dl>",
        "<div><div>{name}</div><div>{time}</div><div>{text}</div></div>",
        "<div><div>{time}</div><div>{name}</div><div>{text}</div></div>",
        '<div class="row"><b class="c-speaker">{name}</b><i class="time">{time}</i>'
        '<p class="text">{text}</p></div>',
        '<p class="speaker-block"><span class="speakerName">{name}:</span> '
        '<span class="segment-timestamp">[{time}]</span> <span class="utterance">{text}</span></p>',
        "<div><button>{time}</button> <cite>{name}</cite><div>{text}</div></div>",
        "<details><p><strong>{name}</strong> <time>{time}</time></p><p>{text}</p></details>",
        '<li data-time="{s}.0"><span class="author">{name}</span><p>{text}</p></li>',
        '<p>{name}: (<a href="#t={s}">{time}</a>)<br>{text}</p>',
        '<p data-start="{s}" data-speaker="{name}">{text}</p>',
        '<p><span class="speaker" data-m="{ms}">{name}: </span><span data-m="{ms}">{text}</span>',
        '<p><span data-m="{ms}" data-d="0">{name}: </span><span data-m="{ms}">{text}</span></p>',
    ],
)
def test_a_name_and_a_time_stand_at_the_talk_in_many_ways(row: str) -> None:
    for page in shaped(row), AROUND.replace("{}", shaped(row)):
        assert said(page) == EXPECTED


@pytest.mark.parametrize(
    "row",
    [
        "<p>{name}: {text}<br><br></p>",
        "<p><b>{name}</b>: {text}</p>",
        "<ul><li><b>{name}:</b> {text}</li></ul>",
        "<h3>{name}</h3><p>{text}</p>",
        "<p><strong>{name}</strong></p><p>{text}</p>",
        "<p><strong>{name}</strong><br>{text}</p>",
        "<dt>{name}<dd>{text}",
        '<div class="speaker">{name}</div><div>{text}</div>',
    ],
)
def test_names_need_no_times(row: str) -> None:
    assert said(AROUND.replace("{}", shaped(row))) == [(None, name, text) for _, name, text in TALK]


@pytest.mark.parametrize(
    "row",
    [
        "<blockquote><p>{text}</p><cite>{name}</cite></blockquote>",
        '<p>{text}</p><p class="speaker">{name}</p>',
    ],
)
def test_a_name_may_stand_below_what_is_said(row: str) -> None:
    assert said(AROUND.format("{}", f"<p>All of it.</p>{shaped(row)}")) == [
        (None, name, text) for _, name, text in EXPECTED
    ]


def test_names_below_several_paragraphs_are_refused_as_the_first_cannot_be_told() -> None:
    row = '<p>{text}</p><p>So it is.</p><p class="speaker">{name}</p>'

    assert "HTML" in str(refused("talk.html", AROUND.format("{}", shaped(row))))


def test_times_need_no_names() -> None:
    row = (
        '<div class="segment"><b class="segment-timestamp">{time}</b><p class=text>{text}</p></div>'
    )

    assert said(AROUND.replace("{}", shaped(row))) == [(at, None, text) for at, _, text in EXPECTED]


@pytest.mark.parametrize(
    ("head", "row", "timed"),
    [
        ("<tr><th>Time</th><th>Speaker</th><th>Text</th></tr>", "{time} {name} {text}", True),
        ("<tr><td>Text</td><td>Start</td><td>Who</td></tr>", "{text} {time} {name}", True),
        ("", "{time} {name} {text}", True),
        ("", "{name} {text}", False),
    ],
)
@pytest.mark.parametrize("close", ["</td>", ""])
def test_a_table_has_columns_by_its_header_or_by_what_stands_in_them(
    head: str, row: str, timed: bool, close: str
) -> None:
    cells = "".join(f"<td>{cell}{close}" for cell in row.split(" "))
    page = AROUND.replace("{}", f"<table>{head}{shaped(f'<tr>{cells}')}</table>")

    assert said(page) == [(at if timed else None, name, text) for at, name, text in EXPECTED]


def test_words_may_have_times() -> None:
    words = "".join(
        f'<span data-m="{1000 + 400 * at}" data-d="200">{word} </span>'
        for at, word in enumerate(["It", "is", "a", "callable", "that", "takes", "two."])
    )
    transcript = read("talk.html", f"<article><p>{words}</p></article>")

    assert transcript.words
    assert [(cue.text, cue.start) for cue in transcript.cues][:2] == [("It", 1.0), ("is", 1.4)]


def test_a_heading_that_is_no_name_ends_the_talk_above_it() -> None:
    names = shaped("<h3>{name}</h3><p>{text}</p>")

    page = said(f"<h1>Talk</h1>{names}<h3>Sponsor</h3><p>Buy tar.</p>{names}")

    assert (None, None, "Buy tar.") in page


def test_a_line_of_the_page_is_the_line_of_its_talk() -> None:
    page = "<html>\n<p>Ann: Hello.</p>\n<p>\nBob: Hi.\n</p><p>Ann: Bye.<p>Bob: So."

    assert [cue.line for cue in read("talk.html", page).cues] == [2, 4, 5, 5]


def test_marks_of_markdown_are_those_of_the_talk() -> None:
    page = "".join(
        f"<p>{name}: {text}</p>"
        for name, text in zip(
            ("Ann", "Bob") * 3,
            ("2 * 3 * 4", "&lt;b&gt; it", "`so`", "a_b_c", "# one", "C:\\d"),
            strict=True,
        )
    )

    assert [text for *_, text in said(page)] == [
        "2 * 3 * 4", "<b> it", "so", "a_b_c", "# one", "C:\\d"
    ]  # fmt: skip


def test_what_a_page_says_about_itself_is_no_talk() -> None:
    page = shaped("<p>{name}: {text}</p>") + '<p class="disclaimer">Copyright of the desk.</p>'

    assert said(page)[-1] == (None, "Ines Okafor", "Then we are done.")


def test_the_page_gives_the_language() -> None:
    page = '<html lang="pt-BR">' + shaped("<p>{name}: {text}</p>")

    assert read("talk.html", page).language == "pt-BR"


@pytest.mark.parametrize(
    "page",
    [
        "<p>We use cookies.</p><p>Note: that is all.</p>" * 9,
        "<h2>Why oak</h2><p>It is hard.</p><h2>Why tar</h2><p>It was 9:30 then.</p>",
        shaped("<h3>How is it that {text}</h3><p>With a kettle.</p>"),
        shaped("<dl><dt>{text}</dt><dd>A word.</dd></dl>"),
        shaped('<div class="comment"><b class="comment-author">{name}</b><p>{text}</p></div>'),
        "<table>" + "".join(f"<tr><td>{h}:00<td>Room {h}<td>Wood" for h in range(9, 15)),
        "<table><tr><th>Name<th>Price" + "<tr><td>Oak<td>12" * 4,
        "<p><img data-time=5>One.</p><p>Two.</p>",
    ],
)
def test_a_page_that_is_no_transcript_is_refused(page: str) -> None:
    for text in page, AROUND.replace("{}", page):
        assert refused("talk.html", text).reason.startswith("HTML, in no transcript format")


PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<div class=speaker>", "<br>", "<b>", "</b>", "<h3>", "<td>", "<tr>"),
        *("Ann: ", "0:09", "One ", "&amp;", "<", "<!--", "-->", "<span data-m=5>", "<nav>", "\n"),
    ]
)


@MORE_EXAMPLES
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_page_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(TranscriptError):
        assert all(cue.text for cue in read("talk.html", f"<p>{text}").cues)


@pytest.mark.parametrize(
    "unit",
    [
        *("<", "<p", "<!--", "<script>", "<b>", "<p>Ann: a</p>", "<h3>Ann</h3>a ", "<td>a", "<tr>"),
        *(
            "<span data-m=5>a",
            "<a b=",
            "<br>0:01",
            "<p class=",
            "[0:01] a<br>",
            "</p>",
            "*",
            "<pre>",
        ),
    ],
)
def test_the_work_grows_with_the_length(unit: str) -> None:
    def take(text: str) -> None:
        with contextlib.suppress(TranscriptError):
            read("talk.html", text)

    assert_work_grows_with_the_length(take, lambda size: f"<html>{unit * (size // len(unit))}")


def test_a_turn_under_what_may_be_a_name_is_nobodys_and_reported() -> None:
    names = ["Ann Lee", "Bob Ray"] * 3
    page = [f"<h3>{name}</h3><p>The rope is new.</p>" for name in names]
    page.insert(4, "<h3>mind the gap</h3><p>It is wide.</p>")

    found = read("talk.html", "<html><body>", *page, "</body></html>")

    assert said_by(found.cues)[4] == (None, "It is wide.")
    assert [(doubt.line, doubt.reason) for doubt in found.doubts] == [
        (6, "`mind the gap` may be a label or a sentence; its turn is nobody's")
    ]


def test_a_time_in_a_timed_element_is_said_unless_it_is_the_time_of_the_element() -> None:
    words = [(0, "0:00"), (0, "It"), (400, "is"), (900, "5:30"), (1500, "now.")]
    spans = " ".join(f'<span data-m="{at}">{word} </span>' for at, word in words)

    assert " ".join(text for _, _, text in said(f"<article><p>{spans}</p></article>")) == (
        "It is 5:30 now."
    )
