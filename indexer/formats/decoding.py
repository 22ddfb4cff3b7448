r"""Decoding of files: bytes to text, or an error that says why not.

    b"\xef\xbb\xbf1\n00:00:01,000"     UTF-8, with a mark or without
    b"1\0\n\0000\0000\0"               UTF-16, with a mark or without
    b"the p\xe2er"                     one bad byte costs one character: "the p\ufffder", a doubt
    b"it\x92s"                         the apostrophe of Windows in a text that is ASCII otherwise

Other encodings are read where a detector is sure of them, with a doubt, else refused: a wrong guess
would put words into the index that nobody said. Decision 0035.
"""

import codecs
import re
from pathlib import Path
from typing import NamedTuple

import chardet

from index import TranscriptError
from index.analysis import normalize
from indexer.cues import TranscriptDoubt

__all__ = ["SPACES", "UNSEEN", "Decoded", "decode", "decoded", "told", "whole"]

# UTF-32 first: its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_LOST = "\ufffd"
_SHARE = 10
"""Among so many characters beyond ASCII that are UTF-8, one that is not is damage."""
_RARELY = 10_000
"""Among so many characters of ASCII, one byte that is not is damage."""

_FEWEST = 20
"""Fewer bytes among zeros are no text."""

_SURE = 0.6
"""The least confidence of the detector at which it never told a wrong encoding. Decision 0035."""
_ENOUGH = 10_000
"""Bytes that the detector is given."""

# The punctuation of all code pages of Windows, in a text that has the English apostrophe.
_APOSTROPHE = re.compile(rb"[A-Za-z]\x92(?:s|t|re|ve|ll|d|m)\b")
_PUNCTUATION = re.compile(rb"[\x85\x91-\x97\xa0]")

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
"""The characters that `split()` takes for spaces."""

UNSEEN = (
    "\ufeff\u00ad\u2060\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Soft hyphens, word joiners and marks of direction, which would cut a word in two."""

_NO_SPACE = "\u200b"
_AT_LINE = re.compile(rf"^{_NO_SPACE}+|{_NO_SPACE}+$", re.MULTILINE)

_PADDED = "{} bytes of zero among the text; left them out"
_UNMARKED = "UTF-16 without a mark at its beginning"
_DAMAGED = "{} in {}, the first of them here; each costs a character"
_TOLD = "not UTF-8; read as {}, as its bytes tell: see whether the words are right"
_WINDOWS = "punctuation of Windows in a text that is ASCII otherwise"


class Decoded(NamedTuple):
    """The text of a file, and the doubts about its bytes."""

    text: str
    doubts: tuple[TranscriptDoubt, ...] = ()


def decode(path: Path, data: bytes) -> str:
    """Return the text of `decoded`. Raises `TranscriptError`."""
    return decoded(path, data).text


def decoded(path: Path, data: bytes) -> Decoded:
    r"""Return `data` as text in NFC with `\n` line ends, without marks and unseen characters.

    Raises `TranscriptError` for an encoding that cannot be told, and for binary files.
    """
    text, doubts = _text(path, data)
    if "\0" in text:
        raise _binary(path)
    if "\r" in text:
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        for character in UNSEEN:
            # A look for one is faster than a copy.
            if character in text:
                text = text.replace(character, "")
        if _NO_SPACE in text:
            # Inside a line it parts the words of languages without spaces.
            text = _AT_LINE.sub("", text)
    if not text.strip():
        raise TranscriptError(path, "empty file; export the transcript again")
    return Decoded(normalize(text), doubts)


def whole(text: str) -> str:
    """Return `text` with lone surrogates, which JSON can hold, replaced by U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _text(path: Path, data: bytes) -> Decoded:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if encoding is None and b"\0" in data:
        if (unmarked := _unmarked(data)) is not None:
            text, doubts = _damaged(path, data, unmarked)
            return Decoded(text, (TranscriptDoubt(0, _UNMARKED), *doubts))
        return _unpadded(path, data)
    try:
        return Decoded(data.decode(encoding or "utf-8"))
    except UnicodeDecodeError:
        return _damaged(path, data, encoding or "utf-8")


def _unmarked(data: bytes) -> str | None:
    """Return the encoding of UTF-16 without a mark, None for other bytes.

    Line ends, digits and spaces have a zero for one half, always the same.
    """
    sample = data[: 1 << 16]
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    encoding, zeros, others = ("utf-16-le", high, low) if high > low else ("utf-16-be", low, high)
    if zeros * 20 < len(sample) or others * 20 > zeros:
        return None
    text = sample.decode(encoding, "replace")
    return None if _CONTROL.search(text) or text.count(_LOST) * _SHARE > len(text) else encoding


def _unpadded(path: Path, data: bytes) -> Decoded:
    """Return a text with bytes of zero at its end or in it, which damage and old tools leave."""
    bare = data.replace(b"\0", b"")
    if len(bare) < _FEWEST:
        raise _binary(path)
    text, doubts = _text(path, bare)
    if _CONTROL.search(text):
        raise _binary(path)
    return Decoded(text, (TranscriptDoubt(0, _PADDED.format(len(data) - len(bare))), *doubts))


def _damaged(path: Path, data: bytes, encoding: str) -> Decoded:
    """Return a text in which each bad byte costs a character, if they are few."""
    text = data.decode(encoding, "replace")
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        # Without the mark, where there is one.
        before, byte = error.object[: error.start], error.object[error.start]
    else:
        return Decoded(text)
    # The text has U+FFFD of its own only if it was damaged before.
    bad = text.count(_LOST) - (data.count(_LOST.encode()) if encoding.startswith("utf-8") else 0)
    good = sum(character > "\x7f" for character in text) - text.count(_LOST)
    line = before.decode(encoding, "replace").count("\n") + 1
    if _CONTROL.search(text):
        raise _binary(path)
    if bad <= max(good // _SHARE, 1 + len(text) // _RARELY) or encoding.startswith("utf-16"):
        count = "1 bad byte" if bad == 1 else f"{bad} bad bytes"
        doubt = TranscriptDoubt(line, _DAMAGED.format(count, encoding.upper()))
        return Decoded(text, (doubt,))
    if not good and _APOSTROPHE.search(data) and _PUNCTUATION.sub(b"", data).isascii():
        return Decoded(data.decode("cp1252"), (TranscriptDoubt(line, _WINDOWS),))
    if (legacy := told(data)) is not None:
        named = codecs.lookup(legacy).name.upper()
        return Decoded(data.decode(legacy), (TranscriptDoubt(line, _TOLD.format(named)),))
    raise TranscriptError(
        path,
        f"not UTF-8 (byte 0x{byte:02x}), and another encoding cannot be told for sure; "
        "open it in an editor that shows its words right and save it as UTF-8",
        line,
    )


def told(data: bytes) -> str | None:
    """Return the encoding that bytes are in, None where it cannot be told for sure.

    Only lines with bytes beyond ASCII tell, and not the stamps between them.
    """
    telling = b"\n".join(line for line in data.split(b"\n") if not line.isascii())[:_ENOUGH]
    found = chardet.detect(telling)
    encoding = found["encoding"]
    if encoding is None or (found["confidence"] or 0.0) < _SURE:
        return None
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if _CONTROL.search(text) else encoding


def _binary(path: Path) -> TranscriptError:
    return TranscriptError(path, "a binary file, not a transcript; give its text export instead")
