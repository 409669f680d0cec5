"""The raw rows of a town folder on one day, and the words that RULES.md uses in its conditions.

Dates stay the ISO texts of the files: they compare as texts. An empty text satisfies no comparison.
"""

import copy
import csv
import datetime as dt
import io
from collections import defaultdict
from pathlib import Path

FILES = [
    "meta",
    "areas",
    "questions",
    "rules",
    "units",
    "places",
    "posts",
    "people",
    "responsibilities",
    "appointments",
    "tasks",
    "assignments",
    "tandems",
    "sponsorships",
    "budget_pots",
    "grants",
    "decisions",
    "procedures",
    "measures",
    "messages",
    "thanks",
    "answers",
]
BUILT_IN = ("areas", "questions", "rules")


class Row(dict[str, str]):
    """A row of a file; a column that the file lacks is empty."""

    def __missing__(self, column: str) -> str:
        return ""

    def list(self, column: str) -> list[str]:
        """Return the texts of a list cell."""
        return [text.strip() for text in self[column].split(";") if text.strip()]


def read_rows(path: Path) -> list[Row]:
    """Read one CSV file: UTF-8 with or without BOM or cp1252, comma or semicolon; a missing file has no rows."""
    if not path.exists():
        return []
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    header = text.splitlines()[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    lines = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [Row({column: (cell or "").strip() for column, cell in line.items() if column}) for line in lines]


class Town:
    """A town folder on the day `on`; the people in *without* left the day before."""

    on: str

    def __init__(self, tables: dict[str, list[Row]], built_in_rules: list[Row]) -> None:
        self.tables = tables
        self.built_in_rules = {row["id"]: row for row in built_in_rules}
        self.index: dict[tuple[str, str], dict[str, list[Row]]] = {}
        self.gone: dict[str, str] = {}

    @classmethod
    def read(cls, folder: Path, pack: Path) -> "Town":
        """Read all files; a missing file of the pack is the built-in one."""
        sources = {
            name: pack if name in BUILT_IN and not (folder / f"{name}.csv").exists() else folder for name in FILES
        }
        tables = {name: read_rows(source / f"{name}.csv") for name, source in sources.items()}
        return cls(tables, read_rows(pack / "rules.csv"))

    def at(self, on: dt.date, without: frozenset[str]) -> "Town":
        """Return the same town on the day `on`, with the people in `without` gone the day before."""
        town = copy.copy(self)
        town.on = on.isoformat()
        town.gone = dict.fromkeys(without, (on - dt.timedelta(days=1)).isoformat())
        return town

    def on_day(self, day: str) -> "Town":
        """Return the same town, with the same people gone on the same day, on another day."""
        town = copy.copy(self)
        town.on = day
        return town

    # Rows

    def rows(self, table: str) -> list[Row]:
        """Return all rows of a file; the table "town" has the town as its one row."""
        return [Row(id=self.town_id())] if table == "town" else self.tables[table]

    def where(self, table: str, column: str, value: str) -> list[Row]:
        """Return the rows whose `column` is `value`."""
        if (table, column) not in self.index:
            groups: dict[str, list[Row]] = defaultdict(list)
            for row in self.tables[table]:
                groups[row[column]].append(row)
            self.index[table, column] = groups
        return self.index[table, column].get(value, [])

    def get(self, table: str, row_id: str) -> Row:
        """Return the row with this id."""
        (row,) = self.where(table, "id", row_id)
        return row

    def meta(self, key: str) -> str:
        """Return a value of meta.csv, empty if the key is missing."""
        return next((row["value"] for row in self.where("meta", "key", key)), "")

    def town_id(self) -> str:
        """Return the town's id from meta, else the id of the root of kind town."""
        roots = [row["id"] for row in self.tables["units"] if row["kind"] == "town" and not row["parent_id"]]
        return self.meta("town_id") or roots[0]

    def rule(self, rule_id: str) -> Row:
        """Return the town's row of a rule; a missing row is the built-in one."""
        return next(iter(self.where("rules", "id", rule_id)), self.built_in_rules[rule_id])

    def threshold(self, rule_id: str) -> int:
        """Return the threshold of a rule: the town's, else the built-in one; 0 for rules without."""
        built_in = self.built_in_rules[rule_id]["threshold_days"]
        return int(self.rule(rule_id)["threshold_days"] or built_in or 0)

    # Days

    def ahead(self, days: int) -> str:
        """Return the day `days` after *on*."""
        return (dt.date.fromisoformat(self.on) + dt.timedelta(days=days)).isoformat()

    def at_least_ago(self, day: str, days: int) -> bool:
        """Tell whether `day` is known and at least `days` days ago."""
        return bool(day) and day <= self.ahead(-days)

    def more_than_ago(self, day: str, days: int) -> bool:
        """Tell whether `day` is known and more than `days` days ago."""
        return bool(day) and day < self.ahead(-days)

    def in_force(self, first: str, last: str) -> bool:
        """Tell whether *on* lies between `first` and `last`, both included, both possibly open."""
        return (not first or first <= self.on) and (not last or last >= self.on)

    # People, units, tasks

    def has_left(self, person_id: str) -> bool:
        """Tell whether the person left by *on*, or is treated as if."""
        left_on = self.get("people", person_id)["left_on"]
        gone_on = self.gone.get(person_id, "")
        return bool(left_on and left_on <= self.on) or bool(gone_on and gone_on <= self.on)

    def unit_in_force(self, unit_id: str) -> bool:
        """Tell whether the unit is in force."""
        unit = self.get("units", unit_id)
        return self.in_force(unit["valid_from"], unit["valid_until"])

    def appointment_in_force(self, appointment: Row) -> bool:
        """Tell whether an appointment, and the unit of its post or responsibility, is in force."""
        table = "posts" if appointment["target_kind"] == "post" else "responsibilities"
        target = self.get(table, appointment["target_id"])
        return self.unit_in_force(target["unit_id"]) and self.in_force(appointment["from"], appointment["until"])

    def is_current(self, appointment: Row) -> bool:
        """Tell whether an appointment is in force and its person has not left."""
        return self.appointment_in_force(appointment) and not self.has_left(appointment["person_id"])

    def current(self, target_kind: str, target: Row, kind: str) -> list[Row]:
        """Return the current appointments of one kind to a post or responsibility."""
        entries = self.where("appointments", "target_id", target["id"])
        return [
            row for row in entries if (row["target_kind"], row["kind"]) == (target_kind, kind) and self.is_current(row)
        ]

    def is_live_assignment(self, assignment: Row) -> bool:
        """Tell whether an assignment is active, in force, and its person has not left."""
        active = assignment["status"] in ("active", "seeking_stand_in")
        in_force = self.in_force(assignment["from"], assignment["until"])
        return active and in_force and not self.has_left(assignment["person_id"])

    def live_assignments(self, column: str, row_id: str) -> list[Row]:
        """Return the live assignments of a task or of a person."""
        return [row for row in self.where("assignments", column, row_id) if self.is_live_assignment(row)]
