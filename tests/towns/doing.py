"""Rows that move: tasks, tandems, sponsorships, grants, measures, messages, thanks and answers."""

import datetime as dt

from tests.towns import words
from tests.towns.draw import Draw, Row

SUBJECTS = {
    "town": "town",
    "unit": "units",
    "post": "posts",
    "responsibility": "responsibilities",
    "place": "places",
    "appointment": "appointments",
    "task": "tasks",
    "assignment": "assignments",
    "person": "people",
    "tandem": "tandems",
    "sponsorship": "sponsorships",
    "procedure": "procedures",
    "pot": "budget_pots",
    "grant": "grants",
    "question": "questions",
}
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def tasks(draw: Draw) -> None:
    """Draw tasks of every status, with and without what a task should have."""
    draw.rows("tasks", "T", lambda: _task(draw), needs=("units", "areas"), share=1.5)


def _task(draw: Draw) -> Row:
    kind = draw.one("recurring", "recurring", "single")
    start = draw.dice.choice(["06:30", "09:00", "18:00", "23:30", "00:00"])
    first = dt.date.fromisoformat(draw.day(300, -40, empty=0))
    schedule = draw.some(rrule(draw, first), empty=0.3) if kind == "recurring" else ""
    pots = [draw.ref("budget_pots") for _ in range(draw.dice.randint(1, 2))]
    return {
        "title": draw.title(),
        "description": draw.text(),
        "unit_id": draw.ref("units"),
        "area": draw.ref("areas"),
        "kind": kind,
        "status": draw.one("open", "running", "running", "paused", "done", "done", "stopped"),
        "start": f"{first.isoformat()}T{start}" if schedule or draw.chance(0.8) else "",
        "duration_minutes": draw.some("0", "90", "1500"),
        "rrule": schedule,
        "people_needed": draw.some("0", "1", "4"),
        "hours_per_month": draw.hours(),
        "contact_person_id": draw.ref("people", empty=0.3),
        "responsibility_id": draw.ref("responsibilities", empty=0.5),
        "place_id": draw.ref("places", empty=0.4),
        "min_age": draw.some("0", "16"),
        "certificate_required": draw.yes(0.5),
        "licence_required": draw.some("P", empty=0.8),
        **_paperwork(draw),
        "pot_ids": draw.some(";".join(filter(None, pots)), "; ".join(filter(None, pots)), empty=0.4),
    } | _publication(draw)


def _paperwork(draw: Draw) -> Row:
    return {
        "insurance": draw.some("town", "town", "association", "state", "none"),
        "mandate_ref": draw.some("Beauftragung 2026/1", empty=0.5),
        "briefing": draw.text(),
        "expenses": draw.some("Fahrgeld"),
        "remote": draw.yes(0.3),
    }


def _publication(draw: Draw) -> Row:
    return {
        "channels": draw.list(*words.CHANNELS),
        "published_on": draw.boundary("task-unfilled"),
        "finished_on": draw.boundary("done-no-thanks"),
        "result": draw.text(),
    }


def rrule(draw: Draw, start: dt.date) -> str:
    """Return a recurrence rule that the start fits."""
    weekday, nth = WEEKDAYS[start.weekday()], (start.day + 6) // 7
    rule = draw.one(
        "FREQ=WEEKLY",
        "FREQ=DAILY",
        f"FREQ=DAILY;BYMONTH={start.month}",
        f"FREQ=WEEKLY;BYDAY={weekday}",
        f"FREQ=WEEKLY;BYDAY=WE,{weekday}",
        f"FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY={weekday}",
        f"FREQ=MONTHLY;BYDAY={nth}{weekday}" if nth < 5 else f"FREQ=MONTHLY;BYDAY=-1{weekday}",
        f"FREQ=MONTHLY;BYMONTHDAY={start.day}",
        f"FREQ=YEARLY;BYMONTH={start.month};BYMONTHDAY={start.day}",
        "FREQ=MONTHLY;INTERVAL=3",
    )
    until = (start + dt.timedelta(days=draw.dice.choice([1, 20, 400]))).strftime("%Y%m%d")
    return rule + draw.one("", "", f";UNTIL={until}", f";UNTIL={until}T235959", f";UNTIL={until}T225959Z", ";COUNT=10")


def alliances(draw: Draw) -> None:
    """Draw tandems, sponsorships and grants."""
    draw.rows("tandems", "D", lambda: _tandem(draw), needs=("people",))
    draw.rows("sponsorships", "X", lambda: _sponsorship(draw), needs=("people",))
    draw.rows("grants", "Y", lambda: _grant(draw), needs=("budget_pots", "units", "people"))


def _tandem(draw: Draw) -> Row:
    first, second = draw.dice.sample([row["id"] for row in draw.tables["people"]], 2)
    status = draw.one("active", "active", "ended")
    start, end = draw.span(draw.day(42, 200), draw.day(empty=0.1) if status == "ended" else draw.day(empty=0.9))
    return {
        "name": draw.title(),
        "task_id": draw.ref("tasks", empty=0.4),
        "person_a_id": first,
        "person_b_id": second,
        "purpose": draw.text(),
        "status": status,
        "start": start,
        "end": end,
        "agreed_on": draw.day(empty=0.4),
        "last_contact_on": draw.boundary("tandem-silent"),
        "result": draw.text(),
    }


def _sponsorship(draw: Draw) -> Row:
    first, last = draw.period(200)
    return {
        "person_id": draw.ref("people"),
        "sponsor_kind": draw.one("councillor", "entrepreneur"),
        "organisation": draw.some("Bäckerei Krümel & Söhne"),
        "tandem_id": draw.ref("tandems", empty=0.3),
        "offer": draw.one("time", "knowhow", "goods", "opportunity", "money"),
        "offer_note": draw.text(),
        "minutes_per_month": draw.some("0", "60"),
        "from": first,
        "until": last,
        "last_contact_on": draw.boundary("sponsor-silent"),
    }


def _grant(draw: Draw) -> Row:
    decision = draw.some("yes", "no", empty=0.6)
    return {
        "pot_id": draw.ref("budget_pots"),
        "title": draw.title(),
        "applicant_unit_id": draw.ref("units"),
        "applicant_person_id": draw.ref("people"),
        "task_id": draw.ref("tasks", empty=0.5),
        "amount_eur": draw.some("680", "0", "12.34"),
        "applied_on": draw.boundary("grant-undecided", empty=0),
        "decided_on": draw.day(empty=0) if decision else "",
        "decision": decision,
        "paid_on": draw.day(empty=0.5),
        "report_due_on": draw.day(empty=0.5),
        "report_on": draw.day(empty=0.5),
    }


def follow_up(draw: Draw) -> None:
    """Draw measures, messages, thanks and answers."""
    draw.rows("measures", "M", lambda: _measure(draw), needs=("people", "rules"))
    draw.rows("messages", "N", lambda: _message(draw), needs=("units",))
    draw.rows("thanks", "Z", lambda: _thanks(draw), needs=("people",))
    draw.rows("answers", "Q", lambda: _answer(draw), needs=("people",), share=2)


def _measure(draw: Draw) -> Row:
    rules = [row for row in draw.tables["rules"] if draw.tables.get(SUBJECTS.get(row["subject_kind"], ""))]
    rule = draw.dice.choice(rules) if rules and draw.chance(0.7) else {"id": "", "subject_kind": ""}
    return {
        "title": draw.title(),
        "question_id": draw.ref("questions"),
        "owner_person_id": draw.ref("people"),
        "status": draw.one("open", "open", "waiting", "waiting", "done", "stopped"),
        "created_on": draw.day(60, empty=0),
        "due_on": draw.day(empty=0.2),
        "waiting_since": draw.boundary("measure-waiting"),
        "done_on": draw.day(empty=0.5),
        "rule_id": rule["id"],
        "subject_id": draw.ref(SUBJECTS[rule["subject_kind"]]) if rule["id"] else "",
    }


def _message(draw: Draw) -> Row:
    kind = draw.one("idea", "idea", "worry", "question", "offer", "praise")
    return {
        "received_on": draw.boundary("idea-parked" if kind == "idea" else "message-unanswered", empty=0),
        "kind": kind,
        "channel": draw.some("box", "phone", "Zettel"),
        "subject": draw.title(),
        "unit_id": draw.ref("units"),
        "answered_on": draw.day(empty=0.6),
        "closed_on": draw.day(empty=0.7),
        "measure_id": draw.ref("measures", empty=0.7),
    }


def _thanks(draw: Draw) -> Row:
    return {
        "person_id": draw.ref("people"),
        "task_id": draw.ref("tasks", empty=0.4),
        "kind": draw.one("letter", "Blumen 🌻"),
        "given_on": draw.boundary("person-no-thanks", empty=0),
        "given_by_id": draw.ref("people"),
    }


def _answer(draw: Draw) -> Row:
    return {
        "question_id": draw.ref("questions"),
        "answer": draw.one("yes", "partly", "no"),
        "answered_on": draw.boundary("answer-outdated", empty=0),
        "answered_by_id": draw.ref("people"),
        "comment": draw.text(),
        "evidence": draw.ref("decisions", empty=0.6),
    }
