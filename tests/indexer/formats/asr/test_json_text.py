from pathlib import Path

import pytest

from index import TranscriptError
from indexer.formats.asr import json_text
from indexer.formats.asr.json_text import Entry


def entry(**fields: object) -> Entry:
    return Entry(Path("talk.json"), fields, "word", 7, Entry(Path("talk.json"), {}, "segment", 2))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('{"text": "a: {b", "segments": [{"start": 1}]}', {"text", "segments", "segments[].start"}),
        ('{"a": {"b": [[{"c": 1}]]}}', {"a", "a.b", "a.b[][].c"}),
        ('[{"word": "a"}, {"end": 2}]', {"[].word", "[].end"}),
        (r'{"a\"b": {}, "c": null}', {r"a\"b", "c"}),
        ('{"a": 1} {"b": 2}', {"a", "b"}),
        ('{"a": "never closed', {"a"}),
        ("]]}", set()),
        ("Ann: Hello", set()),
        ("", set()),
    ],
)
def test_keys_are_known_by_their_paths(text: str, keys: set[str]) -> None:
    assert json_text.keys(text) == keys


def test_a_long_text_before_the_key_of_the_format_is_one_token() -> None:
    assert "segments" in json_text.keys(
        '{"text": "' + r"said \"so\" " * 100_000 + '", "segments": []'
    )


def test_keys_are_looked_for_at_the_head_only() -> None:
    assert "late" not in json_text.keys("[" + "1, " * 10_000 + '{"late": 1}]')


@pytest.mark.parametrize(
    ("value", "second"),
    [(2, 2.0), (1.25, 1.25), ("1.25", 1.25), (" 3 ", 3.0), (-0.2, 0.0), (None, None)],
)
def test_a_time_is_a_number_or_says_one(value: object, second: float | None) -> None:
    assert entry(start=value).second("start") == second


def test_a_time_in_milliseconds_is_given_in_seconds() -> None:
    assert entry(start=1250).second("start", 1000) == 1.25


@pytest.mark.parametrize(
    "value", [True, "soon", "1e5", "", [], {}, float("nan"), float("-inf"), 10**400, -(10**400)]
)
def test_what_is_no_time_is_refused_by_its_place(value: object) -> None:
    with pytest.raises(TranscriptError, match="segment 2, word 7: start is no time"):
        entry(start=value).second("start")


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Ann", "Ann"),
        (" Ann  Lee ", "Ann Lee"),
        ("SPEAKER_00", "SPEAKER_00"),
        ("A", "Speaker A"),
        (0, "Speaker 0"),
        (12, "Speaker 12"),
        ("", None),
        ("?", None),
        (None, None),
    ],
)
def test_a_number_or_a_letter_is_a_nameless_speaker(value: object, name: str | None) -> None:
    assert entry(speaker=value).speaker("speaker") == name


@pytest.mark.parametrize("value", [True, 1.5, ["Ann"], {"name": "Ann"}])
def test_a_speaker_that_is_no_name_is_refused(value: object) -> None:
    with pytest.raises(TranscriptError, match="word 7: speaker is no name"):
        entry(speaker=value).speaker("speaker")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("en", "en"),
        ("EN_us", "en-US"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("es-419", "es-419"),
        ("eng", "en"),
        ("por-br", "pt-BR"),
        ("english", "en"),
        ("Haitian Creole", "ht"),
        ("nobody's", None),
        ("", None),
        (5, None),
        (["en"], None),
    ],
)
def test_a_language_is_a_code_or_an_english_name(value: object, code: str | None) -> None:
    assert json_text.language(entry(language=value), "language") == code


def test_half_a_character_becomes_a_replacement() -> None:
    assert entry(text="a\ud83d").text("text") == "a�"


@pytest.mark.parametrize(
    ("text", "line"),
    [("{\n]", 2), ("[" * 100_000, None), ('{"start": 1' + "0" * 5000 + "}", None)],
)
def test_invalid_json_is_refused(text: str, line: int | None) -> None:
    with pytest.raises(TranscriptError) as caught:
        json_text.load(Path("talk.json"), text)

    assert caught.value.line == line


def test_entities_in_a_text_are_what_they_stand_for() -> None:
    assert entry(body="Q&amp;A, that&#39;s").text("body") == "Q&A, that's"
