"""The web search: how is an index searched over HTTP, by people and by programs?

    app = search_web.create_app("overheard-index")

Takes HTTP requests, returns pages or JSON. The Flask application only reads the index. Run it with
any WSGI server or with `overheard serve`. Imports the public names of `index`.
"""

from search_web.application import create_app
from search_web.engine_lender import EngineLender
from search_web.parameters import request_from

__all__ = ["EngineLender", "create_app", "request_from"]
