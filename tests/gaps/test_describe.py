"""What gaps are called, where they lead, and since when they last."""

from datetime import date

import pytest
from flask import Flask

from ks_board.gaps.describe import DescribedGap, describe
from ks_board.gaps.models import SubjectKind
from ks_board.gaps.queries import find_gaps
from tests.gaps.maker import ON

POST, DUTY, TASK, UNIT = SubjectKind.POST, SubjectKind.RESPONSIBILITY, SubjectKind.TASK, SubjectKind.UNIT
LABELS = [
    ("enabling-decision-missing", "weisswald", "Weißwald", None),
    ("unit-no-channel", "U36", "Jugendclub Gleis 3", (UNIT, "U36")),
    ("post-vacant", "S27", "Vollstreckung", (POST, "S27")),
    ("responsibility-no-holder", "R83", "Ortschronik", (DUTY, "R83")),
    ("appointment-person-left", "A048", "Vollstreckung, Leitung: Steffen Ullmann", (POST, "S27")),
    ("appointment-person-left", "A166", "Stadtkasse, Vertretung: Steffen Ullmann", (DUTY, "R31")),
    ("anchor-no-keeper", "L10", "Dorfhaus Teichrode", None),
    ("task-no-contact", "T32", "Haltestellen sauber halten", (TASK, "T32")),
    ("certificate-missing", "G190", "Jugendraum am Samstag: Helene Ditsche", (TASK, "T58")),
    ("person-overloaded", "P089", "Greta Ahlers", None),
    ("tandem-silent", "D11", "Rückkehrer-Netz", (TASK, "T20")),
    ("sponsor-no-tandem", "X12", "Kathrin Kießlich, Landtechnik Effenberg KG", None),
    ("message-unanswered", "N04", "Im Jugendclub ist am Samstag zu", None),
    ("measure-overdue", "M04", "Ortschronik neu besetzen", (SubjectKind.QUESTION, "S4")),
    ("exchange-no-date", "V10", "Austausch der Ortsteile", None),
    ("pot-heavy-paperwork", "B08", "Bundesprogramm Junge Orte", None),
    ("grant-undecided", "Y06", "Schaufenster Markt 7", None),
]
SINCE = [
    ("post-vacant", "S88", date(2026, 11, 16)),
    ("post-vacant", "S27", date(2026, 9, 30)),
    ("responsibility-no-deputy", "R31", date(2026, 9, 30)),
    ("task-unfilled", "T11", date(2026, 10, 28)),
    ("message-unanswered", "N02", date(2026, 11, 16)),
    ("measure-overdue", "M06", date(2026, 11, 16)),
    ("answer-outdated", "K2", date(2026, 9, 16)),
    ("certificate-missing", "G190", date(2026, 9, 21)),
    ("post-funding-ends", "S11", date(2026, 6, 30)),
    ("anchor-no-keeper", "L08", date(2026, 6, 30)),
    ("anchor-no-keeper", "L10", None),
    ("task-no-contact", "T32", None),
    ("enabling-decision-missing", "weisswald", None),
]


@pytest.fixture(scope="module")
def described(weisswald: Flask) -> dict[tuple[str, str], DescribedGap]:
    with weisswald.app_context():
        lines = describe(find_gaps(ON), ON, sees_names=True)
    return {(line.gap.rule.ref, line.gap.subject_ref): line for line in lines}


@pytest.mark.parametrize(("rule", "ref", "label", "page"), LABELS)
def test_label_and_page(
    described: dict[tuple[str, str], DescribedGap],
    rule: str,
    ref: str,
    label: str,
    page: tuple[SubjectKind, str] | None,
) -> None:
    assert (described[rule, ref].label, described[rule, ref].page) == (label, page)


@pytest.mark.parametrize(("rule", "ref", "since"), SINCE)
def test_since(described: dict[tuple[str, str], DescribedGap], rule: str, ref: str, since: date | None) -> None:
    assert described[rule, ref].since == since


def test_a_gap_names_the_unit_it_belongs_to(described: dict[tuple[str, str], DescribedGap]) -> None:
    line = described["post-vacant", "S27"]

    assert (line.unit_ref, line.unit_name) == ("U19", "Stadtkasse")


def test_a_gap_of_a_tandem_belongs_to_the_unit_of_its_task(
    described: dict[tuple[str, str], DescribedGap],
) -> None:
    assert described["tandem-silent", "D11"].unit_name == "Koordinierungsstelle Kleinstadt gestalten"


def test_a_gap_of_the_town_belongs_to_its_root(described: dict[tuple[str, str], DescribedGap]) -> None:
    assert described["enabling-decision-missing", "weisswald"].unit_name == "Stadt Weißwald"


def test_without_the_right_to_names_nobody_is_named_who_did_not_consent(in_examples: Flask) -> None:
    described = describe(find_gaps(ON), ON, sees_names=False)

    assert not [line.label for line in described if "Geheim" in line.label]
    assert {line.label for line in described if line.gap.kind is SubjectKind.PERSON} == {"ein Mensch"}
