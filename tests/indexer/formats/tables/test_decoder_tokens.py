import pytest

from tests.indexer.reading import read, refused
from tests.indexer.work import assert_work_grows_with_the_length


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["<|0.00|> Hello.<|2.40|>", "<|2.40|> Yes.<|4.80|>"],
            [("Hello.", 0.0, 2.4, 1), ("Yes.", 2.4, 4.8, 2)],
        ),
        (
            ["<|0.00|> Hello.<|2.40|><|3.00|> Yes."],
            [("Hello.", 0.0, 2.4, 1), ("Yes.", 3.0, None, 1)],
        ),
        (["<|0.00|> So it", "is.<|2.40|>", "<|endoftext|>"], [("So it is.", 0.0, 2.4, 1)]),
    ],
)
def test_times_in_tokens_are_seconds(
    lines: list[str], expected: list[tuple[str, float, float | None, int]]
) -> None:
    found = read("talk.txt", *lines)

    assert found.format == "decoder tokens"
    assert [(cue.text, cue.start, cue.end, cue.line) for cue in found.cues] == expected


def test_the_first_tokens_give_the_language() -> None:
    head = "<|startoftranscript|><|de|><|transcribe|>"

    assert read("talk.txt", f"{head}<|0.00|> Ja, so ist es.<|2.40|>").language == "de"


def test_times_that_begin_anew_are_refused() -> None:
    error = refused("talk.txt", "<|0.00|> Hello.<|29.00|>", "<|0.00|> Yes.<|4.80|>")

    assert (error.line, error.reason.partition(",")[0]) == (2, "its times begin anew after 29 s")


@pytest.mark.parametrize("unit", ["<|0.00|>", "<|en|>", "<|0.00|> Ha. ", "<|", "\n"])
def test_the_work_grows_with_the_length(unit: str) -> None:
    assert_work_grows_with_the_length(
        lambda text: read("talk.txt", text),
        lambda size: "<|0.00|> Hello.<|0.00|>" + unit * (size // len(unit)),
    )
