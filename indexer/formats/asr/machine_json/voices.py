"""Speakers in JSON: names, labels with a table of names beside the list, and tracks.

    {"speakers": [{"id": 0, "name": "Ann"}], "monologues": [{"speaker": 0, ...}]}
    {"speakers": {"spk_0": "Ann"}, "segments": [{"speakerLabel": "spk_0", ...}]}

A label that no table names is the speaker's own: `SPEAKER_00`, or `Speaker 1` for a number.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from indexer.formats.asr.machine_json import aliases
from indexer.formats.asr.machine_json.aliases import NAMES, PEOPLE
from indexer.formats.decoding import whole
from indexer.formats.grammar.names import are_names

__all__ = ["Voices", "names", "unread"]

_NOBODY = frozenset(
    {"unknown", "uu", "none", "null", "nan", "undefined", "n/a", "-1", "unidentified", "unassigned"}
    | {"unknown speaker", "unknown_speaker", "speaker_unknown", "?"}
)
_IDS = frozenset([
    "id", "spk", "spkid", "speakerid", "label", "speaker", "key", "uuid", "index", "tag",
    "speakerlabel", "userid", "participantid", "speakertag", "number",
])  # fmt: skip
_SAMPLE = 200  # objects
_LONGEST = 40  # characters of a name
_MOST = 10_000  # entries of a table


class Voices:
    """The speakers of a file by the values that stand at the keys of speakers."""

    def __init__(self, table: Mapping[str, str], listed: Sequence[str] = ()) -> None:
        """Keep a table from labels to names, and names that are told by their place in a list."""
        self._table = table
        self._listed = listed
        self._known: dict[tuple[type, Any], str | None] = {}

    def name(self, value: object) -> str | None:
        """Return the speaker that a value means, None for nobody."""
        if isinstance(value, dict):
            return self._of_object(value)
        if isinstance(value, list):
            return self.name(value[0]) if len(value) == 1 else None
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, str | int) or isinstance(value, bool):
            return None
        key = (type(value), value)
        if key not in self._known:
            self._known[key] = self._name(value)
        return self._known[key]

    def _name(self, value: str | int) -> str | None:
        label = " ".join(whole(str(value)).split())
        if label in self._table:
            return self._table[label]
        if isinstance(value, int) and 0 <= value < len(self._listed):
            return self._listed[value]
        if label.casefold() in _NOBODY or not any(map(str.isalnum, label)):
            return None
        return f"Speaker {label}" if len(label) == 1 or label.isdecimal() else label

    def _of_object(self, fields: dict[str, Any]) -> str | None:
        known = {aliases.plain(key): value for key, value in fields.items()}
        for key in NAMES:
            if isinstance(known.get(key), str) and (name := self.name(known[key])):
                return name
        label = next((known[key] for key in known if key in _IDS), None)
        return None if isinstance(label, dict | list) else self.name(label)


def unread(items: Sequence[object]) -> str | None:
    """Return the key that may hold the speakers of a list in which none is known, or None.

    Its values are few names that come again, in nearly all objects.
    """
    sample = [item for item in items[:_SAMPLE] if isinstance(item, dict)]
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item in sample:
        for key, value in item.items():
            if isinstance(value, str) and 0 < len(value) <= _LONGEST:
                found[key][value] += 1
    return next((key for key, values in found.items() if are_names(values, len(sample))), None)


def names(around: Iterable[Mapping[str, Any]], labels: Iterable[object]) -> Voices:
    """Return the speakers of a file by the tables in the objects around its list.

    A list of bare names is told by place only if the `labels` count from 0 and stay in it.
    """
    table: dict[str, str] = {}
    listed: list[str] = []
    for fields in around:
        for key, value in fields.items():
            if aliases.plain(key) not in PEOPLE:
                continue
            if isinstance(value, dict):
                table |= _of_map(value)
            elif isinstance(value, list) and value and all(isinstance(n, str) for n in value):
                listed = [" ".join(whole(name).split()) for name in value[:_MOST]]
            elif isinstance(value, list):
                table |= _of_list(value)
    numbers = {one for one in labels if isinstance(one, int) and not isinstance(one, bool)}
    in_place = bool(listed) and 0 in numbers and max(numbers) < len(listed) and all(listed)
    return Voices(table, listed if in_place else ())


def _of_map(value: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for label, named in list(value.items())[:_MOST]:
        name = named
        if isinstance(named, dict):
            known = {aliases.plain(key): one for key, one in named.items()}
            name = next((known[key] for key in NAMES if isinstance(known.get(key), str)), None)
        if isinstance(name, str) and any(map(str.isalnum, name)):
            found[" ".join(label.split())] = " ".join(whole(name).split())
    return found


def _of_list(value: Sequence[Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for fields in value[:_MOST]:
        if not isinstance(fields, dict):
            continue
        known = {aliases.plain(key): one for key, one in fields.items()}
        name_key = next((key for key in NAMES if isinstance(known.get(key), str)), None)
        if name_key is None or aliases.shape(tuple(fields)).text:
            continue
        name = " ".join(whole(known[name_key]).split())
        for key, label in known.items():
            is_label = isinstance(label, str | int) and not isinstance(label, bool)
            if key in _IDS and key != name_key and is_label and any(map(str.isalnum, name)):
                found.setdefault(" ".join(str(label).split()), name)
    return found
