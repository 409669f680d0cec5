"""The questions of the built-in checklist."""

import csv

from ks_board.gaps.rules import PACK

with PACK.with_name("questions.csv").open(encoding="utf-8", newline="") as file:
    QUESTIONS = [row["id"] for row in csv.DictReader(file)]
