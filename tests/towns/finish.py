"""The last touches: meta, exact sums, forgotten columns."""

from decimal import Decimal

from tests.towns.draw import UNNAMED, Draw

REQUIRED = {
    "units": ["id", "name", "kind"],
    "places": ["id", "name", "kind", "owner_unit_id"],
    "posts": ["id", "unit_id", "title", "kind"],
    "people": ["id", "given_name", "family_name"],
    "responsibilities": ["id", "unit_id", "title", "kind", "area"],
    "appointments": ["id", "person_id", "target_kind", "target_id", "kind"],
    "tasks": ["id", "title", "unit_id", "area", "kind", "status"],
    "assignments": ["id", "task_id", "person_id", "status"],
    "tandems": ["id", "name", "person_a_id", "person_b_id", "status"],
    "sponsorships": ["id", "person_id", "sponsor_kind", "offer"],
    "budget_pots": ["id", "name", "kind", "decided_by", "pays"],
    "grants": ["id", "pot_id", "title", "applicant_unit_id", "applicant_person_id", "applied_on"],
    "decisions": ["id", "unit_id", "title", "kind", "decided_on"],
    "procedures": ["id", "title", "kind", "unit_id"],
    "measures": ["id", "title", "question_id", "owner_person_id", "status", "created_on"],
    "messages": ["id", "received_on", "kind", "subject", "unit_id"],
    "thanks": ["id", "person_id", "kind", "given_on", "given_by_id"],
    "answers": ["id", "question_id", "answer", "answered_on", "answered_by_id"],
    "rules": ["id", "question_id", "subject_kind", "severity", "title_de", "title_en"],
}
BOUND_TOGETHER = {"rrule": "start", "rule_id": "subject_id", "subject_id": "rule_id", "start": "rrule"}


def meta(draw: Draw) -> None:
    """Describe the town, leave some keys out, or leave meta out."""
    start, end = draw.span(draw.day(400, 800, empty=0), draw.shift(1500))
    known = {
        "town": "Müßig-Ölsnitz",
        "town_id": draw.one("muessig", "U01", "müßig"),
        "ags": "14999010",
        "postal_code": "00123",
        "as_of": draw.on.isoformat(),
        "timezone": "Europe/Berlin",
        "council_term_start": start,
        "council_term_end": end,
        "hinweis": 'Ein "eigener", unbekannter Schlüssel',
    }
    kept = {key: value for key, value in known.items() if key == "town" or draw.chance(0.85)}
    draw.tables["meta"] = [] if draw.chance(0.2) else [{"key": key, "value": kept[key]} for key in kept]
    named = {row["key"]: row["value"] for row in draw.tables["meta"]}
    draw.tables["town"][0]["id"] = named.get("town_id", draw.tables["units"][0]["id"])
    for measure in draw.tables["measures"]:
        measure["subject_id"] = measure["subject_id"].replace(UNNAMED, draw.tables["town"][0]["id"])


def offer_exactly_the_assigned_hours(draw: Draw) -> None:
    """Let some people offer the exact sum of what they do, so that no rounding may make it more."""
    hours = {task["id"]: Decimal(task["hours_per_month"] or 0) for task in draw.tables["tasks"]}
    for person in draw.tables["people"]:
        mine = [
            row for row in draw.tables["assignments"] if row["person_id"] == person["id"] and row["status"] == "active"
        ]
        if mine and draw.chance(0.3):
            person["hours_per_month"] = str(sum((hours[row["task_id"]] for row in mine), Decimal(0)))


def forget_columns(draw: Draw) -> None:
    """Drop one to three optional columns of some files, and the columns that mean nothing without them."""
    for table, required in REQUIRED.items():
        rows = draw.tables[table]
        optional = [column for column in rows[0] if column not in required] if rows else []
        if optional and draw.chance(0.12):
            forgotten = set(draw.dice.sample(optional, min(len(optional), draw.dice.randint(1, 3))))
            forgotten |= {BOUND_TOGETHER[column] for column in forgotten if column in BOUND_TOGETHER} & set(optional)
            draw.tables[table] = [{c: cell for c, cell in row.items() if c not in forgotten} for row in rows]
