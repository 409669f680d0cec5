"""Branches of the organigram into which nobody was entered yet."""

from pathlib import Path

import pytest
from flask import Flask

from ks_board.exchange.importer import import_folder
from ks_board.gaps.branches import EmptyBranch, fold_empty_branches, list_units
from ks_board.gaps.queries import Gap, find_gaps
from tests.conftest import NOW
from tests.gaps.maker import ON, Maker


@pytest.fixture
def maker() -> Maker:
    return Maker()


def folded(maker: Maker, folder: Path) -> tuple[list[Gap], list[EmptyBranch]]:
    import_folder(maker.write(folder / "town"), now=NOW)
    return fold_empty_branches(find_gaps(ON), list_units())


def rules(gaps: list[Gap]) -> set[str]:
    return {gap.rule.ref for gap in gaps}


def test_a_town_without_people_is_one_branch_instead_of_an_alarm_for_each_post(
    maker: Maker, in_empty: Flask, tmp_path: Path
) -> None:
    maker.post()
    maker.post()
    maker.duty()

    gaps, branches = folded(maker, tmp_path)

    assert branches == [EmptyBranch(maker.town, "Stadt", 2, 1)]
    assert not rules(gaps) & {"post-vacant", "responsibility-no-holder"}


def test_other_gaps_of_an_empty_branch_stay(maker: Maker, in_empty: Flask, tmp_path: Path) -> None:
    maker.post(authority=None)

    gaps, _branches = folded(maker, tmp_path)

    assert "post-incomplete" in rules(gaps)


def test_one_appointment_however_old_makes_each_vacancy_of_its_branch_an_alarm(
    maker: Maker, in_empty: Flask, tmp_path: Path
) -> None:
    maker.post(unit_id=maker.unit(parent_id=maker.unit()))
    maker.lead(maker.duty(), until=-5000)

    gaps, branches = folded(maker, tmp_path)

    assert branches == []
    assert rules(gaps) >= {"post-vacant", "responsibility-no-holder"}


def test_each_root_has_its_own_branch(maker: Maker, in_empty: Flask, tmp_path: Path) -> None:
    maker.lead(maker.post())
    club = maker.unit("association", parent_id=None, name="Verein")
    maker.post(unit_id=club)

    _gaps, branches = folded(maker, tmp_path)

    assert branches == [EmptyBranch(club, "Verein", 1, 0)]


def test_a_branch_without_posts_is_not_mentioned(maker: Maker, in_empty: Flask, tmp_path: Path) -> None:
    assert folded(maker, tmp_path)[1] == []
