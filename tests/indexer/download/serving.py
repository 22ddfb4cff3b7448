"""A real HTTP server on loopback for the tests of fetching: it answers as it is told to."""

import contextlib
import http.server
import socketserver
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Handler = http.server.BaseHTTPRequestHandler
Answer = Callable[[Handler], None]


def reply(
    body: bytes | str = b"",
    status: int = 200,
    type_: str = "text/vtt",
    length: int | None = None,
    **headers: str,
) -> Answer:
    """Answer with `body`; `length` is what Content-Length claims. `_` in a header is `-`."""
    data = body.encode() if isinstance(body, str) else body

    def answer(request: Handler) -> None:
        request.send_response(status)
        request.send_header("Content-Type", type_)
        request.send_header("Content-Length", str(len(data) if length is None else length))
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(data)

    return answer


def ranged(body: bytes, etag: str = '"v1"') -> Answer:
    """Answer with `body` as a server does that knows ranges and conditions."""

    def answer(request: Handler) -> None:
        asked = request.headers.get("Range")
        if request.headers.get("If-None-Match") == etag:
            reply(status=304, ETag=etag)(request)
        elif asked and request.headers.get("If-Range", etag) == etag:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            if start >= len(body):
                reply(status=416)(request)
                return
            span = f"bytes {start}-{len(body) - 1}/{len(body)}"
            reply(body[start:], 206, ETag=etag, Content_Range=span)(request)
        else:
            reply(body, ETag=etag)(request)

    return answer


@dataclass
class Server:
    """Answers for each path one after the other; the last one stays."""

    url: str
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    answers: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))

    def on(self, path: str, *answers: Answer) -> str:
        """Set the answers for a path and return its address."""
        self.answers[path] = list(answers)
        return self.url + path

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def headers(self, path: str) -> list[dict[str, str]]:
        return [headers for asked, headers in self.asked if asked == path]

    def answer(self, request: Handler) -> None:
        self.asked.append((request.path, dict(request.headers)))
        answers = self.answers.get(request.path) or [reply("no such file", 404)]
        (answers.pop(0) if len(answers) > 1 else answers[0])(request)


class _Listening(http.server.ThreadingHTTPServer):
    """An HTTP server that asks no resolver for the name of its address, which nobody needs."""

    def server_bind(self) -> None:
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]


@contextlib.contextmanager
def serving() -> Iterator[Server]:
    class Answering(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            # The client may have gone, as when a body is too large for it.
            with contextlib.suppress(OSError):
                server.answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
            pass

    with _Listening(("127.0.0.1", 0), Answering) as listening:
        listening.daemon_threads = True
        server = Server(f"http://127.0.0.1:{listening.server_port}")
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()
