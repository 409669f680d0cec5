"""Conditions about the town, posts, responsibilities, appointments, units, places, pots and questions."""

from tests.gaps.recount.registry import rule
from tests.gaps.recount.town import Row, Town

REACHABLE = ("office", "section", "facility", "staff", "coordination", "district", "association", "initiative")


def _valid_decisions(t: Town, kind: str) -> list[Row]:
    decisions = t.where("decisions", "kind", kind)
    return [row for row in decisions if row["decided_on"] <= t.on and t.in_force("", row["valid_until"])]


@rule("enabling-decision-missing", "town")
def enabling_decision_missing(t: Town, _town: Row, _n: int) -> bool:
    start = t.meta("council_term_start")
    return not start or not any(row["decided_on"] >= start for row in _valid_decisions(t, "enabling"))


@rule("consensus-paper-missing", "town")
def consensus_paper_missing(t: Town, _town: Row, _n: int) -> bool:
    return not _valid_decisions(t, "consensus")


@rule("post-vacant", "posts")
def post_vacant(t: Town, post: Row, _n: int) -> bool:
    return t.unit_in_force(post["unit_id"]) and not t.current("post", post, "lead")


@rule("post-incomplete", "posts")
def post_incomplete(t: Town, post: Row, _n: int) -> bool:
    incomplete = not post["hours_per_week"] or not post.list("competences") or not post.list("authority")
    return t.unit_in_force(post["unit_id"]) and post["kind"] == "professional" and incomplete


@rule("post-funding-ends", "posts")
def post_funding_ends(t: Town, post: Row, n: int) -> bool:
    ends = bool(post["funded_until"]) and post["funded_until"] <= t.ahead(n)
    return t.unit_in_force(post["unit_id"]) and ends


@rule("responsibility-no-holder", "responsibilities")
def responsibility_no_holder(t: Town, duty: Row, _n: int) -> bool:
    return t.unit_in_force(duty["unit_id"]) and not t.current("responsibility", duty, "lead")


@rule("responsibility-no-deputy", "responsibilities")
def responsibility_no_deputy(t: Town, duty: Row, _n: int) -> bool:
    has_lead = bool(t.current("responsibility", duty, "lead"))
    return t.unit_in_force(duty["unit_id"]) and has_lead and not t.current("responsibility", duty, "deputy")


@rule("responsibility-two-leads", "responsibilities")
def responsibility_two_leads(t: Town, duty: Row, _n: int) -> bool:
    return t.unit_in_force(duty["unit_id"]) and len(t.current("responsibility", duty, "lead")) > 1


@rule("appointment-person-left", "appointments")
def appointment_person_left(t: Town, appointment: Row, _n: int) -> bool:
    return t.appointment_in_force(appointment) and t.has_left(appointment["person_id"])


@rule("appointment-unconfirmed", "appointments")
def appointment_unconfirmed(t: Town, appointment: Row, n: int) -> bool:
    confirmed_on = appointment["confirmed_on"]
    unconfirmed = not confirmed_on or t.more_than_ago(confirmed_on, n)
    return t.is_current(appointment) and appointment["target_kind"] == "responsibility" and unconfirmed


@rule("mandate-ending", "appointments")
def mandate_ending(t: Town, appointment: Row, n: int) -> bool:
    return t.is_current(appointment) and t.on <= appointment["until"] <= t.ahead(n)


@rule("unit-no-channel", "units")
def unit_no_channel(t: Town, unit: Row, _n: int) -> bool:
    silent = not unit["email"] and not unit["phone"]
    return t.unit_in_force(unit["id"]) and unit["kind"] in REACHABLE and silent


@rule("actor-unconfirmed", "units")
def actor_unconfirmed(t: Town, unit: Row, n: int) -> bool:
    unconfirmed = not unit["confirmed_on"] or t.more_than_ago(unit["confirmed_on"], n)
    return t.unit_in_force(unit["id"]) and unit["kind"] in ("association", "initiative") and unconfirmed


@rule("initiative-no-space", "units")
def initiative_no_space(t: Town, unit: Row, _n: int) -> bool:
    return t.unit_in_force(unit["id"]) and unit["kind"] == "initiative" and not unit["place_id"]


@rule("district-no-anchor", "units")
def district_no_anchor(t: Town, unit: Row, _n: int) -> bool:
    places = t.where("places", "district_unit_id", unit["id"])
    has_anchor = any(place["is_anchor"] == "1" for place in places)
    return t.unit_in_force(unit["id"]) and unit["kind"] == "district" and not has_anchor


@rule("anchor-no-keeper", "places")
def anchor_no_keeper(t: Town, place: Row, _n: int) -> bool:
    keeper = place["keeper_person_id"]
    return place["is_anchor"] == "1" and (not keeper or t.has_left(keeper))


@rule("place-no-terms", "places")
def place_no_terms(_t: Town, place: Row, _n: int) -> bool:
    return place["is_usable"] == "1" and not place["usage_terms"]


@rule("place-unused", "places")
def place_unused(t: Town, place: Row, _n: int) -> bool:
    live = [task for task in t.where("tasks", "place_id", place["id"]) if task["status"] in ("open", "running")]
    return place["is_usable"] == "1" and not live


@rule("procedure-stale", "procedures")
def procedure_stale(t: Town, procedure: Row, n: int) -> bool:
    stale = not procedure["last_reviewed_on"] or t.more_than_ago(procedure["last_reviewed_on"], n)
    return procedure["kind"] == "procedure" and stale


@rule("exchange-no-date", "procedures")
def exchange_no_date(t: Town, procedure: Row, _n: int) -> bool:
    return procedure["kind"] == "exchange" and (not procedure["next_on"] or procedure["next_on"] < t.on)


@rule("pot-decided-elsewhere", "budget_pots")
def pot_decided_elsewhere(t: Town, pot: Row, _n: int) -> bool:
    tasks = [
        task for task in t.rows("tasks") if task["status"] in ("open", "running") and pot["id"] in task.list("pot_ids")
    ]
    posts = [post for post in t.where("posts", "pot_id", pot["id"]) if t.unit_in_force(post["unit_id"])]
    elsewhere = pot["decided_by"] not in ("town", "association")
    return t.in_force(pot["valid_from"], pot["valid_until"]) and bool(tasks or posts) and elsewhere


@rule("pot-heavy-paperwork", "budget_pots")
def pot_heavy_paperwork(t: Town, pot: Row, n: int) -> bool:
    heavy = bool(pot["papers_required"]) and int(pot["papers_required"]) > n
    return t.in_force(pot["valid_from"], pot["valid_until"]) and heavy


@rule("grant-undecided", "grants")
def grant_undecided(t: Town, grant: Row, n: int) -> bool:
    return not grant["decision"] and t.at_least_ago(grant["applied_on"], n)


@rule("answer-outdated", "questions")
def answer_outdated(t: Town, question: Row, n: int) -> bool:
    newest = max((answer["answered_on"] for answer in t.where("answers", "question_id", question["id"])), default="")
    return not newest or t.more_than_ago(newest, n)
