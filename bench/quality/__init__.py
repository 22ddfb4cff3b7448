"""Does search find what people look for? The same judged questions to every engine.

    python -m bench.quality PATH ... [--glob '*.txt'] [--held-out PERCENT]

Nobody judged hits by taste: what is right follows from the transcripts themselves by rules that
each task states. `bench/README.md` says how, `results.md` beside this file holds the last figures.
"""
