"""The next commit of an embedded index in the making."""

import contextlib
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from whoosh import query as whoosh_query

from index import analysis
from index.embedded import records, store
from index.embedded.reader import EmbeddedIndex
from index.embedded.schema import Spoken, number_term
from index.errors import EngineUnavailable
from index.model import Episode, Segment

__all__ = ["EmbeddedWriter"]


class EmbeddedWriter:
    """A Whoosh writer, which holds the index's lock until it commits or rolls back."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        found, self._made = store.open_or_create(folder)
        self._writer, self._lock = store.lock(found)
        self._added: dict[str, range] = {}
        self._open = True

    def episodes(self) -> dict[str, Episode]:
        """Return the episodes of the last commit, by id."""
        with EmbeddedIndex(self._folder) as committed:
            return {episode.id: episode for episode in committed.episodes()}

    def add(self, episode: Episode, segments: Sequence[Segment]) -> int:
        """Add an episode, in place of one with the same id; return how many words it has.

        Raises `ValueError` for an id already added to this commit, for segments out of
        order and for text that cannot be stored, before anything is written: Whoosh would
        keep what was written of a document that failed half way.
        """
        if episode.id in self._added:
            raise ValueError(f"episode {episode.id!r} is already part of this commit")
        if [segment.ordinal for segment in segments] != list(range(len(segments))):
            raise ValueError(f"the segments of {episode.id!r} are not numbered 0, 1, 2 and so on")
        talk: list[Spoken] = []
        words = 0
        language = episode.language or analysis.DEFAULT_LANGUAGE
        for segment in segments:
            talk.append(Spoken(analysis.terms(segment.text), words, language))
            words += len(talk[-1].terms)
        record = records.write_episode(records.EpisodeRecord(episode, len(segments), words))
        stored = [records.write_segment(records.SegmentRecord(episode.id, s)) for s in segments]
        # Whoosh leaves out a field that is None.
        shared = {
            "episode": episode.id,
            "title": episode.title,
            "number": None if episode.number is None else number_term(episode.number),
            "date": None if episode.date is None else episode.date.isoformat(),
            "day": 0 if episode.date is None else episode.date.toordinal(),
        }
        self.remove(episode.id)
        first = self._writer.docnum
        self._writer.add_document(record=episode.id, stored=record)
        for segment, spoken, text in zip(segments, talk, stored, strict=True):
            self._writer.add_document(
                **shared,
                stored=text,
                ordinal=segment.ordinal,
                speaker=segment.speaker,
                start=segment.start,
                end=segment.end,
                text=spoken,
                stem=spoken,
            )
        self._added[episode.id] = range(first, self._writer.docnum)
        return words

    def remove(self, episode_id: str) -> None:
        """Take an episode out of the next commit; no matter if it is not there."""
        for document in self._added.pop(episode_id, ()):
            self._writer.newsegment.delete_document(document)
        self._writer.delete_by_query(
            whoosh_query.Or(
                [
                    whoosh_query.Term("record", episode_id),
                    whoosh_query.Term("episode", episode_id),
                ]
            )
        )

    def commit(self) -> None:
        """Publish everything added and removed, in one step, and end the writer."""
        try:
            self._writer.commit()
        except OSError as error:
            self.rollback()
            raise EngineUnavailable(
                f"the index at {self._folder} cannot be written: {error.strerror}; "
                "make room and try again, nothing has changed"
            ) from error
        except BaseException:
            self.rollback()
            raise
        self._open = False
        try:
            # What is published stays published: a commit without its list still opens.
            with contextlib.suppress(OSError):
                store.seal(self._folder, self._writer.generation)
        finally:
            self._lock.release()

    def rollback(self) -> None:
        """Forget everything added and removed, and end the writer."""
        if not self._open:
            return
        self._open = False
        try:
            store.abandon(self._folder, self._writer, self._made)
        finally:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self.rollback()
        elif self._open:
            self.commit()
