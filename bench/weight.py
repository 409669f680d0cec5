"""G9: what the first visit of the board sends over the wire, as a browser asks."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

from bench.client import Answer, Client
from bench.programs import board
from bench.scale import Scale
from bench.table import Figure
from bench.towns import town

PAGE, LATER = "/aufgaben", "/aufgaben/T01"
SWAP = {"HX-Request": "true", "HX-Request-Type": "partial"}
_LOADED = re.compile(r'<(?:link[^>]+rel="(?:stylesheet|icon)"[^>]*|script[^>]*|img[^>]*)>')
_ADDRESS = re.compile(r'(?:href|src)="([^"#]+)"')
_IN_STYLES = re.compile(r'url\(["\']?(?!data:)([^)"\']+)')


def measure_weight(scale: Scale) -> Iterator[Figure]:
    """Load the board like a browser with an empty cache, once for each way of packing."""
    with town(tasks=scale.tasks[0]) as made, board(made.instance) as served, Client(served.port) as client:
        packed, better = _load(client, "gzip"), _load(client, "gzip, deflate, br")
        later = client.get(LATER, {"Accept-Encoding": "gzip"})
        swap = client.get(f"{PAGE}?art=einmal", SWAP | {"Accept-Encoding": "gzip"})
    yield Figure(
        "weight", _kilobytes(packed.values()), f"brotli {_kilobytes(better.values()):.3g} KB, {_parts(packed)}"
    )
    yield Figure("requests", len(packed))
    yield Figure("scripts", _kilobytes(answer for path, answer in packed.items() if ".js" in path))
    yield Figure("fonts", sum(".woff" in path or ".ttf" in path for path in packed))
    yield Figure("later-page", _kilobytes([later]))
    yield Figure("swap", _kilobytes([swap]))


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
