"""The accessibility statement: what was tested, what is missing, and a form for whoever meets a barrier."""

from datetime import date

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.web import see_other
from ks_board.messages.forms import BarrierForm
from ks_board.messages.models import MessageKind
from ks_board.messages.service import send_message
from ks_board.pages.legal import legal_page
from ks_board.pages.messages import count_try_to_write
from ks_board.pages.views import pages
from ks_board.permissions import Permission

TESTED_ON = date(2026, 11, 22)
"""The day somebody last went through all pages; the tests behind `make test` look at them after every change."""


@pages.get("/barrierefreiheit")
@needs(Permission.SITE_READ)
def accessibility() -> str:
    """Show the accessibility statement."""
    form = BarrierForm(formdata=None)
    form.renew(now=clock.real_now())
    return _page(form)


@pages.post("/barrierefreiheit")
@needs(Permission.MESSAGE_SEND)
def report_barrier() -> ResponseReturnValue:
    """Keep what somebody tells about a barrier as a message to the contact point."""
    form = BarrierForm()
    if not form.validate_on(now=clock.real_now()):
        return _page(form), 422
    if not form.is_from_a_program:
        count_try_to_write()
        text = _("Barriere gemeldet: %(text)s", text=form.text.data)
        send_message(MessageKind.WORRY, text, contact=form.contact.data or None, on=clock.today())
        db.session.commit()
    return see_other(url_for("messages.sent"))


def _page(form: BarrierForm) -> str:
    return legal_page("accessibility", form=form, tested_on=TESTED_ON)
