import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest

import index
import indexer
from indexer.grouping.same_talk import join_same_talk
from tests.indexer.reading import vtt, write

WORDS = [
    "oak",
    "plank",
    "kettle",
    "steam",
    "rope",
    "tar",
    "hull",
    "mast",
    "harbour",
    "tide",
    "keel",
    "lamp",
    "saw",
    "nail",
    "brush",
]
# Each talk has words of its own in an order of its own.
STEAM = [" ".join(four) for four in itertools.islice(itertools.permutations(WORDS[:6], 4), 60)]
TAR = [" ".join(four) for four in itertools.islice(itertools.permutations(WORDS[6:12], 4), 60)]


def text(lines: list[str]) -> str:
    return "\n\n".join(f"{at // 60}:{at % 60:02} {line.title()}." for at, line in enumerate(lines))


def captions(lines: list[str], speaker: str = "Nora Quist") -> str:
    return vtt(*(f"<v {speaker}>{line}" for line in lines))


def join(files: Sequence[tuple[Path, ...]]) -> tuple[tuple[Path, ...], ...]:
    """Join files of which the index has none."""
    return join_same_talk(files, {}, {}, lambda together: False)


def names(recordings: tuple[tuple[Path, ...], ...]) -> list[list[str]]:
    return [[file.name for file in files] for files in recordings]


@pytest.mark.parametrize(
    ("text_name", "captions_name", "said", "joined"),
    [
        ("12-steam.txt", "12-steam-and-kettles-youtube.vtt", STEAM, True),
        ("012_steam.txt", "Ep 12 - Kettles.vtt", STEAM, True),
        ("12-steam.txt", "12-tar.vtt", TAR, False),
        ("12-steam.txt", "13-steam.vtt", STEAM, False),
        ("steam.txt", "kettles.vtt", STEAM, False),
        ("000_a.txt", "000_b.vtt", STEAM, False),
    ],
)
def test_files_are_one_episode_where_both_number_and_words_say_so(
    tmp_path: Path, text_name: str, captions_name: str, said: list[str], joined: bool
) -> None:
    write(tmp_path, {f"a/{text_name}": text(STEAM), f"b/{captions_name}": captions(said)})
    files = [(tmp_path / "a" / text_name,), (tmp_path / "b" / captions_name,)]

    found = names(join(files))

    assert found == ([[text_name, captions_name]] if joined else [[text_name], [captions_name]])


def test_a_text_with_announcements_of_its_own_is_still_the_same(tmp_path: Path) -> None:
    write(tmp_path, {"12-a.txt": text(TAR[:20] + STEAM), "12-b.txt": text(STEAM[5:] + TAR[40:])})

    assert len(join([(tmp_path / "12-a.txt",), (tmp_path / "12-b.txt",)])) == 1


def test_a_few_words_are_no_evidence(tmp_path: Path) -> None:
    write(tmp_path, {"12-a.txt": text(STEAM[:8]), "12-b.txt": text(STEAM[:8])})

    assert len(join([(tmp_path / "12-a.txt",), (tmp_path / "12-b.txt",)])) == 2


def test_files_that_are_named_by_their_folder_are_compared(tmp_path: Path) -> None:
    write(tmp_path, {"steam/transcript.txt": text(STEAM), "steam/captions.vtt": captions(STEAM)})
    files = [(tmp_path / "steam" / name,) for name in ("transcript.txt", "captions.vtt")]

    assert len(join(files)) == 1


def test_the_other_file_is_reported_and_so_it_is_again_when_nothing_has_changed(
    tmp_path: Path,
) -> None:
    show = write(
        tmp_path / "show",
        {"texts/12-steam.txt": text(STEAM), "videos/12-steam-youtube.vtt": captions(STEAM)},
    )

    first = indexer.build([show], tmp_path / "index")
    second = indexer.build([show], tmp_path / "index")

    assert (first.episodes, second.episodes, second.unchanged) == (1, 0, 1)
    for report in (first, second):
        assert [(note.path.name, note.reason) for note in report.skipped] == [
            ("12-steam.txt", "the same episode as 12-steam-youtube.vtt, which was taken")
        ]
    with index.open_index(tmp_path / "index") as engine:
        (episode,) = engine.episodes()
        assert (episode.id, episode.number) == ("12-steam", "12")
        assert {segment.speaker for segment in engine.segments("12-steam")} == {"Nora Quist"}


def test_captions_that_come_later_join_the_episode_that_is_indexed(tmp_path: Path) -> None:
    show = write(tmp_path / "show", {"12-steam.txt": text(STEAM)})
    videos = write(tmp_path / "videos", {"12-youtube.vtt": captions(STEAM)})
    indexer.build([show], tmp_path / "index")

    report = indexer.build([videos], tmp_path / "index")

    assert (report.episodes, len(report.skipped)) == (1, 1)
    with index.open_index(tmp_path / "index") as engine:
        assert [episode.id for episode in engine.episodes()] == ["12-steam"]


@pytest.mark.corpora
def test_a_text_of_talk_python_and_the_captions_of_its_video_are_one(corpora: Path) -> None:
    show = corpora / "talk-python"
    numbers = ("344-", "402-", "424-", "494-", "549")
    files = [
        (path,)
        for folder in ("transcripts", "youtube_transcripts")
        for path in sorted((show / folder).iterdir())
        if path.name.startswith(numbers)
    ]

    assert [len(together) for together in join(files)] == [2, 2, 1, 1, 3, 1, 1]
