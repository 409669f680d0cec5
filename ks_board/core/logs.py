"""One line for each thing worth noting, without personal data: no address of a page, no e-mail, no value."""

import logging
import re
import sys
import time

from flask import Flask

_EMAIL = re.compile(r"[^\s<>\"'(,;:]+@[^\s<>\"'),;]+")
_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029]")


class OneLine(logging.Formatter):
    """Write time in UTC, level and text; nothing that a visitor sent can begin a line of its own."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%SZ"
    default_msec_format = None

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the record without e-mail addresses."""
        return _EMAIL.sub("[e-mail]", super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name logging calls.
        """Escape what would begin a new line or change the terminal."""
        return _CONTROL.sub(_escaped, super().formatMessage(record))

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name logging calls.
        """Indent the lines of a traceback, so that none looks like a record of its own."""
        lines = super().formatException(ei).splitlines()  # type: ignore[arg-type]
        return "\n".join("  " + _CONTROL.sub(_escaped, line) for line in lines)


def init_logs(app: Flask) -> None:
    """Send the app's records and those of its libraries to standard error, unless somebody else set up logging."""
    root = logging.getLogger()
    if not root.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(OneLine())
        root.addHandler(handler)
    app.logger.setLevel(logging.INFO)


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()
