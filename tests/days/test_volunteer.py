"""A volunteer's day: scan a code, say yes, look at the own page, stop; or leave only a phone number."""

import pytest
from flask import Flask

from tests.claim.browser import personal_link
from tests.days.walk import Walk

pytestmark = pytest.mark.xdist_group("browser")
TRIP, CODE, GAMES = "Ausflug im Frühjahr vorbereiten", "/aufgaben/T08", "Spielplatzpaten"


def test_known_volunteer_says_yes_twice_and_stops_once(town: Flask, walk: Walk) -> None:
    walk.opens(personal_link(town))
    walk.clicks_on("button", "Weiter")
    with walk.measured("find and say yes, from the code"):
        walk.opens(CODE)
        walk.clicks_on("button", "Ich mache mit")
        walk.sees("Sie sind dabei")
    with walk.measured("find and say yes, from the list"):
        walk.opens("/aufgaben")
        walk.clicks_on("link", GAMES)
        walk.clicks_on("button", "Ich mache mit")
        walk.sees("Sie sind dabei")
    walk.opens("/meine")
    walk.sees(GAMES)
    walk.clicks_on("link", TRIP)
    walk.clicks_on("link", "Ich kann nicht mehr")
    walk.clicks_on("button", "Ja, ich höre auf")
    walk.opens("/meine")
    walk.sees(GAMES)
    walk.misses(TRIP)


def test_unknown_volunteer_leaves_a_phone_number_and_hears_who_calls_by_when(walk: Walk) -> None:
    with walk.measured("say yes without being known"):
        walk.opens(CODE)
        walk.clicks_on("link", "Ich mache mit")
        walk.types("Vor- und Nachname", "Neu Gier")
        walk.types("Telefonnummer", "030 1234")
        walk.clicks_on("checkbox", "Ich bin mindestens 18 Jahre alt")
        walk.clicks_on("button", "Ich mache mit")
        walk.is_on("Vielen Dank!")
    walk.sees("Die Koordination ruft Sie an, spätestens am 19. November 2026.")
