import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import SynonymsError, open_index
from index.query.synonyms import parse_synonyms
from tests.samples import DATA


def meant(text: str) -> dict[str, list[str]]:
    return {
        " ".join(one): [" ".join(other) for other in others]
        for one, others in parse_synonyms(text).items()
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k8s, kubernetes", {"k8s": ["kubernetes"], "kubernetes": ["k8s"]}),
        ("K8s ,Kubernetes", {"k8s": ["kubernetes"], "kubernetes": ["k8s"]}),
        ("a,b,c", {"a": ["b", "c"], "b": ["a", "c"], "c": ["a", "b"]}),
        ("gil => global interpreter lock", {"gil": ["global interpreter lock"]}),
        ("a, b => c, d", {"a": ["c", "d"], "b": ["c", "d"]}),
        ("a => a, b", {"a": ["b"]}),
        ("a => b\na => c", {"a": ["b", "c"]}),
        ("a, b\na, c", {"a": ["b", "c"], "b": ["a"], "c": ["a"]}),
        ("# a, b\n\n   \n  # c", {}),
        ("c#, c sharp", {"c#": ["c sharp"], "c sharp": ["c#"]}),
        (r"verse 1\, 2, opening", {"verse 1 2": ["opening"], "opening": ["verse 1 2"]}),
        (r"a \=> b, c", {"a b": ["c"], "c": ["a b"]}),
        (r"a\\, b", {"a": ["b"], "b": ["a"]}),
        ("alone", {}),
        ("a, A", {}),
        ("\u0065\u0301te\u0301, summer", {"été": ["summer"], "summer": ["été"]}),
        ("a, b\r\nc, d\r\n", {"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}),
        ("", {}),
    ],
)
def test_the_form_is_solrs(text: str, expected: dict[str, list[str]]) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a, b\n\na,,b", 3, "an empty part; write words between the commas"),
        ("a, b,", 1, "an empty part; write words between the commas"),
        ("=> b", 1, "an empty part; write words between the commas"),
        ("# x\na =>", 2, "an empty part; write words between the commas"),
        ("a => b => c", 1, "more than one =>; write a line for each"),
        ("a, ---", 1, "'---' holds no word; write words between the commas"),
    ],
)
def test_a_line_that_means_nothing_is_told_by_file_and_line(
    text: str, line: int, reason: str
) -> None:
    with pytest.raises(SynonymsError) as raised:
        parse_synonyms(text, "show.txt")

    assert str(raised.value) == f"show.txt:{line}: {reason}"
    assert (raised.value.name, raised.value.line, raised.value.reason) == ("show.txt", line, reason)


@given(st.text(st.sampled_from("ab ,=>\\#\n")) | st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = parse_synonyms(text)
    except SynonymsError:
        return
    assert all(one and others and one not in others for one, others in found.items())


def test_an_index_of_before_has_no_synonyms() -> None:
    with open_index(DATA / "index-1") as engine:
        assert engine.statistics.synonyms == {}
