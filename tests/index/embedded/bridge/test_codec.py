import io
import pickle
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from numpy.typing import NDArray
from whoosh import index as whoosh_index
from whoosh import query as whoosh_query
from whoosh.reading import TermNotFound

from index import open_writer
from index.embedded import format as file_format
from index.embedded.bridge.readers import Codec
from index.embedded.bridge.schema import SCHEMA
from index.embedded.codec import codec_for
from index.embedded.format.sections import FORMAT_VERSION, SectionWriter
from index.embedded.writing.merge_policies import NO_MERGE
from tests.builders import episode, indexed, segment
from tests.index.embedded.bridge.both_ways import Change, write_ours, write_theirs

FIELDS = ["text", "stem", "speaker", "episode"]


class Recorder(pickle.Unpickler):
    """Collects our names in a pickle."""

    def __init__(self, pickled: bytes) -> None:
        super().__init__(io.BytesIO(pickled))
        self.names: set[str] = set()

    def find_class(self, module: str, name: str) -> object:
        if not module.startswith(("whoosh", "builtins", "copyreg", "copy_reg", "__builtin__")):
            self.names.add(f"{module}:{name}")
        return super().find_class(module, name)


def test_a_table_of_contents_holds_these_names_and_no_others_of_ours(tmp_path: Path) -> None:
    indexed(tmp_path, {"a": ["pour some web"], "gone": ["more"]})
    with open_writer(tmp_path) as writer:
        writer.remove("gone")
        writer.add(episode("b"), [segment("flask")])

    (toc,) = tmp_path.glob("_MAIN_*.toc")
    written = toc.read_bytes()
    names = set()
    # The schema is pickled by protocol 2, the index segments by the newest, in a frame.
    for start in (written.index(b"\x80\x02"), written.index(b"\x80\x05\x95")):
        recorder = Recorder(written[start:])
        recorder.load()
        names |= recorder.names

    assert names == {
        "index.embedded.codec:codec_for",
        "index.embedded.codec:analyzer_for",
        "index.embedded.codec:names_field",
    }


def test_the_codec_of_this_version_is_had_from_its_pickle() -> None:
    assert isinstance(pickle.loads(pickle.dumps(codec_for(FORMAT_VERSION))), Codec)


@pytest.mark.parametrize("version", [FORMAT_VERSION - 1, FORMAT_VERSION + 1])
def test_the_codec_of_another_version_is_not_had(version: int) -> None:
    with pytest.raises(ValueError, match=f"not {version}"):
        codec_for(version)


def test_every_section_of_a_file_is_named_where_the_format_is_described(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = set()
    append = SectionWriter.append

    def noted(writer: SectionWriter, name: str, items: NDArray[Any]) -> None:
        names.add(re.sub(r"(\.bytes|\.sizes)?\+?$", "", name))
        append(writer, name, items)

    monkeypatch.setattr(SectionWriter, "append", noted)
    spanish = [segment("una función", sponsor=True)]
    indexed(tmp_path, {"a": ["camelCase"], episode("b", language="es"): spanish})
    described = (file_format.__doc__ or "").replace("docs.1 .2 .4", "docs.1 docs.2 docs.4")

    assert {"lengths", "form.languages", "sponsor", "humps", "pairs", "talk"} <= names
    assert [name for name in sorted(names) if not re.search(rf"(?<![\w.]){name}", described)] == []


# Whoosh reads the same through our codec as through its own.


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same talk in an index of ours and in one of Whoosh's own; no episode is dead."""
    dice = random.Random(1)
    words = ["run", "runs", "web", "a", "b", "c++", "don't", "é", "東", *map(str, range(99))]
    ours, theirs = tmp_path_factory.mktemp("ours"), tmp_path_factory.mktemp("theirs")
    for commit in range(3):
        change: Change = {
            f"e{commit}{episode}": [
                (
                    dice.choice(["Ann Lee", "Bob"]),
                    " ".join(dice.choices(words, k=dice.choice([0, 3, 9, 9, 60]))),
                )
                for _ in range(12)
            ]
            for episode in range(2)
        }
        write_ours(ours, change, NO_MERGE)
        write_theirs(theirs, change, NO_MERGE)
    return ours, theirs


@contextmanager
def readers(both: tuple[Path, Path]) -> Iterator[tuple[Any, Any]]:
    ours, theirs = map(whoosh_index.open_dir, both)
    with ours.reader() as one, theirs.reader() as other:
        yield one, other


def test_whoosh_reads_the_same_terms(both: tuple[Path, Path]) -> None:
    with readers(both) as (ours, theirs):
        for field in FIELDS:
            assert list(ours.lexicon(field)) == list(theirs.lexicon(field))
            for prefix in (b"", b"r", b"1", b"x", b"\xff"):
                mine, other = ours.expand_prefix(field, prefix), theirs.expand_prefix(field, prefix)
                assert list(mine) == list(other), prefix
        known = set(FIELDS)
        assert [t for t in ours.all_terms() if t[0] in known] == list(theirs.all_terms())


def test_whoosh_reads_the_same_of_every_term(both: tuple[Path, Path]) -> None:
    with readers(both) as (ours, theirs):
        for field, term in theirs.all_terms():
            one, other = ours.term_info(field, term), theirs.term_info(field, term)
            assert one.doc_frequency() == other.doc_frequency()
            assert one.weight() == other.weight()
            assert one.max_weight() == other.max_weight()
            assert (one.min_id(), one.max_id()) == (other.min_id(), other.max_id())
            if field in ("text", "stem"):
                assert one.min_length() == other.min_length()
                assert one.max_length() == other.max_length()


def test_whoosh_reads_the_same_postings(both: tuple[Path, Path]) -> None:
    with readers(both) as (ours, theirs):
        for field, term in theirs.all_terms():
            one, other = ours.postings(field, term), theirs.postings(field, term)
            while other.is_active():
                assert one.id() == other.id()
                assert one.weight() == other.weight()
                if field == "text":
                    assert one.value_as("positions") == other.value_as("positions")
                    assert one.value_as("frequency") == other.value_as("frequency")
                one.next()
                other.next()
            assert not one.is_active()


def test_whoosh_skips_in_a_list_to_the_same_places(both: tuple[Path, Path]) -> None:
    with readers(both) as (ours, theirs):
        for term in theirs.lexicon("text"):
            for target in range(0, theirs.doc_count_all(), 7):
                found = []
                for reader in (ours, theirs):
                    matcher = reader.postings("text", term)
                    matcher.skip_to(target)
                    found.append(matcher.id() if matcher.is_active() else None)
                assert found[0] == found[1]


def test_whoosh_reads_the_same_documents(both: tuple[Path, Path]) -> None:
    with readers(both) as (ours, theirs):
        assert ours.doc_count() == ours.doc_count_all() == theirs.doc_count_all()
        assert ours.field_length("text") == theirs.field_length("text")
        assert ours.max_field_length("text") == theirs.max_field_length("text")
        ordinals = [reader.column_reader("ordinal") for reader in (ours, theirs)]
        for document in range(ours.doc_count_all()):
            stored = ours.stored_fields(document)
            assert stored.items() >= theirs.stored_fields(document).items()
            assert ordinals[0][document] == ordinals[1][document]
            for field in ("text", "stem"):
                # Whoosh's own codec has no length for a document without words.
                length = theirs.doc_field_length(document, field) or 0
                assert ours.doc_field_length(document, field) == length


def test_a_term_that_is_not_there_is_not_found(both: tuple[Path, Path]) -> None:
    with readers(both) as (ours, _):
        assert ("text", b"absent") not in ours
        assert ours.doc_frequency("text", b"absent") == ours.frequency("text", b"absent") == 0
        with pytest.raises(TermNotFound):
            ours.postings("text", b"absent")
        with pytest.raises(TermNotFound):
            ours.term_info("text", b"absent")


def test_a_stem_of_another_language_than_its_talk_is_not_there(tmp_path: Path) -> None:
    indexed(tmp_path, {"en": ["casas"], episode("es", language="es"): ["perro"]})
    with whoosh_index.open_dir(tmp_path).reader() as reader:
        for stem, there in ((b"casa", True), (b"cas", False), (b"perr", True), (b"perro", False)):
            assert (("stem", stem) in reader) == there
            assert (stem in list(reader.lexicon("stem"))) == there
            assert reader.doc_frequency("stem", stem) == there


@pytest.mark.parametrize(
    ("field", "term", "documents"),
    [
        ("text", "--help", [0]),
        ("text", "help", [1]),
        ("stem", "help", [0, 1]),
        ("text", "__init__", [0]),
        ("stem", "init", [0]),
        ("stem", "camel", [1]),
        ("title", "net", [0, 1]),
        ("title", ".net", []),
    ],
)
def test_whoosh_finds_words_by_their_parts(
    tmp_path: Path, field: str, term: str, documents: list[int]
) -> None:
    told = episode("a", "On .NET")
    said = ["Ask __init__ for --help", "camelCase helps, but help"]
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    indexed(ours, {told: said})
    theirs.mkdir()
    whoosh_index.create_in(theirs, SCHEMA)
    with whoosh_index.open_dir(theirs).writer() as writer:
        for text in said:
            writer.add_document(title=told.title, text=text, stem=text)

    for folder in (ours, theirs):
        with whoosh_index.open_dir(folder).searcher() as searcher:
            assert sorted(searcher.docs_for_query(whoosh_query.Term(field, term))) == documents


def test_whoosh_sorts_and_filters_by_what_is_known_of_episodes(tmp_path: Path) -> None:
    said = [segment(f"flask {n}", n, start=start) for n, start in enumerate([9.5, None, 3.25])]
    indexed(tmp_path, {"a": said})
    with whoosh_index.open_dir(tmp_path).searcher() as searcher:
        hits = searcher.search(whoosh_query.Term("text", "flask"), sortedby="start")
        backwards = searcher.search(
            whoosh_query.Term("text", "flask"), sortedby="start", reverse=True
        )

        assert [hit.get("start") for hit in hits] == [None, 3.25, 9.5]
        assert [hit.get("start") for hit in backwards] == [9.5, 3.25, None]
