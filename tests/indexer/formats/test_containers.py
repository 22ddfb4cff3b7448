from pathlib import Path

import pytest

from indexer.formats.containers import Container, container, root
from tests.indexer.reading import refused
from tests.indexer.work import assert_work_grows_with_the_length

TALK = "Ann: Hello there.\nBob: Hi to you.\n" * 5


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Container.JSON, '{"Ann": "Hello."}'),
        (Container.JSON, '\ufeff\n [ {"Ann": "Hello."}]'),
        (Container.JSON, '[["Ann", "Hello."]]'),
        (Container.JSON, '{"a": 1}\n{"a": 2}\n'),
        (Container.JSON, "{'speaker': 'Ann'}"),
        (Container.JSON, "[0, 1]"),
        (Container.XML, "<?xml version='1.0'?>\n<!-- a talk -->\n<talk>Hello.</talk>"),
        (Container.XML, "<!DOCTYPE Trans SYSTEM 'trans.dtd'><Trans><Turn>"),
        (Container.XML, "<talk lang='en'>\n<line>Hello."),
        (Container.XML, "<talk>Hello.</talk>\n"),
        (Container.XML, "<u:talk xmlns:u='u'><u:line/>"),
        (Container.HTML, "<!DOCTYPE html>\n<p>Hello."),
        (Container.HTML, "<?xml version='1.0'?><html xmlns='x'><body>"),
        (Container.HTML, "<HTML>\n<BODY>"),
        (Container.HTML, "<p class=x>Ann: Hello."),
        (Container.HTML, "<!-- a talk --><div>Ann: Hello."),
        (Container.TEXT, "Ann: Hello."),
        (Container.TEXT, "[music]\nAnn: Hello."),
        (Container.TEXT, "[00:02] Hello."),
        (Container.TEXT, "[Ann] Hello."),
        (Container.TEXT, "{\\an8}Hello."),
        (Container.TEXT, "<v Ann>Hello."),
        (Container.TEXT, "<|0.00|> Hello."),
        (Container.TEXT, "<00:00:02> Hello."),
        (Container.TEXT, "<Ann> Hello."),
        (Container.TEXT, "< Hello. >"),
    ],
)
def test_a_container_is_told_by_its_opening(kind: Container, text: str) -> None:
    assert container(Path("talk.txt"), text) is kind


def test_markdown_may_open_with_a_tag_and_is_a_page_only_as_a_whole() -> None:
    assert container(Path("talk.md"), "<div>\n\n# Talk\n") is Container.TEXT
    assert container(Path("talk.md"), "<html><body>") is Container.HTML


@pytest.mark.parametrize(
    ("text", "name"),
    [("<?xml?><!-- a --><TEI a='b'>", "TEI"), ("<a:b/>", "a:b"), ("Hello.", "")],
)
def test_the_root_of_markup_has_a_name(text: str, name: str) -> None:
    assert root(text) == name


@pytest.mark.parametrize(
    ("text", "within"),
    [
        (f'{{"Ann": 1, "notes": "{TALK}"}}'.replace("\n", "\\n"), "JSON"),
        (f"<opml><body><outline text='x'/>{TALK}</body></opml>", "XML of <opml>, "),
        (f"<urlset><url><loc>https://a.example</loc></url>{TALK}</urlset>", "XML of <urlset>, "),
        (f"<rss><channel><item>{TALK}</item></channel></rss>", "XML of <rss>, "),
        ("<html><body><p>We moved to a new office.</p><p>It is bright.</p></body></html>", "HTML,"),
    ],
)
@pytest.mark.parametrize("suffix", ["txt", "xml", "html", "json", "md", "vtt"])
def test_no_reader_of_text_sees_markup_or_keys(text: str, within: str, suffix: str) -> None:
    assert refused(f"talk.{suffix}", text).reason.startswith(within)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        (
            "talk.sub",
            "{1}{1}25.000\n{0}{130}Hello.\n",
            "MicroDVD subtitles (.sub) are not read; convert it to SRT or WebVTT",
        ),
        ("talk.sub", "[INFORMATION]\n[TITLE]x\n", "SubViewer subtitles (.sub) are not read;"),
        ("talk.smi", "<SAMI>\n<BODY><SYNC Start=0><P>Hello.", "SAMI captions (.smi) are not read;"),
        (
            "talk.txt",
            "SPEAKER tide 1 0.5 4.0 <NA> <NA> SPEAKER_00 <NA> <NA>\n",
            "RTTM files (.rttm) are not read; they hold who speaks when and no words;",
        ),
        ("talk.txt", "[12][34]Hello.\n", "MPL2 subtitles (.mpl) are not read;"),
        ("talk.txt", "{\\rtf1\\ansi Ann: Hello.}", "Rich Text files (.rtf) are not read; save it"),
        ("talk.txt", "- speaker: Ann\n  text: Hello.\n", "YAML documents (.yaml) are not read;"),
        ("talk.scc", "Scenarist_SCC V1.0\n", "Scenarist captions (.scc) are not read;"),
    ],
)
def test_what_is_known_and_not_read_is_refused_by_name(name: str, text: str, reason: str) -> None:
    assert refused(name, text).reason.startswith(reason)


@pytest.mark.parametrize("unit", ["<!--", "<!- ", "<? ", "<![", "[", "{", "<a ", "<a><", " ", "-"])
def test_odd_openings_take_work_that_grows_with_their_length(unit: str) -> None:
    assert_work_grows_with_the_length(
        lambda text: container(Path("talk"), text), lambda size: unit * (size // len(unit))
    )
