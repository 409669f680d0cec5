"""The coordinator's forms for tandems and sponsorships."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, cast

from flask_babel import gettext, lazy_gettext
from sqlalchemy import or_, select

from ks_board.core.db import db
from ks_board.core.editing import EditForm
from ks_board.core.fields import Day, LongText, OneOf, ShortText, TickOne, WholeNumber
from ks_board.organigram.edit_appointments import find_people, find_person
from ks_board.people.models import Person
from ks_board.tandems.models import Offer, SponsorKind
from ks_board.tandems.words import OFFERS, SPONSOR_KINDS
from ks_board.tasks.models import LIVE_TASK, Task, TaskStatus

_ = cast("Callable[..., str]", lazy_gettext)  # WTForms' types know only texts that are ready.
MOST_MINUTES = 60 * 24 * 31
_WHO_HINT = _("Drei Buchstaben des Namens genügen, oder die Nummer (zum Beispiel P084).")


class PersonFinder:
    """Two fields of a form, `x` and `x_choice`: a name as it is typed, and who of those found is meant."""

    def __init__(self, form: EditForm, name: str) -> None:
        self.text, self.choice = form[name], form[f"{name}_choice"]
        self.found = self._find()
        if self.choice.data not in {person.ref for person in self.found}:
            self.choice.data = None
        several = self.found if len(self.found) > 1 else []
        self.choice.offer([*((row.ref, _told_apart(row)) for row in several)])

    def person(self, *, on: date) -> Person | None:
        """Return who is meant, else say at the field what is missing."""
        ref = self.choice.data or (self.found[0].ref if len(self.found) == 1 else None)
        person = find_person(ref) if ref else None
        if person is None and self.found:
            self.choice.errors = [gettext("Bitte wählen Sie, wer gemeint ist.")]
        elif person is None:
            self.text.errors = [gettext("Niemand mit diesem Namen. Bitte schreiben Sie mindestens drei Buchstaben.")]
        elif person.left_on and person.left_on <= on:
            self.text.errors = [gettext("%(name)s ist nicht mehr dabei.", name=person.name)]
            return None
        return person

    def _find(self) -> Sequence[Any]:
        typed = (self.text.data or "").strip()
        by_ref = find_person(typed.upper()) if typed else None
        return [by_ref] if by_ref else find_people(typed)


class PairForm(EditForm):
    """Two people who become a tandem."""

    first = ShortText(_("Erster Mensch"), description=_WHO_HINT, needed=_("Bitte nennen Sie den ersten Menschen."))
    first_choice = TickOne(_("Gemeint ist"))
    second = ShortText(_("Zweiter Mensch"), description=_WHO_HINT, needed=_("Bitte nennen Sie den zweiten Menschen."))
    second_choice = TickOne(_("Gemeint ist"))
    task_id = OneOf(_("Aufgabe"), kind=int)
    name = ShortText(_("Name des Tandems"), needed=_("Bitte geben Sie dem Tandem einen Namen."))
    purpose = LongText(_("Wozu?"), description=_("Ein Satz genügt: Was tragen oder lernen die beiden zusammen?"))
    start = Day(_("Erster Tag"), needed=_("Bitte nennen Sie den ersten Tag."))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.task_id.offer(_tasks((options.get("data") or {}).get("task_id")))
        self.finders = PersonFinder(self, "first"), PersonFinder(self, "second")

    def people(self, *, on: date) -> tuple[Person, Person] | None:
        """Return the two; None if it is not clear who is meant, then the form says so."""
        first, second = (finder.person(on=on) for finder in self.finders)
        return (first, second) if first and second else None


class TandemForm(EditForm):
    """What can be corrected in a tandem."""

    name = ShortText(_("Name des Tandems"), needed=_("Bitte geben Sie dem Tandem einen Namen."))
    task_id = OneOf(_("Aufgabe"), kind=int)
    purpose = LongText(_("Wozu?"))
    start = Day(_("Erster Tag"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        tandem = options.get("obj")
        self.task_id.offer(_tasks(tandem.task_id if tandem else None))


class AgreementForm(EditForm):
    """The agreement sheet."""

    who_does_what = LongText(_("Wer tut was?"), needed=_("Bitte schreiben Sie auf, wer was tut."))
    until_when = LongText(_("Bis wann?"))
    what_not = LongText(_("Was gehört nicht dazu?"))
    agreed_on = Day(_("Vereinbart am"), needed=_("Bitte nennen Sie den Tag, an dem beide zugestimmt haben."))


class EndTandemForm(EditForm):
    """The end of a tandem, with what came of it."""

    result = LongText(
        _("Was ist daraus geworden?"),
        description=_("Ein Satz. Auch „Es hat nicht gepasst, weil …“ ist ein gutes Ergebnis."),
        needed=_("Bitte schreiben Sie einen Satz, was daraus geworden ist."),
    )
    end = Day(_("Letzter Tag"), needed=_("Bitte nennen Sie den letzten Tag."))


class WishForm(EditForm):
    """The one wish of a tandem."""

    text = LongText(
        _("Der Wunsch"),
        description=_("So genau, dass jemand es einfach tun kann: „Ein Raum am Dienstag ab 15 Uhr.“ Ohne Namen."),
        needed=_("Bitte schreiben Sie den Wunsch auf."),
        longest=500,
    )


class SponsorForm(EditForm):
    """A person who stands by a tandem."""

    who = ShortText(_("Wer?"), description=_WHO_HINT, needed=_("Bitte nennen Sie die Patin oder den Paten."))
    who_choice = TickOne(_("Gemeint ist"))
    sponsor_kind = TickOne(_("Als"), SPONSOR_KINDS.items(), kind=SponsorKind, needed=_("Bitte wählen Sie."))
    organisation = ShortText(_("Betrieb oder Fraktion"))
    offer = OneOf(_("Bietet"), OFFERS.items(), kind=Offer, needed=_("Bitte wählen Sie."))
    offer_note = LongText(_("Das Angebot in Worten"))
    minutes_per_month = WholeNumber(_("Minuten im Monat"), least=0, most=MOST_MINUTES)
    until = Day(_("Letzter Tag"), description=_("Leer heißt: ohne Ende."))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.finder = PersonFinder(self, "who")


class EndSponsorshipForm(EditForm):
    """The last day of a sponsorship."""

    until = Day(_("Letzter Tag"), needed=_("Bitte nennen Sie den letzten Tag."))


def _tasks(chosen: int | None) -> list[tuple[Any, Any]]:
    """Return live and paused tasks to choose from, and the one that is chosen."""
    status = (*LIVE_TASK, TaskStatus.PAUSED, TaskStatus.DRAFT)
    tasks = select(Task.id, Task.title).where(or_(Task.status.in_(status), Task.id == chosen))
    rows = db.session.execute(tasks.order_by(Task.title, Task.id))
    return [(None, gettext("keine Aufgabe")), *((row.id, row.title) for row in rows)]


def _told_apart(row: Any) -> str:
    contact = row.phone or row.email or gettext("kein Telefon, keine E-Mail")
    return f"{row.given_name} {row.family_name} – {contact}"
