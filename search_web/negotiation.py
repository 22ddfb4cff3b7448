"""Content negotiation: one address serves a page and JSON."""

import flask

__all__ = ["wants_page"]


def wants_page() -> bool:
    """Return whether the client prefers HTML to JSON; without a preference, False."""
    accepted = flask.request.accept_mimetypes
    return accepted.best_match(["application/json", "text/html"]) == "text/html"
