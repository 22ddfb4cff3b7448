"""Text for terminals: nothing in it is obeyed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import harmless


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Flask and WSGI", "Flask and WSGI"),
        ("", ""),
        ("naïve 日本 🍞 é", "naïve 日本 🍞 é"),
        ("\x1b[2J", "�[2J"),
        ("\x1b]52;c;cm0gLXJm\x07", "�]52;c;cm0gLXJm�"),
        ("\x9b31m", "�31m"),
        ("a\tb\nc\rd", "a�b�c�d"),
        ("a\x7fb\x00c", "a�b�c"),
        ("a\x85b\u2028c\u2029d", "a�b�c�d"),
        ("\u202egpj.exe", "�gpj.exe"),
        ("\u2066a\u2069\u202ab\u202c", "�a��b�"),
        ("a\udcffb", "a�b"),
        ("שלום\u200f!", "שלום\u200f!"),
    ],
)
def test_what_a_terminal_would_obey_is_replaced(text: str, shown: str) -> None:
    assert harmless(text) == shown


@given(st.text())
def test_nothing_of_a_text_controls_anything_and_offsets_stay(text: str) -> None:
    shown = harmless(text)

    assert len(shown) == len(text)
    assert not {"Cc", "Cs", "Zl", "Zp"} & set(map(unicodedata.category, shown))
    assert not {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"} & set(
        map(unicodedata.bidirectional, shown)
    )
    assert all(new in (old, "�") for old, new in zip(text, shown, strict=True))
    assert harmless(shown) == shown
