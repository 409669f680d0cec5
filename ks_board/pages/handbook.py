"""The coordinator's handbook: short chapters, each with a picture of its page if pictures were built."""

from dataclasses import dataclass

from flask import render_template, url_for

from ks_board.assets import asset_url, manifest
from ks_board.core.access import can, declared_permission, needs
from ks_board.pages.handbook_chapters import CHAPTERS, Chapter
from ks_board.pages.views import pages
from ks_board.permissions import Permission

PICTURE_SIZE = (800, 520)


@dataclass(frozen=True, slots=True)
class Shown:
    """A chapter, where its page stands if the reader may open it, and its picture, if there is one."""

    chapter: Chapter
    href: str | None
    picture: str | None


@pages.get("/hilfe/handbuch")
@needs(Permission.SITE_READ)
def handbook() -> str:
    """Show all chapters on one page, so that it can be printed at once."""
    return render_template("pages/handbook.html", shown=[_shown(each) for each in CHAPTERS], size=PICTURE_SIZE)


def picture_name(chapter: Chapter) -> str:
    """Return the plain name of the chapter's picture among the built files."""
    return f"handbook-{chapter.key}.webp"


def _shown(chapter: Chapter) -> Shown:
    name, needed = picture_name(chapter), declared_permission(chapter.endpoint)
    href = url_for(chapter.endpoint) if needed and can(needed) else None
    return Shown(chapter, href, asset_url(name) if name in manifest() else None)
