"""A holder's minute: open the link of the confirmation round, tick, send."""

import pytest
from flask import Flask

from tests.days.walk import Walk
from tests.record.test_confirmation import TODAY, asked, confirmed, link_of

__all__ = ["asked"]
pytestmark = pytest.mark.xdist_group("browser")


def test_holder_confirms_everything_by_link_without_an_account(asked: Flask, walk: Walk) -> None:
    link = link_of(asked)
    with walk.measured("confirm responsibilities"):
        walk.opens(link)
        for choice in walk.page.get_by_role("radio", name="stimmt", exact=True).all():
            choice.check()
            walk.clicks += 1
        walk.clicks_on("button", "Absenden")
        walk.sees("Vielen Dank!")
    assert (confirmed(asked, "A108"), confirmed(asked, "A111")) == (TODAY, TODAY)
