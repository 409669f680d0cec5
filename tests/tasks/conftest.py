"""A small town whose tasks each test writes itself."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ks_board.exchange.importer import import_folder
from tests.conftest import NOW
from tests.exchange.folders import write_town

UNITS = """id,parent_id,name,kind,phone,email
U01,,Stadt Kleinow,town,030 100,
U02,U01,Bauamt,office,030 200,bauamt@kleinow.example
U03,,Singverein,association,,
U04,U01,Fragestelle,coordination,030 400,fragen@kleinow.example
"""
PEOPLE = """id,given_name,family_name,phone,email,consent_public,left_on
P1,Geheima,Kanari,0170 666,kanari@privat.example,0,
P2,Offena,Zeisig,0170 777,zeisig@privat.example,1,
P3,Wega,Kanari,0170 888,wega@privat.example,1,2026-11-01
"""
POSTS = """id,unit_id,title,kind,is_head
S1,U02,Leitung Bauamt,professional,1
S2,U02,Baumpflege,professional,
S3,U03,Vorsitz,elected,1
"""
PLACES = "id,name,kind,owner_unit_id,street,step_free\nL1,Stadtgarten,garden,U02,Mühlgraben 6,1\n"
HEAD = "id,title,unit_id,area,kind,status"

Fill = Callable[..., FlaskClient]


@pytest.fixture
def fill(empty: Flask, tmp_path_factory: pytest.TempPathFactory) -> Fill:
    """Return a function that imports Kleinow with the given files and opens a browser on it."""

    def write(**files: str) -> FlaskClient:
        town = {"units": UNITS, "people": PEOPLE, "posts": POSTS, "places": PLACES} | files
        with empty.app_context():
            import_folder(_folder(tmp_path_factory, town), now=NOW)
        return empty.test_client()

    return write


def _folder(factory: pytest.TempPathFactory, files: dict[str, str]) -> Path:
    return write_town(factory.mktemp("kleinow"), **files)
