"""A page with every building block on it, served by a small app without database, to look at and to check."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import Thread
from types import SimpleNamespace

from flask import Blueprint, Flask, Response, render_template, request
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.serving import make_server
from whitenoise import WhiteNoise
from wtforms import BooleanField, PasswordField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from ks_board import assets
from ks_board.core.forms import BaseForm
from ks_board.core.web import HEADERS
from ks_board.pages.context import give_helpers
from ks_board.pages.permission_words import Right
from ks_board.permissions import Permission, permissions_of
from ks_board.town.look import Look

ENDPOINTS = {
    "pages": [
        *("start", "imprint", "privacy", "accessibility", "help", "health"),
        *("manifest", "easy_what", "handbook", "speak"),
    ],
    "tasks": ["board"],
    "organigram": ["page"],
    "checklist": ["page"],
    "gaps": ["page"],
    "people": ["sign_in", "sign_out"],
    "messages": ["write"],
}
CONTACT = {"name": "Koordination", "phone": "05551 123-45", "email": "koordination@weisswald.example"}

WAYS = [SelectChoice("phone", "per Telefon"), SelectChoice("mail", "per E-Mail")]
TIMES = [SelectChoice("am", "vormittags"), SelectChoice("pm", "nachmittags")]


class ContactForm(BaseForm):
    """One field of each kind."""

    name = StringField("Ihr Name", [InputRequired()], description="So, wie man Sie anspricht.")
    phone = StringField("Telefon")
    way = SelectField("Wie erreichen wir Sie?", choices=WAYS)
    when = RadioField("Wann passt es Ihnen?", choices=TIMES)
    words = TextAreaField("Was möchten Sie sagen?", [InputRequired()])
    word = PasswordField("Passwort", [InputRequired()])
    agreed = BooleanField("Ich bin einverstanden", [InputRequired()])


def make_gallery() -> Flask:
    """Build the app: the real layout and macros, made-up content."""
    app = Flask("gallery", static_folder=None)
    app.config.update(SECRET_KEY=secrets.token_hex(), TESTING=True)
    here = assets.PACKAGE.parent / "tests/assets/templates"
    app.jinja_env.loader = ChoiceLoader([FileSystemLoader(here), FileSystemLoader(assets.TEMPLATES)])
    give_helpers(app)
    app.jinja_env.globals.update(Permission=Permission)
    Babel(app, default_locale="de")
    CSRFProtect(app)
    app.context_processor(_context)
    app.after_request(_add_headers)
    _add_pages(app)
    app.wsgi_app = WhiteNoise(app.wsgi_app, root=assets.DIST, prefix="static/")  # type: ignore[method-assign]
    return app


@contextmanager
def served() -> Iterator[str]:
    """Serve the gallery on a free port; yield its address."""
    server = make_server("127.0.0.1", 0, make_gallery(), threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


def _context() -> dict[str, object]:
    return {
        "town_name": "Weißwald",
        "town_look": Look(),
        "spoken": "de",
        "languages": {"de": "Deutsch"},
        "today": date(2026, 11, 16),
        "fixed_today": date(2026, 11, 16) if "banner" in request.args else None,
        "current_user": SimpleNamespace(
            is_authenticated="signed-in" in request.args, permissions=permissions_of(frozenset()), person_id=None
        ),
        "contact": CONTACT if "contact" in request.args else None,
        "rights": [Right("das Organigramm lesen", (True, True)), Right("das Organigramm ändern", (False, True))],
        "roles": ["alle", "Koordination"],
        "text": "Stadt Weißwald\n\nMarktplatz 1" if "text" in request.args else None,
    }


def _add_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    return response


def _add_pages(app: Flask) -> None:
    for name, endpoints in ENDPOINTS.items():
        blueprint = Blueprint(name, __name__)
        for endpoint in endpoints:
            blueprint.add_url_rule(f"/{name}/{endpoint}", endpoint, _page, methods=["GET", "POST"])
        app.register_blueprint(blueprint)
    app.add_url_rule("/", "gallery", _gallery)
    app.add_url_rule("/form", "form", _form, methods=["GET", "POST"])
    app.add_url_rule("/part", "part", lambda: ('<div id="list" data-announce="3 Aufgaben">Neu</div>', 200))
    app.add_url_rule("/broken/<int:code>", "broken", _broken)


def _page() -> str:
    name = (request.endpoint or "").removeprefix("pages.")
    return render_template(f"pages/{name}.html") if name in ENDPOINTS["pages"][1:5] else _gallery()


def _gallery() -> str:
    return render_template("gallery.html", form=ContactForm())


def _form() -> tuple[str, int]:
    form = ContactForm()
    code = 200 if request.method == "GET" or form.validate_on_submit() else 422
    return render_template("gallery_form.html", form=form), code


def _broken(code: int) -> tuple[str, int]:
    if code >= 500:
        return render_template("errors/plain.html", sentence="Es liegt nicht an Ihnen.", error_id="1a2b3c4d"), code
    if request.headers.get("HX-Request"):
        return render_template("errors/_message.html", sentence="Das geht gerade nicht."), code
    page = render_template("errors/error.html", status=code, title="Nichts da", sentence="Ein Satz.", error_id=None)
    return page, code
