"""The views: /search as JSON or as a page, /suggest, /help and /health."""

import hashlib
from http import HTTPStatus
from typing import cast
from urllib.parse import urlencode

import flask

from index import (
    CLOSE_COUNTED,
    Engine,
    InvalidRequest,
    SearchRequest,
    SearchResults,
    as_json,
    suggestions_as_json,
)
from search_web.engine_lender import EngineLender
from search_web.facets import page_facets
from search_web.negotiation import wants_page
from search_web.page import page_episodes
from search_web.parameters import request_from

__all__ = ["blueprint"]

blueprint = flask.Blueprint("overheard", __name__)


@blueprint.get("/")
def home() -> flask.Response:
    """Redirect to the search page."""
    return cast(flask.Response, flask.redirect(flask.url_for("overheard.search")))


@blueprint.get("/search")
def search() -> flask.Response:
    """Return the results of a search, as the JSON envelope or as a page."""
    page = wants_page()
    search_request = request_from(flask.request.args, page=page)
    asks = bool(
        search_request.q
        or search_request.speaker
        or search_request.episode
        or search_request.date_from
        or search_request.date_to
        or search_request.sponsor == "only"
    )
    if not asks and not page and "q" not in flask.request.args:
        raise InvalidRequest("q", "q is missing; ask for something: /search?q=wsgi")
    with _lender().engine() as engine:
        response = _empty_response(engine, page=page)
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            return response
        results = engine.search(search_request)
    if page:
        response.set_data(_page(search_request, results if asks else None))
        response.mimetype = "text/html"
    else:
        response.set_data(flask.json.dumps(as_json(results)))
        response.mimetype = "application/json"
    return response


@blueprint.get("/suggest")
def suggest() -> flask.Response:
    """Return the completions of a query as JSON."""
    prefix = flask.request.args.get("q")
    if prefix is None:
        raise InvalidRequest("q", "q is missing; give what was typed so far: /suggest?q=data+sc")
    with _lender().engine() as engine:
        response = _empty_response(engine, page=False)
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            return response
        suggestions = engine.suggest(prefix)
    response.set_data(flask.json.dumps(suggestions_as_json(prefix, suggestions)))
    response.mimetype = "application/json"
    return response


@blueprint.get("/help")
def help_page() -> str:
    """Return the page that explains the query language and the endpoint."""
    return flask.render_template("help.html")


@blueprint.get("/health")
def health() -> flask.Response:
    """Return `{"ok": true}` if the index can be read, else 503.

    There is a `warning` beside it while the newest commit is damaged and an older one answers.
    """
    with _lender().engine() as engine:
        if engine.warning is None:
            return flask.jsonify({"ok": True})
    # The line itself is for the operator only: it names a path.
    flask.current_app.logger.warning("%s", engine.warning)
    warning = "The newest commit of the index is damaged; answers are of the one before it."
    return flask.jsonify({"ok": True, "warning": warning})


def _empty_response(engine: Engine, *, page: bool) -> flask.Response:
    """Return a response without a body, with the caching headers of this request.

    Its status is 304 (not modified) if the client has this address from the same commit.
    """
    response = flask.Response()
    response.vary.add("Accept")
    response.cache_control.max_age = flask.current_app.config["MAX_AGE"]
    key = f"{engine.version} {page} {flask.request.full_path}"
    etag = hashlib.sha256(key.encode()).hexdigest()[:16]
    response.set_etag(etag, weak=True)
    if flask.request.if_none_match.contains_weak(etag):
        response.status_code = HTTPStatus.NOT_MODIFIED
    return response


def _lender() -> EngineLender:
    return cast(EngineLender, flask.current_app.extensions["overheard"])


def _page(search_request: SearchRequest, results: SearchResults | None) -> str:
    return flask.render_template(
        "search.html",
        search_request=search_request,
        results=results,
        close_counted=CLOSE_COUNTED,
        episodes=page_episodes(results) if results else [],
        facets=page_facets(results, _address) if results else {},
        pages=_pages(search_request, results),
        address=_address,
    )


def _address(*, offset: int = 0, **changes: str) -> str:
    """Return the address of the same search with `changes` to its parameters, at `offset`.

    It says whether hits are grouped, because that is the default of the page but not of JSON.
    """
    given = flask.request.args.to_dict()
    grouped = given.get("group_by", "").strip() or "episode"
    arguments = {**given, "group_by": grouped, **changes, "offset": str(offset)}
    if not offset:
        del arguments["offset"]
    return f"{flask.url_for('overheard.search')}?{urlencode(arguments)}"


def _pages(search_request: SearchRequest, results: SearchResults | None) -> dict[str, str]:
    """Return the addresses of other pages: `previous`, `next` and `all`, as far as they exist.

    `all` is the search without collapsing. Past the last hit there is only `last`, the last page.
    """
    if results is None or not search_request.limit:
        return {}
    if not results.shown:
        last = max(0, results.count - 1) // search_request.limit * search_request.limit
        return {"last": _address(offset=last)} if results.count else {}
    pages = {}
    if results.collapsed:
        pages["all"] = _address(collapse="0")
    if search_request.offset:
        pages["previous"] = _address(offset=max(0, search_request.offset - search_request.limit))
    if results.next is not None:
        pages["next"] = _address(offset=results.next)
    return pages
