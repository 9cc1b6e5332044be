"""A site elsewhere, for tests: answers by address, which a test may change or break between two readings."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, str, bytes]


class Site:
    """Serves ``answers`` (path with its query → status, media type, body) on this machine."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[], Answer]] = {}
        self.asked: list[str] = []
        site = self

        class _Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                found = site.answers.get(self.path, (404, "text/plain", b""))
                status, media_type, body = found() if callable(found) else found
                self.send_response(status)
                self.send_header("Content-Type", media_type)
                if status == 302:
                    self.send_header("Location", body.decode())
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def says(self, path: str, body: bytes, media_type: str = "text/turtle", status: int = 200) -> None:
        """Answer ``path`` so from now on."""
        self.answers[path] = (status, media_type, body)

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()
