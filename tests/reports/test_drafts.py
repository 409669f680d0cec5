"""Draft decisions: texts as data, filled with what a gap is about."""

import re

from flask import Flask
from flask.testing import FlaskClient

from ks_board.core.db import db
from ks_board.gaps.rules import built_in
from ks_board.reports.drafts import EVERY_RULE, FILE, PLACEHOLDERS, list_wordings
from ks_board.town.packs import BUILT_IN, PackText

OWN = "rule_id,council,title,decision,reason\npost-vacant,1,Wir suchen: {subject} {fehlt},Gesucht wird.,Weil.\n"


def test_built_in_texts_speak_of_rules_and_facts_that_exist(in_weisswald: Flask) -> None:
    assert set(list_wordings()) - {EVERY_RULE} <= set(built_in())
    assert set(re.findall(r"\{(\w+)\}", (BUILT_IN / FILE).read_text())) <= PLACEHOLDERS


def test_draft_is_filled_and_can_be_changed_before_it_is_copied(client: FlaskClient) -> None:
    page = client.get("/bericht/beschluss/post-vacant/S12").text
    text = page[page.index("<textarea") : page.index("</textarea>")]
    assert "Beschlussvorlage: Stelle besetzen: Assistenz der Koordinierungsstelle" in text
    assert "{" not in text


def test_draft_of_a_rule_without_a_text_takes_the_common_one(client: FlaskClient) -> None:
    page = client.get("/bericht/beschluss/task-no-contact/T32").text
    assert "Der Stadtrat nimmt zur Kenntnis: Aufgabe ohne Ansprechperson" in page


def test_gap_that_is_not_public_has_no_draft_for_the_public(client: FlaskClient, staff: FlaskClient) -> None:
    address = "/bericht/beschluss/enabling-decision-missing/weisswald"
    assert (client.get(address).status_code, staff.get(address).status_code) == (404, 200)


def test_gap_that_is_none_has_no_draft(staff: FlaskClient) -> None:
    answer = staff.get("/bericht/beschluss/post-vacant/S01")
    assert answer.status_code == 404
    assert "Diese Lücke gibt es nicht." in answer.text


def test_chosen_gaps_are_drafted_in_their_order(client: FlaskClient) -> None:
    page = client.get("/bericht?luecke=responsibility-no-holder:R83&luecke=post-vacant:S12").text
    assert page.index("<h3>Zuständigkeit klären") < page.index("<h3>Stelle besetzen")


def test_texts_of_the_town_come_before_the_built_in_ones(town: Flask) -> None:
    with town.app_context():
        db.session.add(PackText(ref=FILE, text=OWN))
        db.session.commit()
    page = town.test_client().get("/bericht/beschluss/post-vacant/S12").text
    assert "Wir suchen: Assistenz der Koordinierungsstelle {fehlt}" in page


def test_town_that_cut_its_texts_short_keeps_the_common_one(in_town: Flask) -> None:
    db.session.add(PackText(ref=FILE, text="rule_id,council\npost-vacant,1\n"))
    db.session.flush()
    assert EVERY_RULE in list_wordings()
