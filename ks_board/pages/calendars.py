"""The own calendar by a secret address: read by calendar programs, made, renewed and locked on one's own page."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import Blueprint, Response, current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from ks_board.core import clock
from ks_board.core.access import can, needs
from ks_board.core.db import db
from ks_board.core.errors import NotFound
from ks_board.core.forms import BaseForm
from ks_board.core.web import see_other
from ks_board.gaps.foresight import list_coming
from ks_board.pages import notices
from ks_board.pages.foresight import address_of
from ks_board.pages.foresight_words import WORDS, advice
from ks_board.people.links import LinkPurpose, PersonalLink, get_holder_id, get_link, make_link, revoke_links
from ks_board.people.models import Account
from ks_board.permissions import Permission, permissions_of
from ks_board.tasks.calendars import CalendarDate, calendar_file, list_promised
from ks_board.town.queries import town_name

calendars = Blueprint("calendars", __name__)
WITH_FORESIGHT = "vorschau"
"""What stands in the link of a calendar that also holds what the town is to do."""
REMIND = timedelta(days=14)
"""So long before its end the calendar itself says that its address is to be renewed."""


@calendars.get("/kalender/<token>.ics")
@needs(Permission.CALENDAR_READ)
def feed(token: str) -> ResponseReturnValue:
    """Send the calendar of a secret address; reading changes nothing."""
    link = get_link(token, LinkPurpose.CALENDAR, now=clock.real_now())
    now, person_id = clock.now(), get_holder_id(link, on=clock.today())
    dates = [*list_promised(person_id, now=now), _renewal(link)]
    if link.detail == WITH_FORESIGHT and _may_foresee(person_id):
        dates += _coming(clock.today())
    name = _("%(town)s: meine Termine", town=town_name())
    file = calendar_file(name, dates, base_url=current_app.config["BASE_URL"], now=now)
    answer = Response(file, mimetype="text/calendar")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    return answer.make_conditional(request)


@calendars.get("/meine/kalender")
@needs(Permission.MY_PAGE)
def page() -> str:
    """Say what the calendar is good for, and whether there is an address."""
    return render_template("calendars/page.html", link=_link_of(_my_id()), form=BaseForm())


@calendars.post("/meine/kalender")
@needs(Permission.MY_PAGE)
def make() -> ResponseReturnValue:
    """Make a new address and show it this once; an older one is dead from then on."""
    now, me = clock.real_now(), _my_id()
    wants_foresight = bool(request.form.get(WITH_FORESIGHT)) and can(Permission.FORESIGHT_READ)
    revoke_links(me, now=now, purpose=LinkPurpose.CALENDAR)
    detail = WITH_FORESIGHT if wants_foresight else None
    token = make_link(LinkPurpose.CALENDAR, now=now, person_id=me, detail=detail)
    db.session.commit()
    return render_template("calendars/new.html", address=notices.address(url_for(".feed", token=token))), 201


@calendars.post("/meine/kalender/sperren")
@needs(Permission.MY_PAGE)
def revoke() -> ResponseReturnValue:
    """Let the address be dead at once."""
    revoke_links(_my_id(), now=clock.real_now(), purpose=LinkPurpose.CALENDAR)
    db.session.commit()
    flash(_("Die Kalender-Adresse gilt nicht mehr."))
    return see_other(url_for(".page"))


def _my_id() -> int:
    if current_user.person_id is None:
        raise NotFound(_("Ihr Konto gehört noch zu keinem Menschen auf dem Board."))
    return int(current_user.person_id)


def _may_foresee(person_id: int) -> bool:
    """Tell whether somebody still has an account that may see what comes."""
    accounts = db.session.scalars(select(Account).where(Account.person_id == person_id, Account.locked.is_(False)))
    return any(Permission.FORESIGHT_READ in permissions_of(account.role_set) for account in accounts)


def _link_of(person_id: int) -> PersonalLink | None:
    """Return the newest address of a person that still works."""
    mine = select(PersonalLink).where(PersonalLink.person_id == person_id, PersonalLink.purpose == LinkPurpose.CALENDAR)
    good = mine.where(PersonalLink.revoked_at.is_(None), PersonalLink.expires_at > clock.real_now())
    return db.session.scalars(good.order_by(PersonalLink.id.desc())).first()


def _renewal(link: PersonalLink) -> CalendarDate:
    last = clock.local_day(link.expires_at)
    title = _("Kalender-Adresse erneuern")
    return CalendarDate(f"kalender-{link.id}", title, last - REMIND, url_for(".page"))


def _coming(on: date) -> Iterator[CalendarDate]:
    """Yield what comes, and the day to do something about it; without a name, since calendars are shared."""
    for one in list_coming(on):
        words, key = WORDS[one.kind], f"vorschau-{one.kind}-{one.ref}-{one.on:%Y%m%d}"
        title, path = ": ".join(filter(None, (str(words.title), one.title))), address_of(one)
        yield CalendarDate(key, title, one.on, path, note=advice(one.kind, one.on, on=on))
        if words.act_on(one.on) > on:
            yield CalendarDate(f"{key}-vorher", str(words.advice), words.act_on(one.on), path, note=title)
