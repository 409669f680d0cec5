"""Look at a printed paper: its pages, its words, its QR codes."""

from io import BytesIO

import zxingcpp
from flask import Flask
from PIL import Image
from pypdf import PdfReader

from ks_board.core.db import db
from ks_board.pages.paper_kinds import KINDS
from ks_board.reports.papers import Paper
from ks_board.reports.typst import print_pdf, print_png
from ks_board.tasks.models import Task
from tests.reports.pdf import faults

SHARP = 150.0
TURNED = 0.1


def make(app: Flask, kind: str, **asked: str) -> Paper:
    """Make a paper as its address does."""
    with app.test_request_context():
        return KINDS[kind](asked)


def printed(paper: Paper) -> PdfReader:
    """Print a paper and check that readers' software can use it."""
    pdf = print_pdf(paper.template, paper.data)
    assert not faults(pdf)
    return PdfReader(BytesIO(pdf))


def words_of(pdf: PdfReader) -> str:
    """Return all words of a paper, on one line, without the places where a line may break."""
    text = " ".join(page.extract_text() for page in pdf.pages).replace("\u200b", "")
    return " ".join(text.split())


def lowest_line(pdf: PdfReader) -> float:
    """Return how far above the edge the last upright line of the first page stands, in points."""
    heights: list[float] = []

    def note(text: str, cm: list[float], tm: list[float], *_font: object) -> None:
        if text.strip() and abs(tm[1] * cm[0] + tm[0] * cm[1]) < TURNED:
            heights.append(tm[5] * cm[3] + cm[5])

    pdf.pages[0].extract_text(visitor_text=note)
    return min(heights)


def codes(paper: Paper) -> set[str]:
    """Return what the QR codes of the first page say to a phone."""
    png = Image.open(BytesIO(print_png(paper.template, paper.data, dpi=SHARP)))
    return {code.text for code in zxingcpp.read_barcodes(png)}


def get_task(ref: str, **changed: object) -> Task:
    """Return a task, after changes."""
    task = db.session.query(Task).filter_by(ref=ref).one()
    for name, value in changed.items():
        setattr(task, name, value)
    db.session.flush()
    return task
