"""The stream: distinct questions drawn from the talk, each asked once of a warm process.

    python -m bench.stream PATH ... [--glob '*.txt'] [--mode asked] [--times 1,4,16] [--runs 5]
    python -m bench.stream --write

`bench/README.md` describes the modes, the setup of the engines, and what they remember.
"""
