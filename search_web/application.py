"""The application factory, and the headers that all responses share."""

from collections.abc import Iterable
from pathlib import Path

import flask

import index
from search_web import errors, views
from search_web.engine_lender import EngineLender

__all__ = ["create_app"]

_CONTENT_SECURITY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def create_app(
    location: str | Path = index.DEFAULT_LOCATION,
    *,
    title: str = "Overheard",
    max_age: int = 60,
    origins: Iterable[str] = (),
) -> flask.Flask:
    """Return the WSGI application that searches the index at `location`.

    `title` is the title of the page. `max_age` is the number of seconds for which caches may keep a
    response. `origins` are the sites whose scripts may call the endpoint (CORS). The index need
    not exist yet; until it does, the response is 503.
    """
    app = flask.Flask(__name__)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it
    app.add_template_filter(index.harmless)
    app.config.update(TITLE=title, MAX_AGE=max_age)
    app.extensions["overheard"] = EngineLender(location)
    app.register_blueprint(views.blueprint)
    errors.register(app)
    allowed = frozenset(origins)

    @app.after_request
    def finish(response: flask.Response) -> flask.Response:
        response.headers.setdefault("Content-Security-Policy", _CONTENT_SECURITY)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        origin = flask.request.headers.get("Origin")
        if origin in allowed:
            response.headers["Access-Control-Allow-Origin"] = origin
        if allowed:
            response.vary.add("Origin")
        return response

    return app
