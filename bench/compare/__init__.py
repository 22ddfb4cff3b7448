"""The comparison: the same work in Overheard, stock Whoosh, tantivy and SQLite FTS5.

    python -m bench.compare PATH ... [--glob '*.txt'] [--scale 1,4,16]

`bench/README.md` describes the setup of each engine and the differences that remain.
"""
