"""The dice: one seeded source of cells, rows and references, and the town drawn so far."""

import csv
import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path

from tests.towns import words

PACK = Path(__file__).parents[2] / "ks_board" / "data" / "pack"
Row = dict[str, str]

UNNAMED = "the town, before meta is drawn"
ID_STYLES = ["{letter}{n:02d}", "{n}", "{low}-{n}", "{letter}_{n}.a", "Ö{letter}{n}", "{low}{n:05d}"]
REFERENCE_DAYS = ["2026-11-16", "2028-02-29", "2027-02-28", "2028-03-01", "2029-02-28", "2026-03-29", "2026-10-25"]


def read_pack(name: str) -> list[Row]:
    """Read a file of the built-in pack."""
    with (PACK / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Draw:
    """A town in the making: its dice, its reference day, its tables."""

    def __init__(self, seed: int, size: int) -> None:
        self.dice = random.Random(seed)
        self.size = size
        day = self.dice.choice(REFERENCE_DAYS) if self.chance(0.6) else None
        self.on = dt.date.fromisoformat(day) if day else dt.date(2015, 1, 1) + dt.timedelta(self.dice.randrange(9000))
        self.id_style = self.dice.choice(ID_STYLES)
        self.tables: dict[str, list[Row]] = {"town": [{"id": UNNAMED}]}
        self.thresholds = {row["id"]: int(row["threshold_days"] or 0) for row in read_pack("rules")}

    # Cells

    def chance(self, share: float) -> bool:
        """Return True in this share of the cases."""
        return self.dice.random() < share

    def some(self, *values: str, empty: float = 0.2) -> str:
        """Return one of the values, or an empty cell."""
        return "" if self.chance(empty) else self.dice.choice(values)

    def one(self, *values: str) -> str:
        """Return one of the values."""
        return self.dice.choice(values)

    def title(self) -> str:
        """Return a short text, often an odd one."""
        return self.dice.choice(words.TITLES) if self.chance(0.3) else f"Titel {self.dice.randrange(1000)}"

    def text(self, empty: float = 0.4) -> str:
        """Return a free text, perhaps of several lines."""
        return self.some(*words.LONG, empty=empty)

    def list(self, *values: str, empty: float = 0.2) -> str:
        """Return a list cell, with doubled entries and odd spaces."""
        items = [self.dice.choice(values) for _ in range(self.dice.randint(1, 3))]
        return self.some(";".join(items), "; ".join(items), " ; ".join([*items, items[0]]), empty=empty)

    def yes(self, share: float) -> str:
        """Return 1 in this share of the cases, else 0 or nothing."""
        return "1" if self.chance(share) else self.one("0", "")

    def hours(self, empty: float = 0.25) -> str:
        """Return hours: zero, whole, and decimals whose sums are not exact in binary."""
        return self.some("0", "0.1", "0.2", "0.3", "0.7", "1", "2", "2.5", "19.5", "1.0", "40", empty=empty)

    def day(self, *ago: int, empty: float = 0.15) -> str:
        """Return a day at, just before or just after one of the boundaries `ago` days ago, or any day."""
        if self.chance(empty):
            return ""
        if self.chance(0.25):
            return self.shift(self.dice.randint(-900, 900))
        return self.shift(-self.dice.choice([*ago, 0]) + self.dice.choice([-1, 0, 0, 1]))

    def boundary(self, rule: str, empty: float = 0.15) -> str:
        """Return a day around the threshold of a rule, counted back."""
        return self.day(self.thresholds[rule], empty=empty)

    def shift(self, days: int) -> str:
        """Return the day so many days after the reference day."""
        return (self.on + dt.timedelta(days=days)).isoformat()

    def span(self, first: str, last: str) -> tuple[str, str]:
        """Return both days in order."""
        return (last, first) if first and last and first > last else (first, last)

    def period(self, *ago: int) -> tuple[str, str]:
        """Return from and until: mostly in force, else just over or just about to begin."""
        first = self.day(*ago, 400, empty=0.3)
        last = self.day(-30, -90, empty=0.6)
        return self.span(first, last)

    # Rows

    def rows(
        self, table: str, prefix: str, make: Callable[[], Row], needs: tuple[str, ...] = (), share: float = 1
    ) -> None:
        """Fill a table with a random number of rows; with none if it needs a table that is empty."""
        self.tables[table] = []
        if not all(self.tables[name] for name in needs) or (table != "units" and self.chance(0.05)):
            return
        for number in range(1, self.dice.randint(5, max(6, int(self.size * share))) + 1):
            row_id = self.id_style.format(letter=prefix, low=prefix.lower(), n=number)
            self.tables[table].append({"id": row_id} | make())

    def ref(self, table: str, empty: float = 0.0) -> str:
        """Return the id of any row of a table; nothing if the table is empty."""
        ids = [row["id"] for row in self.tables[table]]
        return self.some(*ids, empty=empty) if ids else ""
