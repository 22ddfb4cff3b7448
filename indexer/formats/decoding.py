"""Decoding of files: bytes to text, or an error that says why not."""

import codecs
from pathlib import Path

from index import TranscriptError
from index.analysis import normalize

__all__ = ["decode", "whole"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(path: Path, data: bytes) -> str:
    r"""Return `data` as text in NFC with `\n` line ends and without a byte-order mark.

    Files are UTF-8, or UTF-16 if they have a byte-order mark. Other encodings are rejected: a
    wrong guess would put words into the index that nobody said. Raises `TranscriptError`.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if b"\0" in data[:4096]:
            raise _binary(path) from None
        raise TranscriptError(
            path,
            f"not UTF-8 (byte 0x{error.object[error.start]:02x}); "
            f"convert it: iconv -f WINDOWS-1252 -t UTF-8 {path.name}",
            error.object.count(b"\n", 0, error.start) + 1,
        ) from None
    if "\0" in text:
        raise _binary(path)
    if not text.strip():
        raise TranscriptError(path, "empty file; export the transcript again")
    return normalize(text.replace("\r\n", "\n").replace("\r", "\n"))


def whole(text: str) -> str:
    """Return `text` with lone surrogates, which JSON can hold, replaced by U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _binary(path: Path) -> TranscriptError:
    return TranscriptError(path, "a binary file, not a transcript; give its text export instead")
