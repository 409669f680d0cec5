"""Since when a condition holds that counts things which come and go."""

from datetime import date

import pytest

from ks_board.gaps.spells import Spell, beginning, cut

ON = date(2026, 11, 16)
JAN, FEB, MAR, APR = (date(2026, month, 1) for month in (1, 2, 3, 4))
END_OF_JAN, END_OF_FEB = date(2026, 1, 31), date(2026, 2, 28)


@pytest.mark.parametrize(
    ("spells", "nobody_since"),
    [
        ([], None),
        ([Spell("lead", JAN, END_OF_JAN)], FEB),
        ([Spell("lead", None, END_OF_JAN)], FEB),
        ([Spell("lead", JAN, END_OF_JAN), Spell("lead", FEB, END_OF_FEB)], MAR),
        ([Spell("lead", FEB, END_OF_FEB), Spell("lead", JAN, APR)], date(2026, 4, 2)),
        ([Spell("lead", date(2027, 1, 1), None)], None),
        ([Spell("lead", None, date(2026, 11, 15))], ON),
    ],
    ids=["never", "one", "open beginning", "two in a row", "overlapping", "only later", "since today"],
)
def test_nobody_since(spells: list[Spell], nobody_since: date | None) -> None:
    assert beginning(spells, ON, lambda now: not now) == nobody_since


def test_one_person_after_another_without_a_day_between_is_one_stretch() -> None:
    spells = [Spell("a", JAN, END_OF_JAN), Spell("a", FEB, None)]

    assert beginning(spells, ON, lambda now: len(now) == 1) == JAN


def test_a_day_between_begins_a_new_stretch() -> None:
    spells = [Spell("a", JAN, date(2026, 1, 30)), Spell("a", FEB, None)]

    assert beginning(spells, ON, lambda now: len(now) == 1) == FEB


def test_a_condition_that_always_held_has_no_beginning() -> None:
    assert beginning([Spell("a")], ON, lambda now: len(now) == 1) is None


@pytest.mark.parametrize(
    ("last", "left_on", "ends"),
    [
        (None, None, None),
        (FEB, None, FEB),
        (None, FEB, END_OF_JAN),
        (MAR, FEB, END_OF_JAN),
        (JAN, FEB, JAN),
    ],
)
def test_a_spell_ends_the_day_before_its_person_leaves(
    last: date | None, left_on: date | None, ends: date | None
) -> None:
    assert cut(last, left_on) == ends
