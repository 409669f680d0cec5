"""Messy tables as offices keep them, made anew for each test."""

import io
from collections.abc import Sequence

import xlsxwriter

Cells = Sequence[Sequence[object]]


def xlsx(rows: Cells, *, further: Sequence[str] = (), merged: Sequence[str] = ()) -> bytes:
    """Return an XLSX file of these rows; `further` sheets hold one cell, `merged` names ranges that are merged."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Stellenplan")
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, at, cell)
    for area in merged:
        sheet.merge_range(area, None)
    for name in further:
        book.add_worksheet(name).write(0, 0, "Notizen")
    book.close()
    return out.getvalue()


def csv(rows: Cells, *, separator: str = ";", encoding: str = "utf-8") -> bytes:
    """Return a CSV file."""
    return "".join(separator.join(map(str, row)) + "\r\n" for row in rows).encode(encoding)


MESSY: Cells = (
    ("Stadt Kleinau – Verwaltungsgliederungsplan",),
    ("Stand: 1.11.2026", None, None, None, "erstellt: Hauptamt"),
    (),
    ("Amt / Sachgebiet", "übergeordnet", "Leitung", "Stellv.", "Tel.", "E-Mail", "Bemerkung"),
    ("Bürgermeisteramt", None, "Frau Anna Müller", None, "03023 100", "bm@kleinau.example", None),
    ("Hauptamt", "Bürgermeisteramt", "Lehmann, Bernd", "Müller, Anna", "03023 110", None, None),
    ("Personal", "Hauptamt", "N.N.", None, None, None, "Stelle wird ausgeschrieben"),
    ("Zentrale Dienste", "Hauptamt", "Herr Dr. Jan von der Heide", None, None, None, None),
    ("Archiv", "Hauptamt", "vakant", None, None, None, None),
    ("Kämmerei", "Bürgermeisteramt", "Schulz, Carla", None, "03023 120", None, None),
    ("Stadtkasse", "Kämmerei", "Vogel, Dirk", None, None, None, None),
    ("Steuern", "Kämmerei", "-", None, None, None, None),
    (),
    ("Amt / Sachgebiet", "übergeordnet", "Leitung", "Stellv.", "Tel.", "E-Mail", "Bemerkung"),
    ("Bauamt", "Bürgermeisteramt", "Wolf, Eva", "N.N.", "03023 130", None, None),
    ("Stadtplanung", "Bauamt", "Krause, Falk", None, None, None, None),
    ("Bauhof", "Bauamt", "Busch, Gerd", None, None, None, None),
    ("Friedhof", "Bauhof", None, None, None, None, None),
    ("Ordnungsamt", "Bürgermeisteramt", "Kühn, Heike", None, "03023 140", None, None),
    ("Bürgerbüro", "Ordnungsamt", "Frank, Ines", None, None, None, None),
    ("Standesamt", "Ordnungsamt", "Frank, Ines", None, None, None, None),
    ("Feuerwehr", "Ordnungsamt", "Otto, Kai", "Peters, Lea", None, None, None),
    ("Kita Sonnenblume", "Hauptamt", "Roth, Mia", None, None, None, None),
    ("Kita Regenbogen", "Hauptamt", "Seidel, Nils", None, None, None, None),
    ("Bücherei", "Hauptamt", "Thiel, Olga", None, None, None, None),
    ("Museum", "Hauptamt", "Ude, Vera", None, None, None, "nur im Sommer"),
    ("Freibad", "Hauptamt", None, None, "03023 150", None, None),
    ("Stadtrat", None, "Ullrich, Paul", None, None, None, None),
    ("Bauausschuss", "Stadtrat", "Zander, Rita", None, None, None, None),
    ("Tourismus", "Wirtschaftsamt", "Arndt, Sven", None, None, None, None),
    ("Jugendclub", "Jugendclub", "Bach, Tom", None, None, None, None),
)
"""25 rows of units below a title, with an unknown unit above and one that hangs under itself."""
