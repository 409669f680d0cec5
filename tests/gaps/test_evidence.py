"""What the data say to each question."""

from flask import Flask

from ks_board.gaps.evidence import find_evidence
from ks_board.gaps.populations import POPULATIONS
from ks_board.gaps.queries import find_gaps
from ks_board.gaps.sentences import SENTENCES
from tests.gaps.maker import ON
from tests.gaps.questions import QUESTIONS

# Here "well" and "gap" leave nothing between them; elsewhere a gap also needs some days, or two rules share a question.
OPPOSITES = ("S2", "S3a", "S3b", "S5", "S6", "S7", "S8", "K2", "K4", "K5", "U1", "U3")


def test_every_question_has_a_population_and_a_sentence() -> None:
    assert list(POPULATIONS) == list(SENTENCES) == QUESTIONS


def test_what_is_not_well_is_a_gap(in_examples: Flask) -> None:
    evidence, gaps = find_evidence(ON), find_gaps(ON)

    for question in OPPOSITES:
        rule = POPULATIONS[question].rule_ref
        number = sum(gap.rule.ref == rule for gap in gaps)
        assert (question, evidence[question].whole - evidence[question].part) == (question, number)


def test_a_sentence_says_so_many_of_so_many(in_weisswald: Flask) -> None:
    assert find_evidence(ON)["S4"].sentence == "80 von 90 Zuständigkeiten haben eine Leitung und eine Vertretung."


def test_where_nothing_is_entered_the_sentence_says_so(in_empty: Flask) -> None:
    assert {evidence.sentence for evidence in find_evidence(ON).values()} == {"Dazu ist noch nichts eingetragen."}


def test_evidence_is_public_only_if_the_gaps_behind_it_are(in_weisswald: Flask) -> None:
    public = [ref for ref, evidence in find_evidence(ON).items() if evidence.public]

    assert public == ["S2", "S3a", "S3b", "S4", "S5", "S6", "S7", "S9", "S11"]
