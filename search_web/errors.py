"""Error responses: `{message, code, type, link}` as JSON, or a page."""

import flask
from werkzeug.exceptions import HTTPException

import index
from search_web.negotiation import wants_page

__all__ = ["register"]

_RETRY_AFTER = 10  # seconds: a build that is nearly done ends within that


def register(app: flask.Flask) -> None:
    """Make `app` answer errors of the library and of Flask with a JSON object or a page."""
    app.register_error_handler(index.OverheardError, _overheard)
    app.register_error_handler(HTTPException, _http)


def _overheard(error: index.OverheardError) -> flask.Response:
    if isinstance(error, index.InvalidRequest):
        return _answer(str(error), 400, "invalid_request")
    if isinstance(error, index.QueryError):
        return _answer(str(error), 400, "query_error")
    # The message is for the operator only: it may name paths.
    flask.current_app.logger.error("%s", error)
    response = _answer("The index cannot be read just now. Try again soon.", 503, "unavailable")
    response.headers["Retry-After"] = str(_RETRY_AFTER)
    return response


def _http(error: HTTPException) -> flask.Response:
    code = error.code or 500
    response = _answer(error.description or error.name, code, error.name.lower().replace(" ", "_"))
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def _answer(message: str, code: int, type_: str) -> flask.Response:
    if wants_page():
        page = flask.render_template("error.html", message=message, code=code)
        response = flask.make_response(page, code)
    else:
        link = flask.url_for("overheard.help_page", _anchor="errors")
        body = {"message": message, "code": code, "type": type_, "link": link}
        response = flask.make_response(flask.jsonify(body), code)
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-store"
    return response
