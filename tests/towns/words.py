"""Texts that have broken programs before, and the answer of every one of them is: text."""

GIVEN = [
    "Änne",
    "Jörg",
    "Aşkın",
    "Nguyễn Thị",
    "Zoë",
    "Karl-Heinz",
    "Božena",
    "Li",
    "Anna Maria",
    "ß",
    "أمينة",
    "O'Neil",
]
FAMILY = ["Müller", "Schmidt-Weiß", "von der Heide", "Lehnigk", "Lehnigk", "Straße", "Öz", "Dvořák", "Trần", "D’Angelo"]
TITLES = [
    "Bürgerbus fahren",
    "Straßenfest & Umzug",
    'Der "Bücherschrank"',
    "<b>Fett</b> <script>alert(1)</script>",
    "=1+1",
    "-Strich vorn",
    "+49 und @",
    "Café 🎉 Grüße 👩🏽‍🌾",
    "עברית rechts nach links",
    "Semikolon; Komma, Punkt.",
    "{{ 7*7 }} {% raw %} %(name)s",
    "Lesepaten",
    "0",
    "NULL",
    "W" * 300,
    "ein Wort " * 30 + "Ende",
    "Prozent 100 % \\ Rückstrich",
    "l'été à Noël",
]
LONG = [*TITLES, "Erste Zeile\nzweite Zeile", 'Zitat: "Ja"\n\nNein;\tTabulator', "Sie helfen mit, einmal in der Woche."]
CHANNELS = ["app", "aushang", "amtsblatt", "newsletter", "Kirchenblatt äöü"]
STREETS = ["Markt 1", "Am Mühlgraben 7a", "Straße der Einheit 12", "Dorfstr. 3/5"]
