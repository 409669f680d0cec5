"""The handover sheet of one person: what somebody else has to know on the day they are not there. Page and PDF."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime

from flask import Response, render_template, url_for
from flask_babel import gettext as _

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.formatting import short_date, until
from ks_board.gaps import held
from ks_board.gaps.absence import Absence, Part
from ks_board.gaps.held import Other
from ks_board.gaps.models import SubjectKind
from ks_board.gaps.rules import days_before
from ks_board.pages.held_lines import ROLES, HeldLine, HeldSection, held_sections, told
from ks_board.pages.people_pages import people_pages, person_page
from ks_board.pages.person_facts import SETS, get_person
from ks_board.people.models import Person
from ks_board.permissions import Permission
from ks_board.reports.typst import print_pdf
from ks_board.town.queries import town_name

BLANK_LINES = 3


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One thing to hand over, with what one has to know about it."""

    text: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetSection:
    """Things of one kind."""

    title: str
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of it; `blanks` are questions with room to write."""

    title: str
    person: str
    stand: str
    sections: tuple[SheetSection, ...]
    blank_title: str
    blanks: tuple[str, ...]
    signatures: tuple[str, ...]


@people_pages.get("/menschen/<ref>/uebergabe")
@needs(Permission.FORESIGHT_READ)
def handover(ref: str) -> str:
    """Show what hangs on a person, to print and to fill in together."""
    person = get_person(ref)
    pdf = url_for("people_pages.handover_pdf", ref=ref)
    sheet, back = make_sheet(person, now=clock.now()), person_page(ref)
    return render_template("people/handover.html", sheet=sheet, pdf=pdf, back=back, blank_lines=BLANK_LINES)


@people_pages.get("/menschen/<ref>/uebergabe.pdf")
@needs(Permission.FORESIGHT_READ)
def handover_pdf(ref: str) -> Response:
    """Answer the same sheet as PDF."""
    sheet = make_sheet(get_person(ref), now=clock.now())
    data = asdict(sheet) | {"town": town_name(), "blank_lines": BLANK_LINES}
    return Response(print_pdf("handover.typ", data), mimetype="application/pdf")


def make_sheet(person: Person, *, now: datetime) -> Sheet:
    """Return the sheet of a person as of today; of somebody who has left, as of their last day."""
    on = clock.local_day(now)
    if person.left_on is not None and person.left_on <= on:
        on = days_before(person.left_on, 1)
    absence = Absence((Part(SubjectKind.PERSON, person.id, person.ref, person.name),))
    return Sheet(
        title=_("Übergabeblatt"),
        person=person.name,
        stand=_("Stand: %(day)s. Vertraulich: nur für die Übergabe.", day=short_date(on)),
        sections=tuple(_sections(absence, on, now)),
        blank_title=_("Wo liegt was?"),
        blanks=(
            _("Wo liegen Ordner und Akten?"),
            _("Wo liegen Dateien, und wer hat Zugang? Bitte keine Passwörter aufschreiben."),
            _("Welche Schlüssel gibt es, und wo sind sie?"),
            _("Wen muss man kennen? Namen und Telefonnummern"),
            _("Was ist gerade offen?"),
        ),
        signatures=(_("Übergeben von"), _("Übernommen von"), _("Datum")),
    )


def _sections(absence: Absence, on: date, now: datetime) -> Iterator[SheetSection]:
    things = held_sections(absence, on, now=now)
    for section in things:
        yield SheetSection(section.title, tuple(_line(line) for line in section.lines))
    people = absence.people
    more = (
        (_("Patenschaften"), _sponsorships(people, on)),
        (_("Laufende Maßnahmen"), _measures(people)),
        (_("Anträge auf Geld"), _grants(absence)),
        (_("Was endet"), _ends(things)),
    )
    yield from (SheetSection(title, found) for title, lines in more if (found := tuple(lines)))


def _line(line: HeldLine) -> SheetLine:
    """Say what the person does there, what one has to know, who is there too, and who is near if nobody is."""
    briefing = getattr(line.facts, "briefing", None) or getattr(line.facts, "purpose", None)
    roles = (told(ROLES[own.role], until(own.until) if own.until else "") for own in line.own)
    nobody = (_("Noch ist niemand da, der übernehmen könnte."),)
    near = (line.successors or nobody) if line.stands_alone else ()
    details = (line.unit, getattr(line.facts, "street", None), *roles, briefing, *map(_reached, line.others), *near)
    return SheetLine(line.title, tuple(detail for detail in details if detail))


def _reached(other: Other) -> str:
    """Return "Lutz Zschoche (Vertretung), Telefon 030 23125 201"."""
    who = f"{other.name} ({ROLES[other.role]})"
    return _("%(who)s, Telefon %(phone)s", who=who, phone=other.phone) if other.phone else who


def _ends(sections: list[HeldSection]) -> Iterator[SheetLine]:
    """Yield what ends by itself, the soonest first."""
    ends = [(own.until, line.title) for section in sections for line in section.lines for own in line.own if own.until]
    return (SheetLine(title, (until(day),)) for day, title in sorted(ends))


def _sponsorships(people: Iterable[int], on: date) -> Iterator[SheetLine]:
    for row in held.list_sponsorships(frozenset(people), on):
        ends = until(row.until) if row.until else ""
        details = (told(SETS["offer"][row.offer], row.offer_note), ends)
        yield SheetLine(row.tandem or _("noch kein Tandem"), tuple(filter(None, details)))


def _measures(people: Iterable[int]) -> Iterator[SheetLine]:
    for row in held.list_measures(frozenset(people)):
        yield SheetLine(row.title, (until(row.due_on),) if row.due_on else ())


def _grants(absence: Absence) -> Iterator[SheetLine]:
    for row in held.list_grants(absence):
        applied = _("beantragt am %(day)s", day=short_date(row.applied_on))
        report = _("Nachweis fällig am %(day)s", day=short_date(row.report_due_on)) if row.report_due_on else ""
        yield SheetLine(row.title, tuple(filter(None, (told(row.pot, applied), report))))
