"""Pages of the confirmation round: the coordination asks, holders answer by a personal link without an account."""

from collections.abc import Mapping

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.editing import saved
from ks_board.core.errors import BadParameter, NotFound
from ks_board.core.fields import LongText
from ks_board.core.forms import BaseForm
from ks_board.core.limits import Limit, count_try, network_of
from ks_board.core.outbox import put_mail
from ks_board.core.params import text_asked
from ks_board.core.record import acting
from ks_board.organigram.edit import get_row
from ks_board.organigram.models import Unit
from ks_board.pages import confirmation_round as round_
from ks_board.pages.confirmation_round import Holder, Reply
from ks_board.pages.notices import address, is_written
from ks_board.people.links import LinkPurpose, PersonalLink, get_link, use_link
from ks_board.people.models import Person
from ks_board.permissions import Permission
from ks_board.town.queries import town_name

confirmation = Blueprint("confirmation", __name__)
PER_NETWORK = Limit("confirm from network", tries=60, minutes=15)
ANSWER = "antwort-"


class NoteForm(BaseForm):
    """What else a holder wants to say."""

    note = LongText(_l("Möchten Sie etwas dazu sagen?"), longest=1000)


@confirmation.get("/bestaetigungen")
@needs(Permission.ORGANIGRAM_EDIT)
def page() -> str:
    """List who holds something unconfirmed, in all units or in one (`?einheit=U09`)."""
    unit = _unit(text_asked("einheit"))
    holders = round_.list_holders(clock.today(), now=clock.real_now(), unit_id=unit.id if unit else None)
    return render_template("confirmation/page.html", holders=holders, unit=unit)


@confirmation.post("/bestaetigungen/mails")
@needs(Permission.ORGANIGRAM_EDIT)
def send_mails() -> ResponseReturnValue:
    """Mail a link to everybody on the list who has an e-mail address; once a day, however often it is pressed."""
    unit = _unit(request.form.get("einheit", ""))
    holders = round_.list_holders(clock.today(), now=clock.real_now(), unit_id=unit.id if unit else None)
    count = sum(_mail(holder) for holder in holders if holder.email)
    db.session.commit()
    sentence = ngettext("%(num)d Mail ist unterwegs.", "%(num)d Mails sind unterwegs.", count)
    return saved(url_for("confirmation.page", einheit=unit.ref if unit else None), sentence)


@confirmation.post("/bestaetigungen/<ref>/link")
@needs(Permission.ORGANIGRAM_EDIT)
def show_link(ref: str) -> ResponseReturnValue:
    """Make a new link for one person and show it this once, to be written down or sent by other ways."""
    person = get_row(Person, ref)
    token = round_.new_link(person.id, by=current_user.person_id, now=clock.real_now())
    db.session.commit()
    return render_template("confirmation/link.html", person=person, link=address(_link_path(token))), 201


@confirmation.post("/bestaetigungen/<ref>/sperren")
@needs(Permission.ORGANIGRAM_EDIT)
def revoke(ref: str) -> ResponseReturnValue:
    """Let the link of a person be dead at once."""
    person = get_row(Person, ref)
    round_.revoke_link(person.id, now=clock.real_now())
    db.session.commit()
    return saved(url_for("confirmation.page"), _("Der Link von %(name)s gilt nicht mehr.", name=person.name))


@confirmation.route("/bestaetigungen/<ref>", methods=["GET", "POST"])
@needs(Permission.ORGANIGRAM_EDIT)
def by_phone(ref: str) -> ResponseReturnValue:
    """Go through the list with somebody on the phone."""
    person = get_row(Person, ref)
    holder, form = _holder(person.id), NoteForm()
    if form.validate_on_submit() and (replies := _replies(holder)):
        return _note(holder, replies, form, asked_by=current_user.person_id, go_to=url_for("confirmation.page"))
    return _form_page(holder, form, is_own=False)


@confirmation.route("/bestaetigen/<token>", methods=["GET", "POST"])
@needs(Permission.RESPONSIBILITY_CONFIRM)
def by_link(token: str) -> ResponseReturnValue:
    """Show what somebody holds, and note what they say about it; looking changes nothing."""
    link = _get_link(token)
    holder, form = _holder(link.person_id or 0), NoteForm()
    if form.validate_on_submit() and (replies := _replies(holder)):
        use_link(link, now=clock.real_now())
        with acting(link.person_id, request.endpoint or ""):
            _save(holder, replies, form, asked_by=link.detail)
        return render_template("confirmation/thanks.html", holder=holder, replies=replies, Reply=Reply)
    return _form_page(holder, form, is_own=True)


def _get_link(token: str) -> PersonalLink:
    if request.method == "POST":
        count_try(PER_NETWORK, network_of(request.remote_addr), now=clock.real_now())
    return get_link(token, LinkPurpose.CONFIRMATION, now=clock.real_now())


def _unit(ref: str) -> Unit | None:
    return get_row(Unit, ref) if ref else None


def _holder(person_id: int) -> Holder:
    """Return what a person holds; raise NotFound if that is nothing any more."""
    holder = round_.find_holder(person_id, clock.today())
    if holder is None:
        raise NotFound(_("Hier ist nichts mehr eingetragen. Vielen Dank, Sie müssen nichts tun."))
    return holder


def _replies(holder: Holder) -> Mapping[str, Reply]:
    """Return what was ticked, for the things this holder has; anything else in the form counts for nothing."""
    ticked = {held.ref: request.form.get(ANSWER + held.ref) for held in holder.held}
    try:
        return {ref: Reply(value) for ref, value in ticked.items() if value}
    except ValueError:
        raise BadParameter(_("Diese Antwort steht nicht zur Wahl.")) from None


def _note(
    holder: Holder, replies: Mapping[str, Reply], form: NoteForm, *, asked_by: int | None, go_to: str
) -> ResponseReturnValue:
    measures = _save(holder, replies, form, asked_by=str(asked_by) if asked_by else None)
    done = ngettext("%(num)d Antwort notiert.", "%(num)d Antworten notiert.", len(replies))
    more = ngettext("Daraus wurde %(num)d Maßnahme.", "Daraus wurden %(num)d Maßnahmen.", measures) if measures else ""
    return saved(go_to, f"{holder.name}: {done} {more}".strip())


def _save(holder: Holder, replies: Mapping[str, Reply], form: NoteForm, *, asked_by: str | None) -> int:
    on = clock.today()
    owner = round_.owner_of_answers(asked_by, holder.person_id, on)
    measures = round_.note_replies(holder, replies, note=form.note.data or None, owner_id=owner, on=on)
    db.session.commit()
    return measures


def _form_page(holder: Holder, form: NoteForm, *, is_own: bool) -> ResponseReturnValue:
    is_missing = request.method == "POST" and not form.errors
    ticked = {held.ref: request.form.get(ANSWER + held.ref) for held in holder.held}
    page = render_template(
        "confirmation/answer.html",
        holder=holder,
        form=form,
        is_own=is_own,
        is_missing=is_missing,
        ticked=ticked,
        action=request.path,
    )
    return page, 422 if request.method == "POST" else 200


def _link_path(token: str) -> str:
    return url_for("confirmation.by_link", token=token)


def _mail(holder: Holder) -> bool:
    """Mail a new link to one holder; False if that was done today already."""
    key = f"confirmation:{holder.person_id}:{clock.today().isoformat()}"
    if is_written(key):
        return False
    token = round_.new_link(holder.person_id, by=current_user.person_id, now=clock.real_now())
    paragraphs = (
        _("Guten Tag,"),
        _("stimmt noch, wofür Sie zuständig sind? Bitte sehen Sie kurz nach. Es dauert eine Minute:"),
        address(_link_path(token)),
        _("Sie brauchen kein Konto. Bitte geben Sie den Link nicht weiter."),
        _("Viele Grüße\n%(town)s", town=town_name()),
    )
    subject, body = _("Stimmt das noch?"), "\n\n".join(paragraphs) + "\n"
    put_mail(key=key, recipient=holder.email or "", subject=subject, body=body)
    return True
