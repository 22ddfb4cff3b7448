"""The embedded engine: a Whoosh index in a folder; nothing else imports whoosh.

schema.py     which fields a document has, and how its talk becomes postings
records.py    episodes and segments as stored text, and back
translate.py  query tree -> Whoosh query
phrase.py     the Whoosh query that follows a phrase across segment borders
store.py      the folder: create, open, lock; Whoosh's failures as ours
reader.py     one snapshot, searched
writer.py     the next commit
"""
