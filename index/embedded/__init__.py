"""The embedded engine: a Whoosh index in a folder; nothing else imports whoosh.

What lies on disk, from the bytes up:

sections.py    a file of named arrays, each page of it checked
narrow.py      counts in a byte each
dictionary.py  sorted strings
lists.py       posting lists
stems.py       which terms have which stem
pairs.py       which terms stand together
blocks.py      the stored talk, compressed
columns.py     what is known of documents and episodes
lengths.py     how long a document counts as
records.py     episodes as stored text
manifest.py    what a commit is made of
store.py       the folder: which commit it is at, and what is wrong with it

Searching:

ascending.py   sorted numbers looked up in others
leaf.py        one index segment, open
snapshot.py    all of a commit as one
memory.py      what took work to make
vocabulary.py  terms asked for by a part
phrases.py     words one after the other
ranking.py     scores, and the best of them
executor.py    the query tree evaluated
facets.py      how many are of whom
names.py       titles and people by how they begin
completion.py  what somebody may be typing
respelling.py  what somebody may have meant
skeletons.py   how terms sound
company.py     what stands around a word
hearing.py     what a word was heard as
equivalents.py what else a word stands for
reader.py      a request answered

Writing:

prepared.py    an episode as arrays
tokens.py      words as numbers
batch.py       episodes on their way into one index segment
merge.py       several index segments made into one
policies.py    which are
publishing.py  a commit, in one step
writer.py      the next commit

For Whoosh, which reads the same files: codec.py, lexicons.py, schema.py. Only these and
the writing import it, so that a search need not wait for that.
"""
