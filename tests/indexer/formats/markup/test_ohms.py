from tests.indexer.reading import read

RECORD = '<ROOT xmlns="https://www.example.org/ohms"><record id="1">{}</record></ROOT>'


def test_minutes_stand_at_lines_and_words() -> None:
    talk = "LEE: Hello there,\nit is oak. And\nthen tar.\n\nPOE: Yes.\n\nLEE: So.\n\nPOE: Oh.\n"
    record = f"<sync>1:|2(4)|7(2)</sync><transcript>{talk}</transcript>"

    transcript = read("talk.xml", RECORD.format(record))

    assert transcript.format == "OHMS"
    assert [(cue.start, cue.speaker, cue.text) for cue in transcript.cues] == [
        (0.0, "LEE", "Hello there, it is oak."),
        (60.0, "LEE", "And then tar."),
        (None, "POE", "Yes."),
        (120.0, "LEE", "So."),
        (None, "POE", "Oh."),
    ]


def test_webvtt_within_it_is_read_as_such() -> None:
    vtt = "WEBVTT\n\n00:01.000 --&gt; 00:02.000\n&lt;v Ann&gt;Hello.\n"
    record = f"<sync/><transcript>Hello.</transcript><vtt_transcript>{vtt}</vtt_transcript>"

    (cue,) = read("talk.xml", RECORD.format(record)).cues

    assert (cue.start, cue.speaker, cue.text) == (1.0, "Ann", "Hello.")
