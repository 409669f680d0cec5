"""Sponsors of Weißwald with their browsers, and what tests look up in the data."""

from datetime import date
from typing import Any, TypeVar

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from ks_board.core.db import Base, db, writing
from ks_board.gaps.queries import find_gaps
from ks_board.people.accounts import create_account
from ks_board.people.models import Account, Person
from ks_board.permissions import Role
from ks_board.tandems.models import Tandem, Wish
from tests.people.browser import token_of

ON = date(2026, 11, 16)
OWN, OTHER_OF_SAME, OTHER, WITHOUT, OVER = "P006", "P136", "P135", "P011", "P138"
"""Sponsor of D01 by X01; of D01, too, by X08; of D12 by X07; by X04 of none; once of D18 by X10."""
PAGE = "/patenschaften"
Row = TypeVar("Row", bound=Base)


def browser_as(app: Flask, ref: str, role: Role = Role.SPONSOR) -> FlaskClient:
    """Return a browser in which this person is signed in with one role."""
    with app.app_context(), writing():
        found = db.session.scalars(select(Person).where(Person.ref == ref)).one()
        email = f"{role}-{ref.lower()}@weisswald.example"
        account = db.session.scalars(select(Account).where(Account.email == email)).one_or_none()
        account = account or create_account(email=email, roles=[role], person_id=found.id)
        db.session.commit()
        return with_cookie(app, f"{account.id}.{account.session_version}")


def with_cookie(app: Flask, cookie: str) -> FlaskClient:
    """Return a browser with the cookie of a session."""
    client = app.test_client()
    with client.session_transaction() as session:
        session.update(_user_id=cookie, _fresh=True, since=2**31, seen=2**31)
    return client


def press(client: FlaskClient, address: str, **fields: str) -> TestResponse:
    """Send the small form behind a button of the sponsor's page."""
    return client.post(address, data={"csrf_token": token_of(client.get(PAGE)), **fields})


def wish_for(app: Flask, tandem: str, text: str = "Ein Raum am Dienstag", **values: Any) -> None:
    """Let a tandem have a wish, W1 for D01 and so on."""
    with app.app_context(), writing():
        found = one(Tandem, tandem)
        db.session.add(Wish(ref=f"W{tandem[1:]}", tandem_id=found.id, text=text, written_on=ON, **values))
        db.session.commit()


def change(app: Flask, model: type[Base], ref: str, **values: Any) -> None:
    """Change a row."""
    with app.app_context(), writing():
        row = one(model, ref)
        for name, value in values.items():
            setattr(row, name, value)
        db.session.commit()


def one(model: type[Row], ref: str) -> Row:
    """Return a row by its ref."""
    return db.session.execute(select(model).filter_by(ref=ref)).scalar_one()


def read(app: Flask, model: type[Row], ref: str) -> Row:
    """Read a row anew."""
    with app.app_context():
        row = one(model, ref)
        db.session.expunge(row)
        return row


def count(app: Flask, model: type[Base], **values: Any) -> int:
    """Count the rows with these values."""
    with app.app_context():
        return db.session.query(model).filter_by(**values).count()


def id_of(app: Flask, model: Any, ref: str) -> int:
    """Return the id of a row."""
    with app.app_context():
        return int(one(model, ref).id)


def gaps_of(app: Flask, ref: str) -> set[str]:
    """Return the rules of the gaps about a subject."""
    with app.app_context():
        return {gap.rule.ref for gap in find_gaps(ON) if gap.subject_ref == ref}
