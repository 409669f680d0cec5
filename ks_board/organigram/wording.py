"""The words of the picture in the viewer's language; charts get them as an argument and know no translations."""

from datetime import date

from babel.dates import format_date
from flask_babel import gettext as _
from flask_babel import ngettext

from ks_board.organigram.chart_style import Words


def chart_words(language: str = "de") -> Words:
    """Return every word of the picture; outside a request they are German."""

    def day(value: date) -> str:
        return format_date(value, "long", locale=language)

    return Words(
        language=language,
        organigram=_("Organigramm"),
        as_of=lambda on: _("Stand: %(day)s", day=day(on)),
        other_day=_("nicht heute"),
        until=lambda end: _("bis %(day)s", day=format_date(end, "medium", locale=language)),
        filled=lambda n: ngettext("%(num)d besetzt", "%(num)d besetzt", n),
        deputy_only=lambda n: ngettext("%(num)d nur Vertretung", "%(num)d nur Vertretung", n),
        vacant=lambda n: ngettext("%(num)d unbesetzt", "%(num)d unbesetzt", n),
        legend=(_("Stelle besetzt"), _("nur Vertretung"), _("unbesetzt")),
        total=_("zusammen"),
        lead=_("Leitung"),
        deputy=_("Vertretung"),
        taken=_("besetzt"),
        missing=_("fehlt"),
        nobody=_("unbesetzt"),
        units=lambda n: ngettext("%(num)d Einheit", "%(num)d Einheiten", n),
        more=lambda n: ngettext("und eine weitere", "und %(num)d weitere", n),
        kind=_kinds(),
        kinds=_plural_kinds(),
        post_kind={"professional": _("hauptamtlich"), "elected": _("gewählt"), "honorary": _("ehrenamtlich")},
        posts=_("Stellen"),
        responsibilities=_("Zuständigkeiten"),
        alternative=_alternative,
    )


def _kinds() -> dict[str, str]:
    return {
        "town": _("Stadt"),
        "council": _("Rat"),
        "committee": _("Ausschuss"),
        "district": _("Ortschaft"),
        "staff": _("Stabsstelle"),
        "section": _("Sachgebiet"),
        "coordination": _("Koordinierungsstelle"),
        "office": _("Amt"),
        "facility": _("Einrichtung"),
        "association": _("Verein"),
        "initiative": _("Initiative"),
        "company": _("Unternehmen"),
    }


def _plural_kinds() -> dict[str, str]:
    return {
        "town": _("Städte"),
        "council": _("Räte"),
        "committee": _("Ausschüsse"),
        "district": _("Ortschaften"),
        "staff": _("Stabsstellen"),
        "section": _("Sachgebiete"),
        "coordination": _("Koordinierungsstellen"),
        "office": _("Ämter"),
        "facility": _("Einrichtungen"),
        "association": _("Vereine"),
        "initiative": _("Initiativen"),
        "company": _("Unternehmen"),
    }


def _alternative(title: str, units: int, filled: int, deputy_only: int, vacant: int) -> str:
    return _(
        "%(title)s: %(units)d Einheiten mit %(posts)d Stellen, davon %(filled)d besetzt, "
        "%(deputy_only)d nur mit Vertretung, %(vacant)d unbesetzt.",
        title=title,
        units=units,
        posts=filled + deputy_only + vacant,
        filled=filled,
        deputy_only=deputy_only,
        vacant=vacant,
    )
