import pytest
from hypothesis import given, settings

from indexer import Cue
from indexer.formats.text.plain_text import FORMAT
from tests.indexer.formats.text.text_reading import PIECES, check, cues, kind
from tests.indexer.test_properties import MORE_EXAMPLES

PROSE = "From the studio, you're listening to our show. We talk about calm work."


def test_prose_has_words_and_no_times() -> None:
    assert cues(FORMAT, PROSE, "This week it rains.", "", "Oh, hey.") == (
        Cue(PROSE, None, line=1),
        Cue("This week it rains.", None, line=2),
        Cue("Oh, hey.", None, line=4),
    )


def test_a_heading_is_a_break_and_front_matter_is_skipped() -> None:
    found = cues(FORMAT, "---\ntitle: x\n---\n", "## Intro", PROSE)

    assert found == (Cue(PROSE, None, after_break=True, line=6),)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "so we were talking about this the other day and he said no you can not do that at all\n"
        * 3,
        "Hoy hablamos de la seguridad. ¿Qué es eso? Lo vemos ahora mismo, con calma.",
        "今天我们来谈谈比特币的历史。首先,什么是比特币?它是一种数字货币,由一位匿名的人发明的。开始吧。",
        "Сегодня мы говорим о безопасности сети. Что это такое? Сейчас посмотрим вместе.",
        "---\na: b\n---\n- We met [here](http://a).\n- We spoke about all those plans we made.\n",
    ],
    ids=["english", "unpunctuated", "spanish", "chinese", "russian", "notes"],
)
def test_prose_in_any_script_is_taken(text: str) -> None:
    assert kind(text) == "plain text"


@pytest.mark.parametrize(
    "text",
    [
        "Hi.",
        "apple\nbanana\ncherry\ndamson\nelderberry\nfig\ngrape\nhazelnut\n",
        "import os\n\ndef main(argv: list[str]) -> int:\n    return len(argv[1:]) + x['a'] * 2\n",
        "id,name,start\n1,Ann,0.5\n2,Bob,1.5\n3,Cid,2.5\n4,Dee,3.5\n",
        "start\tend\ttext\n0\t13320\tThe boys watch the girls.\n13320\t26680\tWe are live.\n",
        "<!doctype html><html><body><p>This is a page. It has some words in it.</p></body></html>",
        "0:01 Hello there, this is our show.\n0:09 And hello to you, my good friend.\n",
        "1\n00:00:01,000 --> 00:00:02,000\nHello there, this is our show. It is good.\n",
        f"# A project\n\n![build](https://a.org/b.svg)\n\n{PROSE}\n\n## Use\n\n- one\n",
        f"MIT License\n\nPermission is hereby granted, free of charge. {PROSE}",
    ],
    ids=["short", "list", "code", "csv", "tsv", "html", "stamped", "srt", "readme", "licence"],
)
def test_what_is_no_prose_is_not_taken(text: str) -> None:
    assert kind(text) is None


@settings(MORE_EXAMPLES)
@given(PIECES)
def test_anything_is_parsed_in_order(text: str) -> None:
    check(FORMAT, text)
