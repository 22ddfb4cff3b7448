import contextlib

import pytest

from index import TranscriptError
from tests.indexer.reading import read, refused
from tests.indexer.work import assert_work_grows_with_the_length

HEAD = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n'


def long(*tiers: tuple[str, list[tuple[float, float, str]]]) -> str:
    text = f"{HEAD}xmin = 0 \nxmax = 9 \ntiers? <exists> \nsize = {len(tiers)} \nitem []: \n"
    for at, (name, intervals) in enumerate(tiers, 1):
        text += f'item [{at}]:\n class = "IntervalTier" \n name = "{name}" \n xmin = 0\n xmax = 9\n'
        text += f" intervals: size = {len(intervals)} \n"
        for number, (start, end, said) in enumerate(intervals, 1):
            text += f' intervals [{number}]:\n xmin = {start} \n xmax = {end} \n text = "{said}" \n'
    return text


def short(*tiers: tuple[str, list[tuple[float, float, str]]]) -> str:
    lines = ["0", "9", "<exists>", str(len(tiers))]
    for name, intervals in tiers:
        lines += ['"IntervalTier"', f'"{name}"', "0", "9", str(len(intervals))]
        for start, end, said in intervals:
            lines += [str(start), str(end), f'"{said}"']
    return '"ooTextFile"\n"TextGrid"\n' + "\n".join(lines)


ANN = ("Ann", [(0, 1, ""), (1, 2.5, "It is so here.".replace("so", '""so""')), (4, 5, "Yes.")])
BOB = ("Bob", [(2.5, 4, "Why\nthen, 4 or 5?")])


def said(text: str) -> list[tuple[str | None, float | None, float | None, str]]:
    transcript = read("talk.TextGrid", text)
    assert transcript.format == "TextGrid"
    return [(cue.speaker, cue.start, cue.end, cue.text) for cue in transcript.cues]


@pytest.mark.parametrize("form", [long, short])
def test_a_tier_is_a_speaker_in_the_long_form_and_the_short(form: object) -> None:
    assert callable(form)
    assert said(form(ANN, BOB)) == [
        ("Ann", 1.0, 2.5, 'It is "so" here.'),
        ("Bob", 2.5, 4.0, "Why then, 4 or 5?"),
        ("Ann", 4.0, 5.0, "Yes."),
    ]


@pytest.mark.parametrize(
    ("names", "speaker"),
    [
        (["utterances", "words", "phones"], None),
        (["Ann - words", "Ann - phones"], "Ann"),
        (["Ann", "Ann - words", "notes"], "Ann"),
        (["ORT-MAU", "KAN-MAU", "MAU"], None),
    ],
)
def test_layers_of_one_voice_are_read_once(names: list[str], speaker: str | None) -> None:
    layers: list[tuple[float, float, str]] = [
        (0, 4, "It is a callable."),
        (0, 1, "It"),
        (0, 1, "i"),
    ]
    text = long(*[(name, [layer]) for name, layer in zip(names, layers, strict=False)])

    assert said(text) == [(speaker, 0.0, 4.0, "It is a callable.")]


def test_a_text_without_times_is_refused() -> None:
    text = f'{HEAD}class = "IntervalTier"\nname = "Ann"\ntext = "Hello."'

    assert refused("talk.TextGrid", text).reason.startswith("this text has no times")


@pytest.mark.parametrize("unit", ['"', '""', "1 ", "1.", "text = ", '"IntervalTier" "a" 0 1 "b" '])
def test_the_work_grows_with_the_length(unit: str) -> None:
    def take(text: str) -> None:
        with contextlib.suppress(TranscriptError):
            read("talk.TextGrid", text)

    assert_work_grows_with_the_length(take, lambda size: HEAD + unit * (size // len(unit)))
