"""Ranking: the numbers and the formulas that every engine scores and orders documents by.

This package answers which numbers and formulas ranking goes by. Arrays of counts, lengths and
scores go in, scores and the positions of the best ones come out; it knows neither queries nor
indexes. It imports nothing of the project.
"""
