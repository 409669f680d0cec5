"""All gaps that the viewer may see."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ks_board.core.access import needs
from ks_board.core.params import page_asked
from ks_board.core.web import page_or_fragment
from ks_board.pages.gap_filters import filters_asked, load_options
from ks_board.pages.gap_report import make_report
from ks_board.permissions import Permission

gaps = Blueprint("gaps", __name__)


@gaps.get("/luecken")
@needs(Permission.GAP_READ)
def page() -> ResponseReturnValue:
    """Show the gaps of a day, by question or by unit, a page at a time; without somebody, on the page that compares."""
    if "ohne" in request.args:
        return redirect(url_for("gaps.what_if", ohne=request.args["ohne"], am=request.args.get("am")))
    options = load_options()
    filters, number = filters_asked(options), page_asked()
    report, path = make_report(filters, options, number), url_for("gaps.page")
    shown = {"report": report, "filters": filters, "options": options, "number": number, "path": path}
    return page_or_fragment("gaps/page.html", "gaps/_list.html", **shown)
