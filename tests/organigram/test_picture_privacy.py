"""A picture made for somebody who sees more never reaches somebody who sees less."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import update

from ks_board.core.db import db, writing
from ks_board.people.models import Person
from ks_board.permissions import Role
from tests.conftest import signed_in

HIDDEN_CLERK = "Manuela Angermann"
"""Holds a post in a section of the mayor's office, and has not agreed to be named in public."""


def pdf_text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages).split())


def test_list_behind_the_picture_is_not_shared_when_the_pictures_are_alike(town: Flask) -> None:
    with town.app_context(), writing():
        db.session.execute(update(Person).where(Person.family_name != "Angermann").values(consent_public=True))
        db.session.commit()
    address = "/organigramm.pdf?einheit=U09"
    assert HIDDEN_CLERK in pdf_text(signed_in(town, Role.COORDINATOR), address)
    assert HIDDEN_CLERK not in pdf_text(town.test_client(), address)


@pytest.mark.parametrize("unit", ["U09", "U10"])
def test_public_pdf_names_nobody_without_consent(staff: FlaskClient, client: FlaskClient, unit: str) -> None:
    assert HIDDEN_CLERK in pdf_text(staff, f"/organigramm.pdf?einheit={unit}")
    assert HIDDEN_CLERK not in pdf_text(client, f"/organigramm.pdf?einheit={unit}")


def test_public_page_names_nobody_without_consent(staff: FlaskClient, client: FlaskClient) -> None:
    address = "/organigramm?einheit=U10"
    assert HIDDEN_CLERK in staff.get(address).text
    assert HIDDEN_CLERK not in client.get(address).text
