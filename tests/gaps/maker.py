"""Make a town folder row by row: every row is valid by default, and days are numbers of days from the reference day."""

import csv
import io
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ON = date(2026, 11, 16)
DAYS = ("_on", "_from", "_until", "from", "until", "_since")


def day(offset: int) -> str:
    """Return the day so many days after the reference day, before it if negative."""
    return (ON + timedelta(days=offset)).isoformat()


class Maker:
    """A town of one office with one person in it, who does whatever a row needs a person for."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, str]]] = defaultdict(list)
        self.town = self.add("units", name="Stadt", kind="town")
        self.office = self.add("units", parent_id=self.town, name="Amt", kind="council")
        self.somebody = self.person()

    def add(self, file: str, **cells: Any) -> str:
        """Add a row and return its id; numbers in columns of days count from the reference day."""
        cells = {"id": f"{file[:2].upper()}{len(self.rows[file]) + 1}"} | cells
        self.rows[file].append({name: _cell(name.rstrip("_"), value) for name, value in cells.items()})
        return str(cells["id"])

    def unit(self, kind: str = "council", **cells: Any) -> str:
        """Add a unit of a kind that no rule asks about."""
        return self.add("units", **{"parent_id": self.town, "name": "Einheit", "kind": kind} | cells)

    def person(self, **cells: Any) -> str:
        """Add a person."""
        return self.add("people", **{"given_name": "Vor", "family_name": "Geheim", "email": "a@b.example"} | cells)

    def post(self, **cells: Any) -> str:
        """Add a complete post of the office."""
        complete = {"kind": "professional", "hours_per_week": 39, "competences": "a", "authority": "b"}
        return self.add("posts", **{"unit_id": self.office, "title": "Stelle"} | complete | cells)

    def duty(self, **cells: Any) -> str:
        """Add a responsibility of the office."""
        duty = {"unit_id": self.office, "title": "Pflicht", "kind": "mandatory", "area": "seniors"}
        return self.add("responsibilities", **duty | cells)

    def lead(self, target: str, **cells: Any) -> str:
        """Appoint somebody as lead; more: kind, person_id, from_, until, confirmed_on. Return the appointment."""
        of = "post" if target.startswith("PO") else "responsibility"
        to = {"person_id": self.somebody, "target_kind": of, "target_id": target, "kind": "lead", "confirmed_on": 0}
        return self.add("appointments", **to | cells)

    def deputy(self, target: str, **cells: Any) -> str:
        """Appoint somebody as deputy."""
        return self.lead(target, kind="deputy", **cells)

    def led(self, target: str, **cells: Any) -> str:
        """Appoint somebody as lead and return the target."""
        self.lead(target, **cells)
        return target

    def task(self, **cells: Any) -> str:
        """Add an open single task about which nothing is missing but people."""
        known = {"hours_per_month": 2, "insurance": "association", "contact_person_id": self.somebody}
        task = {"title": "Aufgabe", "unit_id": self.office, "area": "seniors", "kind": "single", "status": "open"}
        return self.add("tasks", **task | known | cells)

    def recurring(self, **cells: Any) -> str:
        """Add an open recurring task about which nothing is missing but people."""
        return self.task(**{"kind": "recurring", "briefing": "Merkblatt", "rrule": "FREQ=WEEKLY"} | cells)

    def assigned(self, task: str, **cells: Any) -> str:
        """Let somebody say yes to a task, and return the task; `times` yeses."""
        for _ in range(cells.pop("times", 1)):
            self.yes(task, **cells)
        return task

    def yes(self, task: str, **cells: Any) -> str:
        """Let somebody say yes to a task; return the assignment."""
        return self.add("assignments", **{"task_id": task, "person_id": self.somebody, "status": "active"} | cells)

    def helper(self, task: dict[str, Any] | None = None, yes: dict[str, Any] | None = None, **cells: Any) -> str:
        """Add a person with a yes to a task of their own; return the person."""
        person = self.person(**cells)
        self.yes(self.task(**task or {}), person_id=person, **yes or {})
        return person

    def place(self, **cells: Any) -> str:
        """Add a place that is neither anchor nor usable."""
        return self.add("places", **{"name": "Ort", "kind": "Haus", "owner_unit_id": self.office} | cells)

    def at(self, district: str, **cells: Any) -> str:
        """Add a place in a district and return the district."""
        self.place(district_unit_id=district, **cells)
        return district

    def owning(self, unit: str, **cells: Any) -> str:
        """Add a place that a unit owns and return the unit."""
        self.place(owner_unit_id=unit, **cells)
        return unit

    def used(self, place: str, **cells: Any) -> str:
        """Add a task at a place and return the place."""
        self.task(place_id=place, **cells)
        return place

    def thanked(self, task: str, **cells: Any) -> str:
        """Record a thanks for a task and return the task."""
        self.add("thanks", person_id=self.somebody, task_id=task, kind="card", given_by_id=self.somebody, **cells)
        return task

    def thanked_helper(self, **cells: Any) -> str:
        """Add a person who has helped for a year and was thanked once."""
        person = self.helper(yes={"from_": -365})
        self.add("thanks", person_id=person, kind="card", given_by_id=self.somebody, **cells)
        return person

    def loaded(self, *hours: float, **cells: Any) -> str:
        """Add a person with a task for each number of hours."""
        person = self.person(**cells)
        for number in hours:
            self.yes(self.task(hours_per_month=number), person_id=person)
        return person

    def paired(self, person: str, **cells: Any) -> str:
        """Put a person into a tandem and return the person."""
        self.tandem(person_b_id=person, **cells)
        return person

    def proof(self, person: str, **cells: Any) -> str:
        """Let a person say yes to a task that needs a certificate; return the assignment."""
        return self.yes(self.task(certificate_required=1), person_id=person, **cells)

    def spent(self, pot: str, **cells: Any) -> str:
        """Add a task that a pot pays for and return the pot."""
        self.task(pot_ids=pot, **cells)
        return pot

    def paying(self, pot: str, **cells: Any) -> str:
        """Add a post that a pot pays for and return the pot."""
        self.post(pot_id=pot, **cells)
        return pot

    def tandem(self, **cells: Any) -> str:
        """Add an active tandem about which nothing is missing."""
        two = {"person_a_id": self.somebody, "person_b_id": self.person()}
        known = {"name": "Tandem", "status": "active", "agreed_on": -30, "last_contact_on": 0}
        return self.add("tandems", **two | known | cells)

    def sponsor(self, **cells: Any) -> str:
        """Add a sponsorship without a tandem."""
        sponsor = {"person_id": self.somebody, "sponsor_kind": "councillor", "offer": "time", "last_contact_on": 0}
        return self.add("sponsorships", **sponsor | cells)

    def pot(self, **cells: Any) -> str:
        """Add a pot that the town decides on."""
        return self.add(
            "budget_pots", **{"name": "Topf", "kind": "process", "decided_by": "town", "pays": "before"} | cells
        )

    def grant(self, **cells: Any) -> str:
        """Add a grant."""
        by = {"applicant_unit_id": self.office, "applicant_person_id": self.somebody}
        return self.add("grants", **{"pot_id": self.pot(), "title": "Antrag"} | by | cells)

    def message(self, kind: str, **cells: Any) -> str:
        """Add a message."""
        return self.add("messages", **{"kind": kind, "subject": "Betreff", "unit_id": self.office} | cells)

    def measure(self, **cells: Any) -> str:
        """Add an open measure."""
        measure = {"title": "Maßnahme", "question_id": "S4", "owner_person_id": self.somebody, "status": "open"}
        return self.add("measures", **measure | {"created_on": -100} | cells)

    def procedure(self, kind: str, **cells: Any) -> str:
        """Add a procedure or exchange."""
        return self.add("procedures", **{"title": "Ablauf", "kind": kind, "unit_id": self.office} | cells)

    def decision(self, kind: str, **cells: Any) -> None:
        """Record a decision."""
        self.add("decisions", **{"unit_id": self.office, "title": "Beschluss", "kind": kind} | cells)

    def answer(self, question: str, answered_on: int) -> str:
        """Record an answer and return the question."""
        by = {"answer": "yes", "answered_by_id": self.somebody}
        self.add("answers", question_id=question, answered_on=answered_on, **by)
        return question

    def write(self, folder: Path, **meta: str) -> Path:
        """Write the town folder."""
        folder.mkdir(exist_ok=True)
        for file, rows in self.rows.items():
            _write(folder / f"{file}.csv", rows)
        if meta:
            _write(folder / "meta.csv", [{"key": key, "value": value} for key, value in meta.items()])
        return folder


def _cell(column: str, value: Any) -> str:
    if column.endswith(DAYS) and isinstance(value, int):
        return day(value)
    return "" if value is None else str(value)


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    columns = dict.fromkeys(column.rstrip("_") for row in rows for column in row)
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({column.rstrip("_"): cell for column, cell in row.items()} for row in rows)
    path.write_text(text.getvalue(), encoding="utf-8")
