"""Spreadsheets: nothing that people typed becomes a formula."""

import io

import pytest
from python_calamine import CalamineWorkbook

from ks_board.reports.parts import Part, Table
from ks_board.reports.spreadsheet import write_csv, write_xlsx

EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "https://example.org"]


@pytest.mark.parametrize("text", EVIL)
def test_text_stays_text_in_a_workbook(text: str) -> None:
    part = Part("teil", "Teil", table=Table("Was", ("Text",), ((text,),)))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(write_xlsx([part]))).get_sheet_by_index(0)
    assert sheet.to_python() == [["Text"], [text]]


@pytest.mark.parametrize("text", EVIL[:5])
def test_text_like_a_formula_gets_an_apostrophe_in_csv(text: str) -> None:
    assert write_csv(["head"], [[text]]) == f"head\r\n'{text}\r\n"


def test_numbers_stay_numbers_in_csv() -> None:
    assert write_csv(["head"], [[-3, 2.5, None]]) == "head\r\n-3,2.50,\r\n"
