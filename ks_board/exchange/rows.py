"""Check what the cells of one row say about each other: spans of days, schedules, rules of the built-in pack."""

import re
from datetime import datetime

from flask_babel import gettext as _

from ks_board.exchange.cells import Value, nearest
from ks_board.exchange.files import SPANS
from ks_board.exchange.problems import Problems
from ks_board.exchange.tables import TownTable
from ks_board.tasks.models import TaskKind
from ks_board.tasks.recurrence import RuleError, fits, parse

Tables = dict[str, TownTable]
_OWN_RULE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_rows(tables: Tables, built_in_rules: TownTable, problems: Problems) -> None:
    """Note every fault inside rows."""
    for table in tables.values():
        for first, last in SPANS:
            if first in table.file.position and last in table.file.position:
                _check_span(table, first, last, problems)
    _check_schedules(tables["tasks"], problems)
    check_rules(tables["rules"], built_in_rules, problems)


def _check_span(table: TownTable, first: str, last: str, problems: Problems) -> None:
    for ref, (begin, end) in table.cells(first, last):
        if begin is not None and end is not None and str(begin) > str(end):
            table.note(problems, ref, last, _("Das Ende %(end)s liegt vor dem Anfang %(begin)s.", end=end, begin=begin))


def _check_schedules(tasks: TownTable, problems: Problems) -> None:
    for ref, (kind, start, rrule) in tasks.cells("kind", "start", "rrule"):
        if not isinstance(rrule, str):
            continue
        if fault := rrule_fault(kind, rrule):
            tasks.note(problems, ref, "rrule", fault)
        elif not isinstance(start, datetime):
            tasks.warn(problems, ref, "start", _("Ohne Anfang hat die Regel in rrule keinen Termin."))
        elif not fits(start, rrule):
            tasks.warn(problems, ref, "start", _("Der Anfang %(start)s passt nicht zur Regel in rrule.", start=start))


def rrule_fault(kind: Value, rrule: str) -> str | None:
    """Return what is wrong with a recurrence rule; None if nothing is."""
    if kind is TaskKind.SINGLE:
        return _("Eine Regel geht nur mit kind = recurring.")
    try:
        parse(rrule)
    except RuleError as error:
        return str(error)
    return None


def check_rules(rules: TownTable, built_in: TownTable, problems: Problems) -> None:
    """Note rules that ask no condition of the built-in pack, or not as it is."""
    for ref, (kind, condition) in rules.cells("subject_kind", "condition"):
        asked = str(condition or ref)
        if asked not in built_in.rows:
            rules.note(problems, ref, "condition" if condition else "id", _unknown_rule(asked, built_in))
            continue
        if fault := _own_fault(ref, asked, built_in):
            rules.note(problems, ref, *fault)
        right = built_in.rows[asked][built_in.file.position["subject_kind"]]
        if kind is not None and kind != right:
            rules.note(problems, ref, "subject_kind", _("Bei dieser Regel muss hier „%(kind)s“ stehen.", kind=right))


def _own_fault(ref: str, asked: str, built_in: TownTable) -> tuple[str, str] | None:
    """Return column and sentence if a rule of the town's own is not named as it should be."""
    if ref in built_in.rows and ref != asked:
        return "condition", _("Diese Regel ist eingebaut. Ihre Bedingung lässt sich nicht ändern.")
    if ref not in built_in.rows and not _OWN_RULE.fullmatch(ref):
        return "id", _("Die id einer eigenen Regel besteht aus kleinen Buchstaben, Ziffern und -.")
    return None


def _unknown_rule(ref: str, built_in: TownTable) -> str:
    if meant := nearest(ref, list(built_in.rows)):
        return _("Die Regel „%(ref)s“ gibt es nicht. Meinten Sie „%(meant)s“?", ref=ref, meant=meant)
    return _("Die Regel „%(ref)s“ gibt es nicht.", ref=ref)
