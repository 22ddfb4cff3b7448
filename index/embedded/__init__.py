"""The embedded engine: a Whoosh index in a folder; nothing else imports whoosh.

schema.py     which fields a document has, and how its talk becomes postings
records.py    episodes and segments as stored text, and back
postings.py   what Whoosh's codec holds of a term, as arrays
executor.py   the query tree evaluated over them: matching and ranking
store.py      the folder: create, open, lock; Whoosh's failures as ours
checksums.py  what the files of a commit must be
reader.py     one snapshot, searched
writer.py     the next commit
"""
