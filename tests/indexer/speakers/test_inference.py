import json
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import indexer
from indexer.cues import Cue
from indexer.speakers import inference, introductions, turn_features
from indexer.speakers.inference import Calibration, Guess
from indexer.speakers.introductions import People
from tests.effort import examples
from tests.samples import CORPUS, DATA
from training import report, train_speakers

TWO = People(("Ada Quill",), ("Bo Ray",))
GOLD = DATA / "013-gold.json"
SAMPLE = CORPUS / "02-the-c++-under-your-python.txt"

DIALOGUE = """Hello and welcome to Mud and Rain. This is your host, Ada Quill.
Bo, welcome to the show.
Thanks for having me, Ada.
Tell us, how did you get started with mud?
I grew up beside a river, and when I was six I started to dig in it, and my father had a boat that \
he never used, so I dug that out as well. I think it took me the whole summer, and in the end we \
had a boat and no river bank.
That's awesome. And what do you do today?
I work for the harbour. We measure how deep the mud is, mostly, and we tell the ships about it, \
and they never believe us, so then we send a tug. I had a week last year with three tugs.
Wow, okay. How deep is it?
About two metres, and it was three when I started.
Cool. What are you going to do when it is gone?
I guess I will look for a new river.
Great. Bo, thank you for being on the show.
You're welcome."""
SPOKEN_BY = "HHGHGHGHGHGHG"


def cues(dialogue: str = DIALOGUE) -> list[Cue]:
    return [Cue(text, at * 10.0, new_turn=True) for at, text in enumerate(dialogue.split("\n"))]


def test_an_interview_is_heard_for_what_it_is() -> None:
    guesses = inference.infer(cues(), TWO)

    name_of = {"H": "Ada Quill", "G": "Bo Ray"}
    said = [
        (guess.speaker, name_of[role])
        for guess, role in zip(guesses, SPOKEN_BY, strict=True)
        if guess is not None
    ]
    assert len(said) > len(SPOKEN_BY) / 2
    assert [one for one, _ in said] == [other for _, other in said]


def test_every_cue_of_a_turn_has_its_guess() -> None:
    whole = inference.infer(cues(), TWO)
    halves = [
        half
        for cue in cues()
        for text in [cue.text.partition(", ")]
        for half in (
            Cue(text[0] + text[1].strip(), cue.start, new_turn=True),
            Cue(text[2] or " ", None),
        )
    ]

    assert inference.infer(halves, TWO) == [guess for guess in whole for _ in (0, 1)]


@pytest.mark.parametrize(
    "unfit",
    [
        [Cue(cue.text, cue.start) for cue in cues()],
        cues()[:5],
        [
            Cue("the same to you and it is that and this of them", float(at), new_turn=True)
            for at in range(50)
        ],
        [
            Cue("Ja, das ist doch der Fluss. " * (1 + at % 7), float(at), new_turn=True)
            for at in range(50)
        ],
        [*cues(), Cue("And I say so.", 999.0, speaker="Ada Quill")],
        [*cues(), *[Cue("And the river was deep and the boat was old.", None)] * 40],
        [],
    ],
    ids=[
        "no turns marked",
        "too few",
        "all of one length",
        "not English",
        "labelled",
        "part unmarked",
        "empty",
    ],
)
def test_where_nothing_can_be_known_nothing_is_said(unfit: list[Cue]) -> None:
    assert inference.infer(unfit, TWO) == [None] * len(unfit)


def test_among_several_only_who_says_the_own_name_is_known() -> None:
    several = People(("Ada Quill",), ("Bo Ray", "Cy Fox"))
    talk = cues(DIALOGUE + "\nI'm Cy Fox.\nI'm Cy Fox, and I'm Bo Ray too.\nBo Ray is here.")

    guesses = inference.infer(talk, several)

    said = {at: guess.speaker for at, guess in enumerate(guesses) if guess is not None}
    assert said == {0: "Ada Quill", len(SPOKEN_BY): "Cy Fox"}


def test_with_nobody_known_nothing_is_said() -> None:
    assert inference.infer(cues(), People()) == [None] * len(SPOKEN_BY)
    assert inference.infer(cues(), People(("Ada Quill",))).count(None) == len(SPOKEN_BY) - 1


TURNS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(DIALOGUE.split()), max_size=60).map(" ".join),
        st.booleans(),
        st.booleans(),
    ),
    max_size=60,
)


@given(TURNS)
@settings(max_examples=examples(100), deadline=None)
def test_guesses_are_probable_sure_and_the_same_every_time(
    turns: list[tuple[str, bool, bool]],
) -> None:
    talk = [Cue(text, None, new_turn=new, after_break=broke) for text, new, broke in turns]

    guesses = inference.infer(talk, TWO)

    assert len(guesses) == len(talk)
    assert guesses == inference.infer(talk, TWO)
    for guess in guesses:
        assert guess is None or (
            guess.speaker in TWO.everyone and inference.load().threshold <= guess.probability <= 1
        )
    seen = turn_features.turns(talk)
    for row in [
        *turn_features.emissions(seen, "Ada Quill", "Bo Ray"),
        *turn_features.transitions(seen),
    ]:
        assert all(0 <= value <= 1 for value in row.values())
    for probability in inference.host_probabilities(seen, "Ada Quill", "Bo Ray", inference.load()):
        assert 0 <= probability <= 1


CALIBRATION = Calibration(slope=1.0, contrast=1.0, intercept=0.0, ceiling=0.98)


def test_probabilities_rise_with_the_odds_up_to_the_ceiling() -> None:
    found = inference.calibrated([-50.0, -1.0, 0.0, 1.0, 50.0], [10] * 5, CALIBRATION)

    assert found == sorted(found)
    assert (found[0], found[2], found[-1]) == pytest.approx((0.02, 0.5, 0.98))


def test_odds_count_for_more_where_the_guest_s_turns_are_the_longer() -> None:
    odds = [2.0, -2.0] * 5
    alike, interview, reversed_ = (
        inference.calibrated(odds, lengths * 5, CALIBRATION)[0]
        for lengths in ([40, 40], [20, 100], [900, 10])
    )

    assert reversed_ < alike < interview
    # The longest turns are the likely host's: then nothing is known, not the opposite.
    assert reversed_ == pytest.approx(0.5)


def test_contrast_is_the_logarithm_of_how_much_longer_the_guest_talks() -> None:
    assert inference.contrast([30.0, -30.0] * 500, [10, 70] * 500) == pytest.approx(
        math.log(7), abs=0.01
    )
    assert inference.contrast([], []) == 0.0


def test_a_model_of_other_features_is_refused(tmp_path: Path) -> None:
    document = json.loads(inference.MODEL.read_text(encoding="utf-8"))
    del document["emission"]["praise"]
    other = tmp_path / "model.json"
    other.write_text(json.dumps(document), encoding="utf-8")

    with pytest.raises(ValueError, match="train_speakers"):
        inference.load(other)


def test_the_sample_show_is_heard() -> None:
    transcript = indexer.read(SAMPLE, SAMPLE.read_bytes())
    people = introductions.find(transcript.cues)
    assert people == People(("Maren Holt",), ("Radek Vlasak",))

    guesses = inference.infer(transcript.cues, people)

    by_start = {cue.start: guess for cue, guess in zip(transcript.cues, guesses, strict=True)}
    host = by_start[21.0]
    assert host is not None
    assert host.speaker == "Maren Holt"
    assert {guess.speaker for guess in guesses if guess} == set(people.everyone)


@pytest.mark.corpora
def test_the_hand_made_transcript_is_right_where_it_is_named(corpora: Path) -> None:
    path = corpora / "talk-python" / "original" / "013-flask-armin-ronacher.txt"
    talk = indexer.read(path, path.read_bytes()).cues
    people = introductions.find(talk)
    assert people == People(("Michael Kennedy",), ("Armin Ronacher",))

    guesses = inference.infer(talk, people)

    name_of = {"H": "Michael Kennedy", "G": "Armin Ronacher"}
    turns = turn_features.turns(talk)
    roles = report.gold_roles(GOLD, talk)
    said = [
        (guess, name_of[role])
        for turn, role in zip(turns, roles, strict=True)
        if (guess := guesses[turn.first]) is not None
    ]
    right = sum(guess.speaker == truth for guess, truth in said)
    assert len(said) / len(turns) >= 0.8
    assert right / len(said) >= 0.97
    # The announcements stand before "Armin, welcome to the show" at 2:54.
    before = {
        guess and guess.speaker
        for cue, guess in zip(talk, guesses, strict=True)
        if (cue.start or 0) < 174
    }
    assert before == {None, "Michael Kennedy"}
    # Calibrated: as often right as it claims, within what 120 turns can show.
    claimed = sum(guess.probability for guess, _ in said) / len(said)
    assert abs(claimed - right / len(said)) < 0.05


@pytest.mark.corpora
def test_the_model_is_what_training_writes(corpora: Path) -> None:
    talks = train_speakers.two_person(corpora)
    model = inference.load()

    trained = inference.parse(
        train_speakers.document(train_speakers.fit(talks), model.calibration, model.introduction)
    )

    assert trained.threshold == model.threshold
    # Sums run in another order on another machine.
    assert trained.emission == pytest.approx(model.emission, abs=0.01)
    for name, pair in trained.transition.items():
        for states, expected in zip(pair, model.transition[name], strict=True):
            assert states == pytest.approx(expected, abs=0.01)


def test_a_guess_is_a_name_and_a_probability() -> None:
    assert Guess("Ada Quill", 0.9) == ("Ada Quill", 0.9)


def test_the_host_s_announcements_before_the_greeting_are_not_the_guest_s() -> None:
    announced = "We have shirts now. They were made by a friend, and I think that you like it. "
    texts = [
        "Welcome to the show. This is your host, Maren Holt, and my guest today is Radek Vlasak.",
        announced * 4,
        announced * 5,
        "Radek, welcome to the show.",
        "Hello, I am happy to be here.",
    ]
    for _ in range(8):
        texts += [
            "What do you think of it?",
            "Well, I think that it was the right thing to do. " * 9,
        ]
    cues = [Cue(text, float(at), new_turn=True) for at, text in enumerate(texts)]

    names = [
        guess and guess.speaker
        for guess in inference.infer(cues, People(("Maren Holt",), ("Radek Vlasak",)))
    ]

    assert "Radek Vlasak" not in names[:4]
    assert "Radek Vlasak" in names[4:]


@pytest.mark.parametrize(
    ("texts", "at"),
    [
        (["Hello all.", "So, Radek, welcome to the show.", "Thanks."], 2),
        (["Hello all.", "Radek welcome.", "Thanks."], 2),
        (["Hello all.", "Welcome to the show, Radek.", "Thanks."], 2),
        (["Hello all.", "Thank you so much for coming, Radek.", "Sure."], 2),
        (["Hello all.", "It's great to have you here, Radek.", "Sure."], 2),
        (["Hello all.", "Hi Radek.", "Hi."], 2),
        (["Hello all.", "News first.", "Thanks for having me."], 2),
        (["My guest is Radek Vlasak.", "Let's talk.", "Yes."], 0),
        (["word " * 1600, "Thank you, Radek.", "Bye."], 0),
    ],
)
def test_the_first_turn_that_may_be_the_guest_s_comes_after_the_greeting(
    texts: list[str], at: int
) -> None:
    cues = [Cue(text, None, new_turn=True) for text in texts]

    assert turn_features.greeted_at(turn_features.turns(cues), "Radek Vlasak") == at
