"""Refs: each table has its own letter, so that a ref alone says what it is of."""

from flask import Flask

from ks_board.core.db import Base
from ks_board.core.refs import LETTERS, next_ref
from ks_board.organigram.models import Appointment
from ks_board.tasks.models import Task


def test_no_two_tables_share_a_letter() -> None:
    assert len(set(LETTERS.values())) == len(LETTERS)


def test_every_letter_is_of_a_table_with_refs() -> None:
    assert [name for name in LETTERS if "ref" not in Base.metadata.tables[name].columns] == []


def test_a_ref_goes_on_from_the_newest_with_as_many_digits(in_weisswald: Flask) -> None:
    assert (next_ref(Task), next_ref(Appointment)) == ("T81", "A284")


def test_a_table_without_rows_begins_with_one(in_empty: Flask) -> None:
    assert next_ref(Task) == "T001"
