"""The language of a page."""

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale

from ks_board.core import i18n
from ks_board.core.i18n import init_i18n, language


@pytest.fixture
def app() -> Flask:
    app = Flask("board")
    init_i18n(app)
    return app


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("de-DE,de;q=0.9,en;q=0.8", "de"),
        ("en-GB,en;q=0.9", "de"),
        ("uk,en;q=0.5,de;q=0.4", "de"),
        ("pl", "de"),
        ("*", "de"),
        ("", "de"),
        (";;q=x,\x7f", "de"),
    ],
)
def test_without_an_english_catalogue_every_browser_gets_german(
    app: Flask, header: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "LANGUAGES", ("de",))
    with app.test_request_context(headers={"Accept-Language": header}):
        assert language() == expected


def test_commands_speak_german_unless_told_otherwise(app: Flask) -> None:
    with app.app_context():
        assert language() == "de"
        with force_locale("en"):
            assert language() == "en"


def test_without_an_app_the_language_is_german() -> None:
    assert language() == "de"


@pytest.mark.parametrize(("number", "said"), [(1, "1 Platz &amp; Kaffee"), (2, "2 Plätze &amp; Kaffee")])
def test_templates_say_how_many(app: Flask, number: int, said: str) -> None:
    places = "{% trans number=number %}{{ number }} Platz{% pluralize %}{{ number }} Plätze{% endtrans %}"
    template = places + " {{ '&' }} {{ _('Kaffee') }}"
    with app.test_request_context():
        assert render_template_string(template, number=number) == said
