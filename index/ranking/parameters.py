"""Every number that ranking goes by, and the experiment that set it.

`python -m bench.quality.tuning PATH` varies those of whole episodes one at a time and prints what
known items and questions come to; `bench/quality/tuning.md` keeps what it printed. They were
chosen on the half of the titles that is for tuning. Near each of them the figures hardly change,
which is what lets them hold for other talk. Read them as `parameters.K1`, so that the experiment
can set them. The figures here are a prototype's, of all titles, with every episode answering.
"""

__all__ = [
    "COMMON",
    "ENOUGH",
    "ENOUGH_EPISODES",
    "EPISODE_B",
    "EPISODE_K1",
    "K1",
    "MOST_NEAR",
    "NEAR",
    "NEAR_EPISODES",
    "NEAR_SEGMENTS",
    "NEAR_WORDS",
    "OPENING",
    "OPENING_WORDS",
    "SPONSOR",
    "TELLING",
    "TITLE",
    "WIDE",
    "B",
]

K1 = 1.2
"""How soon a word said again in a segment counts no more (BM25): Whoosh's, by whose scores
the differential tests check ours."""

B = 0.75
"""How much of a segment's length counts against it (BM25): Whoosh's as well."""

EPISODE_K1 = 10.0
"""The same as K1 for whole episodes, of 12,000 words: with 1.2 a word said twice counts nearly as
much as one said fifty times. On whole episodes alone known items go from .748 to .805, and back
to .795 at 30."""

EPISODE_B = 0.75
"""The same as B for whole episodes: from 0 to .9 known items stay within .004."""

OPENING = 8.0
"""So many times more a word counts where the talk begins, which is where the host says who is
here and what for: known items from .805 to .845. 3 gives .863 where 8 gives .871, 15 .858, all
with words near each other."""

OPENING_WORDS = 200.0
"""After so many words, a minute and a quarter of talk, what OPENING adds has fallen to 1/e. 100
to 500 stay within .008."""

TITLE = 30.0
"""A word in the title or in the name of somebody who speaks counts as said so often. With the
titles in the index, those who ask for one get it at .940 with 3, .966 with 10, .979 with 30
and .984 with 100; questions stay at .683 to .688."""

ENOUGH_EPISODES = 20
"""A page of episodes. Where fewer hold every word of the query, those with the most telling words
answer too, and all stand by their scores: titles and questions hold words that nobody says. With
1 instead of 20 known items come to .831 for .859, however the words are weighed."""

TELLING = 1 / 3
"""That share of what all the words tell, by their rarity, is enough then. It leaves out episodes
that only say `the`. From 0 to .4 known items stay within .003; .6 costs .02."""

NEAR = 0.5
"""A pair of words near each other counts so much of what the two words do. With 0, .25, .5 and 1
known items come to .845, .865, .873, .870."""

NEAR_WORDS = 8
"""Words so far apart are near each other: 1, 4, 8, 16 and 60 give .869, .873, .871, .869, .860."""

MOST_NEAR = 8
"""Words of a query that are paired, the rarest: 28 pairs. Hardly a title has more."""

NEAR_EPISODES = 50
"""Episodes that are looked at for it: the best without. All 447 of them give the same to .001."""

NEAR_SEGMENTS = 100
"""Segments that are looked at for it. By the best segment with any word known items go from
.660 to .673, questions from .330 to .345; with 1,000 segments to .670 and .351."""

SPONSOR = 0.5
"""What the score of a sponsor's message counts. Of the ten best for each of 14 words that
sponsors of 447 episodes use (`linode`, `free trial`, `server`), 81 of 140 are messages with 1,
16 with .8, 12 with .7 and none with .5. Their words tell as much less of what an episode is about:
questions go from .683 to .686, known items stay at .863."""

ENOUGH = 10
"""Hits that nobody needs more than: a page of the least that programs ask for.

It does not depend on the page, so that every page of a query is of the same hits.
"""

WIDE = 200
"""Words in a row of the wider window: a minute of talk, what one answer takes."""

COMMON = 0.08
"""The share of all segments from which on a word tells too little to be asked of an episode.

With 40 questions and 440 titles (bench/quality, segments) .02, .04, .08, .16 and .3 gave nDCG@10
.375, .400, .404, .391, .387 and MRR@10 .640, .642, .645, .645, .644; asking for any word at
once, .319 and .658; leaving out words until enough is found, a quarter at a time, .373 and .631.
"""
