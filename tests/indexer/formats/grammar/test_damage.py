"""A slip in one head gives its turn to nobody, or to its own voice, and never to the neighbour."""

import pytest

from indexer.formats.grammar.damage import broken, broken_stamp
from tests.indexer.reading import read, said_by
from tests.indexer.work import assert_work_grows_with_the_length

TURNS = [
    ("Ann Lee", "The rope is new."),
    ("Bob Ray", "The knot is old."),
    ("Ann Lee", "We tie it."),
]
SHAPES = {
    "colon": (
        "{name}: {said}",
        ["{name}; {said}", "{name} - {said}", "{name} {said}", "{name}:{said}"],
    ),
    "bold": (
        "**{name}:** {said}",
        [
            "{name}: {said}",
            "**{name}: {said}",
            "{name}:** {said}",
            "**{name}** {said}",
            "*{name}* {said}",
        ],
    ),
    "stamp first": (
        "[0:0{at}] {name}: {said}",
        [
            "[0:0{at} {name}: {said}",
            "0:0{at}] {name}: {said}",
            "[0:0{at}] {name}; {said}",
            "{name}: {said}",
        ],
    ),
    "stamp behind": (
        "{name} (0:0{at}): {said}",
        ["{name} (0:0{at}: {said}", "{name} 0:0{at}): {said}", "{name}: {said}", "{name} {said}"],
    ),
    "brackets": (
        "[{name}] {said}",
        ["[{name} {said}", "{name}] {said}", "{name}: {said}", "({name}) {said}"],
    ),
    "dash": ("{name} - {said}", ["{name}: {said}", "{name} = {said}", "{name}- {said}"]),
    "line": ("{name}\n0:0{at}\n{said}", []),
}
CASES = [
    (shape, damaged, name)
    for shape, (_, damages) in SHAPES.items()
    for damaged in damages
    for name in ("Ann Lee", "Eve Fox")
    # Nothing tells that `Eve Fox` speaks where her only head has no sign.
    if name == "Ann Lee" or damaged not in ("{name} {said}", "{name}:{said}", "*{name}* {said}")
    if name == "Ann Lee" or shape not in ("brackets", "dash") or ": " in damaged or "[" in damaged
]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize(("shape", "damaged", "name"), CASES)
def test_a_turn_with_a_damaged_head_is_not_the_neighbours(
    shape: str, damaged: str, name: str, between: str
) -> None:
    whole = SHAPES[shape][0]
    turns = [*TURNS, ("Bob Ray", "It holds."), (name, "I pull."), ("Bob Ray", "Good."), *TURNS]
    written = [
        (damaged if said == "I pull." else whole).format(name=who, said=said, at=at)
        for at, (who, said) in enumerate(turns)
    ]
    transcript = read("talk.md", between.join(written))

    (found,) = [pair for pair in said_by(transcript.cues) if "I pull." in pair[1]]
    assert found[0] in (name, None)
    assert found[0] or transcript.doubts
    assert [pair for pair in said_by(transcript.cues) if "I pull." not in pair[1]] == [
        pair for pair in turns if pair[1] != "I pull."
    ]


@pytest.mark.parametrize(("every", "speaker"), [(12, None), (4, "B")])
def test_a_stamp_without_a_label_is_nobodys_where_the_others_have_one(
    every: int, speaker: str | None
) -> None:
    labels = ["" if at and at % every == 0 else f"{'AB'[at % 2]}: " for at in range(14)]
    written = [f"[0:{at:02}] {label}We pull {at}." for at, label in enumerate(labels)]

    found = {said: who for who, said in said_by(read("talk.txt", *written).cues)}

    assert found["We pull 11."] == "B"
    assert found["We pull 12."] == speaker


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Ann Lee said so.",
            "Ann Lee, yes.",
            "Ann Lee's rope.",
            "Ann Lee. So.",
            "Ann-Marie is in.",
        ),
        *(
            "(I think) yes.",
            "However; I went.",
            "[laughs] Yes.",
            "5:30 is early.",
            "We went (0:05) on.",
        ),
        *(
            "Anna Lee is here.",
            "So it is.",
            "",
            "Eve Fox and I went.",
            "Steel Rope - which is new.",
        ),
    ],
)
def test_a_sentence_is_no_damaged_head(line: str) -> None:
    assert broken(line, {"ann", "ann lee"}) is None
    assert broken_stamp(line) is None


@pytest.mark.parametrize(
    ("line", "start"),
    [("[0:05 Ann: Yes.", 5), ("0:05] Ann: Yes.", 5), ("(1:02:03 Ann: Yes.", 3723)],
)
def test_a_stamp_may_lack_a_bracket(line: str, start: float) -> None:
    assert broken_stamp(line) == (start, "Ann: Yes.")


@pytest.mark.parametrize("mark", ["Ann ", "[", "[0:0", "**a ", "A; ", "(0:05 ", "Ann - "])
def test_any_line_is_looked_at_in_the_time_of_its_length(mark: str) -> None:
    assert_work_grows_with_the_length(
        lambda text: (broken(text, {"ann"}), broken_stamp(text)),
        lambda size: mark * (size // len(mark)),
    )
