"""The embedded engine: a Whoosh index in a folder; nothing else imports whoosh.

What lies on disk, from the bytes up:

sections.py    a file of named arrays, each page of it checked
narrow.py      counts in a byte each
dictionary.py  strings by number
lists.py       posting lists
humps.py       words with capitals inside
stems.py       which terms have which stem
pairs.py       which terms stand together
blocks.py      the stored talk, compressed
signatures.py  a number that segments have in common which say nearly the same
columns.py     what is known of documents and episodes
lengths.py     how long a document counts as
records.py     episodes as stored text
manifest.py    what a commit is made of
store.py       the folder: which commit it is at, and what is wrong with it

Searching:

ascending.py   sorted numbers looked up in others
leaf.py        one index segment, open
found.py       documents that match, with their scores
kinds.py       which documents say nearly the same
episodes.py    all episodes of a commit as arrays
titles.py      what episodes are called
snapshot.py    all of a commit as one
memory.py      what took work to make
vocabulary.py  terms asked for by a part
signs.py       .NET, @property, 100%: signs said or not, typed or not
joints.py      words spelled joined or apart
compounds.py   words of several tokens in other forms
equivalents.py what else a word stands for
expansion.py   what else a query asks for, by all of these
phrases.py     where words are spoken, alone or in a row
spreads.py     how far what is spoken spreads through documents
together.py    windows of several words across documents
proximity.py   words near each other
executor.py    the query tree evaluated
relaxing.py    less than was asked for, step by step
spans.py       how far the places of a page reach
evidence.py    what a whole episode has of a part of a query
demotion.py    the best documents, sponsors' messages among the last
alike.py       the same, one of each kind
reranking.py   the best documents again, by words near each other
grouping.py    which episodes answer, and by which documents
paging.py      which of them stand on a page
showing.py     the hits of a page
facets.py      how many are of whom
names.py       titles and people by how they begin
completion.py  what somebody may be typing
respelling.py  what somebody may have meant
skeletons.py   how terms sound
company.py     what stands around a word
hearing.py     what a word was heard as
offers.py      what else somebody may want to ask
reader.py      a request answered

Writing:

prepared.py    an episode as arrays
tokens.py      words as numbers
inversion.py   from the words of documents to the documents of words
batch.py       episodes on their way into one index segment
merge.py       several index segments made into one
policies.py    which are
publishing.py  a commit, in one step
writer.py      the next commit

For Whoosh, which reads the same files: codec.py, lexicons.py, schema.py. Only these and
the writing import it, so that a search need not wait for that.
"""
