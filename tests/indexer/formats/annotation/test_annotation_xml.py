import pytest

from tests.indexer.reading import read, refused


def said(text: str, name: str) -> list[tuple[str | None, float | None, float | None, str]]:
    transcript = read("talk.xml", f'<?xml version="1.0"?>\n{text}')
    assert transcript.format == name
    return [(cue.speaker, cue.start, cue.end, cue.text) for cue in transcript.cues]


def tier(about: str, *annotations: tuple[int, int, str]) -> str:
    inside = "".join(
        f'<ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1="t{one}" TIME_SLOT_REF2="t{two}">'
        f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
        for one, two, text in annotations
    )
    return f"<TIER {about}>{inside}</TIER>"


def elan(*tiers: str) -> str:
    slots = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="t{at}" TIME_VALUE="{at * 1000}"/>' for at in range(6)
    )
    inside = f"<TIME_ORDER>{slots}</TIME_ORDER>{''.join(tiers)}"
    return f"<ANNOTATION_DOCUMENT>{inside}</ANNOTATION_DOCUMENT>"


def test_elan_has_a_tier_for_each_participant() -> None:
    text = elan(
        tier('TIER_ID="x" PARTICIPANT="Ann"', (0, 2, "Hello &amp; hi."), (4, 5, "Yes.")),
        tier('TIER_ID="Bob"', (2, 4, "Why?")),
        tier('TIER_ID="gloss" PARENT_REF="Bob"', (2, 3, "INTERJ")),
        tier('TIER_ID="notes"', (2, 3, "Noise.")),
    )

    assert said(text, "ELAN") == [
        ("Ann", 0.0, 2.0, "Hello & hi."),
        ("Bob", 2.0, 4.0, "Why?"),
        ("Ann", 4.0, 5.0, "Yes."),
    ]


def test_exmaralda_has_tiers_of_speakers_over_a_timeline() -> None:
    text = (
        "<basic-transcription><head><speakertable><speaker id='S'><abbreviation>Ann</abbreviation>"
        "</speaker></speakertable></head><basic-body><common-timeline><tli id='a' time='1.5'/>"
        "<tli id='b' time='4'/></common-timeline><tier speaker='S' type='t' category='v'>"
        "<event start='a' end='b'>Hello.</event></tier><tier speaker='S' type='a' category='en'>"
        "<event start='a' end='b'>No.</event></tier></basic-body></basic-transcription>"
    )

    assert said(text, "EXMARaLDA") == [("Ann", 1.5, 4.0, "Hello.")]


def test_transcriber_cuts_turns_at_times_and_says_who_talks_along() -> None:
    text = (
        '<Trans xml:lang="fr"><Speakers><Speaker id="a" name="Ann"/><Speaker id="b" name="Bob"/>'
        '</Speakers><Episode><Section><Turn startTime="0" endTime="1"><Sync time="0"/></Turn>'
        '<Turn speaker="a" startTime="1" endTime="5"><Sync time="1"/>Hello.<Event desc="b"/> So.'
        '<Sync time="3.5"/>Yes.</Turn><Turn speaker="a b" startTime="5" endTime="7">'
        '<Sync time="5"/><Who nb="1"/>Oak?<Who nb="2"/>Tar.</Turn></Section></Episode></Trans>'
    )

    assert said(text, "Transcriber") == [
        ("Ann", 1.0, None, "Hello."),
        ("Ann", None, None, "So."),
        ("Ann", 3.5, 5.0, "Yes."),
        ("Ann", 5.0, None, "Oak?"),
        ("Bob", None, None, "Tar."),
    ]
    assert read("talk.trs", text).language == "fr"


def test_tei_has_utterances_on_a_timeline() -> None:
    text = (
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><title>No</title><particDesc>"
        "<person xml:id='A'><persName><forename>Ann</forename> <surname>Lee</surname></persName>"
        "</person></particDesc></teiHeader><text><timeline unit='s'><when xml:id='T0'/>"
        "<when xml:id='T1' interval='1.5' since='#T0'/><when xml:id='T2' absolute='00:00:04'/>"
        "</timeline><body><u who='#A' start='#T1' end='#T2'>Hello <pause/>there.<note>No</note>"
        "</u><annotationBlock who='#B' start='#T2'><u who='#B'><seg><w>So</w><w>it</w><w>is</w>"
        "</seg></u></annotationBlock></body></text></TEI>"
    )

    assert said(text, "TEI") == [
        ("Ann Lee", 1.5, 4.0, "Hello there."),
        ("B", 4.0, None, "So it is"),
    ]


def test_tei_has_speeches_without_times() -> None:
    text = (
        "<TEI><text><body><head>No</head><sp who='#a'><speaker>Ann Lee.</speaker><stage>No</stage>"
        "<p>Hello.</p><p>Hi.</p></sp><sp><speaker>Bob:</speaker><l>Yes.</l></sp></body></text></TEI>"
    )

    assert said(text, "TEI") == [("Ann Lee", None, None, "Hello. Hi."), ("Bob", None, None, "Yes.")]


@pytest.mark.parametrize("root", ["ANNOTATION_DOCUMENT", "Trans", "TEI"])
def test_a_document_without_talk_is_no_transcript(root: str) -> None:
    assert "no speech in it" in refused("talk.xml", f"<{root}><a/></{root}>").reason
