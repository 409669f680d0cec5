"""The report to the council as files: PDF, spreadsheet, and one long table for machines."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from flask_babel import gettext as _

from ks_board.core.errors import Unavailable
from ks_board.core.formatting import number
from ks_board.organigram.pictures import Kind, list_lines, picture_file
from ks_board.organigram.view import View
from ks_board.reports.council import Report
from ks_board.reports.council_words import Figure, Paper
from ks_board.reports.parts import Part, Table, part_as_text
from ks_board.reports.spreadsheet import write_csv, write_xlsx
from ks_board.reports.typst import print_pdf

CSV_HEAD = ("part", "row", "column", "value")


def as_pdf(report: Report, paper: Paper, organigram: View) -> bytes:
    """Return the two pages, the draft decisions, the annexes and the organigram as PDF/UA."""
    return print_pdf("council.typ", pdf_data(report, paper, organigram))


def pdf_data(report: Report, paper: Paper, organigram: View) -> dict[str, Any]:
    """Return what the template of the PDF needs."""
    return {
        "town": report.town,
        "title": paper.title,
        "subtitle": paper.subtitle,
        "edition": paper.edition,
        "figures": [{"value": number(one.value), "words": one.words, "note": one.note} for one in paper.figures],
        "questions": part_as_text(paper.questions),
        "done": [part_as_text(part) for part in paper.done],
        "draft_word": _("Beschlussvorlage"),
        "drafts": [{"title": draft.title, "sections": draft.sections} for draft in report.drafts],
        "annexes": [part_as_text(part) for part in paper.annexes],
        "picture": _picture(organigram),
        "organigram": {
            "title": _("Organigramm"),
            "list_title": _("Organigramm als Liste"),
            "alt": _("Organigramm der Stadt. Dieselben Einheiten stehen auf der nächsten Seite als Liste."),
            "lines": [asdict(line) for line in list_lines(organigram)],
        },
    }


def as_xlsx(paper: Paper) -> bytes:
    """Return all figures and lists as a spreadsheet, one sheet a part."""
    return write_xlsx([part for part in tables_of(paper) if part.table])


def as_csv(paper: Paper) -> str:
    """Return the same cells as one long table: part, number of the row, column, value."""
    return write_csv(CSV_HEAD, _cells(paper))


def tables_of(paper: Paper) -> tuple[Part, ...]:
    """Return the parts that are tables, the three numbers first."""
    return (_figures(paper.figures), paper.questions, *paper.annexes)


def _figures(figures: tuple[Figure, ...]) -> Part:
    head = (_("Zahl"), _("Was"), _("Dazu"))
    rows = tuple((one.value, one.words, one.note) for one in figures)
    return Part("zahlen", _("Drei Zahlen"), table=Table(_("Die drei Zahlen des Berichts"), head, rows))


def _cells(paper: Paper) -> Iterator[tuple[Any, ...]]:
    for part in tables_of(paper):
        if part.table is None:
            continue
        for at, row in enumerate(part.table.rows, start=1):
            yield from ((part.key, at, *pair) for pair in zip(part.table.head, row, strict=True))


def _picture(organigram: View) -> str | None:
    """Return the picture as SVG; without Graphviz the list still stands."""
    try:
        return picture_file(organigram, Kind.SVG).read().decode()
    except Unavailable:
        return None
