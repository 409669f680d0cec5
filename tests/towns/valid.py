"""A naive check of the rules of a valid town folder: ids, references, spans, the unit tree."""

from pathlib import Path

from tests.gaps.recount import PACK
from tests.gaps.recount.registry import KINDS
from tests.gaps.recount.town import Row, Town

REFERENCES = {
    "rules": {"question_id": "questions"},
    "units": {"parent_id": "units", "place_id": "places"},
    "places": {"district_unit_id": "units", "owner_unit_id": "units", "keeper_person_id": "people"},
    "posts": {"unit_id": "units", "pot_id": "budget_pots"},
    "responsibilities": {"unit_id": "units", "area": "areas", "procedure_id": "procedures"},
    "appointments": {"person_id": "people"},
    "tasks": {
        "unit_id": "units",
        "area": "areas",
        "contact_person_id": "people",
        "responsibility_id": "responsibilities",
        "place_id": "places",
    },
    "assignments": {"task_id": "tasks", "person_id": "people"},
    "tandems": {"task_id": "tasks", "person_a_id": "people", "person_b_id": "people"},
    "sponsorships": {"person_id": "people", "tandem_id": "tandems"},
    "grants": {
        "pot_id": "budget_pots",
        "applicant_unit_id": "units",
        "applicant_person_id": "people",
        "task_id": "tasks",
    },
    "decisions": {"unit_id": "units"},
    "procedures": {"unit_id": "units"},
    "measures": {"question_id": "questions", "owner_person_id": "people", "rule_id": "rules"},
    "messages": {"unit_id": "units", "measure_id": "measures"},
    "thanks": {"person_id": "people", "task_id": "tasks", "given_by_id": "people"},
    "answers": {"question_id": "questions", "answered_by_id": "people"},
}
SPANS = [("from", "until"), ("start", "end"), ("valid_from", "valid_until"), ("apply_from", "apply_until")]
TABLES = {kind: table for table, kind in KINDS.items()}


def faults(folder: Path) -> list[str]:
    """Return what is wrong with a town folder; nothing if it is valid."""
    town = Town.read(folder, PACK)
    found = [*_doubled_ids(town), *_broken_references(town), *_broken_subjects(town), *_wrong_spans(town)]
    roots = [unit["id"] for unit in town.rows("units") if unit["kind"] == "town" and not unit["parent_id"]]
    return [*found, *_cycles(town), *([] if len(roots) == 1 else [f"units: {len(roots)} roots of kind town"])]


def _doubled_ids(town: Town) -> list[str]:
    tables = [name for name in town.tables if name != "meta"]
    return [name for name in tables if len({row["id"] for row in town.rows(name)}) < len(town.rows(name))]


def _broken_references(town: Town) -> list[str]:
    return [
        f"{table} {row['id']}: {column} {row[column]}"
        for table, columns in REFERENCES.items()
        for row in town.rows(table)
        for column, target in columns.items()
        if row[column] not in ("", "*") and not town.where(target, "id", row[column])
    ]


def _broken_subjects(town: Town) -> list[str]:
    found = []
    for row in town.rows("appointments"):
        found += _missing(town, TABLES[row["target_kind"]], row["target_id"])
    for row in town.rows("tasks"):
        found += [fault for pot in row.list("pot_ids") for fault in _missing(town, "budget_pots", pot)]
    for row in town.rows("measures"):
        if row["rule_id"]:
            found += _missing(town, TABLES[town.rule(row["rule_id"])["subject_kind"]], row["subject_id"])
    return found


def _missing(town: Town, table: str, row_id: str) -> list[str]:
    known = [town.town_id()] if table == "town" else [row["id"] for row in town.where(table, "id", row_id)]
    return [] if row_id in known else [f"no row {row_id!r} in {table}"]


def _wrong_spans(town: Town) -> list[str]:
    rows: list[Row] = [row for name in town.tables for row in town.rows(name)]
    return [f"{row['id']}: {a} > {b}" for row in rows for a, b in SPANS if row[a] and row[b] and row[a] > row[b]]


def _cycles(town: Town) -> list[str]:
    parents = {unit["id"]: unit["parent_id"] for unit in town.rows("units")}
    found = []
    for unit in parents:
        path = [unit]
        while path[-1] and path[-1] not in path[:-1]:
            path.append(parents[path[-1]])
        found += [f"cycle at {unit}"] if path[-1] else []
    return found
