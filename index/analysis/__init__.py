"""Text analysis: what is a word, which words share a stem, and which sound or look alike?

Takes text and terms, returns tokens, terms, stems, subwords and distances. Indexing and queries use
the same analysis. Imports nothing of the project.
"""

from index.analysis.edit_distance import levenshtein
from index.analysis.languages import LANGUAGES
from index.analysis.letters import plain
from index.analysis.stemmer import stem
from index.analysis.tokenizer import VERSION, normalize, terms, tokenize

__all__ = [
    "LANGUAGES",
    "VERSION",
    "levenshtein",
    "normalize",
    "plain",
    "stem",
    "terms",
    "tokenize",
]
