import pytest

from indexer.formats.asr.timed_words import TimedWord, align, cues, interleave


def word(text: str, start: float | None = None, speaker: str | None = None) -> TimedWord:
    return TimedWord(text, start, None if start is None else start + 0.5, speaker)


@pytest.mark.parametrize(
    ("text", "tokens", "attached"),
    [
        ("Yes, we do.", ["Yes", ",", "we", " do."], [False, True, False, False]),
        ("  non-profit ", ["non-", "profit"], [False, True]),
        ("你好。", ["你", "好", "。"], [False, True, True]),
        ("Yes", [], None),
        ("Yes we", ["Yes"], None),
        ("Yes", ["No"], None),
        ("", ["No"], None),
        ("", [], []),
    ],
)
def test_a_token_is_attached_where_the_text_has_no_space(
    text: str, tokens: list[str], attached: list[bool] | None
) -> None:
    assert align(text, tokens) == attached


def test_an_attached_word_is_part_of_the_cue_before() -> None:
    (cue,) = cues(
        [TimedWord("Yes ", 1.0, 1.2, "Ann"), TimedWord(",", 1.3, 1.4, None, True)], line=3
    )

    assert cue == ("Yes,", 1.0, 1.4, "Ann", False, False, 3)


def test_only_the_first_word_opens_a_turn() -> None:
    assert [c.new_turn for c in cues([word(" "), word("a"), word("b")], new_turn=True)] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("tokens", "texts"),
    [
        (["[Music]", "so"], ["[Music]", "so"]),
        (["[soft", "music]", "so"], ["[soft music]", "so"]),
        (["*laughs", "softly*", "so"], ["*laughs softly*", "so"]),
        (["(if", "any)", "so"], ["(if any)", "so"]),
        (["*", "so", "*", "it"], ["* so *", "it"]),
    ],
)
def test_a_note_in_brackets_is_one_cue(tokens: list[str], texts: list[str]) -> None:
    assert [cue.text for cue in cues(map(word, tokens))] == texts


def test_a_bracket_that_never_closes_takes_few_words() -> None:
    first, *others = cues([word("[so"), *[word("we")] * 99])

    assert len(first.text) < 70
    assert len(others) > 70


def test_a_note_ends_with_its_speaker() -> None:
    assert len(list(cues([word("[so", speaker="Ann"), word("we", speaker="Bob")]))) == 2


def test_a_script_without_spaces_has_a_cue_a_sentence() -> None:
    tokens = ["你", "好", "。", "”", "再", "见"]
    joined = cues(TimedWord(token, at, at + 1, None, at > 0) for at, token in enumerate(tokens))

    assert [(cue.text, cue.start) for cue in joined] == [("你好。”再见", 0)]
    tokens.remove("”")
    joined = cues(TimedWord(token, at, at + 1, None, at > 0) for at, token in enumerate(tokens))
    assert [(cue.text, cue.start) for cue in joined] == [("你好。", 0), ("再见", 3)]


def test_channels_take_turns_at_pauses() -> None:
    left = [word("Are", 1.0), word("you?", 1.6), word("Good.", 9.0)]
    right = [word("Hm.", 1.7), word("I", 4.0), word("am.")]

    assert [w.text for w in interleave([left, right])] == [
        "Are",
        "you?",
        "Hm.",
        "I",
        "am.",
        "Good.",
    ]
