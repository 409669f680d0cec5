"""Drafts for the tests: one that does everything a draft can do, and the database as plain rows."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import Table, select

from ks_board.core.db import Base, db, writing
from ks_board.organigram.scenario_edit import add_scenario, add_step, get_scenario
from ks_board.organigram.scenario_models import Scenario, StepVerb
from ks_board.organigram.scenario_play import Played, list_steps, play
from ks_board.organigram.scenario_run import Run

ON = date(2026, 11, 16)
REF = "EN001"
PAGE = f"/entwuerfe/{REF}"
Steps = list[tuple[StepVerb, Mapping[str, Any]]]
NEW_UNIT = (StepVerb.ADD_UNIT, {"values": {"name": "Amt für Neues", "kind": "office", "parent_id": "U01"}})
RENAMED = (StepVerb.CHANGE_UNIT, {"row": "U11", "values": {"name": "Pressestelle"}})
APPOINTED = (StepVerb.APPOINT_POST, {"row": "S12", "person": "P025", "kind": "lead", "replaces": None})
MERGED = (StepVerb.MERGE_UNITS, {"row": "U13", "into": "U17"})
EVERYTHING: Steps = [
    NEW_UNIT,
    (StepVerb.ADD_POST, {"values": {"title": "Leitung Neues", "kind": "elected", "unit_id": "ES001", "is_head": True}}),
    (StepVerb.APPOINT_POST, {"row": "ES002", "person": "P028", "kind": "lead", "replaces": None}),
    (StepVerb.CHANGE_UNIT, {"row": "U11", "values": {"parent_id": "ES001", "name": "Pressestelle"}}),
    MERGED,
    (StepVerb.CHANGE_POST, {"row": "S08", "values": {"unit_id": "ES001", "hours_per_week": 20.0}}),
    (StepVerb.CLOSE_POST, {"row": "S10"}),
    (
        StepVerb.ADD_DUTY,
        {"values": {"title": "Neues", "kind": "mandatory", "area_id": "admin", "unit_id": "ES001"}},
    ),
    (StepVerb.APPOINT_DUTY, {"row": "ES008", "person": "P084", "kind": "deputy", "replaces": None}),
    (StepVerb.CHANGE_DUTY, {"row": "R02", "values": {"unit_id": "ES001"}}),
    (StepVerb.CLOSE_DUTY, {"row": "R05"}),
    (StepVerb.END_APPOINTMENT, {"row": "A004"}),
    (StepVerb.CLOSE_UNIT, {"row": "U08", "with_all_below": True}),
]
"""Each verb once, on what the town has and on what the draft itself makes."""


def draft(*steps: tuple[StepVerb, Mapping[str, Any]]) -> Scenario:
    """Write a draft with these steps."""
    scenario = add_scenario(title="Neue Ordnung", note="Für den Rat", by=None, on=ON)
    for verb, arguments in steps:
        add_step(scenario, verb, arguments, on=ON)
    db.session.commit()
    return scenario


def draft_in(app: Flask, *steps: tuple[StepVerb, Mapping[str, Any]]) -> None:
    """Write a draft into the database of an app."""
    with app.app_context(), writing():
        draft(*steps)


def try_out(*, on: date = ON, sees_names: bool = True, is_imagined: bool = True) -> list[Played]:
    """Do the steps of the draft, as a page inside `imagined()` does, or for real."""
    return play(list_steps(get_scenario(REF).id), Run(on, is_imagined=is_imagined, sees_names=sees_names))


def everything(*, left_out: frozenset[str] = frozenset()) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables, without the tables or columns left out."""
    db.session.rollback()
    tables = [table for table in Base.metadata.sorted_tables if table.name not in left_out]
    return {table.name: _rows(table, left_out) for table in tables}


def _rows(table: Table, left_out: frozenset[str]) -> list[tuple[Any, ...]]:
    columns = [column for column in table.columns if column.name not in left_out]
    return [tuple(row) for row in db.session.execute(select(*columns).order_by(*table.primary_key))]
