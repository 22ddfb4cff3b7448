"""Measuring: how fast transcripts are read, and how Overheard stands beside other engines."""
