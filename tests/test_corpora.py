import re
from pathlib import Path

import pytest

import index
import indexer
from index import SearchRequest
from indexer import recording

pytestmark = pytest.mark.corpora

HAND_MADE = "013-flask-armin-ronacher"


@pytest.fixture(scope="module")
def engine(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> index.Engine:
    """A part of Talk Python small enough for the suite: the first shows, and labelled ones."""
    show = corpora / "talk-python"
    files = [
        *sorted((show / "original").iterdir()),
        *sorted((show / "transcripts").glob("00*.txt")),
        *sorted((show / "transcripts").glob("016*.txt")),
        *sorted((show / "youtube_transcripts").glob("55*.vtt")),
        *sorted((show / "youtube_transcripts").glob("536*.vtt")),
    ]
    location = tmp_path_factory.mktemp("talk-python") / "index"
    report = indexer.build(files, location)
    assert report.episodes == len(files)
    return index.open_index(location)


def hits(engine: index.Engine, q: str) -> tuple[index.Hit, ...]:
    return engine.search(SearchRequest(q=q, limit=100)).hits


def test_a_phrase_of_the_opening_is_found_at_the_opening(engine: index.Engine) -> None:
    (hit,) = hits(engine, '"pour some web into your flask"')

    assert hit.episode.id == HAND_MADE
    assert hit.episode.number == "13"
    # The line stands before the first stamp, so it is said from the beginning on.
    assert hit.time is not None
    assert 0 <= hit.time < 38


def test_every_wsgi_of_the_hand_made_transcript_is_found_in_its_turn(
    engine: index.Engine, corpora: Path
) -> None:
    # By hand: the turns that say WSGI, by their stamps, and how often each does.
    text = (corpora / "talk-python" / "original" / f"{HAND_MADE}.txt").read_text(encoding="utf-8")
    said = {}
    stamps = []
    for paragraph in re.split(r"\n\s*\n", text):
        stamp = re.match(r"\s*(\d+):(\d\d)\s", paragraph)
        if stamp:
            stamps.append(int(stamp[1]) * 60 + int(stamp[2]))
        if count := len(re.findall(r"\bwsgi\b", paragraph, re.IGNORECASE)):
            said[stamps[-1]] = count
    ends = dict(zip(stamps, [*stamps[1:], 10**9], strict=True))

    found = [hit for hit in hits(engine, "wsgi") if hit.episode.id == HAND_MADE]
    times = [match.start for hit in found for match in hit.matches]

    assert len(times) == sum(said.values()) > 5
    for start, count in said.items():
        assert sum(t is not None and start <= t <= ends[start] for t in times) == count


def test_a_labelled_speakers_words_are_found_as_hers_alone(
    engine: index.Engine, corpora: Path
) -> None:
    # By hand: the lines under <v Carlton Gibson> that say Django, in the file.
    path = next((corpora / "talk-python" / "youtube_transcripts").glob("556*.vtt"))
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    told = sum(
        len(re.findall(r"\bdjango\b", block, re.IGNORECASE))
        for block in blocks
        if "<v Carlton Gibson>" in block
    )

    found = hits(engine, "django speaker:carlton")

    assert {hit.speaker for hit in found} == {"Carlton Gibson"}
    assert {hit.speaker_source for hit in found} == {"labelled"}
    exact = [m for h in found for m in h.matches if h.text[m.offset :][:6].lower() == "django"]
    # Possessives and plurals count as matches too, so there are at least as many.
    assert len(exact) >= told > 20


def test_a_name_is_no_part_of_a_longer_name(engine: index.Engine) -> None:
    # A guest of one of these episodes is called Arminio.
    assert hits(engine, "speaker:arminio")
    assert {hit.speaker for hit in hits(engine, "speaker:armin")} == {"Armin Ronacher"}


def test_a_matchs_time_lies_in_the_cue_that_says_it(engine: index.Engine, corpora: Path) -> None:
    path = next((corpora / "talk-python" / "youtube_transcripts").glob("556*.vtt"))
    cues = indexer.read(path, path.read_bytes()).cues
    spans = [
        (c.start or 0.0, c.end or 0.0)
        for c in cues
        if re.search(r"\bpycon\b", c.text, re.IGNORECASE)
    ]

    found = [h for h in hits(engine, '"pycon"') if h.episode.id == path.stem]

    assert found
    for hit in found:
        for match in hit.matches:
            assert match.start is not None
            assert any(
                s is not None and e is not None and s - 1 <= match.start <= e + 1 for s, e in spans
            )


@pytest.mark.parametrize("name", ["72-remote-work", "74-linking"])
def test_words_and_paragraphs_of_one_episode_are_cut_alike(corpora: Path, name: str) -> None:
    show = corpora / "metamuse"
    cut = []
    for path in (show / f"audiotext__{name}.json", show / f"plaintext__{name}.txt"):
        reading = recording.read(recording.load([path], []), [], [])
        assert reading is not None
        cut.append([(segment.speaker, segment.text) for segment in reading.segments])

    assert cut[0] == cut[1]
    assert len(cut[0]) > 200


def test_flask_is_found_in_what_armin_says(engine: index.Engine) -> None:
    found = hits(engine, "flask speaker:armin")

    assert len(found) > 10
    assert {hit.speaker for hit in found} == {"Armin Ronacher"}
    # Nobody labelled him: that is inferred, and says so with its probability.
    assert {hit.speaker_source for hit in found} == {"inferred"}
    assert all(0.85 <= (hit.speaker_probability or 0) < 1 for hit in found)


@pytest.mark.parametrize(
    ("q", "said"),
    [
        ("C++", r"C\+\+"),
        ("C#", r"C#"),
        ("C", r"\bC\b(?![+#'])"),
        (".NET", r"(?<![\w.])\.NET\b"),
        ("node.js", r"node\.js"),
        ("nodejs", r"node\.?js"),
        ("3.12", r"3\.12"),
        ("__init__", r"__init__"),
        ("100%", r"\b100%"),
        ("100", r"\b100\b(?!%)"),
        ("I/O", r"I/O"),
        ("f-strings", r"f-strings"),
        ("don't", r"don['’]t"),
        ("Flask-SQLAlchemy", r"Flask[- ]SQLAlchemy"),
        ("uWSGI", r"uWSGI"),
        ("--upgrade", r"--upgrade"),
        ("pip install", r"pip install"),
        ("itsdangerous", r"it'?s ?dangerous"),
        ("virtualenv", r"virtual ?env"),
        ("websocket", r"web ?socket"),
        ("redbull", r"red ?bull"),
        ("SOLR", r"\bsolr\b"),
        ("dataframe", r"data ?frame"),
        ('"you know"', r"you know"),
        ('"to be or not to be"', r"to be,? or not to be"),
        ("speaker:", r"\bspeaker"),
    ],
)
def test_words_as_programmers_write_them_are_first_where_they_are_said(
    engine: index.Engine, q: str, said: str
) -> None:
    """Capitals count for the C family alone: the others are said in all spellings."""
    wanted = re.compile(said, 0 if q.startswith("C") else re.IGNORECASE)
    is_said = any(
        wanted.search(segment.text)
        for episode in engine.episodes()
        for segment in engine.segments(episode.id)
    )
    found = hits(engine, q)

    assert bool(found) >= is_said
    if is_said:
        assert wanted.search(found[0].segment.text), found[0].segment.text
