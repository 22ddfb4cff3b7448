import contextlib

import pytest

from index import TranscriptError
from tests.indexer.reading import read, refused
from tests.indexer.work import assert_work_grows_with_the_length

PLANK, TAR = "She steams the plank until it gives up", "He keeps the tar beside the chair"
ANN, BOB = ("Ann", 2.5, 6.0, PLANK), ("Bob", 6.5, 10.0, TAR)


def said(text: str) -> list[tuple[str | None, float | None, float | None, str]]:
    return [(c.speaker, c.start, c.end, c.text) for c in read("talk.xml", text).cues]


@pytest.mark.parametrize(
    "text",
    [
        f'<talk><seg speaker="Ann" start="2.5" end="6.0">{PLANK}</seg>'
        f'<seg speaker="Bob" start="6.5" end="10.0">{TAR}</seg></talk>',
        f"<talk><turn><speaker>Ann</speaker><start>2500</start><end>6000</end><text>{PLANK}</text>"
        f"</turn><turn><speaker>Bob</speaker><start>6500</start><end>10000</end><text>{TAR}</text>"
        "</turn></talk>",
        f'<talk><who speaker="Ann"><s begin="0:02.5" dur="3.5">{PLANK}</s></who>'
        f'<who speaker="Bob"><s begin="0:06.5" dur="3.5">{TAR}</s></who></talk>',
        f'<talk><s stime="2.5" etime="6.0" spkid="Ann"><w stime="2.5">{PLANK}</w></s>'
        f'<s stime="6.5" etime="10.0" spkid="Bob"><w stime="6.5">{TAR}</w></s></talk>',
        f"<talk><b><id>1</id><who>Ann</who><start>2.5</start><end>6</end><text>{PLANK}</text></b>"
        f"<b><id>2</id><who>Bob</who><start>6.5</start><end>10</end><text>{TAR}</text></b></talk>",
        '<talk><speaker id="1" name="Ann"/><speaker id="2" name="Bob"/>'
        f'<line speaker="1" start="2.5" end="6.0"><b>{PLANK[:9]}</b>{PLANK[9:]}</line>'
        f'<line speaker="2" start="6.5" end="10.0">{TAR}</line></talk>',
    ],
)
def test_elements_with_a_text_a_speaker_and_times_are_rows(text: str) -> None:
    assert said(text) == [ANN, BOB]


def test_a_speech_has_paragraphs_and_no_times() -> None:
    text = (
        '<debate><heading>No</heading><speech speakername="Ann"><p>One.</p><p>Two.</p></speech>'
        '<speech speakername="Bob"><p>Three.</p></speech></debate>'
    )

    assert said(text) == [("Ann", None, None, "One. Two."), ("Bob", None, None, "Three.")]


@pytest.mark.parametrize(
    "text",
    [
        "<svg><text x='1'>Oak and tar.</text><text x='2'>Oak and tar.</text></svg>",
        "<opml><outline text='One'/><outline text='Two' created='2024'/></opml>",
        "<rss><channel><item><title>One</title><description>Two words.</description></item>"
        "<item><title>Two</title><author>Ann</author></item></channel></rss>",
        "<urlset><url><loc>https://a.example</loc><lastmod>2024</lastmod></url></urlset>",
        "<kml><Placemark><name>Oak</name><description>A wood here.</description></Placemark>"
        "<Placemark><name>Tar</name><description>A glue here.</description></Placemark></kml>",
        "<texts><string name='a'>One two three.</string><string name='b'>Four.</string></texts>",
        "<log><entry time='2024-01-01 10:00' level='a'>One two.</entry>"
        "<entry time='2024-01-01 10:01' level='a'>Three four.</entry></log>",
    ],
)
def test_what_is_no_talk_is_refused(text: str) -> None:
    assert refused("talk.xml", text).reason


@pytest.mark.parametrize("unit", ["<a speaker='b'>c</a>", "<a>", "<a start='1'/>", "&", "c "])
def test_the_work_grows_with_the_length(unit: str) -> None:
    def take(text: str) -> None:
        with contextlib.suppress(TranscriptError):
            read("talk.xml", text)

    assert_work_grows_with_the_length(
        take, lambda size: f"<t><a who='b'/>{unit * (size // len(unit))}</t>"
    )
