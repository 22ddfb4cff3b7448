"""Page or JSON: the same address serves both."""

import flask

__all__ = ["wants_page"]


def wants_page() -> bool:
    """Return whether the client prefers HTML; programs that accept anything get JSON."""
    accepted = flask.request.accept_mimetypes
    return accepted.best_match(["application/json", "text/html"]) == "text/html"
