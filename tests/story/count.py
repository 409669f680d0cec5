"""Count everything again, in plain Python over the rows of the town's CSV files, without the board's own code."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tests.gaps.recount import Gap, recount_town
from tests.gaps.recount.town import Town

NOBODY: frozenset[str] = frozenset()
WITHOUT_HOLDER = ("post-vacant", "responsibility-no-holder")


@dataclass(frozen=True, order=True)
class Life:
    """A gap from the day it opened to the day on which it was there no more."""

    closed: date
    gap: Gap
    opened: date
    known: bool
    """Is it known when it opened?"""


def gaps_at(town: Town, day: date, without: frozenset[str] = NOBODY, *, fold: bool = True) -> set[Gap]:
    """Return the gaps of a day, without vacancies of branches into which nobody was ever entered."""
    found = recount_town(town.at(day, without))
    return {gap for gap in found if not (fold and gap[0] in WITHOUT_HOLDER and _is_of_empty_branch(town, gap))}


def _is_of_empty_branch(town: Town, gap: Gap) -> bool:
    seat = town.get("posts" if gap[1] == "post" else "responsibilities", gap[2])
    return _root(town, seat["unit_id"]) not in {_root(town, unit) for unit in _units_with_people(town)}


def _units_with_people(town: Town) -> set[str]:
    tables = {"post": "posts", "responsibility": "responsibilities"}
    return {town.get(tables[row["target_kind"]], row["target_id"])["unit_id"] for row in town.rows("appointments")}


def _root(town: Town, unit: str) -> str:
    above = town.get("units", unit)["parent_id"]
    return _root(town, above) if above else unit


def severity(town: Town, gap: Gap) -> int:
    """Return how urgent a gap is."""
    return int(town.rule(gap[0])["severity"])


def by_question(town: Town, gaps: Iterable[Gap]) -> dict[str, Counter[int]]:
    """Count gaps by question and urgency."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for gap in gaps:
        counts[gap[3]][severity(town, gap)] += 1
    return dict(counts)


def lives(ledger: Mapping[date, set[Gap]], since: Mapping[Gap, date | None]) -> list[Life]:
    """Return the gaps that closed; `since`: when those of the first day had opened, as far as known."""
    first, *others = sorted(ledger)
    opened = {gap: (since[gap] or first, since[gap] is not None) for gap in ledger[first]}
    found = []
    for day in others:
        found += [Life(day, gap, *opened.pop(gap)) for gap in opened.keys() - ledger[day]]
        opened |= dict.fromkeys(ledger[day] - opened.keys(), (day, True))
    return sorted(found)


def volunteers(town: Town, day: date) -> int:
    """Count the people who help on a day."""
    there = town.at(day, NOBODY)
    helped = [row for row in there.rows("assignments") if row["status"] in {"active", "seeking_stand_in", "ended"}]
    now = [row for row in helped if there.in_force(row["from"], row["until"]) and not there.has_left(row["person_id"])]
    return len({row["person_id"] for row in now if row["status"] != "ended" or row["until"]})


def deeds(town: Town, first: date, last: date) -> int:
    """Count what came to its end between two days."""
    ends = [
        *(row["finished_on"] for row in town.rows("tasks") if row["status"] in {"done", "stopped"}),
        *(row["done_on"] for row in town.rows("measures") if row["status"] in {"done", "stopped"}),
        *(row["end"] for row in town.rows("tandems") if row["status"] == "ended"),
    ]
    return sum(_between(day, first, last) for day in ends)


def thanks(town: Town, first: date, last: date) -> int:
    """Count how often thanks were said."""
    return sum(_between(row["given_on"], first, last) for row in town.rows("thanks"))


def granted(town: Town, first: date, last: date) -> tuple[float, float]:
    """Return the euros granted, and how many of them were decided in town."""
    yes = [row for row in town.rows("grants") if row["decision"] == "yes" and _between(row["decided_on"], first, last)]
    local = [row for row in yes if town.get("budget_pots", row["pot_id"])["decided_by"] in {"town", "association"}]
    return sum(float(row["amount_eur"]) for row in yes), sum(float(row["amount_eur"]) for row in local)


def coming(town: Town, day: date) -> Counter[tuple[str, str]]:
    """Return what is known to come in twelve months, as day and id."""
    last = day.replace(year=day.year + 1)
    there = [(one, ref) for one, ref in _all_that_comes(town.at(day, NOBODY)) if _between(one, day, last)]
    return Counter(there)


def _all_that_comes(town: Town) -> Iterable[tuple[str, str]]:
    for row in town.rows("appointments"):
        if not town.has_left(row["person_id"]):
            yield from ((row[name], row["target_id"]) for name in ("from", "until"))
    yield from ((row[name], row["id"]) for row in town.rows("units") for name in ("valid_from", "valid_until"))
    yield from ((row[name], row["id"]) for row in town.rows("budget_pots") for name in ("valid_until", "apply_until"))
    yield from ((row["report_due_on"], row["id"]) for row in town.rows("grants") if not row["report_on"])
    yield from ((row["left_on"], row["id"]) for row in town.rows("people"))
    yield from ((row["due_on"], row["id"]) for row in town.rows("measures") if row["status"] in {"open", "waiting"})
    yield from _procedures(town)
    yield from _answers(town)
    for row in town.rows("assignments"):
        if row["status"] in {"active", "seeking_stand_in"} and not town.has_left(row["person_id"]):
            yield row["until"], row["task_id"]
    yield town.meta("council_term_end"), ""


def _procedures(town: Town) -> Iterable[tuple[str, str]]:
    for row in town.rows("procedures"):
        if row["kind"] == "exchange":
            yield row["next_on"], row["id"]
        elif row["last_reviewed_on"]:
            yield _later(row["last_reviewed_on"], town.threshold("procedure-stale")), row["id"]


def _answers(town: Town) -> Iterable[tuple[str, str]]:
    newest: dict[str, str] = {}
    for row in town.rows("answers"):
        newest[row["question_id"]] = max(newest.get(row["question_id"], ""), row["answered_on"])
    return [(_later(day, town.threshold("answer-outdated")), question) for question, day in newest.items()]


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _between(day: str, first: date, last: date) -> bool:
    return bool(day) and first <= date.fromisoformat(day) <= last
