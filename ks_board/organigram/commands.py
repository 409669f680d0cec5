"""The command that draws the organigram into a file."""

from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask_babel import gettext as _

from ks_board.core import clock
from ks_board.core.errors import BadParameter
from ks_board.core.i18n import language
from ks_board.organigram.pictures import Kind, dot_source, picture_file
from ks_board.organigram.view import View

DOT = "dot"


@click.command("chart")
@click.option("--unit", help="The ref of one unit; without it the whole town.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Another day than today.")
@click.option("--poster", is_flag=True, help="The whole town with posts and holders (pdf).")
@click.option("--public", is_flag=True, help="Only names that the public may read.")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
def chart_command(unit: str | None, on: datetime | None, poster: bool, public: bool, output: Path) -> None:
    """Draw the organigram into FILE.svg, .png, .pdf or .dot."""
    suffix = output.suffix.removeprefix(".")
    if suffix not in (*Kind, DOT):
        raise BadParameter(_("Der Name der Datei muss auf .svg, .png, .pdf oder .dot enden."))
    today = clock.today()
    day = on.date() if on else today
    view = View(day, today, unit, is_poster=poster, sees_names=not public, language=language())
    with current_app.test_request_context(base_url=current_app.config["BASE_URL"]):
        content = dot_source(view).encode() if suffix == DOT else picture_file(view, Kind(suffix)).read()
    output.write_bytes(content)
