"""Set up a new town: a list of steps, each saved at once, so that one can stop and go on at any time."""

from typing import Any

from flask import Blueprint, current_app, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.web import see_other
from ks_board.organigram.engine import find_program
from ks_board.organigram.programs import ChartMissing
from ks_board.pages.coordination import find_coordination
from ks_board.pages.setup_forms import TextForm, TownForm
from ks_board.pages.setup_steps import list_steps, next_step
from ks_board.pages.setup_town import find_contact_point, set_setting, set_town
from ks_board.permissions import Permission
from ks_board.town.legal import LegalText, left_open, template_of
from ks_board.town.queries import NAMELESS, find_setting, town_name

setup = Blueprint("setup", __name__, url_prefix="/einrichten")


@setup.get("")
@needs(Permission.SETUP_USE)
def page() -> str:
    """Show the steps and which of them are done."""
    steps = list_steps(clock.today())
    return render_template("setup/page.html", steps=steps, next_step=next_step(steps))


@setup.get("/stadt")
@needs(Permission.SETUP_USE)
def town() -> str:
    """Ask for name and contact point."""
    return render_template("setup/town.html", form=TownForm(formdata=None, data=_known_town()))


@setup.post("/stadt")
@needs(Permission.SETUP_USE)
def save_town() -> ResponseReturnValue:
    """Save name and contact point."""
    form = TownForm()
    if not form.validate_on_submit():
        return render_template("setup/town.html", form=form), 422
    set_town({field.name: field.data for field in form if field.name != "csrf_token"}, on=clock.today())
    return saved(_("Gespeichert. Die Stadt hat einen Namen und eine Anlaufstelle."))


@setup.get("/<any(impressum,datenschutz,barrierefreiheit):which>")
@needs(Permission.SETUP_USE)
def text(which: str) -> str:
    """Show a legal text, or a template to begin with."""
    legal = LegalText(which)
    written = find_setting(legal.setting)
    form = TextForm(formdata=None, data={"text": written or _template(legal)})
    return _text_page(legal, form, left_open(written or ""))


@setup.post("/<any(impressum,datenschutz,barrierefreiheit):which>")
@needs(Permission.SETUP_USE)
def save_text(which: str) -> ResponseReturnValue:
    """Save a legal text; it is shown to the public as soon as nothing is left open in it."""
    legal, form = LegalText(which), TextForm()
    if not form.validate_on_submit():
        return _text_page(legal, form, []), 422
    set_setting(legal.setting, form.text.data)
    missing = left_open(form.text.data or "")
    if not missing:
        return saved(_("Gespeichert. Der Text ist jetzt öffentlich."))
    db.session.commit()
    flash(_("Gespeichert, aber noch nicht öffentlich. Es fehlt noch etwas."), "warning")
    return see_other(url_for(".text", which=which))


@setup.get("/fertig")
@needs(Permission.SETUP_USE)
def finish() -> str:
    """Show what is ready and what is missing before the town is made known."""
    steps = list_steps(clock.today())
    local = "://127.0.0.1" in current_app.config["BASE_URL"] or "://localhost" in current_app.config["BASE_URL"]
    return render_template(
        "setup/finish.html",
        steps=steps,
        next_step=next_step(steps),
        facts=[
            (_("Die Seiten haben eine Adresse im Netz."), not local),
            (_("Mails werden verschickt."), bool(current_app.config["MAIL_URL"])),
            (_("Das Organigramm wird gezeichnet."), _can_draw()),
        ],
        address=current_app.config["BASE_URL"],
    )


def saved(sentence: str) -> ResponseReturnValue:
    """Commit a step, say so, and go back to the list."""
    db.session.commit()
    flash(sentence)
    return see_other(url_for("setup.page"))


def _known_town() -> dict[str, Any]:
    unit, place = find_contact_point(clock.today())
    name = town_name()
    return {
        "name": "" if name == NAMELESS else name,
        "contact": unit.name if unit else _("Koordinierungsstelle"),
        "phone": unit.phone if unit else "",
        "email": unit.email if unit else "",
        "place": place.name if place else "",
        "street": place.street if place else "",
        "opening_hours": place.opening_hours if place else "",
        "step_free": place.step_free if place else False,
    }


def _template(legal: LegalText) -> str:
    contact = find_coordination(clock.today())
    phone, email = (contact.phone, contact.email) if contact else (None, None)
    return template_of(legal, town=find_setting("town"), phone=phone, email=email)


def _text_page(legal: LegalText, form: TextForm, missing: list[str]) -> str:
    title = {
        LegalText.IMPRINT: _("Impressum"),
        LegalText.PRIVACY: _("Datenschutz"),
        LegalText.ACCESSIBILITY: _("Barrierefreiheit"),
    }[legal]
    return render_template("setup/text.html", form=form, title=title, which=legal.value, missing=missing)


def _can_draw() -> bool:
    try:
        return bool(find_program(current_app.config["GRAPHVIZ"]))
    except ChartMissing:
        return False
