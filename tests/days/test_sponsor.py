"""A sponsor's day: one look at the wish, one tap to take it on, thanks and a call."""

import pytest
from flask import Flask
from playwright.sync_api import expect

from ks_board.permissions import Role
from tests.days.conftest import give_password
from tests.days.walk import Walk
from tests.sponsorships.town import OWN, PAGE, wish_for

pytestmark = pytest.mark.xdist_group("browser")
WISH = "Einmal im Monat ein Raum mit Beamer, dienstags ab 15 Uhr."


def test_sponsor_sees_the_wish_takes_it_on_thanks_and_notes_a_call(town: Flask, walk: Walk) -> None:
    wish_for(town, "D01", WISH)
    walk.signs_in(give_password(town, OWN, Role.SPONSOR), to=PAGE)
    with walk.measured("sponsor's visit to the wish"):
        walk.opens(PAGE)
        expect(walk.page.get_by_text(WISH)).to_be_in_viewport()
    with walk.measured("sponsor takes the wish on"):
        walk.clicks_on("button", "Ich kümmere mich")
        walk.sees("Sie kümmern sich darum")
    walk.clicks_on("button", "Danke sagen")
    walk.hears("Ihr Dank ist notiert.")
    walk.clicks_on("button", "Ich habe angerufen")
    walk.hears("Der letzte Kontakt ist jetzt heute.")
