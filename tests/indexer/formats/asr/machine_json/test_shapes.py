"""One short talk in the JSON of many tools, as their documentation shows it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from index import TranscriptError
from indexer import Transcript
from indexer.recording import read_file


class Line(NamedTuple):
    start: float
    end: float
    speaker: str
    text: str

    @property
    def words(self) -> list[tuple[str, float, float]]:
        """Return each word with its times, spread over the line."""
        words = self.text.split()
        step = (self.end - self.start) / len(words)
        return [
            (word, round(self.start + at * step, 3), round(self.start + (at + 1) * step, 3))
            for at, word in enumerate(words)
        ]


ANN, BEN = "Ann Sole", "Ben Tarn"
TALK = [
    Line(0.5, 4.5, ANN, "The tide is low, so we walk out to the wreck."),
    Line(5.0, 8.5, BEN, "Mind the mud, it took my boot last year."),
    Line(9.0, 12.5, ANN, "And did the sea ever give it back?"),
    Line(13.0, 17.0, BEN, "It did, with a crab in it, and the crab stayed."),
    Line(17.5, 20.0, ANN, "Then it is the crab's boot now."),
]
NUMBER = {ANN: 0, BEN: 1}


def ms(second: float) -> int:
    return round(second * 1000)


def clock(second: float) -> str:
    return f"00:00:{second:06.3f}"


def lines(make: Callable[[Line], object]) -> list[object]:
    return [make(line) for line in TALK]


def azure_words(line: Line) -> list[dict[str, object]]:
    return [
        {
            "word": word.strip(".,?").lower(),
            "offset": f"PT{start}S",
            "offsetInTicks": round(start * 1e7),
            "duration": "PT0.1S",
        }
        for word, start, _ in line.words
    ]


def elements(line: Line) -> list[dict[str, object]]:
    """Return words and signs apart, as AWS, Rev and Speechmatics write them."""
    found: list[dict[str, object]] = []
    for word, start, end in line.words:
        bare = word.rstrip(".,?")
        found.append({"text": bare, "type": "word", "start_time": start, "end_time": end})
        if bare != word:
            found.append({"text": word[len(bare) :], "type": "punctuation"})
    return found


Shape = tuple[object, tuple[str | None, str | None]]
NAMED, NUMBERED, NOBODY = (ANN, BEN), ("Speaker 0", "Speaker 1"), (None, None)

SHAPES: dict[str, Shape] = {
    "AssemblyAI, words": (
        {
            "audio_duration": 20,
            "words": [
                {"text": w, "start": ms(s), "end": ms(e), "speaker": "AB"[NUMBER[line.speaker]]}
                for line in TALK
                for w, s, e in line.words
            ],
        },
        ("Speaker A", "Speaker B"),
    ),
    "Azure batch": (
        {
            "duration": "PT20S",
            "combinedRecognizedPhrases": [{"channel": 0, "display": "The tide is low"}],
            "recognizedPhrases": lines(
                lambda line: {
                    "channel": 0,
                    "speaker": NUMBER[line.speaker],
                    "offset": f"PT{line.start}S",
                    "duration": f"PT{line.end - line.start}S",
                    "offsetInTicks": line.start * 1e7,
                    "nBest": [
                        {
                            "lexical": line.text.lower(),
                            "display": line.text,
                            "words": azure_words(line),
                        },
                        {"lexical": "other", "display": "Another reading."},
                    ],
                }
            ),
        },
        NUMBERED,
    ),
    "Azure SDK, ticks": (
        lines(
            lambda line: {
                "Id": "a1",
                "RecognitionStatus": "Success",
                "DisplayText": line.text,
                "Offset": round(line.start * 1e7),
                "Duration": round((line.end - line.start) * 1e7),
            }
        ),
        NOBODY,
    ),
    "Gladia v2": (
        {
            "result": {
                "metadata": {"audio_duration": 20.0},
                "transcription": {
                    "languages": ["en"],
                    "full_transcript": " ".join(line.text for line in TALK),
                    "utterances": lines(
                        lambda line: {
                            "start": line.start,
                            "end": line.end,
                            "channel": 0,
                            "speaker": NUMBER[line.speaker],
                            "text": line.text,
                            "words": [
                                {"word": f" {w}", "start": s, "end": e} for w, s, e in line.words
                            ],
                        }
                    ),
                },
                "translation": {
                    "results": [{"utterances": [{"start": 1, "end": 20, "text": "La marée " * 60}]}]
                },
            }
        },
        NUMBERED,
    ),
    "Gladia v1": (
        {
            "prediction": lines(
                lambda line: {
                    "transcription": line.text,
                    "time_begin": line.start,
                    "time_end": line.end,
                    "speaker": f"speaker_{NUMBER[line.speaker]}",
                }
            )
        },
        ("speaker_0", "speaker_1"),
    ),
    "Premiere": (
        {
            "language": "en-us",
            "segments": lines(
                lambda line: {
                    "start": line.start,
                    "duration": line.end - line.start,
                    "speaker": f"c3-{NUMBER[line.speaker]}",
                    "words": [
                        {"text": w, "start": s, "duration": 0.1, "eos": False, "type": "word"}
                        for w, s, _ in line.words
                    ],
                }
            ),
            "speakers": [{"id": "c3-0", "name": ANN}, {"id": "c3-1", "name": BEN}],
        },
        NAMED,
    ),
    "Recall v1": (
        lines(
            lambda line: {
                "speaker": line.speaker,
                "speaker_id": 100,
                "words": [
                    {"text": w, "start_timestamp": s, "end_timestamp": e} for w, s, e in line.words
                ],
            }
        ),
        NAMED,
    ),
    "Soniox tokens": (
        {
            "text": "",
            "tokens": [
                {
                    "text": piece,
                    "start_ms": ms(s),
                    "end_ms": ms(e),
                    "speaker": str(NUMBER[line.speaker]),
                }
                for line in TALK
                for w, s, e in line.words
                for piece in ([f" {w[:2]}", w[2:]] if len(w) > 3 else [f" {w}"])
            ],
        },
        NUMBERED,
    ),
    "Speechmatics-like elements": (
        {"results": [one | {"speaker": line.speaker} for line in TALK for one in elements(line)]},
        NAMED,
    ),
    "Google v1, speakers in the last result": (
        {
            "results": [
                *lines(
                    lambda line: {
                        "alternatives": [
                            {
                                "transcript": line.text,
                                "words": [
                                    {"word": w, "startTime": f"{s}s", "endTime": f"{e}s"}
                                    for w, s, e in line.words
                                ],
                            }
                        ]
                    }
                ),
                {
                    "alternatives": [
                        {
                            "words": [
                                {
                                    "word": w,
                                    "startTime": f"{s}s",
                                    "endTime": f"{e}s",
                                    "speakerTag": NUMBER[line.speaker] + 1,
                                }
                                for line in TALK
                                for w, s, e in line.words
                            ]
                        }
                    ]
                },
            ]
        },
        ("Speaker 1", "Speaker 2"),
    ),
    "Google, durations as objects": (
        {
            "results": lines(
                lambda line: {
                    "alternatives": [
                        {
                            "words": [
                                {
                                    "word": w,
                                    "start_time": {
                                        "seconds": str(int(s)),
                                        "nanos": round(s % 1 * 1e9),
                                    },
                                }
                                for w, s, _ in line.words
                            ]
                        }
                    ]
                }
            )
        },
        NOBODY,
    ),
    "ElevenLabs, two channels": (
        {
            "transcripts": [
                {
                    "channel_index": at,
                    "text": " ".join(line.text for line in TALK if line.speaker == name),
                    "words": [
                        {
                            "text": w,
                            "start": s,
                            "end": e,
                            "type": "word",
                            "speaker_id": f"speaker_{at}",
                        }
                        for line in TALK
                        if line.speaker == name
                        for w, s, e in line.words
                    ],
                }
                for at, name in enumerate((ANN, BEN))
            ]
        },
        ("speaker_0", "speaker_1"),
    ),
    "Vosk, a result after another": (
        [
            {
                "result": [
                    {"word": w, "start": s, "end": e, "conf": 1.0} for w, s, e in line.words
                ],
                "text": line.text,
            }
            for line in TALK
        ],
        NOBODY,
    ),
    "YouTube json3, written captions": (
        {
            "wireMagic": "pb3",
            "events": lines(
                lambda line: {
                    "tStartMs": ms(line.start),
                    "dDurationMs": ms(line.end - line.start),
                    "segs": [{"utf8": line.text.replace(", ", ",\n")}],
                }
            ),
        },
        NOBODY,
    ),
    "triples": ([[line.start, line.end, line.text] for line in TALK], NOBODY),
    "clocks as keys": ({clock(line.start): line.text for line in TALK}, NOBODY),
    "numbers as strings": (
        {
            "captions": lines(
                lambda line: {
                    "start": str(line.start),
                    "dur": str(line.end - line.start),
                    "text": line.text,
                }
            )
        },
        NOBODY,
    ),
    "short keys": (
        lines(
            lambda line: {
                "st": f"{line.start:.2f}",
                "et": f"{line.end:.2f}",
                "spk": line.speaker,
                "txt": line.text,
            }
        ),
        NAMED,
    ),
    "Zoom": (
        {
            "timeline": lines(
                lambda line: {
                    "ts": clock(line.start),
                    "end_ts": clock(line.end),
                    "users": [{"username": line.speaker, "user_id": "7"}],
                    "text": line.text,
                }
            )
        },
        NAMED,
    ),
    "Zoom, a user for each line": (
        {
            "transcript": lines(
                lambda line: {
                    "user_name": line.speaker,
                    "ts": clock(line.start),
                    "end_ts": clock(line.end),
                    "text": line.text,
                }
            )
        },
        NAMED,
    ),
    "Happy Scribe": (
        lines(
            lambda line: {
                "speaker": line.speaker,
                "words": [
                    {"text": f"{word} ", "type": "text", "data_start": start, "data_end": end}
                    for word, start, end in line.words
                ],
            }
        ),
        NAMED,
    ),
    "Amberscript": (
        {
            "speakers": [{"spkid": "spk1", "name": ANN}, {"spkid": "spk2", "name": BEN}],
            "segments": lines(
                lambda line: {
                    "speaker": f"spk{NUMBER[line.speaker] + 1}",
                    "words": [
                        {"text": word, "start": start, "end": end}
                        for word, start, end in line.words
                    ],
                }
            ),
        },
        NAMED,
    ),
    "blocks of Draft.js": (
        {
            "blocks": lines(
                lambda line: {
                    "text": line.text,
                    "type": "paragraph",
                    "data": {
                        "speaker": line.speaker,
                        "start": line.start,
                        "words": [
                            {"start": start, "end": end, "word": word}
                            for word, start, end in line.words
                        ],
                    },
                }
            ),
            "entityMap": {},
        },
        NAMED,
    ),
    "objects by id": (
        {"segments": {f"seg_{at}": line._asdict() for at, line in enumerate(TALK)}},
        NAMED,
    ),
    "objects by number, in any order": (
        {str(at): TALK[at]._asdict() for at in reversed(range(len(TALK)))},
        NAMED,
    ),
    "a header and rows": (
        {"columns": Line._fields, "index": [0, 1, 2, 3, 4], "data": TALK},
        NAMED,
    ),
    "a header of objects and rows": (
        {"fields": [{"name": name, "type": "text"} for name in Line._fields], "rows": TALK},
        NAMED,
    ),
    "columns": (
        {name: [getattr(line, name) for line in TALK] for name in Line._fields},
        NAMED,
    ),
    "columns by row": (
        {
            name: {str(at): getattr(line, name) for at, line in enumerate(TALK)}
            for name in Line._fields
        },
        NAMED,
    ),
    "seconds with an s": (
        lines(
            lambda line: {
                "from": f"{line.start}s",
                "to": f"{line.end}s",
                "who": line.speaker,
                "said": line.text,
            }
        ),
        NAMED,
    ),
    "speakers in a list, by place": (
        {
            "speakers": [ANN, BEN],
            "transcript": {
                "segments": lines(
                    lambda line: {
                        "start": line.start,
                        "end": line.end,
                        "speaker": NUMBER[line.speaker],
                        "text": line.text,
                    }
                )
            },
        },
        NAMED,
    ),
    "speaker names map": (
        {
            "data": {
                "speaker_names": {"A": {"name": ANN}, "B": {"name": BEN}},
                "segments": lines(
                    lambda line: {
                        "start": line.start,
                        "end": line.end,
                        "speaker": "AB"[NUMBER[line.speaker]],
                        "text": line.text,
                    }
                ),
            }
        },
        NAMED,
    ),
    "a diarization beside it": (
        {
            "segments": lines(
                lambda line: {"start": line.start, "end": line.end, "text": line.text}
            ),
            "diarization": lines(
                lambda line: {"start": line.start, "end": line.end, "speaker": line.speaker}
            ),
        },
        NAMED,
    ),
    "paragraphs of sentences": (
        {
            "paragraphs": lines(
                lambda line: {
                    "speaker": line.speaker,
                    "start": line.start,
                    "end": line.end,
                    "sentences": [{"text": line.text, "start": line.start, "end": line.end}],
                }
            )
        },
        NAMED,
    ),
    "turns of segments": (
        {
            "turns": lines(
                lambda line: {
                    "speaker": {"id": 4, "name": line.speaker},
                    "segments": [
                        {"text": line.text, "startMs": ms(line.start), "endMs": ms(line.end)}
                    ],
                }
            )
        },
        NAMED,
    ),
    "aeneas": (
        {
            "fragments": lines(
                lambda line: {
                    "id": "f1",
                    "begin": f"{line.start:.3f}",
                    "end": f"{line.end:.3f}",
                    "lines": [line.text],
                }
            )
        },
        NOBODY,
    ),
    "forced alignment, words and phones": (
        {
            "tiers": {
                "words": {"entries": [[s, e, w] for line in TALK for w, s, e in line.words]},
                "phones": {"entries": [[s, s + 0.01, "AH"] for s in range(300)]},
            }
        },
        NOBODY,
    ),
    "ranges of clocks": (
        lines(
            lambda line: {
                "timestamp": f"[{clock(line.start)} - {clock(line.end)}]",
                "speaker": line.speaker,
                "text": line.text,
            }
        ),
        NAMED,
    ),
    "Teams": (
        {
            "entries": lines(
                lambda line: {
                    "text": line.text,
                    "speakerDisplayName": line.speaker,
                    "speakerId": "8:x",
                    "startOffset": f"{clock(line.start)}0000",
                    "endOffset": f"{clock(line.end)}0000",
                }
            )
        },
        NAMED,
    ),
    "a date and a time of the recording": (
        {
            "messages": lines(
                lambda line: {
                    "text": line.text,
                    "from": {"name": line.speaker},
                    "startTime": "2024-05-06T14:00:00Z",
                    "timeOffset": line.start,
                    "duration": line.end - line.start,
                }
            )
        },
        NOBODY,
    ),
    "times of day": (
        lines(
            lambda line: {
                "speaker": line.speaker,
                "text": line.text,
                "timestamp": f"2024-05-06T14:00:{line.start:06.3f}+00:00",
            }
        ),
        NAMED,
    ),
    "a time with a start and an end": (
        lines(
            lambda line: {
                "time": {"start": line.start, "end": line.end},
                "speaker": line.speaker,
                "content": line.text,
            }
        ),
        NAMED,
    ),
    "Podcasting 2.0 in frames of a clock": (
        {
            "segments": lines(
                lambda line: {
                    "startTime": f"00:00:{int(line.start):02}:12",
                    "speaker": line.speaker,
                    "body": line.text,
                }
            )
        },
        NAMED,
    ),
}

# The first cue starts at 0 where times count from it.
FROM_THE_FIRST = {"times of day": 0.5}


def read(value: object) -> Transcript:
    return read_file(Path("talk.json"), json.dumps(value).encode())


@pytest.mark.parametrize("name", SHAPES)
def test_a_talk_is_the_same_in_every_shape(name: str) -> None:
    value, voices = SHAPES[name]
    names = dict(zip((ANN, BEN), voices, strict=True))

    cues = read(value).cues

    said = [(word, cue.speaker) for cue in cues for word in cue.text.split()]
    assert said == [(word, names[line.speaker]) for line in TALK for word in line.text.split()]
    shift = FROM_THE_FIRST.get(name, 0.0)
    starts = [cue.start for cue in cues for _ in cue.text.split()]
    said_in = [line for line in TALK for _ in line.text.split()]
    for start, line in zip(starts, said_in, strict=True):
        assert start is not None, line
        assert line.start - shift - 0.6 <= start <= line.end, line


SENTENCE = "Ten words of a post that nobody said to anybody."
NO_TALK: dict[str, object] = {
    "package": {"name": "boat", "version": "1.0", "scripts": {"test": "jest"}, "keywords": ["a"]},
    "chapters": {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Intro"}] * 5},
    "chapters with text": {"chapters": [{"start": at * 60, "text": "The mud"} for at in range(5)]},
    "a bare list of chapters": [{"start": at * 300, "text": "On the mud"} for at in range(8)],
    "posts": [{"title": "Mud", "body": SENTENCE, "date": "2021-03-04"}] * 5,
    "comments": {"comments": [{"time": 12.5, "text": SENTENCE}] * 5},
    "messages": [
        {"user": "U1", "text": SENTENCE, "ts": f"{1503435956 + at}.0002"} for at in range(5)
    ],
    "log": [
        {"timestamp": 1700000000 + at, "level": "info", "message": SENTENCE} for at in range(9)
    ],
    "offsets of entities": [
        {"word": "Boston", "start": 4, "end": 10, "score": 0.9},
        {"word": "Ann", "start": 14, "end": 17, "score": 0.9},
    ],
    "thumbnails": [{"start": at, "end": at + 5, "text": f"img/{at}.jpg"} for at in range(0, 50, 5)],
    "a series": [{"time": at, "value": at * 1.5} for at in range(10)],
    "metadata of a video": {"id": "x", "title": "Mud", "duration": 20, "chapters": []},
    "texts": ["one text", "another text"],
    "a playlist": {"tracks": [{"name": "Tide", "length": 240, "artist": "Ann"}] * 5},
    "words to colours": [{"apple": "red"}, {"pear": "green"}, {"plum": "blue"}],
    "dates of several days": [
        {"speaker": "Ann", "text": SENTENCE, "timestamp": f"2024-05-0{day}T10:00:00Z"}
        for day in range(1, 6)
    ],
    "a text in two languages": {
        code: {"start": 0, "text": SENTENCE, "font": "Sans"} for code in ("en", "de")
    },
    "columns of numbers": {"time": [0, 1, 2], "value": [0.5, 1.5, 2.5]},
    "rows of numbers": {"columns": ["time", "value"], "data": [[0, 0.5], [1, 1.5]]},
    "a configuration": {"text": {"font": "Sans", "size": 12}, "start": {"x": 1, "y": 2}},
}


@pytest.mark.parametrize("name", NO_TALK)
def test_json_that_is_no_talk_is_refused(name: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        read(NO_TALK[name])

    assert "in no transcript format" not in caught.value.reason
