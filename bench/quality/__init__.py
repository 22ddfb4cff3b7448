"""The quality evaluation: judged questions, the same for every engine.

    python -m bench.quality [PATH ...] [--glob '*.txt'] [--meetings FOLDER] [--held-out PERCENT]

No hit is judged by taste. Relevance follows from the transcripts by a rule that each task states,
or was judged by people before any engine was asked.
`bench/README.md` describes the method, `results.md` beside this file has the last figures.
"""
