"""What a personal link opens: its page changes nothing, its button "Weiter" does what the link is for."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.errors import NotFound
from ks_board.core.limits import Limit, count_try, network_of
from ks_board.pages import notices
from ks_board.people.links import LinkPurpose, PersonalLink, get_link, make_link, use_link
from ks_board.people.models import Person
from ks_board.people.session import start_link_session
from ks_board.people.views import people
from ks_board.permissions import Permission
from ks_board.tasks.claim_proof import prove
from ks_board.tasks.models import Assignment, AssignmentStatus

PER_NETWORK = Limit("open links from network", tries=60, minutes=15)
NEW_LINK = "new_link"
"""Key in the session: the token of a new personal link, to be shown once."""
Open = Callable[[PersonalLink], ResponseReturnValue]


@people.get("/l/<token>")
@needs(Permission.ACCOUNT_SIGN_IN)
def link(token: str) -> ResponseReturnValue:
    """Show what the link is for; looking changes nothing, since mail programs open links, too."""
    found = get_link(token, *OPENS, now=clock.real_now())
    return render_template("people/link.html", token=token, purpose=found.purpose)


@people.post("/l/<token>")
@needs(Permission.ACCOUNT_SIGN_IN)
def open_link(token: str) -> ResponseReturnValue:
    """Do what the link is for."""
    now = clock.real_now()
    count_try(PER_NETWORK, network_of(request.remote_addr), now=now)
    found = get_link(token, *OPENS, now=now)
    if not use_link(found, now=now):
        raise NotFound(_("Dieser Link gilt nicht mehr. Bitte fragen Sie die Koordination nach einem neuen."))
    answer = OPENS[found.purpose](found)
    db.session.commit()
    return answer


def _open_my_page(found: PersonalLink) -> ResponseReturnValue:
    start_link_session(found, now=clock.real_now())
    return redirect(url_for("my_page.page"), 303)


def _open_proof(found: PersonalLink) -> ResponseReturnValue:
    """Prove who said yes, give the person their page, and say what became of the yes."""
    assignment = db.session.get(Assignment, int(found.detail or 0))
    if assignment is None:
        raise NotFound(_("Diese Zusage gibt es nicht mehr. Bitte sagen Sie noch einmal zu."))
    if assignment.status is not AssignmentStatus.ASKED:  # The coordination was quicker.
        _start_page_of(db.session.get_one(Person, assignment.person_id))
        return redirect(url_for("my_page.yes", ref=assignment.ref), 303)
    proven = prove(assignment.id, now=clock.now())
    notices.tell_coordination(proven.assignment, "proven", now=clock.now())
    _start_page_of(proven.person)
    if not proven.is_in:
        flash(proven.verdict.sentence, "warning")
    return redirect(url_for("my_page.yes", ref=proven.assignment.ref), 303)


def _start_page_of(person: Person) -> None:
    """Give a person a link to their page: mailed, shown once, and the session goes on by it."""
    now = clock.real_now()
    token = make_link(LinkPurpose.MY_PAGE, person_id=person.id, now=now)
    db.session.flush()
    fresh = get_link(token, LinkPurpose.MY_PAGE, now=now)
    notices.send_my_page(person, token, key=f"my page:{fresh.id}")
    start_link_session(fresh, now=now)
    session[NEW_LINK] = token


OPENS: dict[LinkPurpose, Open] = {
    LinkPurpose.MY_PAGE: _open_my_page,
    LinkPurpose.PROOF: _open_proof,
}
