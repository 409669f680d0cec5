"""The second line of the menu: pages that belong together, each shown to who may open it."""

from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from ks_board.permissions import Permission


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the second line."""

    endpoint: str
    words: object
    needs: Permission


SECTIONS: tuple[tuple[Entry, ...], ...] = (
    (
        Entry("gaps.page", _("Alle Lücken"), Permission.GAP_READ),
        Entry("gaps.trend", _("Verlauf"), Permission.GAP_READ),
        Entry("foresight.page", _("Vorschau"), Permission.FORESIGHT_READ),
        Entry("gaps.what_if", _("Was wäre, wenn …?"), Permission.FORESIGHT_READ),
        Entry("gaps.what_hangs", _("Woran hängt die Stadt?"), Permission.FORESIGHT_READ),
    ),
    (
        Entry("checklist.page", _("Alle Fragen"), Permission.CHECKLIST_READ),
        Entry("round_table.page", _("Runder Tisch"), Permission.CHECKLIST_ANSWER),
        Entry("reports.page", _("Bericht"), Permission.REPORT_READ),
    ),
    (
        Entry("organigram.page", _("Organigramm"), Permission.ORGANIGRAM_READ),
        Entry("scenarios.overview", _("Entwürfe"), Permission.SCENARIO_EDIT),
        Entry("confirmation.page", _("Bestätigungen"), Permission.ORGANIGRAM_EDIT),
    ),
    (
        Entry("today.page", _("Heute"), Permission.TODAY_READ),
        Entry("calls.page", _("Zehn Anrufe"), Permission.CALL_LOG),
        Entry("messages.inbox", _("Nachrichten"), Permission.MESSAGE_READ),
        Entry("papers.overview", _("Drucken"), Permission.PAPER_PRINT),
    ),
    (
        Entry("records.overview", _("Alle Daten"), Permission.TOWN_EDIT),
        Entry("setup.page", _("Einrichten"), Permission.SETUP_USE),
        Entry("people.accounts", _("Konten"), Permission.ACCOUNT_MANAGE),
        Entry("record.page", _("Änderungen"), Permission.RECORD_READ),
        Entry("packs.page", _("Paket"), Permission.PACK_MANAGE),
        Entry("api_keys.page", _("Schlüssel für Programme"), Permission.TOWN_EDIT),
    ),
)


def section_of(endpoint: str | None, granted: Collection[Permission]) -> tuple[Entry, ...]:
    """Return the pages beside this one that may be opened; nothing if it would stand alone."""
    for section in SECTIONS:
        if endpoint in {entry.endpoint for entry in section}:
            visible = tuple(entry for entry in section if entry.needs in granted)
            return visible if len(visible) > 1 else ()
    return ()


def menu_of(endpoint: str | None) -> str | None:
    """Return the blueprint in the first line of the menu under which a page stands."""
    blueprint = _blueprint(endpoint)
    return _MENU.get(blueprint, blueprint)


def _blueprint(endpoint: str | None) -> str:
    return (endpoint or "").partition(".")[0]


_FORMS = {"organigram_edit": "organigram", "task_edit": "tasks", "offers": "tasks"}
"""Blueprints of forms, which stand beside the pages they change."""
_MENU = _FORMS | {
    _blueprint(entry.endpoint): _blueprint(section[0].endpoint) for section in SECTIONS for entry in section
}
