"""Bytes to text: UTF-8, UTF-16, damage, and what is refused."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import TranscriptError
from indexer.formats.decoding import decode, decoded
from tests.indexer.test_properties import MORE_EXAMPLES

PATH = Path("talk.srt")
TALK = "1\n00:00:01,000 --> 00:00:04,000\nNora: Bring the naïve piér, Žofie.\n"
RUSSIAN = "1\n00:00:01,000 --> 00:00:04,000\nПринеси канат и запри дверь, Нора.\n"


def found(data: bytes) -> tuple[str, list[tuple[int, str]]]:
    text, doubts = decoded(PATH, data)
    return text, [(doubt.line, doubt.reason) for doubt in doubts]


@pytest.mark.parametrize("talk", [TALK, RUSSIAN, TALK * 50])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read_with_a_doubt(talk: str, encoding: str) -> None:
    text, doubts = found(talk.encode(encoding))

    assert text == talk
    assert doubts == [(0, "UTF-16 without a mark at its beginning")]


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF16_LE + TALK.encode("utf-16-le"),
        codecs.BOM_UTF32_LE + TALK.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + TALK.encode("utf-32-be"),
        codecs.BOM_UTF8 + codecs.BOM_UTF8 + TALK.encode(),
        TALK.replace("\n", "\r\r\n").encode(),
    ],
)
def test_marks_and_line_ends_are_no_text(data: bytes) -> None:
    assert found(data) == (TALK, [])


def test_utf_16_that_is_cut_inside_a_character_costs_that_character() -> None:
    data = codecs.BOM_UTF16_LE + TALK.encode("utf-16-le")

    text, ((line, reason),) = found(data[:-3])

    assert text == TALK[:-2] + "\ufffd"
    assert (line, "1 bad byte in UTF-16" in reason) == (3, True)


@pytest.mark.parametrize("zeros", [b"\0", b"\0" * 4096])
def test_zeros_around_a_text_are_left_out_with_a_doubt(zeros: bytes) -> None:
    text, ((line, reason),) = found(TALK.encode() + zeros)

    assert text == TALK
    assert (line, reason) == (0, f"{len(zeros)} bytes of zero among the text; left them out")


@pytest.mark.parametrize(
    ("data", "expected", "line"),
    [
        (TALK.encode()[:-2] + b"\xc5", TALK[:-2] + "\ufffd", 3),
        (TALK.encode().replace(b"Bring", b"Br\xffng"), TALK.replace("Bring", "Br\ufffdng"), 3),
        (b"1\n2\nThe harbour op\xe9ns at dawn.\n", "1\n2\nThe harbour op\ufffdns at dawn.\n", 3),
    ],
)
def test_one_bad_byte_costs_one_character(data: bytes, expected: str, line: int) -> None:
    text, doubts = found(data)

    assert text == expected
    assert doubts == [(line, "1 bad byte in UTF-8, the first of them here; each costs a character")]


def test_a_few_bad_bytes_among_much_that_is_utf_8_are_damage() -> None:
    data = RUSSIAN.encode() * 20 + b"\xff\xfe!" + RUSSIAN.encode()

    text, ((line, reason),) = found(data)

    assert text.count("\ufffd") == 2
    assert (line, reason.startswith("2 bad bytes")) == (61, True)


def test_the_apostrophe_of_windows_is_one() -> None:
    text, ((line, reason),) = found(b"Ann:\n\x93It\x92s\x94 here \x96 isn\x92t it?\n")

    assert text == "Ann:\n“It’s” here – isn’t it?\n"
    assert (line, "punctuation of Windows" in reason) == (2, True)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Les élèves déjà prêts à l'été.", "cp1252"),
        ("Zażółć gęślą jaźń, proszę.", "cp1250"),
        ("Das Mädchen mag schöne grüne Türen.", "cp850"),
        ("Das Mädchen mag schöne grüne Türen.", "mac-roman"),
    ],
)
def test_another_encoding_is_refused_without_a_guess(text: str, encoding: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        decode(PATH, f"Ann:\n{text}\n".encode(encoding))

    assert "cannot be told for sure" in caught.value.reason
    assert "WINDOWS-1252" not in caught.value.reason
    assert caught.value.line == 2


RUSSIAN_TALK = (
    "Добро пожаловать в нашу мастерскую. Сегодня мы говорим о старых лодках и о том, как гнуть "
    "доски над паром.\nМой гость живёт у реки и чинит лодки всю жизнь, а ещё он варит смолу, "
    "потому что она пахнет лучше лака.\nРасскажи нам, как ты этому научился и кто тебя учил? "
    "Моя тётя держала чайник и трубу, и говорила одно: не открывай крышку, пока дерево не сдастся."
)
JAPANESE_TALK = "港の机へようこそ。今日は船を直す人と話します。\n" + (
    "樫の板を蒸して曲げる話です。蓋は開けないでください。"
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN_TALK, "cp1251"),
        (RUSSIAN_TALK, "koi8-r"),
        (JAPANESE_TALK, "shift_jis"),
        (JAPANESE_TALK, "euc-jp"),
    ],
)
def test_another_encoding_is_read_where_its_bytes_tell_it(text: str, encoding: str) -> None:
    lines = [f"{at}\n00:00:0{at},000 --> 00:00:0{at},900\n{line}\n" for at, line in
             enumerate(text.split("\n"), 1)]  # fmt: skip
    written = "\n".join(lines)

    read, ((line, reason),) = found(written.encode(encoding))

    assert read == written
    assert (line, reason.startswith("not UTF-8; read as ")) == (3, True)


def test_a_binary_file_is_called_one() -> None:
    sound = b"ID3\x04\0\0\0\x10TSSE\0\0\0Lavf" + bytes(range(256)) * 40

    with pytest.raises(TranscriptError, match="a binary file"):
        decode(Path("talk.txt"), sound)


def test_what_is_not_seen_is_left_out() -> None:
    assert decode(PATH, "\u200fAnn\u200e: light\u00adhouse\ufeff".encode()) == "Ann: lighthouse"


@MORE_EXAMPLES
@given(st.binary())
def test_any_bytes_are_text_without_zeros_or_an_error(data: bytes) -> None:
    try:
        text = decode(PATH, data)
    except TranscriptError:
        return
    assert text.strip()
    assert "\0" not in text
    assert "\r" not in text
