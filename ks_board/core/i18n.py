"""The language of a page. German sentences are the source strings, so only English has a catalogue."""

from flask import Flask, has_app_context, has_request_context, request, session
from flask_babel import Babel, get_locale, get_translations

from ks_board.assets import TRANSLATIONS

DEFAULT = "de"
LANGUAGES = (DEFAULT, *sorted(path.parents[1].name for path in TRANSLATIONS.glob("*/LC_MESSAGES/messages.mo")))
"""German and what has a catalogue: a page half in another language helps nobody."""
NAMES = {"de": "Deutsch", "en": "English"}
_CHOSEN = "language"


def init_i18n(app: Flask) -> None:
    """Give the app gettext, with the language the browser asks for."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    settings = {"default_locale": DEFAULT, "default_timezone": "Europe/Berlin", "locale_selector": asked_language}
    Babel(app, **settings)  # type: ignore[no-untyped-call] # Flask-Babel leaves it without types.
    # A page says dozens of sentences: in German there is nothing to look up.
    app.jinja_env.install_gettext_callables(_say, _say_number, newstyle=True)  # type: ignore[attr-defined]


def choose_language(chosen: str) -> None:
    """Keep the language that somebody chose for their visit."""
    session[_CHOSEN] = chosen


def asked_language() -> str:
    """Return the language of the request: the one chosen, else the browser's best that we speak, else German."""
    if not has_request_context():
        return DEFAULT
    if (chosen := session.get(_CHOSEN)) in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(LANGUAGES, DEFAULT) or DEFAULT


def language() -> str:
    """Return the language to speak now, `de` or `en`; German outside an app (commands, workers, plain tests)."""
    locale = get_locale() if has_app_context() else None
    return DEFAULT if locale is None else str(locale.language)


def _say(text: str) -> str:
    return text if language() == DEFAULT else str(get_translations().ugettext(text))


def _say_number(one: str, many: str, number: int) -> str:
    if language() == DEFAULT:
        return one if number == 1 else many
    return str(get_translations().ungettext(one, many, number))
