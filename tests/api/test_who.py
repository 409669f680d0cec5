"""Who reads what: the public never reads a name without consent, a key opens names and all gaps, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ks_board.core.db import db, writing
from ks_board.organigram.models import Unit
from ks_board.pages.api.keys import WRONG_KEYS, list_keys, revoke_key
from ks_board.people.models import Account, Person
from ks_board.permissions import Role
from ks_board.tasks.models import Task
from tests.api.conftest import V1, get, key_of, walk
from tests.conftest import email_of, signed_in

LISTS = ("/units", "/posts", "/responsibilities", "/tasks", "/gaps", "/gaps?on=2027-06-01")
WHOLE = ("/organigram", "/organigram?on=2027-06-01", "/organigram.jsonld", "/checklist", "/tasks.atom", "/openapi.json")
HOLDER = "Regina Ebersbach"
"""Leads the office U13 (post S13), and did not agree to be named in public."""


@pytest.fixture(scope="module")
def everything(weisswald: Flask) -> str:
    """Return all that the public can read by machine."""
    browser = weisswald.test_client()
    with weisswald.app_context():
        things = [f"/units/{ref}" for ref in db.session.scalars(select(Unit.ref))]
        things += [f"/tasks/{ref}" for ref in db.session.scalars(select(Task.ref).where(Task.status != "draft"))]
    pages = [str(page) for path in LISTS for page in walk(browser, path)]
    return "\n".join([*pages, *(get(browser, path).text for path in (*WHOLE, *things))])


def test_public_reads_no_name_without_consent(in_weisswald: Flask, everything: str) -> None:
    people = db.session.scalars(select(Person).where(Person.consent_public.is_not(True))).all()
    assert len(people) > 50
    assert [person.ref for person in people if person.name in everything] == []
    assert [person.ref for person in people if f"{person.family_name}, {person.given_name}" in everything] == []


def test_public_reads_no_address_of_a_person(in_weisswald: Flask, everything: str) -> None:
    of_units = set(db.session.scalars(select(Unit.email))) | set(db.session.scalars(select(Unit.phone)))
    people = db.session.execute(select(Person.email, Person.phone)).all()
    private = {address for person in people for address in person if address} - of_units
    assert len(private) > 50
    assert [address for address in private if address in everything] == []


def test_public_reads_names_by_consent(in_weisswald: Flask, everything: str) -> None:
    agreed = db.session.scalars(select(Person).where(Person.consent_public.is_(True), Person.left_on.is_(None))).all()
    assert any(person.name in everything for person in agreed)


def test_key_opens_names(machine: FlaskClient, key: str) -> None:
    names = [
        [holder["name"] for post in get(machine, "/units/U13", by).get_json()["posts"] for holder in post["holders"]]
        for by in (None, key)
    ]
    assert (names[0][0], HOLDER in names[1]) == (None, True)


def test_key_opens_all_gaps(machine: FlaskClient, key: str) -> None:
    public, all_of_them = (get(machine, "/gaps", by).get_json()["total"] for by in (None, key))
    assert (public, all_of_them) == (45, 128)


def test_session_of_staff_counts_for_nothing(weisswald: Flask) -> None:
    answer = get(signed_in(weisswald, Role.COORDINATOR), "/gaps")
    assert answer.get_json()["total"] == 45


@pytest.mark.parametrize("path", ["/aufgaben/T01/menschen", "/menschen", "/heute"])
def test_key_opens_no_page(machine: FlaskClient, key: str, path: str) -> None:
    assert machine.get(path, headers={"Authorization": f"Bearer {key}"}).status_code == 302


@pytest.mark.parametrize("header", ["Bearer made-up", "Bearer ", "bearer x y"])
def test_wrong_key_is_refused_and_written_nowhere(
    client: FlaskClient, header: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.get(f"{V1}/units", headers={"Authorization": header})
    assert (answer.status_code, answer.get_json()["title"]) == (401, "Unauthorized")
    assert answer.headers["WWW-Authenticate"].lower().startswith("bearer")
    assert caplog.records == []


def test_key_for_something_else_is_no_key(client: FlaskClient) -> None:
    answer = client.get(f"{V1}/units", headers={"Authorization": "Basic dG93bjpoYWxs"})
    assert answer.status_code == 200


def test_who_guesses_keys_has_to_wait(town: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(town.config, "RATE_LIMITS", True)
    machine = town.test_client()
    tries = [get(machine, "/units", "made-up").status_code for _ in range(WRONG_KEYS.tries + 1)]
    assert tries == [401] * WRONG_KEYS.tries + [429]
    assert int(get(machine, "/units", "made-up").headers["Retry-After"]) > 0
    assert get(machine, "/units").status_code == 200


def test_revoked_key_is_dead_at_once(town: Flask, machine: FlaskClient, key: str) -> None:
    now = datetime.now(UTC)
    with town.app_context(), writing():
        [found] = list_keys(now=now)
        revoke_key(found.id, now=now)
        db.session.commit()
    assert get(machine, "/units", key).status_code == 401


def test_key_is_over_after_a_year(town: Flask, machine: FlaskClient) -> None:
    ages = (timedelta(days=364), timedelta(days=366))
    assert [get(machine, "/units", key_of(town, age=age)).status_code for age in ages] == [200, 401]


@pytest.mark.parametrize(
    ("change", "answered"), [({"roles": ("volunteer",)}, (200, 45)), ({"locked": True}, (401, None))]
)
def test_key_is_worth_no_more_than_its_maker(
    town: Flask, machine: FlaskClient, key: str, change: dict[str, object], answered: tuple[int, int | None]
) -> None:
    with town.app_context(), writing():
        maker = db.session.execute(select(Account).where(Account.email == email_of(Role.COORDINATOR))).scalar_one()
        for name, value in change.items():
            setattr(maker, name, value)
        db.session.commit()
    answer = get(machine, "/gaps", key)
    assert (answer.status_code, answer.get_json().get("total")) == answered


def test_key_of_somebody_who_has_left_is_dead(town: Flask, machine: FlaskClient, key: str) -> None:
    with town.app_context(), writing():
        account = db.session.execute(select(Account).where(Account.email == email_of(Role.COORDINATOR))).scalar_one()
        db.session.get_one(Person, account.person_id).left_on = datetime.now(UTC).date() - timedelta(days=1)
        db.session.commit()
    assert get(machine, "/units", key).status_code == 401
