import pytest

from tests.golden_versions import Digests, Golden, changed_alone

KEPT = Golden(4, {"a": Digests("given", "made"), "b": Digests("given", "made")})


@pytest.mark.parametrize(
    ("version", "b", "refused"),
    [
        (4, Digests("given", "made"), []),
        (4, Digests("given", "otherwise"), ["b"]),
        (4, Digests("another", "otherwise"), []),
        (5, Digests("given", "otherwise"), []),
    ],
)
def test_the_same_input_may_become_something_else_only_under_another_version(
    version: int, b: Digests, refused: list[str]
) -> None:
    now = Golden(version, {"a": KEPT.inputs["a"], "b": b, "new": b})

    assert changed_alone(KEPT, now) == refused
