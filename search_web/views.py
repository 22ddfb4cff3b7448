"""The endpoint: /search as JSON or as a page, /suggest, /help, /health."""

import hashlib
from typing import cast
from urllib.parse import urlencode

import flask

from index import Engine, InvalidRequest, SearchRequest, SearchResults, as_json, suggestions_as_json
from search_web.engine_lender import Snapshot
from search_web.facets import page_facets
from search_web.negotiation import wants_page
from search_web.page import page_episodes
from search_web.parameters import request_from

__all__ = ["blueprint"]

blueprint = flask.Blueprint("overheard", __name__)


@blueprint.get("/")
def home() -> flask.Response:
    """Lead to the search page."""
    return cast(flask.Response, flask.redirect(flask.url_for("overheard.search")))


@blueprint.get("/search")
def search() -> flask.Response:
    """Answer a search, as the JSON envelope or as a page."""
    page = wants_page()
    wanted = request_from(flask.request.args, page=page)
    filters = (wanted.speaker, wanted.episode, wanted.date_from, wanted.date_to)
    asks = any((wanted.q, *filters, wanted.sponsor == "only"))
    if not asks and not page and "q" not in flask.request.args:
        raise InvalidRequest("q", "q is missing; ask for something: /search?q=wsgi")
    with _snapshot().engine() as engine:
        response = _headers(engine, page)
        if flask.request.if_none_match.contains_weak(response.get_etag()[0] or ""):
            response.status_code = 304
            return response
        results = engine.search(wanted)
    if page:
        response.set_data(_page(wanted, results if asks else None))
        response.mimetype = "text/html"
    else:
        response.set_data(flask.json.dumps(as_json(results)))
        response.mimetype = "application/json"
    return response


@blueprint.get("/suggest")
def suggest() -> flask.Response:
    """Answer how a query may go on, as JSON."""
    prefix = flask.request.args.get("q")
    if prefix is None:
        raise InvalidRequest("q", "q is missing; give what was typed so far: /suggest?q=data+sc")
    with _snapshot().engine() as engine:
        response = _headers(engine, page=False)
        if flask.request.if_none_match.contains_weak(response.get_etag()[0] or ""):
            response.status_code = 304
            return response
        found = engine.suggest(prefix)
    response.set_data(flask.json.dumps(suggestions_as_json(prefix, found)))
    response.mimetype = "application/json"
    return response


@blueprint.get("/help")
def help_page() -> str:
    """Explain the query language and the endpoint."""
    return flask.render_template("help.html")


@blueprint.get("/health")
def health() -> flask.Response:
    """Say that the index can be read; 503 where it cannot."""
    with _snapshot().engine():
        return flask.jsonify({"ok": True})


def _headers(engine: Engine, page: bool) -> flask.Response:
    response = flask.Response()
    response.vary.add("Accept")
    response.cache_control.max_age = flask.current_app.config["MAX_AGE"]
    key = f"{engine.version} {page} {flask.request.full_path}"
    response.set_etag(hashlib.sha256(key.encode()).hexdigest()[:16], weak=True)
    return response


def _snapshot() -> Snapshot:
    return cast(Snapshot, flask.current_app.extensions["overheard"])


def _page(wanted: SearchRequest, results: SearchResults | None) -> str:
    return flask.render_template(
        "search.html",
        request_=wanted,
        results=results,
        episodes=page_episodes(results) if results else [],
        facets=page_facets(results, _address) if results else {},
        pages=_pages(wanted, results),
        address=_address,
    )


def _address(*, offset: int = 0, **changes: str) -> str:
    """Return the address of the same search but for `changes`, from its first page on or later."""
    arguments = {**flask.request.args.to_dict(), **changes, "offset": str(offset)}
    if not offset:
        del arguments["offset"]
    return f"{flask.url_for('overheard.search')}?{urlencode(arguments)}"


def _pages(wanted: SearchRequest, results: SearchResults | None) -> dict[str, str]:
    """Return the addresses of the previous and the next page, where there are any.

    Past the last hit there is only the `last` page. `all` shows what was collapsed.
    """

    if results is None or not wanted.limit:
        return {}
    if not results.shown:
        last = max(0, results.count - 1) // wanted.limit * wanted.limit
        return {"last": _address(offset=last)} if results.count else {}
    pages = {}
    if results.collapsed:
        pages["all"] = _address(collapse="0")
    if wanted.offset:
        pages["previous"] = _address(offset=max(0, wanted.offset - wanted.limit))
    if results.next is not None:
        pages["next"] = _address(offset=results.next)
    return pages
