"""Every number that ranking, expansion, relaxation, hearing and respelling go by, and its reason.

`python -m bench.quality.tuning PATH` varies those of whole episodes one at a time and prints what
known items and questions come to; `bench/quality/tuning.md` keeps what it printed. They were
chosen on the half of the titles that is for tuning. Near each of them the figures hardly change,
which is what lets them hold for other talk. Read them as `parameters.K1` where they are used,
never at import, so that the experiment can set them. A snapshot remembers what it has made: open
another after a change. The figures here are a prototype's, of all titles, with every episode
answering.
"""

import math

__all__ = [
    "APOSTROPHE",
    "BREAK_BEHIND_ONE",
    "BREAK_COMMONEST",
    "BREAK_FEW",
    "BREAK_LIFT",
    "BREAK_LONGEST",
    "BREAK_SELDOM",
    "BREAK_SHORTEST",
    "COMMON",
    "CONTEXT_OTHER_PLACES",
    "CONTEXT_PLACES",
    "CONTEXT_PRIOR",
    "CONTEXT_WORDS",
    "CORRECTION_CANDIDATES",
    "CORRECTION_HITS",
    "CORRECTION_LETTERS",
    "CORRECTION_ONE_EDIT",
    "CORRECTION_SLIP",
    "CORRECTION_WORDS",
    "ENOUGH",
    "ENOUGH_EPISODES",
    "EPISODE_B",
    "EPISODE_K1",
    "EXPANDED_READINGS",
    "EXPANDED_WORDS",
    "HEARD_AROUND",
    "HEARD_CHANCE",
    "HEARD_DISTANCE",
    "HEARD_LIFT",
    "HEARD_MOST",
    "HEARD_OFFERED",
    "HEARD_PLACES",
    "HEARD_SEARCHED",
    "HEARD_SHARE",
    "HEARD_WORDS",
    "INFORMATIVE",
    "INITIALS_LIFT",
    "INITIALS_SELDOM",
    "K1",
    "MOST_NEAR",
    "NEAR",
    "NEAR_EPISODES",
    "NEAR_GAP",
    "NEAR_SEGMENTS",
    "NEAR_WORDS",
    "OPENING",
    "OPENING_WORDS",
    "OTHER_FORM",
    "RELAXED_LETTERS",
    "SPONSOR",
    "TITLE",
    "WIDE",
    "WINDOW",
    "B",
]

# Ranking.

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

INFORMATIVE = 1 / 3
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

# Expansion: what else the words of a query stand for.

OTHER_FORM = 0.5
"""What another form of a word counts for beside the word as it was typed: a word without its
signs, a compound in other forms, words joined or apart, a synonym, what a word was heard as. The
forms of a stem count as much beside the exact form."""

APOSTROPHE = 0.1
"""What the name counts that words are but for an apostrophe. Its words are found already, as forms
of those typed; it is to stand before other places of these, and behind what is spelled as typed."""

EXPANDED_WORDS = 3
"""Words in a row that a source of expansion is asked about."""

EXPANDED_READINGS = 4
"""Ways to read the rows of a query that are evaluated; more than two rows are hardly ever asked."""

# Word breaks: words spelled joined or apart.

BREAK_LIFT = 10
"""How many times as often as by chance two rare words follow each other that are one name.

A word that is one in a hundred takes twice as much: "react or" is 14, "plug in" 26.
"""

BREAK_COMMONEST = 64
"""A word that is one in so many of all that are said is no part of another."""

BREAK_FEW = 100
"""Words that are said less often are none of the commonest, however short the talk."""

BREAK_SELDOM = 1000
"""Spelled apart once in so many times is an accident of the transcriber."""

BREAK_SHORTEST = 4
"""Letters, at least, of a word that is spelled apart."""

BREAK_LONGEST = 40
"""Letters, at most, of a word that is spelled apart."""

BREAK_BEHIND_ONE = 4
"""Letters behind a first part of one letter: `e mail`, but no "s how"."""

INITIALS_LIFT = 5
"""How many times as often as by chance two letters stand apart that are initials."""

INITIALS_SELDOM = 20
"""Initials stand apart once, at least, in so many times joined."""

# Windows and relaxation: where too little has all that was asked for.

WINDOW = 64
"""Words in a row that hold all the words of a query, where no segment does."""

NEAR_GAP = 10
"""Other words that may stand among those of a `NEAR` without a number."""

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

RELAXED_LETTERS = 3
"""Letters of the tokens of one word, at least, that it gives way to."""

# Hearing: what a word was heard as.

HEARD_WORDS = 4
"""Words of a query that are looked up by their sound, 10 ms each the first time."""

HEARD_AROUND = 1500
"""Tokens to both sides in which the word itself must stand: some ten minutes of talk."""

HEARD_DISTANCE = 0.2
"""How far the sounds may be apart (`sound.distance`)."""

HEARD_SHARE = 0.5
"""How much of the way from chance to always the word itself must be around."""

HEARD_LIFT = 5.0
"""How many times as often as by chance it must be around."""

HEARD_CHANCE = 0.005
"""How likely it may be that so many of its places have the word around by chance."""

HEARD_PLACES = 3
"""A sound-alike of one episode is said three times at least: its places prove less."""

HEARD_OFFERED = -0.4
"""How well the context of a sound-alike must fit (`Company.fit`) for it to be offered."""

HEARD_SEARCHED = -0.2
"""How well it must fit, in two episodes, for it to be searched too."""

HEARD_MOST = 4
"""Sound-alikes of a word, the most said first."""

CONTEXT_WORDS = 4
"""Words to each side: farther ones tell what the talk is about, not what fits."""

CONTEXT_PLACES = 96
"""Places of a word, spread evenly, around which its context is read: 60 us each."""

CONTEXT_OTHER_PLACES = 32
"""Places of a sound-alike around which the words are read that are to fit."""

CONTEXT_PRIOR = 200
"""What a context of so many words is worth beside the language as a whole."""

# Respelling: what was meant.

CORRECTION_HITS = 5
"""Fewer, and the query may be misspelt."""

CORRECTION_SLIP = math.log(1000)
"""One edit is as unlikely as a word a thousand times rarer."""

CORRECTION_LETTERS = 3
"""Letters of a word that is respelled: a shorter one is two letters away from anything."""

CORRECTION_ONE_EDIT = 5
"""Letters of a word in which one edit is looked for, in longer ones two: as Lucene's servers."""

CORRECTION_CANDIDATES = 8
"""Terms, the likeliest without context, whose context is looked at."""

CORRECTION_WORDS = 8
"""Words of a query that are respelled: one takes 5 ms where its first letter is wrong."""
