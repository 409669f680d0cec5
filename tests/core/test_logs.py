"""What the log says, and what it keeps to itself."""

import logging
import sys

import pytest

from ks_board.core.logs import OneLine


def _line(message: str, *arguments: object, error: BaseException | None = None) -> str:
    trace = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("ks_board", logging.ERROR, "", 1, message, arguments, trace)
    record.created = 1_794_844_800.5
    return OneLine().format(record)


def test_line_has_time_in_utc_and_level() -> None:
    assert _line("database does not answer") == "2026-11-16T16:00:00Z ERROR database does not answer"


@pytest.mark.parametrize("text", ["a\r\nb", "a\nb", "a\x1b[31mb", "a\u2028b", "a\x85b", "a\0b"])
def test_text_from_outside_cannot_begin_a_line(text: str) -> None:
    line = _line("found %s", text)
    assert len(line.splitlines()) == 1
    assert line.isprintable()


def test_address_of_a_person_is_left_out() -> None:
    assert _line("mail to %s failed", "<anna.berg@weisswald.example>").endswith("mail to <[e-mail]> failed")


def test_traceback_is_indented_and_names_nobody() -> None:
    try:
        raise ValueError("anna@x.de\n2026-11-16T16:00:00Z ERROR forged")
    except ValueError:
        lines = _line("broken", error=sys.exception()).splitlines()
    assert lines[0].endswith("ERROR broken")
    assert all(line.startswith("  ") for line in lines[1:])
    assert "anna" not in "".join(lines)
