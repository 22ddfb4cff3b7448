"""The quality evaluation: judged questions, the same for every engine.

    python -m bench.quality PATH ... [--glob '*.txt'] [--held-out PERCENT]

No hit is judged by taste. Relevance follows from the transcripts by a rule that each task states.
`bench/README.md` describes the method, `results.md` beside this file has the last figures.
"""
