import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Chapter, Episode
from index.embedded.format.episode_records import read_episode, write_episode

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
MAYBE = st.none() | TEXTS

EPISODES = st.builds(
    Episode,
    id=TEXTS,
    title=TEXTS,
    number=MAYBE,
    show=MAYBE,
    date=st.none() | st.dates(),
    people=st.lists(TEXTS).map(tuple),
    url=MAYBE,
    media_url=MAYBE,
    language=MAYBE,
    source=TEXTS,
    fingerprint=TEXTS,
    chapters=st.lists(st.builds(Chapter, st.floats(0, 1e6), TEXTS)).map(tuple),
)


@given(EPISODES)
def test_an_episode_comes_back_from_its_record(one: Episode) -> None:
    assert read_episode(write_episode(one)) == one
    assert read_episode(write_episode(one).encode()) == one


def test_half_a_character_is_refused_where_nothing_is_written_yet() -> None:
    with pytest.raises(ValueError, match="udcff"):
        write_episode(Episode("a\udcff", "A title"))


def test_a_record_from_before_there_were_chapters_has_none() -> None:
    record = write_episode(Episode("a", "A title"))

    assert "chapters" not in record
    assert read_episode(record).chapters == ()
