"""What was done, in words: summaries, kinds, and with whom."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from ks_board.core.formatting import listing
from ks_board.reports.achievements import Deed, DeedKind

KINDS = {
    DeedKind.TASK_DONE: _l("Aufgabe erledigt"),
    DeedKind.TASK_STOPPED: _l("Aufgabe beendet"),
    DeedKind.TANDEM_ENDED: _l("Tandem am Ziel"),
    DeedKind.MEASURE_DONE: _l("Maßnahme erledigt"),
    DeedKind.MEASURE_STOPPED: _l("Maßnahme beendet"),
}


def summary(counts: Mapping[DeedKind, int]) -> str:
    """Return "5 Aufgaben und 1 Maßnahme sind erledigt. …"; what was stopped is a result as well."""
    done = [
        *_some(
            counts,
            DeedKind.TASK_DONE,
            ngettext("%(num)s Aufgabe", "%(num)s Aufgaben", counts.get(DeedKind.TASK_DONE, 0)),
        ),
        *_some(
            counts,
            DeedKind.TANDEM_ENDED,
            ngettext("%(num)s Tandem", "%(num)s Tandems", counts.get(DeedKind.TANDEM_ENDED, 0)),
        ),
        *_some(
            counts,
            DeedKind.MEASURE_DONE,
            ngettext("%(num)s Maßnahme", "%(num)s Maßnahmen", counts.get(DeedKind.MEASURE_DONE, 0)),
        ),
    ]
    stopped = counts.get(DeedKind.TASK_STOPPED, 0) + counts.get(DeedKind.MEASURE_STOPPED, 0)
    sentences = [_("Zu Ende gebracht: %(what)s.", what=listing(done))] if done else []
    if stopped:
        sentences.append(
            ngettext(
                "Ein Vorhaben wurde bewusst beendet. Auch das ist ein Ergebnis.",
                "%(num)s Vorhaben wurden bewusst beendet. Auch das ist ein Ergebnis.",
                stopped,
            )
        )
    return " ".join(sentences) or _("In dieser Zeit ist noch nichts als erledigt eingetragen.")


def _some(counts: Mapping[DeedKind, int], kind: DeedKind, words: str) -> list[str]:
    return [words] if counts.get(kind) else []


def with_whom(deed: Deed, *, most: int | None = None) -> str:
    """Return "mit Anna Krause und 3 weiteren", empty if nobody is known; who did not agree is only counted."""
    names = list(deed.people[:most])
    others = len(deed.people) + deed.others - len(names)
    if not names:
        return ngettext("%(num)s Mensch", "%(num)s Menschen", others) if others else ""
    rest = [ngettext("einem weiteren", "%(num)s weiteren", others)] if others else []
    return _("mit %(names)s", names=listing([*names, *rest]))
