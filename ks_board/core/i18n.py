"""The language of a page. German sentences are the source strings, so only English has a catalogue."""

from pathlib import Path

from flask import Flask, has_app_context, has_request_context, request
from flask_babel import Babel, get_locale

LANGUAGES = ("de", "en")
DEFAULT = LANGUAGES[0]
TRANSLATIONS = Path(__file__).parents[1] / "translations"


def init_i18n(app: Flask) -> None:
    """Give the app gettext, with the language the browser asks for."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    settings = {"default_locale": DEFAULT, "default_timezone": "Europe/Berlin", "locale_selector": asked_language}
    Babel(app, **settings)  # type: ignore[no-untyped-call] # Flask-Babel leaves it without types.


def asked_language() -> str:
    """Return the language of the request: the best of its Accept-Language that we speak, else German."""
    if not has_request_context():
        return DEFAULT
    return request.accept_languages.best_match(LANGUAGES, DEFAULT) or DEFAULT


def language() -> str:
    """Return the language to speak now, `de` or `en`; German outside an app (commands, workers, plain tests)."""
    locale = get_locale() if has_app_context() else None
    return DEFAULT if locale is None else str(locale.language)
