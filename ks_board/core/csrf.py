"""The token of forms, written anew for each answer: only so may a page with a token be sent compressed.

The length of a compressed page tells what in it repeats what the address said, and so would give a token that is
always the same away, letter by letter (BREACH). Each answer carries it under another random pad.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from itertools import cycle

from flask import Flask, Response, g
from flask_wtf import CSRFProtect

_PAD = 16
"""Bytes."""


class MaskedTokens(CSRFProtect):  # type: ignore[misc]
    """Flask-WTF's protection with tokens that look different each time."""

    def init_app(self, app: Flask) -> None:
        """Protect an app; it has to be compressed already, so that masking comes first."""
        super().init_app(app)
        app.after_request(_mask_all)

    def _get_csrf_token(self) -> str | None:
        sent: str | None = super()._get_csrf_token()
        return unmasked(sent) if sent else None


def masked(token: str) -> str:
    """Return a token under a pad of its own."""
    pad = secrets.token_bytes(_PAD)
    return urlsafe_b64encode(pad + _under(pad, token.encode())).decode().rstrip("=")


def unmasked(sent: str) -> str:
    """Return the token that was sent; what is no masked token stays as it is, and is then refused as any other."""
    try:
        raw = urlsafe_b64decode(sent + "=" * (-len(sent) % 4)) if "." not in sent else b""
        return _under(raw[:_PAD], raw[_PAD:]).decode() or sent
    except ValueError:
        return sent


def _under(pad: bytes, text: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(text, cycle(pad), strict=False))


def _mask_all(response: Response) -> Response:
    """Write the mask over the token wherever it stands: in forms, and in what htmx sends."""
    if "csrf_token" in g and response.mimetype == "text/html" and not response.is_streamed:
        response.set_data(response.get_data().replace(g.csrf_token.encode(), masked(g.csrf_token).encode()))
    return response
