"""Sound markers: the notes in a transcript that name a sound and are no speech.

    [Music]    (laughs)    *sighs*    ♪ la la ♪

A marker stands in brackets, in asterisks or between notes of music. `(if any)`, `(DRF)` and
`(static files)` are talk. Square brackets are used for notes, so a sound counts there among
other words; elsewhere it must be all that the note says.

The formats ask whether a note is speech, and `indexer.talk.cleaning` takes markers out. A change
here raises `index.READING_VERSION`.
"""

import re

__all__ = [
    "DECODER_TOKEN",
    "MARKER",
    "OPENS",
    "is_music",
    "is_note",
    "is_speech",
    "left_of",
    "sung",
]

DECODER_TOKEN = re.compile(r"<\|[^<>|\n]{0,40}\|>")
"""A token of a recogniser's decoder: `<|startoftranscript|>`, `<|en|>`, `<|2.00|>`."""

_SOUND = (
    r"music|musik|applau\w*|clapping|claps|cheer(?:s|ing)|laugh(?:s|ing|ter)?|chuckl\w*|"
    r"giggl\w*|sigh(?:s|ing)?|cough(?:s|ing)?|sneez\w*|gasp(?:s|ing)?|snorts?|clears throat|"
    r"silence|beep(?:s|ing)?|crosstalk|cross talk|inaudible|indistinct|unintelligible"
)
_NOTE = (
    rf"{_SOUND}|jingle|intro|outro|theme|song|noise|static|pause|bleep\w*|blank_audio|"
    r"blank audio|no audio|no speech|audio cuts? out|foreign language"
)
_AFTER = (
    r"(?:\s+(?:plays?|playing|continues|fades?|stops|ends|starts|in|out|background|the|break))*"
)
# As YouTube and subtitlers write them; among other words they are words of their language.
_MUSIC = r"musique|m[uú]sica|muziek|muzyka|музыка|音楽|音乐|음악|موسيقى"
_ALONE = (
    rf"{_MUSIC}|aplausos|aplauso|applausi|аплодисменты|拍手|掌声|박수|تصفيق|"
    r"lachen|gelächter|rires?|risas|risos|risate|смех|笑い?|笑声|웃음|ضحك"
)
_BARE = re.compile(
    rf"(?:[\w'’&-]+\s+){{0,3}}(?:{_SOUND}|(?:intro|outro|theme) music){_AFTER}|{_ALONE}", re.I
)
_BRACKETED = re.compile(
    rf"(?:[\w'’,&-]+\s+){{0,4}}(?:{_NOTE})\b(?:\s+[\w'’.:,-]+){{0,3}}|{_ALONE}", re.I
)
_BREAK = re.compile(rf"music|musik|{_MUSIC}|jingle|intro|outro|theme|♪|♫", re.I)

MARKER = re.compile(
    r"\[([^\[\]\n]{1,60})\]|[(（]([^()（）\n]{1,60})[)）]|\*([^*\n]{1,60})\*|"
    r"[♪♫]+([^♪♫\n]{0,200})[♪♫]+|[♪♫]+([^♪♫\n]{0,60})\Z|[♪♫]+"
)
"""A note that may be a marker.

Its fourth group holds the words between notes of music, its fifth those after the last note. A
lone note is music at its place: what follows it was said, unless it opens a short line.
"""

_SHORT = 80  # characters
"""A line of at most this length is sung to its end after a note of music that opens it."""

_BEFORE_SONG = re.compile(r"\W*(?:[\[(][^\[\]()]{0,60}[\])]\W*)?(?:[^:]{1,60}:\W*)?")
"""Notes, a label and signs, below which a line is sung: `[music] Ann: ♪ la la`."""

OPENS = "[(（*♪♫"
"""The characters that open a marker."""


def is_note(marker: re.Match[str]) -> bool:
    """Return whether a match of `MARKER` names a sound, or is sung."""
    bracketed, parenthesised, starred, *_ = marker.groups()
    if bracketed is not None:
        return _BRACKETED.fullmatch(bracketed.strip()) is not None
    bare = parenthesised if parenthesised is not None else starred
    return bare is None or _BARE.fullmatch(bare.strip()) is not None


def sung(marker: re.Match[str]) -> str:
    """Return the words that a marker says were sung."""
    if marker[4] or not marker[5] or len(marker.string) > _SHORT:
        return marker[4] or ""
    is_opening = _BEFORE_SONG.fullmatch(marker.string, 0, marker.start()) is not None
    return marker[5] if is_opening else ""


def left_of(marker: re.Match[str]) -> str:
    """Return the text that stays in the place of a match of `MARKER`."""
    if not is_note(marker):
        return marker[0]
    return " " if sung(marker) or not marker[5] else f" {marker[5]}"


def is_music(text: str) -> bool:
    """Return whether a marker in `text` names music or a jingle, as between parts of a show."""
    return _BREAK.search(text) is not None


def is_speech(text: str) -> bool:
    """Return whether any letter or digit is left of `text` once its markers are out."""
    left = MARKER.sub(left_of, text)
    return any(map(str.isalnum, left))
