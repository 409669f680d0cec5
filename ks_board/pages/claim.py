"""Say yes to a task: one tap for who is known, one short form for everybody else."""

from datetime import datetime
from typing import Any, NamedTuple

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ks_board.core import clock
from ks_board.core.access import can, needs
from ks_board.core.db import begin_requests_as_writers, db
from ks_board.core.errors import TooManyTries
from ks_board.core.limits import Limit, count_try, network_of
from ks_board.core.params import choice_asked
from ks_board.core.parts import part
from ks_board.core.web import page_or_fragment, see_other, wants_fragment
from ks_board.pages import notices
from ks_board.pages.coordination import find_coordination
from ks_board.people.links import LinkPurpose, make_link
from ks_board.people.newcomers import newcomer
from ks_board.permissions import Permission
from ks_board.tasks import claim as service
from ks_board.tasks import details, words
from ks_board.tasks.cards import Card
from ks_board.tasks.claim_facts import load_facts
from ks_board.tasks.claim_forms import ClaimForm
from ks_board.tasks.claim_offers import list_instead
from ks_board.tasks.contacts import dialled
from ks_board.tasks.models import LIVE_TASK
from ks_board.tasks.verdict import Answer, Verdict
from ks_board.tasks.views import tasks

# A town hall is one address, and so is a school class that says yes together.
PER_NETWORK = Limit("say yes from network", tries=30, minutes=60)
PER_ADDRESS = Limit("say yes to address", tries=5, minutes=60)
PER_PERSON = Limit("say yes as person", tries=40, minutes=60)
WAYS = frozenset({"mail", "telefon"})


class Offer(NamedTuple):
    """What the button on the page of a task needs."""

    ref: str
    verdict: Verdict
    min_age: int | None
    is_known: bool
    places: str
    """Who is missing, in words; empty for a task that is not live."""
    is_full: bool


def offer(row: Any, now: datetime) -> Offer:
    """Return whether and how the viewer may say yes to a task; the same answer that the server gives to a click."""
    person_id = current_user.person_id
    facts = load_facts(row.ref, person_id=person_id, now=now, proven=person_id is not None)
    verdict = facts.verdict(now, old_enough=True)
    places = words.places(row.people_needed, row.taken) if row.status in LIVE_TASK else ""
    return Offer(row.ref, verdict, row.min_age, person_id is not None, places, row.is_full)


@tasks.get("/aufgaben/<ref>/mitmachen")
@needs(Permission.ASSIGNMENT_CLAIM)
def claim_form(ref: str) -> ResponseReturnValue:
    """Show the short form, to who is known the button."""
    row = details.get_task(ref, clock.today())
    return _page(row, ClaimForm(min_age=row.min_age))


@tasks.post("/aufgaben/<ref>/mitmachen")
@needs(Permission.ASSIGNMENT_CLAIM)
def claim(ref: str) -> ResponseReturnValue:
    """Say yes; a "no" says why and what is possible instead (409)."""
    try:
        return _as_known(ref, current_user.person_id) if current_user.person_id else _as_newcomer(ref)
    except service.ClaimRefused as refusal:
        db.session.rollback()
        begin_requests_as_writers(False)  # Who only reads on need not wait for those who write.
        return _refused(ref, refusal.verdict), 409


@tasks.get("/aufgaben/<ref>/vorgemerkt")
@needs(Permission.ASSIGNMENT_CLAIM)
def claim_noted(ref: str) -> ResponseReturnValue:
    """Say what happens next; the same for everybody, known or not."""
    on = clock.today()
    row = details.get_task(ref, on)
    way = choice_asked("weg", WAYS) or "mail"
    return render_template("tasks/claim_noted.html", task=row, way=way, call_by=service.call_by(on), **_contact())


def _as_known(ref: str, person_id: int) -> ResponseReturnValue:
    now = clock.now()
    count_try(PER_PERSON, str(person_id), now=clock.real_now())
    waits = "waiting" in request.form
    outcome = service.claim(ref, person_id=person_id, now=now, old_enough="old_enough" in request.form, may_wait=waits)
    if outcome.fresh and not outcome.is_in:
        notices.tell_coordination(outcome.assignment, "asked", now=now)
    if outcome.relieved:
        notices.tell_relieved(outcome.relieved)
    address = url_for("my_page.yes", ref=outcome.assignment.ref)
    db.session.commit()
    if wants_fragment():
        return render_template("tasks/_claim.html", claim=offer(details.get_task(ref, clock.today()), now))
    return see_other(address)


def _as_newcomer(ref: str) -> ResponseReturnValue:
    row = details.get_task(ref, clock.today())
    form = ClaimForm(min_age=row.min_age)
    if not form.validate_on_submit():
        return _page(row, form), 422
    try:
        count_try(PER_NETWORK, network_of(request.remote_addr), now=clock.real_now())
        _note_newcomer(row, form, clock.now())
    except TooManyTries as error:
        db.session.rollback()
        form.form_errors.append(str(error))
        return _page(row, form), 429, {"Retry-After": str(error.retry_after)}
    db.session.commit()
    return see_other(url_for("tasks.claim_noted", ref=ref, weg="mail" if form.email.data else "telefon"))


def _note_newcomer(row: Any, form: ClaimForm, now: datetime) -> None:
    """Keep the yes as *asked*; with an e-mail its proof is asked for, with a phone number somebody calls."""
    email, phone = form.email.data or None, form.phone.data or None
    entry = service.Entry(note=form.note.data or None, is_called=not email)
    person = newcomer(form.name.data or "", email=email, phone=phone)
    outcome = service.claim(row.ref, person_id=person.id, now=now, old_enough=True, proven=False, entry=entry)
    if not email:
        notices.tell_coordination(outcome.assignment, "call", now=now)
    elif not notices.is_written(notices.proof_key(outcome.assignment, now)):
        count_try(PER_ADDRESS, email, now=clock.real_now())
        detail = str(outcome.assignment.id)
        token = make_link(LinkPurpose.PROOF, person_id=person.id, detail=detail, now=clock.real_now())
        notices.ask_for_proof(outcome.assignment, email=email, title=row.title, token=token, now=now)


def _page(row: Any, form: ClaimForm) -> str:
    found = offer(row, clock.now())
    return render_template("tasks/claim.html", task=row, form=form, claim=found, **_contact())


def drawn(cards: tuple[Card, ...]) -> str:
    """Return cards as a part of a page."""
    return part("tasks/_cards.html", cards=cards, level=3, path=url_for("tasks.board"), brief=True)


def _refused(ref: str, verdict: Verdict) -> str:
    now, person_id = clock.now(), current_user.person_id
    cards = list_instead(ref, person_id=person_id, now=now, sees_names=can(Permission.PERSON_READ_NAMES))
    return page_or_fragment(
        "tasks/claim_refused.html",
        "tasks/_claim_refused.html",
        verdict=verdict,
        cards=cards,
        drawn=drawn(cards) if cards and not wants_fragment() else None,
        ref=ref,
        waits=verdict.answer is Answer.FULL and person_id is not None,
        **_contact(),
    )


def _contact() -> dict[str, Any]:
    return {"contact": find_coordination(clock.today()), "dialled": dialled}
