import pytest

from indexer import Cue
from tests.indexer.reading import read, refused


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        (
            '<transcript><text start="2.5" dur="3.5">Q&amp;amp;A &amp;#39;n</text>'
            '<text start="6">Yes.</text></transcript>',
            [("Q&A 'n", 2.5, 6.0), ("Yes.", 6.0, None)],
        ),
        (
            '<timedtext><text t="2500" d="3500">Hello\nthere.</text></timedtext>',
            [("Hello there.", 2.5, 6.0)],
        ),
        (
            '<timedtext format="3"><head><pen id="1"/></head><body><p t="2500" d="3500">Hello.</p>'
            '<p t="6000" d="10" a="1">\n</p></body></timedtext>',
            [("Hello.", 2.5, 6.0)],
        ),
        (
            '<timedtext format="3"><body><p t="2500" d="3500"><s ac="0">Hello</s>'
            '<s t="400"> there</s></p></body></timedtext>',
            [("Hello", 2.5, None), ("there", 2.9, None)],
        ),
    ],
)
def test_each_of_its_kinds_has_times(
    text: str, cues: list[tuple[str, float, float | None]]
) -> None:
    transcript = read("talk.xml", text)

    assert transcript.format == "YouTube XML"
    assert [(cue.text, cue.start, cue.end) for cue in transcript.cues] == cues


def test_a_change_of_voice_is_marked() -> None:
    first, second = read(
        "talk.srv1",
        '<transcript><text start="1" dur="1">&amp;gt;&amp;gt; Hello.</text>',
        '<text start="3" dur="1">Hi.</text></transcript>',
    ).cues

    assert first == Cue("Hello.", 1.0, 2.0, new_turn=True, line=1)
    assert (second.new_turn, second.line) == (False, 2)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<transcript><text start="1">Hello.', "not well-formed XML"),
        (
            '<!DOCTYPE t [<!ENTITY a "b">]><transcript><text start="1">&a;',
            "its document type declares",
        ),
        ("<timedtext>" + "<b>" * 101, "its XML is nested too deeply"),
        ("<transcript><line>Hello.</line></transcript>", "XML of <transcript>, in no transcript"),
    ],
)
def test_what_is_broken_or_hostile_is_refused(text: str, reason: str) -> None:
    assert refused("talk.xml", text).reason.startswith(reason)
