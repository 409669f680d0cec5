"""The page of the organigram without scripts: what is shown, folded, lit and compared, and what a frame may show."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import update

from ks_board.core.db import db, writing
from ks_board.organigram.models import Unit
from ks_board.permissions import Role
from ks_board.town.models import TownSetting
from tests.conftest import signed_in
from tests.statements import counted

EMBED = "/organigramm/einbetten"
ARCHIVE = "Sachgebiet Zentrale Dienste und Archiv"
"""A section of the main office (U13)."""


def picture(page: str) -> str:
    found = re.search(r'<svg[^>]*class="og".*?</svg>', page, re.DOTALL)
    assert found
    return found[0]


def boxes(page: str) -> set[str]:
    return set(re.findall(r'id="bild-(\w+)"', picture(page)))


def entry(page: str, ref: str) -> str:
    """Return the beginning of a unit's entry in the list."""
    return page[page.index(f'id="eintrag-{ref}"') :][:700]


@pytest.fixture
def framed(town: Flask) -> FlaskClient:
    """Return the public's browser in a town that lets two sites show its organigram; other words are no sites."""
    with town.app_context(), writing():
        db.session.add(
            TownSetting(
                key="embed_origins",
                value="https://www.weisswald.example * https://kreis.example:8443 https://x;script-src",
            )
        )
        db.session.commit()
    return town.test_client()


def test_every_box_leads_to_its_entry_and_back(client: FlaskClient) -> None:
    page = client.get("/organigramm").text
    jumps = set(re.findall(r'href="#eintrag-(\w+)"', picture(page)))
    assert len(boxes(page)) == 48
    assert jumps <= boxes(page)
    assert set(re.findall(r'href="#bild-(\w+)"', page)) == boxes(page) == set(re.findall(r'id="eintrag-(\w+)"', page))


def test_a_branch_folds_in_the_picture_and_keeps_its_counts(client: FlaskClient) -> None:
    page = client.get("/organigramm?zu=U13").text
    assert boxes(client.get("/organigramm").text) - boxes(page) == {"U14", "U15", "U16"}
    assert 'aria-label="Hauptamt: 9 besetzt"' in picture(page)
    assert 'href="/organigramm#bild-U13" class="og-handle"><title>Ausklappen: Hauptamt</title>' in picture(page)
    assert ARCHIVE in page


def test_every_branch_offers_to_fold_and_keeps_what_is_folded(client: FlaskClient) -> None:
    links = re.findall(
        r'href="([^"]*)" class="og-handle"><title>Einklappen: Bauamt', picture(client.get("/organigramm?zu=U13").text)
    )
    assert links == ["/organigramm?zu=U13,U26#bild-U26"]


@pytest.mark.parametrize("refs", ["U01", "U999", "U14", ",,;", "%3Cscript%3E"])
def test_what_cannot_fold_changes_nothing(refs: str, client: FlaskClient) -> None:
    assert boxes(client.get(f"/organigramm?zu={refs}").text) == boxes(client.get("/organigramm").text)


def test_the_unit_that_is_shown_does_not_fold(client: FlaskClient) -> None:
    assert boxes(client.get("/organigramm?einheit=U13&zu=U13").text) == {"U01", "U13", "U14", "U15", "U16"}


def test_a_unit_is_lit_in_picture_and_list(client: FlaskClient) -> None:
    page = client.get("/organigramm?zeige=U16").text
    assert len(re.findall(r'<a [^>]*id="bild-U16" class="og-lit">', page)) == 1
    assert len(re.findall(r'<li id="eintrag-U16" class="og-lit">', page)) == 1
    assert f"<strong>{ARCHIVE}</strong> ist im Bild hervorgehoben." in page


@pytest.mark.parametrize("address", ["/organigramm?zeige=U999", "/organigramm?zeige=U16&zu=U13"])
def test_a_unit_without_a_box_is_said_to_have_none(address: str, client: FlaskClient) -> None:
    page = client.get(address).text
    assert "Diese Einheit hat in diesem Bild keinen eigenen Kasten." in page
    assert "og-lit" not in picture(page)


def test_what_is_found_can_be_shown_in_the_picture(client: FlaskClient) -> None:
    page = client.get("/organigramm?q=archiv").text
    assert '<a class="ks-tree__jump" href="/organigramm?zeige=U16#gezeigt">' in page


@pytest.mark.parametrize(
    ("shown", "in_picture", "not_in_picture"),
    [
        ("stellen", ["besetzt"], ["Leitung:", "1 unbesetzt", "offene Aufgabe"]),
        ("unbesetzt", ["1 unbesetzt"], ["Leitung:", "2 besetzt", "offene Aufgabe"]),
        ("namen", ["Leitung: Anja Achterberg"], ["2 besetzt", "1 unbesetzt", "offene Aufgabe"]),
        ("aufgaben", ["offene Aufgaben"], ["Leitung:", "2 besetzt", "1 unbesetzt"]),
    ],
)
def test_the_picture_shows_what_is_ticked(
    shown: str, in_picture: list[str], not_in_picture: list[str], client: FlaskClient
) -> None:
    page = client.get(f"/organigramm?zeigt=einheiten&zeigt={shown}").text
    seen = picture(page).partition(">")[2]
    assert [words for words in in_picture if words not in seen] == []
    assert [words for words in not_in_picture if words in seen] == []
    assert re.findall(r'name="zeigt" value="(\w+)" checked', page) == [shown]


def test_without_a_tick_only_units_are_shown(client: FlaskClient) -> None:
    page = client.get("/organigramm?zeigt=einheiten").text
    assert entry(page, "U14").split("</li>")[0].count("besetzt") == 0
    assert boxes(page) == boxes(client.get("/organigramm").text)


def test_the_list_names_nobody_if_names_are_off(staff: FlaskClient) -> None:
    assert "Regina Ebersbach" in staff.get("/organigramm").text
    assert "Regina Ebersbach" not in staff.get("/organigramm?zeigt=einheiten&zeigt=stellen").text
    assert "Regina Ebersbach" not in staff.get("/organigramm?einheit=U13&zeigt=einheiten&zeigt=stellen").text


@pytest.mark.parametrize(
    "address", ["?zeigt=alles", "?papier=a9", "?mit=morgen", "?mit=2026-11-16", "?am=2027-01-01&mit=2026-12-31"]
)
def test_what_cannot_be_shown_is_refused(address: str, client: FlaskClient) -> None:
    assert client.get(f"/organigramm{address}").status_code == 400


def test_two_days_are_compared_in_sum_one_by_one_in_picture_and_list(client: FlaskClient) -> None:
    page = client.get("/organigramm?am=2026-11-16&mit=2027-07-01").text
    assert "<h1>Was ändert sich bis zum 1. Juli 2027?</h1>" in page
    assert '<p class="ks-lead">10 ändern sich</p>' in page
    assert "– Jugendclub Gleis 3: bisher Egon Gierth, dann nur Vertretung</li>" in page
    assert "≈ ändert sich" in picture(page)
    assert '<span aria-hidden="true">≈</span> ändert sich</span> Jugendclub Gleis 3' in page


def test_new_and_ending_units_stand_in_one_picture(town: Flask) -> None:
    with town.app_context(), writing():
        db.session.query(Unit).filter_by(ref="U16").one().valid_until = date(2026, 12, 31)
        db.session.query(Unit).filter_by(ref="U15").one().valid_from = date(2027, 1, 1)
        db.session.commit()
    page = signed_in(town, Role.COORDINATOR).get("/organigramm?mit=2027-01-01").text
    assert {"U15", "U16"} <= boxes(page)
    assert [words in picture(page) for words in ("+ neu", "– endet")] == [True, True]
    assert re.search(r"\d+ neu, \d+ enden", page)


def test_days_without_a_change_say_so(client: FlaskClient) -> None:
    page = client.get("/organigramm?am=2026-11-17&mit=2026-11-18").text
    assert "Nichts ändert sich." in page


def test_a_kept_page_asks_three_statements(client: FlaskClient) -> None:
    for address in ("/organigramm", "/organigramm?zu=U13&zeige=U16", "/organigramm?am=2026-11-16&mit=2027-07-01"):
        client.get(address)
        with counted(client.application) as sent:
            client.get(address)
        assert len(sent) <= 3, (address, sent)


def test_pictures_of_own_choices_do_not_push_out_the_others(client: FlaskClient, instances: Path) -> None:
    usual = len(list((instances / "weisswald" / "pictures" / "keys").iterdir()))
    for refs in ("U17", "U21", "U26"):
        client.get(f"/organigramm?zu={refs}")
    assert len(list((instances / "weisswald" / "pictures" / "keys").iterdir())) == usual


def test_the_whole_town_is_one_sheet_of_a3(client: FlaskClient) -> None:
    sheet, *_list = PdfReader(BytesIO(client.get("/organigramm.pdf?papier=a3").data)).pages
    assert (round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))) == (1191, 842)
    assert "Bauhof" in sheet.extract_text()


def test_a_file_is_named_after_its_unit_whatever_letters_its_id_has(town: Flask) -> None:
    with town.app_context(), writing():
        db.session.execute(update(Unit).where(Unit.ref == "U10").values(ref='Ł"1'))
        db.session.commit()
    named = town.test_client().get("/organigramm.svg?einheit=Ł%221").headers["Content-Disposition"]
    plain, full = 'organigramm-_\\"1-2026-11-16.svg', "organigramm-%C5%81%221-2026-11-16.svg"
    assert named == f"inline; filename=\"{plain}\"; filename*=UTF-8''{full}"


def test_no_site_may_show_the_organigram_unless_the_town_says_so(client: FlaskClient) -> None:
    assert client.get(EMBED).status_code == 404
    assert "frame-ancestors 'none'" in client.get("/organigramm").headers["Content-Security-Policy"]


def test_the_sites_of_the_town_may_show_it_and_no_other(framed: FlaskClient) -> None:
    answer = framed.get(EMBED)
    rules = answer.headers["Content-Security-Policy"].split("; ")
    assert "frame-ancestors https://www.weisswald.example https://kreis.example:8443" in rules
    assert "X-Frame-Options" not in answer.headers
    assert "Set-Cookie" not in answer.headers
    assert framed.get("/organigramm").headers["X-Frame-Options"] == "DENY"


def test_a_frame_names_nobody_without_consent_whoever_looks(framed: FlaskClient) -> None:
    staff = signed_in(framed.application, Role.COORDINATOR)
    assert "Regina Ebersbach" in staff.get("/organigramm").text
    assert "Regina Ebersbach" not in staff.get(EMBED).text
    assert '<base target="_top">' in staff.get(EMBED).text


NOTHING_YET = "Noch ist keine Einheit eingetragen."


def test_a_town_without_units_says_so_instead_of_an_empty_picture(empty: Flask) -> None:
    page = empty.test_client().get("/organigramm").text
    assert NOTHING_YET in page
    assert "data-og-zoom" not in page


def test_a_day_before_all_units_keeps_the_way_back_to_today(client: FlaskClient) -> None:
    page = client.get("/organigramm?am=1900-01-01").text
    assert NOTHING_YET not in page
    assert "Zum heutigen Stand" in page
