"""Download: which transcripts does a feed link to, and how do they come into a folder?

Takes the address or the file of a podcast feed, writes its transcripts and an `episodes.json` with
their metadata into a folder, and returns what became of each. Imports `metadata`. No other package
of `indexer` imports it, and nothing else of the project uses the network.
"""

from indexer.download.connecting import Guard
from indexer.download.download import DownloadOutcome, Options, download
from indexer.download.http import Fetcher

__all__ = ["DownloadOutcome", "Fetcher", "Guard", "Options", "download"]
