import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.formats.text.front_matter import split
from tests.indexer.reading import read, refused, said_by


def test_the_yaml_and_the_text_below_it_are_told_apart() -> None:
    assert split("---\ntitle: Taproot\ndate: 2020-02-05\n---\nHello.\n") == (
        "title: Taproot\ndate: 2020-02-05\n",
        "Hello.\n",
        4,
    )


@pytest.mark.parametrize("closing", ["---", "---  ", "..."])
def test_three_dashes_or_dots_end_it(closing: str) -> None:
    assert split(f"---\ntitle: x\n{closing}\nHello.")[1:] == ("Hello.", 3)


@pytest.mark.parametrize("source", ["# a comment\ntitle: x\n", "\ntitle: x\n", '"title": x\n'])
def test_comments_blank_lines_and_quotes_may_come_first(source: str) -> None:
    assert split(f"---\n{source}---\nHello.")[0] == source


@pytest.mark.parametrize(
    "text",
    ["Hello.", "---\nHello.\n---\nBye.", "---\ntitle: x\nHello.", "---", "", "----\na: b\n----\n"],
    ids=["none", "rules", "never closed", "one line", "nothing", "four dashes"],
)
def test_text_without_it_is_left_whole(text: str) -> None:
    assert split(text) == ("", text, 0)


def test_it_may_be_the_whole_file() -> None:
    assert split("---\ntitle: x\n---") == ("title: x\n", "", 2)


@given(st.lists(st.sampled_from(["---", "...", "a: b", "Hello.", "", " ---"])).map("\n".join))
def test_the_text_is_the_end_of_the_file_below_the_lines_removed(text: str) -> None:
    source, body, removed = split(text)

    assert text.endswith(body)
    assert source in text
    assert text.count("\n") == removed + body.count("\n")


@pytest.mark.parametrize(
    "matter",
    [
        '+++\ntitle = "Steam"\nepisode = 12\n+++',
        '{\n"title": "Steam",\n"episode": 12\n}',
        '{"title": "Steam", "episode": 12}',
    ],
    ids=["TOML", "JSON", "JSON on a line"],
)
def test_front_matter_may_be_toml_or_json(matter: str) -> None:
    assert split(f"{matter}\nHello.") == (
        '{"title": "Steam", "episode": 12}',
        "Hello.",
        matter.count("\n") + 1,
    )


@pytest.mark.parametrize("name", ["talk.md", "talk.txt"])
@pytest.mark.parametrize("opening", ["", "[00:01] "])
def test_the_text_below_json_is_read(name: str, opening: str) -> None:
    turns = f"{opening}Ann: The rope is new.\n\n{opening}Bob: It is.\n\n" * 2

    said = said_by(read(name, f'{{"title": "Steam"}}\n\n{turns}').cues)

    assert said == [("Ann", "The rope is new."), ("Bob", "It is.")] * 2


@pytest.mark.parametrize(
    ("name", "below"), [("talk.txt", '{"title": "Oak"}'), ("talk.json", "Ann: The rope is new.")]
)
def test_json_above_json_or_in_a_file_of_json_is_no_front_matter(name: str, below: str) -> None:
    assert "JSON" in refused(name, f'{{"title": "Steam"}}\n{below}\n').reason


@pytest.mark.parametrize(
    "text",
    [
        "+++\nno = toml = at all\n+++\nHello.",
        "+++\na = 1\n",
        '{"a": 1}',
        "{a}\nHello.",
        "{}\nHello.",
    ],
    ids=["no TOML", "never closed", "JSON alone", "no JSON", "nothing in it"],
)
def test_what_only_looks_like_toml_or_json_is_left_whole(text: str) -> None:
    assert split(text) == ("", text, 0)


def test_a_link_of_obsidian_stands_for_its_page() -> None:
    source, _, _ = split('---\nguest: "[[Ann Lee|Ann]]"\nshow: "[[Knots]]"\n---\nHello.')

    assert source == 'guest: "Ann Lee"\nshow: "Knots"\n'
