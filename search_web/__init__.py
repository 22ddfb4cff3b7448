"""The web search: how is an index searched over HTTP, by people and by programs?

    app = search_web.create_app("overheard-index")

Takes HTTP requests, returns pages or JSON. The Flask application only reads the index. Run it with
any WSGI server or with `overheard serve`. Imports the public names of `index`.
"""

from search_web.application import create_app

__all__ = ["create_app"]
