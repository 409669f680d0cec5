"""The report to the council, as page and files, and draft decisions to copy."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _

from ks_board.core import clock
from ks_board.core.access import can, needs
from ks_board.core.errors import BadParameter, NotFound
from ks_board.core.i18n import language
from ks_board.core.params import choice_asked, day_asked
from ks_board.gaps.describe import describe
from ks_board.gaps.queries import find_gaps
from ks_board.organigram.view import View
from ks_board.permissions import Permission
from ks_board.reports.council import MOST_LISTED, Report, make_report
from ks_board.reports.council_files import as_csv, as_pdf, as_xlsx
from ks_board.reports.council_words import make_paper
from ks_board.reports.drafts import list_wordings, make_draft
from ks_board.reports.parts import cell_text
from ks_board.reports.periods import SPANS, Period, Span, period_of
from ks_board.town.queries import town_name

reports = Blueprint("reports", __name__)
PUBLIC_EDITION = "oeffentlich"
MOST_CHOSEN = 10
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; each state is an address."""

    period: Period
    sees_all: bool
    chosen: tuple[str, ...] | None

    @property
    def edition(self) -> str | None:
        """Return the edition that staff asked for, if it is not their own."""
        return PUBLIC_EDITION if can(Permission.GAP_READ_ALL) and not self.sees_all else None

    @property
    def state(self) -> dict[str, object]:
        """Return what the address holds besides the chosen gaps; None is left out."""
        days = (self.period.first, self.period.last) if self.period.span is Span.OWN else (None, None)
        return {"zeitraum": self.period.span, "von": days[0], "bis": days[1], "fassung": self.edition}

    def address(self, endpoint: str, **changes: object) -> str:
        """Return the address of another form or state of the same report."""
        state = self.state | {"luecke": self.chosen} | changes
        asked = {name: value or "" for name, value in state.items() if value is not None}
        return f"{url_for(endpoint)}?{urlencode(asked, doseq=True)}"

    def make(self, most: int | None = MOST_LISTED) -> Report:
        """Collect the report."""
        return make_report(self.period, sees_all=self.sees_all, chosen=self.chosen, most=most)


@reports.get("/bericht")
@needs(Permission.REPORT_READ)
def page() -> str:
    """Show the report; `?zeitraum=`, `?von=&bis=`, `?luecke=rule:subject` as often as needed."""
    asked = _asked()
    report = asked.make()
    return render_template(
        "reports/report.html",
        asked=asked,
        report=report,
        paper=make_paper(report),
        text=cell_text,
        spans=SPANS,
        chosen_keys={draft.key for draft in report.drafts},
        day=None if asked.period.last == clock.today() else asked.period.last,
    )


@reports.get("/bericht.pdf")
@needs(Permission.REPORT_READ)
def pdf() -> Response:
    """Return the report as PDF/UA: two pages, then annexes."""
    asked = _asked()
    report = asked.make()
    if report.unknown:
        raise NotFound(_("Diese Lücke gibt es nicht mehr: %(gap)s.", gap=report.unknown[0][:80]))
    organigram = View(asked.period.last, clock.today(), None, False, False, language())
    return _file(as_pdf(report, make_paper(report), organigram), "application/pdf", asked, "inline")


@reports.get("/bericht.xlsx")
@needs(Permission.REPORT_READ)
def xlsx() -> Response:
    """Return all figures and lists as a spreadsheet."""
    asked = _asked()
    return _file(as_xlsx(make_paper(asked.make(most=None))), SHEET, asked)


@reports.get("/bericht.csv")
@needs(Permission.REPORT_READ)
def csv() -> Response:
    """Return the same cells as one long table."""
    asked = _asked()
    return _file(as_csv(make_paper(asked.make(most=None))).encode(), "text/csv", asked)


@reports.get("/bericht/beschluss/<rule>/<subject>")
@needs(Permission.REPORT_READ)
def draft_decision(rule: str, subject: str) -> str:
    """Show a draft decision about one gap, to edit, copy and print; raise NotFound."""
    on = clock.today()
    gaps = find_gaps(on, only_public=not can(Permission.GAP_READ_ALL), rules={rule})
    described = describe([gap for gap in gaps if gap.subject_ref == subject], on, sees_names=False)
    if not described:
        raise NotFound(_("Diese Lücke gibt es nicht. Vielleicht ist sie schon geschlossen."))
    draft = make_draft(described[0], list_wordings(), town=town_name(), on=on)
    return render_template("reports/draft.html", draft=draft)


def _asked() -> Asked:
    span = choice_asked("zeitraum", frozenset(Span))
    period = period_of(Span(span) if span else None, first=_day("von"), last=_day("bis"), on=clock.today())
    chosen = tuple(filter(None, request.args.getlist("luecke"))) if "luecke" in request.args else None
    if chosen and len(chosen) > MOST_CHOSEN:
        raise BadParameter(_("So viele Vorlagen liest niemand. Bitte wählen Sie höchstens %(most)s.", most=MOST_CHOSEN))
    edition = choice_asked("fassung", frozenset({PUBLIC_EDITION}))
    return Asked(period, can(Permission.GAP_READ_ALL) and not edition, chosen)


def _day(name: str) -> date | None:
    return day_asked(name) if request.args.get(name, "").strip() else None


def _file(content: bytes, mimetype: str, asked: Asked, disposition: str = "attachment") -> Response:
    name = f"bericht-{asked.period.first}-{asked.period.last}.{request.path.rsplit('.', 1)[1]}"
    return Response(content, mimetype=mimetype, headers={"Content-Disposition": f'{disposition}; filename="{name}"'})
