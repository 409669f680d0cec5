"""Settings of the town that more than one place reads."""

import re

EMBED_ORIGINS = "embed_origins"
"""The sites that may show the organigram in a frame; none as long as it is empty."""

_ORIGIN = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")


def origins(text: str | None) -> list[str]:
    """Return the addresses of sites in a text, in order; what is none is left out."""
    return [part for part in (text or "").split() if is_origin(part)]


def is_origin(text: str) -> bool:
    """Tell whether a text is the address of a site without a path: https://www.stadt.example."""
    return bool(_ORIGIN.fullmatch(text))
