"""Notices: whole lines that a tool writes beside the talk, told by their words.

    Transcribed by https://otter.ai         credits, at either end of a file
    Transcription ended after 00:06:11      notes of a meeting
    whisper_init_from_file: loading …       the log of a recogniser
    0:05 / 5 seconds                        the panel of YouTube, which says each stamp twice

Sources: exports of Otter, Google Meet, Teams, TurboScribe, Sonix, Descript, NPR's pages, the
output of whisper.cpp, openai-whisper and whisperX.
"""

import re

from indexer.formats.decoding import SPACES
from indexer.formats.grammar import Likeness, likeness
from indexer.formats.grammar.stamps import TIME, read

__all__ = ["bare", "is_credit", "is_made_by", "is_note", "repeats_stamp"]

_OPENING = f"{SPACES}>#*_=([•-"
_CLOSING = f"{SPACES}*_=)]👋•-"

_MADE = (
    r"(?:this (?:file|document|episode|text) was )?"
    r"(?:transcri(?:bed|pt|pts|ption)|subtitles?|captions?|subtitled|captioned|legendas"
    r"|sous-titr\w+|untertitel\w*|subt[ií]tulos)"
    r"(?: (?:was|is|were|are|has been))?"
    r"(?: (?:automatically|kindly))?"
)
_BY = r" (?:by|with|using|via|courtesy of|par|por|des|von)\b"
# "Transcribed by monks" is said: who made a transcript has a name, or an address.
_MAKER = (
    r" (?=(?:(?:the|an?|die|der|la) )?(?:(?-i:[^\w\s]|\w{0,40}[^\Wa-zß-öø-ÿ])|ai\b"
    r"|\S{1,60}\.\w))"
)

_CREDIT = re.compile(
    rf"{_MADE} (?:provided|generated|created|produced|made|powered|transcribed|realizados?"
    rf"|réalisés?|im auftrag){_BY}.{{1,160}}"
    rf"|{_MADE}{_BY}{_MAKER}.{{1,160}}"
    rf"|(?:(?:automated|automatic|ai) )?(?:transcription|transcript)s?"
    rf" (?:by|from|courtesy of){_MAKER}.{{1,100}}"
    r"|\W*(?:start|begin(?:ning)?|end)(?: of)?(?: the)?"
    r" (?:transcript(?:ion)?|recording|audio|interview|file)\W*"
    r"|copyright (?:©|\(c\))? ?(?:19|20)\d\d\b.{0,200}|© ?(?:19|20)\d\d\b.{0,200}"
    r"|.{0,40}\bterms of use and permissions\b.{0,200}"
    r"|(?:npr )?transcripts are created on a rush deadline.{0,600}"
    r"|accuracy and availability (?:of .{1,40} )?may vary.{0,300}"
    r"|the authoritative record of .{1,60} is the audio.{0,100}"
    r"|this file is longer than .{1,60}\bgo unlimited\b.{0,200}"
    r"|(?:go unlimited|upgrade|subscribe) (?:to|at) \S+.{0,80}to (?:remove|transcribe).{0,100}"
    r"|follow along using the transcript\W*|show transcript|search in video"
    r"|\{qttext\}.{0,600}|this is a rush transcript\b.{0,200}"
    r"|powered by (?-i:[A-Z])\w*(?: [-–—|] .{1,120}|\W*)"
    r"|hosted (?:on|by) (?-i:[A-Z])\w{2,30}\.(?: (?:see|visit) \S+\.\S+.{0,80})?"
    r"|(?:see|visit) \S+\.\S+ for (?:more |privacy )?information\W*"
    r"|learn more about your ad choices\b.{0,80}|(?:privacy|gdpr)\b.{0,40}https?://\S+"
    # Nobody says the signs of an address, so the line is written.
    r"|(?:subscribe|follow|listen|find|support|visit|learn|more|watch|read|sign up|join|donate|get"
    r"|download|contact)\b[^.!?\n]{0,80}https?://\S+\W*|(?:https?://|www\.)\S+",
    re.IGNORECASE,
)
_MADE_BY = re.compile(rf"{_MADE}{_BY}.{{1,160}}", re.IGNORECASE)
_GENERATED = re.compile(
    r"(?:(?:please note|note|disclaimer|nb)[:,]? (?:that )?)?(?:this |the )?"
    r"(?:editable |meeting |full )?(?:transcript|transcription|text|file|caption)s?"
    r" (?:(?:was|is|has been|were|may be|are) (?:(?:computer|auto|machine|automatically|ai)[- ]?"
    r"(?:generated|transcribed|created|produced)"
    r"|(?:generated|transcribed|created|produced) (?:automatically|(?:by|with|using) "
    r"(?:an? )?(?:ai|machine|computer|software|automat\w+|speech)))"
    r"|(?:may|might) (?:contain|have|include) (?:some )?"
    r"(?:errors|mistakes|inaccuracies))\b.{0,300}",
    re.IGNORECASE,
)
_MEETING = re.compile(
    rf"(?-i:[A-Z])\w{{1,30}}(?: \([\w ]{{1,30}}\))? \(auto-generated\)?"
    rf"|(?:transcription|recording|meeting|transcript|call)"
    rf" (?:has )?(?:ended|started|stopped|began|begins|ends|paused|resumed)"
    rf"(?:(?: after| at| in)? \W{{0,3}}{TIME}\W{{0,3}})?",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    rf"(?P<name>[^:\n\[\]()]{{1,60}}?) (?:(?:started|stopped|ended|paused|resumed) (?:the )?"
    rf"(?:transcription|recording|transcribing)"
    rf"|(?:has )?(?:joined|left)(?: the)? (?:meeting|call|chat|room|conversation))"
    rf"(?:\s{{1,4}}{TIME})?"
)
_BREAK = re.compile(
    r"(?P<mark>[\[(*]|[-–—=_]{2,} ?)(?:(?:start|end) of (?:the )?)?"
    r"(?:ad|ads|advertisement|commercial|sponsor|mid-?roll)"
    r"(?: (?:break|message|read|spot|segment|begins?|starts?|ends?))?\s?(?:[\])*]|[-–—=_]{2,})",
    re.IGNORECASE,
)
_LOG = re.compile(
    r"(?:whisper_\w+|ggml_\w+|main|system_info|output_\w+|read_wav|whisper_print_timings"
    r"|whisper_backend_\w+|log_mel_\w+)\s?: .{1,300}"
    r"|detecting language using up to .{1,200}|detected language\b.{0,100}"
    r"|.{0,200}FP16 is not supported on CPU.{0,60}|warnings\.warn\(.{0,100}"
    r"|\d{1,3}%\|.{0,120}|>?>?\s?performing (?:transcription|alignment|diarization)\W*"
    r"|(?:lightning|pyannote|torchaudio|model was trained with)\b.{0,30}\bv?\d+\.\d+.{0,200}",
    re.IGNORECASE,
)
_TIME = re.compile(TIME)


def bare(line: str) -> str:
    """Return a line without the marks of headings, lists, emphasis and brackets around it."""
    return line.lstrip(_OPENING).rstrip(_CLOSING)


def is_credit(line: str) -> bool:
    """Return whether a line tells of the transcript, as at the ends of a file."""
    said = bare(line)
    return _CREDIT.fullmatch(said) is not None or _GENERATED.fullmatch(said) is not None


def is_made_by(line: str) -> bool:
    """Return whether a line may tell who made the transcript, or be said, if nobody is named."""
    return _MADE_BY.fullmatch(bare(line)) is not None


def is_note(line: str) -> bool:
    """Return whether a line is a note of a meeting or of a recogniser, which may be anywhere."""
    said = bare(line)
    if _MEETING.fullmatch(said) or _LOG.fullmatch(said) or _BREAK.fullmatch(line.strip()):
        return True
    somebody = _SOMEBODY.fullmatch(said)
    return somebody is not None and likeness(somebody["name"]) is Likeness.NAME


def repeats_stamp(line: str, above: str) -> bool:
    """Return whether a line says in words the stamp above it: `0:05`, `5 seconds`."""
    line, above = line.strip(), above.strip()
    return (
        _TIME.fullmatch(line) is not None
        and _TIME.fullmatch(above) is not None
        and read(line) == read(above)
    )
