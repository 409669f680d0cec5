"""What happens in the year, day by day: each act is one thing that somebody does."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from tests.gaps.maker import ON
from tests.messages.test_messages import write
from tests.organigram_edit.browser import fields_of, send
from tests.story.play import Story
from tests.story.town import CLERK, HELPER, LEAVER, NEWCOMER

Act = Callable[[Story], object]
CALL = re.compile(r'action="(/anrufe/[a-z]+/[A-Z0-9]+)"')


def _day(number: int) -> str:
    return (ON + timedelta(days=number)).isoformat()


def _publish(story: Story) -> None:
    story.press("/aufgaben/TA1/veroeffentlichen", "/aufgaben/TA1/veroeffentlichen")


def _complain(story: Story) -> None:
    assert write(story.app, story.app.test_client(), text="Die Laterne ist aus.").status_code == 303


def _look_for_somebody(story: Story) -> None:
    story.fill("/luecken/post-vacant/PO2/tun/post-vacant-2", title="Wer leitet das Amt?", sentence="Es lohnt sich.")


def _plan_a_measure(story: Story) -> None:
    story.fill("/luecken/responsibility-no-deputy/RE1/massnahme", title="Vertretung finden", who=CLERK, due_on=_day(70))


def _appoint(seat: str, person: str, kind: str = "lead") -> Act:
    return lambda story: story.fill(f"{seat}/besetzen", who=person, person=person, kind=kind)


def _reply(story: Story) -> None:
    story.press("/nachrichten", "/nachrichten/N002/beantwortet")


def _answer(question: str, answer: str) -> Act:
    return lambda story: story.answer(question, answer)


def _promise(person: str, task: str) -> Act:
    return lambda story: story.fill(f"/menschen/{person}/zusage/{task}", source="phone", note="gern", cleared="y")


def _pair(story: Story) -> None:
    story.fill("/tandems/neu?aufgabe=TA2", first="PE12", second="PE20", name="Löffel und Kelle", start=_day(75))


def _thank(person: str, task: str = "") -> Act:
    return lambda story: story.fill(f"/menschen/{person}/dank", kind="card", task_id=task)


def _leave(person: str, number: int) -> Act:
    return lambda story: story.fill(f"/menschen/{person}/weggang", left_on=_day(number))


def _call(story: Story) -> None:
    """Call the first three of the week; the third is not at home."""
    page = story.browser.get("/anrufe")
    for number, address in enumerate(dict.fromkeys(CALL.findall(page.text))):
        if number < 3:
            went = "erreicht" if number < 2 else "nicht-erreicht"
            assert send(story.browser, address, fields_of(page, address), went=went).status_code == 303


def _draft(story: Story) -> None:
    story.draft = story.fill("/entwuerfe/neu", title="Ein Bauhof")
    story.fill(f"{story.draft}/neuer-schritt/add_post?wen=UN2", title="Bauhof")


def _put_into_force(story: Story) -> None:
    story.fill(f"{story.draft}/in-kraft", on=_day(161))


def _finish_task(story: Story) -> None:
    story.fill("/aufgaben/TA4/abschliessen", result="Das Fest war schön.", thanks="")


def _finish_measure(story: Story) -> None:
    story.press("/heute", "/heute/massnahmen/ME1/erledigt")


def _prolong_pot(story: Story) -> None:
    story.fill("/daten/toepfe/BU1", valid_until="")


def _grant(story: Story) -> None:
    story.fill("/daten/antraege/GR1", decision="yes", decided_on=_day(85))


SCRIPT: Mapping[int, Sequence[Act]] = {
    3: [_publish],
    7: [_complain],
    10: [_answer("S4", "partly")],
    12: [_answer("S11", "no"), _answer("K1", "yes")],
    14: [_look_for_somebody],
    21: [_plan_a_measure],
    29: [_appoint("/stellen/PO2", NEWCOMER)],
    35: [_reply],
    40: [_answer("S4", "yes")],
    45: [_promise("PE21", "TA1")],
    48: [_finish_measure],
    75: [_pair],
    80: [_thank(HELPER), _thank("PE13")],
    85: [_grant],
    114: [_appoint("/zustaendigkeiten/RE1", "PE22", "deputy")],
    117: [_leave(LEAVER, 117)],
    118: [_promise("PE23", "TA2")],
    140: [_answer("S2", "partly")],
    150: [_draft],
    155: [_put_into_force],
    200: [_finish_task],
    230: [_thank(HELPER, task="4")],
    250: [_prolong_pot],
    300: [_answer("S4", "partly"), _answer("S2", "yes")],
    **{number + 1: [_call] for number in range(30, 360, 30)},
}
