"""Analysis."""

from index.analysis.tokenizer import (
    DEFAULT_LANGUAGE,
    LANGUAGES,
    VERSION,
    Token,
    fold,
    humped,
    names,
    normalize,
    parts,
    stem,
    stems,
    terms,
    terms_of_each,
    tokenize,
)

__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "VERSION",
    "Token",
    "fold",
    "humped",
    "names",
    "normalize",
    "parts",
    "stem",
    "stems",
    "terms",
    "terms_of_each",
    "tokenize",
]
