"""The parameters of ranking, expansion, relaxation, mishearings and correction, with reasons.

`python -m bench.quality.tuning` varies the parameters of ranking one at a time and prints the
effect on titles, questions and meetings; `bench/quality/tuning.md` keeps its output. The
values were chosen on the half of the titles that is for tuning. Results hardly change near the
chosen values, so they should hold for other talk. The figures below are of a prototype, on all
titles, with every episode matching.

Read a parameter as `parameters.K1` at the time of use, never at import, so that the experiment can
set it. A snapshot caches results, so open a new one after a change.
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
    "COMPOUND_PART",
    "COMPOUND_SHORTEST",
    "CONTEXT_OTHER_PLACES",
    "CONTEXT_PLACES",
    "CONTEXT_PRIOR",
    "CONTEXT_WORDS",
    "CORRECTION_CANDIDATES",
    "CORRECTION_COMMON",
    "CORRECTION_HITS",
    "CORRECTION_LETTERS",
    "CORRECTION_LIFT",
    "CORRECTION_ONE_EDIT",
    "CORRECTION_PHRASE",
    "CORRECTION_SAID",
    "CORRECTION_SLIP",
    "CORRECTION_WORDS",
    "ENOUGH",
    "EPISODE_B",
    "EPISODE_K1",
    "EPISODE_WEIGHT",
    "EXPANDED_READINGS",
    "EXPANDED_WORDS",
    "FIRST_HITS",
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
    "HITS_OF_EPISODE",
    "INITIALS_LIFT",
    "INITIALS_SELDOM",
    "K1",
    "LONG_QUESTION",
    "MOST_COMPOUNDS",
    "MOST_NEAR",
    "MOST_WORDS",
    "NEAR_EPISODES",
    "NEAR_GAP",
    "NEAR_SEGMENTS",
    "NEAR_WORDS",
    "OPENING",
    "OPENING_WORDS",
    "OTHER_FORM",
    "PAIR_WEIGHT",
    "PARTICLE_SHORTEST",
    "PLACES_WEIGHT",
    "RELAXED_LETTERS",
    "SHORT",
    "SHORT_WORDS",
    "SPONSOR",
    "TITLE",
    "WINDOW",
    "B",
]

# Ranking.

K1 = 1.2
"""BM25 k1 of segments: term-frequency saturation. Whoosh's value, because the differential tests
compare with its scores."""

B = 0.75
"""BM25 b of segments: length normalization. Whoosh's value as well."""

EPISODE_K1 = 10.0
"""BM25 k1 of whole episodes, of 12,000 words. With 1.2, two occurrences count nearly as much as
fifty. On whole episodes alone, known items go from .748 to .805, and back to .795 at 30."""

EPISODE_B = 0.75
"""BM25 b of whole episodes. From 0 to .9, known items stay within .004."""

OPENING = 8.0
"""The extra weight of a word at the beginning of an episode, where the host introduces guests and
topics. Known items go from .805 to .845. With words near each other, 3 gives .863, 8 gives .871 and
15 gives .858."""

OPENING_WORDS = 200.0
"""The number of words, 75 seconds of talk, after which the extra weight OPENING has fallen to 1/e.
From 100 to 500, known items stay within .008."""

TITLE = 30.0
"""The number of occurrences that a word in the title or in a speaker's name counts as. With titles
in the index, a search for a title finds its episode at .940 with 3, .966 with 10, .979 with 30 and
.984 with 100; questions stay at .683 to .688."""

PAIR_WEIGHT = 0.5
"""The weight of a pair of words near each other, relative to the two words. With 0, .25, .5 and 1,
known items come to .845, .865, .873 and .870."""

NEAR_WORDS = 8
"""The largest distance of two words near each other, in words: 1, 4, 8, 16 and 60 give .869, .873,
.871, .869 and .860."""

MOST_NEAR = 8
"""The most words of a query that are paired, rarest first: 28 pairs. Hardly any title has more."""

NEAR_EPISODES = 50
"""The number of best episodes that are reranked by proximity. Reranking all 447 gives the same to
.001."""

NEAR_SEGMENTS = 100
"""The number of best segments that are reranked by proximity (Decision 0021). By the best segment
with any word, known items go from .660 to .673 and questions from .330 to .345; with 1,000 segments
to .670 and .351."""

EPISODE_WEIGHT = 0.4
"""The weight of an episode's score in the score of each of its places (Decision 0036). With 440
titles, the MRR of the distinct episodes of a hundred hits is .670 with 0, .821 with .1, .849 with
.2, .858 with .4, .866 with .8 and .871 with 1.6. A small weight leaves more to the place itself."""

PLACES_WEIGHT = 1.5
"""The weight of the own scores of an episode's best places, `HITS_OF_EPISODE` of them, in the score
of the episode among others (Decision 0036). With 0, .33, .67, 1, 1.5 and 2, titles come to .875,
.878, .878, .876, .874 and .870, questions of QMSum to .474, .487, .490, .495, .501 and .507, its
summaries to .821, .829, .833, .835, .835 and .838. With titles in the index, 0, .67, 1 and 1.5 find
titles at .975, .969, .966 and .963."""

FIRST_HITS = 10
"""The number of first hits among which an episode has at most `HITS_OF_EPISODE`."""

HITS_OF_EPISODE = 3
"""The most hits of one episode among the first ones, while other episodes have hits. With 440
titles, 1, 2, 3, 5 and 10 find the episode in ten hits with a recall of .955, .936, .932, .914 and
.893, and show 9.7, 6.1, 4.8, 3.8 and 2.4 episodes."""

SHORT = 0.5
"""The factor of the score of an exact hit in a short segment, which says little but the query. Of
the first hits of the ten best episodes for 40 topics (`web sockets`), 3 of 398 are as short with 1,
and none with .7 or .5. Titles and questions are the same with 1, .7 and .5; were close hits lowered
too, meetings would go from .563 to .559, and their places from .465 to .451."""

SHORT_WORDS = 12
"""The fewest words of a segment that is not short."""

SPONSOR = 0.5
"""The factor of the score of sponsor messages (Decision 0025). Of the ten best hits for each of 14
words that sponsors of 447 episodes use (`linode`, `free trial`, `server`), 81 of 140 are sponsor
messages with 1, 16 with .8, 12 with .7 and none with .5. The score of its episode is lowered with
that of a message. The words of a message also count less for
its episode: questions go from .683 to .686, known items stay at .863."""

# Expansion.

OTHER_FORM = 0.5
"""The weight of another form of a word, relative to the word as typed: a word without punctuation,
other forms of a word of several tokens, words joined or apart, synonyms, mishearings. The stem of a
word has the same weight beside its exact form."""

APOSTROPHE = 0.1
"""The weight of a name that differs from the typed words only by an apostrophe. Its words match
already as forms of the typed ones. The weight ranks the name above other matches of these forms,
and below the words as typed."""

EXPANDED_WORDS = 3
"""The most words in a row that are looked up in a source of expansions."""

EXPANDED_READINGS = 4
"""The most expanded variants of a window that are evaluated; more than two rows are rare."""

# Word breaks: words spelled joined or apart (Decision 0011).

BREAK_LIFT = 10
"""The least lift of two rare words that are one name: how much more often than by chance they
follow each other.

For a word that is one in a hundred it is twice as much: "react or" has 14, "plug in" 26.
"""

BREAK_COMMONEST = 64
"""A word is too common to be part of another if it is at least one in this many words."""

BREAK_FEW = 100
"""A word with fewer occurrences is never too common, however short the talk is."""

BREAK_SELDOM = 1000
"""A joined word that is spelled apart only once in this many times is an error of transcription."""

BREAK_SHORTEST = 4
"""The fewest letters of a word that is split."""

BREAK_LONGEST = 40
"""The most letters of a word that is split."""

BREAK_BEHIND_ONE = 4
"""The fewest letters after a first part of one letter: `e mail`, but not "s how"."""

INITIALS_LIFT = 5
"""The least lift of two letters that are initials, spelled apart."""

INITIALS_SELDOM = 20
"""Initials must be spelled apart at least once for this many times joined."""

# Compounds (Decision 0011).

COMPOUND_SHORTEST = 5
"""The fewest letters of a word whose compounds are found; shorter ones end words by chance."""

COMPOUND_PART = 3
"""The fewest letters of what stands before a word in its compounds."""

PARTICLE_SHORTEST = 2
"""The fewest syllables of a Korean noun that is told by its particle; one is in many words."""

MOST_COMPOUNDS = 30
"""The most compounds of a word that are searched, the commonest first."""

# Windows and relaxation (Decisions 0008 and 0036).

WINDOW = 64
"""The window of a query in words: it must hold all words of the query if no single segment does."""

NEAR_GAP = 10
"""The number of other words allowed by a `NEAR` without a number."""

ENOUGH = 10
"""The number of exact hits from which on a query is not relaxed: the smallest page of programs.

It does not depend on the page, so all pages of a query are pages of the same hits.
"""

RELAXED_LETTERS = 3
"""The fewest letters of a token that may stand for a word of several tokens that nobody says."""

LONG_QUESTION = 12
"""The fewest words of a query whose quotes may give way as words do. So long a text was pasted, or
written by a program, and its quotation marks are no operators."""

MOST_WORDS = 256
"""The most words of a query that may give way, and by which episodes are scored: those that tell
the topic, the rarest first. A pasted page has more."""

# Mishearings (Decision 0013).

HEARD_WORDS = 4
"""The most words of a query whose mishearings are looked up; each takes 10 ms the first time."""

HEARD_AROUND = 1500
"""The number of tokens to each side, some ten minutes of talk, in which the word itself must
occur."""

HEARD_DISTANCE = 0.2
"""The largest phonetic distance of a mishearing (`phonetic.distance`)."""

HEARD_SHARE = 0.5
"""The least share of a mishearing's positions with the word around, on a scale from chance (0) to
always (1)."""

HEARD_LIFT = 5.0
"""The least lift of the word around a mishearing: how much more often than by chance it occurs."""

HEARD_CHANCE = 0.005
"""The largest probability that so many positions have the word around by chance."""

HEARD_PLACES = 3
"""The fewest occurrences of a mishearing that is said in one episode only; these prove less."""

HEARD_OFFERED = -0.4
"""The least fit of a mishearing's context (`ContextModel.fit`) with which it is offered."""

HEARD_SEARCHED = -0.2
"""The least fit with which a mishearing said in two episodes is also searched."""

HEARD_MOST = 4
"""The most mishearings of a word, by falling number of occurrences."""

CONTEXT_WORDS = 4
"""The words of context to each side. Farther words show the topic, not whether a word fits."""

CONTEXT_PLACES = 96
"""The most positions of a word, evenly spread, whose context is read; each takes 60 us."""

CONTEXT_OTHER_PLACES = 32
"""The most positions of a mishearing whose context is read."""

CONTEXT_PRIOR = 200
"""The Dirichlet prior of a context: the weight, in words, of the language as a whole."""

# Spelling correction (Decision 0014).

CORRECTION_HITS = 5
"""A query with fewer exact hits is corrected."""

CORRECTION_SLIP = math.log(1000)
"""The cost of an edit: one edit is as unlikely as a word a thousand times rarer."""

CORRECTION_SAID = math.log(100)
"""The further cost of an edit to a word that is said itself: a rare word is mostly spelt right."""

CORRECTION_COMMON = 100
"""A word that is said so often is right: two words are a misspelt phrase only if one is rarer."""

CORRECTION_PHRASE = 3
"""The fewest segments that hold a phrase which is meant where the typed one is never said."""

CORRECTION_LIFT = 10
"""A phrase must be said so many times as often as the typed one, if that is said."""

CORRECTION_LETTERS = 3
"""The fewest letters of a word that is corrected; a shorter word is two edits from any other."""

CORRECTION_ONE_EDIT = 5
"""The most letters of a word with one edit, as in Elasticsearch; longer words may have two."""

CORRECTION_CANDIDATES = 8
"""The most candidates, likeliest without context first, whose context is looked at."""

CORRECTION_WORDS = 8
"""The most words of a query that are corrected; one with a wrong first letter takes 5 ms."""
