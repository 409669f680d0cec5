"""What is imagined is gone afterwards, unrecorded, and seen by nobody else."""

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from ks_board.core.db import db
from ks_board.core.imagine import imagined
from ks_board.core.record import Event, acting
from ks_board.organigram.models import Unit


def close_first_unit() -> None:
    unit = db.session.scalars(select(Unit).order_by(Unit.id)).first()
    assert unit is not None
    unit.name = "Gedacht"
    db.session.flush()


def fail_half_way() -> None:
    with imagined():
        db.session.execute(update(Unit).values(name="Gedacht"))
        _ = 1 / 0


def names() -> list[str]:
    return list(db.session.scalars(select(Unit.name).where(Unit.name == "Gedacht")))


def test_what_is_imagined_is_gone_afterwards(in_town: Flask) -> None:
    with imagined():
        close_first_unit()
        assert names() == ["Gedacht"]
    assert names() == []
    db.session.commit()
    assert names() == []


def test_an_error_inside_leaves_nothing_behind(in_town: Flask) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert names() == []


def test_nothing_of_it_is_recorded_even_within_an_action(in_town: Flask) -> None:
    before = db.session.scalar(select(func.count(Event.id)))
    with acting(None, "test"):
        with imagined():
            close_first_unit()
        db.session.commit()
    assert db.session.scalar(select(func.count(Event.id))) == before


def test_changes_that_wait_are_refused_instead_of_lost(in_town: Flask) -> None:
    db.session.scalars(select(Unit).order_by(Unit.id)).first().name = "Echt"
    with pytest.raises(RuntimeError), imagined():
        pass
