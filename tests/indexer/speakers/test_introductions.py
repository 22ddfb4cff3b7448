import pytest

from indexer.cues import Cue
from indexer.speakers import introductions, name_spelling
from indexer.speakers.introductions import People


def found(*turns: str, known: tuple[str, ...] = (), title: str = "") -> People:
    cues = [Cue(turn, float(at), new_turn=True) for at, turn in enumerate(turns)]
    return introductions.find(cues, known, title)


@pytest.mark.parametrize(
    ("said", "host"),
    [
        ("This is your host, Ada Quill. Follow along.", ("Ada Quill",)),
        ("I'm your host, Ada Quill, and today it rains.", ("Ada Quill",)),
        ("Hello and welcome to Mud and Rain. I'm Ada Quill.", ("Ada Quill",)),
        ("I'm Ada Quill and this is Mud and Rain, where we talk.", ("Ada Quill",)),
        ("Welcome to Mud. My name is Ada Quill.", ("Ada Quill",)),
        ("We're your hosts, Ada Quill and Bo van der Berg.", ("Ada Quill", "Bo van der Berg")),
        ("This is Ada Quill, your host of Mud, on the show again.", ("Ada Quill",)),
        ("Mud is hosted by Ada Quill.", ("Ada Quill",)),
        ("Welcome to Mud. I'm Glad You Asked.", ()),
        ("This is your host. I'm your host, Yes.", ()),
        ("Welcome to Mud. I'm Very happy.", ()),
        ("I'm Ada Quill.", ()),
    ],
)
def test_a_host_signs_on(said: str, host: tuple[str, ...]) -> None:
    assert found(said).hosts == host


@pytest.mark.parametrize(
    ("said", "guests"),
    [
        ("Mud, episode two with guest Radek Vlasak.", ("Radek Vlasak",)),
        ("Mud, episode #13 with guest Radek Vlasak, recorded Monday.", ("Radek Vlasak",)),
        (
            "Mud, number 12 with guest Harry J.W. Percival, recorded Tuesday.",
            ("Harry J.W. Percival",),
        ),
        ("Our guest is Ines Okafor.", ("Ines Okafor",)),
        ("My guest today is Ines Okafor from Lagos.", ("Ines Okafor",)),
        ("With guests Priya Raman and Olek Sandu.", ("Priya Raman", "Olek Sandu")),
        ("With guests Priya Raman, Olek Sandu, and Wu Li.", ("Priya Raman", "Olek Sandu", "Wu Li")),
        ("Joined today by Markus Müller-Simhofer of Elsewhere.", ("Markus Müller-Simhofer",)),
        ("And welcoming back Ines Okafor.", ("Ines Okafor",)),
        ("Ines Okafor, welcome to the show.", ("Ines Okafor",)),
        ("So Ines Okafor, thank you for coming.", ("Ines Okafor",)),
        ("Ines Okafor is here to explain it.", ("Ines Okafor",)),
        ("Today's guest was Ines Okafor and it rained.", ("Ines Okafor",)),
        ("With guest Dr. Ines Okafor.", ("Ines Okafor",)),
        ("With guest Jessica McKellar.", ("Jessica McKellar",)),
        ("With guest Guido van Rossum.", ("Guido van Rossum",)),
        ("With guest Zoë Ångström.", ("Zoë Ångström",)),
        ("It is about mud with Ines Okafor.\nInes, welcome to the show.", ("Ines Okafor",)),
        ("Radek, welcome to the show.", ("Radek",)),
        ("We'll be talking to Python Anywhere about mud.", ()),
        ("Our guest is late. The Rain starts.", ()),
        ("Welcome to Talk Python To Me.", ()),
        ("You're welcome. Really, welcome.", ()),
        ("Our guest works on MongoDB Atlas.", ()),
        ("Everyone, welcome to the show.", ()),
    ],
)
def test_guests_are_introduced(said: str, guests: tuple[str, ...]) -> None:
    assert found(said).guests == guests


def test_one_sentence_may_hold_both() -> None:
    assert found("This is your host, Ada Quill, with guest Radek Vlasak.") == People(
        ("Ada Quill",), ("Radek Vlasak",)
    )


def test_a_name_runs_over_the_border_of_captions_but_not_of_turns() -> None:
    captions = [
        Cue("This is your host, Ada", 0.0),
        Cue("Quill. With guest Radek", 1.0),
        Cue("Vlasak.", 2.0),
    ]
    assert introductions.find(captions) == People(("Ada Quill",), ("Radek Vlasak",))

    assert found("with guest Radek", "Vlasak who?").guests == ()


@pytest.mark.parametrize(
    ("heard", "known", "title", "spelt"),
    [
        ("Nicola Ioroshi", (), "001_nicola_iarocci_talk_python_to_me", "Nicola Iarocci"),
        ("Nicola Ioroshi", ("Nicola Iarocci",), "", "Nicola Iarocci"),
        ("Marcus Simens", ("Markus Siemens",), "", "Markus Siemens"),
        ("Harry J.W. Percival", (), "010_pythonanywhere_with_harry_percival", "Harry Percival"),
        ("Kenneth Wright", (), "006_the_future_with_kenneth_reitz", "Kenneth Reitz"),
        ("Kenneth Wright", (), "006_kenneth_reitz", "Kenneth Wright"),
        ("Ines Okafor", ("Inés Okafor",), "", "Inés Okafor"),
        ("Ines Okafor", (), "ines_and_the_rain", "Ines Okafor"),
    ],
)
def test_a_written_spelling_wins_over_the_one_heard(
    heard: str, known: tuple[str, ...], title: str, spelt: str
) -> None:
    assert found(f"Mud, with guest {heard}.", known=known, title=title).guests == (spelt,)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Adam Wiggins", "Adam Wolf", False),
        ("Nicola Iarocci", "Nicola Ioroshi", True),
        ("Ray Rapoport", "Roy Rapaport", True),
        ("Ann Smith", "Jon Smith", False),
        ("Ann", "Ann", True),
        ("Ann", "Ann Smith", False),
        ("", "", False),
    ],
)
def test_close_spellings(one: str, other: str, same: bool) -> None:
    assert name_spelling.close(one, other) is same


def test_known_people_keep_their_part_or_are_others() -> None:
    host = "This is your host, Ada Quill."

    assert found(host, known=("Ada Quill", "Bo Ray")) == People(("Ada Quill",), ("Bo Ray",))
    assert found("With guest Bo Ray.", known=("Ada Quill", "Bo Ray")) == People(
        ("Ada Quill",), ("Bo Ray",)
    )
    assert found(host, known=("Ada Quill", "Bo Ray", "Cy Fox")) == People(
        ("Ada Quill",), (), ("Bo Ray", "Cy Fox")
    )
    assert found("It rains.", known=("Ada Quill", "Bo Ray")).others == ("Ada Quill", "Bo Ray")
    assert found() == People()


@pytest.mark.parametrize("text", ["", " ", "\u0000", "guest " * 5000, "Ann, " * 5000, "A " * 5000])
def test_any_text_is_read(text: str) -> None:
    found(text, title=text)


@pytest.mark.parametrize("text", ["Ada Quill", "Cy de Groot", "April May", "Ann B. Lee", "Li Na"])
def test_a_full_name_has_capitals_and_more_than_a_word(text: str) -> None:
    assert introductions.is_full_name(text)


@pytest.mark.parametrize(
    "text", ["", "Ada", "ada quill", "Ada quill", "The Show", "A B C D E", "1 2"]
)
def test_other_text_is_no_full_name(text: str) -> None:
    assert not introductions.is_full_name(text)
