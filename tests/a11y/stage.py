"""Weißwald with what no reference day shows: a draft, somebody looked for, a yes of one's own to look at."""

from flask import Flask

from ks_board.permissions import ACCOUNT_ROLES, Role
from tests.access.declared import READABLE
from tests.organigram_edit.browser import coordinator, fill
from tests.scenarios.drafts import EVERYTHING, NEW_UNIT, draft_in

LOOKED_FOR = "/luecken/post-vacant/S12/tun/post-vacant-2"
FILES = (".csv", ".ics", ".json", ".pdf", ".svg", ".xlsx", ".zip")
LINK, VOLUNTEER, SPONSOR, COORDINATOR, ADMIN = Role.LINK, *ACCOUNT_ROLES
MORE: dict[Role, tuple[str, ...]] = {
    Role.PUBLIC: ("/gesucht/O001", "/aufgaben?q=nichts+davon", "/organigramm?einheit=U12", "/nowhere"),
    LINK: ("/meine/zusagen/G002", "/meine/zusagen/G002/beenden"),
    VOLUNTEER: ("/tandems/D01", "/tandems/D01/absprache"),
    SPONSOR: (),
    COORDINATOR: (
        "/entwuerfe/EN001",
        "/entwuerfe/EN001/aendern",
        "/entwuerfe/EN001/neuer-schritt/add_unit",
        "/entwuerfe/EN001/in-kraft",
        "/entwuerfe/EN001/zeigen",
        "/tandems/D01",
        "/menschen?q=tsch",
        "/daten/massnahmen",
    ),
    ADMIN: (),
}
"""Addresses that show more than those of tests/access/declared.py."""


def set_stage(app: Flask) -> None:
    """Add a draft with every kind of step and look for somebody."""
    draft_in(app, *EVERYTHING)
    draft_in(app, NEW_UNIT)
    assert fill(coordinator(app), LOOKED_FOR, title="Wer macht die Assistenz?").status_code == 303


def pages_of(role: Role) -> list[str]:
    """Return the address of every page that a role may read; files to take home are no pages."""
    declared = [address.path for address in READABLE.values() if role in address.who]
    return [path for path in declared if not (path.startswith("/api/") or path.endswith(FILES))] + list(MORE[role])
