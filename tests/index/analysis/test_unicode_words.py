"""The words of Unicode (UAX 29), by its own test, and where ours differ on purpose."""

import re
from collections import Counter
from pathlib import Path

from index.analysis import normalize, tokenize
from index.analysis.letters import EMOJI
from tests.conftest import absent

BREAKS = Path("/usr/share/unicode/auxiliary/WordBreakTest.txt")  # Debian's package unicode-data
EMOJI_TEST = Path("/usr/share/unicode/emoji/emoji-test.txt")
FLAG = "[\U0001f1e6-\U0001f1ff]{2}"

REASONS = {
    "a dot belongs to the word after it, as in .NET": r"^[.]\w",
    "the signs of numbers part them": r"\d[^\w\s]*[.,'][^\w\s]*\d",
    "a colon parts words, as in Ann:yes and std::vector": r"[^\W\d][^\w\s]*:[^\w\s]*[^\W\d]",
    "an apostrophe behind a digit is inside a word, as in 90's": r"\d[^\w\s]*'[^\w\s]*[^\W\d]",
    "a digit may follow an apostrophe, as in l'A380": r"[^\W\d][^\w\s]*'[^\w\s]*\d",
    "each kana is a token, and words of kana are phrases": "\u3031",
    "an apostrophe at the end of a word may be a quotation mark": "[א-ת][^\\w\\s]*'$",
    "an underscore behind an apostrophe goes on with the word": "'[^\\w\\s]*_",
    "an emoji is no part of a word, whatever joins it": "\u200d[\u231a\u2701\U0001f1e7\U0001f6d1]",
}


def lines() -> list[list[str]]:
    """Return the texts of Unicode's test, each cut into words and what stands between them."""
    texts = []
    for line in BREAKS.read_text(encoding="utf-8").splitlines():
        told = line.partition("#")[0].replace("×", " ").strip()
        parts = ["".join(chr(int(code, 16)) for code in part.split()) for part in told.split("÷")]
        texts.append([part for part in parts if part])
    return [parts for parts in texts if parts and normalize("".join(parts)) == "".join(parts)]


def test_words_end_where_those_of_unicode_do_but_for_these_reasons() -> None:
    if not BREAKS.exists():
        absent("unicode", "Unicode's test of word breaks is not installed (package unicode-data)")
    differ = Counter[str]()
    unexplained = []
    texts = lines()
    for parts in texts:
        text = "".join(parts)
        words = [part for part in parts if re.search(rf"[\w{EMOJI}]|{FLAG}", part)]
        if [text[start:end] for _, start, end in tokenize(text)] == words:
            continue
        why = next((why for why, shape in REASONS.items() if re.search(shape, text)), None)
        if why is None:
            unexplained.append(ascii(text))
        else:
            differ[why] += 1

    assert unexplained == []
    assert len(texts) > 1700
    assert differ.keys() == REASONS.keys()
    assert differ.total() < len(texts) / 15


def test_every_emoji_of_unicode_is_one_token_but_for_those_of_letters_and_digits() -> None:
    if not EMOJI_TEST.exists():
        absent("unicode", "Unicode's list of emoji is not installed (package unicode-data)")
    told = EMOJI_TEST.read_text(encoding="utf-8")
    shown = re.findall(r"^([0-9A-F ]+?) +; (?:fully|minimally)-qualified", told, re.MULTILINE)
    emoji = ["".join(chr(int(code, 16)) for code in codes.split()) for codes in shown]

    others = [text for text in emoji if [token[1:] for token in tokenize(text)] != [(0, len(text))]]

    assert len(emoji) > 4000
    assert {text[0] for text in others} == set("©®#*0123456789")
