"""A test client that checks every answer it sees: what holds for all pages needs no test of each."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ks_board.core.web import HEADERS

FRAMED = "/organigramm/einbetten"
"""The only page that other sites may show in a frame."""
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
LOADED = {
    "script": "src",
    "link": "href",
    "img": "src",
    "iframe": "src",
    "image": "href",
    "use": "href",
    "source": "src",
}
INLINE = frozenset({"style", "srcdoc"})
DATE_OF_A_MACHINE = re.compile(r"(?<![„\d])(?:(?!9999)\d{4}-\d\d-\d\d|0\d\.\d\d\.\d{4}|\d\d\.0\d\.\d{4})\b")
"""Nobody but tests types a day of the year 9999 into every field; a page of two versions repeats what was typed."""
SAY_SHORT_DATE = "is no date as people say it: say short_date"
TABLES = "/daten/"
"""Pages that show what stands in the tables, and say in words of the import what is wrong with it."""
VERBATIM = frozenset({"code", "pre", "textarea"})
NAMED_BY_ITSELF = frozenset({"hidden", "submit", "button", "image", "reset"})


class LintingClient(FlaskClient):
    """Ask for pages and fail at the first that breaks a rule of the house."""

    def open(self, *arguments: Any, **options: Any) -> TestResponse:
        """Send one request and check its answer."""
        response = super().open(*arguments, **options)
        faults = faults_of(response)
        assert not faults, f"{response.request.path} ({response.status_code}): {'; '.join(faults)}"
        return response


def faults_of(response: TestResponse) -> list[str]:
    """Return what is wrong with headers, cookies and markup of an answer."""
    needed = HEADERS.keys() - ({"X-Frame-Options"} if response.request.path == FRAMED else set())
    faults = [f"header {name} is missing" for name in sorted(needed) if name not in response.headers]
    faults += _cookie_faults(response)
    if response.mimetype == "text/html" and not 300 <= response.status_code < 400 and response.text:
        about_tables = response.request.path.startswith(TABLES)
        faults += [fault for fault in markup_faults(response.text) if not (about_tables and SAY_SHORT_DATE in fault)]
    return faults


def markup_faults(html: str) -> list[str]:
    """Return what is wrong with a page or a part of one."""
    page = Page()
    page.feed(html)
    page.close()
    return [*page.faults, *page.faults_as_whole(is_page="<html" in html)]


def _cookie_faults(response: TestResponse) -> list[str]:
    faults = []
    for cookie in response.headers.getlist("Set-Cookie"):
        faults += [f"cookie without {flag}" for flag in ("HttpOnly", "SameSite=Lax", "Path=/") if flag not in cookie]
        if "no-store" not in response.headers.get("Cache-Control", ""):
            faults.append("sets a cookie, but may be stored")
    return faults


@dataclass
class Page(HTMLParser):
    """What one pass over the markup finds."""

    faults: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    title: str = ""
    headings: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    labelled: set[str] = field(default_factory=set)
    fields: list[tuple[str, str]] = field(default_factory=list)
    language: str = ""
    _open: list[str] = field(default_factory=list)
    _forms_without_token: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check one element."""
        values = {name: value or "" for name, value in attrs}
        self.ids += [values["id"]] if "id" in values else []
        self._check_attributes(tag, values)
        self._check_form(tag, values)
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag == "html":
            self.language = values.get("lang", "")
        if tag == "h1":
            self.headings.append("")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check one element that closes itself, as in SVG."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close an element; markup has to be nested."""
        if tag in VOID:
            return
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1] if self._open else 'nothing'}")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        """Collect title and heading; dates in the text are written for people."""
        if self._open[-1:] == ["title"] and "svg" not in self._open:
            self.title += data
        if "h1" in self._open:
            self.headings[-1] += data
        if (found := DATE_OF_A_MACHINE.search(data)) and not VERBATIM & set(self._open):
            self.faults.append(f"{found[0]} {SAY_SHORT_DATE}")
        if self._open[-1:] in (["script"], ["style"]) and data.strip():
            self.faults.append(f"inline {self._open[-1]}")

    def faults_as_whole(self, *, is_page: bool) -> list[str]:
        """Return what only shows at the end."""
        faults = [f"<{tag}> is not closed" for tag in self._open]
        faults += [f"id {name!r} twice" for name in {name for name in self.ids if self.ids.count(name) > 1}]
        faults += [f"field {what} has no label" for name, what in self.fields if name not in self.labelled]
        if self._forms_without_token:
            faults.append("a form by POST has no csrf_token")
        if is_page:
            faults += self._frame_faults()
        return faults

    def _frame_faults(self) -> list[str]:
        headings = [" ".join(text.split()) for text in self.headings]
        faults = [] if len(headings) == 1 and headings[0] else [f"h1: {headings}"]
        if headings and not " ".join(self.title.split()).startswith(headings[0]):
            faults.append(f"title {self.title!r} does not start with the h1 {headings[0]!r}")
        return faults if self.language in {"de", "en"} else [*faults, "html has no lang"]

    def _check_attributes(self, tag: str, values: dict[str, str]) -> None:
        for name in values:
            if name.startswith("on") or name in INLINE or "hx-on" in name:
                self.faults.append(f"inline {name} at <{tag}>")
        if tag == "img" and "alt" not in values:
            self.faults.append("img without alt")
        loaded = values.get(LOADED.get(tag, ""), "")
        if urlsplit(loaded).netloc or urlsplit(values.get("href", "")).scheme in {"javascript", "data"}:
            self.faults.append(f"foreign address at <{tag}>: {loaded or values['href']}")

    def _check_form(self, tag: str, values: dict[str, str]) -> None:
        if tag == "form":
            self.faults += [] if values.get("action") else ["form without action"]
            self._forms_without_token += values.get("method", "").lower() == "post"
        if tag == "input" and values.get("name") == "csrf_token":
            self._forms_without_token -= 1
        if tag == "label":
            self.labelled.add(values.get("for", ""))
        is_field = tag in {"select", "textarea"} or (tag == "input" and values.get("type") not in NAMED_BY_ITSELF)
        if is_field and not {"aria-label", "aria-labelledby"} & set(values) and "label" not in self._open:
            self.fields.append((values.get("id", "?"), values.get("name", "?")))
