"""A page of somebody else, which shows the app in a frame."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class OtherSite:
    """A server with one page. `url` is what the app is told of, `url_not_named` the same unknown.

    The app is at localhost: 127.0.0.1 is another site.
    """

    def __init__(self, folder: Path, port: int) -> None:
        self._page = folder / "index.html"
        self.url, self.url_not_named = f"http://127.0.0.1:{port}", f"http://localhost:{port}"

    def show(self, html: str) -> None:
        self._page.write_text(html)


@contextmanager
def other_site_in(folder: Path) -> Iterator[OtherSite]:
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield OtherSite(folder, server.server_port)
        server.shutdown()
