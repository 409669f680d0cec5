"""Show a draft to people without an account: a personal link that ends by itself and can be taken back."""

from collections.abc import Sequence
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.editing import saved
from ks_board.core.errors import NotFound
from ks_board.core.params import text_asked
from ks_board.organigram.edit import get_row
from ks_board.organigram.edit_appointments import find_people
from ks_board.organigram.scenario_edit import get_scenario
from ks_board.organigram.scenario_models import Scenario, ScenarioState
from ks_board.pages.appointments_edit import SEARCHES, offer_people
from ks_board.pages.notices import address
from ks_board.pages.organigram_edit import BOTH
from ks_board.pages.scenarios import day_shown, scenarios, show_scenario
from ks_board.pages.scenarios_forms import WhoForm
from ks_board.people.links import LinkPurpose, PersonalLink, get_holder_id, get_link, make_link
from ks_board.people.models import Person
from ks_board.permissions import Permission


@scenarios.route("/entwuerfe/<ref>/zeigen", methods=BOTH)
@needs(Permission.SCENARIO_EDIT)
def share(ref: str) -> ResponseReturnValue:
    """Make a link for one person, and list those there are."""
    scenario, form = get_scenario(ref), _form()
    if form.validate_on_submit() and form.person.data:
        person = get_row(Person, form.person.data)
        token = make_link(LinkPurpose.SCENARIO, person_id=person.id, detail=ref, now=clock.real_now())
        db.session.commit()
        link = address(url_for("scenarios.by_link", token=token))
        return render_template("scenarios/link.html", scenario=scenario, person=person, link=link), 201
    if form.is_submitted() and not form.errors:
        form.who.errors = [_("Bitte wählen Sie jemanden aus.")]
    return render_template("scenarios/share.html", scenario=scenario, form=form, links=_links(ref)), form.code


@scenarios.post("/entwuerfe/<ref>/zeigen/<int:link>/sperren")
@needs(Permission.SCENARIO_EDIT)
def revoke(ref: str, link: int) -> ResponseReturnValue:
    """Let a link be dead at once."""
    found = db.session.get(PersonalLink, link)
    if found is None or (found.purpose, found.detail) != (LinkPurpose.SCENARIO, ref):
        raise NotFound(_("Diesen Link gibt es nicht."))
    found.revoked_at = found.revoked_at or clock.real_now()
    db.session.commit()
    return saved(url_for("scenarios.share", ref=ref), _("Der Link gilt nicht mehr."))


@scenarios.get("/entwurf/<token>")
@needs(Permission.SCENARIO_READ)
def by_link(token: str) -> Response:
    """Show a draft to who has its link: names by consent only, and nothing can be changed or kept on the way."""
    link = get_link(token, LinkPurpose.SCENARIO, now=clock.real_now())
    get_holder_id(link, on=clock.today())
    scenario = _find(link.detail)
    html = show_scenario(scenario, day_shown(scenario), sees_names=False, template="scenarios/shared.html")
    return Response(html, headers={"Cache-Control": "no-store"})


def _find(ref: str | None) -> Scenario:
    scenario = get_scenario(ref or "")
    if scenario.state is ScenarioState.THROWN_AWAY:
        raise NotFound(_("Dieser Entwurf wurde verworfen."))
    return scenario


def _form() -> WhoForm:
    form = WhoForm(data={"who": text_asked("who")})
    form.who.render_kw = SEARCHES | {"data-hx-get": request.path}
    offer_people(form, find_people(form.who.data or ""))
    return form


def _links(ref: str) -> Sequence[Any]:
    now = clock.real_now()
    of = select(PersonalLink.id, PersonalLink.expires_at, Person.given_name, Person.family_name)
    live = (PersonalLink.revoked_at.is_(None), PersonalLink.expires_at > now)
    query = of.join(Person, Person.id == PersonalLink.person_id).where(
        PersonalLink.purpose == LinkPurpose.SCENARIO, PersonalLink.detail == ref, *live
    )
    return db.session.execute(query.order_by(PersonalLink.id.desc())).all()
