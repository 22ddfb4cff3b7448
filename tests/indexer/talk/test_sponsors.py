"""Sponsor reads, invented; and real ones, by the second, that were judged by hand."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest

from index import Segment
from indexer import recording
from indexer.talk import sponsors
from tests.builders import segment
from tests.samples import DATA

JUDGED = DATA / "sponsor-reads.csv"

BEGINNING = "This episode is brought to you by Gullwing."
PITCH = "Gullwing finds the holes in your nets before the herring do, on any boat and in any sea."
OFFER = "Go to gullwing.example/harbour and get thirty days for free."
THANKS = "Thank you to Gullwing for supporting the show."
TALK = (
    "So the tide had turned by then, and we rowed back past the lighthouse.",
    "I never learned to swim, which surprises people who have seen me sail.",
)


def read_in(talk: Sequence[str | Segment]) -> list[int]:
    """Return which of these segments are a sponsor's message."""
    segments = [segment(s, n) if isinstance(s, str) else s for n, s in enumerate(talk)]
    return [one.ordinal for one in sponsors.mark_sponsors(segments) if one.sponsor]


@pytest.mark.parametrize(
    "beginning",
    [
        "This episode is brought to you by Gullwing.",
        "This portion of Harbour Talk has been sponsored by the folks at Gullwing.",
        "Today's sponsor is Gullwing.",
        "And now a word from our sponsor, Gullwing.",
        "Gullwing is sponsoring this episode.",
        "Support for this podcast comes from Gullwing.",
        "Thank you to our sponsors.",
    ],
)
def test_a_read_goes_from_its_beginning_to_its_last_offer(beginning: str) -> None:
    assert read_in([TALK[0], beginning, PITCH, OFFER, *TALK]) == [1, 2, 3]


@pytest.mark.parametrize(
    "offer",
    [
        "Go to gullwing.example/harbour.",
        "Find it at gullwing dot com slash harbour.",
        "Visit gullwing.com.",
        "Use the promo code HARBOUR.",
        "Tell them about us and take 20% off.",
        "There is a free trial.",
        "Try Gullwing today.",
        "The first two months free.",
        "The link is in the show notes.",
    ],
)
def test_an_offer_is_an_address_a_code_a_price_or_a_trial(offer: str) -> None:
    assert read_in([BEGINNING, "They mend what you cannot mend yourself.", offer, *TALK]) == [
        0,
        1,
        2,
    ]


def test_a_read_goes_on_to_the_thanks_whatever_is_told_on_the_way() -> None:
    told = "My uncle lost a whole winter's catch, and he never spoke of it again. " * 8

    assert read_in([BEGINNING, told, THANKS, *TALK]) == [0, 1, 2]


def test_thanks_alone_show_a_read_back_to_where_the_sponsor_is_named() -> None:
    assert read_in([*TALK, PITCH, THANKS, TALK[0]]) == [2, 3]


def test_thanks_to_several_at_once_come_before_their_messages() -> None:
    both = (
        "This episode has been sponsored by Gullwing and Fairlead. Thank you both for supporting "
    )
    offer = "Fairlead has rope for every boat, at fairlead.example/rope."

    assert read_in([both + "the show.", PITCH, OFFER, offer, *TALK]) == [0, 1, 2, 3]


def test_without_offer_or_thanks_only_its_beginning_is_a_read() -> None:
    assert read_in([TALK[0], BEGINNING, *TALK]) == [1]


def test_a_segment_is_a_sponsor_s_if_half_of_it_is_read() -> None:
    assert read_in([f"{TALK[0]} {BEGINNING}", f"{OFFER} Right."]) == [1]
    assert read_in([f"Right. {BEGINNING}", f"{OFFER} {TALK[0]} {TALK[1]}"]) == [0]


@pytest.mark.parametrize(
    "again",
    [
        "Ada, welcome to the show.",
        "Now let's get to that interview.",
        "Now back to the show.",
        "Thanks for having me.",
        "Be sure to subscribe to this podcast.",
    ],
)
def test_what_opens_the_conversation_ends_a_read(again: str) -> None:
    later = f"{again} You can try it today, and the link is in the show notes."

    assert read_in([BEGINNING, later, *TALK]) == [0]


def test_somebody_else_who_speaks_ends_a_read() -> None:
    said = [(BEGINNING, "Ada"), (PITCH, "Ada"), (OFFER, "Ada"), (OFFER, "Bea")]
    talk = [segment(text, n, who, speaker_source="labelled") for n, (text, who) in enumerate(said)]

    assert read_in(talk) == [0, 1, 2]


def test_who_is_only_inferred_does_not_end_it() -> None:
    said = [(BEGINNING, "Ada"), (OFFER, "Bea")]
    talk = [segment(text, n, who, speaker_source="inferred") for n, (text, who) in enumerate(said)]

    assert read_in(talk) == [0, 1]


@pytest.mark.parametrize(
    "talk",
    [
        "Who sponsors the regatta these days? I think it is the harbour itself.",
        "We sponsor the lifeboats, and two of our people work for them full time.",
        "You can find me on GitHub sponsors, and I would be glad of a coffee.",
        "All of this was brought to you by the tide, of course, and nobody else.",
        "Thanks for supporting me in this, I could not have done it alone.",
        "Our sponsors at the club pay for the boats, and they want to see us win.",
        "Go to harbour.example/paper and read it, there is a free trial of the tool too.",
        "They get twenty percent off with the discount code, which is how they are tracked.",
        "",
    ],
)
def test_talk_about_sponsors_and_prices_is_no_read(talk: str) -> None:
    assert read_in([talk, *TALK]) == []


def test_letters_that_become_two_when_small_move_nothing() -> None:
    assert read_in(["İ" * 400, BEGINNING, *TALK]) == [1]


def test_all_else_of_a_segment_stays() -> None:
    one = segment(BEGINNING, 0, "Ada", start=1.5, end=9.0, anchors=[(0, 1.5)])

    (marked,) = sponsors.mark_sponsors([one])

    assert marked == segment(
        BEGINNING, 0, "Ada", start=1.5, end=9.0, anchors=[(0, 1.5)], sponsor=True
    )
    assert sponsors.mark_sponsors([]) == []


@pytest.mark.corpora
def test_reads_of_real_shows_are_found_as_they_were_judged(corpora: Path) -> None:
    judged: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    with JUDGED.open() as file:
        for row in csv.DictReader(file):
            judged[row["file"]].append((float(row["second"]), row["sponsor"] == "1"))
    found = missed = wrong = 0
    for name, verdicts in judged.items():
        reading = recording.read(recording.load([corpora / name], []), [], [])
        assert reading is not None
        flags = {one.start: one.sponsor for one in reading.segments}
        for second, is_read in verdicts:
            found += is_read and flags[second]
            missed += is_read and not flags[second]
            wrong += flags[second] and not is_read
    assert found + missed > 100
    assert wrong <= 0.05 * found
    assert missed <= 0.1 * found
