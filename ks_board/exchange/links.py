"""Check what rows say about each other: references, the unit tree, subjects of measures."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from ks_board.exchange.cells import Value, nearest
from ks_board.exchange.files import file_of
from ks_board.exchange.problems import Problems
from ks_board.exchange.settings import TOWN_ID, roots_of
from ks_board.exchange.tables import TownTable
from ks_board.gaps.models import SubjectKind

MOST_HINTS = 20
Tables = dict[str, TownTable]


def check_links(tables: Tables, problems: Problems) -> None:
    """Note every fault between rows."""
    for table in tables.values():
        for position, target in table.file.references:
            check_references(table, position, tables[target], problems)
    _check_targets(tables, problems)
    _check_pots(tables, problems)
    _check_subjects(tables, problems)
    _check_tree(tables["units"], problems)


def check_references(table: TownTable, position: int, target: TownTable, problems: Problems) -> None:
    """Note every cell of a column that names no row of the target."""
    if not target.readable:
        return
    column, known = table.file.columns[position].name, target.rows
    for ref, row in table.rows.items():
        value = row[position]
        if value is not None and value not in known and not _is_kept(table, ref, position):
            table.note(problems, ref, column, _missing(problems, target, value))


def _is_kept(table: TownTable, ref: str, position: int) -> bool:
    """Tell whether a cell comes from the database, whose references are right."""
    return position in table.absent and ref in table.kept


def _missing(problems: Problems, target: TownTable, value: Value) -> str:
    file, text = target.file.filename, str(value)
    # Looking for the nearest id takes a while; who has that many faults needs no more of it.
    if problems.counts.total() < MOST_HINTS and (meant := nearest(text, list(target.rows))):
        return _("„%(ref)s“ gibt es in %(file)s nicht. Meinten Sie „%(meant)s“?", ref=text, file=file, meant=meant)
    return _("„%(ref)s“ gibt es in %(file)s nicht.", ref=text, file=file)


def _check_targets(tables: Tables, problems: Problems) -> None:
    table = tables["appointments"]
    for ref, (kind, target) in table.cells("target_kind", "target_id"):
        if kind is None or target is None:
            continue
        file = tables[file_of(str(kind)).name]
        if file.readable and target not in file.rows:
            table.note(problems, ref, "target_id", _missing(problems, file, target))


def _check_pots(tables: Tables, problems: Problems) -> None:
    table, pots = tables["tasks"], tables["budget_pots"]
    position = table.file.position["pot_ids"]
    for ref, (refs,) in table.cells("pot_ids"):
        if pots.readable and not _is_kept(table, ref, position):
            for pot in _texts(refs):
                if pot not in pots.rows:
                    table.note(problems, ref, "pot_ids", _missing(problems, pots, pot))


def _texts(value: Value) -> Iterable[str]:
    return value if isinstance(value, tuple) else ()


def _check_subjects(tables: Tables, problems: Problems) -> None:
    """A measure names the rule and the subject of its gap, or neither; a decision on a gap and an offer name both."""
    for name in ("measures", "gap_decisions", "offers"):
        _check_subjects_of(tables[name], tables, problems)


def _check_subjects_of(table: TownTable, tables: Tables, problems: Problems) -> None:
    rules = tables["rules"]
    kind_at = rules.file.position["subject_kind"]
    for ref, (rule, subject) in table.cells("rule_id", "subject_id"):
        if rule in rules.rows and subject is None:
            table.note(problems, ref, "subject_id", _("Zu einer Regel gehört auch, worum es geht."))
        elif rule is None and subject is not None:
            table.note(problems, ref, "rule_id", _("Zu einem „worum“ gehört auch die Regel."))
        elif rule in rules.rows and (
            fault := _subject_fault(problems, tables, rules.rows[str(rule)][kind_at], str(subject))
        ):
            table.note(problems, ref, "subject_id", fault)


def _subject_fault(problems: Problems, tables: Tables, kind: Value, subject: str) -> str | None:
    if kind == SubjectKind.TOWN:
        town = tables["meta"].rows.get(TOWN_ID)
        if town is None or town[1] == subject:
            return None
        return _("„%(ref)s“ ist nicht die Stadt. Richtig ist „%(right)s“.", ref=subject, right=town[1])
    if kind is None:
        return None
    table = tables[file_of(str(kind)).name]
    return _missing(problems, table, subject) if table.readable and subject not in table.rows else None


def _check_tree(units: TownTable, problems: Problems) -> None:
    if not units.readable:
        return
    roots = roots_of(units.rows)
    if not roots and units.sound:
        text = _("Genau eine Einheit muss die Stadt sein: kind = town, parent_id leer. Hier gibt es keine.")
        problems.add(units.file.filename, text)
    for ref in roots[1:]:
        units.note(
            problems, ref, "kind", _("Nur eine Einheit darf die Stadt sein. Das ist schon „%(ref)s“.", ref=roots[0])
        )
    for ref in _in_cycles({ref: parent for ref, (parent,) in units.cells("parent_id")}):
        units.note(
            problems, ref, "parent_id", _("Die Einheit liegt unter sich selbst. Die Einheiten drehen sich im Kreis.")
        )


def _in_cycles(parents: dict[str, Value]) -> Iterator[str]:
    """Yield one unit of each cycle."""
    done: set[Value] = set()
    for unit in parents:
        path: dict[Value, None] = {}
        step: Value = unit
        while step in parents and step not in done and step not in path:
            path[step] = None
            step = parents[str(step)]
        if step in path:
            yield str(step)
        done |= path.keys()
