"""A phone without a net: own dates for who chose it, nothing for anybody else, and nothing after any farewell."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Error, Page, expect

from ks_board.core.db import db, writing
from ks_board.people.links import revoke_links
from ks_board.permissions import Role
from tests.claim.browser import send
from tests.claim.town import ONE_LEFT, person_id
from tests.conftest import PEOPLE, signed_in
from tests.organigram_edit.test_browser import address

__all__ = ["address"]
pytestmark = pytest.mark.xdist_group("browser")
CHOICE = "Meine Termine auch ohne Netz zeigen"
KEPT = "caches.match('/meine/ohne-netz', {ignoreVary: true}).then(Boolean)"
WORKERS = "navigator.serviceWorker.getRegistrations().then(all => all.length)"
IS_OVER = """async () => {
  const store = await caches.open("ohne-netz");
  const page = await store.match("/meine/ohne-netz", {ignoreVary: true});
  const headers = new Headers(page.headers);
  headers.set("X-Kept-Until", Date.now() - 1);
  await store.put("/meine/ohne-netz", new Response(await page.blob(), {headers}));
}"""


@pytest.fixture
def phone(chromium: Browser, town: Flask, address: str) -> Iterator[Page]:
    """Return the own page of somebody with one task, who came by a personal link."""
    helper = signed_in(town, Role.LINK)
    send(helper, f"/aufgaben/{ONE_LEFT}", f"/aufgaben/{ONE_LEFT}/mitmachen", old_enough="1")
    context = chromium.new_context(base_url=address, locale="de-DE", viewport={"width": 360, "height": 740})
    context.set_default_timeout(5000)
    cookie = helper.get_cookie("board")
    assert cookie
    context.add_cookies([{"name": "board", "value": cookie.value, "url": address}])
    page = context.new_page()
    page.goto("/meine")
    yield page
    context.close()


def choose(page: Page) -> None:
    """Turn the switch on and wait until the page is kept."""
    page.get_by_label(CHOICE).check()
    expect(page.get_by_text("Ihre Termine sind jetzt auf diesem Gerät gespeichert.")).to_be_visible()


def opens_without_net(page: Page, path: str = "/meine") -> bool:
    """Tell whether something is shown without a net."""
    page.context.set_offline(True)
    try:
        page.goto(path)
    except Error:
        return False
    else:
        return True
    finally:
        page.context.set_offline(False)


def test_without_the_choice_nothing_is_registered_or_kept(phone: Page) -> None:
    expect(phone.get_by_label(CHOICE)).not_to_be_checked()
    assert (phone.evaluate(WORKERS), phone.evaluate(KEPT)) == (0, False)
    assert not opens_without_net(phone)


def test_who_chose_it_sees_own_dates_without_a_net(phone: Page) -> None:
    choose(phone)
    assert opens_without_net(phone, "/")
    expect(phone.get_by_role("heading", name="Mitfahrbank betreuen")).to_be_visible()
    expect(phone.get_by_role("link", name="Anrufen:")).to_be_visible()
    assert Axe().run(phone).response["violations"] == []
    assert phone.evaluate("caches.keys().then(async ([name]) => (await (await caches.open(name)).keys()).length)") == 1


def test_turning_the_switch_off_wipes(phone: Page) -> None:
    choose(phone)
    phone.reload()
    expect(phone.get_by_label(CHOICE)).to_be_checked()
    phone.get_by_label(CHOICE).uncheck()
    expect(phone.get_by_text("Auf diesem Gerät ist nichts gespeichert.")).to_be_visible()
    assert not opens_without_net(phone)


def test_signing_out_wipes(phone: Page) -> None:
    choose(phone)
    phone.get_by_role("button", name="Abmelden", exact=True).click()
    expect(phone.locator("#meldungen")).to_contain_text("Sie sind abgemeldet.")
    assert (phone.evaluate(WORKERS), phone.evaluate(KEPT)) == (0, False)
    assert not opens_without_net(phone)


def test_a_revoked_link_wipes_with_the_next_page(phone: Page, town: Flask) -> None:
    choose(phone)
    with town.app_context(), writing():
        revoke_links(person_id(PEOPLE[Role.LINK]), now=datetime.now(UTC))
        db.session.commit()
    phone.goto("/meine")
    expect(phone).to_have_url("/anmelden?weiter=/meine")
    phone.wait_for_function("caches.has('ohne-netz').then(kept => !kept)")
    assert not opens_without_net(phone)


def test_after_thirty_days_the_page_is_gone(phone: Page) -> None:
    choose(phone)
    phone.evaluate(IS_OVER)
    assert not opens_without_net(phone)
    phone.goto("/aufgaben")
    assert phone.evaluate(KEPT) is False


def test_somebody_else_on_the_same_phone_finds_nothing(phone: Page, town: Flask, address: str) -> None:
    choose(phone)
    cookie = signed_in(town, Role.VOLUNTEER).get_cookie("board")
    assert cookie
    phone.context.add_cookies([{"name": "board", "value": cookie.value, "url": address}])
    phone.goto("/meine")
    phone.wait_for_function("caches.has('ohne-netz').then(kept => !kept)")
    assert not opens_without_net(phone)
