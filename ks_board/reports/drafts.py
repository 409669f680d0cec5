"""Draft decisions: for each rule a text that a council can decide on, editable in the town pack (drafts.csv)."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ks_board.core.formatting import short_date
from ks_board.core.i18n import DEFAULT as GERMAN
from ks_board.gaps.describe import DescribedGap
from ks_board.reports.letters import fill
from ks_board.town.packs import BUILT_IN, find_text

FILE = "drafts.csv"
EVERY_RULE = "*"
COLUMNS = ("rule_id", "council", "title", "decision", "reason")
PLACEHOLDERS = frozenset({"town", "subject", "unit", "since", "day", "gap", "action"})
"""What a text may name in braces; anything else in braces stays as it is written."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of one rule; `council`: is it something a council decides, so that the report proposes it?"""

    council: bool
    title: str
    decision: str
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft decision about one gap, ready to be copied."""

    rule: str
    subject: str
    title: str
    decision: str
    reason: str

    @property
    def key(self) -> str:
        """Name the gap as addresses do."""
        return f"{self.rule}:{self.subject}"

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """Return the headed sections after the title."""
        return (("Beschluss", self.decision), ("Begründung", self.reason), ("Abstimmung", VOTE))

    @property
    def text(self) -> str:
        """Return the whole text, to copy into the council's own form."""
        sections = (f"{title}\n{body}" for title, body in self.sections)
        return "\n\n".join((f"Beschlussvorlage: {self.title}", *sections))


# A German council decides in German: this text is the same in every language of the page.
VOTE = "Ja: ____   Nein: ____   Enthaltung: ____"


def list_wordings() -> dict[str, Wording]:
    """Return the texts by rule, `*` for all others; what the town's own file leaves out is as built in."""
    built_in = (BUILT_IN / FILE).read_text(encoding="utf-8")
    return _read(built_in) | _read(find_text(FILE) or "")


def make_draft(gap: DescribedGap, wordings: Mapping[str, Wording], *, town: str, on: date) -> Draft:
    """Fill the texts of the gap's rule."""
    rule = gap.gap.rule
    wording = wordings.get(rule.ref, wordings[EVERY_RULE])
    values = {
        "town": town,
        "subject": gap.label,
        "unit": gap.unit_name or town,
        "since": f"seit dem {short_date(gap.since, spoken=GERMAN)}" if gap.since else "schon länger",
        "day": short_date(on, spoken=GERMAN),
        "gap": rule.title_de,
        "action": rule.action_de,
    }
    texts = (fill(text, values) for text in (wording.title, wording.decision, wording.reason))
    return Draft(rule.ref, gap.gap.subject_ref, *texts)


@lru_cache(maxsize=4)
def _read(text: str) -> dict[str, Wording]:
    rows = [row for row in csv.DictReader(io.StringIO(text)) if all(row.get(name) for name in COLUMNS)]
    return {
        row["rule_id"]: Wording(row["council"] == "1", row["title"], row["decision"], row["reason"]) for row in rows
    }
