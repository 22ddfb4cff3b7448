"""Korean nouns are found with the particles of the talk, inside quotes and outside."""

from collections.abc import Iterator

import pytest

from tests.builders import episode, found_exact, indexed
from tests.contract.conftest import Fresh

TALK = {
    "for": "한국어는 어렵습니다.",
    "in": "서울에서 만나요.",
    "bare": "한국어 수업이 서울 근처에 있어요.",
    "firm": "LG에서 API를 만든다.",
    "version": "파이썬3을 쓴다, 컴퓨터이다.",
    "cat": "고양이가 자요.",
    "since": "작년에서부터 나라로부터 받았다.",
    "best": "할머니야말로 최고다.",
}


@pytest.fixture(scope="module")
def talk(fresh: Fresh) -> Iterator[str]:
    with fresh() as location:
        yield indexed(
            location, {episode(name, language="ko"): [text] for name, text in TALK.items()}
        )


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("한국어", "bare for"),
        ("한국어는", "bare for"),
        ("한국어를", "bare for"),
        ("서울", "bare in"),
        ("서울 만나요", "in"),
        ("고양이", "cat"),
        ("고양이는", "cat"),
        ("고양", ""),
        ("나라", "since"),
        ("lg", "firm"),
        ("API", "firm"),
        ("LG API", "firm"),
        ('"lg"', "firm"),
        ("파이썬3", "version"),
        ("컴퓨터", "version"),
        ("작년", "since"),
        ("할머니가", "best"),
        ('"할머니"', "best"),
        ('"서울"', "bare in"),
        ('"서울에서"', "in"),
        ('"서울 만나요"', ""),
    ],
)
def test_a_noun_is_found_with_other_particles(talk: str, q: str, names: str) -> None:
    assert sorted(found_exact(talk, q)) == [f"{name}:0" for name in names.split()]
