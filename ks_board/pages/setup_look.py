"""Colour and logo of the town: chosen, previewed, and served at addresses that change with them."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ks_board.core.access import needs
from ks_board.core.errors import NotFound
from ks_board.core.formatting import number
from ks_board.pages.setup import saved, setup
from ks_board.pages.setup_forms import LookForm
from ks_board.pages.setup_town import set_setting
from ks_board.pages.views import pages
from ks_board.permissions import Permission
from ks_board.town.logo import LogoRefused, make_logo
from ks_board.town.look import (
    COLOR,
    DARK_GROUND,
    ENOUGH,
    ENOUGH_IN_HEADER,
    LIGHT_GROUND,
    LOGO,
    WHITE,
    contrast,
    is_color,
    read_town,
    shades_of,
)
from ks_board.town.queries import find_setting

FIRST_COLOR = "#1c2b67"
"""What the board looks like without a colour of the town's own."""
FOR_EVER = "public, max-age=31536000, immutable"


@setup.get("/aussehen")
@needs(Permission.SETUP_USE)
def look() -> str:
    """Show colour and logo, or what a colour would look like (`?farbe=#1c5b3a`)."""
    color = request.args.get("farbe", "").lower()
    color = color if is_color(color) else find_setting(COLOR) or FIRST_COLOR
    return _page(LookForm(formdata=None, data={"color": color}))


@setup.post("/aussehen")
@needs(Permission.SETUP_USE)
def save_look() -> ResponseReturnValue:
    """Save colour and logo, or show them first; "keins" takes both away."""
    form, what = LookForm(), request.form.get("was")
    if what == "keins":
        set_setting(COLOR, None)
        set_setting(LOGO, None)
        return saved(_("Die Seiten sehen wieder aus wie am Anfang."))
    if not form.validate_on_submit() or what == "vorschau":
        return _page(form), 422 if form.errors else 200
    return _save(form)


@pages.get("/stadt.css")
@needs(Permission.SITE_READ)
def town_style() -> Response:
    """Return the style sheet with the town's colours."""
    _name, shown = read_town()
    if shown.style is None:
        raise NotFound(_("Die Stadt hat keine eigenen Farben."))
    return _kept(Response(shown.style, mimetype="text/css"), shown.style_digest)


@pages.get("/stadt-logo.png")
@needs(Permission.SITE_READ)
def town_logo() -> Response:
    """Return the town's logo."""
    _name, shown = read_town()
    if shown.logo is None:
        raise NotFound(_("Die Stadt hat kein eigenes Logo."))
    return _kept(Response(shown.logo, mimetype="image/png"), shown.logo_digest)


def _save(form: LookForm) -> ResponseReturnValue:
    if upload := form.logo.data:
        try:
            set_setting(LOGO, make_logo(upload.read()))
        except LogoRefused as refused:
            form.logo.errors = [str(refused)]
            return _page(form), 422
    set_setting(COLOR, form.color.data)
    return saved(_("Gespeichert. So sehen jetzt alle Seiten aus."))


def _kept(answer: Response, digest: str | None) -> Response:
    """Let browsers keep what they asked for by its digest; whoever asks without it has to ask again."""
    answer.set_etag(digest or "")
    if request.args.get("v") == digest:
        answer.headers["Cache-Control"] = FOR_EVER
    answer.make_conditional(request)
    return answer


def _page(form: LookForm) -> str:
    typed = form.color.data or ""
    color = typed if is_color(typed) else FIRST_COLOR
    shades = shades_of(color)
    return render_template(
        "setup/look.html",
        form=form,
        shades=shades,
        light=LIGHT_GROUND,
        dark=DARK_GROUND,
        has_look=bool(find_setting(COLOR) or find_setting(LOGO)),
        sentences=[
            _sentence(_("Weiße Schrift im Kopf der Seite"), color, shades.header, WHITE, ENOUGH_IN_HEADER),
            _sentence(_("Links und Knöpfe auf hellem Grund"), color, shades.link, LIGHT_GROUND),
            _sentence(_("Links und Knöpfe auf dunklem Grund"), color, shades.dark_link, DARK_GROUND),
        ],
    )


def _sentence(where: str, color: str, shade: str, ground: str, enough: float = ENOUGH) -> tuple[str, str]:
    """Return where, and what the contrast is in words."""
    now, needed = _ratio(contrast(shade, ground)), _ratio(enough)
    if color == shade:
        return where, _("Gut zu lesen: %(now)s zu 1. Nötig sind %(needed)s zu 1.", now=now, needed=needed)
    before = _ratio(contrast(color, ground))
    sentence = _("Ihre Farbe hätte nur %(before)s zu 1. Nötig sind %(needed)s zu 1.", before=before, needed=needed)
    return where, f"{sentence} {_('Wir nehmen deshalb den Ton %(shade)s: %(now)s zu 1.', shade=shade, now=now)}"


def _ratio(value: float) -> str:
    return number(int(value * 10) / 10)
