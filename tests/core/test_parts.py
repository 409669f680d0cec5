"""Parts of pages that are drawn once and kept."""

from datetime import date

from flask import Flask
from flask_babel import force_locale

from ks_board.core.parts import part

FOOTER = "layout/_footer.html"


def footer(app: Flask, language: str, day: date = date(2026, 11, 16)) -> str:
    with app.test_request_context(), force_locale(language):
        return part(FOOTER, today=day)


def test_the_same_part_is_kept(weisswald: Flask) -> None:
    assert footer(weisswald, "de") is footer(weisswald, "de")


def test_another_argument_makes_another_part(weisswald: Flask) -> None:
    assert "17. November 2026" in footer(weisswald, "de", date(2026, 11, 17))


def test_each_language_has_its_own_part(weisswald: Flask) -> None:
    assert "16. November 2026" in footer(weisswald, "de")
    assert "16 November 2026" in footer(weisswald, "en")


def test_what_a_part_is_given_is_shown_as_text(weisswald: Flask) -> None:
    with weisswald.test_request_context():
        assert "&lt;b&gt;" in part("errors/_message.html", sentence="<b>")
