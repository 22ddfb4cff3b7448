"""The layout of an index on disk: commits, index segments, the bytes of each part, what is left."""

from pathlib import Path

from index.embedded.format import manifest
from index.embedded.format.sections import FORMAT_VERSION
from index.embedded.reading import folder as store
from index.embedded.reading import opening
from index.embedded.reading.leaf import Leaf
from index.errors import OverheardError
from index.results.upkeep import Layout, StoredSegment

__all__ = ["layout"]

_PARTS = {
    "talk": ("talk",),
    "terms and stems": ("terms", "stems", "stem", "forms", "form", "humps", "hump"),
    "posting lists": (
        *("kinds", "documents", "more", "several", "escapes", "docs", "many", "freqs"),
        "positions",
    ),
    "episodes": ("records", "name", "episode"),
    "segments": ("lengths", "begins", "ends", "speaker", "speakers", "certainty", "sponsor"),
    "near-duplicates": ("signature", "alike"),
    "impacts": ("impact", "impacts", "scored"),
    "completions": ("pairs", "pair", "skeletons"),
}
"""The parts of an index segment, by the beginnings of their sections' names up to a dot."""

_PART_OF = {section: part for part, sections in _PARTS.items() for section in sections}


def layout(folder: Path) -> Layout:
    """Return what lies in the folder of an index; raises what opening it raises."""
    opening.raise_if_missing(folder)
    opened = opening.open_newest(folder)
    try:
        with opening.reporting_damage(folder, missing=True):
            parts = dict.fromkeys((*_PARTS, "checksums and names"), 0)
            for leaf in opened.leaves:
                for name, size in _parts(leaf).items():
                    parts[name] += size
            newest = _names(folder, opened.generation, opened.contents)
            return Layout(
                FORMAT_VERSION,
                opened.contents.versions,
                tuple(store.generations(folder)),
                tuple(_stored(leaf) for leaf in opened.leaves),
                parts,
                *_others(folder, newest),
            )
    finally:
        for leaf in opened.leaves:
            leaf.close()


def _stored(leaf: Leaf) -> StoredSegment:
    removed = tuple(leaf.episode(number).id for number in sorted(leaf.dead_episodes))
    living = len(leaf.ids)
    return StoredSegment(
        leaf.file.path.name, leaf.file.size, living, leaf.living_documents, removed
    )


def _parts(leaf: Leaf) -> dict[str, int]:
    sizes = dict.fromkeys(_PARTS, 0)
    for name in leaf.file.names:
        part = _PART_OF.get(name.rstrip("+").partition(".")[0], "segments")
        sizes[part] += leaf.file.place(name)[1]
    return {**sizes, "checksums and names": leaf.file.size - sum(sizes.values())}


def _names(folder: Path, generation: int, contents: manifest.Manifest) -> set[str]:
    return {
        store.toc_of(folder, generation).name,
        manifest.path_of(folder, generation).name,
        *(f"{segment.name}{manifest.SUFFIX}" for segment in contents.segments),
    }


def _others(folder: Path, newest: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the files of commits before the newest, and those of none."""
    before: set[str] = set()
    for generation in store.generations(folder)[1:]:
        try:
            with opening.reporting_damage(folder, missing=True):
                contents = manifest.read_manifest(folder, generation)
        except OverheardError:
            continue
        before |= _names(folder, generation, contents)
    ours = {path.name for path in folder.iterdir() if store.OURS.match(path.name)}
    kept = (before & ours) - newest
    left = ours - newest - before - {store.LOCK}
    return tuple(sorted(kept)), tuple(sorted(left))
