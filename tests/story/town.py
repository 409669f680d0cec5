"""The town of the story on its first day: 20 units, 30 people, and a little of everything that can go wrong."""

from pathlib import Path

from tests.gaps.maker import Maker

COORDINATION, CLERK, LEAVER, HELPER, NEWCOMER = "PE2", "PE3", "PE4", "PE5", "PE6"
FIRST = "Ada Bruno Cora Dirk Edda Falk Gerda Hanno Ida Jost Karla Lenz Merle Nils Olga"
OTHERS = "Paul Quirin Rosa Sven Thea Ulf Vera Wim Xenia Yvo Zita Arne Birte Carl"
NAMES = [*FIRST.split(), *OTHERS.split()]
UNITS = 20


def write_town(folder: Path) -> Path:
    """Write the folder; days are counted from the first day of the story."""
    maker = Maker()
    for number, name in enumerate(NAMES, 2):
        maker.person(given_name=name, phone=f"0355 {number}", consent_public=int(number % 2 == 0))
    _structure(maker)
    _doing(maker)
    _money(maker)
    _together(maker)
    return maker.write(folder, town="Storkow an der Probe", town_id="probe", council_term_end="2027-06-30")


def _structure(maker: Maker) -> None:
    kinds = ["office", "office", "facility", "district", "district", "association", "initiative"]
    for number in range(UNITS - 3):
        maker.unit(kinds[number % len(kinds)], name=f"Einheit {number}", email=f"e{number}@probe.example")
    # Nobody was ever entered here: its posts wait, and count nowhere.
    empty = maker.add("units", name="Feuerwehr", kind="council")
    maker.post(unit_id=empty, title="Wehrleitung")
    maker.post(title="Amtsleitung")  # PO2: vacant from the first day.
    for number, until in enumerate((60, 200, None, None, 330), 3):
        maker.lead(maker.post(title=f"Stelle {number}"), person_id=f"PE{number + 5}", until=until, from_=-400)
    maker.lead(maker.post(title="Sekretariat"), person_id=LEAVER, confirmed_on=-300)
    for number in range(4):
        duty = maker.duty(title=f"Zuständigkeit {number}")
        maker.lead(duty, person_id=f"PE{number + 3}", confirmed_on=-200 - number)
        if number % 2:
            maker.deputy(duty, person_id=f"PE{number + 4}")
    for number in range(3):
        maker.place(is_anchor=int(number == 0), name=f"Ort {number}")


def _doing(maker: Maker) -> None:
    maker.task(title="Zelte leihen", status="draft", channels="app", people_needed=2)  # TA1: published on day 3.
    maker.recurring(title="Suppe kochen", status="running", published_on=-50, channels="app;aushang", people_needed=3)
    maker.recurring(title="Bus fahren", status="running", published_on=-90, channels="app", certificate_required=1)
    maker.yes("TA2", person_id="PE12", from_=-50)
    maker.yes("TA3", person_id="PE13", from_=-340)
    maker.yes("TA3", person_id="PE14", from_=-90, until=120)
    maker.task(title="Fest planen", status="running", published_on=-20, channels="app;amtsblatt", people_needed=4)
    maker.yes("TA4", person_id=HELPER, from_=-20)
    maker.task(title="Wege pflegen", status="done", published_on=-80, finished_on=-10)
    maker.recurring(title="Vorlesen", status="open", published_on=-5, pot_ids="BU1", people_needed=2)


def _money(maker: Maker) -> None:
    maker.pot(name="Probetopf", valid_until=100, total_eur=4000)  # BU1: pays for reading aloud until day 100.
    maker.pot(name="Landestopf", decided_by="state", papers_required=5, apply_until=40)
    maker.grant(pot_id="BU1", title="Bücher", amount_eur=300, applied_on=-40)
    decided = {"decision": "yes", "decided_on": 20, "report_due_on": 250, "amount_eur": 700, "applied_on": -9}
    maker.grant(pot_id="BU2", title="Rampe", **decided)
    maker.procedure("procedure", last_reviewed_on=-600)
    maker.procedure("exchange", next_on=30)


def _together(maker: Maker) -> None:
    maker.tandem(name="Ohr und Wort", person_a_id="PE15", person_b_id="PE16", last_contact_on=-60)
    maker.tandem(name="Rad und Tat", person_a_id="PE17", person_b_id="PE18", last_contact_on=-10, agreed_on=None)
    maker.sponsor(person_id="PE19", tandem_id="TA1", last_contact_on=-150)
    maker.message("idea", received_on=-3, subject="Mehr Bänke")
    maker.measure(title="Gerüst prüfen", due_on=50, owner_person_id=CLERK)
