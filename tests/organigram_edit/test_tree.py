"""The tree of units stays a tree, whoever moves what at the same time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from ks_board.core.db import db, writing
from ks_board.organigram.edit import add_unit, change_unit, get_row
from ks_board.organigram.edit_tree import MOST_LEVELS, TreeBroken, check_tree
from ks_board.organigram.models import Unit, UnitKind
from tests.organigram_edit.browser import coordinator, opened, send, unit


def plant(*names: str) -> None:
    """Make a town with these units directly below it."""
    with writing():
        top = Unit(ref="U001", name="Stadt", kind=UnitKind.TOWN)
        db.session.add(top)
        db.session.flush()
        db.session.add_all(Unit(ref=name, name=name, kind=UnitKind.OFFICE, parent_id=top.id) for name in names)
        db.session.commit()


def move(name: str, below: str) -> None:
    change_unit(get_row(Unit, name), {"parent_id": get_row(Unit, below).id})


def at_once(app: Flask, *calls: Callable[[], Any]) -> list[Any]:
    """Call all in threads of their own, each in a transaction that writes, as near together as can be."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        with app.app_context(), writing():
            start.wait()
            try:
                call()
                db.session.commit()
            except TreeBroken as refusal:
                db.session.rollback()
                return refusal
            return None

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def parents() -> dict[str, str | None]:
    refs = dict(db.session.execute(select(Unit.id, Unit.ref)).tuples().all())
    return {row.ref: refs.get(row.parent_id) for row in db.session.execute(select(Unit.ref, Unit.parent_id))}


def test_two_moves_that_would_make_a_ring_cannot_both_win(in_empty: Flask) -> None:
    plant("A", "B")
    answers = at_once(in_empty, lambda: move("A", "B"), lambda: move("B", "A"))
    assert sorted(answer is None for answer in answers) == [False, True]
    check_tree()


def test_nor_on_postgresql(in_postgres: Flask) -> None:
    plant("A", "B", "C")
    for _round in range(10):
        at_once(in_postgres, lambda: move("A", "B"), lambda: move("B", "C"), lambda: move("C", "A"))
        check_tree()
        with writing():
            for name in ("A", "B", "C"):
                move(name, "U001")
            db.session.commit()


def test_on_postgresql_two_changes_of_different_things_both_win(in_postgres: Flask) -> None:
    plant("A", "B", "C", "D")
    for number in range(5):
        at_once(in_postgres, *(partial(_rename, ref, f"{ref} {number}") for ref in ("A", "B", "C", "D")))
    names = db.session.scalars(select(Unit.name).where(Unit.parent_id.is_not(None)).order_by(Unit.ref)).all()
    assert names == ["A 4", "B 4", "C 4", "D 4"]


def _rename(ref: str, name: str) -> None:
    get_row(Unit, ref).name = name
    db.session.flush()


def test_two_coordinators_moving_against_each_other_get_one_no(town: Flask) -> None:
    one, two = coordinator(town), coordinator(town)
    first, second = opened(one, "/einheiten/U10/aendern"), opened(two, "/einheiten/U11/aendern")
    send(one, "/einheiten/U10/aendern", first, parent_id=str(unit(town, "U11").id))
    answer = send(two, "/einheiten/U11/aendern", second, parent_id=str(unit(town, "U10").id))
    assert answer.status_code == 422
    assert unit(town, "U11").parent_id == unit(town, "U09").id


def test_a_unit_under_itself_is_refused(in_empty: Flask) -> None:
    plant("A")
    with writing(), pytest.raises(TreeBroken):
        move("A", "A")


def test_a_town_under_its_own_office_is_refused(in_empty: Flask) -> None:
    plant("A")
    with writing(), pytest.raises(TreeBroken):
        move("U001", "A")


def test_the_tree_has_a_deepest_level(in_empty: Flask) -> None:
    plant("A")
    with writing():
        below = get_row(Unit, "A").id
        for number in range(MOST_LEVELS - 2):
            below = add_unit({"name": str(number), "kind": UnitKind.OFFICE, "parent_id": below}).id
        with pytest.raises(TreeBroken):
            add_unit({"name": "zu tief", "kind": UnitKind.OFFICE, "parent_id": below})


def test_the_first_unit_is_the_town(in_empty: Flask) -> None:
    with writing(), pytest.raises(TreeBroken, match="Ganz oben muss die Stadt stehen"):
        add_unit({"name": "Amt", "kind": UnitKind.OFFICE})


@pytest.mark.parametrize(("stored", "expected"), [("u-1", "U002"), ("ÖU1", "U002"), ("U07-2", "U002"), ("U99", "U100")])
def test_odd_refs_do_not_disturb_the_next_one(in_empty: Flask, stored: str, expected: str) -> None:
    with writing():
        db.session.add(Unit(ref=stored, name="Stadt", kind=UnitKind.TOWN))
        db.session.flush()
        new = add_unit({"name": "Amt", "kind": UnitKind.OFFICE})
        assert new.ref == expected
