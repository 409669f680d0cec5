"""Reading and writing the demo town's CSV files row by row: UTF-8, comma, LF, as `ks-board export` writes them.

Which cells hold days and which hold ids of other files is declared here once, after the types in the town folder's
schema.
"""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

PACK = Path(__file__).parents[1] / "data" / "pack"
"""The built-in areas, questions and rules, for towns that bring none of their own."""
Row = dict[str, str]

FILES = (
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
)
SHARED_FILES = frozenset({"meta", "areas", "questions", "rules"})
"""What a town has once, however many rows it has of everything else."""

DATES: dict[str, tuple[str, ...]] = {
    "units": ("valid_from", "valid_until", "confirmed_on"),
    "posts": ("funded_until",),
    "people": ("certificate_issued_on", "certificate_seen_on", "joined_on", "left_on"),
    "appointments": ("from", "until", "confirmed_on"),
    "tasks": ("published_on", "finished_on"),
    "assignments": ("from", "until"),
    "tandems": ("start", "end", "agreed_on", "last_contact_on"),
    "sponsorships": ("from", "until", "last_contact_on"),
    "budget_pots": ("valid_from", "valid_until", "apply_from", "apply_until"),
    "grants": ("applied_on", "decided_on", "paid_on", "report_due_on", "report_on"),
    "decisions": ("decided_on", "valid_until"),
    "procedures": ("last_reviewed_on", "next_on"),
    "measures": ("created_on", "due_on", "waiting_since", "done_on"),
    "messages": ("received_on", "answered_on", "closed_on"),
    "thanks": ("given_on",),
    "answers": ("answered_on",),
}
META_DATES = frozenset({"as_of", "council_term_start", "council_term_end"})

REFERENCES: dict[str, tuple[str, ...]] = {
    "units": ("parent_id", "place_id"),
    "places": ("district_unit_id", "owner_unit_id", "keeper_person_id"),
    "posts": ("unit_id", "pot_id"),
    "responsibilities": ("unit_id", "procedure_id"),
    "appointments": ("person_id", "target_id"),
    "tasks": ("unit_id", "contact_person_id", "responsibility_id", "place_id", "pot_ids"),
    "assignments": ("task_id", "person_id"),
    "tandems": ("task_id", "person_a_id", "person_b_id"),
    "sponsorships": ("person_id", "tandem_id"),
    "grants": ("pot_id", "applicant_unit_id", "applicant_person_id", "task_id"),
    "decisions": ("unit_id",),
    "procedures": ("unit_id",),
    "measures": ("owner_person_id",),
    "messages": ("unit_id", "measure_id"),
    "thanks": ("person_id", "task_id", "given_by_id"),
    "answers": ("answered_by_id",),
}
"""Columns with an id, or a list of ids, of a file that is not shared."""


def read_rows(file: Path) -> list[Row]:
    """Return the rows of a CSV file; none if it is missing."""
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def write_rows(file: Path, columns: Iterable[str], rows: Iterable[Row]) -> int:
    """Write rows as they come and return their number."""
    written = 0
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(columns), lineterminator="\n")
        writer.writeheader()
        for written, row in enumerate(rows, start=1):  # noqa: B007 - the last number is the count.
            writer.writerow(row)
    return written


def files_in(folder: Path) -> Iterator[str]:
    """Yield the names of the town files that a folder holds, in their fixed order."""
    return (name for name in FILES if (folder / f"{name}.csv").is_file())


def copy_files(source: Path, target: Path) -> None:
    """Copy the town files byte by byte."""
    for name in files_in(source):
        (target / f"{name}.csv").write_bytes((source / f"{name}.csv").read_bytes())


def columns_of(file: Path) -> list[str]:
    """Return the header of a CSV file."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return next(csv.reader(lines))
