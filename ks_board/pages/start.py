"""The start page: what needs hands, who is responsible, whom to ask, what is missing."""

from dataclasses import dataclass
from datetime import date

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ks_board.core import clock
from ks_board.core.access import can, needs
from ks_board.core.parts import part
from ks_board.gaps.evidence import find_evidence
from ks_board.pages.coordination import find_coordination
from ks_board.pages.views import pages
from ks_board.pages.visible_gaps import visible_gaps
from ks_board.permissions import Permission
from ks_board.tasks.board import count_with_room, list_soonest
from ks_board.tasks.contacts import dialled
from ks_board.town.queries import NAMELESS

MOST_TASKS = 6
FILLED_POSTS = "S2"
"""The question whose evidence counts the posts that are filled."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that answers one of the three questions, and the page that tells more."""

    number: str
    words: str
    href: str


@pages.get("/")
@needs(Permission.SITE_READ)
def start() -> str:
    """Show what needs hands, who is responsible and whom to ask."""
    cards = list_soonest(MOST_TASKS, now=clock.now(), sees_names=can(Permission.PERSON_READ_NAMES))
    return render_template(
        "pages/start.html",
        cards=cards and part("tasks/_cards.html", cards=cards, level=3, path=url_for("tasks.board"), brief=True),
        contact=find_coordination(clock.today()),
        dialled=dialled,
        nameless=NAMELESS,
        figures=_figures(clock.today()),
    )


def _figures(on: date) -> tuple[Figure, ...]:
    """Return what needs doing, who is responsible and what is missing, each as one number."""
    tasks, posts, (missing, _folded) = (
        count_with_room(),
        find_evidence(on, [FILLED_POSTS])[FILLED_POSTS],
        visible_gaps(on),
    )
    return (
        Figure(
            str(tasks), ngettext("Aufgabe sucht jemanden", "Aufgaben suchen jemanden", tasks), url_for("tasks.board")
        ),
        Figure(
            _("%(part)s von %(whole)s", part=posts.part, whole=posts.whole),
            _("Stellen sind besetzt"),
            url_for("organigram.page"),
        ),
        Figure(str(len(missing)), ngettext("Lücke ist offen", "Lücken sind offen", len(missing)), url_for("gaps.page")),
    )
