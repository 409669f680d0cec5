"""The words of the picture in the viewer's language; charts get them as an argument and know no translations."""

from flask_babel import gettext as _
from flask_babel import ngettext

from ks_board.core.formatting import short_date, until
from ks_board.core.i18n import language
from ks_board.organigram.chart.style import Words
from ks_board.organigram.tree import Counts
from ks_board.organigram.words import POST_KINDS, UNIT_KINDS


def chart_words() -> Words:
    """Return every word of the picture in the language of the request; outside of one they are German."""
    return Words(
        language=language(),
        organigram=_("Organigramm"),
        as_of=lambda on: _("Stand: %(day)s", day=short_date(on)),
        other_day=_("ein anderer Tag als heute"),
        until=until,
        filled=lambda n: _("%(count)d besetzt", count=n),
        deputy_only=lambda n: _("%(count)d nur Vertretung", count=n),
        vacant=lambda n: _("%(count)d unbesetzt", count=n),
        legend_title=_("Stellen"),
        legend=(_("besetzt"), _("nur Vertretung"), _("unbesetzt")),
        total=_("zusammen"),
        lead=_("Leitung"),
        deputy=_("Vertretung"),
        taken=_("besetzt"),
        missing=_("fehlt"),
        nobody=_("unbesetzt"),
        only_deputy=_("nur Vertretung"),
        units=lambda n: ngettext("%(num)d Einheit", "%(num)d Einheiten", n),
        tasks=lambda n: ngettext("%(num)d offene Aufgabe", "%(num)d offene Aufgaben", n),
        more=lambda n: ngettext("und eine weitere", "und %(num)d weitere", n),
        kind={kind.value: str(word) for kind, word in UNIT_KINDS.items()},
        kinds=_plural_kinds(),
        post_kind={kind.value: str(word) for kind, word in POST_KINDS.items()},
        posts=_("Stellen"),
        responsibilities=_("Zuständigkeiten"),
        others=_("Weitere Einheiten"),
        summary=_summary,
    )


def _plural_kinds() -> dict[str, str]:
    return {
        "town": _("Städte"),
        "council": _("Räte"),
        "committee": _("Ausschüsse"),
        "district": _("Ortsteile"),
        "staff": _("Stäbe"),
        "section": _("Sachgebiete"),
        "coordination": _("Koordinierungsstellen"),
        "office": _("Ämter"),
        "facility": _("Einrichtungen"),
        "association": _("Vereine"),
        "initiative": _("Initiativen"),
        "company": _("Unternehmen"),
    }


def _summary(title: str, counts: Counts) -> str:
    """Say in words what the picture shows, for those who do not see it."""
    units = ngettext("%(num)d Einheit", "%(num)d Einheiten", counts.units)
    posts = ngettext("%(num)d Stelle", "%(num)d Stellen", counts.posts)
    return _(
        "%(title)s: %(units)s mit %(posts)s, davon %(filled)d besetzt, %(deputy_only)d nur mit Vertretung, "
        "%(vacant)d unbesetzt.",
        title=title,
        units=units,
        posts=posts,
        filled=counts.filled,
        deputy_only=counts.deputy_only,
        vacant=counts.vacant,
    )
