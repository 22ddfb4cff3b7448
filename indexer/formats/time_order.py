"""Order of time: stamps that contradict each other are mended, in every format with stamps.

    1, 2, 36050, 5, 6, 7           one stamp is wrong; its text is kept between its neighbours
    600, 606, 612, 597, 600, 603   talk that was written down twice over; each keeps its time
    10, 20, 30, 0, 1, 2, 3, 4      two files put together; the second is counted on
    59:40, 59:58, 00:04, 00:11     minutes without hours; the second hour is counted on
    14:00:05, 14:00:09             times of day; counted from the first one

Every guess is a doubt.
"""

import itertools
import operator
import re
import statistics
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.cues import Cue, TranscriptDoubt
from indexer.formats import limits, outliers
from indexer.formats.doubts import Doubts

__all__ = ["by_time", "in_order"]

_AGAIN = 5
"""The number of stamps in a row that show a file that starts again, and no mistake."""

_FAR = 1000
"""The number of stamps back to look for one that goes on."""

_NEAR_ZERO = 60.0  # seconds
"""A file that starts again does so before this second."""

_HOUR = 3600.0
_GAPS = 3
"""The number of usual gaps between stamps that may pass where the minutes start again at 60."""
_GAP = 30.0  # seconds that may pass there in any file
_FEWEST = 8  # stamps that show the usual gap
_NO_SILENCE = 6 * _HOUR
"""No recording is silent for so long: a first stamp after it is a time of day."""
_DAY = 24 * _HOUR

_TOGETHER = 0.5
"""Two voices of one talk speak at the same time for less than this share of the time."""

_BACKWARDS = "the stamp runs backwards, from {:g} s to {:g} s; kept the text at {:g} s"
_AHEAD = "the stamp jumps ahead, from {:g} s to {:g} s and back to {:g} s; kept the text at {:g} s"
_SHIFTED = (
    "{} stamps in a row, from {:g} s on, do not fit between {:g} s and {:g} s; "
    "kept their text between these"
)
_AGAIN_HERE = "the stamps start again here; counted on from {:g} s"
_WRAP = "the minutes start again here after {}; counted on as one clock"
_TRACKS = "the stamps start again here with another speaker; put the text in the order of time"
_FALL = "the stamps fall from {:g} s to {:g} s and go on; put the text in the order of time"
_COPY = "{} lines from here on repeat earlier ones with the same times; left them out"
_OF_DAY = "the stamps are times of day; counted from the first one, {}"
_LATE = "the first stamp is at {}; kept it, although it may be a time of day or of a tape"
_ENDS = "ends {:g} s before it starts; took the start for its end"

_LABEL = re.compile(r"\W{0,3}([^\W\d_][\w .'’-]{0,40}):\s")


class _Group(NamedTuple):
    """A cue with a stamp and those after it that have none."""

    start: float
    cues: list[Cue]


def in_order(cues: Iterable[Cue]) -> tuple[tuple[Cue, ...], tuple[TranscriptDoubt, ...]]:
    """Return the cues with starts that never fall, and a doubt for each place that was mended.

    The order of the file is the order of the talk. Of stamps that contradict it, the fewest are
    wrong, and each is wrong alone: its text gets the time that its neighbours allow. Where many
    in a row contradict it, they are right, and the text is put in the order of time. If stamps
    start again near zero and go on, as in two files put together, the time before is added to
    them; where the minutes start again after 59, an hour is. A cue never ends before it starts.
    Times are in seconds, rounded to the millisecond as every format writes them; a finer one could
    fall behind when rounded later.
    Raises `TooLong` for more cues than a recording has.
    """
    given, times = _rounded(limits.limited(cues))
    if _are_in_order(times):
        return tuple(given), ()
    doubts = Doubts()
    head, groups = _grouped(given)
    groups = _after_opening(groups, doubts)
    groups = _without_copies(groups, doubts)
    groups = _counted_on(groups, doubts)
    groups = _fitted(groups, doubts)
    return _told(head, groups, doubts)


def by_time(cues: Iterable[Cue]) -> tuple[tuple[Cue, ...], tuple[TranscriptDoubt, ...]]:
    """Return the cues in the order of their stamps, for formats whose lines stand in any order."""
    given, times = _rounded(limits.limited(cues))
    if _are_in_order(times):
        return tuple(given), ()
    head, groups = _grouped(given)
    groups.sort(key=operator.attrgetter("start"))
    return _told(head, groups, Doubts())


def _grouped(given: Sequence[Cue]) -> tuple[list[Cue], list[_Group]]:
    """Return the cues before the first stamp, and the others in groups."""
    head: list[Cue] = []
    groups: list[_Group] = []
    for cue in given:
        if cue.start is not None:
            groups.append(_Group(cue.start, [cue]))
        else:
            (groups[-1].cues if groups else head).append(cue)
    return head, groups


def _told(
    head: Sequence[Cue], groups: list[_Group], doubts: Doubts
) -> tuple[tuple[Cue, ...], tuple[TranscriptDoubt, ...]]:
    since = _first(groups, doubts)
    told: list[Cue] = [_without_end(cue) for cue in head]
    for start, (first, *others) in groups:
        shift = start - (first.start or 0.0)
        # Rounded again, as the sum of two rounded floats may have more digits.
        begin = round(max(start - since, 0.0), 3)
        end = first.end
        if end is not None:
            late = begin - round(end + shift - since, 3)
            if late > 1:
                doubts.add(first.line, _ENDS, late)
            end = begin if late > 0 else round(end + shift - since, 3)
        told.append(first._replace(start=begin, end=end))
        told += map(_without_end, others)
    return tuple(told), doubts.told()


def _first(groups: Sequence[_Group], doubts: Doubts) -> float:
    """Return the second to count from: 0, or the first stamp if that is a time of day."""
    first = groups[0].start if groups else 0.0
    goes_on = len(groups) > 1 or (bool(groups) and len(groups[0].cues) > 1)
    is_of_day = first >= _NO_SILENCE and goes_on
    if is_of_day or (first >= _HOUR and len(groups) >= _AGAIN):
        doubts.add(groups[0].cues[0].line, _OF_DAY if is_of_day else _LATE, _clock(first))
    return first if is_of_day else 0.0


def _clock(second: float) -> str:
    minutes, seconds = divmod(int(second), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _without_end(cue: Cue) -> Cue:
    # An end without a start is of no use.
    return cue if cue.end is None else cue._replace(end=None)


def _after_opening(groups: list[_Group], doubts: Doubts) -> list[_Group]:
    """Count times of day from the first, where words above it were given the start of the talk."""
    if len(groups) < 2 or groups[0].start >= _HOUR:
        return groups
    opening, *others = groups
    first = others[0].start
    if first - opening.start < _NO_SILENCE or min(group.start for group in others) < first:
        return groups
    doubts.add(others[0].cues[0].line, _OF_DAY, _clock(first))
    shift = opening.start - first
    return [opening, *(group._replace(start=round(group.start + shift, 3)) for group in others)]


def _without_copies(groups: list[_Group], doubts: Doubts) -> list[_Group]:
    """Leave out runs of text that were there before with the same times: a file pasted twice."""
    kept: list[_Group] = []
    seen: set[tuple[float, str]] = set()
    for run in _ascending(groups):
        keys = [(start, cues[0].text) for start, cues in run]
        if len(run) > 1 and all(key in seen for key in keys):
            doubts.add(run[0].cues[0].line, _COPY, sum(len(group.cues) for group in run))
        else:
            kept += run
            seen.update(keys)
    return kept


def _ascending(groups: Sequence[_Group]) -> list[list[_Group]]:
    """Return the groups cut at each stamp that is less than the one before."""
    cut: list[list[_Group]] = []
    for group in groups:
        if cut and cut[-1][-1].start <= group.start:
            cut[-1].append(group)
        else:
            cut.append([group])
    return cut


def _counted_on(groups: list[_Group], doubts: Doubts) -> list[_Group]:
    """Count on the stamps of files put together, and mix the tracks of several speakers."""
    starts = [group.start for group in groups]
    falls = [at for at in range(1, len(starts)) if starts[at] < starts[at - 1]]
    wraps = _wraps(starts, falls)
    again = [at for at in falls if at in wraps or _starts_again(starts, at)]
    if not again:
        return groups
    parts = [groups[at:after] for at, after in itertools.pairwise([0, *again, len(groups)])]
    if not wraps and _are_tracks(parts):
        for part in parts[1:]:
            doubts.add(part[0].cues[0].line, _TRACKS)
        return sorted(groups, key=operator.attrgetter("start"))
    counted: list[_Group] = []
    shift = 0.0
    previous = parts[0]
    for at, part in zip([0, *again], parts, strict=True):
        if at in wraps:
            doubts.add(part[0].cues[0].line, _WRAP, _clock(previous[-1].start))
            shift += _HOUR
            counted[-1] = _over_hour(counted[-1])
        elif part is not previous:
            latest = max(max(group.start, _end(group)) for group in counted[-len(previous) :])
            if _is_midnight(previous[-1].start, part[0].start):
                shift += _DAY
            else:
                shift = latest - part[0].start
                doubts.add(part[0].cues[0].line, _AGAIN_HERE, latest)
        counted += [group._replace(start=round(group.start + shift, 3)) for group in part]
        previous = part
    return counted


def _starts_again(starts: Sequence[float], at: int) -> bool:
    """Return whether the stamps start again at an index, near zero, and go on from there."""
    start, latest = starts[at], starts[at - 1]
    if _is_midnight(latest, start) and starts[0] >= _NO_SILENCE:
        return True
    ahead = starts[at : at + _AGAIN]
    if start > _NEAR_ZERO or len(ahead) < _AGAIN or ahead != sorted(ahead) or ahead[-1] >= latest:
        return False
    # Stamps that jumped ahead of one that goes on here were wrong: 1, 2, 3601, 3602, 5, 6.
    back = next((j for j in range(at - 2, max(at - _FAR, -1), -1) if starts[j] <= start), None)
    if back is None:
        return at > 1
    if start <= starts[0]:
        return at - back > 2
    jump = max(later - earlier for earlier, later in itertools.pairwise(starts[back:at]))
    return jump < (latest - starts[back]) / 2


def _wraps(starts: Sequence[float], falls: Sequence[int]) -> frozenset[int]:
    """Return the falls at which the minutes of one clock start again: from 59:58 to 00:04.

    All stamps are below the hour, and no more time passes than elsewhere between stamps.
    """
    if not falls or len(starts) < _FEWEST or max(starts) >= _HOUR:
        return frozenset()
    gaps = [after - one for one, after in itertools.pairwise(starts) if after >= one]
    most = max(_GAP, _GAPS * statistics.median(gaps)) if gaps else _GAP
    return frozenset(at for at in falls if _HOUR - starts[at - 1] + starts[at] <= most)


def _over_hour(group: _Group) -> _Group:
    """Return a group whose cue ends in the next hour, with its end after its start."""
    first, *others = group.cues
    if first.end is None or first.start is None or first.end >= first.start:
        return group
    return group._replace(cues=[first._replace(end=first.end + _HOUR), *others])


def _is_midnight(latest: float, start: float) -> bool:
    return _DAY - _HOUR <= latest < _DAY and start < _HOUR


def _are_tracks(parts: Sequence[Sequence[_Group]]) -> bool:
    """Return whether each part is the track of another speaker of one talk.

    Then the others are mostly silent while one speaks. Talk that was put together from two
    recordings has voices at the same time nearly always.
    """
    speakers = [{name for group in part if (name := _speaker(group))} for part in parts]
    if any(len(names) != 1 for names in speakers) or len(set.union(*speakers)) < len(parts):
        return False
    spoken = sorted(
        (group.start, max(_end(group), group.start)) for part in parts for group in part
    )
    both = whole = latest = 0.0
    for start, end in spoken:
        both += max(min(latest, end) - start, 0.0)
        whole += end - start
        latest = max(latest, end)
    return both <= _TOGETHER * whole / 2


def _speaker(group: _Group) -> str | None:
    cue = group.cues[0]
    label = None if cue.speaker else _LABEL.match(cue.text)
    return label[1].casefold() if label else cue.speaker


def _end(group: _Group) -> float:
    """Return the end of a group's first cue by its group's start, or that start."""
    first = group.cues[0]
    return group.start + max((first.end or 0.0) - (first.start or 0.0), 0.0)


def _fitted(groups: list[_Group], doubts: Doubts) -> list[_Group]:
    """Give each stamp that does not fit the time that its neighbours allow.

    Where many in a row do not fit, the talk has several parts, which are put in order of time.
    """
    fitted = list(groups)
    fall: list[outliers.Run] = []
    for run in outliers.runs([group.start for group in groups]):
        first, after = run
        before = fitted[first - 1] if first else None
        following = fitted[after].start if after < len(groups) else None
        begin = _between(before, following)
        lasts = groups[after - 1].start - groups[first].start
        if after - first < _AGAIN:
            _doubt(groups[first:after], before, following, begin, doubts)
            for at in range(first, after):
                fitted[at] = _moved(groups[at], begin, following)
        elif (
            following is not None
            and before
            and 0 <= lasts <= following - begin
            and groups[first:after] == sorted(groups[first:after], key=operator.attrgetter("start"))
        ):
            since = groups[first].start
            line = groups[first].cues[0].line
            doubts.add(line, _SHIFTED, after - first, since, before.start, following)
            for at in range(first, after):
                moved = round(begin + groups[at].start - since, 3)
                fitted[at] = _moved(groups[at], moved, following)
        else:
            fall.append(run)
    if fall:
        for one, other in itertools.pairwise(fitted):
            if other.start < one.start:
                doubts.add(other.cues[0].line, _FALL, one.start, other.start)
        fitted.sort(key=operator.attrgetter("start"))
    return fitted


def _between(before: _Group | None, following: float | None) -> float:
    """Return the earliest time after a group, and before the stamp that follows."""
    if before is None:
        return following or 0.0
    return before.start if following is None else max(before.start, min(_end(before), following))


def _doubt(
    run: Sequence[_Group],
    before: _Group | None,
    following: float | None,
    begin: float,
    doubts: Doubts,
) -> None:
    for group in run:
        line = group.cues[0].line
        if before and group.start < before.start:
            doubts.add(line, _BACKWARDS, before.start, group.start, begin)
        else:
            earlier = before.start if before else 0.0
            doubts.add(line, _AHEAD, earlier, group.start, following or begin, begin)


def _moved(group: _Group, start: float, following: float | None) -> _Group:
    """Return a group at another start, and with an end that the next group allows.

    A stamp that is out of order by little has its own end: people talk at the same time.
    """
    first, *others = group.cues
    if first.end is not None and abs(start - group.start) < _NEAR_ZERO and first.end >= start:
        return _Group(start, [first._replace(start=start), *others])
    lasts = None if first.end is None else max(first.end - (first.start or 0.0), 0.0)
    end = None if lasts is None else start + lasts
    if end is not None and following is not None:
        end = max(min(end, following), start)
    return _Group(start, [first._replace(start=start, end=end), *others])


class _Times(NamedTuple):
    """The float64 seconds of cues: of those with a start, of those with an end, and their starts.

    `since` has NaN for an end without a start.
    """

    starts: NDArray[np.float64]
    ends: NDArray[np.float64]
    since: NDArray[np.float64]


def _times(cues: Sequence[Cue]) -> _Times:
    """Return the times of cues. By column all tests of them take a tenth of the time."""
    ended = [cue for cue in cues if cue.end is not None]
    return _Times(
        np.array([cue.start for cue in cues if cue.start is not None], np.float64),
        np.array([cue.end for cue in ended], np.float64),
        np.array([cue.start for cue in ended], np.float64),
    )


def _rounded(given: Sequence[Cue]) -> tuple[Sequence[Cue], _Times]:
    """Return the cues with their times rounded to the millisecond, and these times."""
    times = _times(given)
    if all(np.array_equal(np.round(column, 3), column) for column in times[:2]):
        return given, times
    texts, starts, ends, *others = zip(*given, strict=True)
    columns = (texts, map(_to_millisecond, starts), map(_to_millisecond, ends), *others)
    cues = list(map(tuple.__new__, itertools.repeat(Cue), zip(*columns, strict=True)))
    return cues, _times(cues)


def _to_millisecond(time: float | None) -> float | None:
    return None if time is None else round(time, 3)


def _are_in_order(times: _Times) -> bool:
    starts = times.starts
    return bool(
        np.all(starts >= 0)
        and np.all(starts[:1] < _HOUR)
        and np.all(starts[1:] >= starts[:-1])
        and np.all(starts[1:2] < _NO_SILENCE)
        # A comparison with NaN is False: an end without a start is out of order.
        and np.all(times.ends >= times.since)
    )
