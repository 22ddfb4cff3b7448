"""The embedded engine: a Whoosh index in a folder; nothing else imports whoosh.

What lies on disk, from the bytes up:

sections.py    a file of named arrays, each page of it checked
counts.py      counts in a byte each
strings.py  strings by number
postings.py       posting lists
camel_case.py       words with capitals inside
stems.py       which terms have which stem
collocations.py       which terms stand together
stored_text.py      the stored talk, compressed
signatures.py  a number that segments have in common which say nearly the same
columns.py     what is known of documents and episodes
scored_lengths.py     how long a document counts as
episode_records.py     episodes as stored text
manifest.py    what a commit is made of
folder.py       the folder: which commit it is at, and what is wrong with it

Searching:

sorted_arrays.py   sorted numbers looked up in others
leaf.py        one index segment, open
matches.py       documents that match, with their scores
near_duplicates.py       which documents say nearly the same
episodes.py    all episodes of a commit as arrays
titles.py      what episodes are called
snapshot.py    all of a commit as one
cache.py      what took work to make
term_sets.py  terms asked for by a part
punctuation.py       .NET, @property, 100%: signs said or not, typed or not
word_breaks.py      words spelled joined or apart
multi_token.py   words of several tokens in other forms
equivalents.py what else a word stands for
expansion.py   what else a query asks for, by all of these
phrases.py     where words are spoken, alone or in a row
extents.py     how far what is spoken spreads through documents
windows.py    windows of several words across documents
proximity.py   words near each other
executor.py    the query tree evaluated
relaxation.py    less than was asked for, step by step
reach.py       how far the places of a page reach
episode_scores.py    what a whole episode has of a part of a query
sponsor_demotion.py    the best documents, sponsors' messages among the last
collapse.py       the same, one of each kind
rerank.py   the best documents again, by words near each other
episode_ranking.py    which episodes answer, and by which documents
pages.py      which of them stand on a page
hits.py     the hits of a page
facets.py      how many are of whom
names.py       titles and people by how they begin
completion.py  what somebody may be typing
spelling.py  what somebody may have meant
phonetic_terms.py   how terms sound
context.py     what stands around a word
mishearings.py     what a word was heard as
alternatives.py      what else somebody may want to ask
engine.py      a request answered

Writing:

prepared.py    an episode as arrays
term_numbering.py      words as numbers
inversion.py   from the words of documents to the documents of words
batch.py       episodes on their way into one index segment
merging.py       several index segments made into one
merge_policies.py    which are
commit.py  a commit, in one step
writer.py      the next commit

For Whoosh, which reads the same files: readers.py, lexicons.py, schema.py. Only these and
the writing import it, so that a search need not wait for that.
"""
