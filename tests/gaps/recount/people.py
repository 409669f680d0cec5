"""Conditions about people and their assignments."""

from decimal import Decimal

from tests.gaps.recount.registry import rule
from tests.gaps.recount.town import Row, Town


def five_years_before(day: str) -> str:
    """Return the same calendar day five years earlier; 29 February counts back to 28 February."""
    year, month_and_day = int(day[:4]) - 5, day[4:]
    # Of two years five apart at most one is a leap year.
    return f"{year}{month_and_day}".replace("-02-29", "-02-28")


@rule("certificate-missing", "assignments")
def certificate_missing(t: Town, assignment: Row, _n: int) -> bool:
    required = t.get("tasks", assignment["task_id"])["certificate_required"] == "1"
    seen_on = t.get("people", assignment["person_id"])["certificate_seen_on"]
    return t.is_live_assignment(assignment) and required and (not seen_on or seen_on < five_years_before(t.on))


@rule("person-no-channel", "people")
def person_no_channel(t: Town, person: Row, _n: int) -> bool:
    return bool(t.live_assignments("person_id", person["id"])) and not person["email"] and not person["phone"]


@rule("person-no-thanks", "people")
def person_no_thanks(t: Town, person: Row, n: int) -> bool:
    live = t.live_assignments("person_id", person["id"])
    long_in = any(t.at_least_ago(assignment["from"], n) for assignment in live)
    thanked = any(row["given_on"] >= t.ahead(-n) for row in t.where("thanks", "person_id", person["id"]))
    return long_in and not thanked


@rule("person-overloaded", "people")
def person_overloaded(t: Town, person: Row, _n: int) -> bool:
    tasks = [t.get("tasks", row["task_id"]) for row in t.live_assignments("person_id", person["id"])]
    assigned = sum((Decimal(task["hours_per_month"] or 0) for task in tasks), Decimal(0))
    return bool(person["hours_per_month"]) and assigned > Decimal(person["hours_per_month"])


@rule("diaspora-not-asked", "people")
def diaspora_not_asked(t: Town, person: Row, n: int) -> bool:
    here = person["residence"] == "diaspora" and not t.has_left(person["id"])
    willing = person["consent_contact"] == "1" and t.at_least_ago(person["joined_on"], n)
    tandems = t.where("tandems", "person_a_id", person["id"]) + t.where("tandems", "person_b_id", person["id"])
    in_tandem = any(tandem["status"] == "active" for tandem in tandems)
    return here and willing and not t.live_assignments("person_id", person["id"]) and not in_tandem
