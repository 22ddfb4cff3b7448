"""Never the neighbour: whatever stands in the place of a label ends the voice before it."""

import pytest

from tests.indexer.reading import read, said_by, vtt

TURNS = ("Ann Lee", "Bob Ray", "Ann Lee", None, "Bob Ray", "Ann Lee", "Bob Ray")
SAID = (
    "The rope is new.",
    "The knot is old.",
    "We tie it.",
    "And we pull.",
    "It holds.",
    "Good.",
    "Yes.",
)

SHAPES = {
    "colon": "{name}: {said}\n\n",
    "bold": "**{name}:** {said}\n\n",
    "bold, colon after": "**{name}**: {said}\n\n",
    "bold and stamp": "**{name}** [0:0{at}] {said}\n\n",
    "stamp and colon": "[0:0{at}] {name}: {said}\n",
    "stamp after": "{name} (0:0{at}): {said}\n\n",
    "range": "{name} (0:0{at} - 0:0{at}) {said}\n\n",
    "head": "{name}  0:0{at}\n{said}\n\n",
    "at": "{name} @ 0:0{at}\n{said}\n\n",
    "bracket": "[{name}] {said}\n\n",
    "dash": "{name} - {said}\n\n",
    "chevrons": "{name} >> {said}\n\n",
    "bold line": "**{name}**\n\n{said}\n\n",
    "heading": "## {name}\n\n{said}\n\n",
    "stamped heading": "### 0:0{at} - {name}\n\n{said}\n\n",
    "stamp above": "[0:0{at}] {name}\n{said}\n\n",
    "columns": "0:0{at}\t{name}\t{said}\n",
    "behind": "{name}: {said} (0:0{at})\n\n",
    "name line": "{name}\n{said}\n\n",
    "name line and blank": "{name}\n\n{said}\n\n",
    "full width": "【0:0{at}】{name}：{said}\n",
}
NEWCOMERS = [
    *("Eve", "eve", "@eve", "$BOAT", "Speaker #3", "[Speaker 3]", "Both", "Ann & Bob", "???"),
    *("News anchor", "The Doctor", "Eve van der Berg-Smith III", "50 Cent", "eve_x", "EVE"),
    *("A caller from Riga", "Unknown Speaker", "李明"),
]


def speakers(shape: str, newcomer: str, name: str = "talk.md") -> list[tuple[str | None, str]]:
    written = [
        SHAPES[shape].format(name=speaker or newcomer, said=said, at=at)
        for at, (speaker, said) in enumerate(zip(TURNS, SAID, strict=True))
    ]
    return said_by(read(name, "".join(written)).cues)


def assert_nobody_is_mixed(found: list[tuple[str | None, str]], newcomer: str) -> None:
    (who,) = [speaker for speaker, said in found if said.endswith("And we pull.")]
    assert who in (None, newcomer, newcomer.strip("[]"))
    # Words that may be a label, on a line of their own, are nobody's.
    others = [one for one in found if one[0] and not one[1].endswith("And we pull.")]
    assert others == [pair for pair in zip(TURNS, SAID, strict=True) if pair[0]]


@pytest.mark.parametrize("newcomer", NEWCOMERS)
@pytest.mark.parametrize("shape", SHAPES)
def test_who_speaks_once_is_never_the_neighbour(shape: str, newcomer: str) -> None:
    found = speakers(shape, newcomer)

    assert_nobody_is_mixed(found, newcomer)


@pytest.mark.parametrize(
    "said",
    [
        "She told me this: if it is late, wait.",
        "One: the rope.",
        "We went at (5:30) then.",
        "10:15",
    ],
)
@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape != "bold line"])
def test_a_colon_or_a_time_in_the_talk_hides_no_label(shape: str, said: str) -> None:
    turns = [("Ann", "Good."), ("Bob", "Yes."), ("Ann", said), ("Bob", said), ("Ann", "We pull.")]
    written = [
        SHAPES[shape].format(name=name, said=words, at=at)
        for at, (name, words) in enumerate([*turns, ("Bob", "It holds.")])
    ]

    found = said_by(read("talk.md", "".join(written)).cues)

    assert [name for name, words in found if words == said] == ["Ann", "Bob"]


@pytest.mark.parametrize("shape", ["{}: {}", "[{}] {}", "({}) {}", "{} - {}", "[{}]\n{}"])
def test_a_colon_or_a_time_in_a_caption_hides_no_label(shape: str) -> None:
    turns = [
        ("Ann", "Good."),
        ("Bob", "I said: no."),
        ("Ann", "10:15"),
        ("Bob", "Yes."),
        ("Ann", "So."),
    ]
    found = read("talk.vtt", vtt(*(shape.format(*turn) for turn in turns)))

    assert said_by(found.cues) == turns


@pytest.mark.parametrize("newcomer", NEWCOMERS)
@pytest.mark.parametrize(
    "shape", ["{name}: {said}", "[{name}] {said}", "({name}) {said}", "&gt;&gt; {name}: {said}"]
)
def test_in_captions_too(shape: str, newcomer: str) -> None:
    captions = [
        f"00:0{at}.000 --> 00:0{at}.900\n{shape.format(name=speaker or newcomer, said=said)}\n"
        for at, (speaker, said) in enumerate(zip(TURNS, SAID, strict=True))
    ]
    found = said_by(read("talk.vtt", "\n".join(["WEBVTT\n", *captions])).cues)

    assert_nobody_is_mixed(found, newcomer)


@pytest.mark.parametrize(
    "names",
    [
        *(("I", "R1"), ("I", "B"), ("1", "2"), ("11", "3")),
        ("The Right Honourable Ann Lee", "Bob Ray"),
        ("Ann Lee, Director of the Clock Institute at Riga", "Professor Emeritus Bob J. Ray"),
        ("First Caller", "Bob Ray"),
    ],
)
@pytest.mark.parametrize("shape", ["{}: {}", "[0:0{at}] {}: {}", "{}  0:0{at}\n{}", "**{}:** {}"])
def test_a_label_that_comes_again_may_be_a_letter_a_number_or_long(
    shape: str, names: tuple[str, str]
) -> None:
    turns = [(names[at % 2], said) for at, said in enumerate(SAID[:6])]
    written = [shape.format(*turn, at=at) for at, turn in enumerate(turns)]

    assert said_by(read("talk.txt", "\n\n".join(written)).cues) == turns


@pytest.mark.parametrize("said", ["3: I pull.", "I: I pull.", "Eve: I pull.", "eve: I pull."])
@pytest.mark.parametrize("shape", ["{}: {}", "[0:0{at}] {}: {}", "**{}:** {}"])
def test_a_number_or_a_letter_that_comes_once_is_nobodys_where_all_turns_have_labels(
    shape: str, said: str
) -> None:
    turns = [(name or "Ann Lee", words) for name, words in zip(TURNS, SAID, strict=True)]
    written = [shape.format(*turn, at=at) for at, turn in enumerate(turns)]

    found = said_by(read("talk.txt", "\n\n".join([*written, said])).cues)

    assert found[:-1] == turns
    assert found[-1] in ((None, said), ("Eve", "I pull."))


@pytest.mark.parametrize(
    "sentence", ["The point is this: it holds.", "So: no.", "And here is why: it is wet."]
)
def test_a_sentence_in_the_place_of_a_label_goes_on(sentence: str) -> None:
    turns = [f"{name or 'Eve'}: {said}" for name, said in zip(TURNS, SAID, strict=True)]

    assert said_by(read("talk.txt", "\n\n".join([*turns, sentence])).cues)[-1] == (
        "Bob Ray",
        sentence,
    )


def test_what_may_be_either_is_nobodys_where_turns_go_on_without_labels() -> None:
    turns = ["Ann Lee: One.", "Two.", "Bob Ray: Three.", "Four.", "Ann Lee: Five.", "Six."]
    found = read("talk.txt", "\n\n".join([*turns, "Fun fact: tar floats.", "It does."]))

    assert said_by(found.cues)[-3:] == [
        ("Ann Lee", "Six."),
        (None, "Fun fact: tar floats."),
        (None, "It does."),
    ]


def test_two_captions_of_two_voices_are_labelled() -> None:
    captions = "WEBVTT\n\n0:01.000 --> 0:02.000\n{}\n\n0:03.000 --> 0:04.000\n{}\n"

    assert said_by(read("talk.vtt", captions.format("Ann Lee: One.", "Bob Ray: Two.")).cues) == [
        ("Ann Lee", "One."),
        ("Bob Ray", "Two."),
    ]
