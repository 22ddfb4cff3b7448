"""The same work through Overheard, stock Whoosh, tantivy and SQLite FTS5, side by side.

    python -m bench.compare PATH ... [--glob '*.txt'] [--scale 1,4,16]

`bench/README.md` says how each engine is set up and what is not equal.
"""
