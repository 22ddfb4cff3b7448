"""Sponsor reads, invented; and real ones, by the second, that were judged by hand."""

import csv
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest

from indexer import recording
from indexer.cues import Cue
from indexer.recording import Recording
from indexer.talk import cut, sponsor_messages
from tests.samples import DATA

JUDGED = DATA / "sponsor-reads.csv"
QUERIES = DATA / "sponsor-queries.json"
"""Hits of queries for sponsors: file, second of the word, and whether it is in a message."""

BEGINNING = "This episode is brought to you by Gullwing."
PITCH = "Gullwing finds the holes in your nets before the herring do, on any boat and in any sea."
OFFER = "Go to gullwing.example/harbour and get thirty days for free."
THANKS = "Thank you to Gullwing for supporting the show."
TALK = (
    "So the tide had turned by then, and we rowed back past the lighthouse.",
    "I never learned to swim, which surprises people who have seen me sail.",
)


def reads(talk: Sequence[str | Cue]) -> list[str]:
    """Return the sponsors' messages in cues."""
    cues = [Cue(one, None) if isinstance(one, str) else one for one in talk]
    text = " ".join(cue.text for cue in cues)
    return [text[begin:end] for begin, end in sponsor_messages(cues)]


def read_in(talk: Sequence[str]) -> list[int]:
    """Return which of these cues are a sponsor's message; none may be so in part."""
    found = " ".join(reads(talk))
    numbers = [number for number, one in enumerate(talk) if one and one in found]
    assert " ".join(talk[number] for number in numbers) == found
    return numbers


@pytest.mark.parametrize(
    "beginning",
    [
        "This episode is brought to you by Gullwing.",
        "This portion of Harbour Talk has been sponsored by the folks at Gullwing.",
        "Today's sponsor is Gullwing.",
        "And now a word from our sponsor, Gullwing.",
        "Gullwing is sponsoring this episode.",
        "Support for this podcast comes from Gullwing.",
        "We are brought to you this week by Gullwing.",
        "This message comes from Gullwing.",
        "I want to take a moment to thank Gullwing for sponsoring this episode.",
        "Harbour Talk is brought to you by Gullwing.",
        "Today's episode is brought to you in part by Gullwing.",
        "Harbour Talk is partially supported by our sailing courses.",
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


def test_thanks_to_nobody_by_name_show_a_read_back_to_where_the_last_site_s_is() -> None:
    thanks = "Look at gullwing.com and tell them thanks for sponsoring the show."

    assert reads([*TALK, PITCH, thanks, TALK[0]]) == [f"{PITCH} {thanks}"]


def test_thanks_to_several_at_once_come_before_their_messages() -> None:
    both = (
        "This episode has been sponsored by Gullwing and Fairlead. Thank you both for supporting "
    )
    offer = "Fairlead has rope for every boat, at fairlead.example/rope."

    assert read_in([both + "the show.", PITCH, OFFER, offer, *TALK]) == [0, 1, 2, 3]


def test_without_offer_or_thanks_only_its_beginning_is_a_read() -> None:
    assert read_in([TALK[0], BEGINNING, *TALK]) == [1]


def test_a_read_begins_with_its_clause_and_ends_with_its_sentence() -> None:
    talk = f"Our guest was Ada, and it's been brought to you by Gullwing. {OFFER} {TALK[0]}"

    assert reads([talk]) == [f"and it's been brought to you by Gullwing. {OFFER}"]


def test_a_message_in_part_of_a_cue_is_a_segment_of_its_own() -> None:
    cues = [Cue(f"{TALK[0]} {BEGINNING} {PITCH}", 0.0, 60.0), Cue(f"{OFFER} {TALK[1]}", 60.0, 90.0)]

    segments = cut(cues, messages=sponsor_messages(cues))

    assert [(one.text, one.sponsor) for one in segments] == [
        (TALK[0], False),
        (f"{BEGINNING} {PITCH} {OFFER}", True),
        (TALK[1], False),
    ]


@pytest.mark.parametrize(
    "credit",
    [
        "And this episode was brought to you by Gullwing and Fairlead. Gullwing mends your nets. "
        "Visit harbour.fm/gullwing. That's G-U-L-L. Fairlead takes the pain out of knots. It has "
        "rope for every boat and every sea that you may think of sailing, in any weather and with "
        "any crew, and they splice it for you too. Try it at harbour.fm/fairlead.",
        "Thank you to our sponsors. Be sure to check out what they're offering. It really helps "
        "support the show. Take some stress out of your nets with Gullwing. Just visit "
        "harbour.fm/gullwing. And be sure to use the promo code HARBOUR. What you tie up, tie it "
        "up with a rope that was made by hand, in the old way, by people who go to sea themselves, "
        "in any weather. Visit harbour.fm/fairlead.",
        "And thank you to Gullwing and Fairlead for sponsoring this episode. Gullwing mends your "
        "nets. Fairlead has rope for every boat, at fairlead.example/rope.",
    ],
)
def test_a_closing_credit_goes_on_to_what_its_last_sponsor_offers(credit: str) -> None:
    closing = "Be sure to subscribe to the show, or visit harbour.fm/youtube."

    assert reads([*TALK, credit, closing]) == [credit]


def test_the_sponsor_s_own_address_ends_a_read_however_much_is_told_before() -> None:
    told = "My uncle lost a whole winter's catch, and he never spoke of it again. " * 16
    own = "Just visit harbour.fm/gullwing."

    assert reads([f"{BEGINNING} {OFFER}", told.strip(), own, *TALK]) == [
        f"{BEGINNING} {OFFER} {told}{own}"
    ]


@pytest.mark.parametrize(
    "after",
    [
        "That's G-U-L-L-W-I-N-G.",
        "Check them out.",
        "It really helps.",
        "Thanks to Gullwing for keeping this podcast afloat.",
        "And download it.",
    ],
)
def test_what_can_only_belong_to_a_read_does_so_right_after_it(after: str) -> None:
    assert reads([BEGINNING, OFFER, after, *TALK]) == [f"{BEGINNING} {OFFER} {after}"]
    assert reads([BEGINNING, OFFER, TALK[0], after]) == [f"{BEGINNING} {OFFER}"]


@pytest.mark.parametrize(
    "foreword",
    [
        "Let me take just a moment and thank one of our sponsors.",
        "Hey, everyone. This is Ada. Let me tell you about Gullwing.",
        "Let's take a quick break.",
    ],
)
def test_the_sentence_that_comes_before_an_announcement_is_part_of_the_read(foreword: str) -> None:
    assert reads([TALK[0], foreword, BEGINNING, OFFER]) == [f"{foreword} {BEGINNING} {OFFER}"]


def test_an_offer_right_before_a_further_sponsor_is_part_of_the_read() -> None:
    opening = "Subscribe and get notified."
    read = f"{PITCH} Visit harbour.fm/gullwing. And it's brought to you by Fairlead."

    assert reads([opening, read]) == [read]
    assert reads([opening, f"{PITCH} And it's brought to you by Fairlead."]) == [
        "And it's brought to you by Fairlead."
    ]


def test_an_announced_sponsor_s_address_shows_a_read_without_announcement() -> None:
    talk = [BEGINNING, "Welcome to the show.", *TALK * 20]
    read = f"{PITCH} Visit harbour.fm/gullwing."

    assert reads([*talk, read, *TALK]) == [BEGINNING, read]
    assert reads([*talk, f"{PITCH} Visit harbour.fm/fairlead.", *TALK]) == [BEGINNING]


def test_a_word_that_is_said_all_the_time_is_no_sponsor_s_name() -> None:
    talk = ["This episode is brought to you by Harbour.", "Welcome to the show."]
    talk += ["We left the harbour.", "It is at harbour.fm/youtube."] * 40

    assert reads(talk) == [talk[0]]


def test_talk_about_a_sponsor_after_its_message_is_no_part_of_it() -> None:
    talk = "We moved to Gullwing last year, and I would do it again."

    assert reads([BEGINNING, OFFER, TALK[0], talk]) == [f"{BEGINNING} {OFFER}"]


def test_a_long_silence_ends_a_read() -> None:
    talk = "Gullwing mended my nets, and there was a free trial."
    said = [Cue(BEGINNING, 0.0, 9.0), Cue(talk, 60.0, 70.0)]

    assert reads(said) == [BEGINNING]


def test_without_offers_the_sentences_that_the_sponsor_s_name_opens_are_read() -> None:
    talk = [BEGINNING, "Are your nets old?", PITCH, *TALK]

    assert reads(talk) == [" ".join(talk[:3])]


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
    talk = [Cue(text, None, speaker=who) for text, who in said]

    assert reads(talk) == [f"{BEGINNING} {PITCH} {OFFER}"]


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
        "The tool is partially supported by a grant, see harbour.example/grant, and by our club.",
        "They get twenty percent off with the discount code, which is how they are tracked.",
        "",
    ],
)
def test_talk_about_sponsors_and_prices_is_no_read(talk: str) -> None:
    assert read_in([talk, *TALK]) == []


def test_letters_that_become_two_when_small_move_nothing() -> None:
    assert read_in(["İ" * 400, BEGINNING, *TALK]) == [1]


def test_no_cues_hold_no_read() -> None:
    assert reads([]) == []


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
        flags = mostly_read(reading)
        for second, is_read in verdicts:
            found += is_read and flags[second]
            missed += is_read and not flags[second]
            wrong += flags[second] and not is_read
    assert found + missed > 100
    assert wrong <= 0.05 * found
    assert missed <= 0.1 * found


def mostly_read(reading: Recording) -> dict[float | None, bool]:
    """Return whether half of a segment is a message, by the second at which it begins.

    The segments are those that were judged, which are not cut where a message begins or ends.
    """
    cues = reading.transcript.cues
    messages = sponsor_messages(cues)
    flags = {}
    begin = 0
    for one in cut(cues, reading.guesses, reading.transcript.words):
        end = begin + len(one.text)
        read = sum(max(0, min(end, last) - max(begin, first)) for first, last in messages)
        flags[one.start] = 2 * read >= len(one.text)
        begin = end + 1
    return flags


@pytest.mark.corpora
def test_messages_and_talk_that_name_the_same_firms_are_told_apart(corpora: Path) -> None:
    judged: dict[str, set[tuple[float, bool]]] = defaultdict(set)
    for hits in json.loads(QUERIES.read_text(encoding="utf-8")).values():
        for name, second, is_message in hits:
            judged[name].add((second, bool(is_message)))
    marked: dict[bool, list[bool]] = {True: [], False: []}
    for name, verdicts in judged.items():
        path = corpora / "talk-python" / "transcripts" / name
        reading = recording.read(recording.load([path], []), [], [])
        assert reading is not None
        for second, is_message in verdicts:
            *_, said = [one for one in reading.segments if (one.start or 0.0) <= second]
            marked[is_message].append(said.sponsor)

    assert len(marked[True]) > 150
    assert sum(marked[True]) >= 0.92 * len(marked[True])
    assert len(marked[False]) > 150
    assert sum(marked[False]) <= 0.02 * len(marked[False])
