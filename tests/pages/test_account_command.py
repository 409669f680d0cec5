"""The command that makes accounts."""

import re

import pytest
from click.testing import CliRunner
from flask import Flask

from ks_board.core.db import db, writing
from ks_board.pages.account_command import create_account_command
from ks_board.people.models import Person
from ks_board.people.passwords import password_fits
from ks_board.permissions import Role
from tests.people.browser import the_account


def test_account_is_made_with_a_printed_password_that_fits(in_empty: Flask) -> None:
    answer = CliRunner().invoke(create_account_command, ["anna@x.de", "--role", "admin", "--role", "coordinator"])
    password = re.search(r"Password: (\S+)", answer.output)
    account = the_account(in_empty, "anna@x.de")
    assert account.role_set == {Role.ADMIN, Role.COORDINATOR}
    assert password
    assert password_fits(account.password_hash, password[1])


def test_typed_password_is_not_printed(in_empty: Flask) -> None:
    typed = "vier bunte Fische\n" * 2
    answer = CliRunner().invoke(create_account_command, ["anna@x.de", "--role", "admin", "--ask"], input=typed)
    assert "bunte" not in answer.output
    assert password_fits(the_account(in_empty, "anna@x.de").password_hash, "vier bunte Fische")


def test_account_belongs_to_the_person_named(in_empty: Flask) -> None:
    with writing():
        db.session.add(Person(ref="P001", given_name="Anna", family_name="Berg"))
        db.session.commit()
    CliRunner().invoke(create_account_command, ["anna@x.de", "--role", "volunteer", "--person", "P001"])
    assert the_account(in_empty, "anna@x.de").person_id == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["anna", "--role", "admin"], "„anna“ ist keine E-Mail-Adresse."),
        (["anna@x.de", "--role", "admin", "--person", "P999"], "There is no person P999."),
        (["anna@x.de", "--role", "king"], "'king' is not one of"),
        (["anna@x.de"], "Missing option '--role'"),
    ],
)
def test_wrong_argument_is_answered_by_a_sentence(in_empty: Flask, arguments: list[str], sentence: str) -> None:
    answer = CliRunner().invoke(create_account_command, arguments)
    assert answer.exit_code != 0
    assert sentence in answer.output + str(answer.exception)


def test_password_made_of_the_towns_name_is_refused(in_town: Flask) -> None:
    answer = CliRunner().invoke(
        create_account_command, ["anna@x.de", "--role", "admin", "--ask"], input="Weisswald2026\n" * 2
    )
    assert "leicht zu erraten" in str(answer.exception)
