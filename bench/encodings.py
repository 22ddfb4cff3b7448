"""Counts how often the detector of encodings tells the right one, none, or a wrong one.

    python bench/encodings.py FOLDER [TEXTS]

The folder has a file of sentences in UTF-8 for each language, `fr.txt` with a sentence a line. For
each encoding and each size TEXTS of them (200 unless told) are put together from the languages
that are written in it, half of them as captions. The files of decision 0035 were the translated
messages of Django 5.2, and English captions with a name in each line: of the west of Europe in
`en-west.txt`, of its east in `en-east.txt`.
"""

import itertools
import random
import sys
from collections import Counter
from pathlib import Path

from indexer.formats import decoding

WEST = ("fr", "de", "es", "pt", "it", "sv", "nl", "fi", "da", "en-west")
EAST = ("pl", "cs", "hu", "ro", "hr", "sk", "sl", "en-east")
LANGUAGES = {
    **dict.fromkeys(("cp1252", "iso8859-1", "iso8859-15", "mac-roman", "cp850"), WEST),
    **dict.fromkeys(("cp1250", "iso8859-2"), EAST),
    "cp1251": ("ru", "uk", "bg"),
    **dict.fromkeys(("koi8-r", "iso8859-5", "mac-cyrillic", "cp866"), ("ru",)),
    "cp1253": ("el",),
    "cp1254": ("tr",),
    "cp1255": ("he",),
    "cp1256": ("ar", "fa"),
    "cp1257": ("lt", "lv"),
    "cp1258": ("vi",),
    "shift_jis": ("ja",),
    "euc-jp": ("ja",),
    "gb18030": ("zh_Hans",),
    "big5": ("zh_Hant",),
    "euc-kr": ("ko",),
}
SIZES = 100, 1_000, 10_000  # bytes


def written(
    sentences: list[str], encoding: str, size: int, stamps: bool, dice: random.Random
) -> str:
    """Return a text of about `size` bytes of which nothing is lost in the encoding."""
    text = ""
    for at in itertools.count(1):
        stamp = f"{at}\n00:{at // 60:02}:{at % 60:02},000 --> 00:{at // 60:02}:{at % 60:02},900\n"
        sentence = dice.choice(sentences).encode(encoding, "ignore").decode(encoding)
        text += f"{stamp if stamps else ''}{sentence}\n"
        if len(text.encode(encoding)) >= size:
            return text
    raise AssertionError


def main(folder: Path, texts: int) -> None:
    """Print a row for each encoding and size."""
    print("| encoding | bytes | right | none told | wrong |\n|---|---:|---:|---:|---|")
    for encoding, languages in LANGUAGES.items():
        found = [(folder / f"{name}.txt") for name in languages]
        sentences = [path.read_text("utf-8").split("\n") for path in found if path.exists()]
        for size in SIZES:
            dice = random.Random(f"{encoding} {size}")
            counts, wrong = Counter[str](), Counter[str]()
            for at in range(texts):
                lines = sentences[at % len(sentences)]
                text = written(lines, encoding, size, at // len(sentences) % 2 > 0, dice)
                data = text.encode(encoding)
                told = None if data.isascii() else decoding.told(data)
                if told and data.decode(told) != text:
                    wrong[told] += 1
                else:
                    counts["right" if told else "none"] += 1
            row = f"| {encoding} | {size:,} | {counts['right']} | {counts['none']} |"
            print(
                row, ", ".join(f"{n} {name}" for name, n in wrong.items()) or "0", "|", flush=True
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200)
