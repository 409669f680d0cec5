"""Serve the app: waitress in one process, gunicorn in several."""

import gc
import signal
import sys

import click
import waitress
from flask import Flask

THREADS = 8
WARM_UP = ("/gesund", "/", "/aufgaben", "/organigramm")


def run_server(app: Flask, *, host: str, port: int, processes: int) -> None:
    """Serve until stopped."""
    click.echo(f"Kleinstadt-Board: http://{host}:{port}")
    if processes == 1:
        warm_up(app)
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit())  # Waitress then ends its threads in order.
        # What proxies add to a request is trusted, hop by hop, by the app itself; waitress would drop it before.
        is_direct = app.config["PROXIES"] == 0
        options = {"threads": THREADS, "ident": None, "clear_untrusted_proxy_headers": is_direct}
        waitress.serve(app, host=host, port=port, **options)
    else:
        _serve_by_gunicorn(app, host, port, processes)


def warm_up(app: Flask) -> None:
    """Ask a few pages once, then keep all objects of the start out of garbage collection: it is the p99."""
    client = app.test_client()
    for path in WARM_UP:
        client.get(path)
    gc.collect()
    gc.freeze()


def _serve_by_gunicorn(app: Flask, host: str, port: int, processes: int) -> None:
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 - an extra that a single process does not need.

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            self.cfg.set("bind", f"{host}:{port}")
            self.cfg.set("workers", processes)
            self.cfg.set("worker_class", "gthread")
            self.cfg.set("threads", 4)
            self.cfg.set("limit_request_line", 0)  # The app itself answers too long addresses, in its layout.
            self.cfg.set("post_worker_init", lambda worker: warm_up(app))

        def load(self) -> Flask:
            return app

    Server().run()
