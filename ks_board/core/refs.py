"""Refs: what addresses, QR codes and exports call a row; the next free number of the table's letter."""

from functools import cache

from sqlalchemy import Select, func, select

from ks_board.core.db import Base, db

LETTERS = {
    "agreement": "K",
    "answer": "Q",
    "appointment": "A",
    "area": "F",
    "assignment": "G",
    "assignment_entry": "E",
    "call": "AN",
    "decision": "C",
    "gap_decision": "H",
    "grant": "Y",
    "measure": "M",
    "message": "N",
    "offer": "O",
    "person": "P",
    "place": "L",
    "post": "S",
    "pot": "B",
    "procedure": "V",
    "responsibility": "R",
    "rule_action": "J",
    "scenario": "EN",
    "scenario_step": "ES",
    "sponsorship": "X",
    "tandem": "D",
    "task": "T",
    "thanks": "Z",
    "unit": "U",
    "wish": "W",
}
DIGITS = 3


def next_ref(model: type[Base], *, checked: bool = True) -> str:
    """Return the next free ref of a table, such as "G196"; nobody else gets it before this transaction ends.

    It goes on from the newest row, since reading all refs would take longer with each row. Not `checked` saves a
    statement: where an import brought refs out of order it may be taken, and the caller tries again.
    """
    letter = LETTERS[model.__tablename__]
    db.session.flush()
    _wait_for_others(letter)
    newest = db.session.connection().execute(_newest(model)).one_or_none()
    digits = newest.ref.removeprefix(letter) if newest else ""
    if not (digits.isascii() and digits.isdecimal()):
        digits = str(newest.id if newest else 0).zfill(DIGITS)
    number = int(digits) + 1
    while checked and _exists(model, _ref(letter, number, len(digits))):
        number += 1
    return _ref(letter, number, len(digits))


@cache
def _newest(model: type[Base]) -> Select[str, int]:
    table = model.__table__
    return select(table.c.ref, table.c.id).order_by(table.c.id.desc()).limit(1)


def _ref(letter: str, number: int, digits: int) -> str:
    return letter + str(number).zfill(digits)


def _exists(model: type[Base], ref: str) -> bool:
    column = model.__table__.c.ref
    return db.session.scalar(select(column).where(column == ref)) is not None


def _wait_for_others(letter: str) -> None:
    """Let two transactions on PostgreSQL not take the same number; SQLite has one writer anyway."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"ref {letter}"))))
