import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.cues import Cue
from indexer.speakers import same_person
from tests.indexer.test_properties import MORE_EXAMPLES
from tests.indexer.work import assert_work_grows_with_the_length


def speakers(*labels: str | None, known: tuple[str, ...] = ()) -> list[str | None]:
    cues = [Cue("Some words.", float(at), speaker=label) for at, label in enumerate(labels)]
    return [cue.speaker for cue in same_person.join(cues, known)]


@pytest.mark.parametrize(
    ("labels", "joined"),
    [
        (
            ("Lenny", "Guest One", "LENNY RACHITSKY", "Guest One", "Lenny Rachitsky"),
            "Lenny Rachitsky",
        ),
        (("LENNY RACHITSKY", "Guest One", "lenny rachitsky"), "Lenny Rachitsky"),
        (("ANN O'BEIRNE", "Guest One"), "Ann O'Beirne"),
        (("Jose Garcia", "Guest One", "José García"), "José García"),
        (("Harry Percival", "Guest One", "Harry J.W. Percival"), "Harry J.W. Percival"),
        (("Mireille Reece, PsyD", "Guest One", "Mireille Reece"), "Mireille Reece"),
        (("Dr. Ines Okafor", "Guest One", "Ines Okafor"), "Ines Okafor"),
        (("Okafor", "Guest One", "Ines Okafor"), "Ines Okafor"),
        (("Ines O.", "Guest One", "Ines Okafor"), "Ines Okafor"),
        (("INES OKAFOR, HOST", "Guest One", "OKAFOR"), "Ines Okafor"),
        (("Ines Okafor (host)", "Guest One", "Ines Okafor"), "Ines Okafor"),
        (("Ann C. Lee", "Guest One", "Ann Carol Lee"), "Ann Carol Lee"),
        (("Alexandr", "Guest One", "Alexandr Ray"), "Alexandr Ray"),
        (("ann mcdonald", "Guest One", "Ann McDonald"), "Ann McDonald"),
        (("inés okafor", "Guest One", "Ines Okafor"), "Ines Okafor"),
    ],
)
def test_the_spellings_of_one_person_are_joined(labels: tuple[str, ...], joined: str) -> None:
    assert set(speakers(*labels)) == {joined, "Guest One"}


@pytest.mark.parametrize(
    "labels",
    [
        ("Adam Wiggins", "Adam Wolf", "Adam"),
        ("Speaker 1", "Speaker 2", "Speaker 10"),
        ("SPEAKER_00", "SPEAKER_01"),
        ("Ann Smith", "Joan Smith", "Smith"),
        ("Ines Okafor", "Ines Osei", "Ines O."),
        ("Michael Chow", "Michael Kennedy"),
        ("Al", "Alice Ray"),
        ("ann_l", "Ann Lee"),
        ("Ann Lee", "Ann Lee Jr."),
        ("@ann", "Ann Lee"),
        ("Ann B Lee", "Ann Carol Lee"),
        ("Host", "Host 2"),
        ("Caller", "Caller 2", "Caller #3"),
        ("Mr. Lee", "Mrs. Lee"),
        ("Mr. Lee", "Ms Lee", "Lee"),
        ("Mr. Lee", "Mrs. Lee", "Ann Lee"),
    ],
)
def test_two_people_are_never_joined(labels: tuple[str, ...]) -> None:
    assert speakers(*labels) == list(labels)


# `A` and `L` begin the first name and the last one, and are the initials of neither middle name.
MIDDLES = st.sampled_from(["", "A", "B", "Bea", "C.", "Carol", "Cy", "L"])


def conflict(one: str, other: str) -> bool:
    """Whether neither middle name is the other one, its initial or left out."""
    short, full = sorted([one.rstrip("."), other.rstrip(".")], key=len)
    return not full.startswith(short)


@MORE_EXAMPLES
@given(st.lists(MIDDLES, min_size=2, max_size=6))
def test_names_with_conflicting_middle_names_are_never_joined(middles: list[str]) -> None:
    labels = [" ".join(f"Ann {middle} Lee".split()) for middle in middles]
    joined = [name or "" for name in speakers(*labels)]

    spelt = [name.removeprefix("Ann").removesuffix("Lee").strip() for name in joined]
    assert not any(map(conflict, middles, spelt))
    for (one, name), (other, its_name) in itertools.combinations(
        zip(middles, joined, strict=True), 2
    ):
        assert name != its_name or not conflict(one, other)


# Some end as a title begins a name: `Alexandr Ray`, `Williams Lee`.
FIRST = st.sampled_from(["Ann", "Alexandr", "Williams"])
LAST = st.sampled_from(["", " Lee", " Ray", " Prof Lee", " B. Lee"])
TITLE = st.sampled_from(["", "Dr. ", "dr ", "Prof. ", "Professor ", "Mrs ", "Sir "])


@MORE_EXAMPLES
@given(st.lists(st.tuples(TITLE, FIRST, LAST), min_size=1, max_size=6))
def test_a_title_does_not_change_who_is_joined_with_whom(names: list[tuple[str, str, str]]) -> None:
    titled = speakers(*(f"{title}{first}{last}" for title, first, last in names))
    plain = speakers(*(f"{first}{last}" for _, first, last in names))

    assert [titled.index(name) for name in titled] == [plain.index(name) for name in plain]


@pytest.mark.parametrize("name", ["will.i.am", "bell hooks", "GPT-4", "nora_q", "chg", "MAN 2"])
def test_a_name_is_spelt_as_it_is_written(name: str) -> None:
    assert speakers(name, "Ann Ray") == [name, "Ann Ray"]


def test_titles_in_capitals_are_spelt_as_names_are() -> None:
    assert speakers("MR. LEE", "MRS. LEE") == ["Mr. Lee", "Mrs. Lee"]


def test_a_crowd_of_labels_takes_no_longer_than_its_length() -> None:
    def crowd(count: int) -> str:
        return "\n".join(f"Ann{'x' * (at % 7)} B{at}" for at in range(count))

    def joined(labels: str) -> list[str | None]:
        return speakers(*labels.split("\n"))

    assert_work_grows_with_the_length(joined, lambda size: crowd(size // 8))
    assert len(set(joined(crowd(20_000)))) == 20_000


def test_who_answers_a_namesake_is_somebody_else() -> None:
    dialogue = ("Michael", "Michael Kennedy") * 6

    assert speakers(*dialogue) == list(dialogue)


@pytest.mark.parametrize(
    ("label", "known", "spelt"),
    [
        ("MB", ("Marty Bent", "Matt Corallo"), "Marty Bent"),
        ("M.B.", ("Marty Bent", "Matt Corallo"), "Marty Bent"),
        ("MB", ("Marty Bent", "Mary Brown"), "MB"),
        ("XY", ("Marty Bent",), "XY"),
        ("marty", ("Marty Bent",), "Marty Bent"),
        ("MARTY BENT", ("Marty Bent",), "Marty Bent"),
        ("Marty", ("Marty Bent", "Marty Brown"), "Marty"),
        ("Marty", (), "Marty"),
    ],
)
def test_known_people_say_how_a_label_is_spelt(
    label: str, known: tuple[str, ...], spelt: str
) -> None:
    assert speakers(label, known=known) == [spelt]


@pytest.mark.parametrize(
    "label",
    [
        *("Break", "**Break", "Music", "[Music]", "Intro Music", "Jingle", "Ad", "AD BREAK"),
        *("Sponsor", "Sponsor Message", "Intro", "Outro", "Transcriber", "Transcriber's note"),
        *("Old Changelog Intro", "Ad 1", "Unknown", "Unknown Speaker", "???", "-"),
    ],
)
def test_a_break_or_nobody_known_is_no_person(label: str) -> None:
    assert not same_person.is_person(label)
    assert speakers(label, "Ann Ray") == [None, "Ann Ray"]


@pytest.mark.parametrize(
    "label",
    ["Ann", "Musa", "Adele", "Adam", "Brakespeare", "Audience", "Narrator", "Speaker 1", "李明"],
)
def test_a_name_is_a_person(label: str) -> None:
    assert same_person.is_person(label)
    assert speakers(label) == [label]


def test_what_follows_a_jingle_follows_a_break() -> None:
    cues = [Cue("One.", 0.0, speaker="Ann"), Cue("La.", 1.0, speaker="Jingle")]
    cues += [Cue("Two.", 2.0, speaker="Ann"), Cue("Three.", 3.0, speaker="Ann")]

    assert [(cue.speaker, cue.after_break) for cue in same_person.join(cues)] == [
        ("Ann", False),
        (None, True),
        ("Ann", True),
        ("Ann", False),
    ]


def test_unlabelled_cues_stay_as_they_are() -> None:
    cues = (Cue("One.", 0.0), Cue("Two.", 1.0))

    assert same_person.join(cues, ("Ann Ray",)) == cues
