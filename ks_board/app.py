"""create_app: a table of contents of the app."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from ks_board import assets
from ks_board.checklist import models as checklist_models
from ks_board.config import Settings
from ks_board.core import outbox
from ks_board.core.access import init_access
from ks_board.core.compress import init_compress
from ks_board.core.csrf import MaskedTokens
from ks_board.core.db import init_db
from ks_board.core.editing import init_editing
from ks_board.core.error_pages import init_error_pages
from ks_board.core.i18n import init_i18n
from ks_board.core.logs import init_logs
from ks_board.core.record import init_record, on_change
from ks_board.core.undo import undo_by_hand
from ks_board.core.web import init_web
from ks_board.fund import models as fund_models
from ks_board.gaps import models as gap_models
from ks_board.messages import models as message_models
from ks_board.organigram import scenario_models
from ks_board.organigram.edit import renew_pictures
from ks_board.organigram.views import organigram
from ks_board.pages import accounts as account_pages
from ks_board.pages import (
    appointments_edit,
    barriers,
    crawling,
    easy,
    gap_actions,
    handbook,
    handover,
    installing,
    languages,
    legal,
    person_acts,
    photos,
    places,
    scenarios_share,
    scenarios_steps,
    setup_look,
    setup_units,
    start,
    tandems_edit,
    task_people,
    trend,
    units,
    what_if,
)
from ks_board.pages import claim as claim_pages
from ks_board.pages import links as link_pages
from ks_board.pages import organigram as organigram_pages
from ks_board.pages import tasks as task_pages
from ks_board.pages.api.key_pages import api_keys
from ks_board.pages.api.views import api
from ks_board.pages.calendars import calendars
from ks_board.pages.calls import calls
from ks_board.pages.checklist import checklist
from ks_board.pages.confirmation import confirmation
from ks_board.pages.context import init_context
from ks_board.pages.foresight import foresight
from ks_board.pages.gaps import gaps
from ks_board.pages.messages import messages
from ks_board.pages.my_page import my_page
from ks_board.pages.offers import offers
from ks_board.pages.organigram_edit import organigram_edit
from ks_board.pages.packs import packs
from ks_board.pages.papers import papers
from ks_board.pages.people_pages import people_pages
from ks_board.pages.record import record
from ks_board.pages.records.views import records
from ks_board.pages.reports import reports
from ks_board.pages.round_table import round_table
from ks_board.pages.scenarios import scenarios
from ks_board.pages.setup import setup
from ks_board.pages.sponsorships import sponsorships
from ks_board.pages.tandems import tandems
from ks_board.pages.task_edit import task_edit
from ks_board.pages.today import today
from ks_board.pages.views import pages
from ks_board.people import links
from ks_board.people.link_session import give_also
from ks_board.people.session import init_sign_in
from ks_board.people.views import people
from ks_board.permissions import Role
from ks_board.tandems import models as tandem_models
from ks_board.tandems.queries import is_sponsor
from ks_board.tasks.models import Assignment
from ks_board.tasks.views import tasks
from ks_board.town import models as town_models

# Features without pages of their own are named here, so that the database knows their tables.
MODELS = (
    checklist_models,
    fund_models,
    gap_models,
    links,
    message_models,
    outbox,
    scenario_models,
    tandem_models,
    town_models,
)
# Modules that add pages to the blueprint of a feature.
PAGES = (
    account_pages,
    appointments_edit,
    barriers,
    claim_pages,
    crawling,
    gap_actions,
    easy,
    handbook,
    handover,
    installing,
    languages,
    legal,
    link_pages,
    organigram_pages,
    person_acts,
    photos,
    places,
    scenarios_share,
    scenarios_steps,
    setup_look,
    setup_units,
    start,
    tandems_edit,
    task_pages,
    task_people,
    trend,
    units,
    what_if,
)


def create_app(settings: Settings | None = None) -> Flask:
    """Build the app from its settings (by default from the environment)."""
    settings = settings or Settings.from_environment()
    app = Flask("ks_board", static_folder=None, template_folder=str(assets.TEMPLATES))
    app.config.from_mapping(settings.for_flask())
    init_logs(app)
    init_db(app, settings.database_url)
    init_i18n(app)
    init_web(app)
    init_compress(app)
    init_error_pages(app)
    init_editing(app)
    init_access(app)
    init_sign_in(app)
    give_also(Role.SPONSOR, is_sponsor)
    MaskedTokens(app)
    init_record(app)
    on_change(renew_pictures)
    undo_by_hand(Assignment)
    init_context(app)
    for blueprint in (
        pages,
        organigram,
        organigram_edit,
        confirmation,
        record,
        sponsorships,
        tandems,
        records,
        setup,
        packs,
        papers,
        messages,
        tasks,
        offers,
        checklist,
        reports,
        round_table,
        scenarios,
        today,
        api,
        api_keys,
        gaps,
        people,
        people_pages,
        task_edit,
        my_page,
        calls,
        calendars,
        foresight,
    ):
        app.register_blueprint(blueprint)
    _serve_assets(app)
    return app


def _serve_assets(app: Flask) -> None:
    """Serve the built files, whose names carry their hash, for ever; behind proxies, trust exactly their number."""
    if hops := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=assets.DIST, prefix="static/", max_age=365 * 24 * 3600, immutable_file_test=".*"
    )
