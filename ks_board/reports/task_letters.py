"""Letters and sheets about one task: the mandate, the leaflet, the agreement of a tandem."""

from datetime import date
from typing import Any

from flask_babel import gettext as _

from ks_board.core.formatting import long_date, short_date
from ks_board.people.models import Person
from ks_board.reports.letters import BLANK, Block, Letter, heading, paragraph, points, read_letter, room, signatures
from ks_board.reports.papers import Job, Paper
from ks_board.tasks import words

BLANK_LINES = 3


def make_mandate(job: Job, person: Person | None, *, sender: Any, town: str, on: date) -> Paper:
    """Return the letter that gives a task to a volunteer; without one, with room for the name."""
    row, name = job.row, person.name if person else BLANK
    lines = [
        (_("Aufgabe"), row.title),
        (_("Wann"), job.when),
        (_("Wo"), job.where),
        (_("Ansprechperson"), _asked(job)),
        # This letter is the mandate.
        (_("Versichert"), words.insurance(row.insurance, mandate=row.title, unit=row.unit_name)),
        (_("Was Sie bekommen"), row.expenses or _("nach Absprache")),
        (_("Beschluss"), row.mandate_ref or ""),
    ]
    letter = read_letter("mandate", {"town": town, "person": name}, lines)
    signed = signatures((_("Für die Stadt"), _("Mitmachende oder Mitmachender")))
    return letter_paper(f"beauftragung-{row.ref}", letter, sender, to=name, town=town, on=on, last=(signed,))


def make_leaflet(job: Job, *, sender: Any, town: str, on: date) -> Paper:
    """Return what one has to know about a task, to take along."""
    row = job.row
    needs = [
        _("Mindestens %(age)s Jahre alt", age=row.min_age) if row.min_age else "",
        words.licence(row.licence_required) if row.licence_required else "",
        _("Erweitertes Führungszeugnis") if row.certificate_required else "",
    ]
    lines = [
        (_("Wann"), job.when),
        (_("Wo"), job.where),
        (_("Ansprechperson"), _asked(job)),
        (_("Das brauchen Sie"), "; ".join(filter(None, needs))),
        (_("Versichert"), words.insurance(row.insurance, mandate=row.mandate_ref, unit=row.unit_name)),
        (_("Was Sie bekommen"), row.expenses or ""),
    ]
    texts = ((_("Was Sie tun"), row.description), (_("So geht es"), row.briefing))
    body = [block for title, text in texts if text for block in (heading(title), *_written(text))]
    letter = read_letter("leaflet", {"town": town, "task": row.title}, lines, body)
    notes = (heading(_("Eigene Notizen")), room(BLANK_LINES))
    titled = Letter(f"{letter.title}: {row.title}", (*letter.blocks, *notes))
    return letter_paper(f"merkblatt-{row.ref}", titled, sender, town=town, on=on)


def make_agreement(row: Any, sheet: Any, *, sender: Any, town: str, on: date) -> Paper:
    """Return the agreement sheet of a tandem, filled in as far as it was agreed."""
    people = [f"{row.a_given_name} {row.a_family_name}", f"{row.b_given_name} {row.b_family_name}"]
    lines = [
        (_("Tandem"), row.name),
        (_("Wer"), _("%(first)s und %(second)s", first=people[0], second=people[1])),
        (_("Aufgabe"), row.task or ""),
        (_("Wozu"), row.purpose or ""),
        (_("Vereinbart am"), long_date(row.agreed_on) if row.agreed_on else ""),
    ]
    questions = (
        (_("Wer tut was?"), sheet and sheet.who_does_what),
        (_("Bis wann?"), sheet and sheet.until_when),
        (_("Was gehört nicht dazu?"), sheet and sheet.what_not),
    )
    body = [
        block
        for title, text in questions
        for block in (heading(title), *(_written(text) if text else [room(BLANK_LINES)]))
    ]
    letter = read_letter("agreement", {"town": town, "tandem": row.name}, lines, body)
    return letter_paper(f"absprache-{row.ref}", letter, sender, town=town, on=on, last=(signatures(people),))


def letter_paper(
    name: str, letter: Letter, sender: Any, *, town: str, on: date, to: str = "", last: tuple[Block, ...] = ()
) -> Paper:
    """Return a letter on paper: who sends it, to whom, when, and what it says."""
    data = {
        "title": letter.title,
        "town": town,
        "sender": _sender(sender, town),
        "to": to,
        "day": short_date(on),
        "blocks": [*letter.blocks, *last],
    }
    return Paper(name, "letter.typ", data)


def _asked(job: Job) -> str:
    phone = _("Telefon %(phone)s", phone=job.contact.phone) if job.contact.phone else job.contact.email
    return ", ".join(filter(None, (job.asked, phone)))


def _sender(sender: Any, town: str) -> list[str]:
    """Return the lines of the coordination; a town without one is only named."""
    if sender is None:
        return [town]
    phone = _("Telefon %(phone)s", phone=sender.phone) if sender.phone else ""
    return [line for line in (town, sender.name, sender.street or "", phone, sender.email or "") if line]


def _written(text: str) -> list[Block]:
    """Return a text as people typed it: its paragraphs, and lines with a dash as a list."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and all(line.startswith(("-", "•", "*")) for line in lines):
        return [points([line.lstrip("-•* ") for line in lines])]
    return [paragraph(line) for line in lines]
