"""The profile of hypothesis: no deadlines, nothing kept on disk."""

from hypothesis import settings

settings.register_profile("index", deadline=None, database=None, max_examples=100)
settings.load_profile("index")
