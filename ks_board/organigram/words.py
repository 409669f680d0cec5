"""What the closed sets of the organigram are called by people."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ks_board.core.formatting import short_date
from ks_board.organigram.models import PostKind, ResponsibilityKind, UnitKind

UNIT_KINDS = {
    UnitKind.TOWN: _l("Stadt"),
    UnitKind.COUNCIL: _l("Rat"),
    UnitKind.COMMITTEE: _l("Ausschuss"),
    UnitKind.DISTRICT: _l("Ortsteil"),
    UnitKind.STAFF: _l("Stab"),
    UnitKind.SECTION: _l("Sachgebiet"),
    UnitKind.COORDINATION: _l("Koordinierungsstelle"),
    UnitKind.OFFICE: _l("Amt"),
    UnitKind.FACILITY: _l("Einrichtung"),
    UnitKind.ASSOCIATION: _l("Verein"),
    UnitKind.INITIATIVE: _l("Initiative"),
    UnitKind.COMPANY: _l("Unternehmen"),
}
POST_KINDS = {
    PostKind.PROFESSIONAL: _l("hauptberuflich"),
    PostKind.ELECTED: _l("gewählt"),
    PostKind.HONORARY: _l("ehrenamtlich"),
}
RESPONSIBILITY_KINDS = {
    ResponsibilityKind.MANDATORY: _l("Pflicht der Stadt"),
    ResponsibilityKind.VOLUNTARY: _l("freiwillig"),
    ResponsibilityKind.INTERNAL: _l("innerhalb der Verwaltung"),
}


def days_in_words(first: date | None, last: date | None) -> str | None:
    """Return "vom 1.1.2020 bis 31.12.2022", "seit …", "bis …"; None if both ends are open."""
    if first and last:
        return _("vom %(first)s bis %(last)s", first=short_date(first), last=short_date(last))
    if first:
        return _("seit %(first)s", first=short_date(first))
    return _("bis %(last)s", last=short_date(last)) if last else None
