"""Guess the kind of a unit from its name; people correct it on its page."""

from ks_board.core.text import fold
from ks_board.organigram.models import PostKind, UnitKind

_ENDINGS: tuple[tuple[UnitKind, str], ...] = (
    (UnitKind.COORDINATION, "koordinierungsstelle ehrenamtskoordination"),
    (UnitKind.COMMITTEE, "ausschuss beirat kommission"),
    (UnitKind.COUNCIL, "stadtrat gemeinderat ortschaftsrat rat"),
    (UnitKind.INITIATIVE, "initiative burgerinitiative stammtisch"),
    (UnitKind.ASSOCIATION, "verein verband ev forderverein sportverein heimatverein"),
    (UnitKind.COMPANY, "gmbh ag stadtwerke eigenbetrieb"),
    (UnitKind.STAFF, "stabsstelle stab beauftragte beauftragter"),
    (UnitKind.DISTRICT, "ortsteil ortschaft stadtteil"),
    (UnitKind.SECTION, "sachgebiet team referat fachdienst gruppe abteilung"),
    (
        UnitKind.FACILITY,
        "kita kindertagesstatte kindergarten hort schule grundschule oberschule bucherei bibliothek feuerwehr museum "
        "bauhof freibad hallenbad schwimmbad archiv friedhof jugendclub burgerhaus musikschule touristinformation",
    ),
    (UnitKind.OFFICE, "amt kammerei dezernat fachbereich verwaltung burgermeister burgermeisterin rathaus"),
)
_BY_ENDING = tuple((kind, tuple(fold(ending) for ending in endings.split())) for kind, endings in _ENDINGS)
SHORT = 3
_ELECTED = ("burgermeister", "stadtrat", "gemeinderat", "ortsvorsteh", "vorsitz")
_HONORARY = ("ehrenamt", "wehrleit")


def unit_kind(name: str) -> UnitKind:
    """Return what a unit of this name most probably is."""
    words = fold(name).split()
    for kind, endings in _BY_ENDING:
        if any(_ends(word, ending) for word in words for ending in endings):
            return kind
    return UnitKind.SECTION


def _ends(word: str, ending: str) -> bool:
    """Tell whether a word is the ending or a compound of it; very short ones stand alone, but for "Bauamt"."""
    return word == ending or ((len(ending) > SHORT or ending == "amt") and word.endswith(ending))


def post_kind(title: str, unit: UnitKind) -> PostKind:
    """Return how a post of this title is most probably held."""
    words = fold(title)
    if any(part in words for part in _HONORARY) or unit in {UnitKind.ASSOCIATION, UnitKind.INITIATIVE}:
        return PostKind.HONORARY
    elected = unit in {UnitKind.COUNCIL, UnitKind.COMMITTEE} or any(part in words for part in _ELECTED)
    return PostKind.ELECTED if elected else PostKind.PROFESSIONAL
