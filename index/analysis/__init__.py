"""Text analysis: what is a word, which words are forms of one, and which sound or look alike?

Takes text and terms, gives tokens, terms, stems, parts of words and distances. It is the same
for indexing and for queries. Imports nothing of the project.
"""

from index.analysis.edit_distance import levenshtein
from index.analysis.languages import LANGUAGES
from index.analysis.stemmer import stem, without_diacritics
from index.analysis.tokenizer import VERSION, normalize, terms, tokenize

__all__ = [
    "LANGUAGES",
    "VERSION",
    "levenshtein",
    "normalize",
    "stem",
    "terms",
    "tokenize",
    "without_diacritics",
]
