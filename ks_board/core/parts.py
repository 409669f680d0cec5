"""Parts of pages that depend on nothing but their arguments: drawn once, then kept.

Drawing a long list takes most of a page's time, and the next reader gets the same list.
"""

from collections.abc import Hashable
from functools import lru_cache

from flask import current_app
from jinja2 import Environment
from markupsafe import Markup

from ks_board.core.i18n import language

MOST_KEPT = 256


def part(template: str, **arguments: Hashable) -> Markup:
    """Render a template that asks neither request nor database, in the language of the page."""
    return _drawn(current_app.jinja_env, template, language(), tuple(arguments.items()))


@lru_cache(maxsize=MOST_KEPT)
def _drawn(templates: Environment, name: str, _spoken: str, arguments: tuple[tuple[str, Hashable], ...]) -> Markup:
    return Markup(templates.get_template(name).render(arguments))  # noqa: S704 - escaped by Jinja.
