"""One recording from bytes to segments: decode, parse, clean, label, join, infer, cut.

    decode   formats.decode     bytes to text
    parse    formats.parse      text to cues as the file has them
    clean    talk.clean         sound markers and loops out of the text
    label    speakers.label     speaker labels out of the text
    join     speakers.join      one spelling for each speaker
    infer    speakers.infer     speakers of turns that have no label
    name     speakers.naming    the owner's word, before joining and after inference
    cut      talk.cut           cues to segments, apart where sponsors' messages are

A recording may have several files. The first four steps read each of them, the last three the
one that is taken.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from index import READING_VERSION, Episode, Segment, TranscriptError
from index.analysis import terms
from indexer import file_access, formats, memory, metadata, speakers, talk
from indexer.chapters import ChapterFile
from indexer.cues import SLOW, Cue, Transcript, TranscriptDoubt
from indexer.grouping import chapter_files, chosen_chapters, is_same_name, page_facts
from indexer.metadata import Facts, Known
from indexer.metadata.folders import is_named_by_folder
from indexer.metadata.speakers_file import OwnersWord, read_owners_word
from indexer.notes import Note, note_of
from indexer.report import Taken
from indexer.speakers import Guess, naming
from indexer.speakers.naming import Naming
from indexer.talk import language

__all__ = ["RawRecording", "Recording", "digests", "load", "read", "read_file"]

_OPENING = 3000  # characters of talk, in which an episode gives its number and date
_TOO_MUCH = (
    f"the files of its recording have more than {file_access.LARGEST:,} bytes; the first are read"
)
_MOST_WORDS = 200_000
"""The most different words of a recording. All 445 episodes of Talk Python have 35,000."""
_MOST_OF = 0.8  # of the words of a recording's longest file: a shorter one is a fragment


class RawRecording(NamedTuple):
    """A recording's files before they are read: contents, facts beside them, fingerprint.

    `owner` is what the owner says of the speakers. `chapters` are the files of the recording that
    hold its chapters, which are not among its contents.
    """

    contents: Mapping[Path, bytes]
    beside: Known
    fingerprint: str
    owner: OwnersWord
    chapters: Mapping[Path, ChapterFile]


class _File(NamedTuple):
    path: Path
    text: str
    transcript: Transcript


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording as it was read: the file that was taken, its transcript, segments and facts.

    `guesses` has a guess at the speaker of each cue, None where the file names the speaker or
    nobody is known. `spellings` are those of the owner's spellings of people that it has. `digest`
    is that of the file (`Episode.digest`).
    """

    path: Path
    transcript: Transcript
    guesses: Sequence[Guess | None]
    segments: Sequence[Segment]
    facts: Facts
    spellings: frozenset[str] = frozenset()
    digest: str = ""

    def episode(self, episode_id: str, fingerprint: str) -> Episode:
        """Return the episode under the id it is indexed by."""
        described = metadata.describe(episode_id, self.path, self.facts, fingerprint)
        return replace(described, digest=self.digest, reading=READING_VERSION)

    def taken(self, episode_id: str, words: int) -> Taken:
        """Return the entry of the report for this recording."""
        return Taken(
            path=self.path,
            episode=episode_id,
            format=self.transcript.format,
            language=self.facts["language"],
            cues=len(self.transcript.cues),
            segments=len(self.segments),
            words=words,
            timed=any(segment.start is not None for segment in self.segments),
            speakers=tuple(dict.fromkeys(s.speaker for s in self.segments if s.speaker)),
            removed=self.transcript.removed,
            chapters=len(self.facts.get("chapters", ())),
        )


def digests(contents: Iterable[bytes]) -> frozenset[str]:
    """Return the digests of the contents of files, as `Episode.digest` has them."""
    return frozenset(map(_digest, contents))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def load(files: Sequence[Path], skipped: list[Note], spoken: str | None = None) -> RawRecording:
    """Return the contents of a recording's files, with the facts beside them and a fingerprint.

    Files that cannot be read, or hold more than a recording, are added to `skipped`. `spoken` is
    the language that the caller gives; it is part of the fingerprint, as is `READING_VERSION`.
    """
    contents = _contents(files, skipped)
    beside = metadata.known_beside(files)
    owner = read_owners_word(files, beside.facts.get("number"))
    digest = hashlib.sha256(f"{READING_VERSION} {spoken}".encode())
    for file, data in contents.items():
        digest.update(f"{file.name}:{len(data)}:".encode())
        digest.update(data)
    digest.update(json.dumps(beside.facts, sort_keys=True, default=str).encode())
    if owner.naming != naming.NO_NAMING:
        digest.update(repr(owner.naming).encode())
    digest.update(f"{metadata.parsed_name(files[0])}".encode())
    chapters = chapter_files(contents)
    talk = {file: data for file, data in contents.items() if file not in chapters}
    return RawRecording(talk, beside, digest.hexdigest(), owner, chapters)


def _contents(files: Sequence[Path], skipped: list[Note]) -> dict[Path, bytes]:
    contents: dict[Path, bytes] = {}
    left = file_access.LARGEST
    for file in files:
        try:
            data = file_access.read(file)
            file_access.check_lines(file, data)
        except TranscriptError as error:
            skipped.append(note_of(error))
            continue
        if len(data) > left:
            skipped.append(Note(file, _TOO_MUCH))
            continue
        contents[file] = data
        left -= len(data)
    return contents


def read_file(path: Path, data: bytes) -> Transcript:
    """Return the transcript in `data`, the content of the file `path`, clean and labelled.

    Sound markers, loops and labels are out of the text, and every cue holds speech. Raises
    `TranscriptError` for a file that is no transcript or holds no speech.
    """
    text, doubts = formats.decoded(path, data)
    return _labelled(path, text, doubts)


@memory.uncollected()
def read(
    raw: RawRecording, skipped: list[Note], doubts: list[Note], spoken: str | None = None
) -> Recording | None:
    """Return the recording as its best file has it, None if no file can be read.

    The other files are added to `skipped` with the reason, doubts about the best one to
    `doubts`. `spoken` is the language code that the caller gives.
    """
    pages = _pages(raw.contents)
    talk = {path: data for path, data in raw.contents.items() if path not in pages}
    files = list(_readable(talk, skipped))
    if not files:
        skipped += [Note(path, read.refused) for path, read in raw.chapters.items()]
        return None
    best = _best(files)
    skipped += [
        Note(file.path, f"the same episode as {best.path.name}, which was taken")
        for file in files
        if file is not best
    ]
    skipped += [Note(path, f"a page about {best.path.name}, which has its talk") for path in pages]
    within = metadata.known_within(best.path, best.text, _opening(best.transcript.cues))
    doubts += [Note(best.path, d.reason, d.line or None) for d in best.transcript.doubts]
    of_pages = [known.facts for known in pages.values()]
    about = (note for known in pages.values() for note in known.doubts)
    for note in (*raw.beside.doubts, *about, *raw.owner.doubts, *within.doubts):
        if note not in doubts:
            doubts.append(note)
    facts = metadata.join(raw.beside.facts, *of_pages, within.facts, dict(best.transcript.facts))
    sources = _about_times(raw, best.path, list(talk), [*of_pages, within.facts])
    facts["chapters"] = chosen_chapters(
        best.path, _end(best.transcript.cues), raw.chapters, sources, skipped, doubts
    )
    reading, met, unclear = _segmented(best, facts, spoken, raw.owner.naming)
    doubts += [
        raw.owner.doubt(key, best.path.name, key in unclear)
        for key in naming.unmet(raw.owner.naming, met)
    ]
    spellings = naming.met_spellings(raw.owner.naming, met)
    return replace(reading, spellings=spellings, digest=_digest(raw.contents[best.path]))


def _about_times(
    raw: RawRecording, best: Path, talk: Sequence[Path], about: Sequence[Facts]
) -> Sequence[Facts]:
    """Return the facts that may tell times in the file `best`.

    A recording may join a podcast and its video, whose times differ. Then what is beside the other
    file, or about both, does not count.
    """
    same = [file for file in talk if is_same_name(file, best)]
    if len(same) == len(talk):
        return [raw.beside.facts, *about]
    return [metadata.known_beside(same).facts, *about[-1:]]


def _end(cues: Sequence[Cue]) -> float | None:
    """Return the second at which the talk ends, None without times.

    Where the file does not say it, it is estimated from the words after the last stamp.
    """
    end: float | None = None
    words = 0
    for cue in reversed(cues):
        words += cue.text.count(" ") + 1
        if cue.start is not None:
            end = cue.start + words / SLOW if cue.end is None else cue.end
            break
    return end


def _pages(contents: Mapping[Path, bytes]) -> Mapping[Path, Known]:
    """Return the facts of the files that are about the episode; a file alone is its talk."""
    if len(contents) < 2:
        return {}
    known = {path: page_facts(path, data) for path, data in contents.items()}
    found = {path: facts for path, facts in known.items() if facts is not None}
    return found if len(found) < len(contents) else {}


def _readable(contents: Mapping[Path, bytes], skipped: list[Note]) -> Iterator[_File]:
    for path, data in contents.items():
        try:
            text, doubts = formats.decoded(path, data)
            yield _File(path, text, _labelled(path, text, doubts))
        except TranscriptError as error:
            skipped.append(note_of(error))
        except Exception as error:
            # One file that breaks its reader must not take the others with it.
            if memory.is_for_memory(error):
                skipped.append(Note(path, memory.TOO_MUCH))
                continue
            what = f"{type(error).__name__}: {error}"
            skipped.append(Note(path, f"its reader failed on it ({what:.120}); please report it"))


# The steps between a file's text and its segments stand in these two functions: parse, clean and
# label for every file, then join, infer and cut for the best one of a recording.


def _labelled(path: Path, text: str, doubts: tuple[TranscriptDoubt, ...]) -> Transcript:
    raw = formats.parse(path, text)
    removed = Counter(raw.removed)
    clean = talk.clean(speakers.turns(raw.cues), raw.words, removed)
    unsure: list[TranscriptDoubt] = []
    labelled = speakers.label(clean, unsure)
    if not labelled:
        raise formats.without_speech(path, raw)
    if _is_no_talk(labelled):
        raise TranscriptError(path, f"no talk: it has more than {_MOST_WORDS:,} different words")
    if not raw.words:
        unsure += talk.leftovers(labelled, bool(raw.doubts or unsure))
    if raw.format.endswith("JSON"):
        # Its cues have numbers of segments in place of lines.
        unsure = [replace(doubt, line=0) for doubt in unsure]
    told = (*doubts, *raw.doubts, *unsure)
    return replace(raw, cues=labelled, removed=dict(+removed), doubts=told)


def _is_no_talk(cues: Sequence[Cue]) -> bool:
    """Return whether a text has more different words than a language: it is data of some kind."""
    if sum(len(cue.text) for cue in cues) < _MOST_WORDS:
        return False
    words: set[str] = set()
    for cue in cues:
        words.update(terms(cue.text))
        if len(words) > _MOST_WORDS:
            return True
    return False


def _segmented(
    file: _File, facts: Facts, spoken: str | None, owner: Naming
) -> tuple[Recording, frozenset[str], frozenset[str]]:
    """Return the recording, and the keys of the owner's word that it has and that are unclear."""
    path, _, transcript = file
    # The owner's names are given first, so that spellings are joined to them, and last, so that
    # nothing else overrules them.
    named, met = naming.rename(transcript.cues, owner)
    nobody = [
        cue.speaker is None and before.speaker is not None
        for cue, before in zip(named, transcript.cues, strict=True)
    ]
    known = facts.get("people", ())
    people = speakers.find(named, known, path.stem)
    full_names = tuple(name for name in people.everyone if " " in name)
    joined = speakers.join(named, (*(known or full_names), *naming.people(owner)))
    joined, guesses, settled, unclear = naming.settle(
        joined, speakers.infer(joined, people), owner, nobody
    )
    met |= settled
    messages = talk.sponsor_messages(joined)
    segments = talk.cut(joined, guesses, transcript.words, messages)
    code = spoken or language.code_of(facts.get("language"))
    code = code or language.code_of(transcript.language)
    if code is None:
        # `it.txt` may be of the play, and `no.vtt` be taken for Danish.
        code = language.detect(joined)
        by_name = language.code_of(path.stem) if is_named_by_folder(path) else None
        code = code if code == "en" else by_name or code
    everyone = (*(known or people.everyone), *naming.people(owner, met))
    reading = Recording(
        path,
        replace(transcript, cues=joined),
        guesses,
        segments,
        {**facts, "people": tuple(dict.fromkeys(everyone)), "language": code},
    )
    return reading, met, unclear


def _best(files: Sequence[_File]) -> _File:
    """Return the file to take: one that names speakers, then one that has exact times.

    A fragment is never the best.
    """
    most = max(_words(file.transcript) for file in files)
    return max(files, key=lambda file: _worth(file.transcript, most))


def _opening(cues: Sequence[Cue]) -> str:
    text = ""
    for cue in cues:
        if len(text) > _OPENING:
            break
        text += cue.text + " "
    return text


def _words(transcript: Transcript) -> int:
    return sum(cue.text.count(" ") + 1 for cue in transcript.cues)


def _worth(transcript: Transcript, most: int) -> tuple[bool, float, bool, bool]:
    cues = transcript.cues
    return (
        _words(transcript) >= _MOST_OF * most,
        round(sum(cue.speaker is not None for cue in cues) / len(cues), 1),
        any(cue.end is not None for cue in cues),
        any(cue.start is not None and cue.start % 1 for cue in cues),
    )
