"""Write a town many times over, for measuring: N times the rows, still one town.

Copy 1 is the town itself. Every further copy has its own ids (`U07-2`), people with other names, and stands in the
organigram as an office under the one root of kind town; its other roots stay roots. Days are not varied: each copy has
exactly the gaps of the original, except those about the town and about questions, which exist once. So gaps grow
linearly.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ks_board.exchange.demo_files import (
    PACK,
    REFERENCES,
    SHARED_FILES,
    Row,
    columns_of,
    copy_files,
    files_in,
    read_rows,
    write_rows,
)

NUMBERED = {"units": "name", "places": "name", "tandems": "name", "tasks": "title", "budget_pots": "name"}
"""Names that get the copy's number, so that lists can be told apart."""


def scale_folder(source: Path, target: Path, copies: int, *, seed: int = 1) -> int:
    """Write `copies` times the rows of a town into an existing folder and return how many; 1 copies the bytes."""
    if copies == 1:
        copy_files(source, target)
        return sum(len(read_rows(source / f"{name}.csv")) for name in files_in(source))
    copier = _Copier.of(source, seed)
    written = 0
    for name in files_in(source):
        file = source / f"{name}.csv"
        rows = _all_rows(copier, name, read_rows(file), 1 if name in SHARED_FILES else copies)
        written += write_rows(target / file.name, columns_of(file), rows)
    return written


def _all_rows(copier: "_Copier", name: str, rows: list[Row], copies: int) -> Iterator[Row]:
    yield from rows
    for number in range(2, copies + 1):
        dice = random.Random(f"{copier.seed}-{number}")  # noqa: S311 - a repeatable town, not a secret.
        yield from (copier.copy(name, row, number, dice) for row in rows)


@dataclass(frozen=True)
class _Copier:
    """What a copied row may need to know about the whole town."""

    seed: int
    given_names: dict[str, list[str]]
    """By form of address, so that "Frau" keeps a fitting name."""
    family_names: list[str]
    shared_rules: frozenset[str]
    """Rules about what is not copied: the town and the questions."""

    @classmethod
    def of(cls, folder: Path, seed: int) -> "_Copier":
        given_names: dict[str, list[str]] = defaultdict(list)
        people = read_rows(folder / "people.csv")
        for person in people:
            given_names[person.get("form_of_address", "")].append(person["given_name"])
        rules = read_rows(folder / "rules.csv") or read_rows(PACK / "rules.csv")
        shared = frozenset(rule["id"] for rule in rules if rule["subject_kind"] in ("town", "question"))
        return cls(seed, given_names, [person["family_name"] for person in people], shared)

    def copy(self, name: str, row: Row, number: int, dice: random.Random) -> Row:
        """Return the row with the ids, names and place in the town of copy `number`."""
        copy = {**row, "id": f"{row['id']}-{number}"}
        for column in REFERENCES.get(name, ()):
            if row.get(column):
                copy[column] = _renumber(row[column], number)
        if name in NUMBERED:
            copy[NUMBERED[name]] += f" {number}"
        return copy | self._change(name, row, number, dice)

    def _change(self, name: str, row: Row, number: int, dice: random.Random) -> Row:
        match name:
            case "units" if row["kind"] == "town" and not row.get("parent_id"):
                return {"kind": "office", "parent_id": row["id"]}
            case "people":
                return self._other_person(row, number, dice)
            case "measures" if row.get("subject_id") and row["rule_id"] not in self.shared_rules:
                return {"subject_id": _renumber(row["subject_id"], number)}
        return {}

    def _other_person(self, row: Row, number: int, dice: random.Random) -> Row:
        names = {
            "given_name": dice.choice(self.given_names[row.get("form_of_address", "")]),
            "family_name": dice.choice(self.family_names),
        }
        mailbox, at, domain = row.get("email", "").partition("@")
        return names | ({"email": f"{mailbox}-{number}@{domain}"} if at else {})


def _renumber(cell: str, number: int) -> str:
    """Return the id, or the list of ids, of the copy."""
    return ";".join(f"{row_id.strip()}-{number}" for row_id in cell.split(";") if row_id.strip())
