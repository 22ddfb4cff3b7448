"""The next commit of an embedded index in the making."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from whoosh import query as whoosh_query

from index import analysis
from index.embedded import records, store
from index.embedded.reader import EmbeddedIndex
from index.embedded.schema import Spoken, number_term
from index.model import Episode, Segment

__all__ = ["EmbeddedWriter"]


class EmbeddedWriter:
    """A Whoosh writer, which holds the index's lock until it commits or rolls back."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._is_new = not folder.is_dir() or not any(folder.iterdir())
        self._writer = store.lock(store.open_or_create(folder))
        self._added: set[str] = set()
        self._open = True

    def episodes(self) -> dict[str, Episode]:
        """Return the episodes of the last commit, by id."""
        with EmbeddedIndex(self._folder) as committed:
            return {episode.id: episode for episode in committed.episodes()}

    def add(self, episode: Episode, segments: Sequence[Segment]) -> int:
        """Add an episode, in place of one with the same id; return how many words it has.

        Raises `ValueError` for an id already added to this commit, before anything is
        written: Whoosh cannot take back a document that failed half way.
        """
        if episode.id in self._added:
            raise ValueError(f"episode {episode.id!r} is already part of this commit")
        talk: list[Spoken] = []
        words = 0
        for segment in segments:
            talk.append(Spoken(analysis.terms(segment.text), words))
            words += len(talk[-1].terms)
        self.remove(episode.id)
        self._added.add(episode.id)
        record = records.EpisodeRecord(episode, len(segments), words)
        self._writer.add_document(record=episode.id, stored=records.write_episode(record))
        # Whoosh leaves out a field that is None.
        shared = {
            "episode": episode.id,
            "title": episode.title,
            "number": None if episode.number is None else number_term(episode.number),
            "date": None if episode.date is None else episode.date.isoformat(),
            "day": 0 if episode.date is None else episode.date.toordinal(),
        }
        for segment, spoken in zip(segments, talk, strict=True):
            self._writer.add_document(
                **shared,
                stored=records.write_segment(records.SegmentRecord(episode.id, segment)),
                ordinal=segment.ordinal,
                speaker=segment.speaker,
                start=segment.start,
                end=segment.end,
                text=spoken,
                stem=spoken,
            )
        return words

    def remove(self, episode_id: str) -> None:
        """Take an episode out of the next commit; no matter if it is not there."""
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
        self._writer.commit()
        self._open = False
        store.seal(self._folder, self._writer.generation)

    def rollback(self) -> None:
        """Forget everything added and removed, and end the writer."""
        if self._open:
            self._writer.cancel()
            self._open = False
            if self._is_new:
                store.discard(self._folder)

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
