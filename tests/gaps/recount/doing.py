"""Conditions about tasks, tandems, sponsorships, messages and measures."""

from tests.gaps.recount.registry import rule
from tests.gaps.recount.town import Row, Town


def _live(task: Row) -> bool:
    return task["status"] in ("open", "running")


def _recurring(task: Row) -> bool:
    return _live(task) and task["kind"] == "recurring"


@rule("task-no-contact", "tasks")
def task_no_contact(_t: Town, task: Row, _n: int) -> bool:
    return _live(task) and not task["contact_person_id"]


@rule("task-contact-left", "tasks")
def task_contact_left(t: Town, task: Row, _n: int) -> bool:
    return _live(task) and bool(task["contact_person_id"]) and t.has_left(task["contact_person_id"])


@rule("task-no-cover", "tasks")
def task_no_cover(_t: Town, task: Row, _n: int) -> bool:
    return _live(task) and (not task["insurance"] or (task["insurance"] == "town" and not task["mandate_ref"]))


@rule("task-no-effort", "tasks")
def task_no_effort(_t: Town, task: Row, _n: int) -> bool:
    return _live(task) and not task["hours_per_month"]


@rule("task-unfilled", "tasks")
def task_unfilled(t: Town, task: Row, n: int) -> bool:
    return _live(task) and t.at_least_ago(task["published_on"], n) and not t.live_assignments("task_id", task["id"])


@rule("task-one-channel", "tasks")
def task_one_channel(t: Town, task: Row, n: int) -> bool:
    return _live(task) and t.at_least_ago(task["published_on"], n) and len(set(task.list("channels"))) <= 1


@rule("task-one-person", "tasks")
def task_one_person(t: Town, task: Row, _n: int) -> bool:
    return _recurring(task) and len(t.live_assignments("task_id", task["id"])) == 1


@rule("task-no-briefing", "tasks")
def task_no_briefing(_t: Town, task: Row, _n: int) -> bool:
    return _recurring(task) and not task["briefing"]


@rule("recurring-no-schedule", "tasks")
def recurring_no_schedule(_t: Town, task: Row, _n: int) -> bool:
    return _recurring(task) and not task["rrule"]


@rule("recurring-temporary-money", "tasks")
def recurring_temporary_money(t: Town, task: Row, _n: int) -> bool:
    pots = task.list("pot_ids")
    return _recurring(task) and bool(pots) and all(t.get("budget_pots", pot)["valid_until"] for pot in pots)


@rule("done-no-thanks", "tasks")
def done_no_thanks(t: Town, task: Row, n: int) -> bool:
    long_done = task["status"] == "done" and t.at_least_ago(task["finished_on"], n)
    return long_done and not t.where("thanks", "task_id", task["id"])


@rule("done-no-result", "tasks")
def done_no_result(t: Town, task: Row, n: int) -> bool:
    return task["status"] == "done" and t.at_least_ago(task["finished_on"], n) and not task["result"]


@rule("tandem-silent", "tandems")
def tandem_silent(t: Town, tandem: Row, n: int) -> bool:
    silent = not tandem["last_contact_on"] or t.more_than_ago(tandem["last_contact_on"], n)
    return tandem["status"] == "active" and silent


@rule("tandem-no-agreement", "tandems")
def tandem_no_agreement(_t: Town, tandem: Row, _n: int) -> bool:
    return tandem["status"] == "active" and not tandem["agreed_on"]


@rule("tandem-ended-no-result", "tandems")
def tandem_ended_no_result(_t: Town, tandem: Row, _n: int) -> bool:
    return tandem["status"] == "ended" and not tandem["result"]


@rule("sponsor-no-tandem", "sponsorships")
def sponsor_no_tandem(t: Town, sponsorship: Row, _n: int) -> bool:
    tandem = sponsorship["tandem_id"]
    missing = not tandem or t.get("tandems", tandem)["status"] != "active"
    return t.in_force(sponsorship["from"], sponsorship["until"]) and missing


@rule("sponsor-silent", "sponsorships")
def sponsor_silent(t: Town, sponsorship: Row, n: int) -> bool:
    silent = not sponsorship["last_contact_on"] or t.more_than_ago(sponsorship["last_contact_on"], n)
    return t.in_force(sponsorship["from"], sponsorship["until"]) and silent


@rule("message-unanswered", "messages")
def message_unanswered(t: Town, message: Row, n: int) -> bool:
    return not message["answered_on"] and message["kind"] != "praise" and t.at_least_ago(message["received_on"], n)


@rule("idea-parked", "messages")
def idea_parked(t: Town, message: Row, n: int) -> bool:
    parked = not message["closed_on"] and not message["measure_id"]
    return message["kind"] == "idea" and t.at_least_ago(message["received_on"], n) and parked


@rule("measure-overdue", "measures")
def measure_overdue(t: Town, measure: Row, _n: int) -> bool:
    return measure["status"] == "open" and bool(measure["due_on"]) and measure["due_on"] < t.on


@rule("measure-waiting", "measures")
def measure_waiting(t: Town, measure: Row, n: int) -> bool:
    return measure["status"] == "waiting" and t.at_least_ago(measure["waiting_since"], n)
