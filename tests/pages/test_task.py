"""The page of one task."""

import re

import pytest
from flask.testing import FlaskClient

from ks_board.core.errors import NotFound
from ks_board.tasks.details import get_task
from tests.conftest import NOW
from tests.tasks.conftest import HEAD, Fill

FULL = f"""{HEAD},description,place_id,start,rrule,duration_minutes,contact_person_id,min_age,certificate_required,\
licence_required,insurance,mandate_ref,briefing,expenses,responsibility_id,hours_per_month,people_needed
T1,Bäume gießen,U02,green,recurring,running,Sie gießen junge Bäume.,L1,2026-11-03T09:00,FREQ=WEEKLY;BYDAY=TU,180,P1,\
16,1,B,town,Beauftragung 7,Merkblatt 3,Gießkannen gibt es vor Ort,R1,4,3
"""
DUTIES = "id,unit_id,title,kind,area\nR1,U02,Stadtbäume,mandatory,green\n"
TANDEMS = "id,name,task_id,person_a_id,person_b_id,status\nD1,Zwei,T1,P2,{second},{status}\n"
SPONSORS = (
    "id,person_id,sponsor_kind,organisation,tandem_id,offer,until\nX1,{person},{kind},Bäckerei Korn,D1,time,{until}\n"
)


@pytest.fixture
def browser(fill: Fill) -> FlaskClient:
    """Return a browser on a task that says all there is to say."""
    return fill(tasks=FULL, responsibilities=DUTIES)


def answers(page: str) -> dict[str, str]:
    """Return each question of the page with its answer as text."""
    sections = re.findall(r"<section>\s*<h2>(.*?)</h2>(.*?)</section>", page, re.DOTALL)
    return {question: " ".join(re.sub(r"<[^>]+>", " ", answer).split()) for question, answer in sections}


def test_every_question_is_answered(browser: FlaskClient) -> None:
    assert answers(browser.get("/aufgaben/T1").text) == {
        "Was mache ich?": "Sie gießen junge Bäume.",
        "Wann?": "jeden Dienstag, 9 bis 12 Uhr Die nächsten Termine: morgen, 9 bis 12 Uhr "
        "Dienstag, 24. November, 9 bis 12 Uhr Dienstag, 1. Dezember, 9 bis 12 Uhr",
        "Wo?": "Stadtgarten , Mühlgraben 6 ✓ Ohne Stufen zu erreichen.",
        "Wie viel Zeit brauche ich?": "Aufwand: etwa 4 Stunden im Monat",
        "Wer zeigt mir das?": "Ansprechstelle Bauamt Telefon 030 200 E-Mail bauamt@kleinow.example "
        "Zum Einlesen Merkblatt 3",
        "Was brauche ich?": "Sie sind mindestens 16 Jahre alt. Ein Führungszeugnis. Für Freiwillige ist es kostenlos. "
        "Die Ansprechstelle hilft Ihnen dabei. Führerschein für das Auto (Klasse B)",
        "Bin ich versichert?": "Ja. Die Stadt hat Sie damit beauftragt. "
        "Bei einem Unfall sind Sie gesetzlich versichert. Beauftragung 7",
        "Was ist mit Kosten?": "Das ist vereinbart: Gießkannen gibt es vor Ort",
        "Wozu gehört das?": "Einheit: Bauamt Zuständigkeit: Stadtbäume . "
        "Sie bleibt bei den Zuständigen; Ihre Hilfe kommt dazu.",
    }


def test_the_one_primary_action_is_to_call(browser: FlaskClient) -> None:
    page = browser.get("/aufgaben/T1").text
    assert len(re.findall("kern-btn--primary", page)) == 1
    assert re.search(r'href="tel:030200">.*Anrufen: 030 200', page)


def test_unit_and_responsibility_are_linked(browser: FlaskClient) -> None:
    page = browser.get("/aufgaben/T1").text
    assert ['href="/einheiten/U02"' in page, 'href="/zustaendigkeiten/R1"' in page] == [True, True]


def test_a_bare_task_says_what_is_not_known_yet(fill: Fill) -> None:
    page = fill(tasks=f"{HEAD}\nT1,Lesen,U02,seniors,single,open\n").get("/aufgaben/T1").text
    assert answers(page)["Wann?"] == "Termin nach Absprache"
    assert answers(page)["Was brauche ich?"] == "Nichts Besonderes. Es gibt keine Bedingungen."
    assert answers(page)["Bin ich versichert?"].startswith("Das ist noch nicht geklärt.")


@pytest.mark.parametrize(
    ("status", "said", "may_call"),
    [
        ("paused", "Diese Aufgabe macht gerade Pause.", True),
        ("done", "Diese Aufgabe ist geschafft.", False),
        ("stopped", "Diese Aufgabe ist beendet.", False),
    ],
)
def test_a_task_that_rests_or_is_over_says_so_kindly(status: str, said: str, may_call: bool, fill: Fill) -> None:
    page = (
        fill(tasks=f"{HEAD},result\nT1,Lesen,U02,seniors,single,{status},Wir haben gelernt\n").get("/aufgaben/T1").text
    )
    assert said in page
    assert "Wir haben gelernt" in page
    assert ("Anrufen" in page) is may_call
    assert "kern-alert--danger" not in page


@pytest.mark.parametrize("ref", ["T9", "t1", "T1%27--"])
def test_an_unknown_task_is_not_there(ref: str, browser: FlaskClient) -> None:
    assert browser.get(f"/aufgaben/{ref}").status_code == 404


def test_a_draft_is_not_there(fill: Fill) -> None:
    assert fill(tasks=f"{HEAD}\nT1,Lesen,U02,seniors,single,draft\n").get("/aufgaben/T1").status_code == 404


def company(fill: Fill, second: str = "P2", status: str = "active", **sponsor: str) -> str:
    tandems = TANDEMS.format(second=second, status=status)
    sponsors = SPONSORS.format(**{"person": "P2", "kind": "councillor", "until": ""} | sponsor)
    browser = fill(tasks=FULL, responsibilities=DUTIES, tandems=tandems, sponsorships=sponsors)
    return answers(browser.get("/aufgaben/T1").text).get("Wer ist schon dabei?", "")


@pytest.mark.parametrize(
    ("second", "sponsor", "said"),
    [
        ("P2", {}, "Tandem: Offena und Offena Mit Patenschaft: Offena Zeisig, Bäckerei Korn"),
        (
            "P1",
            {"person": "P1"},
            "Tandem: zwei Menschen, die sich abwechseln oder voneinander lernen "
            "Mit Patenschaft: jemand aus dem Stadtrat",
        ),
        (
            "P2",
            {"person": "P1", "kind": "entrepreneur"},
            "Tandem: Offena und Offena Mit Patenschaft: jemand aus einem Betrieb",
        ),
        ("P2", {"until": "2026-11-15"}, "Tandem: Offena und Offena"),
    ],
    ids=["all agree", "nobody agrees", "sponsor does not agree", "sponsorship is over"],
)
def test_tandems_and_sponsors_are_named_as_far_as_they_agree(
    second: str, sponsor: dict[str, str], said: str, fill: Fill
) -> None:
    assert company(fill, second, **sponsor) == said


def test_an_ended_tandem_is_not_shown(fill: Fill) -> None:
    assert company(fill, status="ended") == ""


def test_staff_read_the_names_of_a_tandem(staff: FlaskClient) -> None:
    assert answers(staff.get("/aufgaben/T01").text)["Wer ist schon dabei?"].startswith("Tandem: ")


def test_the_times_of_the_next_dates_are_readable_for_machines(browser: FlaskClient) -> None:
    times = re.findall(r'<time datetime="([^"]+)"', browser.get("/aufgaben/T1").text)
    assert times == ["2026-11-17T09:00+01:00", "2026-11-24T09:00+01:00", "2026-12-01T09:00+01:00"]


def test_a_draft_is_not_even_read(fill: Fill) -> None:
    browser = fill(tasks=f"{HEAD}\nT1,Lesen,U02,seniors,single,draft\n")
    with browser.application.app_context(), pytest.raises(NotFound):
        get_task("T1", NOW.date())
