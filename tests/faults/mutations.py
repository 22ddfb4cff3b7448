"""Files of an index that somebody has changed, plainly or with all checksums made anew."""

import json
import random
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["PLAIN", "REPAIRED", "mutate"]

_PAGE = 1 << 16
_HEAD = struct.Struct("<8sII")
_TAIL = struct.Struct("<IIQ8s")

Change = Callable[[Path, random.Random], None]
"""Changes the newest commit in a folder."""


def mutate(folder: Path, seed: int, changes: tuple[Change, ...]) -> str:
    """Make one of the changes; return its name."""
    dice = random.Random(seed)
    change = dice.choice(changes)
    change(folder, dice)
    return change.__name__


def manifest_of(folder: Path) -> Path:
    return max(folder.glob("overheard_*.commit"), key=lambda path: int(path.stem[10:]))


def listing_of(folder: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(manifest_of(folder).read_bytes().splitlines()[1])
    return values


def as_json(values: Any) -> bytes:  # noqa: ANN401  # JSON
    return json.dumps(values).encode()


def store_listing(folder: Path, line: bytes) -> None:
    manifest_of(folder).write_bytes(b"%08x\n%s\n" % (zlib.crc32(line), line))


class SegmentFile:
    """An index segment taken apart: its bytes up to the page sums, sections and facts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        whole = path.read_bytes()
        length, _, end, _ = _TAIL.unpack(whole[-_TAIL.size :])
        listing = json.loads(whole[-_TAIL.size - length : -_TAIL.size])
        self.data = bytearray(whole[:end])
        self.sections: dict[str, list[Any]] = listing["sections"]
        self.facts: dict[str, Any] = listing["facts"]

    def store(self, folder: Path, listing: bytes | None = None) -> None:
        """Write it with all checksums made anew, those of the manifest too."""
        if listing is None:
            listing = json.dumps({"sections": self.sections, "facts": self.facts}).encode()
        pages = range(0, len(self.data), _PAGE)
        sums = b"".join(
            zlib.crc32(self.data[at : at + _PAGE]).to_bytes(4, "little") for at in pages
        )
        checked = zlib.crc32(listing, zlib.crc32(sums))
        tail = _TAIL.pack(len(listing), checked, len(self.data), b"OVERHEAR")
        self.path.write_bytes(bytes(self.data) + sums + listing + tail)
        values = listing_of(folder)
        for part in values["segments"]:
            if part["name"] == self.path.stem:
                part.update(crc=checked, bytes=self.path.stat().st_size)
        store_listing(folder, json.dumps(values).encode())


def a_segment(folder: Path, dice: random.Random) -> SegmentFile:
    part = dice.choice(listing_of(folder)["segments"])
    return SegmentFile(folder / f"{part['name']}.talk")


def a_file(folder: Path, dice: random.Random) -> Path:
    newest = manifest_of(folder)
    names = [f"{part['name']}.talk" for part in listing_of(folder)["segments"]]
    names += [newest.name, f"_MAIN_{newest.stem[10:]}.toc"]
    return folder / dice.choice(names)


# Plain changes.


def cut_off(folder: Path, dice: random.Random) -> None:
    path = a_file(folder, dice)
    whole = path.read_bytes()
    path.write_bytes(whole[: dice.randrange(len(whole))])


def flip_a_bit(folder: Path, dice: random.Random) -> None:
    path = a_file(folder, dice)
    content = bytearray(path.read_bytes())
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    path.write_bytes(content)


def overwrite_a_stretch(folder: Path, dice: random.Random) -> None:
    path = a_file(folder, dice)
    content = bytearray(path.read_bytes())
    at = dice.randrange(len(content))
    size = len(content[at : at + dice.choice([1, 8, 40, 512])])
    content[at : at + size] = dice.choice([bytes(size), dice.randbytes(size)])
    path.write_bytes(content)


def append_something(folder: Path, dice: random.Random) -> None:
    path = a_file(folder, dice)
    path.write_bytes(path.read_bytes() + dice.randbytes(dice.choice([1, 24, 100])))


def remove_a_stretch(folder: Path, dice: random.Random) -> None:
    path = a_file(folder, dice)
    content = bytearray(path.read_bytes())
    at = dice.randrange(len(content))
    del content[at : at + dice.choice([1, 8, 512])]
    path.write_bytes(content)


def exchange_two_pages(folder: Path, dice: random.Random) -> None:
    path = a_file(folder, dice)
    content = bytearray(path.read_bytes())
    size = min(512, len(content) // 2)
    one, other = dice.randrange(len(content) - size), dice.randrange(len(content) - size)
    first, second = content[one : one + size], content[other : other + size]
    content[one : one + size] = second
    content[other : other + size] = first
    path.write_bytes(content)


PLAIN: tuple[Change, ...] = (
    *(cut_off, flip_a_bit, overwrite_a_stretch),
    *(append_something, remove_a_stretch, exchange_two_pages),
)


# Changes with checksums made anew.


def change_bytes_of_a_section(folder: Path, dice: random.Random) -> None:
    segment = a_segment(folder, dice)
    name = dice.choice([name for name, (_, _, items) in segment.sections.items() if items])
    dtype, offset, items = segment.sections[name]
    size = items * int(dtype[2:])
    for _ in range(dice.choice([1, 1, 3, 20])):
        at = offset + dice.randrange(size)
        byte = segment.data[at]
        values = [0, 255, byte ^ 1 << dice.randrange(8), (byte + 1) % 256, dice.randrange(256)]
        segment.data[at] = dice.choice(values)
    segment.store(folder)


def change_an_item_of_a_section(folder: Path, dice: random.Random) -> None:
    segment = a_segment(folder, dice)
    name = dice.choice([name for name, (_, _, items) in segment.sections.items() if items])
    dtype, offset, items = segment.sections[name]
    width = int(dtype[2:])
    at = offset + dice.randrange(items) * width
    value = dice.choice([0, 1, 254, 255, 256, (1 << 31) - 1, 1 << 31, (1 << 8 * width) - 1])
    segment.data[at : at + width] = (value % (1 << 8 * width)).to_bytes(width, "little")
    segment.store(folder)


def exchange_items_of_a_section(folder: Path, dice: random.Random) -> None:
    segment = a_segment(folder, dice)
    name = dice.choice([name for name, (_, _, items) in segment.sections.items() if items > 1])
    dtype, offset, items = segment.sections[name]
    width = int(dtype[2:])
    one, other = (offset + width * number for number in dice.sample(range(items), 2))
    first, second = segment.data[one : one + width], segment.data[other : other + width]
    segment.data[one : one + width] = second
    segment.data[other : other + width] = first
    segment.store(folder)


def change_the_directory(folder: Path, dice: random.Random) -> None:
    segment = a_segment(folder, dice)
    name = dice.choice(list(segment.sections))
    section = segment.sections[name]
    kind = dice.randrange(6)
    if kind == 0:
        section[0] = dice.choice(["|u1", "<u2", "<u4", "<i4", "<f8", "<u8", "", "object", 7, None])
    elif kind == 1:
        section[1] = dice.choice([0, 8, section[1] + 8, section[1] + 1, 1 << 40, -8, "x", 1.5])
    elif kind == 2:
        section[2] = dice.choice([0, 1, section[2] + 1, section[2] - 1, 1 << 40, -1, None])
    elif kind == 3:
        del segment.sections[name]
    elif kind == 4:
        segment.sections[name + "x"] = segment.sections.pop(name)
    else:
        other = dice.choice(list(segment.sections))
        segment.sections[name], segment.sections[other] = segment.sections[other], section
    segment.store(folder)


ODD: tuple[Any, ...] = (None, 0, -1, 1 << 70, 1.5, "", "../x", [], [[]], {}, [None, None], "é" * 99)


def change_a_fact(folder: Path, dice: random.Random) -> None:
    segment = a_segment(folder, dice)
    name = dice.choice(list(segment.facts))
    segment.facts[name] = dice.choice(ODD)
    if dice.randrange(4) == 0:
        del segment.facts[name]
    segment.store(folder)


def nest_a_listing_deep(folder: Path, dice: random.Random) -> None:
    deep = b"[" * 100_000 + b"]" * 100_000
    if dice.randrange(2):
        a_segment(folder, dice).store(folder, b'{"sections": {}, "facts": {"a": %s}}' % deep)
    else:
        store_listing(folder, deep)


def change_a_record(folder: Path, dice: random.Random) -> None:
    segment = a_segment(folder, dice)
    _, offset, items = segment.sections["records.bytes"]
    records = bytes(segment.data[offset : offset + items])
    old, new = dice.choice(
        [
            (b'"title":"', b'"title":[[['),
            (b'"title":"T', b'"title":12,'),
            (b'"people":[]', b'"people":{}'),
            (b'"people":[]', b'"people":12'),
            (b'"number":"13"', b'"number":1300'),
            (b'"date":null', b'"date":1234'),
            (b'"id":"', b'"id":1,'),
            (b'"language":null', b'"language":"xx"'),
            (b'"reading":0', b'"reading":-'),
            (b"null", b"true"),
            (b"{", b"["),
        ]
    )
    segment.data[offset : offset + items] = records.replace(old, new.ljust(len(old)), 1)[:items]
    segment.store(folder)


def change_the_manifest(folder: Path, dice: random.Random) -> None:
    values = listing_of(folder)
    part = dice.choice(values["segments"])
    kind = dice.randrange(9)
    if kind == 0:
        outside = f"../{folder.name}/{part['name']}"
        part["name"] = dice.choice([outside, "/etc/passwd", "", "MAIN_", 7])
    elif kind == 1:
        part["dead"] = dice.choice([[0], [1], [0, 1], [-1], [99], [0, 0], "x", None, [1.5]])
    elif kind == 2:
        values["segments"].append(part)
    elif kind == 3:
        values["segments"].remove(part)
    elif kind == 4:
        values["segments"].reverse()
    elif kind == 5:
        values[dice.choice(["analysis", "reading", "synonyms", "format"])] = dice.choice(ODD)
    elif kind == 6:
        values["synonyms"] = dice.choice(["flask => pour", "pour, flask", "\0", "a => b => c"])
    elif kind == 7:
        part[dice.choice(["bytes", "crc"])] = dice.choice(ODD)
    else:
        values["toc"] = dice.choice(ODD)
    store_listing(folder, json.dumps(values).encode())


REPAIRED: tuple[Change, ...] = (
    *(change_bytes_of_a_section, change_an_item_of_a_section, exchange_items_of_a_section) * 4,
    *(change_the_directory, change_a_fact, change_a_record, change_the_manifest) * 2,
    nest_a_listing_deep,
)
