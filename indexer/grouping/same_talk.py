"""Recordings of one episode under different names: a podcast's text and the captions of its video.

    transcripts/556-async.txt  and  youtube_transcripts/556-djangos-async-youtube.vtt

They are one episode if their names give one number and most of their words follow each other alike.
Of 47 pairs of Talk Python files with one number, 45 share 74 to 99 % of their runs of four words
and two are different talks that share 1 %; files of different numbers share up to 6 %.
Source: Broder, "On the resemblance and containment of documents" (1997).
"""

import contextlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import Episode, TranscriptError
from indexer import file_access, formats
from indexer.metadata.file_names import bare
from indexer.metadata.folders import is_named_by_folder, parsed_name

__all__ = ["join_same_talk"]

_RUN = 4  # words
_SHARED = 0.4  # of the runs of the shorter file
_FEWEST = 40  # runs, below which files are not compared
_MOST = 200
"""The files of one number that are compared, the first in the order of the walk: their runs are in
memory, and each is compared with each. A folder of 445 files called `1-…` took 770 MB and three
minutes without a bound."""
# The beginning of a file is enough, and takes half the time of the whole.
_CHARACTERS = 150_000
_BYTES = 4_000_000
_WORDS = 8000

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Tags, and in JSON the keys and the speakers.
_MARKUP = re.compile(
    r"<[^<>\n]{0,200}>|\"speaker\w{0,10}\"\s{0,4}:\s{0,4}\"[^\"\n]{0,100}\"|\"\w{1,40}\"\s{0,4}:"
)

_Files = tuple[Path, ...]
_Runs = NDArray[np.int64]
"""The runs of a file by their hashes, ascending: 64 KB instead of 1.5 MB as words."""


def join_same_talk(
    recordings: Sequence[_Files],
    committed: Mapping[str, Episode],
    places: Mapping[Path, Path],
    is_known: Callable[[_Files], bool],
) -> tuple[_Files, ...]:
    """Return the recordings with those of one episode joined, each in the place of its first.

    An episode of the index whose file is not among them, but is still there, is joined too.
    `places` has the real path of each file. `is_known` returns whether the index has an episode of
    just these files as they are, so that they were compared before.
    """
    here = set(map(str, places.values()))
    everyone = list(recordings)
    groups: dict[str, list[int]] = defaultdict(list)
    for place, files in enumerate(recordings):
        number = parsed_name(files[0]).number
        if number and number.strip("0"):
            groups[bare(number)].append(place)
        elif is_named_by_folder(files[0]):
            groups[str(files[0].resolve().parent)].append(place)
    for episode in committed.values():
        group = groups.get(bare(episode.number)) if episode.number else None
        source = Path(episode.source)
        if group and episode.source not in here and file_access.why_not(source) is None:
            group.append(len(everyone))
            everyone.append((source,))
    first_of: dict[int, int] = {}
    for group in groups.values():
        if len(group) > 1 and group[0] < len(recordings):
            before = _as_before(everyone, group, is_known)
            first_of |= _same(everyone, group) if before is None else before
    joined: dict[int, _Files] = {}
    for place, files in enumerate(everyone):
        first = first_of.get(place, place)
        if first < len(recordings):
            joined[first] = joined.get(first, ()) + files
    return tuple(joined.values())


def _as_before(
    everyone: Sequence[_Files], group: Sequence[int], is_known: Callable[[_Files], bool]
) -> dict[int, int] | None:
    """Return what `_same` does, if the index has the group as one episode, or each by itself."""
    together = tuple([file for place in group for file in everyone[place]])
    if is_known(together):
        return dict.fromkeys(group[1:], group[0])
    return {} if all(is_known(everyone[place]) for place in group) else None


def _same(everyone: Sequence[_Files], group: Sequence[int]) -> dict[int, int]:
    """Return for each recording of a group the first one of which it is another text."""
    texts: dict[int, _Runs] = {}
    first_of: dict[int, int] = {}
    for place in group[:_MOST]:
        runs = _runs(everyone[place])
        same = (first for first, others in texts.items() if _is_same(runs, others))
        first = next(same, None)
        if first is None:
            texts[place] = runs
        else:
            first_of[place] = first
    return first_of


def _is_same(one: _Runs, other: _Runs) -> bool:
    fewest = min(len(one), len(other))
    if fewest < _FEWEST:
        return False
    shorter, longer = (one, other) if len(one) == fewest else (other, one)
    at = np.searchsorted(longer, shorter)
    shared = longer[np.minimum(at, len(longer) - 1)] == shorter
    return int(np.count_nonzero(shared)) >= _SHARED * fewest


def _runs(files: _Files) -> _Runs:
    """Return the runs of words in the longest file that can be read, none without any."""
    words = max((_words(text) for text in _texts(files)), key=len, default=[])
    runs = zip(*(words[at:] for at in range(_RUN)), strict=False)
    return np.unique(np.fromiter(map(hash, runs), np.int64))


def _texts(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        with contextlib.suppress(TranscriptError):
            yield formats.decode(file, file_access.read(file)[:_BYTES])[:_CHARACTERS]


def _words(text: str) -> list[str]:
    return _WORD.findall(_MARKUP.sub(" ", text).lower())[:_WORDS]
