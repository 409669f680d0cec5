"""G9: what the first visit of the board and later pages send over the wire, as a browser asks."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlencode, urljoin

from flask import Flask
from sqlalchemy import select

from bench.client import Answer, Client
from bench.programs import board
from bench.scale import Scale
from bench.table import Figure
from bench.towns import cookie, sign_in, town
from ks_board.core.db import db, writing
from ks_board.people.models import Account
from ks_board.tasks.models import LIVE_ASSIGNMENT, Assignment

PAGE = "/aufgaben"
LATER = {
    "start": "/",
    "board": PAGE,
    "task": f"{PAGE}/T01",
    "organigram": "/organigramm",
    "gaps": "/luecken",
    "checklist": "/checkliste",
}
SIGNED_IN = {"my-page": "/meine", "today": "/heute", "gaps-coordinator": "/luecken"}
GZIP = {"Accept-Encoding": "gzip"}
SWAP = {"HX-Request": "true", "HX-Request-Type": "partial"}
_FORM = re.compile(r'data-hx-post="([^"]+)"[^>]*>\s*<input type="hidden" name="csrf_token" value="([^"]+)"')
_LOADED = re.compile(r'<(?:link[^>]+rel="(?:stylesheet|icon|manifest)"[^>]*|script[^>]*|img[^>]*)>')
_ADDRESS = re.compile(r'(?:href|src)="([^"#]+)"')
_IN_STYLES = re.compile(r'url\(["\']?(?!data:)([^)"\']+)')


def measure_weight(scale: Scale) -> Iterator[Figure]:
    """Load the board like a browser with an empty cache, once for each way of packing; then single pages."""
    with town(tasks=scale.tasks[0]) as made, board(made.instance) as served:
        session = cookie(sign_in(_with_tasks(made.app())))
        with Client(served.port) as client, Client(served.port, session) as coordinator:
            packed, better = _load(client, "gzip"), _load(client, "gzip, deflate, br")
            later = {name: client.get(path, GZIP) for name, path in LATER.items()}
            later |= {name: coordinator.get(path, GZIP) for name, path in SIGNED_IN.items()}
            swap = client.get(f"{PAGE}?art=einmal", SWAP | GZIP)
            action = _log_a_call(coordinator)
    yield Figure(
        "weight", _kilobytes(packed.values()), f"brotli {_kilobytes(better.values()):.3g} KB, {_parts(packed)}"
    )
    yield Figure("requests", len(packed))
    yield Figure("scripts", _kilobytes(answer for path, answer in packed.items() if ".js" in path))
    yield Figure("fonts", sum(".woff" in path or ".ttf" in path for path in packed))
    for name, answer in later.items():
        yield Figure(f"later-{name}", _kilobytes([answer]))
    yield Figure("swap", _kilobytes([swap]))
    yield Figure("action", _kilobytes([action]))


def _with_tasks(app: Flask) -> Flask:
    """Let the account be that of somebody who is in a task, so that their own page shows what it is for."""
    with app.app_context(), writing():
        person = select(Assignment.person_id).where(Assignment.status.in_(LIVE_ASSIGNMENT)).limit(1)
        db.session.query(Account).one().person_id = db.session.scalar(person)
        db.session.commit()
    return app


def _log_a_call(client: Client) -> Answer:
    """Note the first of the ten calls as made, as htmx sends it."""
    page = client.get("/anrufe").body.decode()
    address, token = _FORM.findall(page)[0]
    form = urlencode({"csrf_token": token, "went": "erreicht"})
    return client.send(client.request(address, SWAP | GZIP, method="POST", form=form))


def _load(client: Client, packing: str) -> dict[str, Answer]:
    """Return every answer of the first visit by its path."""
    asked = {"Accept-Encoding": packing}
    loaded = {PAGE: client.get(PAGE, asked)}
    html = client.get(PAGE).body.decode()
    paths = [found[1] for tag in _LOADED.findall(html) if (found := _ADDRESS.search(tag))]
    for path in dict.fromkeys(paths):
        loaded[path] = client.get(path, asked)
        if path.endswith(".css"):
            styles = client.get(path).body.decode()
            loaded |= {found: client.get(found, asked) for found in _in_styles(path, styles)}
    return loaded


def _in_styles(path: str, styles: str) -> list[str]:
    return [urljoin(path, address) for address in dict.fromkeys(_IN_STYLES.findall(styles))]


def _parts(loaded: dict[str, Answer]) -> str:
    return ", ".join(
        f"{path.rpartition('.')[2].removeprefix(PAGE) or 'HTML'} {_kilobytes([answer]):.3g}"
        for path, answer in loaded.items()
    )


def _kilobytes(answers: Iterable[Answer]) -> float:
    return sum(len(answer.body) for answer in answers) / 1000
