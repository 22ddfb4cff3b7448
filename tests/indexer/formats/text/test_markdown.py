import pytest

from indexer.formats.text.markdown import lines, plain
from tests.indexer.work import assert_work_grows_with_the_length


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("You write <p> and then </p>.", "You write <p> and then </p>."),
        ("You write <p> and then it</p>", "You write <p> and then it</p>"),
        ("And <div> for a box?", "And <div> for a box?"),
        ("I use a<b>c here.", "I use a<b>c here."),
        ("Say <b>now</b> please.", "Say now please."),
        ("<p>Say it <i>now</i>.</p>", " Say it now. "),
        ("Say it. <br> Now.", "Say it.   Now."),
    ],
)
def test_a_tag_that_is_a_word_of_a_sentence_is_said(written: str, said: str) -> None:
    assert plain(written) == said


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("So **this** is *it*.", "So this is it."),
        ("a __very__ _big_ ***deal***", "a __very__ big deal"),
        ("a __very big__ deal", "a very big deal"),
        ("~~no~~ yes", "no yes"),
        ("[Flask](https://flask.org) and [PEP 8](https://a.org/x_(y))", "Flask and PEP 8"),
        ('[Flask](https://flask.org "the page" )', "Flask"),
        ("![a logo](logo.png) Hello.", " Hello."),
        ("see <https://flask.org>", "see https://flask.org"),
        ('a <a href="x">link</a><br/>here', "a link here"),
        ("`AddrMan` and `*args`", "AddrMan and *args"),
        ("\\[laughs\\] 4 \\* 5 \\* 6", "[laughs] 4 * 5 * 6"),
        ("it&#39;s &quot;on&quot;", 'it\'s "on"'),
        ("{% include x %}Hello {{ name }}", "Hello "),
    ],
)
def test_markup_goes_and_its_words_stay(marked: str, said: str) -> None:
    assert plain(marked) == said


@pytest.mark.parametrize(
    "said",
    [
        *(
            "snake_case_name",
            "the __init__ method",
            "2 * 3 * 4",
            "2**8",
            "**kwargs",
            "s**t",
            "a * b",
        ),
        *("a <something> here", "x < y > z", "[sic] (or so)", "AT&T", "C:\\Users", "it's {fine}"),
        *("[Speaker 1](00:08)", "a ` tick", "*args and **kwargs"),
    ],
)
def test_what_only_looks_like_markup_was_said(said: str) -> None:
    assert plain(said) == said


@pytest.mark.parametrize("sound", ["*Intro Music*", "well *laughs* yes", "_laughs_"])
def test_an_emphasised_sound_stays_marked(sound: str) -> None:
    assert plain(sound) == sound.replace("_", "*")


@pytest.mark.parametrize("link", ["[00:08](https://a.org?t=8)", "[(00:08)](https://a.org?t=8)"])
def test_a_linked_time_stays_in_brackets(link: str) -> None:
    assert plain(link) == "[00:08]"


def said(*text: str) -> list[str]:
    return [line for _, line, is_heading in lines("\n".join(text)) if line and not is_heading]


@pytest.mark.parametrize(
    "aside",
    [
        *("---", "* * *", "===", "| a | b |", "```\nA slide\n```", "~~~ py\nx = 1\n~~~"),
        *("<!-- a\n\nnote -->", "https://flask.org", "<https://flask.org>"),
        *("podcast: https://a.org/255/", "Slides: <https://a.org/x> & <https://a.org/y>"),
        *("Core PR 16411 (closed): https://a.org", "[1]: https://a.org", "* **Speaker: Ann Lee**"),
        "* **Meeting: [Conf](https://a.org)** - April 2012",
    ],
)
def test_what_was_not_spoken_is_blank(aside: str) -> None:
    assert said("Hello to you all and welcome.", aside, "Bye.") == [
        "Hello to you all and welcome.",
        "Bye.",
    ]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("- one of these", "one of these"),
        ("> as he said", "as he said"),
        (">> Hello.", ">> Hello."),
        ("1. one of these", "1. one of these"),
        ("#bitcoin is a channel", "#bitcoin is a channel"),
        ("Look at https://a.org now.", "Look at https://a.org now."),
    ],
)
def test_other_lines_were_spoken(line: str, text: str) -> None:
    assert said(line) == [text]


def test_a_heading_is_told_from_text() -> None:
    assert list(lines("## Intro ##\nHello.", 5)) == [(5, "Intro", True), (6, "Hello.", False)]


def test_lines_keep_their_numbers_and_blank_ones_in_a_row_are_one() -> None:
    assert list(lines("a\n\n<!--\n-->\n\nb")) == [(1, "a", False), (2, "", False), (6, "b", False)]


@pytest.mark.parametrize(
    "text", ["```\nHello there.\n```", "Hello there.\n```", "<!-- Hello there."]
)
def test_a_fence_around_everything_or_without_an_end_hides_nothing(text: str) -> None:
    assert "Hello there." in " ".join(said(text))


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "[a](",
        "**a ",
        "*a* ",
        "``a",
        "<!--",
        "<a ",
        "&",
        "\\[",
        "{%",
        "![",
        "http://a: ",
        ":" + " " * 99,
    ],
)
def test_a_million_characters_of_anything_are_read(piece: str) -> None:
    def text(size: int) -> str:
        return piece * (size // len(piece))

    def read(text: str) -> None:
        for _, line, _ in lines(text):
            plain(line)

    assert_work_grows_with_the_length(read, text)
    read(text(1_000_000))


@pytest.mark.parametrize(
    "line",
    [
        "[[Ann Lee]]: So it is.",
        "[[Ann Lee|Ann]]: So it is.",
        "**[[Ann Lee|Ann]]:** So it is.",
        "> [!quote] Ann Lee: So it is.",
        "[Ann Lee](https://ann.example): So it is.",
        "**[Ann Lee](https://ann.example)**: So it is.",
        "**[Ann Lee](/people/ann):** So it is.",
    ],
)
def test_a_note_or_a_link_in_the_place_of_a_label_is_a_name(line: str) -> None:
    found = [plain(said) for _, said, _ in lines(line)]

    assert found == ["Ann Lee: So it is."]


def test_brackets_with_a_time_behind_them_are_no_link() -> None:
    assert next(iter(lines("[Ann Lee](00:08): So.")))[1] == "[Ann Lee](00:08): So."


def test_a_note_of_obsidian_in_the_talk_is_what_it_shows() -> None:
    assert plain("It is [[Tarred rope|a rope]].") == "It is a rope."


def test_a_sentence_behind_a_hash_is_talk() -> None:
    said = "# 3 is the wall, and I am not joking."

    assert list(lines(f"{said}\n# The wall.")) == [(1, said, False), (2, "The wall.", True)]
