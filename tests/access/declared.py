"""Who gets in where: written by hand, and compared with what the app answers. Every endpoint has its line here."""

from dataclasses import dataclass

from ks_board.permissions import ACCOUNT_ROLES, Role
from tests.conftest import AN_ACTION

ROLES = (Role.PUBLIC, Role.LINK, *ACCOUNT_ROLES)
EVERYBODY = frozenset(ROLES)
KNOWN = EVERYBODY - {Role.PUBLIC}
SOMEBODY_ELSES = "G077"
"""A yes of a person who is none of the roles: even who may use such pages gets 404 here."""
STAFF = frozenset({Role.COORDINATOR, Role.ADMIN})
ADMINS = frozenset({Role.ADMIN})
SPONSORS = frozenset({Role.SPONSOR})
"""Sponsors see their own sponsorships; whose tandem is open to whom, tests/tandems asks one by one."""


@dataclass(frozen=True)
class Address:
    """An address of Weißwald that shows an endpoint at work, and the roles it is open to."""

    path: str
    who: frozenset[Role]
    method: str = "GET"
    opened: int = 200
    """What those get who are let in; 404 for what belongs to somebody else."""


ADDRESSES = {
    "calls.log": Address("/anrufe/tandem/D99", STAFF, "POST", opened=404),
    "calls.page": Address("/anrufe", STAFF),
    "checklist.page": Address("/checkliste", EVERYBODY),
    "checklist.question": Address("/checkliste/S4", EVERYBODY),
    "confirmation.by_link": Address("/bestaetigen/made-up", EVERYBODY, opened=404),
    "confirmation.by_phone": Address("/bestaetigungen/P024", STAFF),
    "confirmation.page": Address("/bestaetigungen", STAFF),
    "confirmation.revoke": Address("/bestaetigungen/P024/sperren", STAFF, "POST"),
    "confirmation.send_mails": Address("/bestaetigungen/mails", STAFF, "POST"),
    "confirmation.show_link": Address("/bestaetigungen/P024/link", STAFF, "POST", opened=201),
    "gaps.accept": Address("/luecken/post-vacant/S12/annehmen", STAFF),
    "gaps.gap": Address("/luecken/post-vacant/S12", STAFF),
    "gaps.page": Address("/luecken", EVERYBODY),
    "gaps.plan": Address("/luecken/post-vacant/S12/massnahme", STAFF),
    "gaps.put_off": Address("/luecken/post-vacant/S12/zurueckstellen", STAFF),
    "gaps.take_back": Address("/luecken/post-vacant/S12/wieder", STAFF, "POST"),
    "my_page.consents": Address("/meine/einwilligungen", KNOWN, "POST"),
    "my_page.data": Address("/meine/daten.json", KNOWN),
    "my_page.page": Address("/meine", KNOWN),
    "my_page.phone": Address("/meine/telefon", KNOWN, "POST"),
    "my_page.revoke": Address("/meine/links-ungueltig", KNOWN, "POST"),
    "my_page.seek_stand_in": Address(f"/meine/zusagen/{SOMEBODY_ELSES}/vertretung", KNOWN, "POST", opened=404),
    "my_page.sign_out_everywhere": Address("/meine/ueberall-abmelden", KNOWN, "POST"),
    "my_page.stay": Address(f"/meine/zusagen/{SOMEBODY_ELSES}/bleiben", KNOWN, "POST", opened=404),
    "my_page.stop": Address(f"/meine/zusagen/{SOMEBODY_ELSES}/beenden", KNOWN, "POST", opened=404),
    "my_page.stop_form": Address(f"/meine/zusagen/{SOMEBODY_ELSES}/beenden", KNOWN, opened=404),
    "my_page.yes": Address(f"/meine/zusagen/{SOMEBODY_ELSES}", KNOWN, opened=404),
    "messages.close": Address("/nachrichten/N01/abschliessen", STAFF, "POST"),
    "messages.inbox": Address("/nachrichten", STAFF),
    "messages.note_answer": Address("/nachrichten/N01/beantwortet", STAFF, "POST"),
    "messages.plan": Address("/nachrichten/N01/massnahme", STAFF),
    "messages.send": Address("/nachricht", EVERYBODY, "POST"),
    "messages.sent": Address("/nachricht/danke", EVERYBODY),
    "messages.write": Address("/nachricht", EVERYBODY),
    "organigram.page": Address("/organigramm", EVERYBODY),
    "organigram.picture": Address("/organigramm.svg", EVERYBODY),
    "organigram.post": Address("/stellen/S01", EVERYBODY),
    "organigram.responsibility": Address("/zustaendigkeiten/R01", EVERYBODY),
    "organigram.unit": Address("/einheiten/U01", EVERYBODY),
    "organigram_edit.add_post": Address("/einheiten/U10/neue-stelle", STAFF),
    "organigram_edit.add_responsibility": Address("/einheiten/U10/neue-zustaendigkeit", STAFF),
    "organigram_edit.add_unit": Address("/organigramm/neue-einheit", STAFF),
    "organigram_edit.appoint": Address("/stellen/S01/besetzen", STAFF),
    "organigram_edit.close_seat": Address("/stellen/S01/schliessen", STAFF),
    "organigram_edit.close_unit": Address("/einheiten/U10/schliessen", STAFF),
    "organigram_edit.confirm_appointment": Address("/besetzungen/A001/bestaetigen", STAFF, "POST"),
    "organigram_edit.edit_appointment": Address("/besetzungen/A001/aendern", STAFF),
    "organigram_edit.edit_seat": Address("/stellen/S01/aendern", STAFF),
    "organigram_edit.edit_unit": Address("/einheiten/U10/aendern", STAFF),
    "organigram_edit.end_appointment": Address("/besetzungen/A001/beenden", STAFF),
    "pages.accessibility": Address("/barrierefreiheit", EVERYBODY),
    "pages.health": Address("/gesund", EVERYBODY),
    "pages.help": Address("/hilfe", EVERYBODY),
    "pages.imprint": Address("/impressum", EVERYBODY),
    "pages.privacy": Address("/datenschutz", EVERYBODY),
    "pages.speak": Address("/sprache/de", EVERYBODY, opened=302),
    "pages.start": Address("/", EVERYBODY),
    "people.account": Address("/konten/1", ADMINS),
    "people.accounts": Address("/konten", ADMINS),
    "people.ask_email": Address("/meine/e-mail", KNOWN, "POST"),
    "people.ask_key": Address("/anmelden/link", EVERYBODY, "POST"),
    "people.change": Address("/konten/1", ADMINS, "POST"),
    "people.check_sign_in": Address("/anmelden", EVERYBODY, "POST"),
    "people.email_form": Address("/meine/e-mail", KNOWN),
    "people.invite": Address("/konten/einladen", STAFF, "POST"),
    "people.invite_form": Address("/konten/einladen", STAFF),
    "people.key_form": Address("/anmelden/link", EVERYBODY),
    "people.key_sent": Address("/anmelden/unterwegs", EVERYBODY),
    "people.link": Address("/l/guessed", EVERYBODY, opened=404),
    "people.open_link": Address("/l/guessed", EVERYBODY, "POST", opened=404),
    "people.sign_in": Address("/anmelden", EVERYBODY),
    "people.sign_out": Address("/abmelden", EVERYBODY, "POST"),
    "people.sign_out_account": Address("/konten/1/abmelden", ADMINS, "POST"),
    "people_pages.add": Address("/menschen/neu", STAFF),
    "people_pages.edit": Address("/menschen/P084/aendern", STAFF),
    "people_pages.give_thanks": Address("/menschen/P084/dank", STAFF),
    "people_pages.leave": Address("/menschen/P084/weggang", STAFF),
    "people_pages.merge_double": Address("/menschen/P084/zusammenlegen?mit=P085", STAFF),
    "people_pages.new_link": Address("/menschen/P084/link", STAFF, "POST", opened=201),
    "people_pages.page": Address("/menschen", STAFF),
    "people_pages.person": Address("/menschen/P084", STAFF),
    "people_pages.promise": Address("/menschen/P084/zusage/T08", STAFF),
    "people_pages.revoke": Address("/menschen/P085/links-sperren", STAFF, "POST"),
    "record.action": Address(f"/verlauf/{AN_ACTION}", STAFF),
    "record.page": Address("/verlauf", STAFF),
    "record.undo_action": Address(f"/verlauf/{AN_ACTION}", STAFF, "POST"),
    "records.add": Address("/daten/orte/neu", STAFF),
    "records.end": Address("/daten/orte/L01/beenden", STAFF),
    "records.overview": Address("/daten", STAFF),
    "records.row": Address("/daten/orte/L01", STAFF),
    "records.rows": Address("/daten/orte", STAFF),
    "sponsorships.fits": Address("/patenschaften/passt/D02", SPONSORS, "POST", opened=404),
    "sponsorships.note_call": Address("/patenschaften/X02/angerufen", SPONSORS, "POST", opened=404),
    "sponsorships.page": Address("/patenschaften", SPONSORS),
    "sponsorships.take_back": Address(f"/patenschaften/zurueck/{AN_ACTION}", SPONSORS, "POST", opened=404),
    "sponsorships.take_wish": Address("/patenschaften/X02/wunsch/W001", SPONSORS, "POST", opened=404),
    "sponsorships.thank": Address("/patenschaften/X02/danke", SPONSORS, "POST", opened=404),
    "tandems.add": Address("/tandems/neu", STAFF),
    "tandems.add_sponsorship": Address("/tandems/D01/patenschaft", STAFF),
    "tandems.agree": Address("/tandems/D01/absprache/aendern", STAFF),
    "tandems.agreement": Address("/tandems/D99/absprache", KNOWN, opened=404),
    "tandems.edit": Address("/tandems/D01/aendern", STAFF),
    "tandems.end": Address("/tandems/D01/beenden", STAFF),
    "tandems.end_sponsorship": Address("/tandems/D01/patenschaften/X01/beenden", STAFF),
    "tandems.finish_wish": Address("/tandems/D01/wunsch/erledigt", STAFF, "POST", opened=404),
    "tandems.log_contact": Address("/tandems/D01/kontakt", STAFF, "POST"),
    "tandems.page": Address("/tandems", STAFF),
    "tandems.tandem": Address("/tandems/D99", KNOWN, opened=404),
    "tandems.write_wish": Address("/tandems/D01/wunsch", STAFF),
    "round_table.answer": Address("/runder-tisch/S4", STAFF, "POST"),
    "round_table.end": Address("/runder-tisch/ende", STAFF),
    "round_table.page": Address("/runder-tisch?frage=S4", STAFF),
    "task_edit.add": Address("/aufgaben/neu/formular?wie=T01", STAFF),
    "task_edit.choose": Address("/aufgaben/neu", STAFF),
    "task_edit.edit": Address("/aufgaben/T01/bearbeiten", STAFF),
    "task_edit.finish": Address("/aufgaben/T01/abschliessen", STAFF),
    "task_edit.move_yes": Address("/aufgaben/T08/zusagen/made-up/bestaetigen", STAFF, "POST", opened=404),
    "task_edit.pause": Address("/aufgaben/T01/pause", STAFF, "POST"),
    "task_edit.people": Address("/aufgaben/T01/menschen", STAFF),
    "task_edit.publish": Address("/aufgaben/T01/veroeffentlichen", STAFF),
    "task_edit.reopen": Address("/aufgaben/T01/weiter", STAFF, "POST", opened=409),
    "task_edit.stop": Address("/aufgaben/T01/stoppen", STAFF),
    "tasks.board": Address("/aufgaben", EVERYBODY),
    "tasks.claim": Address("/aufgaben/T08/mitmachen", EVERYBODY, "POST"),
    "tasks.claim_form": Address("/aufgaben/T08/mitmachen", EVERYBODY),
    "tasks.claim_noted": Address("/aufgaben/T08/vorgemerkt", EVERYBODY),
    "tasks.task": Address("/aufgaben/T01", EVERYBODY),
    "today.finish_measure": Address("/heute/massnahmen/M01/erledigt", STAFF, "POST"),
    "today.gap_later": Address("/heute/morgen/luecken/post-vacant/S12", STAFF, "POST"),
    "today.later": Address("/heute/morgen/nachrichten/N01", STAFF, "POST"),
    "today.page": Address("/heute", STAFF),
    "today.send_again": Address("/heute/mails/1/noch-einmal", STAFF, "POST", opened=404),
}
READABLE = {name: address for name, address in ADDRESSES.items() if address.method == "GET"}
