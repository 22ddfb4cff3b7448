"""Benchmarks: the speed of reading transcripts, and Overheard compared with other engines."""
