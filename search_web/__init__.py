"""The way out: the web endpoint and its page, a Flask application.

    app = search_web.create_app("overheard-index")

It only reads; run it under any WSGI server, or with `overheard serve`.
"""

from search_web.application import create_app

__all__ = ["create_app"]
