"""A coordinator's day: answer, confirm, appoint, plan, publish, match, look back and take one thing back."""

import pytest
from flask import Flask

from ks_board.gaps.queries import find_gaps
from ks_board.permissions import Role
from tests.days.conftest import give_password
from tests.days.walk import Walk
from tests.sponsorships.town import ON
from tests.today.test_today import ask

pytestmark = pytest.mark.xdist_group("browser")
QUESTION = "Wo bekomme ich das Führungszeugnis?"
VACANT, PLANNED, NEW = "Sprecherin Jugendbeirat", "Stelle zum Januar ausschreiben", "Spielplatz am Teich"


@pytest.fixture
def desk(town: Flask, walk: Walk) -> Walk:
    """Return the coordinator, signed in, while somebody new waits for a call."""
    ask(town)
    walk.signs_in(give_password(town, "P028", Role.COORDINATOR), to="/heute")
    return walk


def test_coordinator_answers_confirms_and_fills_the_vacant_post(town: Flask, desk: Walk) -> None:
    desk.clicks_on("button", f"Heute beantwortet: Ich habe eine Frage: {QUESTION}")
    desk.misses(QUESTION)
    desk.clicks_on("button", "Bestätigen: Neu Gier")
    desk.misses("Neu Gier")
    desk.clicks_on("link", f"Etwas tun: Stelle oder Amt ist nicht besetzt: {VACANT}")
    appoint(desk, "tsch", "Diana Tschirch")
    desk.hears("Diana Tschirch")
    desk.opens("/heute")
    desk.misses(VACANT)
    assert not is_vacant(town, "S88")


def test_coordinator_plans_a_measure_and_takes_it_back_from_the_record(town: Flask, desk: Walk) -> None:
    desk.opens("/luecken/post-vacant/S12")
    desk.clicks_on("link", "Maßnahme planen")
    desk.types("Was wird getan?", PLANNED)
    desk.clicks_on("button", "Planen")
    assert planned(town, "S12") == PLANNED
    desk.opens("/verlauf")
    desk.sees(PLANNED)
    desk.clicks_on("link", "Rückgängig")
    desk.clicks_on("button", "Rückgängig machen")
    desk.sees("Zurückgenommen")
    assert planned(town, "S12") is None


def test_coordinator_publishes_a_task_like_another_and_finds_somebody_for_one(desk: Walk) -> None:
    with desk.measured("publish a task"):
        desk.opens("/aufgaben/T31")
        desk.clicks_on("link", "Ähnliche Aufgabe anlegen")
        desk.types("Name", NEW)
        desk.types("Beginn", "2026-12-01T10:00")
        desk.clicks_on("button", "Weiter zum Veröffentlichen")
        desk.clicks_on("button", "Veröffentlichen")
        desk.sees("Jetzt können alle mitmachen.")
    with desk.measured("match a person, from the task to the noted yes"):
        desk.opens("/aufgaben/T08")
        desk.clicks_on("link", "Wer ist dabei? Wer könnte passen?")
        desk.clicks_on("link", "Zusage notieren")
        desk.clicks_on("button", "Zusage eintragen")
        desk.sees("ist eingetragen.")


def appoint(desk: Walk, letters: str, name: str) -> None:
    """Enter somebody who is found by some letters: while typing, or after sending."""
    desk.clicks_on("link", "Jemanden eintragen")
    if desk.scripts:
        desk.page.get_by_label("Name suchen").press_sequentially(letters)
    else:
        desk.types("Name suchen", letters)
        desk.clicks_on("button", "Eintragen")
    desk.clicks_on("radio", name)
    desk.clicks_on("button", "Eintragen")


def is_vacant(app: Flask, post: str) -> bool:
    """Tell whether the post is a gap today."""
    with app.app_context():
        return post in {gap.subject_ref for gap in find_gaps(ON, rules={"post-vacant"})}


def planned(app: Flask, post: str) -> str | None:
    """Return the measure planned about the vacant post."""
    with app.app_context():
        (gap,) = [gap for gap in find_gaps(ON, rules={"post-vacant"}) if gap.subject_ref == post]
        return gap.planned.title if gap.planned else None
