"""Speakers: who says each cue?

Takes cues, gives them with the speakers that the file labels (`turns`, `label`), finds who is
introduced as host or guest (`find`), joins the spellings of one person (`join`) and guesses the
speakers of turns without a label (`infer`). Imports `cues` and `dates`.
"""

from indexer.speakers.inference import Guess, infer
from indexer.speakers.introductions import People, find, is_full_name
from indexer.speakers.labels import label, turns
from indexer.speakers.same_person import join

__all__ = ["Guess", "People", "find", "infer", "is_full_name", "join", "label", "turns"]
