"""What is read once per transaction: shared until something is written, imagined or taken back."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, update

from ks_board.core.db import db
from ks_board.core.imagine import imagined
from ks_board.gaps.models import Rule
from ks_board.gaps.rulebook import list_rules
from ks_board.town.queries import list_settings
from tests.statements import counted


def is_on() -> bool:
    """Tell by the shared reader whether a rule of the town is on."""
    return next(rule.enabled for rule in list_rules() if rule.ref == "post-vacant")


def row() -> Rule:
    return db.session.scalars(select(Rule).where(Rule.ref == "post-vacant")).one()


def by_flush() -> None:
    row().enabled = False
    db.session.flush()


def by_pending_change() -> None:
    row().enabled = False


def by_statement() -> None:
    db.session.execute(update(Rule).where(Rule.ref == "post-vacant").values(enabled=False))


def test_second_reader_asks_nothing(in_town: Flask) -> None:
    with counted(in_town) as sent:
        assert list_rules() is list_rules()
        assert list_settings() is list_settings()
    assert len(sent) == 2


@pytest.mark.parametrize("write", [by_flush, by_pending_change, by_statement])
def test_whatever_is_written_is_read_again(in_town: Flask, write: Callable[[], None]) -> None:
    assert is_on()
    write()
    assert not is_on()


def test_what_is_taken_back_is_forgotten(in_town: Flask) -> None:
    by_statement()
    assert not is_on()
    db.session.rollback()
    assert is_on()


def test_what_is_imagined_is_known_inside_and_forgotten_outside(in_town: Flask) -> None:
    assert is_on()
    with imagined():
        by_statement()
        assert not is_on()
    assert is_on()
